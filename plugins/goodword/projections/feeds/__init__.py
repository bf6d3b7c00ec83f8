"""Feeds: one value without a format in it, and a writer for each format.

What a feed is stands in `values`, what its texts and dates may hold in `text`. An entry becomes an item (`items`), its
rendered body HTML for any reader (`content`, `furniture`). Which feeds there are and which items stand in which of
their documents say `feed` and `archives`. `rss`, `atom`, `json_feed`, `opml` and `writing` make bytes of documents.
"""

from goodword.projections.feeds.atom import atom
from goodword.projections.feeds.feed import (
    Choices,
    FeedLinks,
    channels,
    documents,
    feed_links,
    feed_urls,
    feeds,
    maker,
    shelf_of,
    whole_feeds,
)
from goodword.projections.feeds.findings import feed_problems
from goodword.projections.feeds.items import Maker, Remember, license_url
from goodword.projections.feeds.json_feed import json_feed
from goodword.projections.feeds.opml import opml
from goodword.projections.feeds.rss import rss
from goodword.projections.feeds.values import FORMATS, Author, Feed, Item, MediaFile, Placed, Podcast, Slip
from goodword.projections.feeds.writing import OPML, Written, document, feed_files, written_items

__all__ = [
    "FORMATS",
    "OPML",
    "Author",
    "Choices",
    "Feed",
    "FeedLinks",
    "Item",
    "Maker",
    "MediaFile",
    "Placed",
    "Podcast",
    "Remember",
    "Slip",
    "Written",
    "atom",
    "channels",
    "document",
    "documents",
    "feed_files",
    "feed_links",
    "feed_problems",
    "feed_urls",
    "feeds",
    "json_feed",
    "license_url",
    "maker",
    "opml",
    "rss",
    "shelf_of",
    "whole_feeds",
    "written_items",
]

"""Feeds: one value without a format in it, and a writer for each format.

What a feed is stands in `values`, what its texts and dates may hold in `text`. An entry becomes an item (`items`), its
rendered body HTML for any reader (`content`, `furniture`). Which feeds there are and which items stand in which of
their documents say `feed` and `archives`. `rss`, `atom`, `json_feed`, `opml` and `writing` make bytes of documents.
"""

from goodword.projections.feeds.atom import atom
from goodword.projections.feeds.feed import Choices, FeedLinks, feed_links, feed_urls, feeds
from goodword.projections.feeds.findings import feed_problems
from goodword.projections.feeds.items import Remember
from goodword.projections.feeds.json_feed import json_feed
from goodword.projections.feeds.opml import opml
from goodword.projections.feeds.rss import rss
from goodword.projections.feeds.values import Author, Feed, Item, MediaFile, Podcast
from goodword.projections.feeds.writing import feed_files

__all__ = [
    "Author",
    "Choices",
    "Feed",
    "FeedLinks",
    "Item",
    "MediaFile",
    "Podcast",
    "Remember",
    "atom",
    "feed_files",
    "feed_links",
    "feed_problems",
    "feed_urls",
    "feeds",
    "json_feed",
    "opml",
    "rss",
]

"""Feeds: one value without a format in it, and a writer for each format."""

from goodword.projections.feeds.feed import Feed, Item, feed_urls, feeds
from goodword.projections.feeds.rss import rss

__all__ = ["Feed", "Item", "feed_urls", "feeds", "rss"]

"""RSS 2.0 through feedgen. Source: RSS Advisory Board, RSS 2.0 specification and Best Practices Profile."""

from __future__ import annotations

import re
from html import escape

from feedgen.entry import FeedEntry
from feedgen.feed import FeedGenerator

from goodword.projections.feeds.content import clean_text
from goodword.projections.feeds.feed import Feed, Item

_MARKUP = re.compile(r"<[a-zA-Z/!?]|&(#\d+|#x[0-9a-f]+|\w+);", re.IGNORECASE)
"""What a reader would take for HTML in a title."""


def rss(feed: Feed) -> bytes:
    """The feed as RSS 2.0; the same feed gives the same bytes.

    feedgen sets dates to now, takes the last link as the channel's and prepends entries unless told otherwise.
    """
    generator = FeedGenerator()
    generator.load_extension("dc", atom=False, rss=True)
    generator.id(feed.home)
    generator.title(clean_text(feed.title))
    generator.description(clean_text(feed.description))
    generator.language(feed.language)
    generator.generator("Goodword")
    generator.docs("https://www.rssboard.org/rss-specification")
    generator.lastBuildDate(feed.updated)
    generator.updated(feed.updated)
    generator.link(href=f"{feed.site}{feed.path}feed.xml", rel="self", type="application/rss+xml")
    generator.link(href=feed.home, rel="alternate")
    for item in feed.items:
        _add(generator.add_entry(order="append"), item)
    data: bytes = generator.rss_str(pretty=True)
    return data


def _as_html(text: str) -> str:
    """Plain text as the HTML that readers take it for."""
    return escape(clean_text(text), quote=False)


def _add(entry: FeedEntry, item: Item) -> None:
    entry.guid(clean_text(item.id), permalink=item.id == item.url)
    title = clean_text(item.title) or item.url
    entry.title(escape(title, quote=False) if _MARKUP.search(title) else title)
    entry.link(href=item.url)
    entry.description(_as_html(item.summary))
    if item.content:
        entry.content(item.content, type="CDATA")
    entry.published(item.published)
    entry.updated(item.updated)
    for name in item.authors:
        entry.dc.dc_creator(clean_text(name))
    for tag in item.tags:
        entry.category(term=clean_text(tag))

"""OPML 2.0: every feed of a site in one file, for whoever wants several. Source: opml.org/spec2.opml."""

from __future__ import annotations

from collections.abc import Sequence

from lxml import etree

from goodword.projections.feeds.text import clean_text
from goodword.projections.feeds.values import Feed, Placed


def opml(feeds: Sequence[Feed[Placed]]) -> bytes:
    """The documents to subscribe to, in their order, the site's first; no date, so that no item changes it."""
    root = etree.Element("opml", version="2.0")
    head = etree.SubElement(root, "head")
    body = etree.SubElement(root, "body")
    for feed in feeds:
        title = clean_text(feed.title)
        if not feed.path:
            etree.SubElement(head, "title").text = title
            etree.SubElement(head, "ownerName").text = clean_text(feed.author.name)
        etree.SubElement(
            body,
            "outline",
            {
                "type": "rss",
                "text": title,
                "title": title,
                "description": clean_text(feed.description),
                "xmlUrl": feed.url("rss", ""),
                "htmlUrl": feed.home,
                "language": feed.language,
                "version": "RSS2",
            },
        )
    data: bytes = etree.tostring(root, pretty_print=True, encoding="UTF-8", xml_declaration=True)
    return data

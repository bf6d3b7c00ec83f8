"""Atom through feedgen. Source: RFC 4287, RFC 4946 (licence), RFC 5005 (archives)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any

from feedgen.feed import FeedGenerator

from goodword.projections.feeds.parts import EntryParts, channel, frame, generator, put, put_media
from goodword.projections.feeds.text import as_html, distinct, is_plausible, untyped, written
from goodword.projections.feeds.values import Author, Feed, Item, Placed

_ENTRY, _END = b"  <entry>\n", b"</feed>"
_ARCHIVE = b"  <fh:archive/>\n"
"""After the entries: before them the validator would want something older than the oldest archive."""


def atom(feed: Feed[Item], stylesheet: str = "") -> bytes:
    """The feed as Atom 1.0; the same feed gives the same bytes."""
    return atom_document(feed, atom_entries(feed.items), stylesheet)


def atom_document(feed: Feed[Placed], entries: Sequence[bytes], stylesheet: str = "") -> bytes:
    """A document around entries that `atom_entries` has written."""
    head, end, tail = frame(_frame, feed, stylesheet, datetime.isoformat).rpartition(_END)
    return b"".join([head, *entries, _ARCHIVE if feed.archive else b"", end, tail])


@lru_cache(maxsize=16)
def _frame(feed: Feed[Placed], stylesheet: str, _has_episodes: bool) -> bytes:
    made = channel(feed, "atom", stylesheet)
    made.id(feed.id)
    made.title(untyped(feed.title))
    made.subtitle(untyped(feed.description))
    made.author(_author(feed.author))
    made.rights(untyped(feed.rights) or None)
    made.logo(feed.image or None)
    return written(made.atom_str(pretty=True))


def atom_entries(items: Sequence[Item]) -> list[bytes]:
    """Each entry as it stands in every Atom document that has it."""
    if not items:
        return []
    made = generator(_AtomParts)
    made.id("-")
    made.title("-")
    for item in items:
        _add(made, item)
    inside = written(made.atom_str(pretty=True)).rpartition(_END)[0]
    return [_ENTRY + piece for piece in inside.split(_ENTRY)[1:]]


def _author(author: Author) -> dict[str, str]:
    return {"name": untyped(author.name)} | ({"uri": author.url} if author.url else {})


def _add(made: FeedGenerator, item: Item) -> None:
    entry = made.add_entry(order="append")
    entry.parts.item = item
    entry.id(item.id)
    entry.title(as_html(item.title))
    entry.content(item.content, type="html")
    entry.summary(as_html(item.summary), type="html")
    entry.published(item.published if is_plausible(item.published) else None)
    entry.updated(distinct(item.updated, item.id))
    entry.rights(untyped(item.rights) or None)
    for author in item.authors:
        entry.author(_author(author))
    for tag in item.tags:
        entry.category(term=untyped(tag))


class _AtomParts(EntryParts):
    """Links with everything that belongs to them, and a title that says that it is HTML."""

    def extend_atom(self, entry: Any) -> Any:
        """After what feedgen knows."""
        item = self.item
        for link in entry.findall("link"):
            entry.remove(link)
        entry.find("title").set("type", "html")
        put(entry, "link", rel="alternate", type="text/html", href=item.url)
        if item.origin != item.url:
            put(entry, "link", rel="via", href=item.origin)
        for file in item.media:
            length = {"length": str(file.size)} if file.size else {}
            put(entry, "link", rel="enclosure", type=file.type, href=file.url, **length)
        if item.license:
            put(entry, "link", rel="license", href=item.license)
        if item.image:
            put_media(entry, item.image, as_html(item.image.title))
        return entry

"""Every file of every feed. An item is written once for each format, and stands so in all documents that have it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from goodword.projections.feeds.atom import atom_document, atom_entries
from goodword.projections.feeds.json_feed import json_document, json_items
from goodword.projections.feeds.opml import opml
from goodword.projections.feeds.rss import rss_document, rss_items
from goodword.projections.feeds.values import Feed, Item, Placed

OPML = "feeds.opml"
Written = tuple[bytes, ...]
"""An item in each format, in the order of `FORMATS`."""
_ITEMS: tuple[Callable[[Sequence[Item]], list[bytes]], ...] = (rss_items, atom_entries, json_items)
_DOCUMENTS: Mapping[str, Callable[[Feed[Placed], Sequence[bytes], str], bytes]] = {
    "rss": rss_document,
    "atom": atom_document,
    "json": json_document,
}


def written_items(items: Sequence[Item]) -> list[Written]:
    """Each item in each format; many at once cost less."""
    return list(zip(*(write(items) for write in _ITEMS), strict=True))


def document(form: str, feed: Feed[Placed], items: Sequence[Written], stylesheet: str = "") -> bytes:
    """One file of a feed; `items` are those of the feed, in its order."""
    at = list(_DOCUMENTS).index(form)
    return _DOCUMENTS[form](feed, [item[at] for item in items], stylesheet)


def feed_files(feeds: Iterable[Feed[Item]], stylesheet: str = "") -> Iterator[tuple[str, bytes]]:
    """Path and bytes of every document, and of `feeds.opml`; `stylesheet` is the address of a style sheet or empty."""
    known: dict[str, Written] = {}
    subscribed = []
    for feed in feeds:
        if not feed.archive:
            subscribed.append(feed)
        new = [item for item in feed.items if item.url not in known]
        known.update(zip((item.url for item in new), written_items(new), strict=True))
        for form in _DOCUMENTS:
            path = feed.file(form, feed.archive)
            yield path, document(form, feed, [known[item.url] for item in feed.items], stylesheet)
    yield OPML, opml(subscribed)

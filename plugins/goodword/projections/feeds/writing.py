"""Every file of every feed. An item is written once for each format, and stands so in all documents that have it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from goodword.projections.feeds.atom import atom_document, atom_entries
from goodword.projections.feeds.json_feed import json_document, json_items
from goodword.projections.feeds.opml import opml
from goodword.projections.feeds.rss import rss_document, rss_items
from goodword.projections.feeds.values import Feed, Item

_Items = Callable[[Sequence[Item]], list[bytes]]


def feed_files(feeds: Iterable[Feed], stylesheet: str = "") -> Iterator[tuple[str, bytes]]:
    """Path and bytes of every document, and of `feeds.opml`; `stylesheet` is the address of a style sheet or empty."""
    rss, atom, json = _Written(rss_items), _Written(atom_entries), _Written(json_items)
    subscribed = []
    for feed in feeds:
        if not feed.archive:
            subscribed.append(feed)
        yield feed.file("rss", feed.archive), rss_document(feed, rss.of(feed.items), stylesheet)
        yield feed.file("atom", feed.archive), atom_document(feed, atom.of(feed.items), stylesheet)
        yield feed.file("json", feed.archive), json_document(feed, json.of(feed.items))
    yield "feeds.opml", opml(subscribed)


class _Written:
    """Items in one format, by their address."""

    def __init__(self, write: _Items) -> None:
        self._write = write
        self._known: dict[str, bytes] = {}

    def of(self, items: Sequence[Item]) -> list[bytes]:
        new = [item for item in items if item.url not in self._known]
        self._known.update(zip((item.url for item in new), self._write(new), strict=True))
        return [self._known[item.url] for item in items]

"""What one build tells the next of the pages it made."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from zlib import crc32

from msgspec import Struct, msgpack
from msgspec.structs import replace

from goodword.html import Body
from mkdocs_goodword.cache.documents import Noted
from mkdocs_goodword.cache.fingerprints import digest
from mkdocs_goodword.cache.rows import Kept, lasting

_NEVER = datetime.max.replace(tzinfo=UTC)
_SHELVES = 64
"""Rows that all traces of a site are kept in: few are written for an edit."""


class Trace(Struct, frozen=True, array_like=True):
    """What a page of the last build was made of."""

    noted: Noted
    body: Body
    text: bytes
    """The digest of its body as feeds see it."""
    names: list[str]
    """The files that its body names."""
    page: bytes
    """The digest of all that the finished page shows."""


class Traces(Struct, frozen=True):
    """What the last build tells the next."""

    pages: Mapping[str, Trace]
    views: bytes = b""
    """The digest of all that any page is shown from, texts excepted."""
    since: datetime = _NEVER
    until: datetime = _NEVER
    """Between these moments the same values look the same."""

    @classmethod
    def of(cls, store: Kept, key: bytes) -> Traces:
        """What the store knows; nothing, where it knows no build."""
        row = store.get(key)
        if row is None:
            return cls({})
        told = msgpack.decode(row, type=cls)
        read = msgpack.Decoder(dict[str, Trace]).decode
        shelves = [read(data) for number in range(_SHELVES) if (data := store.get(_shelf(key, number)))]
        return replace(told, pages={uri: trace for shelf in shelves for uri, trace in shelf.items()})

    def put(self, store: Kept, key: bytes, last: Traces) -> None:
        """Tell the next build; of what the last one told, only what has changed is written again."""
        before, after = last._shelved(), self._shelved()
        for number in range(_SHELVES):
            if not _is_same(before[number], after[number]):
                store.put(_shelf(key, number), _written(after[number]))
        store.put(key, msgpack.encode(replace(self, pages={})))

    def _shelved(self) -> list[dict[str, Trace]]:
        shelves: list[dict[str, Trace]] = [{} for _ in range(_SHELVES)]
        for uri, trace in self.pages.items():
            shelves[crc32(uri.encode("utf-8", "surrogatepass")) % _SHELVES][uri] = trace
        return shelves


def _written(shelf: Mapping[str, Trace]) -> bytes:
    """A shelf as it is kept; nothing where a name in it is of bytes that no text has (PEP 383)."""
    try:
        return msgpack.encode(shelf)
    except UnicodeEncodeError:
        return b""


def _is_same(one: Mapping[str, Trace], other: Mapping[str, Trace]) -> bool:
    """Whether two shelves hold the very same traces."""
    return one.keys() == other.keys() and all(trace is other[uri] for uri, trace in one.items())


def _shelf(key: bytes, number: int) -> bytes:
    return lasting(digest("shelf of traces", key, str(number)))

"""What one build tells the next of the items of its feeds, so that few are made to know where they stand."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct, field, msgpack
from msgspec.structs import replace

from mkdocs_goodword.cache.fingerprints import digest
from mkdocs_goodword.cache.rows import Kept, lasting


class Fact(Struct, frozen=True, array_like=True):
    """What is known of an item that was made once."""

    weight: int
    is_episode: bool
    is_clean: bool
    """Whether it is known to hold nothing that the finished site must not."""


class _Row(Struct):
    looked_for: bytes = b""
    """What the items were looked through for."""
    facts: dict[bytes, Fact] = field(default_factory=dict)
    """By what each item is made of."""


def facts_of(store: Kept | None, around: bytes, looked_for: bytes) -> dict[bytes, Fact]:
    """What the last build has told; where that looked for something else, no item is known to be clean."""
    data = store.get(_key(around)) if store else None
    row = msgpack.decode(data, type=_Row) if data else _Row()
    if row.looked_for == looked_for:
        return row.facts
    return {key: replace(fact, is_clean=False) for key, fact in row.facts.items()}


def tell(store: Kept, around: bytes, looked_for: bytes, facts: Mapping[bytes, Fact]) -> None:
    """Tell the next build."""
    store.put(_key(around), msgpack.encode(_Row(looked_for, dict(facts))))


def _key(around: bytes) -> bytes:
    return lasting(digest("feed places", around))

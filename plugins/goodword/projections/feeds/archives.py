"""What readers subscribe to, and the archives of everything older (RFC 5005, section 4), from the items alone.

The items of a month are one part, or several where a month is large. The newest parts that fit together are the
subscription document; every older part is an archive. So a month moves as a whole, once, into a file that did not
exist before, and that file changes only with its own items. Where to cut a large month is a matter of the calendar
(halves of its days, then of a day, then of a digest of the id), never of counting: an item that comes or goes moves no
other item into another file, unless its part grows too large, or shrinks until two halves are one again.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from hashlib import blake2b
from itertools import groupby
from typing import Generic, TypeVar
from zoneinfo import ZoneInfo

from msgspec import Struct

from goodword.projections.feeds.values import Placed

MOST_ITEMS, MOST_BYTES = 50, 512 * 1024
"""Of one document."""
_ROOM = MOST_BYTES - 32 * 1024
"""For items: the head of a document has the rest."""
_PART_ITEMS, _PART_BYTES = MOST_ITEMS // 2, _ROOM // 2
"""Of one part: two of them always fit, so that no reader who polls finds the newest part alone on its first day."""
MOST_OF_ITEM = _PART_BYTES
"""What is heavier carries its summary instead of its text."""
_LEVELS = ((1, 32, 2), (0, 86400, 5), (0, 65536, 5))
"""Day of the month, second of the day, digest: the first number, the first that is too large, digits in a name."""


T = TypeVar("T", bound=Placed)


class Part(Struct, Generic[T], frozen=True):
    """Items that stand together in one document, newest first; `name` is `2026-03` or `2026-03-17`."""

    name: str
    items: tuple[T, ...]


def divided(items: Sequence[T], zone: ZoneInfo) -> tuple[tuple[T, ...], tuple[Part[T], ...]]:
    """What to subscribe to, and the archives, newest first. `items` are newest first; months are those of `zone`."""
    parts = [
        part for name, month in groupby(items, lambda item: _month(item, zone)) for part in _parts(name, month, zone)
    ]
    room, count, held = _ROOM, 0, 0
    for part in parts:
        room -= sum(item.weight for item in part.items)
        count += len(part.items)
        if held and (room < 0 or count > MOST_ITEMS):
            break
        held += 1
    current = tuple(item for part in parts[:held] for item in part.items)
    return current, tuple(parts[held:])


def _month(item: Placed, zone: ZoneInfo) -> str:
    at = item.published.astimezone(zone)
    return f"{at.year}-{at.month:02}"


def _parts(name: str, month: Iterator[T], zone: ZoneInfo) -> list[Part[T]]:
    items = tuple(month)
    if _fits(items):
        return [Part(name, items)]
    keyed = [(_position(item, zone), item) for item in items]
    made = list(_split(keyed, 0, _LEVELS[0][0], _LEVELS[0][1], name=name, prefix=f"{name}-"))
    return made[::-1]


def _fits(items: Sequence[Placed]) -> bool:
    return len(items) <= _PART_ITEMS and sum(item.weight for item in items) <= _PART_BYTES


def _position(item: Placed, zone: ZoneInfo) -> tuple[int, int, int]:
    at = item.published.astimezone(zone)
    digest = int.from_bytes(blake2b(item.id.encode("utf-8", "replace"), digest_size=2).digest(), "big")
    return at.day, at.hour * 3600 + at.minute * 60 + at.second, digest


def _split(
    keyed: list[tuple[tuple[int, int, int], T]], level: int, low: int, high: int, *, name: str, prefix: str
) -> Iterator[Part[T]]:
    """The parts of one stretch, oldest first; the first keeps the name of the whole."""
    if not keyed:
        return
    if _fits([item for _, item in keyed]) or len(keyed) == 1 or (high - low == 1 and level + 1 == len(_LEVELS)):
        yield Part(name, tuple(item for _, item in keyed))
    elif high - low == 1:
        first, last = _LEVELS[level + 1][:2]
        prefix = f"{prefix}{low:0{_LEVELS[level][2]}d}"
        yield from _split(keyed, level + 1, first, last, name=name, prefix=prefix)
    else:
        middle = (low + high) // 2
        yield from _split([k for k in keyed if k[0][level] < middle], level, low, middle, name=name, prefix=prefix)
        later = f"{prefix}{middle:0{_LEVELS[level][2]}d}"
        yield from _split([k for k in keyed if k[0][level] >= middle], level, middle, high, name=later, prefix=prefix)

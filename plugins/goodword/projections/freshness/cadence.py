"""When a section has gone quiet: the owner's promise first, else what its own rhythm makes improbable."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import pairwise
from statistics import median

from msgspec import Struct

_DECLARED = (
    (7, 7, 14, 21),
    (14, 14, 21, 28),
    (30, 30, 44, 60),
    (60, 60, 84, 108),
    (90, 90, 120, 150),
    (180, 180, 210, 240),
    (365, 365, 425, 455),
)
"""Promise in days to due, overdue, long overdue (Humanitarian Data Exchange), in between interpolated."""

FLOOR = 120
"""Days of silence below which no rhythm makes a section overdue."""
_GAPS, _ENOUGH = 12, 5
_CEILING, _RARE_CEILING, _RARE_GAP = 180, 365, 90
_CHANCE = 20
"""A silence this section would show by chance once in twenty, were its gaps exponential."""
_UNKNOWN = (120, 180, 360)
_UNKNOWN_COMMUNITY = (180, 365, 730)
_YOUNG = 90


class Cadence(Struct, frozen=True):
    """Days of silence after which a section is due, overdue and long overdue."""

    due: int
    overdue: int
    long_overdue: int
    typical: int | None
    """The section's median gap in days; None below five gaps."""
    declared: bool
    """Whether the owner promised it."""


def cadence(
    published: Iterable[date],
    today: date,
    *,
    promised: int | None = None,
    community: bool = False,
    floor: int = FLOOR,
) -> Cadence | None:
    """The cadence by which a section is judged, or None where it cannot be: nothing published, or younger than 90 days.

    `published` are the days of its entries, in any order: a day counts once, the future never. `promised` is the
    declared cadence in days. Source: freshness rule FR003; with n gaps of S days in all, a silence T is judged too
    long where it has a chance of one in twenty: T = S * (20 ** (1 / n) - 1).
    """
    days = sorted({day for day in published if day <= today})
    if not days or (promised is None and (today - days[0]).days < _YOUNG):
        return None
    gaps = [(later - earlier).days for earlier, later in pairwise(days)][-_GAPS:]
    typical = round(median(gaps)) if len(gaps) >= _ENOUGH else None
    if promised is not None:
        return Cadence(*_promised(promised), typical, True)
    if typical is None:
        return Cadence(*(_UNKNOWN_COMMUNITY if community else _UNKNOWN), None, False)
    return Cadence(*_learned(gaps, floor), typical, False)


def newest(published: Iterable[date], today: date) -> date | None:
    """The day of the newest entry that is not in the future."""
    return max((day for day in published if day <= today), default=None)


def _learned(gaps: list[int], floor: int) -> tuple[int, int, int]:
    upper = _RARE_CEILING if median(gaps) > _RARE_GAP else _CEILING
    limit = max(min(sum(gaps) * (_CHANCE ** (1 / len(gaps)) - 1), upper), floor)
    return round(2 * limit / 3), round(limit), round(2 * limit)


def _promised(days: int) -> tuple[int, int, int]:
    first, last = _DECLARED[0], _DECLARED[-1]
    if days <= first[0]:
        return days, days + 7, days + 14
    if days >= last[0]:
        return days, days + 60, days + 90
    below, above = next(pair for pair in pairwise(_DECLARED) if pair[1][0] >= days)
    share = (days - below[0]) / (above[0] - below[0])
    due, overdue, long_overdue = (round(a + share * (b - a)) for a, b in zip(below[1:], above[1:], strict=True))
    return due, overdue, long_overdue

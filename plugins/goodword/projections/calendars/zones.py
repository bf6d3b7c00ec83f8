"""Times in their zones, and the zones' own rules for as long as they are needed.

The library's own `Timezone.from_tzinfo` is not used: it begins summer time an hour late, as its onset must be
written in the time before it (RFC 5545, section 3.6.5).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from icalendar import Timezone, TimezoneDaylight, TimezoneStandard, vText
from msgspec import Struct

from goodword.dates import parse_zone

_YEARS = range(1970, 2100)
"""Where a zone's rules are known well enough; moments outside are written in UTC."""
_DAY = timedelta(days=1)
_SECOND = timedelta(seconds=1)


class _Rule(Struct, frozen=True):
    """What holds after a zone's clocks have changed."""

    before: timedelta
    after: timedelta
    name: str
    summer: bool


def local(moments: Sequence[datetime], zone: ZoneInfo) -> tuple[datetime, ...]:
    """Moments as the clocks of `zone` show them, or in UTC where those do not tell one moment from another.

    A clock that is put back shows an hour twice. Readers do not agree which of the two is meant, although RFC 5545
    says the first (section 3.3.5).
    """
    shown = tuple(moment.astimezone(UTC).astimezone(zone) for moment in moments)
    if all(moment.year in _YEARS and not _is_twice(moment) for moment in shown) and not _is_utc(zone):
        return shown
    return tuple(moment.astimezone(UTC) for moment in shown)


def _is_twice(moment: datetime) -> bool:
    return moment.replace(fold=0).utcoffset() != moment.replace(fold=1).utcoffset()


def _is_utc(zone: ZoneInfo) -> bool:
    return zone.key.rpartition("/")[2] in ("UTC", "UCT", "Universal", "Zulu")


def time_zones(moments: Iterable[date]) -> list[bytes]:
    """The zones that moments are written in, by name, with their rules for the years of these moments."""
    years: dict[str, set[int]] = {}
    for moment in moments:
        if isinstance(moment, datetime) and isinstance(moment.tzinfo, ZoneInfo):
            years.setdefault(moment.tzinfo.key, set()).add(moment.year)
    return [as_written(name, min(found), max(found)) for name, found in sorted(years.items())]


@lru_cache(maxsize=256)
def as_written(name: str, first: int = _YEARS[0], last: int = _YEARS[0]) -> bytes:
    """The zone called `name` as a calendar has it."""
    data: bytes = time_zone(name, first, last).to_ical()
    return data


def time_zone(name: str, first: int, last: int) -> Timezone:
    """The zone called `name` with its rules from the year `first` to the end of the year `last`."""
    zone = Timezone()
    zone.add("tzid", vText(name))
    for rule, onsets in _rules(name, first, last).items():
        part = TimezoneDaylight() if rule.summer else TimezoneStandard()
        part.add("tzname", vText(rule.name))
        part.add("tzoffsetfrom", rule.before)
        part.add("tzoffsetto", rule.after)
        part.add("dtstart", onsets[0])
        if onsets[1:]:
            part.add("rdate", onsets[1:])
        zone.add_component(part)
    return zone


def _rules(name: str, first: int, last: int) -> dict[_Rule, list[datetime]]:
    """Every rule with the moments from which it holds, as clocks showed them just before."""
    zone = parse_zone(name)
    start, end = datetime(first, 1, 1, tzinfo=UTC) - _DAY, datetime(last + 1, 1, 1, tzinfo=UTC) + _DAY
    now = start.astimezone(zone)
    found = {_rule(now, _offset(now)): [now.replace(tzinfo=None)]}
    for change in _changes(zone, start, end):
        before = _offset((change - _SECOND).astimezone(zone))
        found.setdefault(_rule(change.astimezone(zone), before), []).append((change + before).replace(tzinfo=None))
    return found


def _rule(moment: datetime, before: timedelta) -> _Rule:
    return _Rule(before, _offset(moment), moment.tzname() or "", bool(moment.dst()))


def _offset(moment: datetime) -> timedelta:
    return moment.utcoffset() or timedelta()


def _changes(zone: ZoneInfo, start: datetime, end: datetime) -> Iterator[datetime]:
    """The moments, in UTC and to the second, at which the zone's clocks change; never twice in a day."""
    before = _offset(start.astimezone(zone))
    while start < end:
        after = _offset((start + _DAY).astimezone(zone))
        if after != before:
            yield _change(zone, start, before)
        start, before = start + _DAY, after


def _change(zone: ZoneInfo, start: datetime, before: timedelta) -> datetime:
    """The first second of the day that begins at `start` at which the offset is no longer `before`."""
    low, high = 0, int(_DAY.total_seconds())
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if _offset((start + middle * _SECOND).astimezone(zone)) == before else (low, middle)
    return start + high * _SECOND

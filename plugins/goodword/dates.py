"""Days, moments and durations as authors write them.

A date without a time is that day in the site's time zone. It stays a day: readers see a day, and where a moment
is needed the author's meaning decides which (the start of the day for what begins, its end for what ends).
"""

from __future__ import annotations

import calendar
import re
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from msgspec import Struct

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_MOMENT = re.compile(
    r"(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,6})?)?) ?(Z|[+-]\d{2}:?\d{2})?", re.ASCII | re.IGNORECASE
)
_DURATION = re.compile(r"(\d{1,4}) *(day|week|month|quarter|year)s?", re.ASCII | re.IGNORECASE)
_NAMED = {"daily": "1 day", "weekly": "1 week", "monthly": "1 month", "quarterly": "3 months", "yearly": "1 year"}
_ZONE = re.compile(r"[A-Za-z0-9_+-]{1,32}(/[A-Za-z0-9_+-]{1,32}){0,2}")
FIRST_YEAR, LAST_YEAR = 1000, 9000
"""Outside these years a conversion between zones could leave the calendar."""


class When(Struct, frozen=True):
    """A day or a moment, in the zone it was written for."""

    at: datetime
    """Aware; for a whole day its first moment."""
    whole_day: bool

    @property
    def day(self) -> date:
        """The calendar day it falls on."""
        return self.at.date()

    @property
    def end(self) -> datetime:
        """The moment after which it is over: for a whole day the first moment of the next."""
        if not self.whole_day:
            return self.at
        return datetime.combine(self.day + timedelta(days=1), time(), tzinfo=self.at.tzinfo)


class Duration(Struct, frozen=True):
    """A span in calendar units: `6 months` after 31 August is the last day of February."""

    months: int = 0
    days: int = 0

    def after(self, day: date) -> date:
        """The day that lies this long after `day`."""
        month = day.month - 1 + self.months
        year, month = day.year + month // 12, month % 12 + 1
        last = calendar.monthrange(year, month)[1]
        return date(year, month, min(day.day, last)) + timedelta(days=self.days)

    @property
    def approximate_days(self) -> int:
        """Its length in days, a month taken as 365.25 / 12 days."""
        return round(self.months * 365.25 / 12) + self.days


def parse_day(text: str) -> date:
    """A calendar day written `YYYY-MM-DD` (a moment gives the day it is written with). Raises ValueError."""
    match = _MOMENT.fullmatch(text)
    return _day(match.group(1) if match else text)


def _day(text: str) -> date:
    if not _DAY.fullmatch(text):
        raise ValueError(text)
    day = date.fromisoformat(text)
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise ValueError(text)
    return day


def parse_when(text: str, zone: ZoneInfo) -> When:
    """A day or a moment; a time without a zone is in `zone`. Raises ValueError. Source: RFC 3339 section 5.6."""
    match = _MOMENT.fullmatch(text)
    if not match:
        return When(start_of(_day(text), zone), True)
    day, clock, offset = match.groups()
    _day(day)
    moment = datetime.fromisoformat(f"{day}T{clock}{(offset or '').upper()}")
    return When(moment if moment.tzinfo else moment.replace(tzinfo=zone), False)


def is_skipped(moment: datetime) -> bool:
    """Whether clocks never show a moment in its zone: they are put forward over it. Source: PEP 495, "gap"."""
    back = moment.astimezone(UTC).astimezone(moment.tzinfo)
    return back.replace(tzinfo=None) != moment.replace(tzinfo=None)


def start_of(day: date, zone: ZoneInfo) -> datetime:
    """The first moment of `day` in `zone`."""
    return datetime.combine(day, time(), tzinfo=zone)


def parse_duration(text: str) -> Duration:
    """`90 days`, `6 months`, `quarterly`, ... Raises ValueError, also for nothing and for more than a century."""
    match = _DURATION.fullmatch(_NAMED.get(text.strip().lower(), text.strip()))
    if not match:
        raise ValueError(text)
    count, unit = int(match.group(1)), match.group(2).lower()
    months = count * {"month": 1, "quarter": 3, "year": 12}.get(unit, 0)
    days = count * {"day": 1, "week": 7}.get(unit, 0)
    if not count or months > 1200 or days > 36525:
        raise ValueError(text)
    return Duration(months, days)


def parse_zone(name: str) -> ZoneInfo:
    """An IANA time zone. Raises ValueError."""
    if not _ZONE.fullmatch(name):
        raise ValueError(name)
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise ValueError(name) from None

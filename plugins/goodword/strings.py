"""The words of the site in its language, and days as people write them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from functools import cached_property, lru_cache

from babel import Locale, UnknownLocaleError
from babel.dates import DateTimePattern, format_time, get_timezone_name, match_skeleton, parse_pattern
from babel.numbers import format_decimal
from msgspec import Struct

from goodword.dates import When
from goodword.views import DateView

_REGION = {"en": "en_GB"}
"""A language whose bare form would put the month before the day."""


class Strings(Struct, frozen=True, dict=True):
    """The string catalogue of one language; a text with plural forms is a mapping by CLDR category."""

    language: str
    texts: Mapping[str, str | Mapping[str, str]]

    @cached_property
    def locale(self) -> Locale:
        """How the language counts, and writes days and numbers."""
        return _locale(self.language)

    def __call__(self, key: str, **values: object) -> str:
        """The text of `key` with its `{name}` places filled; raises KeyError for a key nobody wrote."""
        text = self.texts[key]
        if not isinstance(text, str):
            count = values.get("count", 0)
            form = self.locale.plural_form(count if isinstance(count, int) else 0)
            text = text.get(form) or text["other"]
        return text.format_map(values) if values else text

    def size(self, count: int) -> str:
        """Bytes as people write them: `320 B`, `12 kB`, `3.4 MB`."""
        unit, many = ("mb", count / 1e6) if count >= 999_500 else ("kb", count / 1e3) if count >= 1000 else ("b", count)
        pattern = "#,##0.#" if unit == "mb" and many < 10 else "#,##0"
        return self(f"size.{unit}", n=format_decimal(many, pattern, locale=self.locale))

    def date(self, value: When | date | datetime | None) -> DateView | None:
        """A day or a moment for machines and for people."""
        if value is None:
            return None
        if isinstance(value, When):
            return _moment(value.at, self.locale) if not value.whole_day else _day(value.day, self.locale)
        return _moment(value, self.locale) if isinstance(value, datetime) else _day(value, self.locale)

    def zone(self, moment: datetime) -> str:
        """The time that clocks show there then, as people call it, with its distance from UTC."""
        return _zone(str(moment.tzinfo), moment.utcoffset() or timedelta(), moment, self.locale)


@lru_cache(maxsize=1024)
def _zone(key: str, offset: timedelta, moment: datetime, locale: Locale) -> str:
    """A zone that nobody has a name for is called by its city."""
    name = get_timezone_name(moment, width="long", locale=locale)
    if any(letter.isdigit() for letter in name):  # only a distance from UTC, which some languages call GMT
        name = key.rpartition("/")[2].replace("_", " ")
    minutes = round(offset.total_seconds() / 60)
    hours, rest = divmod(abs(minutes), 60)
    distance = f"UTC{'−' if minutes < 0 else '+'}{hours}{f':{rest:02}' if rest else ''}" if minutes else "UTC"
    return f"{name} ({distance})"


@lru_cache(maxsize=16)
def _locale(language: str) -> Locale:
    try:
        return Locale.parse(_REGION.get(language, language.replace("-", "_")))
    except (UnknownLocaleError, ValueError):
        return Locale.parse("en_GB")


@lru_cache(maxsize=16384)
def _day(day: date, locale: Locale) -> DateView:
    long, short, month = _patterns(locale)
    return DateView(
        iso=day.isoformat(),
        text=long.apply(day, locale),
        short=short.apply(day, locale),
        time="",
        day=day.day,
        month=month.apply(day, locale),
        year=day.year,
    )


@lru_cache(maxsize=16)
def _patterns(locale: Locale) -> tuple[DateTimePattern, DateTimePattern, DateTimePattern]:
    """A whole day, a day of the year, and a month by itself. Source: Unicode TR35, part 4."""
    skeleton = match_skeleton("MMMMd", locale.datetime_skeletons)
    short = locale.datetime_skeletons[skeleton] if skeleton else parse_pattern("d MMMM")
    return parse_pattern(locale.date_formats["long"]), parse_pattern(short), parse_pattern("LLLL")


def _moment(moment: datetime, locale: Locale) -> DateView:
    day = _day(moment.date(), locale)
    return DateView(
        iso=moment.isoformat(),
        text=day.text,
        short=day.short,
        time=format_time(moment.time(), "short", locale=locale),
        day=day.day,
        month=day.month,
        year=day.year,
    )

"""A strict grammar of days in prose: only what names its year, and nothing that must be guessed.

`3 May 2026`, `3rd of May, 2026`, `May 3, 2026`, `May 2026`, `2026-05-03`, `Q2 2026`, `summer 2026`, `2026`; and a span
of days, which ends with its last: `3–5 May 2026`, `30 April to 3 May 2026`, `May 3–5, 2026`, `May and June 2026`. A day
written 03/05/2026 is none: two continents read it differently.
"""

from __future__ import annotations

import calendar
import re
from datetime import date

from goodword.claims.phrases import Phrases

_YEAR = r"(?:19|20)\d\d"


def pattern(phrases: Phrases) -> str:
    """A pattern that matches a named day, span, month, quarter, season or year; for `last_day`.

    Only where it matched a span has it a group.
    """
    month = f"(?:{'|'.join(sorted((re.escape(name) for name, _ in phrases.months), key=len, reverse=True))})\\.?"
    season = "|".join(re.escape(name) for name, *_ in phrases.seasons)
    weekday = f"(?:(?:{'|'.join(map(re.escape, phrases.weekdays))}),? )?"
    number = rf"\d{{1,2}}(?:{phrases.ordinal})?"
    iso = rf"{_YEAR}-\d\d-\d\d(?![\d-])"
    to = rf"(?: (?:{phrases.to}) (?:the )?| ?[–—-] ?)" if phrases.to else "(?!)"
    of = rf" (?:{phrases.of} )?{month}"
    forms = (
        rf"{iso}({to}{iso})?",
        rf"{weekday}(?:the )?{number}((?:{of}(?:,? {_YEAR})?)?{to}{weekday}(?:the )?{number})?{of},? {_YEAR}\b",
        rf"{weekday}{month} {number}((?:,? {_YEAR},?)?{to}(?:{weekday}{month} )?{number})?,? {_YEAR}\b",
        rf"{month}((?:,? {_YEAR})?{to}{month})?,? {_YEAR}\b",
        rf"Q[1-4],? (?:{phrases.of} )?{_YEAR}\b",
        rf"(?:{season}) (?:{phrases.of} )?{_YEAR}\b",
        rf"(?<![/\d.,–-]){_YEAR}{phrases.after_year}",
    )
    return f"(?:{'|'.join(forms)})"


def beginning(phrases: Phrases) -> str:
    """A pattern for the first two letters of all that `pattern` can match: quicker to look for than the whole."""
    names = {name for name, _ in phrases.months} | {name for name, *_ in phrases.seasons} | {*phrases.weekdays, "the"}
    heads = sorted({"".join(f"[{re.escape(letter + letter.upper())}]" for letter in name[:2]) for name in names})
    return rf"\b(?:[\dQq]|{'|'.join(heads)})"


def last_day(text: str, phrases: Phrases) -> date | None:
    """The last day that a text matched by `pattern` can mean; None for a day no calendar has."""
    if iso := re.search(rf"({_YEAR})-(\d\d)-(\d\d)$", text):
        return _day(*map(int, iso.groups()))
    year = int(re.findall(_YEAR, text)[-1])
    if quarter := re.match(r"Q([1-4])", text, re.IGNORECASE):
        return _last_of(year, int(quarter.group(1)) * 3)
    words = re.findall(r"[^\W\d_]+", text.lower())
    for name, month, day in phrases.seasons:
        if name in words:
            return date(year + (month <= 3), month, day)
    months = dict(phrases.months)
    named = next((months[word] for word in reversed(words) if word in months), 0)
    if not named:
        return date(year, 12, 31)
    numbers = re.findall(r"(?<!\d)\d{1,2}(?!\d)", text)
    return _day(year, named, int(numbers[-1])) if numbers else _last_of(year, named)


def _last_of(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None

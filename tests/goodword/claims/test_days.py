"""The strict grammar of days in prose."""

import re
from datetime import date

import pytest

from goodword.claims.days import last_day, pattern
from making import phrases


def day_in(text):
    match = re.search(pattern(phrases()), text, re.IGNORECASE)
    return last_day(match.group(), phrases()) if match else None


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2024-02-29", date(2024, 2, 29)),
        ("29 February 2024", date(2024, 2, 29)),
        ("the 3rd of May 2026", date(2026, 5, 3)),
        ("Sunday, May 3rd, 2026", date(2026, 5, 3)),
        ("Sept. 2026", date(2026, 9, 30)),
        ("February 2024", date(2024, 2, 29)),
        ("February 2025", date(2025, 2, 28)),
        ("Q1 2026", date(2026, 3, 31)),
        ("Q4 of 2026", date(2026, 12, 31)),
        ("summer 2026", date(2026, 9, 30)),
        ("winter 2026", date(2027, 3, 31)),
        ("2026.", date(2026, 12, 31)),
        ("MAY 3, 2026", date(2026, 5, 3)),
        ("Easter 2026", date(2026, 5, 8)),
        ("3-5 March 2025", date(2025, 3, 5)),
        ("3 to 5 March 2025", date(2025, 3, 5)),
        ("3rd and 4th of March 2025", date(2025, 3, 4)),
        ("3 March to 5 April 2025", date(2025, 4, 5)),
        ("Wednesday, 24 December 2025 until Friday, 2 January 2026", date(2026, 1, 2)),
        ("March 3–5, 2025", date(2025, 3, 5)),
        ("March 3, 2025 through April 5, 2025", date(2025, 4, 5)),
        ("May and June 2026", date(2026, 6, 30)),
        ("November 2025 to January 2026", date(2026, 1, 31)),
        ("2025-03-03 – 2025-03-05", date(2025, 3, 5)),
    ],
)
def test_a_named_day_is_the_last_it_can_mean(text, day):
    assert day_in(text) == day


@pytest.mark.parametrize(
    "text",
    [
        "29 February 2025",
        "2025-02-29",
        "3 to 31 June 2026",
        "3 to 5 March",
        "31 June 2026",
        "03/05/2026",
        "3 May",
        "May",
        "2026 houses",
        "2026-05",
        "1850.",
    ],
)
def test_what_names_no_year_or_no_day_of_the_calendar_is_none(text):
    assert day_in(text) is None

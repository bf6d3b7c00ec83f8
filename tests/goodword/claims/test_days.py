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
    ],
)
def test_a_named_day_is_the_last_it_can_mean(text, day):
    assert day_in(text) == day


@pytest.mark.parametrize(
    "text",
    ["29 February 2025", "2025-02-29", "31 June 2026", "03/05/2026", "3 May", "May", "2026 houses", "2026-05", "1850."],
)
def test_what_names_no_year_or_no_day_of_the_calendar_is_none(text):
    assert day_in(text) is None

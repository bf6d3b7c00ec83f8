from datetime import date, datetime, timedelta, timezone

import pytest

from goodword.dates import Duration, When, parse_day, parse_duration, parse_when, parse_zone, start_of
from making import PARIS, UTC, at


@pytest.mark.parametrize("text", ["2026-03-04", "2024-02-29", "1000-01-01", "9000-12-31"])
def test_a_day_is_written_year_month_day(text):
    assert parse_day(text).isoformat() == text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2026-13-01",
        "2026-02-30",
        "2025-02-29",
        "2026-00-10",
        "2026-1-1",
        "20260101",
        "04.03.2026",
        "2026/03/04",
        "March 4, 2026",
        "2026-W10-3",
        "2026-03-04 ",
        "0999-12-31",
        "9001-01-01",
        "0000-01-01",
        "٢٠٢٦-٠٣-٠٤",
        "2026-03",
        "9" * 5000,
    ],
)
def test_what_is_no_day_is_refused(text):
    with pytest.raises(ValueError):  # noqa: PT011  # its kind is the contract, its text is not
        parse_day(text)
    with pytest.raises(ValueError):  # noqa: PT011  # its kind is the contract, its text is not
        parse_when(text, UTC)


def test_a_moment_gives_the_day_it_is_written_with():
    assert parse_day("2026-03-04T23:30-05:00") == date(2026, 3, 4)


@pytest.mark.parametrize(
    ("text", "utc"),
    [
        ("2026-07-01T18:00", "2026-07-01T16:00Z"),
        ("2026-01-01 18:00", "2026-01-01T17:00Z"),
        ("2026-07-01T18:00:30", "2026-07-01T16:00:30Z"),
        ("2026-07-01T18:00:30.5", "2026-07-01T16:00:30.500000Z"),
        ("2026-07-01T18:00Z", "2026-07-01T18:00Z"),
        ("2026-07-01t18:00z", "2026-07-01T18:00Z"),
        ("2026-07-01T18:00+09:00", "2026-07-01T09:00Z"),
        ("2026-07-01T18:00-0430", "2026-07-01T22:30Z"),
        ("2026-07-01 18:00 +02:00", "2026-07-01T16:00Z"),
    ],
)
def test_a_time_without_a_zone_is_in_the_sites_zone(text, utc):
    when = parse_when(text, PARIS)
    assert not when.whole_day
    assert when.at == at(utc)


@pytest.mark.parametrize(
    "text",
    ["2026-01-01T25:00", "2026-01-01T12:60", "2026-01-01T12", "2026-01-01T12:00+25:00", "2026-02-30T12:00", "12:00"],
)
def test_what_is_no_moment_is_refused(text):
    with pytest.raises(ValueError):  # noqa: PT011  # its kind is the contract, its text is not
        parse_when(text, UTC)


def test_a_date_alone_is_that_day_in_the_sites_zone():
    when = parse_when("2026-07-01", PARIS)
    assert when.whole_day
    assert when.day == date(2026, 7, 1)
    assert when.at == at("2026-06-30T22:00Z")


def test_a_whole_day_ends_where_the_next_begins():
    assert parse_when("2026-07-01", PARIS).end == at("2026-07-01T22:00Z")


def test_a_moment_ends_when_it_is_there():
    when = parse_when("2026-07-01T18:00", PARIS)
    assert when.end == when.at


@pytest.mark.parametrize(
    ("day", "hours"), [("2026-03-29", 23), ("2026-10-25", 25), ("2026-06-01", 24), ("2024-02-29", 24)]
)
def test_the_day_on_which_clocks_change_has_23_or_25_hours(day, hours):
    when = parse_when(day, PARIS)
    assert when.end.astimezone(UTC) - when.at.astimezone(UTC) == timedelta(hours=hours)


def test_a_time_the_clock_skips_is_still_a_moment():
    assert parse_when("2026-03-29T02:30", PARIS).at.astimezone(UTC) == at("2026-03-29T01:30Z")


def test_a_time_the_clock_shows_twice_is_the_first_of_the_two():
    assert parse_when("2026-10-25T02:30", PARIS).at.astimezone(UTC) == at("2026-10-25T00:30Z")


def test_the_day_after_a_leap_day_is_the_first_of_march():
    assert parse_when("2024-02-29", UTC).end == at("2024-03-01T00:00Z")


def test_the_day_of_a_moment_is_the_one_it_was_written_with():
    when = When(datetime(2026, 7, 1, 0, 30, tzinfo=timezone(timedelta(hours=9))), whole_day=False)
    assert when.day == date(2026, 7, 1)


def test_a_day_starts_at_its_midnight():
    assert start_of(date(2026, 3, 4), PARIS) == at("2026-03-03T23:00Z")


@pytest.mark.parametrize(
    ("text", "duration"),
    [
        ("90 days", Duration(days=90)),
        ("1 day", Duration(days=1)),
        ("2 weeks", Duration(days=14)),
        ("6 months", Duration(months=6)),
        ("6months", Duration(months=6)),
        ("1 Quarter", Duration(months=3)),
        ("2 years", Duration(months=24)),
        ("daily", Duration(days=1)),
        ("weekly", Duration(days=7)),
        ("monthly", Duration(months=1)),
        ("Quarterly", Duration(months=3)),
        (" yearly ", Duration(months=12)),
        ("100 years", Duration(months=1200)),
    ],
)
def test_durations_are_written_as_people_say_them(text, duration):
    assert parse_duration(text) == duration


@pytest.mark.parametrize(
    "text",
    ["", "0 days", "-1 days", "days", "90", "sometimes", "1.5 years", "101 years", "9999 weeks", "90 days ago", "P90D"],
)
def test_what_is_no_duration_is_refused(text):
    with pytest.raises(ValueError):  # noqa: PT011  # its kind is the contract, its text is not
        parse_duration(text)


@pytest.mark.parametrize(
    ("start", "duration", "expected"),
    [
        ("2026-08-31", Duration(months=6), "2027-02-28"),
        ("2023-08-31", Duration(months=6), "2024-02-29"),
        ("2024-02-29", Duration(months=12), "2025-02-28"),
        ("2026-12-15", Duration(months=1), "2027-01-15"),
        ("2026-01-31", Duration(months=1), "2026-02-28"),
        ("2026-01-01", Duration(days=90), "2026-04-01"),
        ("2026-01-31", Duration(months=1, days=1), "2026-03-01"),
        ("2026-12-31", Duration(), "2026-12-31"),
    ],
)
def test_a_duration_counts_calendar_months(start, duration, expected):
    assert duration.after(date.fromisoformat(start)) == date.fromisoformat(expected)


@pytest.mark.parametrize(
    ("duration", "days"),
    [(Duration(months=12), 365), (Duration(months=1), 30), (Duration(months=3), 91), (Duration(days=30), 30)],
)
def test_a_duration_has_an_approximate_length(duration, days):
    assert duration.approximate_days == days


def test_zones_have_iana_names():
    assert parse_zone("Europe/Paris").key == "Europe/Paris"


@pytest.mark.parametrize(
    "name", ["", "Paris", "Europe/Atlantis", "../etc/passwd", "/etc/passwd", "Europe", "\x00", "\ud800", "UTC+1"]
)
def test_what_is_no_zone_is_refused(name):
    with pytest.raises(ValueError):  # noqa: PT011  # its kind is the contract, its text is not
        parse_zone(name)

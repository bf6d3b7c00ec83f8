"""Every moment of the gate: the instant before, the instant itself, the day after; in two zones."""

from zoneinfo import ZoneInfo

import pytest

from goodword.gate import State, is_built, is_listed, may_quote, next_change, state
from making import PARIS, UTC, at, clean, entry_source, loaded, one, source

TOKYO = ZoneInfo("Asia/Tokyo")
NEW_YORK = ZoneInfo("America/New_York")
CONSENT = {"date": "2025-01-01", "covers": ["words"]}


def press(zone=UTC, **keys):
    return one(entry_source("press/a.md", **{"date": "2026-01-01"} | keys), zone=zone)


def story(zone=UTC, **keys):
    return one(
        entry_source("community/stories/a.md", **{"date": "2026-01-01", "customer": {"name": "Jo"}} | keys), zone=zone
    )


@pytest.mark.parametrize(
    ("date", "zone", "before", "moment"),
    [
        ("2026-07-01", UTC, "2026-06-30T23:59:59Z", "2026-07-01T00:00Z"),
        ("2026-07-01", PARIS, "2026-06-30T21:59:59Z", "2026-06-30T22:00Z"),
        ("2026-07-01", TOKYO, "2026-06-30T14:59:59Z", "2026-06-30T15:00Z"),
        ("2026-07-01", NEW_YORK, "2026-07-01T03:59:59Z", "2026-07-01T04:00Z"),
        ("2026-07-01T09:30", PARIS, "2026-07-01T07:29:59Z", "2026-07-01T07:30Z"),
        ("2026-07-01T09:30Z", PARIS, "2026-07-01T09:29:59Z", "2026-07-01T09:30Z"),
        ("2024-02-29", UTC, "2024-02-28T23:59:59Z", "2024-02-29T00:00Z"),
        ("2026-03-29T02:30", PARIS, "2026-03-29T01:29:59Z", "2026-03-29T01:30Z"),
        ("2026-10-25T02:30", PARIS, "2026-10-25T00:29:59Z", "2026-10-25T00:30Z"),
        ("2026-10-26", PARIS, "2026-10-25T22:59:59Z", "2026-10-25T23:00Z"),
    ],
)
def test_an_entry_is_scheduled_until_its_date_in_the_sites_zone(date, zone, before, moment):
    entry = press(zone, date=date)
    assert state(entry, at(before)) is State.SCHEDULED
    assert state(entry, at(moment)) is State.PUBLISHED


@pytest.mark.parametrize(
    ("publish_at", "zone", "before", "moment"),
    [
        ("2026-07-01T09:30", UTC, "2026-07-01T09:29:59.999999Z", "2026-07-01T09:30Z"),
        ("2026-07-01T09:30", PARIS, "2026-07-01T07:29:59Z", "2026-07-01T07:30Z"),
        ("2026-07-01", PARIS, "2026-06-30T21:59:59Z", "2026-06-30T22:00Z"),
    ],
)
def test_an_entry_is_scheduled_until_publish_at(publish_at, zone, before, moment):
    entry = press(zone, publish_at=publish_at)
    assert state(entry, at(before)) is State.SCHEDULED
    assert state(entry, at(moment)) is State.PUBLISHED


@pytest.mark.parametrize("now", ["2026-06-30T12:00Z", "2026-07-01T09:29Z"])
def test_the_day_before_and_the_minute_before_are_withheld_alike(now):
    assert state(press(publish_at="2026-07-01T09:30"), at(now)) is State.SCHEDULED


@pytest.mark.parametrize(
    ("embargo", "zone", "before", "moment"),
    [
        ("2026-07-01T09:30", UTC, "2026-07-01T09:29:59Z", "2026-07-01T09:30Z"),
        ("2026-07-01T09:30", PARIS, "2026-07-01T07:29:59Z", "2026-07-01T07:30Z"),
        ("2026-07-01T09:30", TOKYO, "2026-07-01T00:29:59Z", "2026-07-01T00:30Z"),
        ("2026-07-01T09:30-05:00", PARIS, "2026-07-01T14:29:59Z", "2026-07-01T14:30Z"),
        ("2026-07-01", PARIS, "2026-06-30T21:59:59Z", "2026-06-30T22:00Z"),
        ("2026-07-01", NEW_YORK, "2026-07-01T03:59:59Z", "2026-07-01T04:00Z"),
        ("2028-02-29", UTC, "2028-02-28T23:59:59Z", "2028-02-29T00:00Z"),
    ],
)
def test_an_embargo_holds_to_the_minute_in_the_sites_zone(embargo, zone, before, moment):
    entry = press(zone, embargo=embargo)
    assert state(entry, at(before)) is State.EMBARGOED
    assert state(entry, at(moment)) is State.PUBLISHED


@pytest.mark.parametrize(
    ("expires", "zone", "before", "moment"),
    [
        ("2026-07-01", UTC, "2026-07-01T23:59:59Z", "2026-07-02T00:00Z"),
        ("2026-07-01", PARIS, "2026-07-01T21:59:59Z", "2026-07-01T22:00Z"),
        ("2026-07-01", NEW_YORK, "2026-07-02T03:59:59Z", "2026-07-02T04:00Z"),
        ("2026-07-01T18:00", PARIS, "2026-07-01T15:59:59Z", "2026-07-01T16:00Z"),
        ("2028-02-29", UTC, "2028-02-29T23:59:59Z", "2028-03-01T00:00Z"),
        ("2026-03-29", PARIS, "2026-03-29T21:59:59Z", "2026-03-29T22:00Z"),
        ("2026-10-25", PARIS, "2026-10-25T22:59:59Z", "2026-10-25T23:00Z"),
    ],
)
def test_an_entry_expires_at_the_end_of_its_day(expires, zone, before, moment):
    entry = press(zone, expires=expires)
    assert state(entry, at(before)) is State.PUBLISHED
    assert state(entry, at(moment)) is State.EXPIRED


@pytest.mark.parametrize(
    ("until", "zone", "before", "moment"),
    [
        ("2026-07-01", UTC, "2026-07-01T23:59:59Z", "2026-07-02T00:00Z"),
        ("2026-07-01", PARIS, "2026-07-01T21:59:59Z", "2026-07-01T22:00Z"),
        ("2026-07-01T12:00", PARIS, "2026-07-01T09:59:59Z", "2026-07-01T10:00Z"),
        ("2028-02-29", UTC, "2028-02-29T23:59:59Z", "2028-03-01T00:00Z"),
    ],
)
def test_a_consent_holds_to_the_end_of_its_last_day(until, zone, before, moment):
    entry = story(zone, consent=CONSENT | {"until": until})
    assert state(entry, at(before)) is State.PUBLISHED
    assert state(entry, at(moment)) is State.AWAITING_CONSENT


def test_a_consent_without_an_end_holds():
    assert state(story(consent=CONSENT), at("2090-01-01T00:00Z")) is State.PUBLISHED


@pytest.mark.parametrize("consent", ["withdrawn", {"covers": ["words"]}])
def test_words_without_a_consent_that_holds_are_withheld(consent):
    (entry,) = loaded(
        entry_source("community/stories/a.md", date="2026-01-01", customer={"name": "Jo"}, consent=consent)
    ).catalogue.entries
    assert state(entry, at("2026-02-01T00:00Z")) is State.AWAITING_CONSENT


def test_a_story_about_nobody_needs_no_consent():
    entry = one(entry_source("community/stories/a.md", date="2026-01-01", problem="Damp."))
    assert state(entry, at("2026-02-01T00:00Z")) is State.PUBLISHED


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ({"draft": True, "embargo": "2027-01-01"}, State.DRAFT),
        ({"draft": True, "expires": "2026-01-02"}, State.DRAFT),
        ({"embargo": "2027-01-01", "publish_at": "2027-01-01"}, State.EMBARGOED),
        ({"embargo": "2027-01-01", "expires": "2026-01-02"}, State.EMBARGOED),
        ({"publish_at": "2027-01-01", "expires": "2026-01-02"}, State.SCHEDULED),
        ({"publish_at": "2027-01-01", "unlisted": True}, State.SCHEDULED),
        ({"consent": "withdrawn", "expires": "2026-01-02"}, State.AWAITING_CONSENT),
        ({"expires": "2026-01-02", "unlisted": True}, State.EXPIRED),
        ({"unlisted": True}, State.UNLISTED),
        ({}, State.PUBLISHED),
    ],
)
def test_the_strictest_reason_names_the_state(keys, expected):
    assert state(press(**keys), at("2026-02-01T00:00Z")) is expected


def test_one_embargo_passed_does_not_open_a_later_publish_at():
    entry = press(embargo="2026-02-01", publish_at="2026-03-01")
    assert state(entry, at("2026-02-15T00:00Z")) is State.SCHEDULED


def test_an_expired_entry_may_be_archived_its_page_stays_and_no_list_has_it():
    entry = press(expires="2026-07-01", on_expiry="archive")
    before, after = at("2026-07-01T23:59Z"), at("2026-07-02T00:00Z")
    assert is_listed(entry, before)
    assert is_built(entry, after)
    assert not is_listed(entry, after)


@pytest.mark.parametrize(
    ("keys", "built", "listed"),
    [
        ({}, True, True),
        ({"unlisted": True}, True, False),
        ({"draft": True}, False, False),
        ({"embargo": "2027-01-01"}, False, False),
        ({"publish_at": "2027-01-01"}, False, False),
        ({"expires": "2026-01-02"}, False, False),
        ({"consent": "withdrawn"}, False, False),
    ],
)
def test_only_published_entries_are_listed_and_only_they_and_unlisted_ones_are_built(keys, built, listed):
    entry, now = press(**keys), at("2026-02-01T00:00Z")
    assert (is_built(entry, now), is_listed(entry, now)) == (built, listed)


def test_an_entry_without_a_date_is_published():
    assert state(one(entry_source("about.md")), at("2026-01-01T00:00Z")) is State.PUBLISHED


@pytest.mark.parametrize(
    ("consent", "now", "expected"),
    [
        ("{date: 2026-01-01}", "2026-02-01T00:00Z", True),
        ("{date: 2026-01-01, until: 2026-01-31}", "2026-01-31T23:59Z", True),
        ("{date: 2026-01-01, until: 2026-01-31}", "2026-02-01T00:00Z", False),
        ("withdrawn", "2026-02-01T00:00Z", False),
        ("{covers: [words]}", "2026-02-01T00:00Z", False),
        ("", "2026-02-01T00:00Z", False),
    ],
)
def test_a_testimonial_is_shown_only_with_consent(consent, now, expected):
    text = f"- text: Good.\n  by: {{name: Jo}}\n  consent: {consent}\n"
    (said,) = loaded(source("community/testimonials.yml", text)).catalogue.testimonials
    assert may_quote(said, at(now)) is expected


@pytest.mark.parametrize(
    ("uri", "keys", "now", "expected"),
    [
        ("press/a.md", {"date": "2026-07-01"}, "2026-06-01T00:00Z", "2026-07-01T00:00Z"),
        ("press/a.md", {"date": "2026-07-01"}, "2026-07-01T00:00Z", None),
        ("press/a.md", {"date": "2026-07-01", "draft": True}, "2026-06-01T00:00Z", None),
        ("press/a.md", {"date": "2026-01-01", "embargo": "2026-07-01T09:30"}, "2026-06-01T00:00Z", "2026-07-01T09:30Z"),
        (
            "press/a.md",
            {"date": "2026-01-01", "publish_at": "2026-07-01T09:30"},
            "2026-06-01T00:00Z",
            "2026-07-01T09:30Z",
        ),
        ("press/a.md", {"date": "2026-01-01", "expires": "2026-07-01"}, "2026-06-01T00:00Z", "2026-07-02T00:00Z"),
        (
            "community/events/a.md",
            {"date": "2026-01-01", "starts": "2026-07-01T18:00", "ends": "2026-07-01T20:00"},
            "2026-06-01T00:00Z",
            "2026-07-01T20:00Z",
        ),
        (
            "community/polls/a.md",
            {"date": "2026-01-01", "opens": "2026-07-01", "closes": "2026-07-31", "options": ["a", "b"]},
            "2026-07-01T00:00Z",
            "2026-08-01T00:00Z",
        ),
        (
            "community/stories/a.md",
            {"date": "2026-01-01", "consent": {"date": "2026-01-01", "until": "2026-07-01"}},
            "2026-06-01T00:00Z",
            "2026-07-02T00:00Z",
        ),
    ],
)
def test_the_next_change_is_the_next_moment_at_which_a_rebuild_would_differ(uri, keys, now, expected):
    entries = clean(entry_source(uri, **keys)).entries
    assert next_change(entries, at(now)) == (expected and at(expected))


def test_the_next_change_of_many_is_the_nearest_in_the_future():
    entries = clean(
        entry_source("press/a.md", date="2026-09-01"),
        entry_source("press/b.md", date="2026-07-01"),
        entry_source("press/c.md", date="2026-01-01"),
    ).entries
    assert next_change(entries, at("2026-06-01T00:00Z")) == at("2026-07-01T00:00Z")
    assert next_change((), at("2026-06-01T00:00Z")) is None

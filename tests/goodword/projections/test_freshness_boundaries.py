"""The day on which each rule begins to speak: the day before, the day of, the day after; leap days; two zones.

A rule judged by today's date stands in BY_CLOCK, one that knows no today in TIMELESS with the reason. A rule may
stand in both: a link within the site is dead at once, one that leads elsewhere after a week of reports.
"""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from goodword.problems import Place, Severity
from goodword.projections.freshness import RULES, Change, Dead, Facts, Linked, Policy, Stated, findings
from making import UTC, article, clean, entry_source, rendered_body, section, source

AS_SHIPPED = Policy()
DAY = timedelta(days=1)
EAST, WEST = ZoneInfo("Pacific/Kiritimati"), ZoneInfo("Pacific/Honolulu")
"""UTC+14 and UTC-10: the local days differ at every instant, and midnight is the same instant in both."""
ERROR, WARNING, SUGGESTION, INFO = Severity.ERROR, Severity.WARNING, Severity.SUGGESTION, Severity.INFO


@dataclass(frozen=True)
class Case:
    """A site, and the first day on which a rule finds something in it at this severity."""

    what: str
    speaks: date
    sources: tuple[Any, ...]
    severity: Severity
    until: date | None = None
    """The first day on which it no longer does, where it ever ends."""
    site: dict[str, Any] = field(default_factory=dict)
    facts: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Row:
    """What one rule counts from, on ordinary days and across 29 February."""

    ordinary: tuple[Case, ...]
    leap: tuple[Case, ...]


def day(text: str) -> date:
    return date.fromisoformat(text)


def page(body: str = "Words.", **keys: Any) -> Any:
    return entry_source("services.md", body, **{"reviewed": "2026-01-01", "review_in": "20 years"} | keys)


def event(starts: str, **keys: Any) -> Any:
    return entry_source("community/events/a.md", date="2026-01-01", starts=starts, **keys)


def poll(closes: str, **keys: Any) -> Any:
    return entry_source("community/polls/a.md", date="2026-01-01", options=["a", "b"], closes=closes, **keys)


def offer(expires: str) -> tuple[Any, Any]:
    gone = entry_source("press/offer.md", date="2026-01-01", expires=expires, on_expiry="archive")
    return gone, page("[The offer](/press/offer/)")


def notes(*days: str) -> tuple[Any, ...]:
    return tuple(entry_source(f"notes/{number}.md", date=text) for number, text in enumerate(days))


def left(text: str) -> tuple[Any, Any]:
    return source("people.yml", f"anna: {{name: Anna Roe, left: {text}}}"), page(owner="anna")


NAV = (Linked("press/offer.md", "site_config.yml", Place(8, 5)),)


def invitation(text: str, speaks: str) -> tuple[Case, ...]:
    """All that lapses on one day."""
    first, url = day(speaks), "https://r.example/"
    return (
        Case("an event asks to register", first, (event(text, register=url),), ERROR),
        Case("an event is pinned", first, (event(text, pin=True),), ERROR),
        Case("an event ends in the evening", first, (event(f"{text}T18:00", register=url),), ERROR),
        Case("a poll asks for votes", first, (poll(text, vote=url),), ERROR),
        Case("a poll is pinned", first, (poll(text, pin=True),), ERROR),
        Case("an expired offer is linked", first, offer(text), ERROR),
        Case("an expired offer stands in the navigation", first, offer(text)[:1], ERROR, facts={"navigation": NAV}),
    )


def review(start: str, interval: str, due: str, overdue: str, twice: str) -> tuple[Case, ...]:
    sources = (page(reviewed=start, review_in=interval),)
    return (
        Case("a review is due in a week", day(due), sources, SUGGESTION, until=day(overdue)),
        Case("a review is overdue", day(overdue), sources, WARNING, until=day(twice)),
        Case("a review is overdue twice", day(twice), sources, ERROR),
    )


def silence(published: tuple[str, ...], cadence: str | None, due: str, overdue: str, late: str) -> tuple[Case, ...]:
    site = {"sections": (section("notes", "article", cadence),)}
    how = "promise" if cadence else "rhythm" if len(published) > 5 else "silence of a section nobody knows"
    return (
        Case(f"a {how} is due", day(due), notes(*published), SUGGESTION, until=day(overdue), site=site),
        Case(f"a {how} is overdue", day(overdue), notes(*published), WARNING, until=day(late), site=site),
        Case(f"a {how} is long overdue", day(late), notes(*published), ERROR, site=site),
    )


# Five gaps of 153 days in all: T = 153 * (20 ** (1 / 5) - 1) = 126; due after 84, long overdue after 251.
MONTHLY = ("2025-08-01", "2025-09-01", "2025-10-01", "2025-11-01", "2025-12-01", "2026-01-01")
MONTHLY_TO_LEAP = ("2027-06-01", "2027-07-01", "2027-08-01", "2027-09-01", "2027-10-01", "2027-11-01")

BY_CLOCK = {
    "FR001": Row(
        ordinary=invitation("2026-06-10", "2026-06-11"),
        leap=(*invitation("2028-02-29", "2028-03-01"), *invitation("2028-02-28", "2028-02-29")),
    ),
    "FR002": Row(
        ordinary=review("2026-01-01", "30 days", "2026-01-24", "2026-02-01", "2026-03-03"),
        leap=(
            *review("2028-01-31", "1 month", "2028-02-22", "2028-03-01", "2028-03-30"),
            *review("2027-02-28", "1 year", "2028-02-21", "2028-02-29", "2029-02-28"),
            *review("2028-02-29", "1 year", "2029-02-21", "2029-03-01", "2030-03-01"),
        ),
    ),
    "FR003": Row(
        ordinary=(
            *silence(("2025-01-01", "2026-01-01"), "30", "2026-01-31", "2026-02-14", "2026-03-02"),
            *silence(MONTHLY, None, "2026-03-26", "2026-05-07", "2026-09-09"),
            *silence(("2026-01-01",), None, "2026-05-01", "2026-06-30", "2026-12-27"),
        ),
        leap=(
            *silence(("2027-01-01", "2028-01-30"), "30", "2028-02-29", "2028-03-14", "2028-03-30"),
            *silence(MONTHLY_TO_LEAP, None, "2028-01-24", "2028-03-06", "2028-07-09"),
            *silence(("2027-11-01",), None, "2028-02-29", "2028-04-29", "2028-10-26"),
        ),
    ),
    "FR004": Row(
        ordinary=(
            Case("a day", day("2026-06-11"), (page("We will open on 10 June 2026."),), WARNING),
            Case("a month", day("2026-07-01"), (page("We will open in June 2026."),), WARNING),
            Case("a year", day("2027-01-01"), (page("We will open in 2026."),), WARNING),
        ),
        leap=(
            Case("a leap day", day("2028-03-01"), (page("We will open on 29 February 2028."),), WARNING),
            Case("the day before it", day("2028-02-29"), (page("We will open on 28 February 2028."),), WARNING),
            Case("its month", day("2028-03-01"), (page("We will open in February 2028."),), WARNING),
        ),
    ),
    "FR005": Row(
        ordinary=(
            Case("this year", day("2027-01-01"), (page("This year we train two apprentices."),), SUGGESTION),
            Case("soon", day("2027-01-02"), (page("A price list is coming soon."),), SUGGESTION),
        ),
        leap=(
            Case(
                "this leap year", day("2029-01-01"), (page("This year we train.", reviewed="2028-02-29"),), SUGGESTION
            ),
            Case("soon", day("2028-03-01"), (page("Coming soon.", reviewed="2027-03-01"),), SUGGESTION),
            Case("since a leap day", day("2029-03-01"), (page("Coming soon.", reviewed="2028-02-29"),), SUGGESTION),
        ),
    ),
    "FR006": Row(
        ordinary=(Case("a day", day("2027-05-04"), (page("As of 3 May 2026 it costs £300."),), WARNING),),
        leap=(
            Case("a day", day("2028-03-01"), (page("As of 1 March 2027 it costs £300."),), WARNING),
            Case("a leap day", day("2029-03-01"), (page("As of 29 February 2028 it costs £300."),), WARNING),
        ),
    ),
    "FR007": Row(
        ordinary=(
            Case("a text", day("2027-01-01"), (page("© 2026 Larkfield"),), WARNING),
            Case("a file", day("2027-01-01"), (), WARNING, facts={"texts": {"site_config.yml": "copyright: © 2026"}}),
        ),
        leap=(Case("the 366th day", day("2029-01-01"), (page("© 2028 Larkfield"),), WARNING),),
    ),
    "FR012": Row(
        ordinary=(Case("an owner leaves", day("2026-06-10"), left("2026-06-10"), WARNING),),
        leap=(Case("an owner leaves on a leap day", day("2028-02-29"), left("2028-02-29"), WARNING),),
    ),
    "FR014": Row(
        ordinary=(
            Case(
                "a sequel is awaited",
                day("2026-03-03"),
                (article("a", body="In my next post I show the roof."),),
                WARNING,
                until=day("2027-07-03"),
            ),
        ),
        leap=(
            Case(
                "a sequel is awaited",
                day("2028-03-01"),
                (article("a", "2027-12-31", "In my next post I show the roof."),),
                WARNING,
                until=day("2029-07-01"),
            ),
        ),
    ),
}


@dataclass(frozen=True)
class Timeless:
    """What a rule finds whatever the day is, and why the day is nothing to it."""

    what: str
    why: str
    sources: tuple[Any, ...]
    facts: dict[str, Any] = field(default_factory=dict)
    policy: Policy = AS_SHIPPED


STATED = (
    Stated("articles/a/", "byline", published=day("2026-06-01")),
    Stated("articles/a/", "feed.xml", published=day("2026-06-03")),
)
TIMELESS = {
    "FR000": (
        Timeless(
            "an ignore of a rule that finds nothing in any year",
            "an ignore is useless where its rule finds nothing: the day is that rule's",
            (page("Words.", freshness={"ignore": {"FR013": "the firm's own address"}}),),
        ),
    ),
    "FR008": (
        Timeless(
            "a superseded version",
            "the site's own list says what is superseded, and holds from the day it is written",
            (page("Take Kit 2."),),
            policy=Policy(superseded={"Kit 2": "Kit 3"}),
        ),
    ),
    "FR009": (
        Timeless(
            "a bumped date",
            "two commits are compared with each other, and none with today",
            (article("a", "2026-01-01", updated="2026-02-01"),),
            {"changes": {"articles/a.md": Change(day("2026-01-01"), bumped=day("2026-02-01"))}},
        ),
    ),
    "FR010": (
        Timeless(
            "two outputs",
            "outputs are compared with each other, and none with today",
            (article("a", "2026-01-01"),),
            {"stated": STATED},
        ),
    ),
    "FR011": (
        Timeless(
            "a link within the site",
            "what is not there is not there on any day",
            (page("[x](/nothing/)"),),
            {"is_there": frozenset().__contains__},
        ),
        Timeless(
            "a link to another site",
            "the days of two reports are compared with each other, and none with today",
            (page("[x](https://gone.example/)"),),
            {"dead": (Dead("https://gone.example/", day("2026-06-01"), day("2026-06-08")),)},
        ),
    ),
    "FR012": (
        Timeless("an unknown owner", "nobody of that name is in people.yml on any day", (page(owner="ghost"),)),
        Timeless("no owner", "the site asks for one on any day", (page(),), policy=Policy(owned=frozenset({"page"}))),
    ),
    "FR013": (Timeless("a shortened link", "it hides where it leads on any day", (page("[x](https://bit.ly/3xY)"),)),),
}


def found(
    code: str, now: datetime, sources: tuple[Any, ...], policy: Policy, site: dict[str, Any], **facts: Any
) -> Any:
    """The severities at which a rule speaks at a moment."""
    catalogue = clean(*sources, **site)
    bodies = {e.permalink: rendered_body(e.body, versions=tuple(policy.superseded)) for e in catalogue.entries}
    problems = findings(catalogue, now, Facts(bodies=bodies, **facts), policy)
    return {problem.severity for problem in problems if problem.code == code}


def speaks(code: str, case: Case, now: datetime, zone: ZoneInfo = UTC) -> bool:
    return case.severity in found(code, now, case.sources, AS_SHIPPED, {"zone": zone} | case.site, **case.facts)


def at_noon(when: date, zone: ZoneInfo = UTC) -> datetime:
    return datetime.combine(when, time(12), zone)


def rows(*parts: str) -> list[Any]:
    return [
        pytest.param(code, case, id=f"{code}, {part}: {case.what} ({case.speaks})")
        for code, row in BY_CLOCK.items()
        for part in parts
        for case in getattr(row, part)
    ]


@pytest.mark.parametrize(("code", "case"), rows("ordinary", "leap"))
def test_a_rule_is_silent_the_day_before_and_speaks_on_the_day_and_after(code, case):
    days = (case.speaks - DAY, case.speaks, case.speaks + DAY)
    assert [speaks(code, case, at_noon(when)) for when in days] == [False, True, True]


@pytest.mark.parametrize(("code", "case"), [row for row in rows("ordinary", "leap") if row.values[1].until])
def test_what_ends_is_said_for_the_last_time_the_day_before_it_ends(code, case):
    days = (case.until - DAY, case.until, case.until + DAY)
    assert [speaks(code, case, at_noon(when)) for when in days] == [True, False, False]


@pytest.mark.parametrize(("code", "case"), rows("ordinary", "leap"))
def test_the_day_of_a_rule_is_the_sites_own(code, case):
    """One instant is the day of in Kiritimati and the day before in Honolulu; a day later it is the day of in both."""
    dawn = datetime.combine(case.speaks, time(0), EAST)
    assert (dawn.astimezone(EAST).date(), dawn.astimezone(WEST).date()) == (case.speaks, case.speaks - DAY)
    assert [speaks(code, case, dawn, zone) for zone in (EAST, WEST)] == [True, False]
    assert [speaks(code, case, dawn - timedelta(seconds=1), zone) for zone in (EAST, WEST)] == [False, False]
    assert [speaks(code, case, dawn + DAY, zone) for zone in (EAST, WEST)] == [True, True]


EVERY_DAY = sorted(
    {case.speaks + shift * DAY for _, case in (row.values for row in rows("ordinary", "leap")) for shift in (-1, 0, 1)}
)


@pytest.mark.parametrize(
    ("code", "case"),
    [pytest.param(code, case, id=f"{code}: {case.what}") for code, cases in TIMELESS.items() for case in cases],
)
def test_a_rule_without_a_day_says_the_same_on_every_day_and_in_both_zones(code, case):
    assert case.why
    clocks = [(when, zone) for when in EVERY_DAY for zone in (EAST, WEST)]
    said = {
        frozenset(found(code, at_noon(when, zone), case.sources, case.policy, {"zone": zone}, **case.facts))
        for when, zone in clocks[:: max(1, len(clocks) // 24)]
    }
    assert len(said) == 1
    assert next(iter(said))


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("2026-06-01", "2026-06-02", set()),
        ("2026-06-01", "2026-06-03", {WARNING}),
        ("2027-02-28", "2027-03-01", set()),
        ("2028-02-28", "2028-02-29", set()),
        ("2028-02-29", "2028-03-01", set()),
        ("2028-02-28", "2028-03-01", {WARNING}),
    ],
)
@pytest.mark.parametrize("zone", [EAST, WEST])
def test_outputs_may_be_one_day_apart_also_across_a_leap_day(first, second, expected, zone):
    """FR010: its boundary lies between the days that two outputs state."""
    stated = tuple(Stated("articles/a/", where, modified=day(when)) for where, when in (("x", first), ("y", second)))
    sources = (article("a", "2026-01-01"),)
    assert found("FR010", at_noon(day("2028-06-01")), sources, AS_SHIPPED, {"zone": zone}, stated=stated) == expected


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        ("2026-06-01", "2026-06-07", set()),
        ("2026-06-01", "2026-06-08", {INFO}),
        ("2027-02-23", "2027-03-01", set()),
        ("2027-02-23", "2027-03-02", {INFO}),
        ("2028-02-23", "2028-02-29", set()),
        ("2028-02-23", "2028-03-01", {INFO}),
    ],
)
@pytest.mark.parametrize("zone", [EAST, WEST])
def test_a_link_elsewhere_is_dead_after_seven_days_of_reports_also_across_a_leap_day(first, last, expected, zone):
    """FR011: its boundary lies between the days of two reports."""
    dead = (Dead("https://gone.example/", day(first), day(last)),)
    sources = (page("[x](https://gone.example/)"),)
    assert found("FR011", at_noon(day("2028-06-01")), sources, AS_SHIPPED, {"zone": zone}, dead=dead) == expected


def test_every_rule_stands_in_a_table():
    assert BY_CLOCK.keys() | TIMELESS.keys() == RULES.keys()
    assert all(row.ordinary and row.leap for row in BY_CLOCK.values())

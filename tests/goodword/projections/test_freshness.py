from datetime import date, timedelta

import pytest

from goodword.problems import Severity
from goodword.projections.freshness import RULES, Freshness, findings, judge
from making import PARIS, article, at, clean, codes, entry_source, lines, only, section, source


def found(now, *sources, **values):
    return findings(clean(*sources, **values), at(now))


def judged(now, *sources, **values):
    return {page.source: page for page in judge(clean(*sources, **values), at(now))}


def page(**keys):
    return entry_source("services.md", **keys)


def event(**keys):
    return entry_source("community/events/a.md", **{"date": "2026-01-01", "starts": "2026-06-10"} | keys)


def poll(**keys):
    return entry_source(
        "community/polls/a.md", **{"date": "2026-06-01", "options": ["a", "b"], "closes": "2026-06-10"} | keys
    )


REGISTER = {"register": "https://x.example/"}
VOTE = {"vote": "https://x.example/"}


@pytest.mark.parametrize(
    ("now", "severity"),
    [("2026-06-09T12:00Z", None), ("2026-06-10T23:59Z", None), ("2026-06-11T00:00Z", Severity.ERROR)],
)
def test_an_ended_event_that_still_asks_to_register_is_an_error_the_day_after(now, severity):
    problems = found(now, event(**REGISTER))
    assert [p.severity for p in problems if p.code == "FR001"] == ([severity] if severity else [])


@pytest.mark.parametrize(
    ("now", "count"),
    [("2026-06-10T17:59Z", 0), ("2026-06-10T18:30Z", 0), ("2026-06-10T23:59Z", 0), ("2026-06-11T00:00Z", 1)],
)
def test_an_event_that_ends_in_the_evening_fails_nothing_before_the_next_day(now, count):
    """FR001: the day after."""
    problems = found(now, event(starts="2026-06-10T16:00", ends="2026-06-10T18:00", **REGISTER))
    assert [p.code for p in problems if p.code == "FR001"] == ["FR001"] * count


def test_the_day_after_begins_in_the_sites_zone():
    source_ = event(**REGISTER)
    assert not found("2026-06-10T21:59Z", source_, zone=PARIS)
    assert found("2026-06-10T22:00Z", source_, zone=PARIS)


@pytest.mark.parametrize(
    ("now", "count"), [("2026-06-10T12:00Z", 0), ("2026-06-10T23:59Z", 0), ("2026-06-11T00:00Z", 1)]
)
def test_a_closed_poll_that_still_asks_for_votes_is_an_error_the_day_after(now, count):
    assert len(found(now, poll(**VOTE))) == count


def test_a_poll_that_closes_at_noon_fails_nothing_on_that_day():
    assert not found("2026-06-10T13:00Z", poll(closes="2026-06-10T12:00", **VOTE))


@pytest.mark.parametrize("made", [event, poll])
def test_what_is_over_and_still_pinned_is_an_error(made):
    problem = only(found("2026-06-12T00:00Z", made(pin=True)))
    assert (problem.code, problem.severity) == ("FR001", Severity.ERROR)
    assert "still pinned" in problem.message


@pytest.mark.parametrize("made", [event, poll])
def test_what_is_over_and_listed_as_past_is_no_finding(made):
    assert found("2026-06-12T00:00Z", made()) == ()


def test_a_finding_names_the_line_of_its_key():
    assert lines(found("2026-06-12T00:00Z", event(**REGISTER))) == [
        (
            "community/events/a.md:5:11: error FR001 the event is over (2026-06-10) and still asks to register. "
            "Remove the invitation, or say what came of it."
        )
    ]


def test_the_day_a_finding_names_is_the_last_day_of_the_event():
    (problem,) = found("2026-06-20T00:00Z", event(starts="2026-06-10", ends="2026-06-12", **REGISTER))
    assert "(2026-06-12)" in problem.message


@pytest.mark.parametrize(
    "keys", [{"draft": True}, {"unlisted": True}, {"expires": "2026-06-11"}, {"publish_at": "2027-01-01"}]
)
def test_what_readers_do_not_see_is_not_judged(keys):
    assert found("2026-06-20T00:00Z", event(**REGISTER, **keys)) == ()


@pytest.mark.parametrize(
    ("keys", "days"),
    [
        ({"type": "services"}, 180),
        ({"type": "pricing"}, 180),
        ({"type": "contact"}, 180),
        ({"type": "team"}, 180),
        ({"type": "about"}, 180),
        ({"type": "how-to"}, 365),
        ({"type": "legal"}, 730),
        ({}, 365),
        ({"evergreen": "a definition"}, 730),
        ({"type": "services", "evergreen": "a definition"}, 730),
        ({"review_in": "90 days"}, 90),
        ({"type": "legal", "review_in": "90 days"}, 90),
        ({"evergreen": "a definition", "review_in": "90 days"}, 90),
    ],
)
def test_a_page_is_reviewed_by_its_type_its_promise_or_its_being_evergreen(keys, days):
    start = date(2024, 1, 10)
    due = start + timedelta(days=days)

    def state(day, extra=timedelta()):
        now = f"{day + extra}T12:00Z"
        return judged(now, page(reviewed=start.isoformat(), **keys))["services.md"].state

    rested = Freshness.EVERGREEN if "evergreen" in keys else Freshness.FRESH
    one = timedelta(days=1)
    assert state(due - timedelta(days=8)) is rested
    assert state(due - timedelta(days=7)) is Freshness.DUE
    assert state(due) is Freshness.DUE
    assert state(due + one) is Freshness.OVERDUE
    assert state(due + (due - start)) is Freshness.OVERDUE
    assert state(due + (due - start) + one) is Freshness.LONG_OVERDUE


@pytest.mark.parametrize(
    ("now", "severity"),
    [
        ("2026-06-22T12:00Z", None),
        ("2026-06-23T12:00Z", Severity.SUGGESTION),
        ("2026-06-30T12:00Z", Severity.SUGGESTION),
        ("2026-07-01T12:00Z", Severity.WARNING),
        ("2026-12-28T12:00Z", Severity.ERROR),
    ],
)
def test_a_review_overdue_is_a_warning_and_twice_overdue_an_error(now, severity):
    problems = found(now, page(type="services", reviewed="2026-01-01"))
    assert [(p.code, p.severity) for p in problems] == ([("FR002", severity)] if severity else [])


@pytest.mark.parametrize(
    ("keys", "since"),
    [
        ({"reviewed": "2026-01-01", "updated": "2026-03-01", "date": "2026-02-01"}, "2026-01-01"),
        ({"updated": "2026-03-01", "date": "2026-02-01"}, "2026-03-01"),
        ({"date": "2026-02-01"}, "2026-02-01"),
    ],
)
def test_reviewed_date_wins_over_updated_and_updated_over_published(keys, since):
    assert judged("2026-04-01T00:00Z", page(**keys))["services.md"].since == date.fromisoformat(since)


def test_a_page_without_any_date_is_unknown_and_never_fresh():
    assert judged("2026-04-01T00:00Z", page())["services.md"].state is Freshness.UNKNOWN
    assert found("2026-04-01T00:00Z", page()) == ()


def test_a_dated_entry_has_no_review_unless_it_promises_one():
    assert "FR002" not in codes(found("2036-01-01T00:00Z", article("a", "2020-01-01")))
    problems = found("2020-07-02T00:00Z", article("a", "2020-01-01", review_in="6 months"))
    assert [p.severity for p in problems if p.code == "FR002"] == [Severity.WARNING]


def test_a_promise_counts_calendar_months():
    (judged_,) = judged("2026-01-01T00:00Z", page(reviewed="2025-08-31", review_in="6 months")).values()
    assert judged_.due == date(2026, 2, 28)


def test_an_ended_event_is_archived():
    assert judged("2026-06-12T00:00Z", event())["community/events/a.md"].state is Freshness.ARCHIVED


def test_a_persons_page_is_not_judged():
    assert judged("2036-01-01T00:00Z", source("people.yml", "anna: {relation: team}")) == {}


def test_the_owner_is_told():
    catalogue = clean(source("people.yml", "anna: {name: A}"), page(owner="anna", reviewed="2026-01-01"))
    assert judge(catalogue, at("2026-02-01T00:00Z"))[0].owner == "anna"


PRESS = (section("press", "press", "30"),)


def press(day):
    return entry_source(f"press/{day}-x{day}.md", title=f"T{day}")


@pytest.mark.parametrize(
    ("now", "severity"),
    [
        ("2026-01-30T12:00Z", None),
        ("2026-01-31T12:00Z", Severity.SUGGESTION),
        ("2026-02-13T12:00Z", Severity.SUGGESTION),
        ("2026-02-14T12:00Z", Severity.WARNING),
        ("2026-03-01T12:00Z", Severity.WARNING),
        ("2026-03-02T12:00Z", Severity.ERROR),
    ],
)
def test_a_section_that_breaks_its_promise_warns_when_overdue_and_fails_when_long_overdue(now, severity):
    problems = found(now, press("2025-01-01"), press("2026-01-01"), sections=PRESS)
    assert [(p.code, p.severity, p.source, p.line) for p in problems] == (
        [("FR003", severity, "press/", 1)] if severity else []
    )


def test_a_quiet_section_is_told_in_facts_and_no_prophecy():
    (problem,) = found("2026-02-14T12:00Z", press("2025-01-01"), press("2026-01-01"), sections=PRESS)
    assert problem.message == "nothing new since 2026-01-01; the section promises something every 30 days."
    rhythm = [press((date(2026, 1, 1) - timedelta(days=25 * n)).isoformat()) for n in range(8)]
    (problem,) = found("2026-06-01T12:00Z", *rhythm, sections=(section("press", "press"),))
    assert problem.message == "nothing new since 2026-01-01; the section usually publishes every 25 days."
    (problem,) = found("2026-08-01T12:00Z", press("2026-01-01"), sections=(section("press", "press"),))
    assert problem.message == "nothing new since 2026-01-01; the section has published too little to know its rhythm."


def test_an_empty_section_is_not_judged():
    assert found("2026-06-01T00:00Z", sections=PRESS) == ()


def test_drafts_and_scheduled_entries_are_no_news():
    sources = [press("2026-01-01"), entry_source("press/b.md", date="2026-02-20", draft=True), press("2027-01-01")]
    problem = only(found("2026-03-02T12:00Z", *sources, sections=PRESS))
    assert "since 2026-01-01" in problem.message


def test_a_section_of_events_is_judged_by_the_next_announced_one_not_by_silence():
    sections = (section("community/events", "event", "30"),)
    fair = entry_source("community/events/fair.md", date="2025-01-01", starts="2026-09-01")
    assert found("2026-08-31T12:00Z", fair, sections=sections) == ()
    assert [p.code for p in found("2026-09-02T12:00Z", fair, sections=sections)] == ["FR003"]


def test_a_section_whose_introduction_is_evergreen_is_not_quiet():
    intro = entry_source("press/index.md", evergreen="an archive of the fair", reviewed="2026-01-01")
    assert found("2026-03-02T12:00Z", intro, press("2025-01-01"), sections=PRESS) == ()


def test_findings_come_ordered_and_the_same_twice():
    catalogue = clean(event(**REGISTER), page(type="services", reviewed="2025-01-01"))
    now = at("2026-06-12T00:00Z")
    assert findings(catalogue, now) == findings(catalogue, now)
    assert [p.source for p in findings(catalogue, now)] == ["community/events/a.md", "services.md"]


def test_every_rule_says_what_why_and_what_to_do():
    for code, rule in RULES.items():
        assert rule.code == code
        assert all((rule.title, rule.explanation.endswith("."), rule.remedy.endswith(".")))

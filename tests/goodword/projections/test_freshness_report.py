"""Findings for messages and code hosts, and the owner's report."""

import json
from datetime import date

import pytest

from goodword.problems import Severity, as_sarif
from goodword.projections.freshness import (
    EXPLAINED,
    RULES,
    Facts,
    Freshness,
    Policy,
    Scene,
    as_markdown,
    explain,
    judged_by_rules,
    report_of,
    sarif_rules,
)
from making import article, at, clean, entry_source, only, section


def scene(now, *sources, **values):
    return Scene(clean(*sources, **values), at(now), Facts(), Policy())


@pytest.fixture
def problem():
    return only(judged_by_rules(scene("2026-07-01T00:00Z", entry_source("a.md", reviewed="2025-01-01"))))


def test_a_finding_is_told_as_an_item_of_a_task_list(problem):
    assert as_markdown(problem).split("\n") == [
        "- [ ] `a.md:3` **FR002** warning: last confirmed on 2025-01-01, its review was due on 2026-01-01.",
        "  Read it end to end, mend what is wrong, then run 'goodword reviewed FILE'.",
    ]


def test_a_code_host_is_told_what_each_rule_is_why_it_matters_and_what_to_do(problem):
    (run,) = json.loads(as_sarif([problem], version="1", rules=sarif_rules()))["runs"]
    (rule,) = run["tool"]["driver"]["rules"]
    assert rule["id"] == "FR002"
    assert rule["defaultConfiguration"] == {"level": "warning"}
    told = [rule[key]["text"] for key in ("shortDescription", "fullDescription", "help")]
    assert told == [RULES["FR002"].title, RULES["FR002"].explanation, RULES["FR002"].remedy]
    assert sarif_rules().keys() == RULES.keys()


@pytest.mark.parametrize("form", EXPLAINED)
@pytest.mark.parametrize("rule", RULES.values(), ids=RULES.keys())
def test_every_rule_says_in_every_form_what_it_finds_why_and_what_to_do(rule, form):
    text = explain(rule, form)
    for part in (rule.code, rule.title, rule.explanation, rule.remedy):
        assert part in text


def test_a_rule_is_explained_to_programs_in_the_forms_they_read():
    rule = RULES["FR006"]
    assert json.loads(explain(rule, "json"))["days"] == rule.days
    assert json.loads(explain(rule, "sarif"))["id"] == "FR006"
    assert explain(rule, "github").startswith("::notice title=FR006::")
    assert "\n" not in explain(rule, "github")
    assert explain(rule).endswith("Days: 365, unless the configuration says otherwise.")
    with pytest.raises(KeyError):
        explain(rule, "owners")


def test_markdown_of_a_finding_mentions_nobody_and_links_to_nothing():
    hostile = only(judged_by_rules(scene("2026-07-01T00:00Z", entry_source("a.md", reviewed="2025-01-01")))).__class__(
        code="X", severity=Severity.INFO, source="`a`\n# b", message="@all [x](y) <b>", hint=""
    )
    text = as_markdown(hostile)
    assert text.count("\n") == 0
    assert "@all" not in text
    assert "[x]" not in text
    assert "<b>" not in text


def test_the_report_counts_states_and_names_the_oldest_pages():
    report = report_of(
        made := scene(
            "2026-07-01T12:00Z",
            *(entry_source(f"p{n:02}.md", reviewed=f"2025-{n:02}-01") for n in range(1, 13)),
            entry_source("unknown.md"),
        ),
        judged_by_rules(made),
    )
    assert (report.total, report.overdue, report.due, report.unknown) == (13, 6, 1, 1)
    assert dict(report.counts) == {
        Freshness.FRESH: 5,
        Freshness.DUE: 1,
        Freshness.OVERDUE: 6,
        Freshness.UNKNOWN: 1,
    }
    assert [page.source for page in report.oldest] == [f"p{n:02}.md" for n in range(1, 11)]


def test_the_worst_findings_come_first():
    made = scene(
        "2026-07-01T12:00Z", entry_source("a.md", reviewed="2025-05-01"), entry_source("b.md", reviewed="2020-01-01")
    )
    assert [p.severity for p in report_of(made, judged_by_rules(made)).problems] == [Severity.ERROR, Severity.WARNING]


def test_a_timeline_shows_each_day_once_on_a_scale_that_all_share():
    made = scene(
        "2026-01-01T12:00Z",
        article("a", "2024-01-01"),
        article("b", "2025-01-01"),
        article("c", "2025-01-01"),
        entry_source("press/x.md", date="2026-01-01"),
        sections=(section("articles"), section("press", "press")),
    )
    articles, press = report_of(made, ()).timelines
    assert [(mark.at, mark.day) for mark in articles.marks] == [(0, date(2024, 1, 1)), (501, date(2025, 1, 1))]
    assert [mark.at for mark in press.marks] == [1000]
    assert articles.years == ((2025, 2), (2024, 1))


def test_the_report_says_when_the_exception_is_the_rule():
    evergreen = [entry_source(f"e{n}.md", evergreen="a definition", reviewed="2026-01-01") for n in range(3)]
    plain = [entry_source(f"p{n}.md", reviewed="2026-01-01") for n in range(3)]
    few, many = (scene("2026-02-01T00:00Z", *pages, *plain) for pages in (evergreen[:2], evergreen))
    assert report_of(few, ()).note == ""
    assert report_of(many, ()).note.startswith("3 of 6 pages are evergreen")

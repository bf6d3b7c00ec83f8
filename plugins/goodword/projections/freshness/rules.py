"""The rules of freshness as values, and the findings they make. The wording states facts and claims no prophecy."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from goodword.catalogue import Catalogue
from goodword.entries import Entry, Event, Poll
from goodword.gate import is_listed
from goodword.problems import Problem, Severity, ordered
from goodword.projections.freshness.judge import Freshness, Judged, judge


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: what it finds, why it matters, what to do."""

    code: str
    title: str
    explanation: str
    remedy: str


RULES = {
    rule.code: rule
    for rule in (
        Rule(
            "FR001",
            "an invitation that has lapsed",
            "A reader who follows it finds a closed door.",
            "Remove the invitation, or say what came of it.",
        ),
        Rule(
            "FR002",
            "a page whose review is overdue",
            "The page promises to be right; nobody has confirmed it in time.",
            "Read it end to end, mend what is wrong, then run 'goodword reviewed FILE'.",
        ),
        Rule(
            "FR003",
            "a section gone quiet",
            "A visitor judges the firm by the newest date.",
            "Publish something, set a 'cadence' you can keep, or take the section out of the navigation.",
        ),
    )
}


def findings(catalogue: Catalogue, now: datetime) -> tuple[Problem, ...]:
    """Everything the rules find in what readers see at `now`."""
    judged = judge(catalogue, now)
    listed = [entry for entry in catalogue.entries if is_listed(entry, now)]
    return ordered(
        [*_lapsed(listed, now.astimezone(catalogue.site.zone).date()), *_reviews(catalogue, judged), *_quiet(judged)]
    )


def _lapsed(entries: Iterable[Entry], today: date) -> Iterator[Problem]:
    """FR001: from the day after the last, so that nothing fails on the day itself."""
    for entry in entries:
        last = _last_day(entry)
        if last is None or today <= last:
            continue
        if isinstance(entry, Event):
            name, invitation, asks = "the event is over", "register", "still asks to register"
        else:
            name, invitation, asks = "the poll is closed", "vote", "still asks for votes"
        if getattr(entry, invitation):
            yield _finding("FR001", entry, invitation, f"{name} ({last}) and {asks}.")
        if entry.pin:
            yield _finding("FR001", entry, "pin", f"{name} ({last}) and still pinned.")


def _last_day(entry: Entry) -> date | None:
    if isinstance(entry, Event):
        last = entry.ends or entry.starts
        return last.day if last else None
    return entry.closes.day if isinstance(entry, Poll) and entry.closes else None


def _reviews(catalogue: Catalogue, judged: Iterable[Judged]) -> Iterator[Problem]:
    """FR002: warning from the day after it is due, error when it is overdue twice."""
    for page in judged:
        entry = catalogue.by_source.get(page.source)
        if entry is None or page.due is None:
            continue
        key = next((key for key in ("reviewed", "updated", "date") if getattr(entry, key)), "")
        if page.state in (Freshness.OVERDUE, Freshness.LONG_OVERDUE):
            severity = Severity.ERROR if page.state is Freshness.LONG_OVERDUE else Severity.WARNING
            yield _finding(
                "FR002", entry, key, f"last confirmed on {page.since}, its review was due on {page.due}.", severity
            )
        elif page.state is Freshness.DUE:
            yield _finding("FR002", entry, key, f"its review is due on {page.due}.", Severity.SUGGESTION)


def _quiet(judged: Iterable[Judged]) -> Iterator[Problem]:
    """FR003: warning when overdue, error when long overdue."""
    for section in judged:
        if section.kind != "section" or section.cadence is None or section.since is None:
            continue
        severity = _QUIET.get(section.state)
        if severity:
            yield Problem(
                code="FR003",
                severity=severity,
                source=section.source,
                message=f"nothing new since {section.since}; {_rhythm(section)}.",
                hint=f"{RULES['FR003'].remedy}{_proposal(section)}",
            )


_QUIET = {
    Freshness.DUE: Severity.SUGGESTION,
    Freshness.OVERDUE: Severity.WARNING,
    Freshness.LONG_OVERDUE: Severity.ERROR,
}


def _proposal(section: Judged) -> str:
    """A promise the section would have kept: three times its median gap, as half of the gaps break the median."""
    measure = section.cadence
    if measure is None or measure.declared or not measure.typical:
        return ""
    return f" A cadence it could keep: {measure.typical * 3} days."


def _rhythm(section: Judged) -> str:
    measure = section.cadence
    if measure and measure.declared:
        return f"the section promises something every {measure.due} days"
    if measure and measure.typical:
        return f"the section usually publishes every {measure.typical} days"
    return "the section has published too little to know its rhythm"


def _finding(code: str, entry: Entry, key: str, message: str, severity: Severity = Severity.ERROR) -> Problem:
    place = entry.place(key)
    return Problem(
        code=code,
        severity=severity,
        source=entry.source,
        line=place.line,
        column=place.column,
        message=message,
        hint=RULES[code].remedy,
    )

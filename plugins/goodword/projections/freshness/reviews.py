"""FR002, FR003 and FR012: pages whose review is due, sections gone quiet, pages that nobody keeps."""

from __future__ import annotations

from collections.abc import Iterator

from goodword.problems import Place, Problem, Severity
from goodword.projections.freshness.judge import Freshness, Judged
from goodword.projections.freshness.rules import RULES
from goodword.projections.freshness.scene import Scene, finding

_LADDER = {
    Freshness.DUE: Severity.SUGGESTION,
    Freshness.OVERDUE: Severity.WARNING,
    Freshness.LONG_OVERDUE: Severity.ERROR,
}
_MOSTLY = 0.4
"""The share of evergreen pages above which the word has lost its meaning."""
_ENOUGH = 5


def reviews(scene: Scene) -> Iterator[Problem]:
    """FR002: warning from the day after it is due, error when it is overdue twice."""
    for page in scene.judged:
        entry = scene.catalogue.by_source.get(page.source)
        severity = _LADDER.get(page.state)
        if entry is None or page.due is None or severity is None:
            continue
        key = next((key for key in ("reviewed", "updated", "date") if getattr(entry, key)), "")
        message = (
            f"its review is due on {page.due}."
            if page.state is Freshness.DUE
            else f"last confirmed on {page.since}, its review was due on {page.due}."
        )
        yield finding("FR002", entry.source, entry.place(key), message, severity=severity)


def quiet(scene: Scene) -> Iterator[Problem]:
    """FR003: warning when overdue, error when long overdue."""
    for section in scene.judged:
        if section.kind != "section" or section.cadence is None or section.since is None:
            continue
        severity = _LADDER.get(section.state)
        if severity:
            message = f"nothing new since {section.since}; {_rhythm(section)}."
            hint = f"{RULES['FR003'].remedy}{_proposal(section)}"
            yield finding("FR003", section.source, Place(), message, severity=severity, hint=hint)


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


def owners(scene: Scene) -> Iterator[Problem]:
    """FR012: an owner who is missing where the site asks for one, unknown, or no longer there."""
    people = scene.catalogue.people
    for entry in scene.listed:
        person = people.get(entry.owner)
        if not entry.owner:
            if entry.kind in scene.policy.owned:
                yield finding("FR012", entry.source, Place(), f"this {entry.kind} has no owner.")
        elif person is None:
            yield finding(
                "FR012", entry.source, entry.place("owner"), f"'owner' names '{entry.owner}', who is not in people.yml."
            )
        elif person.left and person.left <= scene.today:
            message = f"its owner, {person.name}, left on {person.left}."
            yield finding("FR012", entry.source, entry.place("owner"), message)


def mostly_evergreen(scene: Scene) -> str:
    """A sentence for the report where more than 40 % of the pages are exempt; else empty."""
    pages = [entry for entry in scene.listed if entry.kind == "page"]
    spared = sum(bool(page.evergreen) for page in pages)
    if len(pages) < _ENOUGH or spared <= _MOSTLY * len(pages):
        return ""
    return f"{spared} of {len(pages)} pages are evergreen: an exception that is the rule protects nobody."

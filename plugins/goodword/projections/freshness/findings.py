"""Every rule over a whole site; what a page ignores with a reason is left out, and an ignore without use is told."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime

from msgspec.structs import replace

from goodword.catalogue import Catalogue
from goodword.entries import Entry
from goodword.problems import Problem, ordered
from goodword.projections.freshness.lapsed import lapsed
from goodword.projections.freshness.links import dead_links, shortened
from goodword.projections.freshness.prose import copyright_years, prose, sequels
from goodword.projections.freshness.recorded import bumped, disagreements
from goodword.projections.freshness.reviews import owners, quiet, reviews
from goodword.projections.freshness.rules import Policy
from goodword.projections.freshness.scene import Facts, Scene, finding

_JUDGES: tuple[Callable[[Scene], Iterator[Problem]], ...] = (
    lapsed,
    reviews,
    quiet,
    prose,
    copyright_years,
    bumped,
    disagreements,
    dead_links,
    owners,
    shortened,
    sequels,
)
_FROM_BODIES = frozenset({"FR001", "FR004", "FR005", "FR006", "FR007", "FR008", "FR011", "FR013", "FR014"})
NO_FACTS = Facts()
AS_SHIPPED = Policy()


def findings(
    catalogue: Catalogue, now: datetime, facts: Facts = NO_FACTS, policy: Policy = AS_SHIPPED
) -> tuple[Problem, ...]:
    """Everything the rules find in what readers see at `now`, by place."""
    scene = Scene(catalogue, now, facts, policy)
    return judged_by_rules(scene)


def judged_by_rules(scene: Scene) -> tuple[Problem, ...]:
    """As `findings`, of a scene that is there already."""
    found = [problem for judge in _JUDGES for problem in judge(scene)]
    ignoring = _ignoring(scene)
    used = {(problem.source, problem.code) for problem in found}
    kept = [problem for problem in found if problem.code not in ignoring.get(problem.source, ())]
    return ordered(_as_set([*kept, *_useless(scene, used)], scene.policy))


def _ignoring(scene: Scene) -> Mapping[str, frozenset[str]]:
    """Codes by source; what a section's introduction ignores holds for the section."""
    sections = {section.url for section in scene.catalogue.site.sections}
    found = {}
    for entry in scene.listed:
        if entry.ignores:
            codes = frozenset(ignore.code for ignore in entry.ignores)
            found[entry.source] = codes
            if entry.permalink in sections:
                found[entry.permalink] = codes
    return found


def _useless(scene: Scene, used: set[tuple[str, str]]) -> Iterator[Problem]:
    """FR000, of rules that have judged: nobody knows of the others whether they would have found anything."""
    for entry in scene.listed:
        for ignore in entry.ignores:
            if _has_judged(ignore.code, scene) and not used & {(s, ignore.code) for s in _sources(entry)}:
                place = entry.place(f"freshness.{ignore.code}")
                yield finding("FR000", entry.source, place, f"nothing here is {ignore.code}, which is ignored.")


def _sources(entry: Entry) -> tuple[str, str]:
    return entry.source, entry.permalink


def _has_judged(code: str, scene: Scene) -> bool:
    facts = scene.facts
    if not scene.policy.is_on(code) or (code in _FROM_BODIES and facts.bodies is None):
        return False
    needed = {"FR009": facts.changes, "FR010": facts.stated, "FR011": facts.dead}
    return needed.get(code, ()) is not None


def _as_set(problems: Iterable[Problem], policy: Policy) -> Iterator[Problem]:
    for problem in problems:
        severity = policy.severity_of(problem.code, problem.severity)
        if severity:
            yield replace(problem, severity=severity)

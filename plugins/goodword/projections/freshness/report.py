"""The owner's report as views: a verdict, counts, the oldest pages, what was published when."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from msgspec import Struct

from goodword.entries import DATED, Section
from goodword.problems import Problem, Severity
from goodword.projections.freshness.explain import by_weight
from goodword.projections.freshness.judge import Freshness, Judged
from goodword.projections.freshness.reviews import mostly_evergreen
from goodword.projections.freshness.scene import Scene

_OLDEST = 10
_WIDTH = 1000
_STALE = (Freshness.OVERDUE, Freshness.LONG_OVERDUE)


class Mark(Struct, frozen=True):
    """Something on a timeline: `at` in thousandths of its width."""

    at: int
    day: date


class Timeline(Struct, frozen=True, kw_only=True):
    """What a section published when."""

    title: str
    state: Freshness
    newest: date | None
    due: date | None
    typical: int | None
    """Its median gap in days; None below five gaps."""
    promised: bool
    marks: tuple[Mark, ...]
    years: tuple[tuple[int, int], ...]
    """The year, and how many were published in it, newest first."""


class Report(Struct, frozen=True, kw_only=True):
    """All that the report shows."""

    today: date
    total: int
    overdue: int
    due: int
    unknown: int
    errors: int
    """Findings that are errors: a site that has any is not as it should be, whatever its dates say."""
    counts: tuple[tuple[Freshness, int], ...]
    oldest: tuple[Judged, ...]
    """Pages by the day on which somebody last stood by them."""
    problems: tuple[Problem, ...]
    timelines: tuple[Timeline, ...]
    years: tuple[Mark, ...]
    """New Year's days, on the scale that all timelines share."""
    note: str


def report_of(scene: Scene, problems: Iterable[Problem]) -> Report:
    """The report of a judged site."""
    judged = scene.judged
    counts = Counter(page.state for page in judged)
    listed = by_weight(problems)
    begin = _begin(scene)
    return Report(
        today=scene.today,
        total=len(judged),
        overdue=sum(counts[state] for state in _STALE),
        due=counts[Freshness.DUE],
        unknown=counts[Freshness.UNKNOWN],
        errors=sum(problem.severity is Severity.ERROR for problem in listed),
        counts=tuple((state, counts[state]) for state in Freshness if counts[state]),
        oldest=_oldest(judged),
        problems=tuple(listed),
        timelines=tuple(_timelines(scene, begin)),
        years=tuple(
            Mark(_at(day, begin, scene.today), day)
            for day in (date(year, 1, 1) for year in range(begin.year + 1, scene.today.year + 1))
        ),
        note=mostly_evergreen(scene),
    )


def _oldest(judged: Sequence[Judged]) -> tuple[Judged, ...]:
    """Undated kinds only: a dated entry is a record of its day."""
    pages = [page for page in judged if page.since and page.kind not in DATED and page.kind != "section"]
    return tuple(sorted(pages, key=lambda page: (page.since or date.max, page.source))[:_OLDEST])


def _begin(scene: Scene) -> date:
    days = [entry.date.day for entry in scene.listed if entry.date and entry.kind in DATED]
    return min(days, default=scene.today)


def _at(day: date, begin: date, today: date) -> int:
    return round(_WIDTH * (day - begin).days / max(1, (today - begin).days))


def _timelines(scene: Scene, begin: date) -> Iterable[Timeline]:
    shelves: dict[str, list[date]] = defaultdict(list)
    for entry in scene.listed:
        if entry.kind in DATED and entry.date:
            shelves[entry.section].append(entry.date.day)
    states = {page.source: page for page in scene.judged if page.kind == "section"}
    for section in scene.catalogue.site.sections:
        if section.url in states:
            yield _timeline(section, states[section.url], sorted(shelves[section.path]), begin, scene.today)


def _timeline(section: Section, judged: Judged, days: list[date], begin: date, today: date) -> Timeline:
    years = Counter(day.year for day in days)
    return Timeline(
        title=judged.title,
        state=judged.state,
        newest=judged.since,
        due=judged.due,
        typical=judged.cadence.typical if judged.cadence else None,
        promised=section.cadence is not None,
        marks=tuple(Mark(_at(day, begin, today), day) for day in dict.fromkeys(days)),
        years=tuple(sorted(years.items(), reverse=True)),
    )

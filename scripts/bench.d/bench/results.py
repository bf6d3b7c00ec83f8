"""Medians of runs, and ratios between medians with the goals they are held against. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from statistics import median

GOODWORD = "goodword"
Key = tuple[int, str, str]
"""Posts, engine, scenario."""


@dataclass(frozen=True)
class Run:
    """What one run cost."""

    posts: int
    engine: str
    scenario: str
    seconds: float
    cpu: float | None
    """Seconds; None where the process does more than is measured."""

    memory: int
    """Bytes."""

    written: int | None
    """Files; None where no output folder is there to compare."""


@dataclass(frozen=True)
class Summary:
    """The medians of the runs of one engine in one scenario; fastest and slowest beside them."""

    posts: int
    engine: str
    scenario: str
    runs: int
    seconds: float
    fastest: float
    slowest: float
    cpu: float | None
    memory: int
    written: int | None


@dataclass(frozen=True)
class Ratio:
    """A number that has a goal."""

    name: str
    posts: str
    value: float
    goal: float
    unit: str = ""

    @property
    def held(self) -> bool:
        """Whether the number is no larger than its goal."""
        return self.value <= self.goal


@dataclass(frozen=True)
class Goal:
    """At most `limit` times what a peer takes for a full build, by number of posts."""

    name: str
    scenario: str
    peer: str
    limits: Mapping[int, float]


TIMES = (
    Goal("one edit / Hugo", "edit", "hugo", {1_000: 0.8, 4_000: 0.5, 20_000: 0.25}),
    Goal("cold / Hugo", "cold", "hugo", {1_000: 5.0, 4_000: 3.0, 20_000: 1.0}),
    Goal("cold --jobs 2 / Hugo", "jobs", "hugo", {1_000: 5.0, 4_000: 3.0, 20_000: 1.0}),
    Goal("cold / Material", "cold", "material", dict.fromkeys((1_000, 4_000, 20_000), 0.25)),
)
GROWTH = 5.2
SERVED = 0.3
MEMORY = 4.0
_GB = 1e9


def summaries(runs: Iterable[Run]) -> list[Summary]:
    """One for each engine and scenario at each size, in the order of the first runs."""
    grouped: dict[Key, list[Run]] = {}
    for run in runs:
        grouped.setdefault((run.posts, run.engine, run.scenario), []).append(run)
    return [_summary(*key, group) for key, group in grouped.items()]


def _summary(posts: int, engine: str, scenario: str, group: list[Run]) -> Summary:
    times = [run.seconds for run in group]
    cpu = [run.cpu for run in group if run.cpu is not None]
    written = [run.written for run in group if run.written is not None]
    return Summary(
        posts=posts,
        engine=engine,
        scenario=scenario,
        runs=len(group),
        seconds=median(times),
        fastest=min(times),
        slowest=max(times),
        cpu=median(cpu) if cpu else None,
        memory=round(median(run.memory for run in group)),
        written=round(median(written)) if written else None,
    )


def ratios(found: Iterable[Summary]) -> list[Ratio]:
    """Every goal that the summaries can answer."""
    by = {(one.posts, one.engine, one.scenario): one for one in found}
    return [*_times(by), *_growth(by), *_alone(by)]


def _times(by: Mapping[Key, Summary]) -> Iterator[Ratio]:
    for goal in TIMES:
        for posts, limit in goal.limits.items():
            ours, theirs = by.get((posts, GOODWORD, goal.scenario)), by.get((posts, goal.peer, "cold"))
            if ours and theirs:
                yield Ratio(goal.name, f"{posts:,}", ours.seconds / theirs.seconds, limit)


def _growth(by: Mapping[Key, Summary]) -> Iterator[Ratio]:
    for scenario, name in (("cold", "cold"), ("unchanged", "unchanged"), ("edit", "one edit")):
        small, large = by.get((4_000, GOODWORD, scenario)), by.get((20_000, GOODWORD, scenario))
        if small and large:
            yield Ratio(f"{name}, growth", "20,000 / 4,000", large.seconds / small.seconds, GROWTH)


def _alone(by: Mapping[Key, Summary]) -> Iterator[Ratio]:
    for (posts, engine, scenario), one in by.items():
        if engine == GOODWORD and scenario == "serve" and posts == 4_000:
            yield Ratio("edit shown by serve", f"{posts:,}", one.seconds, SERVED, "s")
        if engine == GOODWORD and scenario == "unchanged" and one.written is not None:
            yield Ratio("files written, unchanged", f"{posts:,}", one.written, 0)
        if engine == GOODWORD and scenario == "cold" and posts == 100_000:
            yield Ratio("memory, cold", f"{posts:,}", one.memory / _GB, MEMORY, "GB")

"""Rounds of scenarios: what they cost, and which of them failed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from bench.engines import Site
from bench.processes import FailedError
from bench.results import Run
from bench.scenarios import Bench


@dataclass(frozen=True)
class Rounds:
    """Gathers runs as they come, so that they can be told whatever ends the rest."""

    bench: Bench
    scenarios: Mapping[str, Sequence[str]]
    """Of each engine, in the order in which they are run."""

    say: Callable[[str], None]
    """Told of progress."""

    runs: list[Run] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)

    def measure(self, sites: Sequence[Site], rounds: int) -> None:
        """Each round has each engine once, so that a slow minute of the machine is nobody's alone."""
        for site in sites:
            self.say(f"Writing {site.corpus.size:,} posts for {site.engine.title} ...")
            site.write()
        for number in range(rounds):
            for site in sites:
                self._one(site, number)

    def _one(self, site: Site, number: int) -> None:
        """Every scenario of one engine; a failure of one is told at the end and stops no other."""
        built = False
        for scenario in self.scenarios[site.engine.name]:
            try:
                for run in self.bench.runs(site, scenario, number, built=built):
                    self.runs.append(run)
                    self.say(_line(run, number))
                built = scenario in ("cold", "jobs")
            except FailedError as error:
                built = False
                self.failures.append(f"{site.corpus.size:,} posts, {site.engine.title}, {scenario}: {error}")
                self.say(self.failures[-1])


def _line(run: Run, number: int) -> str:
    took = f"{run.seconds:.2f} s, {run.memory / 1e6:,.0f} MB"
    return f"{run.posts:,} posts, round {number + 1}: {run.engine}, {run.scenario}: {took}"

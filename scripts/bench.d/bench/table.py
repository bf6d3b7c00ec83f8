"""Results as text of at most 80 columns, and as JSON. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from itertools import groupby
from textwrap import wrap
from typing import Any

from bench.machine import Machine
from bench.results import Ratio, Run, Summary, ratios, summaries
from bench.scenarios import TITLES

_HEADS = ("", "", "runs", "wall s", "from - to", "CPU s", "MB", "written")
_BUSY = 0.25
"""Load by core above which wall times say more of others than of what is measured."""

_RATIO_HEADS = ("", "posts", "goal", "measured", "held")


def report(machine: Machine, versions: Mapping[str, str], runs: Sequence[Run]) -> str:
    """Everything, for a person."""
    found = summaries(runs)
    parts = [described(machine, versions)]
    parts += [sized(posts, list(group)) for posts, group in groupby(found, lambda one: one.posts)]
    if answers := ratios(found):
        parts.append(judged(answers))
    return "\n\n".join(parts) + "\n"


def described(machine: Machine, versions: Mapping[str, str]) -> str:
    """The machine and what ran on it."""
    lines = [
        f"{machine.cpu}, {machine.cores} cores, {machine.memory / 1e9:.0f} GB; {machine.kernel};",
        f"Python {machine.python}; {machine.when}; load {machine.load:g} when it began",
    ]
    if machine.load > _BUSY * machine.cores:
        lines.append("The machine was busy with other things: compare CPU times, not wall times.")
    for name, version in versions.items():
        lines += wrap(version, 78, initial_indent=f"  {name:<9} ", subsequent_indent=" " * 12)
    return "\n".join(lines)


def sized(posts: int, found: Sequence[Summary]) -> str:
    """One size: a line for each engine and scenario."""
    previous = ["", *(one.engine for one in found)]
    rows = [_HEADS, *(_row(one, before) for one, before in zip(found, previous, strict=False))]
    return f"{posts:,} posts, medians\n{laid_out(rows, left=2)}"


def _row(one: Summary, before: str) -> tuple[str, ...]:
    return (
        "" if one.engine == before else one.engine,
        TITLES[one.scenario],
        str(one.runs),
        _seconds(one.seconds),
        f"{_seconds(one.fastest)} - {_seconds(one.slowest)}" if one.runs > 1 else "",
        "" if one.cpu is None else _seconds(one.cpu),
        f"{one.memory / 1e6:,.0f}",
        "" if one.written is None else f"{one.written:,}",
    )


def _seconds(value: float) -> str:
    """Four figures are all that a repeated run confirms."""
    return f"{value:.{2 if value < 100 else 1 if value < 1000 else 0}f}"


def judged(found: Iterable[Ratio]) -> str:
    """Numbers with a goal, and whether it holds."""
    rows = [
        (one.name, one.posts, f"<= {_number(one.goal, one)}", _number(one.value, one), "yes" if one.held else "no")
        for one in found
    ]
    return f"Goals\n{laid_out([_RATIO_HEADS, *rows], left=1)}"


def _number(value: float, ratio: Ratio) -> str:
    """Counts have a goal of none."""
    return f"{value:,.0f}" if ratio.goal == 0 else f"{value:.2f} {ratio.unit}".rstrip()


def laid_out(rows: Sequence[Sequence[str]], *, left: int) -> str:
    """Columns as wide as what is in them; the first `left` flush left, the others flush right."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return "\n".join(
        "  ".join(
            cell.ljust(width) if n < left else cell.rjust(width)
            for n, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    )


def as_data(machine: Machine, versions: Mapping[str, str], runs: Sequence[Run], seed: str) -> dict[str, Any]:
    """Everything, for a program."""
    found = summaries(runs)
    return {
        "machine": asdict(machine),
        "versions": dict(versions),
        "seed": seed,
        "runs": [asdict(run) for run in runs],
        "medians": [asdict(one) for one in found],
        "goals": [{**asdict(one), "held": one.held} for one in ratios(found)],
    }

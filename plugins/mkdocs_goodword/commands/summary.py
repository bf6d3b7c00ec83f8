"""What a build says when it is done."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

import click
from msgspec import Struct
from msgspec.structs import asdict

from goodword.gate import State
from goodword.ledger import NAME
from goodword.problems import Problem, printable


class Summary(Struct, frozen=True, kw_only=True):
    """The figures of one build."""

    folder: str
    now: str
    origin: str
    counts: dict[tuple[str, str], int]
    """By kind and state."""
    written: tuple[str, ...]
    unchanged: int
    removed: tuple[str, ...]
    warnings: int
    problems: tuple[Problem, ...]
    unrecorded: int
    """Published entries of which the ledger of identities says nothing, or something old."""
    stale: int
    next_change: datetime | None
    zone: ZoneInfo
    seconds: float


def show(summary: Summary, *, as_json: bool) -> None:
    """Print it: JSON for machines, else a table and sentences, a line each."""
    if as_json:
        click.echo(json.dumps(_values(summary), indent=2))
        return
    head, rows = _table(summary)
    click.secho("\n".join(head), dim=True)
    click.echo("\n".join([*rows, *map(printable, _sentences(summary))]))


def _values(summary: Summary) -> dict[str, object]:
    entries: dict[str, dict[str, int]] = {}
    for (kind, state), count in summary.counts.items():
        entries.setdefault(kind, {})[state] = count
    return {
        "built": True,
        "output": summary.folder,
        "clock": {"now": summary.now, "origin": summary.origin},
        "entries": entries,
        "files": {"written": list(summary.written), "unchanged": summary.unchanged, "removed": list(summary.removed)},
        "warnings": summary.warnings,
        "problems": [asdict(problem) for problem in summary.problems],
        "unrecorded": summary.unrecorded,
        "stale": summary.stale,
        "next_change": summary.next_change.isoformat() if summary.next_change else None,
        "seconds": round(summary.seconds, 3),
    }


def _table(summary: Summary) -> tuple[list[str], list[str]]:
    """The lines of its head, and one for each kind; it is written sooner than a library for tables is loaded."""
    kinds = list(dict.fromkeys(kind for kind, _ in summary.counts))
    states = [str(state) for state in reversed(State) if any(known == state for _, known in summary.counts)]
    height = 1 + max((state.count("-") for state in states), default=0)
    columns = [[*[""] * height, *kinds]]
    for state in states:
        words = state.split("-")
        counts = (str(summary.counts.get((kind, state), "")) for kind in kinds)
        columns.append([*[""] * (height - len(words)), *words, *counts])
    lines = [_line(row, [max(map(len, column)) for column in columns]) for row in zip(*columns, strict=True)]
    return lines[:height], lines[height:]


def _line(row: Sequence[str], widths: Sequence[int]) -> str:
    counts = (cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True))
    return "  ".join([row[0].ljust(widths[0]), *counts]).rstrip()


def _sentences(summary: Summary) -> list[str]:
    files = _counted(len(summary.written), "file")
    lines = ["", f"Built {summary.folder} in {summary.seconds:.1f} s."]
    lines.append(f"{files} written, {summary.unchanged:,} unchanged, {len(summary.removed):,} removed.")
    if summary.warnings:
        lines.append(f"{_counted(summary.warnings, 'warning')} above.")
    if summary.unrecorded:
        lines.append(f"{NAME} lacks {_counted(summary.unrecorded, 'line')}: run 'goodword ids', and commit it.")
    if summary.stale:
        lines.append(f"{_counted(summary.stale, 'finding')} on freshness: see 'goodword check --only freshness'.")
    lines.append(f"The clock was {summary.now} ({summary.origin}).")
    if summary.next_change:
        when = summary.next_change.astimezone(summary.zone)
        lines.append(f"The next build that changes anything by itself: {when:%Y-%m-%d %H:%M} {when.tzname()}.")
    return lines


def _counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'s' * (number != 1)}"

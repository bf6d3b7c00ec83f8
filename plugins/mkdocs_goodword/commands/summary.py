"""What a build says when it is done."""

from __future__ import annotations

import json
from datetime import datetime
from zoneinfo import ZoneInfo

import click
from msgspec import Struct
from msgspec.structs import asdict
from rich.console import Console
from rich.table import Table
from rich.text import Text

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
    """Print it: JSON for machines, else a table and four sentences."""
    if as_json:
        click.echo(json.dumps(_values(summary), indent=2))
        return
    console = Console(highlight=False)
    console.print(_table(summary))
    for line in _sentences(summary):
        console.print(Text(printable(line)))


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


def _table(summary: Summary) -> Table:
    states = [str(state) for state in reversed(State) if any(known == state for _, known in summary.counts)]
    table = Table(box=None, pad_edge=False, header_style="dim")
    table.add_column("", no_wrap=True)
    for state in states:
        table.add_column(state.replace("-", "\n"), justify="right", vertical="bottom")
    for kind in dict.fromkeys(kind for kind, _ in summary.counts):
        table.add_row(kind, *(str(summary.counts.get((kind, state), "")) for state in states))
    return table


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

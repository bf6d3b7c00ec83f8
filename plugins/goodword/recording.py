"""What should stand in the ledger of identities at a moment, and what does not yet."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from datetime import datetime

from msgspec.structs import replace

from goodword.entries import Entry
from goodword.gate import is_built
from goodword.identity import Kept, marks_of
from goodword.ledger import NAME, Ledger, Line
from goodword.problems import Place, Problem, Severity, problem_at

_HINT = f"Run 'goodword ids', and commit {NAME}."


def proposed(kept: Kept, entries: Iterable[Entry], identity: Callable[[Entry], str], now: datetime) -> Ledger:
    """The ledger as it should be at `now`: what is published is in it, what was lost is gone, all else as it was.

    Of an entry that nobody may see now, nothing enters: a line of its own stays as it is.
    """
    built = [entry for entry in entries if is_built(entry, now)]
    living = {entry.permalink for entry in built}
    written = [_line_of(entry, id, kept, living) for entry in built if (id := identity(entry))]
    return _with(kept, written, gone={line.id for line in (*kept.lost, *kept.replaced.values())})


def recorded(kept: Kept, entry: Entry, identity: Callable[[Entry], str], now: datetime) -> Ledger:
    """The ledger with one entry as it is at `now`, if it is published then; other lines stay as they are."""
    written = [_line_of(entry, identity(entry), kept, ())] if is_built(entry, now) and identity(entry) else []
    replaced = kept.replaced.get(entry.source)
    return _with(kept, written, gone={replaced.id} if replaced and written else set())


def _with(kept: Kept, written: Iterable[Line], gone: Collection[str]) -> Ledger:
    """New lines in the place of old ones; two lines never name one file."""
    new = {line.id: line for line in written}
    taken = {line.file for line in new.values()}
    old = {
        line.id: replace(line, file="") if line.id in gone or line.file in taken else line
        for line in (kept.ledger.lines if kept.ledger else ())
    }
    return Ledger(tuple((old | new).values()))


def _line_of(entry: Entry, id: str, kept: Kept, living: Collection[str]) -> Line:
    was = tuple(address for address in kept.left(entry) if address not in living)
    return Line(id=id, at=entry.permalink, file=entry.source, was=was, marks=marks_of(entry))


def unrecorded(kept: Kept, entries: Iterable[Entry], now: datetime) -> tuple[Entry, ...]:
    """Published entries of whose file and address the ledger does not know; none where there is no ledger."""
    return tuple(
        entry
        for entry in (entries if kept.ledger else ())
        if is_built(entry, now) and _told(kept.lines.get(entry.source)) != (entry.source, entry.permalink)
    )


def _told(line: Line | None) -> tuple[str, str] | None:
    return (line.file, line.at) if line else None


def findings(kept: Kept, entries: Iterable[Entry], now: datetime) -> list[Problem]:
    """What should be written into the ledger: each move, because it is known again only while it is fresh."""
    if kept.ledger is None or kept.ledger.problems:
        return []  # A line that cannot be read would count as missing.
    new, found = 0, []
    for entry in unrecorded(kept, entries, now):
        if line := kept.lines.get(entry.source):
            old = line.file if line.file not in ("", entry.source) else f"/{line.at}"
            message = (
                f"'{old}' is now '{entry.source}' at /{entry.permalink}: it keeps its id, and visitors are led on."
            )
            found.append(problem_at(Place(line.number), NAME, "GW093", message, _HINT, severity=Severity.WARNING))
        else:
            new += 1
    if new and kept.ledger.lines:  # A ledger without a line is not in use yet, and asks for nothing.
        message = f"{new} published {'entry has' if new == 1 else 'entries have'} no line yet."
        found.append(problem_at(Place(), NAME, "GW095", message, _HINT, severity=Severity.INFO))
    return found

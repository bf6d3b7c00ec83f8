"""Which entry is which, although its file has moved: entries and the ledger in, identities out.

An entry is known by the `id` it carries, else by its file, else by its text or by its title and date, and by these
only where nothing else resembles it as much: an old identity on another entry would be worse than a new one.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import partial
from hashlib import blake2b
from itertools import count
from typing import TypeVar

from msgspec import Struct, field
from msgspec.structs import replace

from goodword.entries import Entry
from goodword.ledger import NAME, Ledger, Line, Marks
from goodword.problems import Place, Problem, Severity, problem_at

_TARGET = re.compile(r"\]\([^()\s]*\)|^\[[^\]\n]+\]: .*$", re.MULTILINE)
"""Where a link leads to: it changes with the file's place."""
_TELLING = 12
"""Words from which a text is nobody else's by chance."""
T = TypeVar("T")


def marks_of(entry: Entry) -> Marks:
    """By what an entry is known again."""
    return Marks(_name(entry), _text(entry))


def _name(entry: Entry) -> str:
    return _digest(f"{entry.title}\n{entry.date.day.isoformat() if entry.date else ''}")


def _text(entry: Entry) -> str:
    words = _TARGET.sub("]", entry.body).split()
    return _digest(" ".join(words)) if len(words) >= _TELLING else ""


def _digest(text: str) -> str:
    return blake2b(text.encode("utf-8", "replace"), digest_size=5).hexdigest()


class Kept(Struct, frozen=True):
    """What the ledger says of a site's entries; nothing where there is no ledger."""

    ledger: Ledger | None = None
    lines: Mapping[str, Line] = field(default_factory=dict)
    """The line of each entry that has one, by source."""
    replaced: Mapping[str, Line] = field(default_factory=dict)
    """Lines whose id an entry's own `id` takes the place of, by the entry's source."""
    fresh: Mapping[str, str] = field(default_factory=dict)
    """New ids, by source, of entries whose address once was another's."""
    lost: tuple[Line, ...] = ()
    """Lines whose file is gone and which no other resembles."""
    problems: tuple[Problem, ...] = ()

    def id_of(self, source: str) -> str:
        """The id of an entry without one of its own; empty where its address says it."""
        line = self.lines.get(source)
        return line.id if line else self.fresh.get(source, "")

    def left(self, entry: Entry) -> tuple[str, ...]:
        """Permalinks under which an entry stood before, the oldest first."""
        known = [line for line in (self.replaced.get(entry.source), self.lines.get(entry.source)) if line]
        stood = dict.fromkeys(address for line in known for address in (*line.was, line.at))
        return tuple(address for address in stood if address != entry.permalink)


class _Search:
    """Lines and entries that nothing has joined yet, and those that are joined."""

    def __init__(self, entries: Iterable[Entry], ledger: Ledger) -> None:
        ordered = sorted(entries, key=lambda entry: entry.source)
        self.sources = frozenset(entry.source for entry in ordered)
        self.own = [entry for entry in ordered if entry.id]
        self.entries = {entry.source: entry for entry in ordered if not entry.id}
        self.lines = {line.id: line for line in ledger.lines}
        self.by_file = {line.file: line for line in ledger.lines if line.file}
        self.joined: dict[str, Line] = {}
        self.replaced: dict[str, Line] = {}

    def join_own(self) -> None:
        """An `id` of front matter takes its line, but not from the entry that still is what the line tells of."""
        for entry in self.own:
            line = self.lines.get(entry.id)
            holder = self.entries.get(line.file) if line else None
            if line and not (holder and _resembles(holder, line)):
                self.joined[entry.source] = self.lines.pop(line.id)

    def replace_ids(self, *, alike: bool) -> None:
        """Lines of files that now carry an `id` of their own; with `alike` only where the text is still theirs."""
        for entry in self.own:
            line = self.by_file.get(entry.source)
            if line and line.id != entry.id and line.id in self.lines and (not alike or _resembles(entry, line)):
                self.replaced[entry.source] = self.lines.pop(line.id)

    def join_by_file(self, *, alike: bool) -> None:
        """Entries in the place where the ledger left them; with `alike` only what still resembles its line."""
        for entry in list(self.entries.values()):
            line = self.by_file.get(entry.source)
            if line and line.id in self.lines and (not alike or _resembles(entry, line)):
                self._join(entry, line)

    def join_by(self, of_line: Callable[[Line], object], of_entry: Callable[[Entry], object]) -> None:
        """What has something in common that nothing else has; what is false is nothing in common."""
        lines, entries = _grouped(self.lines.values(), of_line), _grouped(self.entries.values(), of_entry)
        for key in lines.keys() & entries.keys():
            if len(lines[key]) == len(entries[key]) == 1:
                self._join(entries[key][0], lines[key][0])

    def _join(self, entry: Entry, line: Line) -> None:
        self.joined[entry.source] = self.lines.pop(line.id)
        del self.entries[entry.source]


def resolve(
    entries: Iterable[Entry], ledger: Ledger | None, minted: Callable[[Entry], str], files: Collection[str] = ()
) -> Kept:
    """Who is who. `minted` gives the id of an entry that nobody knows; `files` are there, readable or not."""
    if ledger is None:
        return Kept()
    search = _Search(entries, ledger)
    search.join_own()
    search.replace_ids(alike=True)
    search.join_by_file(alike=True)
    if search.entries and search.lines:
        _join_moved(search)
    search.join_by_file(alike=False)
    search.replace_ids(alike=False)
    unread = set(files).difference(search.sources)
    lost = tuple(line for line in search.lines.values() if line.file and line.file not in unread)
    kept = Kept(ledger, search.joined, search.replaced, _fresh(search, ledger, minted), lost)
    return replace(kept, problems=(*ledger.problems, *_lost(lost), *_changed(search)))


_LIKENESS: tuple[Callable[[Marks], object], ...] = (
    lambda marks: marks.name and marks.text and marks,
    lambda marks: marks.text,
    lambda marks: marks.name,
)
"""What two can have in common, the most telling first."""


def _join_moved(search: _Search) -> None:
    """Entries under new names; an entry that is gone may be back."""
    marks = {source: _told_of(entry) for source, entry in search.entries.items()}
    for likeness in _LIKENESS:
        for is_gone in (False, True):
            search.join_by(partial(_of_line, likeness, is_gone), partial(_of_entry, likeness, marks))
    search.join_by(lambda line: line.file and (line.at,), lambda entry: (entry.permalink,))


def _of_line(likeness: Callable[[Marks], object], is_gone: bool, line: Line) -> object:
    return likeness(line.marks) if (not line.file) is is_gone else None


def _of_entry(likeness: Callable[[Marks], object], marks: Mapping[str, Marks], entry: Entry) -> object:
    return likeness(marks[entry.source])


def _told_of(entry: Entry) -> Marks:
    """A title without a date is too little to know an entry by: many a firm has had two pages called Prices."""
    marks = marks_of(entry)
    return marks if entry.date else Marks(text=marks.text)


def _resembles(entry: Entry, line: Line) -> bool:
    """Whether a line can tell of this entry; one without marks, which somebody wrote by hand, tells of any."""
    if line.marks == Marks() or line.marks.name == _name(entry):
        return True
    return bool(line.marks.text) and line.marks.text == _text(entry)


def _grouped(values: Iterable[T], key: Callable[[T], object]) -> dict[object, list[T]]:
    groups: dict[object, list[T]] = defaultdict(list)
    for value in values:
        if found := key(value):
            groups[found].append(value)
    return groups


def _fresh(search: _Search, ledger: Ledger, minted: Callable[[Entry], str]) -> dict[str, str]:
    """Ids of new entries at addresses that have given theirs to another: the same with a number."""
    used = {line.id for line in ledger.lines} | {entry.id for entry in search.own}
    known = frozenset(line.id for line in ledger.lines)
    found: dict[str, str] = {}
    for source, entry in search.entries.items():
        if (plain := minted(entry)) in known:
            found[source] = next(id for n in count(2) if (id := f"{plain}{n}") not in used)
            used.add(found[source])
    return found


def _lost(lines: Iterable[Line]) -> Iterator[Problem]:
    for line in lines:
        message = f"'{line.file}' is gone, and nothing here resembles it."
        hint = f"If it has moved, write its new name here; if you took it away, run 'goodword ids' and commit {NAME}."
        yield _warning(Place(line.number), NAME, "GW092", message, hint)


def _changed(search: _Search) -> Iterator[Problem]:
    for entry in search.own:
        if line := search.replaced.get(entry.source):
            message = f"the feeds know this entry as '{line.id}', and to their readers another 'id' makes it new."
            hint = f"Take 'id' out; or, if you mean it, run 'goodword ids' and commit {NAME}."
            yield _warning(entry.place("id"), entry.source, "GW094", message, hint)


def _warning(place: Place, source: str, code: str, message: str, hint: str) -> Problem:
    return problem_at(place, source, code, message, hint, severity=Severity.WARNING)

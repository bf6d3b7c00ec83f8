"""The ledger of identities: a small file of the author's repository, one line for each entry that was published.

A line is JSON, and the whole file is YAML as well:

    "tag:larkfield.example,2026:pricing/": {"file": "prices.md", "at": "prices/", "was": ["pricing/"], "like": "… …"}

The id comes first because it is what never changes: a line keeps its place when its entry moves, and an id stands
in the file once, whatever becomes of its entry. A line without `file` is of an entry that is gone: it says nothing
but that its id is used up.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import ClassVar

from msgspec import Struct, field

from goodword import paths
from goodword.problems import Place, Problem, Sourced, problem_at

NAME = "ids.yml"
"""It stands beside the configuration."""
HEAD = """\
# Which id each published entry has in feeds, so that subscribers do not see old news as new when a file moves.
# 'goodword publish' and 'goodword ids' write it. Commit it with your content, and take no line out.
"""
_KEYS = ("file", "at", "was", "like")
_MARKS = 2
_HINT = "Write it as it was, or take the file's last version from your history."
_CONFLICT = ("<<<<<<<", "|||||||", "=======", ">>>>>>>")
"""Source: git-merge(1), "How conflicts are presented"."""


class Marks(Struct, frozen=True):
    """By what an entry is known again under another name: short digests, empty where there is nothing to go by."""

    name: str = ""
    """Of title and date."""
    text: str = ""
    """Of the body."""


class Line(Sourced, frozen=True, kw_only=True):
    """What the ledger knows of one entry."""

    whereabouts: ClassVar[tuple[str, ...]] = ("number",)
    id: str
    at: str
    """The permalink under which it stands, or last stood."""
    file: str = ""
    """Its source; empty for an entry that is gone."""
    was: tuple[str, ...] = ()
    """Permalinks it had before, the oldest first."""
    marks: Marks = field(default_factory=Marks)
    number: int = 1
    """The line of the file, from 1."""


class Ledger(Struct, frozen=True):
    """Every line, no id twice."""

    lines: tuple[Line, ...] = ()
    problems: tuple[Problem, ...] = ()

    def text(self) -> str:
        """The file, its lines ordered by id."""
        return HEAD + "".join(f"{_written(line)}\n" for line in sorted(self.lines, key=lambda line: line.id))


def read_ledger(text: str) -> Ledger:
    """The ledger of a file's text; a line that cannot be read is a problem, and the others stand."""
    lines: list[Line] = []
    problems: list[Problem] = []
    for number, written in enumerate(text.split("\n"), start=1):
        if written.strip() and not written.lstrip().startswith("#"):
            try:
                lines.append(_line(written, number))
            except _Fault as fault:
                problems.append(problem_at(Place(number, fault.column), NAME, "GW090", *_told(written, fault)))
    return Ledger(tuple(lines), (*problems, *_doubles(lines)))


def _told(written: str, fault: _Fault) -> tuple[str, str]:
    """What is wrong with a line, and the remedy."""
    if written.startswith(_CONFLICT):
        return "a merge was left unfinished here.", "Keep the lines of both sides, each id once, and take the mark out."
    return str(fault), _HINT


class _Fault(ValueError):
    """A line that cannot be read; `column` counts from 1."""

    def __init__(self, message: str, column: int = 1) -> None:
        super().__init__(message)
        self.column = column


def _line(written: str, number: int) -> Line:
    id, told = _pair(written)
    for key in told:
        if key not in _KEYS:
            raise _Fault(f"'{key}' is not a key of this file.", _column(written, id, key))
    was = told.get("was", [])
    if not isinstance(was, list):
        raise _Fault("'was' is a list of texts.", _column(written, id, "was"))
    for address in (told["at"], *was):
        if not _is_address(address):
            raise _Fault(f"'{address}' cannot be an address.", _column(written, id, address))
    file, at, like = (_text(told, key) for key in ("file", "at", "like"))
    name, text = like.split(" ") if like.count(" ") == _MARKS - 1 else ("", "")
    return Line(id=id, at=at, file=file, was=tuple(was), marks=Marks(_mark(name), _mark(text)), number=number)


def _column(written: str, id: str, value: object) -> int:
    """Where a value stands behind the id, or the beginning of the line."""
    return max(0, written.find(json.dumps(value, ensure_ascii=False), len(id) + 2)) + 1


def _text(told: dict[str, object], key: str) -> str:
    value = told.get(key, "")
    if not isinstance(value, str):
        raise _Fault(f"'{key}' is a text.")
    return value


def _pair(written: str) -> tuple[str, dict[str, object]]:
    try:
        read = json.loads("{" + written + "}")
    except json.JSONDecodeError as error:
        # The brace that was put in front makes the offset a column.
        raise _Fault("this line cannot be read.", min(max(1, error.pos), len(written))) from None
    except (ValueError, RecursionError):
        raise _Fault("this line cannot be read.") from None
    (id, told), *more = read.items() or [("", None)]
    if more or not id or not isinstance(told, dict) or "at" not in told:
        raise _Fault('a line is one id with what belongs to it: "ID": {"file": "…", "at": "…"}.')
    return id, told


def _is_address(address: object) -> bool:
    """Whether a redirect can stand there: it becomes the name of a folder."""
    if not isinstance(address, str):
        return False
    try:
        return not address or paths.alias(address) == f"{address}index.html" or address.endswith((".html/", ".htm/"))
    except ValueError:
        return False


def _mark(text: str) -> str:
    return "" if text == "-" else text


def _doubles(lines: Iterable[Line]) -> Iterator[Problem]:
    """An id or a file of which two lines speak; a merge may have kept both."""
    ids: dict[str, int] = {}
    files: dict[str, int] = {}
    for line in lines:
        for name, known in ((line.id, ids), (line.file, files)):
            if name and known.setdefault(name, line.number) != line.number:
                message = f"'{name}' stands on line {known[name]} already."
                yield problem_at(Place(line.number), NAME, "GW091", message, "Keep the line that is right.")


def _written(line: Line) -> str:
    told: dict[str, object] = {"file": line.file} if line.file else {}
    told["at"] = line.at
    if line.was:
        told["was"] = list(line.was)
    if line.marks != Marks():
        told["like"] = f"{line.marks.name or '-'} {line.marks.text or '-'}"
    return f"{_quoted(line.id)}: {_quoted(told)}"


def _quoted(value: object) -> str:
    """JSON with letters of any script as they are, and whatever could end a line escaped."""
    text = json.dumps(value, ensure_ascii=False)
    return text if text.isprintable() else json.dumps(value)

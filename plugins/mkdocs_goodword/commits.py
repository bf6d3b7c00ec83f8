"""From one `git log` to what its commits did to each text, and to the dates in its front matter.

The log is read from the newest commit back. So every name is followed to what it is today, and the end of every
front matter is known at each commit: today's is seen, and each diff tells by how many lines it was another.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date

from msgspec import Struct, field

from goodword.projections.freshness import Change

_HUNK = re.compile(r"@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@")
_KEY = re.compile(r"[\"']?(?:date|updated)\b|\s+[\"']?(?:created|updated)\b", re.IGNORECASE)
"""How a line begins that has a date of the text; further in stand those of corrections, consents and figures."""
_DATED = re.compile(r"\b(?:date|updated|created)[\"']?\s*:\s*[\"']?(\d{4}-\d{2}-\d{2})", re.IGNORECASE)
_DRAFT = re.compile(r"[\"']?draft\b", re.IGNORECASE)
_ESCAPE = re.compile(r"\\([0-7]{3}|.)")
_ESCAPES = {"a": "\a", "b": "\b", "t": "\t", "n": "\n", "v": "\v", "f": "\f", "r": "\r", '"': '"', "\\": "\\"}
_FENCE = "---"
_ENOUGH, _SHARE = 20, 0.05
"""Words, or the share of a text's words, from which a commit changes what it says."""
_EVERYWHERE, _SEVERAL = 0.3, 5
"""The share of all pages, and their least number, from which a commit is housekeeping: a formatter, an import."""


class Touched(Struct):
    """What one commit did to one file."""

    name: str
    old_name: str = ""
    is_new: bool = False
    hunks: list[Hunk] = field(default_factory=list)


class Hunk(Struct):
    """Lines that were taken away and put in their place; `line` is the first of the new ones."""

    line: int
    removed: list[str] = field(default_factory=list)
    added: list[str] = field(default_factory=list)


class Commit(Struct):
    """A commit with the files it touched."""

    name: str
    day: date
    files: list[Touched] = field(default_factory=list)


def commits(lines: Iterable[str]) -> Iterator[Commit]:
    """The commits of a log, as `history.log_of` gives it."""
    commit: Commit | None = None
    file: Touched | None = None
    left = (0, 0)
    for line in lines:
        if any(left) and file and file.hunks and line[:1] in ("-", "+"):
            hunk, is_added = file.hunks[-1], line[0] == "+"
            (hunk.added if is_added else hunk.removed).append(line[1:])
            left = (left[0] - (not is_added), left[1] - is_added)
        elif line.startswith("\x01"):
            if commit:
                yield commit
            name, _, day = line[1:].partition(" ")
            commit, file, left = Commit(name, date.fromisoformat(day)), None, (0, 0)
        elif commit and line.startswith("diff --git "):
            file, left = Touched(_named(line)), (0, 0)
            commit.files.append(file)
        elif file and (match := _HUNK.match(line)):
            left = (int(match.group(2) or 1), int(match.group(4) or 1))
            file.hunks.append(Hunk(int(match.group(3))))
        elif file:
            _header(file, line)
    if commit:
        yield commit


def _named(line: str) -> str:
    """The name after `diff --git`, which stands there twice; a rename tells its two on lines of their own."""
    both = line.removeprefix("diff --git ")
    return _unquoted(both[len(both) // 2 + 1 :]).removeprefix("b/")


def _unquoted(name: str) -> str:
    """A name as it is on disk; one with a quote, a backslash or a control character is written as in C, `-z` or not.

    Source: git-config(1), core.quotePath, which spares only what is beyond ASCII.
    """
    if len(name) < 2 or not (name[0] == name[-1] == '"'):
        return name
    return _ESCAPE.sub(lambda found: _ESCAPES.get(found[1]) or chr(int(found[1], 8)), name[1:-1])


def _header(file: Touched, line: str) -> None:
    if line.startswith("new file"):
        file.is_new = True
    elif line.startswith("rename from "):
        file.old_name = _unquoted(line.removeprefix("rename from "))
    elif line.startswith("rename to "):
        file.name = _unquoted(line.removeprefix("rename to "))


class _File(Struct):
    """What is known of a file of today at the commit that is looked at."""

    fence: int
    """The line on which its front matter ends; 0 where it has none."""
    words: int
    """Words of its text."""
    meaningful: date | None = None
    bump: date | None = None
    """The day of the newest commit that wrote a later date."""
    is_settled: bool = False
    """Whether that commit's fate is known."""


def changes(
    log: Iterable[Commit], texts: Mapping[str, str], ignored: Collection[str] = frozenset()
) -> Mapping[str, Change]:
    """What the commits say of the files of today, by source; `texts` are those files, `ignored` commits say nothing."""
    files = {uri: _File(_fence(text), _count(text)) for uri, text in texts.items()}
    names = {uri: uri for uri in texts}
    for commit in log:
        touched = [(file, names.get(file.name, "")) for file in commit.files]
        many = len(touched) >= max(_SEVERAL, _EVERYWHERE * len(texts))
        for file, uri in touched:
            if uri:
                _take(files[uri], file, commit.day, counts=not many and commit.name not in ignored)
            if file.old_name or file.is_new:
                names.pop(file.name, None)
            if uri and file.old_name:
                names[file.old_name] = uri
    return {uri: Change(file.meaningful, file.bump if file.is_settled else None) for uri, file in files.items()}


def _take(known: _File, file: Touched, day: date, *, counts: bool) -> None:
    """Take one commit into account, and step back before it."""
    removed, added, dates = Counter[str](), Counter[str](), _Dates()
    fence = known.fence
    for hunk in file.hunks:
        inside = _inside(hunk, known.fence)
        fence += inside[0] - inside[1]
        removed.update(word for line in hunk.removed[inside[0] :] for word in line.split())
        added.update(word for line in hunk.added[inside[1] :] for word in line.split())
        dates.see(hunk.removed[: inside[0]], hunk.added[: inside[1]])
    changed = max((added - removed).total(), (removed - added).total())
    if counts and known.meaningful is None and _says_more(changed, known.words, file):
        known.meaningful = day
    if not known.is_settled and (counts or file.is_new):
        _judge_date(known, dates, day, changed=changed > 0, begins=file.is_new or dates.is_first)
    known.words = max(0, known.words - added.total() + removed.total())
    known.fence = max(0, fence)


def _says_more(changed: int, words: int, file: Touched) -> bool:
    return file.is_new or changed >= _ENOUGH or (changed > 0 and changed >= _SHARE * words)


def _judge_date(known: _File, dates: _Dates, day: date, *, changed: bool, begins: bool) -> None:
    """A date is bumped where no word has changed from the date before it, or the first one, up to today."""
    if known.bump and (begins or dates.are_later):
        known.is_settled = True
    elif changed or begins:
        known.is_settled, known.bump = True, None
    elif dates.are_later and not dates.were_ahead_of(day):
        known.bump = day


class _Dates:
    """The dates a commit took out of a front matter and put into it."""

    def __init__(self) -> None:
        self.old, self.new = set[str](), set[str]()
        self.is_first = False
        """Whether the text ceased to be a draft, so that nobody had read another date."""

    def see(self, removed: Iterable[str], added: Iterable[str]) -> None:
        """Take the lines of one hunk into account."""
        self.old |= {day for line in removed if _KEY.match(line) for day in _DATED.findall(line)}
        self.new |= {day for line in added if _KEY.match(line) for day in _DATED.findall(line)}
        self.is_first |= any(map(_DRAFT.match, removed))

    def were_ahead_of(self, day: date) -> bool:
        """Whether the date before had not come: who puts off a text that waits makes nothing look new."""
        return max(self.old, default="") > day.isoformat()

    @property
    def are_later(self) -> bool:
        """Whether the newest date is a later one than before."""
        return bool(self.new) and max(self.new) > max(self.old, default="")


def _inside(hunk: Hunk, fence: int) -> tuple[int, int]:
    """How many of a hunk's removed and added lines belong to the front matter, whose new end is known."""
    added = min(max(0, fence - hunk.line + 1), len(hunk.added))
    if hunk.line > fence or (not hunk.added and hunk.line >= fence):
        return 0, added
    if added == len(hunk.added) and hunk.line + len(hunk.added) <= fence:
        return len(hunk.removed), added
    return (hunk.removed.index(_FENCE) + 1 if _FENCE in hunk.removed else 0), added


def _fence(text: str) -> int:
    lines = text.removeprefix("\ufeff").split("\n")
    if lines[0].strip() != _FENCE:
        return 0
    return next((number for number, line in enumerate(lines[1:], start=2) if line.strip() == _FENCE), 0)


def _count(text: str) -> int:
    return len(" ".join(text.split("\n")[_fence(text) :]).split())

"""The little that must be known of Markdown before anybody renders it: where the heading is."""

from __future__ import annotations

import html
import re

from msgspec import Struct

_ATX = re.compile(r" {0,3}#(?!#)[ \t]*(.+?)[ \t]*#*[ \t]*")
_SETEXT = re.compile(r" {0,3}=+[ \t]*")
_FENCE = re.compile(r" {0,3}(`{3,}(?!.*`)|~{3,})")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_ATTRIBUTES = re.compile(r"[ \t]*\{[:#.][^}]*\}$")
_LINK = re.compile(r"!?\[([^\[\]]*)\](?:\([^)]*\)|\[[^\]]*\])")
_MARKS = re.compile(r"(\*\*|__|~~|==|`+)(?=\S)(.+?)(?<=\S)\1|(?<![\w*])([*_])(?=\S)(.+?)(?<=\S)\3(?![\w*])")
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
_LONGEST = 2000
_HIDDEN = 0xF0000
"""Private-use characters from here on stand for escaped marks while the others are taken out."""
_SPACE = re.compile(r"\s+")


class Heading(Struct, frozen=True):
    """The first h1 of a text; `first` and `last` are its lines, counted from 0."""

    text: str
    first: int
    last: int
    leads: bool
    """Whether nothing but blank lines stands above it."""


class Fenced(Struct, frozen=True):
    """A block of fenced code; `line` is its first line, counted from 0."""

    info: str
    content: str
    text: str
    line: int


def fenced(body: str) -> list[Fenced]:
    """Every closed block of fenced code, in order. Source: CommonMark 0.31, fenced code blocks."""
    found, lines, opened = [], body.split("\n"), -1
    fence = ""
    for number, line in enumerate(lines):
        match = _FENCE.match(line)
        if not match:
            continue
        before, fence = fence, _toggle(fence, match.group(1), line)
        if fence and not before:
            opened = number
        elif before and not fence:
            info = lines[opened].strip().lstrip("`~").strip()
            content, text = lines[opened + 1 : number], lines[opened : number + 1]
            found.append(Fenced(info, "\n".join(content), "\n".join(text), opened))
    return found


def first_heading(body: str) -> Heading | None:
    """The first h1 outside code and comments, if there is one."""
    lines = body.split("\n")
    fence, comment, above = "", False, False
    for number, line in enumerate(lines):
        if not fence and (comment or line.lstrip().startswith("<!--")):
            comment = "-->" not in line
            continue
        if match := _FENCE.match(line):
            fence = _toggle(fence, match.group(1), line)
        elif not fence and (heading := _heading_at(lines, number)):
            return Heading(heading[0], number, number + heading[1], leads=not above)
        above = above or bool(line.strip())
    return None


def without(body: str, heading: Heading) -> str:
    """`body` with the heading's lines blanked, so that every other line keeps its number."""
    lines = body.split("\n")
    for number in range(heading.first, heading.last + 1):
        lines[number] = ""
    return "\n".join(lines)


def plain(text: str) -> str:
    """Inline Markdown as plain text on one line; what is longer than any heading is taken as it is."""
    if len(text) > _LONGEST:
        return _SPACE.sub(" ", text).strip()
    escaped = _ESCAPED.sub(lambda match: chr(_HIDDEN + ord(match.group(1))), text)
    text = _TAG.sub("", _LINK.sub(r"\1", _ATTRIBUTES.sub("", escaped)))
    previous = None
    while previous != text:
        previous, text = text, _MARKS.sub(lambda m: m.group(2) or m.group(4), text)
    shown = "".join(chr(ord(char) - _HIDDEN) if _HIDDEN <= ord(char) < _HIDDEN + 128 else char for char in text)
    return _SPACE.sub(" ", html.unescape(shown)).strip()


def _toggle(fence: str, marks: str, line: str) -> str:
    if not fence:
        return marks
    closes = marks[0] == fence[0] and len(marks) >= len(fence) and not line.strip().strip(marks[0])
    return "" if closes else fence


def _heading_at(lines: list[str], number: int) -> tuple[str, int] | None:
    line = lines[number]
    if match := _ATX.fullmatch(line):
        return match.group(1), 0
    below = lines[number + 1] if number + 1 < len(lines) else ""
    if line.strip() and not line.startswith("    ") and _SETEXT.fullmatch(below):
        return line.strip(), 1
    return None

"""YAML above the text, read so that every value knows where it stands.

Only the shape is read here: scalars keep their text, and `fields` gives them a type when a key asks for one, so
that `title: No` is the word No and `title: 2026` is the year as written. What YAML can do beyond mappings, lists
and scalars (anchors, aliases, tags, several documents) is refused: front matter does not need it, and hostile
input lives there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import yaml
from msgspec import Struct

from goodword.nodes import EMPTY, Mapped, Node, Pair, Scalar, Sequence, is_null
from goodword.problems import Place, Problem, problem_at

MAX_BYTES = 64 * 1024
MAX_DEPTH = 20
_FENCE = "---"
_HEAD = re.compile(r"---[^\S\n]*\n(?:.*\n)*?(?:---|\.\.\.)[^\S\n]*\n")


class Unreadable(Exception):
    """The document cannot be read; says where and how to write it."""

    def __init__(self, place: Place, code: str, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.place, self.code, self.message, self.hint = place, code, message, hint

    def problem(self, source: str) -> Problem:
        """This fault as a value."""
        return problem_at(self.place, source, self.code, self.message, self.hint)


class Document(Struct, frozen=True):
    """A Markdown file taken apart."""

    metadata: Mapped
    body: str
    body_line: int
    """The line of the file on which the body begins, from 1."""


def divided(text: str) -> tuple[str, str]:
    """Front matter, with the lines around it, and what follows; together they are the text."""
    found = _HEAD.match(text)
    return (found.group(), text[found.end() :]) if found else ("", text)


def split(text: str) -> Document:
    """The front matter and the body of a Markdown file.

    Raises Unreadable for a `---` that is never closed and for everything `parse` refuses.
    """
    lines = text.split("\n")
    if lines[0].rstrip() != _FENCE:
        return Document(EMPTY, text, 1)
    for number, line in enumerate(lines[1:], start=2):
        if line.rstrip() in (_FENCE, "..."):
            metadata = parse("\n".join(lines[1 : number - 1]), first_line=2)
            return Document(_mapping(metadata), "\n".join(lines[number:]), number + 1)
    raise Unreadable(
        Place(),
        "GW001",
        "the front matter opened by '---' is never closed.",
        "Put a line with only '---' after the last key.",
    )


def _mapping(node: Node | None) -> Mapped:
    if node is None:
        return EMPTY
    if isinstance(node, Mapped):
        return node
    raise Unreadable(node.place, "GW002", "the front matter is not a list of keys.", "Write 'key: value' lines.")


def parse(text: str, first_line: int = 1) -> Node | None:
    """One YAML document as nodes, or None when it is empty.

    `first_line` is the line of the file on which `text` begins. Raises Unreadable.
    """
    if len(text.encode("utf-8", "surrogatepass")) > MAX_BYTES:
        raise Unreadable(
            Place(first_line), "GW003", "the metadata is larger than 64 KiB.", "Move the text into the body."
        )
    try:
        return _Reader(text, first_line - 1).document()
    except yaml.YAMLError as error:
        raise _explain(error, text, first_line - 1) from None
    except UnicodeError:
        raise Unreadable(Place(first_line), "GW004", "the metadata holds characters that are not text.") from None


def corrected_line(line: str) -> str | None:
    """The line with its value quoted, where an unquoted colon broke it; None where that is not the cause."""
    key, colon, value = line.partition(":")
    value = value.strip()
    if not colon or not value or value[0] in "\"'|>[{" or ": " not in value + " ":
        return None
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return f'{key}: "{escaped}"'


def _explain(error: yaml.YAMLError, text: str, offset: int) -> Unreadable:
    mark = getattr(error, "problem_mark", None)
    if mark is None:
        return Unreadable(Place(offset + 1), "GW004", "the metadata holds characters that YAML does not allow.")
    place = Place(mark.line + 1 + offset, mark.column + 1)
    lines = text.split("\n")
    fixed = corrected_line(lines[mark.line]) if mark.line < len(lines) else None
    if fixed:
        message = "a value with a colon must be quoted."
        return Unreadable(place, "GW005", message, f"Write: {fixed}")
    detail = str(getattr(error, "problem", None) or "it cannot be read")
    return Unreadable(place, "GW006", f"this is not valid YAML: {detail}.", "Check the quotes and the indentation.")


class _Reader:
    """Turns the parser's events into nodes, refusing what front matter does not need."""

    def __init__(self, text: str, offset: int) -> None:
        self.offset = offset
        self.depth = 0
        self.events: Iterator[yaml.Event] = yaml.parse(text, Loader=yaml.CSafeLoader)

    def document(self) -> Node | None:
        node: Node | None = None
        documents = 0
        for event in self.events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    raise self._refusal(event, "a second document begins here.", "Remove the line '---'.")
            elif isinstance(event, yaml.NodeEvent):
                node = self._node(event)
        return None if node is not None and is_null(node) else node

    def _node(self, event: yaml.Event) -> Node:
        self._check(event)
        if isinstance(event, yaml.ScalarEvent):
            return Scalar(event.value, self._place(event), not event.style)
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise self._refusal(event, "values are nested more than 20 levels deep.", "Flatten them.")
        node = self._sequence(event) if isinstance(event, yaml.SequenceStartEvent) else self._mapped(event)
        self.depth -= 1
        return node

    def _check(self, event: yaml.Event) -> None:
        if isinstance(event, yaml.AliasEvent):
            raise self._refusal(event, f"'*{event.anchor}' is a YAML alias.", "Write the value out, or quote it.")
        anchor = getattr(event, "anchor", None)
        if anchor is not None:
            raise self._refusal(event, f"'&{anchor}' is a YAML anchor.", "Write the value out, or quote it.")
        tag = getattr(event, "tag", None)
        if tag is not None and tag != "!":
            raise self._refusal(event, f"'{tag}' is a YAML tag.", "Write the plain value, or quote it.")

    def _sequence(self, start: yaml.Event) -> Sequence:
        items = []
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            items.append(self._node(event))
        return Sequence(tuple(items), self._place(start))

    def _mapped(self, start: yaml.Event) -> Mapped:
        pairs: dict[str, Pair] = {}
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            key = self._node(event)
            if not isinstance(key, Scalar):
                raise self._refusal(event, "a key is a list or a mapping.", "Write a word before the colon.")
            if key.text in pairs:
                first = pairs[key.text].place.line
                raise Unreadable(
                    key.place, "GW007", f"'{key.text}' is set twice (first on line {first}).", "Keep one of them."
                )
            pairs[key.text] = Pair(key.text, key.place, self._node(next(self.events)))
        return Mapped(tuple(pairs.values()), self._place(start))

    def _place(self, event: yaml.Event) -> Place:
        mark = event.start_mark
        assert mark is not None, "the parser marks every event"
        return Place(mark.line + 1 + self.offset, mark.column + 1)

    def _refusal(self, event: yaml.Event, message: str, hint: str) -> Unreadable:
        return Unreadable(self._place(event), "GW008", message, hint)

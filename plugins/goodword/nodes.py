"""What YAML says before anybody gives it a type: every value with its place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msgspec import Struct

from goodword.problems import Place


class Scalar(Struct, frozen=True):
    """Text as written; `plain` is False when it was quoted or a block scalar."""

    text: str
    place: Place
    plain: bool


class Sequence(Struct, frozen=True):
    """A YAML list."""

    items: tuple[Node, ...]
    place: Place


class Pair(Struct, frozen=True):
    """One key of a mapping: the key as written, where it stands, and its value."""

    key: str
    place: Place
    value: Node


class Mapped(Struct, frozen=True):
    """A YAML mapping; keys are unique."""

    pairs: tuple[Pair, ...]
    place: Place

    def __iter__(self) -> Iterator[Pair]:
        return iter(self.pairs)


Node = Scalar | Sequence | Mapped

EMPTY = Mapped((), Place())


_NULLS = frozenset({"", "~", "null", "Null", "NULL"})


def is_null(node: Node) -> bool:
    """Whether the author left the value out."""
    return isinstance(node, Scalar) and node.plain and node.text in _NULLS


_WORDS: Mapping[str, bool] = {"true": True, "false": False}


def plain_value(node: Node) -> object:
    """The node as ordinary values by YAML 1.2's core schema, for `meta` and for the host's own keys."""
    if isinstance(node, Sequence):
        return [plain_value(item) for item in node.items]
    if isinstance(node, Mapped):
        return {pair.key: plain_value(pair.value) for pair in node}
    if not node.plain:
        return node.text
    if is_null(node):
        return None
    if node.text.lower() in _WORDS:
        return _WORDS[node.text.lower()]
    return _number(node.text)


def _number(text: str) -> object:
    if len(text) > 18:
        return text
    try:
        return int(text)
    except ValueError:
        pass
    try:
        return float(text) if text[:1] in "+-.0123456789" else text
    except ValueError:
        return text

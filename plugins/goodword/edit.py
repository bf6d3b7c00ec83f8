"""Changing one key of a file's metadata and leaving every other byte as its author wrote it."""

from __future__ import annotations

import re

from goodword.front_matter import Unreadable, split
from goodword.nodes import Mapped, Pair, Scalar

_PLAIN = re.compile(r"[^\W\d_][^:#\[\]{}&*!|>'\"%@`\n]*", re.UNICODE)
_WORDS = frozenset({"true", "false", "yes", "no", "on", "off", "null", "~"})


def quoted(text: str) -> str:
    """`text` as a YAML value: plain where that is safe, else in double quotes."""
    if _PLAIN.fullmatch(text) and text.strip() == text and text.lower() not in _WORDS:
        return text
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(char if char.isprintable() else f"\\U{ord(char):08x}" for char in escaped) + '"'


def with_key(text: str, key: str, value: str) -> str:
    """The file with `key: value` in its front matter: in the place of the old value, else as the last key.

    `value` is YAML as it shall stand. Raises front_matter.Unreadable.
    """
    metadata = _one_key_a_line(text)
    lines = text.split("\n")
    pair = _pair(metadata, key)
    if pair:
        first, last = _lines_of(pair, metadata, lines)
        lines[first:last] = [
            f"{lines[first][: pair.place.column - 1]}{pair.key}: {value}{_comment(pair, lines[first])}"
        ]
    elif lines[0].rstrip() == "---":
        lines.insert(_closing(lines), f"{key}: {value}")
    else:
        lines[:0] = ["---", f"{key}: {value}", "---", ""]
    return "\n".join(lines)


def with_date(text: str, day: str) -> str:
    """The file with `day` as its date of publication, in whichever of the two forms it writes dates."""
    outer = _pair(_one_key_a_line(text), "date")
    is_mapping = outer is not None and isinstance(outer.value, Mapped)
    return with_nested_key(text, "date", "created", day) if is_mapping else with_key(text, "date", day)


def with_nested_key(text: str, key: str, child: str, value: str) -> str:
    """The file with `child: value` inside the mapping `key`, or as a key of its own where `key` is no mapping."""
    outer = _pair(_one_key_a_line(text), key)
    if outer is None or not isinstance(outer.value, Mapped):
        return with_key(text, child, value)
    lines = text.split("\n")
    inner = _pair(outer.value, child)
    if inner is None:
        return "\n".join(_with_child(lines, outer, f"{child}: {value}"))
    line, column = inner.value.place.line - 1, inner.value.place.column - 1
    old = re.match(r"[^\s,}]*", lines[line][column:])
    lines[line] = lines[line][:column] + value + lines[line][column + len(old.group() if old else "") :]
    return "\n".join(lines)


def _with_child(lines: list[str], outer: Pair, child: str) -> list[str]:
    line, column = outer.value.place.line - 1, outer.value.place.column - 1
    if line == outer.place.line - 1:
        lines[line] = f"{lines[line][: column + 1]}{child}, {lines[line][column + 1 :]}"
        return lines
    return [*lines[:line], f"{' ' * column}{child}", *lines[line:]]


def _one_key_a_line(text: str) -> Mapped:
    """The metadata, where every key has a line of its own. Raises Unreadable where it has not."""
    metadata = split(text).metadata
    places = [pair.place for pair in metadata]
    if any(place.column > 1 for place in places) or len({place.line for place in places}) < len(places):
        raise Unreadable(metadata.place, "GW009", "metadata in braces cannot be changed here.", "Write one key a line.")
    return metadata


def without_key(text: str, key: str) -> str:
    """The file without `key`. Raises front_matter.Unreadable."""
    metadata = _one_key_a_line(text)
    pair = _pair(metadata, key)
    if not pair:
        return text
    lines = text.split("\n")
    first, last = _lines_of(pair, metadata, lines)
    del lines[first:last]
    return "\n".join(lines)


def _comment(pair: Pair, line: str) -> str:
    """What the author noted behind a plain value on the same line."""
    if not isinstance(pair.value, Scalar) or not pair.value.plain:
        return ""
    match = re.search(r"\s+#.*$", line)
    return match.group() if match else ""


def _pair(metadata: Mapped, key: str) -> Pair | None:
    return next((pair for pair in metadata if pair.key.lower() == key), None)


def _lines_of(pair: Pair, metadata: Mapped, lines: list[str]) -> tuple[int, int]:
    """The lines a key and its value take up, as a slice; comments before the next key stay with that."""
    later = [other.place.line - 1 for other in metadata if other.place.line > pair.place.line]
    end = min(later, default=_closing(lines))
    while end > pair.place.line and (not lines[end - 1].strip() or lines[end - 1].lstrip().startswith("#")):
        end -= 1
    return pair.place.line - 1, end


def _closing(lines: list[str]) -> int:
    return next(n for n, line in enumerate(lines) if n and line.rstrip() in ("---", "..."))

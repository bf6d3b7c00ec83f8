"""Setting a title: as large as it fits, its lines about as long as one another."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence

from msgspec import Struct

from mkdocs_goodword.cards.faces import width

SIZES = (84, 74, 64, 56, 48, 42)
LEADING = 1.14
_WHOLE = 56
"""From this size down a word that is longer than a line is parted, and not set smaller still."""
_MEASURED = 64
"""The size in which pieces are measured; others follow from it."""
_SLACK = 0.98
"""Hinting makes a line a little wider or narrower than its measure."""
_WIDE = ("W", "F")
"""East Asian letters, between which a line may end (UAX 11, UAX 14)."""
_NEVER_FIRST = "。、，．：；！？）」』】〉》・ー々’”"


class Piece(Struct, frozen=True):
    """What stays on one line, its width in units of the size, and whether a space stands before it."""

    text: str
    wide: float
    spaced: bool


class Block(Struct, frozen=True):
    """Lines of one size."""

    size: int
    lines: tuple[str, ...]


def block(text: str, wide: int, high: int) -> Block:
    """The text in the largest size in which it fits; what does not fit in the smallest ends with an ellipsis."""
    pieces = _pieces(text)
    space = width(" ", _MEASURED) / _MEASURED
    for size in SIZES:
        room = wide * _SLACK / size
        parts = [part for piece in pieces for part in _cut(piece, room)] if size <= _WHOLE else pieces
        lines = _filled(parts, space, room)
        most = int(high / (size * LEADING))
        if len(lines) <= most and all(_wide(line, space) <= room for line in lines):
            return Block(size, tuple(_text(line) for line in _balanced(parts, space, room, len(lines))))
    kept = [_text(line) for line in lines[:most]]
    return Block(size, (*kept[:-1], _ended(kept[-1])))


def _pieces(text: str) -> list[Piece]:
    return [
        Piece(part, width(part, _MEASURED) / _MEASURED, at == 0 and number > 0)
        for number, word in enumerate(text.split())
        for at, part in enumerate(_parts(word))
    ]


def _parts(word: str) -> Iterator[str]:
    """A word, or the places in one at which East Asian text may be broken."""
    part = ""
    for letter in word:
        breaks = unicodedata.east_asian_width(letter) in _WIDE and letter not in _NEVER_FIRST
        if part and (breaks or (unicodedata.east_asian_width(part[-1]) in _WIDE and letter.isalnum())):
            yield part
            part = ""
        part += letter
    yield part


def _filled(pieces: Sequence[Piece], space: float, room: float) -> list[list[Piece]]:
    """Lines, each as full as it gets."""
    lines: list[list[Piece]] = []
    taken = 0.0
    for piece in pieces:
        more = piece.wide + (space if piece.spaced else 0.0)
        if lines and taken + more <= room:
            lines[-1].append(piece)
            taken += more
        else:
            lines.append([piece])
            taken = piece.wide
    return lines


def _balanced(pieces: Sequence[Piece], space: float, room: float, count: int) -> list[list[Piece]]:
    """As few lines, and as narrow as they can be."""
    low, high = 0.0, room
    for _ in range(7):
        middle = (low + high) / 2
        lines = _filled(pieces, space, middle)
        fits = len(lines) <= count and all(_wide(line, space) <= middle for line in lines)
        low, high = (low, middle) if fits else (middle, high)
    return _filled(pieces, space, high)


def _wide(line: Sequence[Piece], space: float) -> float:
    return sum(piece.wide + (space if piece.spaced and at else 0.0) for at, piece in enumerate(line))


def _text(line: Sequence[Piece]) -> str:
    return "".join(f" {piece.text}" if piece.spaced and at else piece.text for at, piece in enumerate(line))


def _cut(piece: Piece, room: float) -> Iterator[Piece]:
    """A word that is longer than a line, in parts that are not; no mark is parted from its letter."""
    if piece.wide <= room:
        yield piece
        return
    most = max(1, int(len(piece.text) * room / piece.wide * 0.9))
    start = 0
    while start < len(piece.text):
        end = min(start + most, len(piece.text))
        while end < len(piece.text) and unicodedata.category(piece.text[end])[0] == "M":
            end += 1
        part = piece.text[start:end]
        yield Piece(part, piece.wide * len(part) / len(piece.text), piece.spaced and start == 0)
        start = end


def _ended(line: str) -> str:
    """The line with an ellipsis in the place of its last word, or of its last letters where it is one word."""
    before, _, last = line.rpartition(" ")
    return f"{before or last[:-2]}…"

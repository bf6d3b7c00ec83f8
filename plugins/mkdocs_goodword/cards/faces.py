"""Faces: which of our fonts has a letter, and how wide a text is in them.

Only the fonts that come with Goodword are used, so that the same content gives the same card on every machine.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby
from pathlib import Path

from msgspec import Struct
from PIL import ImageFont, features

from mkdocs_goodword.cards.values import is_shaped
from mkdocs_goodword.words import THEME

_WEIGHT = 500
_NONE = "\U0010ffff"
"""A code point that no font has a glyph for."""
_OWN = THEME / "assets" / "goodword" / "fonts"
_NOTO = Path(__file__).parent / "fonts"
_PATHS = (
    _OWN / "newsreader-latin.woff2",
    _OWN / "newsreader-latin-ext.woff2",
    *(
        _NOTO / f"{name}.woff2"
        for name in (
            *("noto-serif-vietnamese", "noto-serif-greek", "noto-serif-greek-ext", "noto-serif-cyrillic"),
            *("noto-serif-cyrillic-ext", "noto-naskh-arabic", "noto-serif-hebrew", "noto-serif-devanagari"),
            *("noto-serif-bengali", "noto-serif-tamil", "noto-serif-thai", "noto-serif-georgian"),
            *("noto-serif-armenian", "noto-sans-sc", "noto-sans-kr"),
        )
    ),
)
"""In the order in which they are asked for a letter."""
CAN_SHAPE = bool(features.check("raqm"))
"""Whether scripts that need it can be set here: Pillow finds FriBiDi on the machine, or does not."""


class UnknownLetterError(Exception):
    """A letter that none of our fonts has, or that cannot be set here."""


class Run(Struct, frozen=True):
    """Letters of one face and one direction."""

    text: str
    face: int
    rtl: bool


@lru_cache(maxsize=256)
def font(face: int, size: int) -> ImageFont.FreeTypeFont:
    """A face in a size, in pixels, that has set something before.

    FreeType works out what hinting needs when it loads a face's first letter, and sets that text a little otherwise
    than it does from then on: a card would depend on which of them a process draws first.
    """
    made = ImageFont.truetype(str(_PATHS[face]), size)
    if _PATHS[face].parent == _OWN:
        made.set_variation_by_axes([_WEIGHT])
    made.getlength(" ")
    return made


def is_rtl(text: str) -> bool:
    """Whether a text runs from right to left: its first letter with a direction says (UAX 9, P2 and P3)."""
    return next((way != "L" for way in map(unicodedata.bidirectional, text) if way in ("L", "R", "AL")), False)


def printable(text: str) -> str:
    """The text without symbols that no face has. Raises UnknownLetterError for letters."""
    return " ".join("".join(letter for letter in text if _is_known(letter)).split())


def _is_known(letter: str) -> bool:
    if not CAN_SHAPE and is_shaped(letter):
        raise UnknownLetterError(letter)
    if _face_of(letter) is not None:
        return True
    if unicodedata.category(letter)[0] in "LN":
        raise UnknownLetterError(letter)
    return False


@lru_cache(maxsize=8192)
def _face_of(letter: str) -> int | None:
    return next((face for face in range(len(_PATHS)) if _has(face, letter)), None)


@lru_cache(maxsize=65536)
def _has(face: int, letter: str) -> bool:
    """Whether a face has a letter: it is not drawn as one that is missing."""
    if unicodedata.category(letter) in ("Cf", "Cc", "Cn", "Co", "Cs"):
        return False
    return _shape(face, letter) != _shape(face, _NONE)


@lru_cache(maxsize=8192)
def _shape(face: int, letter: str) -> tuple[tuple[int, int], bytes]:
    mask = _plain(face).getmask(letter)
    return mask.size, bytes(mask)


@lru_cache(maxsize=64)
def _plain(face: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(_PATHS[face]), 24, layout_engine=ImageFont.Layout.BASIC)


def runs(text: str, rtl: bool) -> list[Run]:
    """A line's runs from left to right as they are seen, in a text that is `rtl` or not (UAX 9, L2)."""
    made = list(_logical(text, rtl))
    grouped = [list(group) for _, group in groupby(made, key=lambda run: run.rtl)]
    inner = [list(reversed(group)) if group[0].rtl else group for group in grouped]
    return [run for group in (reversed(inner) if rtl else inner) for run in group]


def _logical(text: str, rtl: bool) -> Iterator[Run]:
    face, start = None, 0
    for at, letter in enumerate(text):
        if face is None or not _goes_on(face, letter):
            if face is not None:
                yield _run(text[start:at], face, rtl)
            face, start = _face_of(letter) or 0, at
    if face is not None:
        yield _run(text[start:], face, rtl)


def _goes_on(face: int, letter: str) -> bool:
    """A run keeps what its face has, unless a face asked before it has the letter: that is its own script's."""
    return _face_of(letter) == face or (not letter.isalpha() and _has(face, letter))


def _run(text: str, face: int, rtl: bool) -> Run:
    has_direction = any(unicodedata.bidirectional(letter) in ("L", "R", "AL") for letter in text)
    return Run(text, face, is_rtl(text) if has_direction else rtl)


@lru_cache(maxsize=16384)
def width(text: str, size: int) -> float:
    """How wide a text is, in pixels."""
    return sum(length(run, size) for run in _logical(text, rtl=False))


def length(run: Run, size: int) -> float:
    """How wide a run is, in pixels."""
    return font(run.face, size).getlength(run.text, direction=direction(run))


def direction(run: Run) -> str | None:
    """As Pillow wants it; it can tell only where it can shape."""
    return ("rtl" if run.rtl else "ltr") if CAN_SHAPE else None

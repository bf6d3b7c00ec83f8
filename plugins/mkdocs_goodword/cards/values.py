"""What a card is drawn with, known before Pillow is loaded: that takes longer than a build that draws nothing."""

from __future__ import annotations

from msgspec import Struct

Colour = tuple[int, int, int]
"""Red, green and blue, from 0 to 255."""
SIZE = (1200, 630)
"""Pixels, as networks ask for."""
_SHAPED = range(0x0590, 0x0F00)
"""Hebrew to Lao: scripts that run from right to left, or whose letters change with their neighbours."""


class Colours(Struct, frozen=True):
    """The firm's."""

    paper: Colour
    ink: Colour
    accent: Colour


def rgb(text: str) -> Colour:
    """`#1d5b47` or `#abc` as red, green and blue."""
    digits = text.removeprefix("#")
    whole = digits if len(digits) == 6 else "".join(digit * 2 for digit in digits)
    return int(whole[:2], 16), int(whole[2:4], 16), int(whole[4:], 16)


def is_shaped(text: str) -> bool:
    """Whether a text has letters that only Pillow with FriBiDi can set."""
    return any(ord(letter) in _SHAPED for letter in text)

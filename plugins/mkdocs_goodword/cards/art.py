"""What stands beside the words: a composition of plain shapes in the firm's colours, chosen by the title.

There are few of them, so that a site of many cards draws each once.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache

from msgspec import Struct
from PIL import Image, ImageDraw

from mkdocs_goodword.cards.values import SIZE, Colour, Colours

PANEL = 300
"""Pixels of the width that the composition takes."""
_SCALE = 3
"""Shapes are drawn this much larger, for smooth edges."""
VARIETY = 24


def mixed(one: Colour, other: Colour, share: float) -> Colour:
    """`share` of the one, the rest of the other."""
    red, green, blue = (round(a * share + b * (1 - share)) for a, b in zip(one, other, strict=True))
    return red, green, blue


INK, ACCENT = 5, 10
"""Where in the palette the two colours of text stand; each after five steps from the paper, which is the first."""


@lru_cache(maxsize=4)
def palette(colours: Colours) -> list[Colour]:
    """Sixteen colours: paper, five steps to ink, five to accent, and what the composition needs."""
    steps = [mixed(colour, colours.paper, n / 5) for colour in (colours.ink, colours.accent) for n in range(1, 6)]
    tints = [mixed(colours.accent, colours.paper, share) for share in (0.14, 0.3, 0.5, 0.7)]
    return [colours.paper, *steps, *tints, mixed(colours.ink, colours.accent, 0.35)]


@lru_cache(maxsize=VARIETY * 4)
def ground(colours: Colours, variant: int, mirrored: bool) -> Image.Image:
    """The paper with its composition, in the colours of the palette."""
    known = palette(colours)
    whole = Image.new("RGB", SIZE, colours.paper)
    panel = _panel(colours, variant).reduce(_SCALE)
    whole.paste(panel, (0 if mirrored else SIZE[0] - PANEL, 0))
    table = Image.new("P", (1, 1))
    table.putpalette([part for colour in known for part in colour])
    made = whole.quantize(palette=table, dither=Image.Dither.NONE)
    made.putpalette([part for colour in known for part in colour])
    return made


def _panel(colours: Colours, variant: int) -> Image.Image:
    image = Image.new("RGB", (PANEL * _SCALE, SIZE[1] * _SCALE), mixed(colours.accent, colours.paper, 0.14))
    draw = ImageDraw.Draw(image)
    kind, step = variant % len(_KINDS), variant // len(_KINDS)
    half, dark = mixed(colours.accent, colours.paper, 0.5), mixed(colours.ink, colours.accent, 0.35)
    _KINDS[kind](Pen(draw), step, (half, colours.accent, dark))
    return image


class Pen(Struct, frozen=True):
    """Draws in pixels of the card."""

    draw: ImageDraw.ImageDraw

    def box(self, left: int, top: int, right: int, bottom: int, colour: Colour) -> None:
        """A rectangle."""
        self.draw.rectangle([left * _SCALE, top * _SCALE, right * _SCALE - 1, bottom * _SCALE - 1], fill=colour)

    def disc(self, x: int, y: int, radius: int, colour: Colour) -> None:
        """A circle."""
        self.draw.circle((x * _SCALE, y * _SCALE), radius * _SCALE, fill=colour)

    def shape(self, points: Sequence[tuple[int, int]], colour: Colour) -> None:
        """A polygon."""
        self.draw.polygon([(x * _SCALE, y * _SCALE) for x, y in points], fill=colour)


_Three = tuple[Colour, Colour, Colour]


def _hill(pen: Pen, step: int, colours: _Three) -> None:
    half, accent, dark = colours
    top = 300 + step * 30
    pen.disc(80 + step * 28, 150, 58, half)
    pen.disc(40 + step * 20, top + 330, 340, half)
    pen.disc(260 - step * 10, top + 390, 330, accent)
    pen.box(0, 600, PANEL, 630, dark)


def _roof(pen: Pen, step: int, colours: _Three) -> None:
    half, accent, dark = colours
    left, top = 30 + step * 8, 250 + step * 26
    pen.shape([(left, 630), (left, top + 120), (left + 110, top), (left + 220, top + 120), (left + 220, 630)], half)
    pen.shape([(left + 110, top), (left + 220, top + 120), (PANEL, top + 120), (PANEL, 630), (left + 110, 630)], accent)
    pen.disc(210 - step * 20, 120, 42, dark)


def _bars(pen: Pen, step: int, colours: _Three) -> None:
    half, accent, dark = colours
    for n in range(5):
        high = 140 + (n * 97 + step * 61) % 330
        colour = accent if n == step % 5 else dark if n == (step + 3) % 5 else half
        pen.box(30 + n * 50, 630 - high, 62 + n * 50, 630, colour)


def _arches(pen: Pen, step: int, colours: _Three) -> None:
    half, accent, dark = colours
    middle, top = 150, 240 + step * 24
    for radius, colour in ((150, half), (106, accent), (56, dark)):
        pen.disc(middle, top + 150, radius, colour)
        pen.box(middle - radius, top + 150, middle + radius, 630, colour)


_KINDS: tuple[Callable[[Pen, int, _Three], None], ...] = (_hill, _roof, _bars, _arches)

"""One card as a picture: its words set over its composition, in sixteen colours."""

from __future__ import annotations

from functools import lru_cache
from hashlib import blake2b

from PIL import Image, ImageDraw

from goodword.projections.cards import Card
from mkdocs_goodword.cards import art, faces, setting
from mkdocs_goodword.cards.art import ACCENT, INK, PANEL
from mkdocs_goodword.cards.png import png
from mkdocs_goodword.cards.values import SIZE, Colours, is_shaped

_EDGE = 72
_GAP = 60
_COLUMN = SIZE[0] - PANEL - _EDGE - _GAP
_TITLE = (150, 350)
"""Where titles begin, and how much room they have."""
_RULE = 528
_KICKER, _NAME = 30, 34


def draw(card: Card, colours: Colours) -> bytes:
    """The card as a PNG; where no font of ours has a letter of the title, the firm's name stands alone."""
    title = _printable(card.title) or _printable(card.name)
    rtl = faces.is_rtl(title)
    image = art.ground(colours, _variant(card), rtl).copy()
    left = PANEL + _GAP if rtl else _EDGE
    image.paste(INK, (left, _RULE, left + _COLUMN, _RULE + 1))
    _write(image, _printable(card.kicker), _KICKER, at=(left, 108), rtl=rtl, colour=ACCENT)
    block = setting.block(title, _COLUMN, _TITLE[1])
    for number, line in enumerate(block.lines):
        baseline = _TITLE[0] + round(block.size * (0.8 + number * setting.LEADING))
        _write(image, line, block.size, at=(left, baseline), rtl=rtl, colour=INK)
    if card.title:
        _write(image, _printable(card.name), _NAME, at=(left, 580), rtl=rtl, colour=INK)
    return png(image, art.palette(colours))


def is_whole(card: Card) -> bool:
    """Whether nothing is left out for want of a library that another machine may have."""
    return faces.CAN_SHAPE or not is_shaped(f"{card.kicker}{card.title}{card.name}")


def _printable(text: str) -> str:
    try:
        return faces.printable(text)
    except faces.UnknownLetterError:
        return ""


def _variant(card: Card) -> int:
    return int.from_bytes(blake2b(card.title.encode("utf-8", "surrogatepass"), digest_size=4).digest()) % art.VARIETY


def _write(image: Image.Image, text: str, size: int, *, at: tuple[int, int], rtl: bool, colour: int) -> None:
    """A line of text whose baseline begins at `at`, or ends a column's width away from it."""
    inked = (_label if size < setting.SIZES[-1] else _inked)(text, size, rtl, colour) if text else None
    if inked:
        colours, mask, left, top = inked
        image.paste(colours, (at[0] + left, at[1] + top), mask)


def _inked(text: str, size: int, rtl: bool, colour: int) -> tuple[Image.Image, Image.Image, int, int] | None:
    """A line in a colour, which of its pixels it covers, and where it stands from the beginning of its baseline."""
    mask, left, top = _covered(text, size, rtl)
    if mask is None:
        return None
    data = mask.tobytes()
    inked = Image.frombytes("P", mask.size, data.translate(_STEPS[colour]))
    return inked, Image.frombytes("L", mask.size, data.translate(_INKED)), left, top


def _covered(text: str, size: int, rtl: bool) -> tuple[Image.Image | None, int, int]:
    """How much of each pixel a line covers, if anything, and where that stands from the beginning of its baseline."""
    made = faces.runs(text, rtl)
    lengths = [faces.length(run, size) for run in made] if rtl or len(made) > 1 else [0.0] * len(made)
    mask = Image.new("L", (_COLUMN + 2 * _GAP, size * 2), 0)
    pen = ImageDraw.Draw(mask)
    x, baseline = _GAP + (_COLUMN - sum(lengths) if rtl else 0.0), round(size * 1.3)
    for run, long in zip(made, lengths, strict=True):
        way = faces.direction(run)
        pen.text((x, baseline), run.text, font=faces.font(run.face, size), fill=255, anchor="ls", direction=way)
        x += long
    box = mask.getbbox()
    return (mask.crop(box), box[0] - _GAP, box[1] - baseline) if box else (None, 0, 0)


_label = lru_cache(maxsize=64)(_inked)
"""What stands on many cards: the firm's name, the names of sections."""
_INKED = bytes(0 if value < 26 else 255 for value in range(256))
_STEPS = {colour: bytes(colour - 5 + max(1, round(value / 51)) for value in range(256)) for colour in (INK, ACCENT)}
"""Palette indexes for how much of a pixel a letter covers."""

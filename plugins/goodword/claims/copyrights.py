"""Copyright years: what stands after the mark, and whose it is."""

from __future__ import annotations

import re
from html import unescape

from msgspec import Struct

_MARK = r"(?:©|&copy;|\(c\)|\bcopyright\b)(?:\s|©|&copy;|:){0,6}"
_NO_NAME = r"(?!(?:copyright|in|on|since|from|until|before|after|during)\b)"
_NAMED = rf"(?:{_NO_NAME}[^\W\d_][\w.&'’-]{{0,40}},?\s|&(?:amp;)?\s){{0,6}}?"
"""Up to six words of a name; a preposition before the year makes a sentence of it."""
_YEARS = r"(?:\d{4}\s?[-–—]\s?)?(?P<year>\d{4})(?!\d|/|\s?[-–—]\s?\d)"
_PATTERN = re.compile(f"{_MARK}(?P<by>{_NAMED}){_YEARS}", re.IGNORECASE)


class Copyright(Struct, frozen=True):
    """A mark with its last year, in a text or in a line of HTML."""

    words: str
    """As they stand."""
    at: int
    """Characters before it."""
    by: str
    """Whoever is named between the mark and the year; often nobody."""
    year: int


def copyright_in(text: str) -> Copyright | None:
    """The first copyright of a text that has a year."""
    match = _PATTERN.search(text)
    return match and Copyright(match.group(), match.start(), unescape(match["by"]).strip(" ,"), int(match["year"]))

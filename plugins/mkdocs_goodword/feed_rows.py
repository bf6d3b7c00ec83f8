"""A written item of a feed as a row."""

from __future__ import annotations

from goodword.projections.feeds import FORMATS, Written
from mkdocs_goodword.cache.fingerprints import digest

_LENGTH = 4
"""Bytes that tell the length of each part of a row."""


def row_of(told: bytes) -> bytes:
    """The key of an item's row, by what the item is made of."""
    return digest("feed item", told)


def joined(written: Written) -> bytes:
    """An item in every format as one row."""
    lengths = (len(part).to_bytes(_LENGTH, "little") for part in written)
    return b"".join([*lengths, *written])


def parted(row: bytes) -> Written:
    """The parts of a row, in the order of the formats."""
    lengths = [int.from_bytes(row[at : at + _LENGTH], "little") for at in range(0, _LENGTH * len(FORMATS), _LENGTH)]
    parts, at = [], _LENGTH * len(FORMATS)
    for length in lengths:
        parts.append(row[at : at + length])
        at += length
    return tuple(parts)

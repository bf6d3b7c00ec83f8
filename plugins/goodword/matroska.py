"""What a WebM file plays, from its head. Sources: RFC 8794 (EBML), RFC 9559 (Matroska), the WebM guidelines."""

from __future__ import annotations

import struct
from collections.abc import Iterator

from msgspec import Struct

HEAD = 1 << 20
"""Bytes in which description and tracks stand: writers put both before the first picture."""
_HEADER, _DOC_TYPE = 0x1A45DFA3, 0x4282
_SEGMENT, _INFO, _SCALE, _DURATION = 0x18538067, 0x1549A966, 0x2AD7B1, 0x4489
_TRACKS, _TRACK, _TRACK_TYPE = 0x1654AE6B, 0xAE, 0x83
_VIDEO, _SOUND = 1, 2
_MILLISECOND = 10**6
_LONGEST_ID, _LONGEST_SIZE = 4, 8
_UNKNOWN_SIZE = tuple((1 << 7 * n) - 1 for n in range(_LONGEST_SIZE + 1))
_LONGEST = 10**7
Element = tuple[int, int, int]
"""Id, and where its content begins and ends."""


class Plays(Struct, frozen=True):
    """Whether there are pictures, or sound alone, and for how many seconds; 0 where the file does not say."""

    video: bool
    seconds: float


def read(head: bytes) -> Plays | None:
    """What the file with this head plays; None where it is no WebM, or has neither pictures nor sound."""
    top = {id: (begin, end) for id, begin, end in _elements(head, 0, len(head))}
    header, segment = top.get(_HEADER), top.get(_SEGMENT)
    if not head.startswith(b"\x1a\x45\xdf\xa3") or header is None or segment is None:
        return None
    if _first(head, header, _DOC_TYPE).rstrip(b"\0") != b"webm":
        return None
    parts = {id: (begin, end) for id, begin, end in _elements(head, *segment)}
    kinds = _kinds(head, parts.get(_TRACKS, (0, 0)))
    if not kinds & {_VIDEO, _SOUND}:
        return None
    return Plays(_VIDEO in kinds, _seconds(head, parts.get(_INFO, (0, 0))))


def _kinds(head: bytes, tracks: tuple[int, int]) -> set[int]:
    found = ((begin, end) for id, begin, end in _elements(head, *tracks) if id == _TRACK)
    return {int.from_bytes(_first(head, track, _TRACK_TYPE), "big") for track in found}


def _seconds(head: bytes, info: tuple[int, int]) -> float:
    scale = int.from_bytes(_first(head, info, _SCALE), "big") or _MILLISECOND
    data = _first(head, info, _DURATION)
    ticks = struct.unpack(">f" if len(data) == 4 else ">d", data)[0] if len(data) in (4, 8) else 0.0
    seconds = float(ticks * scale / 10**9)
    return seconds if 0 < seconds < _LONGEST else 0.0


def _first(head: bytes, within: tuple[int, int], wanted: int) -> bytes:
    """The content of the first element of an id; empty where there is none."""
    return next((head[begin:end] for id, begin, end in _elements(head, *within) if id == wanted), b"")


def _elements(data: bytes, at: int, end: int) -> Iterator[Element]:
    """The elements that stand side by side; the first that makes no sense is the last."""
    while at < end:
        id, at = _number(data, at, _LONGEST_ID, marked=True)
        size, begin = _number(data, at, _LONGEST_SIZE, marked=False)
        if not id or begin > end:
            return
        unknown = size == _UNKNOWN_SIZE[begin - at]
        at = end if unknown else min(begin + size, end)
        yield id, begin, at


def _number(data: bytes, at: int, longest: int, *, marked: bool) -> tuple[int, int]:
    """A number of variable length (RFC 8794, 4), with its length's mark or without, and where it ends; 0 for none."""
    first = data[at] if at < len(data) else 0
    length = 9 - first.bit_length()
    if not first or length > longest or at + length > len(data):
        return 0, len(data) + 1
    value = int.from_bytes(data[at : at + length], "big")
    return (value if marked else value & _UNKNOWN_SIZE[length]), at + length

"""A picture of sixteen colours as a PNG, in under half of the time that Pillow's own writer takes."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable

from PIL import Image

_BITS, _INDEXED = 4, 3
_FILTER = 8 // _BITS
"""Pixels of nothing before each row, which read as the byte that says that the row is not filtered."""
_HEAD = b"\x89PNG\r\n\x1a\n"


def png(image: Image.Image, palette: Iterable[tuple[int, int, int]]) -> bytes:
    """The bytes of an image of mode P whose indexes are below 16. Source: PNG, third edition, 5 and 11."""
    wide, high = image.size
    framed = Image.new("P", (wide + _FILTER, high), 0)
    framed.paste(image, (_FILTER, 0))
    rows = framed.tobytes("raw", "P;4")
    squeeze = zlib.compressobj(1, zlib.DEFLATED, 15, 9, zlib.Z_RLE)
    colours = bytes(part for colour in palette for part in colour)
    return b"".join(
        [
            _HEAD,
            _chunk(b"IHDR", struct.pack(">IIBBBBB", wide, high, _BITS, _INDEXED, 0, 0, 0)),
            _chunk(b"PLTE", colours),
            _chunk(b"IDAT", squeeze.compress(rows) + squeeze.flush()),
            _chunk(b"IEND", b""),
        ]
    )


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

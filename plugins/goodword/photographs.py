"""Photographs without what they tell of their maker: position, camera, author. Pixels stay as they are, byte for byte.

Orientation and the colour profile are kept, because without them the picture looks wrong.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

_JPEG, _PNG = b"\xff\xd8", b"\x89PNG\r\n\x1a\n"
_START_OF_SCAN, _END, _COMMENT = 0xDA, 0xD9, 0xFE
_APP0, _APP1, _APP2, _APP14, _APP15 = 0xE0, 0xE1, 0xE2, 0xEE, 0xEF
_ORIENTATION = 0x0112
_SHORT = 3
_PNG_PRIVATE = frozenset({b"eXIf", b"tEXt", b"zTXt", b"iTXt", b"tIME"})
_WEBP_PRIVATE = frozenset({b"EXIF", b"XMP "})
_WEBP_FLAGS = 0x08 | 0x04
"""Of the VP8X chunk: that there are Exif and XMP chunks."""


class UnreadableError(ValueError):
    """The file says it is a picture, and is cut short or broken."""


def stripped(data: bytes) -> bytes:
    """A JPEG, PNG or WebP file without private metadata; what is none of them as it is.

    Raises UnreadableError. Sources: ITU T.81 annex B, Exif 2.32 section 4.6, PNG third edition, WebP container
    specification.
    """
    try:
        if data.startswith(_JPEG):
            return _jpeg(data)
        if data.startswith(_PNG):
            return _PNG + b"".join(chunk for name, chunk in _png_chunks(data) if name not in _PNG_PRIVATE)
        if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
            return _webp(data)
    except (struct.error, IndexError, ValueError) as error:
        raise UnreadableError(str(error)) from None
    return data


def _jpeg(data: bytes) -> bytes:
    out, at = [_JPEG], 2
    while at < len(data):
        if data[at] != 0xFF:
            raise ValueError("no marker")
        marker = data[at + 1]
        if marker in (_START_OF_SCAN, _END):
            return b"".join([*out, data[at:]])
        length = struct.unpack(">H", data[at + 2 : at + 4])[0]
        segment = data[at : at + 2 + length]
        if len(segment) < 2 + length:
            raise ValueError("cut short")
        out.append(_kept(marker, segment))
        at += 2 + length
    raise ValueError("no picture")


def _kept(marker: int, segment: bytes) -> bytes:
    """The segment, what may stay of it, or nothing."""
    if marker == _APP1 and segment[4:10] == b"Exif\0\0":
        turned = _orientation(segment[10:])
        return _exif(turned) if turned > 1 else b""
    if marker == _APP2 and segment[4:15] == b"ICC_PROFILE":
        return segment
    if marker in (_APP0, _APP14):
        return segment
    return b"" if _APP1 <= marker <= _APP15 or marker == _COMMENT else segment


def _orientation(tiff: bytes) -> int:
    """How the picture is to be turned, 1 to 8; 1 where nothing is said."""
    order = {b"II": "<", b"MM": ">"}.get(tiff[:2])
    if order is None:
        return 1
    start = struct.unpack(f"{order}I", tiff[4:8])[0]
    count = struct.unpack(f"{order}H", tiff[start : start + 2])[0]
    for n in range(count):
        field = tiff[start + 2 + 12 * n : start + 14 + 12 * n]
        tag, kind, _, value = struct.unpack(f"{order}HHIH", field[:10])
        if tag == _ORIENTATION and kind == _SHORT:
            return int(value) if 1 <= value <= 8 else 1
    return 1


def _exif(orientation: int) -> bytes:
    """An Exif segment that says the orientation and nothing else."""
    tiff = b"MM\0*" + struct.pack(">IHHHIHHI", 8, 1, _ORIENTATION, _SHORT, 1, orientation, 0, 0)
    body = b"Exif\0\0" + tiff
    return b"\xff\xe1" + struct.pack(">H", len(body) + 2) + body


def _png_chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = len(_PNG)
    while at < len(data):
        length = struct.unpack(">I", data[at : at + 4])[0]
        chunk = data[at : at + 12 + length]
        if len(chunk) < 12 + length:
            raise ValueError("cut short")
        yield chunk[4:8], chunk
        at += 12 + length


def _webp(data: bytes) -> bytes:
    chunks = [_without_flags(name, chunk) for name, chunk in _riff_chunks(data) if name not in _WEBP_PRIVATE]
    body = b"WEBP" + b"".join(chunks)
    return b"RIFF" + struct.pack("<I", len(body)) + body


def _riff_chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = 12
    while at + 8 <= len(data):
        length = struct.unpack("<I", data[at + 4 : at + 8])[0]
        padded = length + length % 2
        chunk = data[at : at + 8 + padded]
        if len(chunk) < 8 + length:
            raise ValueError("cut short")
        yield data[at : at + 4], chunk
        at += 8 + padded


def _without_flags(name: bytes, chunk: bytes) -> bytes:
    if name != b"VP8X":
        return chunk
    return chunk[:8] + bytes([chunk[8] & ~_WEBP_FLAGS & 0xFF]) + chunk[9:]

"""Photographs without what they tell of their maker: position, camera, author. Pixels stay as they are, byte for byte.

Orientation and the colour profile are kept, because without them the picture looks wrong. Whatever follows the
picture in its file (a second picture, a film) is left out.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator

_JPEG, _PNG = b"\xff\xd8", b"\x89PNG\r\n\x1a\n"
_START_OF_SCAN, _END, _COMMENT = 0xDA, 0xD9, 0xFE
_APP0, _APP1, _APP2, _APP14, _APP15 = 0xE0, 0xE1, 0xE2, 0xEE, 0xEF
_INSIDE_SCAN = frozenset({0x00, *range(0xD0, 0xD8)})
"""After 0xFF in a scan: a stuffed byte and the restart markers, which belong to the pixels."""
_ORIENTATION = 0x0112
_SHORT = 3
_PNG_PRIVATE = frozenset({b"tEXt", b"zTXt", b"iTXt", b"tIME"})
_WEBP_EXIF, _WEBP_XMP = 0x08, 0x04
"""Flags of the VP8X chunk."""


_HEIF = frozenset({b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1", b"avif", b"avis"})
"""Brands of HEIC and AVIF (ISO 14496-12, ftyp)."""


class UnreadableError(ValueError):
    """The file says it is a picture, and is cut short or broken."""


def stripped(data: bytes) -> bytes:
    """A JPEG, PNG or WebP file without private metadata; what is none of them as it is.

    Raises UnreadableError. Sources: ITU T.81 annex B, Exif 2.32 section 4.6, PNG third edition, WebP container
    specification.
    """
    try:
        if data.startswith(_JPEG):
            return _JPEG + b"".join(_jpeg_parts(data))
        if data.startswith(_PNG):
            return _PNG + b"".join(_png_parts(data))
        if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
            return _webp(data)
    except (struct.error, IndexError, ValueError) as error:
        raise UnreadableError(str(error)) from None
    if data[:4] in (b"II*\0", b"MM\0*") or (data[4:8] == b"ftyp" and data[8:12] in _HEIF):
        raise UnreadableError("a format whose metadata cannot be taken out here")
    return data


def _jpeg_parts(data: bytes) -> Iterator[bytes]:
    """Each segment that may stay, each scan whole, up to the end of the first picture."""
    at = 2
    while True:
        if data[at] != 0xFF:
            raise ValueError("no marker")
        while data[at + 1] == 0xFF:
            at += 1
        marker = data[at + 1]
        if marker == _END:
            yield b"\xff\xd9"
            return
        length = 2 + struct.unpack(">H", data[at + 2 : at + 4])[0]
        segment = data[at : at + length]
        if len(segment) < length or length < 4:
            raise ValueError("cut short")
        yield _kept(marker, segment)
        at += length
        if marker == _START_OF_SCAN:
            end = _end_of_scan(data, at)
            yield data[at:end]
            at = end


def _end_of_scan(data: bytes, at: int) -> int:
    """Where the next marker stands that is no part of the pixels."""
    while (at := data.find(b"\xff", at)) >= 0 and at + 1 < len(data):
        if data[at + 1] not in _INSIDE_SCAN and data[at + 1] != 0xFF:
            return at
        at += 1 if data[at + 1] == 0xFF else 2
    raise ValueError("the scan never ends")


def _kept(marker: int, segment: bytes) -> bytes:
    """The segment, what may stay of it, or nothing."""
    if marker == _APP1 and segment[4:10] == b"Exif\0\0":
        turned = _orientation(segment[10:])
        return _segment(_APP1, b"Exif\0\0" + _turned(turned)) if turned > 1 else b""
    if marker == _APP2 and segment[4:15] == b"ICC_PROFILE":
        return segment
    if marker in (_APP0, _APP14):
        return segment
    return b"" if _APP1 <= marker <= _APP15 or marker == _COMMENT else segment


def _segment(marker: int, body: bytes) -> bytes:
    return bytes([0xFF, marker]) + struct.pack(">H", len(body) + 2) + body


def _orientation(tiff: bytes) -> int:
    """How the picture is to be turned, 1 to 8; 1 where nothing is said or it cannot be read."""
    order = {b"II": "<", b"MM": ">"}.get(tiff[:2])
    if order is None or len(tiff) < 10:
        return 1
    start = struct.unpack(f"{order}I", tiff[4:8])[0]
    count = struct.unpack(f"{order}H", tiff[start : start + 2].ljust(2, b"\0"))[0]
    for n in range(count):
        field = tiff[start + 2 + 12 * n : start + 14 + 12 * n]
        if len(field) < 10:
            return 1
        tag, kind, _, value = struct.unpack(f"{order}HHIH", field[:10])
        if tag == _ORIENTATION and kind == _SHORT:
            return int(value) if 1 <= value <= 8 else 1
    return 1


def _turned(orientation: int) -> bytes:
    """A TIFF block, as Exif uses it, that says the orientation and nothing else."""
    return b"MM\0*" + struct.pack(">IHHHIHHI", 8, 1, _ORIENTATION, _SHORT, 1, orientation, 0, 0)


def _png_parts(data: bytes) -> Iterator[bytes]:
    at, name = len(_PNG), b""
    while name != b"IEND":
        length = struct.unpack(">I", data[at : at + 4])[0]
        chunk = data[at : at + 12 + length]
        if len(chunk) < 12 + length:
            raise ValueError("cut short")
        name = chunk[4:8]
        if name == b"eXIf":
            turned = _orientation(chunk[8:-4])
            yield _png_chunk(name, _turned(turned)) if turned > 1 else b""
        elif name not in _PNG_PRIVATE:
            yield chunk
        at += 12 + length


def _png_chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def _webp(data: bytes) -> bytes:
    chunks = list(_riff_chunks(data))
    turned = max((_orientation(_tiff_of(body)) for name, body in chunks if name == b"EXIF"), default=1)
    flags = _WEBP_EXIF if turned > 1 else 0
    kept = [_flagged(name, body, flags) for name, body in chunks if name not in (b"EXIF", b"XMP ")]
    if turned > 1:
        kept.append(_riff_chunk(b"EXIF", _turned(turned)))
    body = b"WEBP" + b"".join(kept)
    return b"RIFF" + struct.pack("<I", len(body)) + body


def _tiff_of(body: bytes) -> bytes:
    """Some writers put JPEG's prefix before the block."""
    return body.removeprefix(b"Exif\0\0")


def _riff_chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    end = 8 + struct.unpack("<I", data[4:8])[0]
    if len(data) < end:
        raise ValueError("cut short")
    at = 12
    while at + 8 <= end:
        length = struct.unpack("<I", data[at + 4 : at + 8])[0]
        if at + 8 + length > end:
            raise ValueError("cut short")
        yield data[at : at + 4], data[at + 8 : at + 8 + length]
        at += 8 + length + length % 2


def _riff_chunk(name: bytes, body: bytes) -> bytes:
    return name + struct.pack("<I", len(body)) + body + b"\0" * (len(body) % 2)


def _flagged(name: bytes, body: bytes, flags: int) -> bytes:
    """A chunk; the one that announces the others announces what is still there."""
    if name == b"VP8X":
        body = bytes([body[0] & ~(_WEBP_EXIF | _WEBP_XMP) & 0xFF | flags]) + body[1:]
    return _riff_chunk(name, body)

"""What a photograph tells of its maker is left out; what makes it look right stays."""

from __future__ import annotations

import struct
import zlib

import pytest

from goodword.photographs import UnreadableError, stripped

GPS = b"GPSLatitude 48.85"


def segment(marker: int, body: bytes) -> bytes:
    return bytes([0xFF, marker]) + struct.pack(">H", len(body) + 2) + body


def exif(orientation: int, order: str = "<") -> bytes:
    head = (b"II*\0" if order == "<" else b"MM\0*") + struct.pack(f"{order}I", 8)
    entry = struct.pack(f"{order}HHIHH", 0x0112, 3, 1, orientation, 0)
    return b"Exif\0\0" + head + struct.pack(f"{order}H", 1) + entry + struct.pack(f"{order}I", 0) + GPS


SCAN = b"\xff\xda\x00\x02pixels\xff\xd9"


def jpeg(*segments: bytes) -> bytes:
    return b"\xff\xd8" + b"".join(segments) + SCAN


def chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def riff(*chunks: tuple[bytes, bytes]) -> bytes:
    body = b"WEBP" + b"".join(
        name + struct.pack("<I", len(data)) + data + b"\0" * (len(data) % 2) for name, data in chunks
    )
    return b"RIFF" + struct.pack("<I", len(body)) + body


def test_a_jpeg_keeps_its_pixels_and_its_colour_profile_and_loses_the_rest():
    profile = segment(0xE2, b"ICC_PROFILE\0\1\1profile")
    private = (
        segment(0xE1, exif(1)),
        segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0<x/>"),
        segment(0xED, b"Photoshop 3.0\0by Ann"),
    )
    bare = stripped(jpeg(segment(0xE0, b"JFIF\0"), *private, profile, segment(0xFE, b"a comment")))
    assert bare == jpeg(segment(0xE0, b"JFIF\0"), profile)


@pytest.mark.parametrize("order", ["<", ">"])
@pytest.mark.parametrize("turned", [3, 6, 8])
def test_a_turned_photograph_stays_turned_and_says_nothing_else(order, turned):
    bare = stripped(jpeg(segment(0xE1, exif(turned, order))))
    assert GPS not in bare
    assert b"Exif\0\0MM\0*" in bare
    assert struct.pack(">HHIHH", 0x0112, 3, 1, turned, 0) in bare
    assert bare.endswith(SCAN)


def test_stripping_twice_changes_nothing_more():
    once = stripped(jpeg(segment(0xE1, exif(6))))
    assert stripped(once) == once


def test_a_png_loses_its_texts_times_and_exif_and_keeps_its_profile():
    kept = (chunk(b"IHDR", b"x" * 13), chunk(b"iCCP", b"profile"), chunk(b"IDAT", b"pixels"), chunk(b"IEND", b""))
    private = (chunk(b"tEXt", b"Author\0Ann"), chunk(b"eXIf", GPS), chunk(b"tIME", b"1234567"), chunk(b"iTXt", b"x"))
    signature = b"\x89PNG\r\n\x1a\n"
    assert stripped(signature + kept[0] + b"".join(private) + b"".join(kept[1:])) == signature + b"".join(kept)


def test_a_webp_loses_exif_and_xmp_and_says_so_in_its_flags():
    before = riff(
        (b"VP8X", bytes([0x2C]) + b"\0" * 9),
        (b"ICCP", b"profile"),
        (b"VP8 ", b"pixels"),
        (b"EXIF", GPS),
        (b"XMP ", b"x"),
    )
    assert stripped(before) == riff((b"VP8X", bytes([0x20]) + b"\0" * 9), (b"ICCP", b"profile"), (b"VP8 ", b"pixels"))


@pytest.mark.parametrize("data", [b"", b"text", b"GIF89a", b"RIFF\0\0\0\0WAVEfmt "])
def test_what_is_no_such_picture_stays_as_it_is(data):
    assert stripped(data) == data


@pytest.mark.parametrize(
    "data",
    [
        b"\xff\xd8",
        b"\xff\xd8\xff",
        b"\xff\xd8\xff\xe1\xff\xffcut",
        b"\xff\xd8pixels",
        b"\x89PNG\r\n\x1a\n\0\0\1\0tEXt",
        b"RIFF\xff\0\0\0WEBPEXIF\xff\0\0\0",
    ],
)
def test_a_picture_that_is_cut_short_is_told(data):
    with pytest.raises(UnreadableError):
        stripped(data)

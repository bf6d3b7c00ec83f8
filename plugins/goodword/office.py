"""Whom an Office document names as its makers: Office Open XML (docx, xlsx, pptx) and OpenDocument (odt, ods, odp).

Only the parts that name people are unpacked, and of each no more than its beginning.
"""

from __future__ import annotations

import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO
from typing import cast

from lxml import etree

_PART = 1 << 20
"""Bytes of one part: of a longer text, what follows is not looked at."""
_ALL = 2 << 20
_PARTS = 10_000
"""Of any document. Each is a line of the directory, which zipfile reads whole."""
_DIRECTORY = b"PK\x01\x02"
_PEOPLE = {
    "docProps/core.xml": {"creator": "author", "lastModifiedBy": "last editor"},
    "docProps/app.xml": {"Company": "company", "Manager": "manager"},
    "meta.xml": {"initial-creator": "author", "creator": "last editor", "printed-by": "printed by"},
}
"""Elements whose text is a name (ISO/IEC 29500-2, 8.3; ISO/IEC 29500-1, 22.2; OpenDocument 1.3 part 3, 4.3.2)."""
_REMARKS = re.compile(
    r"content\.xml|word/(?:comments|people|document)\.xml|ppt/(?:commentAuthors|authors)\.xml"
    r"|xl/(?:comments/?(?:comment)?\d*|persons/person\d*)\.xml"
)
"""Parts with comments and tracked changes."""
_NAMING = tuple(
    etree.XPath(path, smart_strings=False)
    for path in (
        "//@*[local-name() = 'author']",  # Word
        "//*[local-name() = 'author']/text()",  # Excel
        "//*[local-name() = 'person']/@displayName",  # Excel since 2019
        "//*[local-name() = 'cmAuthor' or local-name() = 'author']/@name",  # PowerPoint
        "//*[local-name() = 'creator']/text()",  # OpenDocument
    )
)
"""One after another: libxml2 joins two long lists of nodes by comparing each with each."""
_BROKEN = (zipfile.BadZipFile, zlib.error, struct.error, RuntimeError, EOFError, OSError, ValueError, IndexError)
"""What zipfile lets out of a damaged, encrypted or hostile file."""


def named(data: bytes) -> tuple[tuple[str, str], ...]:
    """(what, name) of each maker. Raises ValueError, with the reason, for a file that cannot be read."""
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise ValueError("it is encrypted, or in a format of before 2007")
    if data.count(_DIRECTORY) > _PARTS:
        raise ValueError("it has more parts than are looked at")
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            return tuple(_named(data, archive.infolist()))
    except _BROKEN:
        raise ValueError("it is damaged or encrypted") from None


def _named(data: bytes, directory: list[zipfile.ZipInfo]) -> Iterator[tuple[str, str]]:
    left = _ALL
    parts = {info.filename: info for info in directory}
    chosen = [name for name in parts if name in _PEOPLE or _REMARKS.fullmatch(name)]
    if not chosen:
        raise ValueError("no part of an Office document")
    for name in sorted(chosen, key=lambda name: (name not in _PEOPLE, name == "word/document.xml", name)):
        text = _read(data, parts[name], min(_PART, left))
        left -= len(text)
        yield from _people(text, _PEOPLE[name]) if name in _PEOPLE else _remarks(text)


def _read(data: bytes, part: zipfile.ZipInfo, most: int) -> bytes:
    """The beginning of a part; zipfile would believe the size that a bomb names (PKWARE's APPNOTE, 4.3.7)."""
    if part.flag_bits & 1:
        raise ValueError("it is encrypted")
    if not data.startswith(b"PK\x03\x04", max(part.header_offset, 0)):
        raise ValueError("its directory names no part")
    name, extra = struct.unpack_from("<HH", data, part.header_offset + 26)
    start = part.header_offset + 30 + name + extra
    packed = data[start : start + part.compress_size]
    if part.compress_type == zipfile.ZIP_STORED:
        return packed[:most]
    if part.compress_type != zipfile.ZIP_DEFLATED:
        raise ValueError("packed in a way that Office never uses")
    return zlib.decompressobj(-zlib.MAX_WBITS).decompress(packed, most) if most else b""


def _root(text: bytes) -> etree._Element | None:
    """The tree, also of a text that is cut short; entities stay unread."""
    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True)
    root: etree._Element | None = etree.fromstring(text, parser) if text.strip() else None
    return root


def _people(text: bytes, wanted: dict[str, str]) -> Iterator[tuple[str, str]]:
    root = _root(text)
    for name, what in wanted.items():
        found = root.iter(f"{{*}}{name}") if root is not None else ()
        yield from ((what, element.text or "") for element in found)


def _remarks(text: bytes) -> Iterator[tuple[str, str]]:
    """Whoever commented or changed."""
    root = _root(text)
    if root is None:
        return
    for path in _NAMING:
        yield from (("comment or change", str(name)) for name in cast("list[str]", path(root)))

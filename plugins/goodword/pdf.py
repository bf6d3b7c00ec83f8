"""Whom a PDF names as its makers: the document information and the XMP of the file's last state.

Reading is metered, because a PDF of a few kilobytes can ask for hours: so many objects, so many reads, so much
unpacked, and no search through a damaged file for what its tables do not find.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from io import BytesIO
from typing import IO, cast

from pypdf import PdfReader, apply_configuration, overwrite_configuration
from pypdf.errors import DependencyError, LimitReachedError, PyPdfError
from pypdf.generic import DictionaryObject, IndirectObject, PdfObject, StreamObject, TextStringObject, read_object
from pypdf.xmp import XmpInformation

_OBJECTS = 24
"""The tables, the catalog, the information, the XMP, what packs them: eight or so in an ordinary file."""
_READS = 80_000
"""A table without packing costs one for each object of the file."""
_BYTES = 3 << 19
_UNPACKED = 128 << 10
"""Of the first packed object, halved with every four: predictors are undone a byte at a time."""
_PLAIN = 1 << 20
"""XMP is mostly stored as it is, and the history of a drawing is long."""
_ENTRIES = 50_000
_ELEMENTS = 10_000
_SLICE = 64 << 10
"""Of one packed object: a catalog with all its names is smaller."""
_UNPACKING = (
    *("zlib_maximum_output_length", "lzw_maximum_output_length", "run_length_maximum_output_length"),
    *("brotli_maximum_output_length", "array_based_stream_maximum_output_length", "flate_maximum_row_length"),
)
_LIMITS = {
    "maximum_declared_stream_length": _PLAIN,
    "zlib_maximum_recovery_input_length": _SLICE >> 2,
    "stream_filters_maximum_length": 1,
    "array_maximum_element_count": _ELEMENTS,
    "dictionary_maximum_element_count": _ELEMENTS,
    "xmp_maximum_input_length": _PLAIN,
    "xmp_maximum_element_count": _ELEMENTS,
}
_FACTS = {"author": "/Author", "last editor": "/LastModifiedBy", "company": "/Company", "manager": "/Manager"}
_CUSTOM = {"company": "Company", "manager": "Manager", "last editor": "LastModifiedBy"}
"""What Office writes into the XMP of a PDF, in the namespace of Adobe's pdfx."""
_BROKEN = (
    *(PyPdfError, DependencyError, ValueError, LookupError, TypeError, AttributeError, AssertionError),
    *(ArithmeticError, RuntimeError, OSError, EOFError, struct.error, zlib.error),
)
"""What pypdf lets out of a damaged file."""


class EncryptedError(ValueError):
    """The names cannot be read without a password, or a library that decrypts."""


class ExhaustedError(MemoryError):
    """The file asks for more than it gets. While it reads, pypdf forgives every other error."""


class _Metered:
    """A file of which so much can be read and no more."""

    def __init__(self, data: bytes) -> None:
        self._file = BytesIO(data)
        self.seek, self.tell = self._file.seek, self._file.tell
        self._reads, self._bytes = _READS, _BYTES

    def read(self, size: int = -1) -> bytes:
        """The next bytes. Raises ExhaustedError, also for all that is left: only a repair asks for that."""
        self._reads -= 1
        self._bytes -= max(size, 0)
        if size < 0 or self._reads < 0 or self._bytes < 0:
            raise ExhaustedError
        return self._file.read(size)


class _Reader(PdfReader):
    """Reads so many objects, and no encrypted file."""

    objects = 0

    @property
    def is_encrypted(self) -> bool:
        """False for every file that opens. Raises EncryptedError."""
        if "/Encrypt" in self.trailer:
            raise EncryptedError
        return False

    def read_object_header(self, stream: IO[bytes]) -> tuple[int, int]:
        """Number and generation; every object begins here, packed tables included. Raises ExhaustedError."""
        self.objects += 1
        if self.objects > _OBJECTS:
            raise ExhaustedError
        overwrite_configuration(None, **dict.fromkeys(_UNPACKING, max(_SLICE >> 2, _UNPACKED >> self.objects // 4)))
        return super().read_object_header(stream)


def named(data: bytes) -> tuple[tuple[str, str], ...]:
    """(what, name) of each maker. Raises ValueError, with the reason, for a file that cannot be read."""
    with apply_configuration(None, **_LIMITS):
        try:
            return tuple(_Document(data).named())
        except EncryptedError:
            raise ValueError("it is encrypted") from None
        except (ExhaustedError, LimitReachedError):
            raise ValueError("it is damaged, or asks for more than is looked at") from None
        except _BROKEN:
            raise ValueError("it is damaged") from None


class _Document:
    """An open file, its tables read strictly, because pypdf else visits every object.

    Packages of objects are unpacked here: pypdf reads the whole of one.
    """

    def __init__(self, data: bytes) -> None:
        file = cast("IO[bytes]", _Metered(data))
        self._reader = _Reader(file, strict=True, xref_stream_maximum_entries=_ENTRIES)
        self._packed, self._reader.xref_objStm = self._reader.xref_objStm, {}

    def named(self) -> Iterator[tuple[str, str]]:
        """Whom the information names, then the XMP."""
        trailer = self._reader.trailer
        information = self._at(trailer, "/Info")
        if isinstance(information, DictionaryObject):
            for what, key in _FACTS.items():
                yield what, _text(self._at(information, key))
        catalog = self._at(trailer, "/Root")
        if not isinstance(catalog, DictionaryObject):
            raise ValueError("no catalog")
        xmp = self._at(catalog, "/Metadata")
        if isinstance(xmp, StreamObject):
            yield from _in_xmp(XmpInformation(xmp))

    def _at(self, holder: DictionaryObject, key: str) -> PdfObject | None:
        """The value of a key, followed where it is a reference."""
        value = holder.raw_get(key) if key in holder else None
        if not isinstance(value, IndirectObject):
            return value
        if value.idnum in self._packed:
            return self._unpacked(value.idnum)
        return self._reader.get_object(value)

    def _unpacked(self, number: int) -> PdfObject:
        """One object out of its package: pairs of number and offset, then the objects (ISO 32000-2, 7.5.7)."""
        package = self._reader.get_object(self._packed[number][0])
        first = package.get("/First") if isinstance(package, StreamObject) else None
        if not isinstance(package, StreamObject) or not isinstance(first, int):
            raise TypeError("no package of objects")
        data = package.get_data()
        offsets = dict(zip(*[iter(map(int, data[:first].split()))] * 2, strict=False))
        start = first + offsets[number]
        return read_object(BytesIO(data[start : start + _SLICE]), self._reader)


def _in_xmp(xmp: XmpInformation) -> Iterator[tuple[str, str]]:
    yield from (("author", name) for name in xmp.dc_creator or [])
    custom = xmp.custom_properties
    yield from ((what, custom.get(key, "")) for what, key in _CUSTOM.items())


def _text(value: PdfObject | None) -> str:
    return str(value) if isinstance(value, TextStringObject) else ""

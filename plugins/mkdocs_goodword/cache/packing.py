"""A row as it is kept: packed, under a digest of itself and its key."""

from __future__ import annotations

from hashlib import blake2b
from typing import cast

from isal import isal_zlib

DamagedError = cast("type[Exception]", isal_zlib.error)
"""What unpacking raises for a row that is none."""
_PICTURE = b"\x89PNG"
"""How a value begins that is packed already, and no packed row does (RFC 1950, 2.2)."""
_LEVEL = 1
"""As small as level 1 of zlib makes it, five times as fast."""
_SEAL = 8
"""Bytes of the digest that every row carries of itself: SQLite does not notice a changed byte in a value."""


def pack(key: bytes, value: bytes) -> bytes:
    """A row as it is kept: packed, under a digest of itself and its key."""
    packed = value if value.startswith(_PICTURE) else isal_zlib.compress(value, _LEVEL)
    return blake2b(packed, digest_size=_SEAL, key=key[:64]).digest() + packed


def is_packed(key: bytes, row: bytes) -> bool:
    """Whether a packed row is the one that was packed under `key`, whole."""
    return blake2b(row[_SEAL:], digest_size=_SEAL, key=key[:64]).digest() == row[:_SEAL]


def unpack(row: bytes) -> bytes:
    """What a packed row holds. Raises DamagedError."""
    packed = row[_SEAL:]
    return packed if packed.startswith(_PICTURE) else isal_zlib.decompress(packed)

"""A row as it is kept: packed, under a digest of itself and its key."""

from __future__ import annotations

import zlib
from hashlib import blake2b

_PICTURE = b"\x89PNG"
"""How a value begins that is packed already, and no packed row does (RFC 1950, 2.2)."""
_SEAL = 8
"""Bytes of the digest that every row carries of itself: SQLite does not notice a changed byte in a value."""


def pack(key: bytes, value: bytes) -> bytes:
    """A row as it is kept: packed, under a digest of itself and its key."""
    packed = value if value.startswith(_PICTURE) else zlib.compress(value, 1)
    return blake2b(packed, digest_size=_SEAL, key=key[:64]).digest() + packed


def is_packed(key: bytes, row: bytes) -> bool:
    """Whether a packed row is the one that was packed under `key`, whole."""
    return blake2b(row[_SEAL:], digest_size=_SEAL, key=key[:64]).digest() == row[:_SEAL]


def unpack(row: bytes) -> bytes:
    """What a packed row holds."""
    packed = row[_SEAL:]
    return packed if packed.startswith(_PICTURE) else zlib.decompress(packed)

"""Rows of bytes under keys of bytes, and what copies of a process may have of them."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Protocol

from mkdocs_goodword.cache.packing import is_packed, pack, unpack

DAMAGE = (TypeError, ValueError, ArithmeticError)
"""What reading a file raises whose changed bytes still are a database: a text where a number was, or one too large."""


_LASTING = b"next build:"


def lasting(key: bytes) -> bytes:
    """The key of a row that tells the next build what this one made. Without it all would be made again.

    So a full store keeps such rows before any others.
    """
    return _LASTING + key


def is_lasting(key: bytes) -> bool:
    """Whether a key is one of `lasting`."""
    return key.startswith(_LASTING)


class Kept(Protocol):
    """Rows of bytes under keys of bytes."""

    def get(self, key: bytes) -> bytes | None:
        """The row under `key`; None where there is none."""

    def put(self, key: bytes, value: bytes) -> None:
        """Remember a row."""

    def put_packed(self, key: bytes, packed: bytes) -> None:
        """Remember a row that another process has packed."""

    def close(self) -> str:
        """Write everything down; gives back what went wrong, if anything did."""


class Rows:
    """Rows that another process will keep, packed for it; whatever is asked for has yet to be made."""

    def __init__(self) -> None:
        self._packed: list[tuple[bytes, bytes]] = []

    def get(self, key: bytes) -> bytes | None:
        """Nothing."""
        return None

    def put(self, key: bytes, value: bytes) -> None:
        """Add a row."""
        self.put_packed(key, pack(key, value))

    def put_packed(self, key: bytes, packed: bytes) -> None:
        """Add a row that is packed already."""
        self._packed.append((key, packed))

    def close(self) -> str:
        """Nothing is written here."""
        return ""

    def taken(self) -> list[tuple[bytes, bytes]]:
        """What was added since this was last asked."""
        rows, self._packed = self._packed, []
        return rows


class Lent(Rows):
    """The rows of a store for a copy of its process: read through a connection of its own, and never written there.

    `paths` gives the files in which they lie when the copy begins, and `pending` those that are in none yet.
    """

    def __init__(self, paths: Callable[[], Sequence[Path]], pending: Mapping[bytes, bytes]) -> None:
        super().__init__()
        self._paths, self._pending = paths, pending
        self._files: list[sqlite3.Connection] = []

    def get(self, key: bytes) -> bytes | None:
        """The row under `key`; None where there is none, or it cannot be read: then it is made again."""
        packed = self._pending.get(key)
        return unpack(packed) if packed is not None else self._read(key)

    def close(self) -> str:
        """Close the connections: nobody else would before the process ends."""
        for file in self._files:
            file.close()
        self._files = []
        return ""

    def _read(self, key: bytes) -> bytes | None:
        try:
            if not self._files:
                self._files = [sqlite3.connect(path, timeout=2, isolation_level=None) for path in self._paths()]
            found = (file.execute("SELECT value FROM kept WHERE key = ?", (key,)).fetchone() for file in self._files)
            row = next(filter(None, found), None)
            packed = memoryview(row[0]).tobytes() if row else b""
        except (*DAMAGE, sqlite3.Error):
            return None
        return unpack(packed) if packed and is_packed(key, packed) else None

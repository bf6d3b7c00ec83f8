"""Rows for which a store has no room: they lie beside its file for as long as the build runs that made them."""

from __future__ import annotations

import contextlib
import os
import sqlite3
from collections.abc import Iterable
from pathlib import Path

_MARK = "-over-"
_SCHEMA = """
    PRAGMA journal_mode = WAL;
    PRAGMA synchronous = OFF;
    PRAGMA wal_autocheckpoint = 8192;
    CREATE TABLE kept (key BLOB PRIMARY KEY, value BLOB NOT NULL);
"""


class Overflow:
    """A second file of rows, which goes when it is closed. Its methods raise sqlite3.Error."""

    def __init__(self, beside: Path) -> None:
        self.path = Path(f"{beside}{_MARK}{os.getpid()}")
        self._file = sqlite3.connect(self.path, timeout=2, isolation_level=None)
        self._file.executescript(_SCHEMA)

    def put(self, rows: Iterable[tuple[bytes, bytes]]) -> None:
        """Add packed rows under their keys."""
        self._file.execute("BEGIN IMMEDIATE")
        self._file.executemany("INSERT OR REPLACE INTO kept VALUES (?, ?)", rows)
        self._file.execute("COMMIT")

    def get(self, key: bytes) -> bytes | None:
        """The packed row under `key`."""
        row = self._file.execute("SELECT value FROM kept WHERE key = ?", (key,)).fetchone()
        return memoryview(row[0]).tobytes() if row else None

    def taken(self) -> int:
        """Bytes of the file."""
        return taken(self._file)

    def close(self) -> None:
        """Let the rows go; a file that the system does not let go of is taken away by the next build."""
        self._file.close()
        with contextlib.suppress(OSError):
            discard(self.path)


def taken(file: sqlite3.Connection) -> int:
    """Bytes that a file of rows has when everything is written to it."""
    (pages,), (size,) = file.execute("PRAGMA page_count").fetchone(), file.execute("PRAGMA page_size").fetchone()
    return int(pages * size)


def discard(path: Path) -> None:
    """Take a file of rows away, with what SQLite keeps beside it."""
    for suffix in ("", "-wal", "-shm", "-journal"):
        Path(f"{path}{suffix}").unlink(missing_ok=True)


def discard_left(beside: Path) -> None:
    """Take away what builds left that were killed, of this process's number too: in containers all have the same."""
    for path in beside.parent.glob(f"{beside.name}{_MARK}*"):
        process = path.name.rpartition(_MARK)[2]
        if process == str(os.getpid()) or (process.isdecimal() and not _runs(int(process))):
            discard(path)


def _runs(process: int) -> bool:
    try:
        os.kill(process, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:
        return True
    return True

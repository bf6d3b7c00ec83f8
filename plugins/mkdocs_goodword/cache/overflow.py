"""Rows for which a store has no room: they lie beside its file for as long as the build runs that made them."""

from __future__ import annotations

import contextlib
import os
import sqlite3
import weakref
from collections.abc import Iterable, Iterator
from pathlib import Path

from mkdocs_goodword.cache.rows import DAMAGE

_MARK = "-over-"
_SCHEMA = """
    PRAGMA journal_mode = WAL;
    PRAGMA synchronous = OFF;
    PRAGMA wal_autocheckpoint = 8192;
    CREATE TABLE kept (key BLOB PRIMARY KEY, value BLOB NOT NULL);
"""


class Overflow:
    """A second file of rows, which goes when it is closed, or when the process ends, by an interrupt too.

    Whatever is wrong with it loses the rows in it and nothing else; `trouble` then says so, of "The render cache".
    """

    def __init__(self, beside: Path) -> None:
        self.path = Path(f"{beside}{_MARK}{os.getpid()}")
        self.trouble = ""
        self._file = sqlite3.connect(self.path, timeout=2, isolation_level=None)
        self._leave = weakref.finalize(self, _leave, self._file, self.path, os.getpid())
        with self._guarded():
            self._file.executescript(_SCHEMA)

    def put(self, rows: Iterable[tuple[bytes, bytes]]) -> None:
        """Add packed rows under their keys."""
        with self._guarded():
            self._file.execute("BEGIN IMMEDIATE")
            self._file.executemany("INSERT OR REPLACE INTO kept VALUES (?, ?)", rows)
            self._file.execute("COMMIT")

    def get(self, key: bytes) -> bytes | None:
        """The packed row under `key`."""
        with self._guarded():
            row = self._file.execute("SELECT value FROM kept WHERE key = ?", (key,)).fetchone()
            return memoryview(row[0]).tobytes() if row else None
        return None

    def taken(self) -> int:
        """Bytes of the file."""
        with self._guarded():
            return taken(self._file)
        return 0

    def close(self) -> None:
        """Let the rows go; a file that the system does not let go of is taken away by the next build."""
        self._leave()
        with contextlib.suppress(OSError):
            discard(self.path)  # a copy of the process that looked there may have made an empty one

    @contextlib.contextmanager
    def _guarded(self) -> Iterator[None]:
        """Do nothing once the file is lost."""
        try:
            yield
        except (*DAMAGE, sqlite3.Error) as error:
            self.trouble = self.trouble or (
                f"has lost what it had no room for: {self.path} cannot be used ({error}). "
                "The build is right, and only slower"
            )
            self._leave()


def _leave(file: sqlite3.Connection, path: Path, process: int) -> None:
    """Only the process whose file it is takes it away, and no copy that lets go of what it inherited."""
    if os.getpid() == process:
        file.close()
        with contextlib.suppress(OSError):  # as in `close`
            discard(path)


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

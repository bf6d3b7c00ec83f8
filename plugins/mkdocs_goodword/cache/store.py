"""One file of remembered rows: bounded, safe against a killed build and a full disk, discarded when damaged."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from mkdocs_goodword.cache.overflow import Overflow, discard, discard_left, taken
from mkdocs_goodword.cache.packing import is_packed, pack, unpack
from mkdocs_goodword.cache.rows import DAMAGE, Lent, is_lasting

LIMIT = 1 << 30
"""Bytes the file may have when a build is done."""
_FORMAT = 1
_BATCH = 2_000
"""Rows held in memory before they are written."""
_BATCH_BYTES = 8 << 20
"""Bytes of them: cards and pages are large, and a row is only held for as long as that saves writing."""
_SLACK = 5, 4
"""How much larger than its limit the file may get while a build runs: taking much out of it again takes long."""
_PATIENCE = 16
"""Builds after which a row that is still asked for is marked as used again: fewer writes, and near enough."""
_WRONG = ("malformed", "no such", "no column")
"""Words in SQLite's messages of errors that are the file's own, though it calls them operational."""
_SCHEMA = """
    PRAGMA auto_vacuum = INCREMENTAL;
    PRAGMA journal_mode = WAL;
    PRAGMA synchronous = OFF;
    PRAGMA wal_autocheckpoint = 8192;
    CREATE TABLE IF NOT EXISTS kept (key BLOB PRIMARY KEY, value BLOB NOT NULL, used INTEGER NOT NULL);
    CREATE TABLE IF NOT EXISTS builds (number INTEGER NOT NULL);
"""


class Store:
    """Rows of bytes under keys of bytes.

    It never raises for what is wrong with the file: a damaged file is emptied, a full disk ends the remembering, and
    `trouble` says which, of "The render cache"; a line for each sentence where there are more.
    """

    def __init__(self, path: Path, *, limit: int = LIMIT) -> None:
        self.path, self.limit = path, limit
        self.trouble = ""
        self._pending: dict[bytes, bytes] = {}
        self._held = 0
        self._asked: list[bytes] = []
        self._build = 0
        self._oldest = 0
        """The first of the builds that used last what this one has found, or this one."""
        self._overflow: Overflow | None = None
        self._file = self._open()

    def get(self, key: bytes) -> bytes | None:
        """The row under `key`; None where there is none or it was damaged."""
        packed = self._pending.get(key)
        if packed is None and self._file is not None:
            with self._guarded():
                row = self._file.execute("SELECT value, used FROM kept WHERE key = ?", (key,)).fetchone()
                if row is not None:
                    packed = memoryview(row[0]).tobytes()
                    if row[1] < self._used(key) - _PATIENCE:
                        self._asked.append(key)
                    else:
                        self._oldest = min(self._oldest, row[1])
                elif self._overflow:
                    packed = self._overflow.get(key)
        return unpack(packed) if packed is not None and is_packed(key, packed) else None

    def _used(self, key: bytes) -> int:
        """The build that a row counts as used by: one that tells the next is the last to go."""
        return self._build + (_PATIENCE + 1 if is_lasting(key) else 0)

    def lent(self) -> Lent:
        """What copies of this process may have of it."""
        return Lent(self._paths, self._pending)

    def _paths(self) -> list[Path]:
        return [self.path, self._overflow.path] if self._overflow else [self.path]

    def put(self, key: bytes, value: bytes) -> None:
        """Remember a row; it is written with the next batch, or when the store is closed."""
        self.put_packed(key, pack(key, value))

    def put_packed(self, key: bytes, packed: bytes) -> None:
        """Remember a row that another process has packed."""
        self._pending[key] = packed
        self._held += len(packed)
        if len(self._pending) >= _BATCH or self._held >= _BATCH_BYTES:
            self._write()

    def close(self) -> str:
        """Write what is pending, and keep to the limit; gives back what went wrong, if anything did."""
        self._write()
        with self._guarded():
            if self._file is not None:
                self._shrink(self._file)
        if self._file is not None:
            self._file.close()
            self._file = None
        if self._overflow is not None:
            self._overflow.close()
            self._overflow = None
        return self.trouble

    def _shrink(self, file: sqlite3.Connection) -> None:
        """Keep to the limit, and tell of it where that takes what this build may have used."""
        needed = ((taken(file) + (self._overflow.taken() if self._overflow else 0)) * 11 // 10 >> 20) + 1
        took_used = self._evict(file) >= self._oldest
        if self._overflow and self._overflow.trouble:
            self.trouble = self._overflow.trouble
        elif self._overflow or took_used:
            self.trouble = (
                "is full: what neither it nor the site holds is made again.\n"
                f"Set 'size: {needed}' (MiB) or more under goodword/render-cache to keep all"
            )

    def _open(self) -> sqlite3.Connection | None:
        try:
            return self._prepared()
        except (*DAMAGE, sqlite3.DatabaseError, OSError) as error:
            if not _is_damage(error):
                self.trouble = self._unusable(error)
                return None
        self.trouble = f"was damaged: {self.path} is made anew. The build is right, and only slower"
        try:
            discard(self.path)
            return self._prepared()
        except (*DAMAGE, sqlite3.DatabaseError, OSError) as error:
            self.trouble = self._unusable(error)
            return None

    def _unusable(self, error: Exception) -> str:
        return f"is not used: {self.path} cannot be used ({error}). The build is right, the next one slower"

    def _prepared(self) -> sqlite3.Connection:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        discard_left(self.path)
        file = sqlite3.connect(self.path, timeout=2, isolation_level=None)
        try:
            (format,) = file.execute("PRAGMA user_version").fetchone()
            if format not in (0, _FORMAT):
                raise sqlite3.DatabaseError(f"format {format}")
            file.executescript(_SCHEMA)
            file.execute(f"PRAGMA user_version = {_FORMAT}")
            file.execute("BEGIN IMMEDIATE")
            (last,) = file.execute("SELECT coalesce(max(number), 0) FROM builds").fetchone()
            self._build = self._oldest = int(last) + 1
            file.execute("DELETE FROM builds")
            file.execute("INSERT INTO builds VALUES (?)", (self._build,))
            file.execute("COMMIT")
        except BaseException:
            file.close()
            raise
        return file

    def _write(self) -> None:
        with self._guarded():
            if self._file is not None and (self._pending or self._asked):
                rows = [(key, packed, self._used(key)) for key, packed in self._with_room(self._file)]
                self._file.execute("BEGIN IMMEDIATE")
                self._file.executemany("INSERT OR REPLACE INTO kept VALUES (?, ?, ?)", rows)
                asked = [(self._used(key), key) for key in self._asked]
                self._file.executemany("UPDATE kept SET used = ? WHERE key = ?", asked)
                self._file.execute("COMMIT")
        self._pending.clear()
        self._held = 0
        self._asked.clear()

    def _with_room(self, file: sqlite3.Connection) -> Iterator[tuple[bytes, bytes]]:
        """Those of what is pending for which the file has room; the others are put beside it."""
        room = 0 if self._overflow else self.limit * _SLACK[0] // _SLACK[1] - taken(file)
        beside = []
        for key, packed in self._pending.items():
            room -= len(packed)
            if room >= 0 or is_lasting(key):
                yield key, packed
            else:
                beside.append((key, packed))
        if beside:
            self._overflow = self._overflow or Overflow(self.path)
            self._overflow.put(beside)

    def _evict(self, file: sqlite3.Connection) -> int:
        """Gives back the last build that used a row which had to go; 0 where none had.

        A row takes more of the file than its bytes: how much is guessed, so that this may take another turn.
        """
        last = 0
        while (size := taken(file)) > self.limit:
            (values,) = file.execute("SELECT total(length(value)) FROM kept").fetchone()
            surplus = (size - self.limit * 0.9) * values / size
            leaving = []
            rows = "SELECT key, length(value), used FROM kept ORDER BY used, rowid DESC"
            for key, length, used in file.execute(rows):
                if surplus <= 0:
                    break
                surplus, last = surplus - length, used
                leaving.append((key,))
            if not leaving:
                break
            file.execute("BEGIN IMMEDIATE")
            file.executemany("DELETE FROM kept WHERE key = ?", leaving)
            file.execute("COMMIT")
            file.executescript("PRAGMA incremental_vacuum")  # execute would free a single page
        return last

    @contextlib.contextmanager
    def _guarded(self) -> Iterator[None]:
        try:
            yield
        except (*DAMAGE, sqlite3.Error) as error:
            self.trouble = self._unusable(error)
            if self._file is not None:
                self._file.close()
                self._file = None
            if _is_damage(error):
                self.trouble = f"was damaged: {self.path} is made anew. The build is right, the next one slower"
                discard(self.path)


def _is_damage(error: Exception) -> bool:
    """Whether the file itself is wrong, and not the disk or another process."""
    if isinstance(error, sqlite3.OperationalError):
        return any(word in str(error) for word in _WRONG)
    return isinstance(error, (*DAMAGE, sqlite3.DatabaseError))

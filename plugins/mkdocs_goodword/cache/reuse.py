"""Files of the last build that stand for files of this one and are not written again."""

from __future__ import annotations

import os
from collections.abc import Collection
from pathlib import Path

from msgspec import Struct, field, msgpack

from mkdocs_goodword.cache.fingerprints import digest
from mkdocs_goodword.cache.rows import Kept, lasting
from mkdocs_goodword.cache.surroundings import software

_Mark = tuple[int, int, int, int]
"""Inode, size in bytes, time of the last change in nanoseconds, and that of the last change to anything of the file,
which nobody but the system can set."""


class Standing(Struct, frozen=True):
    """A published file that nobody has touched since."""

    path: Path
    told: bytes
    """The digest of what it was made of."""


class _Row(Struct):
    """What one build tells the next of the published folder."""

    scanned: bytes = b""
    files: dict[str, tuple[_Mark, bytes]] = field(default_factory=dict)


class Reuse(Struct):
    """The published folder as the last build left it."""

    folder: Path
    known: dict[str, tuple[_Mark, bytes]]
    """By path: the file as it was left, and the digest of what it was made of."""
    scanned: bytes
    """What those files were looked through for."""
    scan: bytes = b""
    """What this build was looked through for."""
    made: dict[str, bytes] = field(default_factory=dict)
    """By path: the digest of what a file of this build is made of."""
    placed: dict[str, int] = field(default_factory=dict)
    """Paths that stay, and are not written, with their inodes."""

    @classmethod
    def of(cls, store: Kept, folder: Path) -> Reuse:
        """What the store knows of a folder; nothing, where nothing was published there."""
        data = store.get(_key(folder))
        row = msgpack.decode(data, type=_Row) if data else _Row()
        return cls(folder, row.files, row.scanned)

    def place(self, path: str, told: bytes) -> bool:
        """Let the published file stay if it was made of what this digest tells, and nobody has touched it since."""
        mark, held = self.known.get(path, (None, b""))
        if mark is None or held != told or mark != _mark(f"{self.folder}/{path}"):
            return False
        self.made[path] = told
        self.placed[path] = mark[0]
        return True

    def standing(self, path: str) -> Standing | None:
        """The published file, if it is as the last build left it."""
        mark, told = self.known.get(path, (None, b""))
        where = self.folder / path
        return Standing(where, told) if mark is not None and mark == _mark(str(where)) else None

    def keep(self, path: str) -> bool:
        """Let the published file stay, whatever it is, if it is as the last build left it."""
        return path in self.known and self.place(path, self.known[path][1])

    def remember(self, store: Kept, untouched: Collection[str]) -> None:
        """Tell the next build how this one left the published folder; call after the swap, which left some files be."""
        named = {path: told for path, told in self.made.items() if path.isprintable()}  # of bytes no text has: PEP 383
        marks = ((path, self._left(path, untouched), told) for path, told in named.items())
        files = {path: (mark, told) for path, mark, told in marks if mark}
        store.put(_key(self.folder), msgpack.encode(_Row(self.scan, files)))

    def _left(self, path: str, untouched: Collection[str]) -> _Mark | None:
        """How a file is now."""
        is_known = path in untouched and path in self.placed
        return self.known[path][0] if is_known else _mark(f"{self.folder}/{path}")


def _key(folder: Path) -> bytes:
    return lasting(digest("published", software(), str(folder)))


def _mark(path: str) -> _Mark | None:
    try:
        found = os.lstat(path)
    except OSError:
        return None
    return found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns

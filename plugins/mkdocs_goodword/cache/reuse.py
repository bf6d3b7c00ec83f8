"""Files of the last build that stand for files of this one: linked, not written again."""

from __future__ import annotations

import contextlib
import json
import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from mkdocs_goodword.cache.fingerprints import digest
from mkdocs_goodword.cache.store import Kept
from mkdocs_goodword.cache.surroundings import software

_Mark = tuple[int, int, int, int]
"""Inode, size in bytes, time of the last change in nanoseconds, and that of the last change to anything of the file,
which nobody but the system can set."""


@dataclass
class Reuse:
    """The published folder as the last build left it, for a build into `stage`."""

    folder: Path
    stage: Path
    known: dict[str, tuple[_Mark, bytes]]
    """By path: the file as it was left, and the digest of its bytes."""
    scanned: bytes
    """What those files were looked through for."""
    scan: bytes = b""
    """What this build was looked through for."""
    made: dict[str, bytes] = field(default_factory=dict)
    """Digests of this build's pages, by path."""
    placed: set[str] = field(default_factory=set)
    """Paths that were linked."""

    @classmethod
    def of(cls, store: Kept, folder: Path, stage: Path) -> Reuse:
        """What the store knows of a folder; nothing, where nothing was published there."""
        data = store.get(_key(folder))
        values: dict[str, Any] = json.loads(data) if data else {"scanned": "", "files": {}}
        known = {
            path: ((inode, size, time, change), bytes.fromhex(told))
            for path, (inode, size, time, change, told) in values["files"].items()
        }
        return cls(folder, stage, known, bytes.fromhex(values["scanned"]))

    def place(self, path: str, told: bytes) -> bool:
        """Link the published file into the stage if it still holds the bytes with this digest."""
        mark, held = self.known.get(path, (None, b""))
        published, staged = f"{self.folder}/{path}", f"{self.stage}/{path}"
        if held != told or mark != _mark(published):
            return False
        with contextlib.suppress(OSError):  # a filesystem without links: the page is written instead
            os.makedirs(os.path.dirname(staged), exist_ok=True)  # noqa: PTH103, PTH120  # once a page: Path costs more
            os.link(published, staged)
            self.made[path] = told
            self.placed.add(path)
            return True
        return False

    def is_clean(self, path: str, scan: bytes) -> bool:
        """Whether a file was looked through for the same things when it was published."""
        return path in self.placed and self.scanned == scan

    def remember(self, store: Kept) -> None:
        """Tell the next build how this one left the published folder; call after the swap."""
        marks = ((path, _mark(f"{self.folder}/{path}"), told) for path, told in self.made.items())
        files = {path: (*mark, told.hex()) for path, mark, told in marks if mark}
        store.put(_key(self.folder), json.dumps({"scanned": self.scan.hex(), "files": files}).encode())


def _key(folder: Path) -> bytes:
    return digest("published", software(), str(folder))


def _mark(path: str) -> _Mark | None:
    try:
        found = os.lstat(path)
    except OSError:
        return None
    return found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns

"""What a build wrote: files whose bytes or time are not what they were."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

Stamp = tuple[int, bytes]
"""Time of change in nanoseconds, digest of the bytes."""


@dataclass(frozen=True)
class Written:
    """How two states of an output folder differ, in files."""

    files: int
    """In the later state."""

    written: int
    """New, or with other bytes or another time."""

    removed: int


def stamps(folder: Path) -> dict[str, Stamp]:
    """Every file below a folder; none where there is no folder."""
    return {path: _stamp(path) for path in _files(str(folder))} if folder.is_dir() else {}


def compare(before: Mapping[str, Stamp], after: Mapping[str, Stamp]) -> Written:
    """What happened between two states."""
    written = sum(before.get(path) != stamp for path, stamp in after.items())
    return Written(len(after), written, len(before.keys() - after.keys()))


def _files(folder: str) -> Iterator[str]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                yield from _files(entry.path)
            else:
                yield entry.path


def _stamp(path: str) -> Stamp:
    with Path(path).open("rb") as file:
        time = os.fstat(file.fileno()).st_mtime_ns
        return time, blake2b(file.read(), digest_size=16).digest()

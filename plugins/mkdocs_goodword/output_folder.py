"""The output folder: one build at a time, staged beside it, swapped in whole."""

from __future__ import annotations

import contextlib
import ctypes
import errno
import fcntl
import filecmp
import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from mkdocs_goodword.manifest import is_ours, read_manifest

_AT_FDCWD, _RENAME_EXCHANGE = -100, 2
_UNSUPPORTED = frozenset({errno.ENOSYS, errno.EINVAL, errno.ENOTSUP})


class HeldError(Exception):
    """Another build holds the folder; says who."""


@dataclass(frozen=True, slots=True)
class Changes:
    """Files of this build against the one before, by path."""

    written: tuple[str, ...]
    unchanged: int
    removed: tuple[str, ...]


@contextlib.contextmanager
def held(folder: Path) -> Iterator[None]:
    """Hold the lock beside `folder`. Raises HeldError at once where another build has it."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    path = folder.parent / f".{folder.name}.goodword-lock"
    with path.open("a+", encoding="utf-8") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.seek(0)
            raise HeldError(file.read().strip() or "another process") from None
        file.truncate(0)
        file.write(f"process {os.getpid()}")
        file.flush()
        yield


def stage_of(folder: Path) -> Path:
    """An empty stage beside `folder`; call only while the lock is held."""
    recover(folder)
    stage = folder.parent / f".{folder.name}.goodword-stage"
    _clear(stage)
    stage.mkdir()
    return stage


def recover(folder: Path) -> None:
    """Put the last good site back where a swap was interrupted between its two renames."""
    old = _old(folder)
    if old.exists() and not folder.exists():
        old.rename(folder)
    _clear(old)


def _clear(path: Path) -> None:
    """Nothing stands at `path` any more, whatever stood there."""
    if path.is_symlink() or path.is_file():
        path.unlink()
    elif path.exists():
        shutil.rmtree(path)


def swap(stage: Path, folder: Path) -> Changes:
    """Put the finished stage in the place of `folder`, which keeps files that are not ours.

    What did not change keeps its time, so that a deploy uploads nothing.
    """
    before = _names(folder)
    new = _names(stage)
    unchanged = {name for name in new & before if _same(stage / name, folder / name)}
    for name in unchanged:
        old = (folder / name).stat()
        os.utime(stage / name, ns=(old.st_atime_ns, old.st_mtime_ns))
    ours = read_manifest(folder)
    removed = {name for name in before - new if is_ours(name, ours)}
    _keep(before - new - removed, stage, folder)
    _exchange(stage, folder)
    return Changes(tuple(sorted(new - unchanged)), len(unchanged), tuple(sorted(removed)))


def _names(folder: Path) -> set[str]:
    """Every file and link below a folder, relative to it."""
    if not folder.is_dir():
        return set()
    found = (path for path in folder.rglob("*") if path.is_symlink() or not path.is_dir())
    return {path.relative_to(folder).as_posix() for path in found}


def _same(one: Path, other: Path) -> bool:
    return other.is_file() and not other.is_symlink() and filecmp.cmp(one, other, shallow=False)


def _keep(names: set[str], stage: Path, folder: Path) -> None:
    """Carry over what is not ours; where it stands in the way of a file of ours, ours goes first."""
    for name in sorted(names):
        target = stage / name
        if any(parent.is_file() for parent in target.parents if parent.is_relative_to(stage)):
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(folder / name, target, follow_symlinks=False)


def _exchange(stage: Path, folder: Path) -> None:
    if not folder.exists():
        stage.rename(folder)
        return
    if not _renameat2(stage, folder):
        old = _old(folder)
        folder.rename(old)
        try:
            stage.rename(folder)
        except OSError:
            old.rename(folder)
            raise
        stage = old
    shutil.rmtree(stage, ignore_errors=True)  # the new site stands; the next build clears what is left


def _renameat2(one: Path, other: Path) -> bool:
    """Exchange two folders in one step. Source: renameat2(2). False where the system has no such call."""
    call = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if call is None:
        return False
    if call(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _RENAME_EXCHANGE) == 0:
        return True
    code = ctypes.get_errno()
    if code in _UNSUPPORTED:
        return False
    raise OSError(code, os.strerror(code), str(other))


def _old(folder: Path) -> Path:
    return folder.parent / f".{folder.name}.goodword-old"

"""The output folder: one build at a time, staged beside it, swapped in whole."""

from __future__ import annotations

import contextlib
import errno
import fcntl
import os
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType

from msgspec import Struct

from mkdocs_goodword.composing import composed, retire
from mkdocs_goodword.exchange import clear, exchange, old_of
from mkdocs_goodword.manifest import is_ours, read_manifest
from mkdocs_goodword.taking_over import keep, like, refuse_mounts, share, tree_of


class HeldError(Exception):
    """Another build holds the folder; says who."""


class Changes(Struct, frozen=True):
    """Files of this build against the one before, by path."""

    written: tuple[str, ...]
    unchanged: int
    removed: tuple[str, ...]
    """Ours of an earlier build, and what stood in the way of ours: a file where now a folder is, or the reverse."""
    untouched: Collection[str] = ()
    """Of the unchanged, those of which not even the number of links has changed."""


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
    """An empty stage beside `folder`; call only while the lock is held. Raises OSError where it may not be replaced.

    The parent's rights would do to replace a folder that itself may not be written; who made it so did not mean that.
    """
    recover(folder)
    if folder.exists() and not os.access(folder, os.R_OK | os.W_OK | os.X_OK):
        message = "may not be read and written. Allow it, or name another folder with -d"
        raise PermissionError(errno.EACCES, message, str(folder))
    stage = folder.parent / f".{folder.name}.goodword-stage"
    clear(stage)
    stage.mkdir()
    return stage


def recover(folder: Path) -> None:
    """Put the last good site back where a swap was interrupted between its two renames."""
    old = old_of(folder)
    if old.exists() and not folder.exists():
        old.rename(folder)
    clear(old)


def swap(stage: Path, folder: Path, carried: Mapping[str, int] = MappingProxyType({})) -> Changes:
    """Put the finished stage in the place of `folder`, which keeps whatever is not ours: files, links, empty folders.

    `carried` are files of `folder` that stay as they are without standing in the stage, with their inodes.

    What did not change is the very file that stood there, so that a deploy uploads nothing. A file of ours takes the
    place of a foreign one of its name. Raises OSError with the old site in its place, untouched.
    """
    old = tree_of(folder)
    refuse_mounts(folder, old)
    new = composed(stage, folder, carried, old)
    unchanged = share(folder, new, old)
    gone = old.files.keys() - new.files.keys()
    ours = read_manifest(folder) if gone else ()
    removed = {name for name in gone if is_ours(name, ours)}
    removed |= keep(folder, gone - removed, new, old)
    if folder.exists():
        like(folder, new.path, folder.stat())
    untouched: Collection[str] = ()
    if replaced := exchange(new.path, folder):
        with contextlib.suppress(OSError):  # the new site stands; the next build clears what is left
            untouched = new.untouched if retire(replaced, folder, len(old.folders)) else ()
    return Changes(tuple(sorted(new.files.keys() - unchanged)), len(unchanged), tuple(sorted(removed)), untouched)

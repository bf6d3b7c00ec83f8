"""What a new site takes over from the one that stands: files that did not change, and whatever is not ours."""

from __future__ import annotations

import errno
import os
import re
import shutil
import stat
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path

from msgspec import Struct

_NO_LINK = frozenset(
    {errno.EXDEV, errno.EPERM, errno.EACCES, errno.EMLINK, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP}
)
_MOUNTS = Path("/proc/self/mountinfo")
_SPARE = ".goodword-spare"
_PIECE = 1 << 20


class Tree(Struct, frozen=True):
    """What stands in a folder, by the path below it. Asking an entry for its inode is free, for its stat a call."""

    files: Mapping[str, os.DirEntry[str]]
    """Everything that is no folder: links, pipes and sockets too."""
    folders: Mapping[str, os.DirEntry[str]]


class New(Struct, frozen=True):
    """A new site where it was put together."""

    path: Path
    files: Mapping[str, os.DirEntry[str]]
    """By the path below it: those of the build as they stood in the stage, those carried over as in the old site."""
    folders: Collection[str]
    untouched: Collection[str] = ()
    """Files of the old site that stood here already, and whose links nobody had to count up or down."""


def tree_of(folder: Path) -> Tree:
    """Everything below a folder; nothing where there is none. Raises OSError where a folder cannot be read."""
    files: dict[str, os.DirEntry[str]] = {}
    folders: dict[str, os.DirEntry[str]] = {}
    waiting = [""] if folder.is_dir() else []
    while waiting:
        above = waiting.pop()
        for entry in _entries(f"{folder}/{above}"):
            name = above + entry.name
            if entry.is_dir(follow_symlinks=False):
                folders[name] = entry
                waiting.append(f"{name}/")
            else:
                files[name] = entry
    return Tree(files, folders)


def _entries(folder: str) -> list[os.DirEntry[str]]:
    if not os.access(folder, os.R_OK | os.X_OK):
        message = "may not be read, so what is in it could not be kept. Allow it, or move it out of the output folder"
        raise PermissionError(errno.EACCES, message, os.path.normpath(folder))
    with os.scandir(folder) as found:
        return list(found)


def refuse_mounts(folder: Path, old: Tree) -> None:
    """Raise OSError where something is mounted below a folder: it would go with the old site, and be emptied."""
    for mount in _mounts(folder, old):
        if folder in mount.parents:
            message = "is a mount point inside the output folder, which is replaced whole. Mount it somewhere else"
            raise OSError(errno.EBUSY, message, str(mount))


def _mounts(folder: Path, old: Tree) -> Iterator[Path]:
    """Mount points, those of the same filesystem too where the system tells. Source: proc_pid_mountinfo(5)."""
    if not _MOUNTS.exists():
        yield from (folder / name for name in old.folders if (folder / name).is_mount())
        return
    for line in _MOUNTS.read_bytes().splitlines():
        escaped = line.split(b" ")[4]
        yield Path(os.fsdecode(re.sub(rb"\\([0-7]{3})", lambda code: bytes([int(code[1], 8)]), escaped)))


def share(folder: Path, new: New, old: Tree) -> set[str]:
    """Give each new file whose bytes did not change the old one's inode, else its time; return their names.

    Those that are one file already stay as they are: they are carried over, or the build has linked them. From here
    on the two share files: whoever wrote into one of the new would write into the site that stands.
    """
    stage = new.path
    shared = {name for name, own in new.files.items() if own is old.files.get(name)}
    others = sorted(name for name in new.files.keys() & old.files.keys() if name not in shared)
    stats = [(name, old.files[name].stat(follow_symlinks=False), (stage / name).lstat()) for name in others]
    shared |= {name for name, was, now in stats if os.path.samestat(was, now)}
    same = [each for each in stats if each[0] not in shared and _same(folder / each[0], stage / each[0], *each[1:])]
    for name, was, now in same:
        if _rights(was) != _rights(now) or not _linked(folder / name, stage / name, stage / _SPARE):
            os.utime(stage / name, ns=(was.st_atime_ns, was.st_mtime_ns))
    return shared | {name for name, _, _ in same}


def _same(one: Path, other: Path, was: os.stat_result, now: os.stat_result) -> bool:
    """Whether two are files of the same bytes; of two sizes neither is opened. An unreadable one is written anew."""
    if not (stat.S_ISREG(was.st_mode) and stat.S_ISREG(now.st_mode)) or was.st_size != now.st_size:
        return False
    if not os.access(one, os.R_OK):
        return False
    with one.open("rb") as first, other.open("rb") as second:
        while piece := first.read(_PIECE):
            if piece != second.read(_PIECE):
                return False
    return True


def _rights(own: os.stat_result) -> tuple[int, int, int]:
    return own.st_mode, own.st_uid, own.st_gid


def _linked(old: Path, new: Path, spare: Path) -> bool:
    """Put a second name of one file in the place of another. False where the filesystem or the system has none."""
    try:
        os.link(old, spare)
    except OSError as error:
        if error.errno in _NO_LINK:
            return False
        raise
    spare.replace(new)
    return True


def keep(folder: Path, names: Iterable[str], new: New, old: Tree) -> set[str]:
    """Carry over what is not ours, and folders with nothing in them; return what ours stands in the way of."""
    foreign, stage = set(names), new.path
    gone = {name for name in foreign if name in new.folders or any(above in new.files for above in folders_above(name))}
    kept = sorted(foreign - gone)
    made = [name for name in _folders(kept, old) if not _blocked(name, new)]
    for name in made:
        (stage / name).mkdir()
    for name in kept:
        _carry(folder / name, stage / name, old.files[name].stat(follow_symlinks=False))
    for name in reversed(made):
        like(folder / name, stage / name, old.folders[name].stat(follow_symlinks=False))
    return gone


def _folders(kept: Iterable[str], old: Tree) -> list[str]:
    """Folders that what is kept stands in, and empty ones, which no build makes; those above first."""
    filled = folders_of(old.files)
    empty = old.folders.keys() - filled
    return sorted(empty | {above for name in (*kept, *empty) for above in folders_above(name)})


def _blocked(name: str, new: New) -> bool:
    return name in new.folders or any(one in new.files for one in (name, *folders_above(name)))


def folders_of(files: Iterable[str]) -> set[str]:
    """Every folder that files stand in, and those above."""
    own = {name.rpartition("/")[0] for name in files} - {""}
    return own.union(*map(folders_above, own))


def folders_above(name: str) -> Iterator[str]:
    """The folders that a path leads through."""
    while "/" in name:
        name = name.rpartition("/")[0]
        yield name


def _carry(old: Path, new: Path, own: os.stat_result) -> None:
    """The very same file under the new name: what writes to it or listens on it goes on doing so; else a copy."""
    try:
        os.link(old, new, follow_symlinks=False)
    except OSError as error:
        if error.errno not in _NO_LINK:
            raise
    else:
        return
    if not (stat.S_ISREG(own.st_mode) or stat.S_ISLNK(own.st_mode)):
        message = "is a pipe, a socket or a device that cannot be kept. Move it out of the output folder"
        raise OSError(errno.EPERM, message, str(old))
    shutil.copy2(old, new, follow_symlinks=False)


def like(old: Path, new: Path, own: os.stat_result) -> None:
    """Give a folder the rights of another, access lists included; root gives it the owner too."""
    if os.geteuid() == 0:
        os.chown(new, own.st_uid, own.st_gid)
    shutil.copystat(old, new)
    os.utime(new)  # what is in it may have changed

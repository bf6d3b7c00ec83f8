"""A new site put together of what a build wrote and of files of the site that stands, in the old site's folders.

Folders are what takes long to make and to clear away. So the site that was replaced stays beside the one that
replaced it, as the spare, and becomes the next one: whatever is in it is looked at again and nothing of it is trusted.
A file of the spare is left alone only where it is the very file that stands in the published folder.
"""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Mapping
from pathlib import Path

from mkdocs_goodword.exchange import clear
from mkdocs_goodword.taking_over import New, Tree, folders_of, tree_of

WORTHWHILE = 256
"""Folders from which on a replaced site is kept as a spare."""


def spare_of(folder: Path) -> Path:
    """Where the spare of a published folder stands."""
    return folder.parent / f".{folder.name}.goodword-spare"


def composed(stage: Path, folder: Path, carried: Mapping[str, int], old: Tree) -> New:
    """The whole new site, put together.

    `stage` holds what the build wrote, and goes before what is `carried` over from `folder`, of which `old` tells: by
    path, with the inode by which the build has known it. Raises OSError with `folder` untouched.
    """
    spare = spare_of(folder)
    made = tree_of(stage)
    if not carried and not spare.exists():
        return New(stage, made.files, made.folders.keys())
    kept = {name: inode for name, inode in carried.items() if name not in made.files}
    files = {name: _standing(name, folder, old) for name in kept}
    folders = folders_of(kept.keys() | made.files.keys())
    try:
        right = _lay_out(spare, folder, kept, folders)
    except OSError:  # somebody has changed its rights, say: it is only a spare
        clear(spare)
        right = _lay_out(spare, folder, kept, folders)
    for name in made.files:
        os.replace(f"{stage}/{name}", f"{spare}/{name}")  # noqa: PTH105  # a path for each file costs more than the call
    return New(spare, files | dict(made.files), folders, right)


def _standing(name: str, folder: Path, old: Tree) -> os.DirEntry[str]:
    try:
        return old.files[name]
    except KeyError:
        raise FileNotFoundError(errno.ENOENT, "was taken away during the build", str(folder / name)) from None


def _lay_out(spare: Path, folder: Path, kept: Mapping[str, int], folders: set[str]) -> set[str]:
    """Make the spare hold the folders and the files to keep, and nothing else; tells which it has held already.

    A folder's entry tells the inode (readdir(3)). Filesystems that make one up there have every file linked again.
    """
    if spare.is_symlink() or not spare.is_dir():
        clear(spare)
        spare.mkdir()
    there = tree_of(spare)
    right = {name for name, own in there.files.items() if name in kept and own.inode() == kept[name]}
    for name in there.files.keys() - right:
        (spare / name).unlink()
    for name in sorted(there.folders.keys() - folders, reverse=True):
        (spare / name).rmdir()
    for name in sorted(folders - there.folders.keys()):
        (spare / name).mkdir()
    usual = stat.S_IMODE(folder.stat().st_mode) if folder.exists() else None
    for name in folders & there.folders.keys():
        if usual is not None and stat.S_IMODE(there.folders[name].stat(follow_symlinks=False).st_mode) != usual:
            (spare / name).chmod(usual)
    for name in kept.keys() - right:
        os.link(f"{folder}/{name}", f"{spare}/{name}", follow_symlinks=False)
    return right


def retire(old: Path, folder: Path, size: int) -> bool:
    """Keep a replaced site of so many folders as the spare, or clear it away. Raises OSError.

    Tells whether no file has lost a name by it.
    """
    spare = spare_of(folder)
    if size < WORTHWHILE:
        clear(old)
        clear(spare)
        return False
    if old != spare:
        clear(spare)
        old.rename(spare)
        return False
    return True

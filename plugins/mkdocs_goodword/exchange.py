"""Two folders change places: on the disk first, in one step, and back again where it cannot be made to last.

What is promised, as far as the filesystem and the disk keep their own promises: whoever looks sees the old site or
the new one, whole; so does whoever looks after a loss of power. For that, the new site is written to the disk before
the exchange (syncfs(2); fsync(2) of every file and folder where there is none), and the folder that holds its name
after it (fsync(2): "Calling fsync() does not necessarily ensure that the entry in the directory containing the file
has also reached disk. For that an explicit fsync() on a file descriptor for the directory is also needed").
One syncfs for 20,000 pages takes half a second, 20,000 times fsync twenty. Linux tells of what could not be written
since 5.8; before, syncfs(2) fails only where it is called wrongly.
"""

from __future__ import annotations

import contextlib
import ctypes
import errno
import os
import shutil
import stat
from collections.abc import Iterator
from pathlib import Path

from mkdocs_goodword.host import Failure

_AT_FDCWD, _RENAME_EXCHANGE = -100, 2
_UNSUPPORTED = frozenset({errno.ENOSYS, errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP})


def exchange(stage: Path, folder: Path) -> Path | None:
    """Put the finished stage in the place of `folder`; gives back where what stood there is now, if anything did.

    Raises OSError with the old site in its place, and Failure where a second fault kept it from going back.
    """
    with _opened(folder.parent) as parent:
        sync(stage)
        old = _place(stage, folder)
        try:
            _fsync(parent, folder.parent)
        except OSError as error:
            _go_back(stage, folder, old, error)
            raise
    return old


def old_of(folder: Path) -> Path:
    """Where the old site stands between two renames."""
    return folder.parent / f".{folder.name}.goodword-old"


def clear(path: Path) -> None:
    """Nothing stands at `path` any more, whatever stood there, folders that may not be written included."""
    if path.is_dir() and not path.is_symlink():
        try:
            shutil.rmtree(path)
        except PermissionError:
            _open_up(path)
            shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def _open_up(path: Path) -> None:
    """Folders alone: unlike its files, a folder of the stage is never one of the site's."""
    path.chmod(stat.S_IRWXU)
    for where, folders, _ in os.walk(path):
        for name in folders:
            below = Path(where, name)
            if not below.is_symlink():
                below.chmod(stat.S_IRWXU)


def sync(folder: Path) -> None:
    """Everything below a folder is on the disk. Raises OSError where it could not be written."""
    with _opened(folder) as opened:
        if _call("syncfs", opened, path=folder):
            return
    for where, _, names in os.walk(folder, topdown=False):
        for path in (*filter(_is_ours_to_sync, (Path(where, name) for name in names)), Path(where)):
            with _opened(path) as opened:
                _fsync(opened, path)


def _is_ours_to_sync(path: Path) -> bool:
    """Not links, pipes, and what somebody else wrote and nobody may read."""
    return stat.S_ISREG(path.lstat().st_mode) and os.access(path, os.R_OK)


@contextlib.contextmanager
def _opened(path: Path) -> Iterator[int]:
    opened = os.open(path, os.O_RDONLY)
    try:
        yield opened
    finally:
        os.close(opened)


def _fsync(opened: int, path: Path) -> None:
    """Some filesystems know no fsync of a folder: fsync(2) says EINVAL, and there is nothing to wait for."""
    try:
        os.fsync(opened)
    except OSError as error:
        if error.errno not in _UNSUPPORTED:
            raise OSError(error.errno, error.strerror, str(path)) from None


def _place(stage: Path, folder: Path) -> Path | None:
    """Where the old site is now, if there was one."""
    if not folder.exists():
        stage.rename(folder)
        return None
    if _exchanged(stage, folder):
        return stage
    old = old_of(folder)
    folder.rename(old)
    try:
        stage.rename(folder)
    except OSError:
        old.rename(folder)
        raise
    return old


def _go_back(stage: Path, folder: Path, old: Path | None, error: OSError) -> None:
    """Undo what `_place` did."""
    try:
        if old == stage:
            _exchanged(stage, folder)
        else:
            folder.rename(stage)
            if old:
                old.rename(folder)
    except OSError as second:
        raise Failure(
            f"{folder}: {error.strerror}; going back to the last site failed too: {second.strerror}.",
            "Look after the disk, then build again.",
        ) from None


def _exchanged(one: Path, other: Path) -> bool:
    """Exchange two folders in one step. Source: renameat2(2). False where the system has no such call."""
    paths = os.fsencode(one), os.fsencode(other)
    return _call("renameat2", _AT_FDCWD, paths[0], _AT_FDCWD, paths[1], _RENAME_EXCHANGE, path=other)


def _call(name: str, *arguments: int | bytes, path: Path) -> bool:
    """A call that Python has no name for. False where the system has none either; raises OSError where it fails."""
    call = getattr(ctypes.CDLL(None, use_errno=True), name, None)
    if call is None:
        return False
    if call(*arguments) == 0:
        return True
    code = ctypes.get_errno()
    if code in _UNSUPPORTED:
        return False
    raise OSError(code, os.strerror(code), str(path))

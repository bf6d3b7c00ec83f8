"""What lies in a folder of templates, behind links too: Jinja follows them, although it lists nothing there."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from mkdocs_goodword.cache.fingerprints import OpaqueError

_REACH = 64 << 20
"""Bytes behind links that are read: whoever links to all of a disk means one template of it."""
_LEAST = 32 << 10
"""As many bytes count for a smaller file, which takes time as well."""


def contents(folder: Path, ending: str = "") -> Iterator[bytes]:
    """The name and the bytes of every file below a folder, in order."""
    for above, folders, names in os.walk(folder):
        folders[:] = sorted(set(folders) - {"__pycache__"})
        for path in (Path(above, name) for name in sorted(names) if name.endswith(ending)):
            if path.is_file():
                yield str(path).removeprefix(str(folder)).encode("utf-8", "surrogatepass")
                yield path.read_bytes()


def behind_links(folder: Path) -> Iterator[bytes]:
    """The name and the bytes of every file behind links to folders. Raises OpaqueError where that is not to be read."""
    reach = _REACH
    for name, real, names in _linked(folder):
        yield f"{name} {len(names)}".encode("utf-8", "surrogatepass")
        for path in (Path(real, name) for name in names):
            try:
                reach -= max(path.stat().st_size, _LEAST)
                if reach < 0:
                    raise _opaque(name)
                yield str(path.name).encode("utf-8", "surrogatepass")
                yield path.read_bytes()
            except OSError as error:
                raise _opaque(name) from error


def linked(folder: Path) -> set[Path]:
    """The folders to which links below a folder lead, without those in another of them. Raises OpaqueError."""
    found = {Path(real) for _, real, _ in _linked(folder) if real}
    return {path for path in found if found.isdisjoint(path.parents)}


def _linked(folder: Path) -> Iterator[tuple[str, str, list[str]]]:
    """Folders behind links: the name below `folder`, where it is, and its files.

    Each is walked once; of its other names, where the same files can be read, the first is told and no place.
    """
    top, seen = os.path.realpath(folder), dict[str, str]()
    for above, folders, names in os.walk(folder, followlinks=True):
        folders[:] = sorted(set(folders) - {"__pycache__"})
        name, real = above.removeprefix(str(folder)), os.path.realpath(above)
        first = seen.setdefault(real, name)
        if first != name:
            folders.clear()
            yield f"{name} is {first}", "", []
        elif real != f"{top}{name}":
            if top.startswith(f"{real.rstrip(os.sep)}{os.sep}"):
                raise _opaque(name)
            yield name, real, [name for name in sorted(names) if Path(real, name).is_file()]


def _opaque(name: str) -> OpaqueError:
    return OpaqueError(f"folder of templates whose link '{name.lstrip('/')}' leads to more than templates")

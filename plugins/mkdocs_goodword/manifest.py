"""The list of our files in an output folder, so that a later build removes no others.

It is published with the site: names stand in it as digests, so that it tells nobody where an unlisted page is.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection
from pathlib import Path

from mkdocs_goodword.disk import files_below

MANIFEST = ".goodword-manifest.json"


def write_manifest(folder: Path, carried: Collection[str] = ()) -> None:
    """Name every file of the folder, and those that will stand in it beside them."""
    files = sorted(digest(name) for name in {*files_below(folder), *carried} if name != MANIFEST)
    text = json.dumps({"version": 2, "names": "sha256", "files": files}, indent=0)
    (folder / MANIFEST).write_text(text + "\n", encoding="utf-8")


def read_manifest(folder: Path) -> Collection[str]:
    """What the last build wrote there; empty where none did, it cannot be read, or somebody put a pipe there."""
    path = folder / MANIFEST
    if path.is_symlink() or not path.is_file():
        return ()
    try:
        files = json.loads(path.read_text(encoding="utf-8"))["files"]
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return ()
    return frozenset(str(name) for name in files) if isinstance(files, (list, dict)) else ()


def is_ours(name: str, manifest: Collection[str]) -> bool:
    """Whether a manifest names the file at a path."""
    return name == MANIFEST or digest(name) in manifest


def digest(name: str) -> str:
    """How a manifest names a path."""
    return hashlib.sha256(name.encode("utf-8", "surrogateescape")).hexdigest()

"""The list of our files in an output folder, so that a later build removes no others."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from pathlib import Path

MANIFEST = ".goodword-manifest.json"


def write_manifest(folder: Path, unlisted: Iterable[str]) -> None:
    """Name every file with its digest; a file below one of the `unlisted` addresses only by its name's digest.

    The list is published with the site, and tells nobody where an unlisted page is.
    """
    hidden = tuple(unlisted)
    files = {
        hidden_name(name) if name.startswith(hidden) else name: _digest(path.read_bytes())
        for path in sorted(folder.rglob("*"))
        if path.is_file() and (name := path.relative_to(folder).as_posix()) != MANIFEST
    }
    text = json.dumps({"version": 1, "files": files}, indent=0, sort_keys=True, ensure_ascii=False)
    (folder / MANIFEST).write_text(text + "\n", encoding="utf-8")


def read_manifest(folder: Path) -> Mapping[str, str]:
    """Name to digest of the files that the last build wrote; empty where none did or it cannot be read."""
    try:
        files = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))["files"]
    except (OSError, ValueError, KeyError, TypeError):
        return {}
    return files if isinstance(files, dict) else {}


def is_ours(name: str, manifest: Mapping[str, str]) -> bool:
    """Whether a manifest names a file."""
    return name == MANIFEST or name in manifest or hidden_name(name) in manifest


def hidden_name(name: str) -> str:
    """How a manifest names a file without telling its name."""
    return f"sha256:{_digest(name.encode('utf-8', 'surrogateescape'))}"


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()

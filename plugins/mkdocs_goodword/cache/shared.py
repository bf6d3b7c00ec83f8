"""Conversions that several machines share: a folder behind any URL fsspec can open, one file for each row."""

from __future__ import annotations

import contextlib
import posixpath
from functools import lru_cache
from uuid import uuid4

from mkdocs_goodword.cache.packing import is_packed


class Shared:
    """Packed rows under their keys. What cannot be read, or was cut short on the way, is not there.

    Raises ImportError where fsspec, or what it needs for this kind of URL, is not installed, and ValueError or OSError
    for a URL nobody can open.
    """

    def __init__(self, url: str) -> None:
        import fsspec  # noqa: PLC0415  # an extra of ours: only who shares needs it

        self._files, self._root = fsspec.core.url_to_fs(url)
        self._files.makedirs(self._root, exist_ok=True)

    def get(self, key: bytes) -> bytes | None:
        """The packed row under `key`."""
        try:
            packed: bytes = self._files.cat_file(self._path(key))
        except OSError:
            return None
        return packed if is_packed(key, packed) else None

    def put(self, key: bytes, packed: bytes) -> None:
        """Share a row. It is written beside its place and moved there, so that nobody reads half of it."""
        path = self._path(key)
        beside = f"{path}.{uuid4().hex}"
        with contextlib.suppress(OSError):  # a full or a read-only store: the row is rendered again elsewhere
            self._files.makedirs(posixpath.dirname(path), exist_ok=True)
            self._files.pipe_file(beside, packed)
            self._files.mv(beside, path)

    def _path(self, key: bytes) -> str:
        name = key.hex()
        return f"{self._root}/{name[:2]}/{name[2:]}"


@lru_cache(maxsize=4)
def shared(url: str) -> Shared | None:
    """The store at a URL, opened once by each process; None for no URL."""
    return Shared(url) if url else None

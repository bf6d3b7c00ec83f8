"""Files that are looked through for what may not be in them, part by part, while they are made."""

from __future__ import annotations

from mkdocs.config.defaults import MkDocsConfig

from mkdocs_goodword.remembering import kept
from mkdocs_goodword.render_cache import cache_of


def looked_through(config: MkDocsConfig, path: str, text: str) -> bool:
    """Look a part of a file through as a finished file is; whether it was clean. False where nobody looks."""
    cache, store = cache_of(config), kept(config)
    return bool(cache and cache.look and store and not cache.look(path, text.encode(), store))


def looked_for(config: MkDocsConfig) -> bytes:
    """The digest of all that files are looked through for; nothing where nobody looks."""
    cache = cache_of(config)
    return cache.told if cache and cache.look else b""


def is_looked_through(config: MkDocsConfig, path: str) -> None:
    """A file all of whose parts were clean need not be looked through again."""
    if (cache := cache_of(config)) and cache.memory:
        cache.memory.clean.add(path)


def was_looked_through(config: MkDocsConfig) -> bool:
    """Whether the last build was looked through for all that this one is."""
    cache = cache_of(config)
    reuse = cache.memory.reuse if cache and cache.memory else None
    return bool(cache and cache.look and reuse and reuse.scanned == cache.told)

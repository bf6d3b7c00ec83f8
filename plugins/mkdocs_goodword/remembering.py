"""What other plugins ask of the render cache, and tell it; where a site has none, nothing is remembered."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.pages import Page

from mkdocs_goodword.cache.beside import Beside, beside, is_settled
from mkdocs_goodword.cache.reuse import Standing
from mkdocs_goodword.cache.rows import Kept
from mkdocs_goodword.render_cache import cache_of

T = TypeVar("T")


def kept(config: MkDocsConfig) -> Kept | None:
    """The rows of this build, where it remembers anything."""
    cache = cache_of(config)
    return cache.memory.store if cache and cache.memory else None


def is_written(config: MkDocsConfig, page: Page) -> bool:
    """Whether another process has rendered and written a page, so that nobody need ask what its template is given."""
    cache = cache_of(config)
    pages = cache.memory.pages if cache and cache.memory else None
    return bool(pages and page.file.dest_uri in pages.written)


def together(config: MkDocsConfig, count: int, work: Callable[[int], T], *, batch: int = 1) -> list[T]:
    """What `work(n)` gives, for each n below `count`; in several processes, where the build has them."""
    cache = cache_of(config)
    memory = cache.memory if cache else None
    return memory.together(count, work, cache.jobs, batch=batch) if cache and memory else list(map(work, range(count)))


def done_beside(config: MkDocsConfig, work: Callable[[], object]) -> Beside | None:
    """Begin some work beside everything else; None where it is better done in its turn."""
    cache = cache_of(config)
    return beside(cache.memory, work, cache.jobs) if cache and cache.memory else None


def has_little_to_do(config: MkDocsConfig) -> bool:
    """Whether most of the site stands, so that one process would do all that is left."""
    cache = cache_of(config)
    return bool(cache and cache.memory and is_settled(cache.memory))


def when_published(config: MkDocsConfig, tell: Callable[[Kept], None]) -> None:
    """Tell the next build something, but only of files that stand in the published folder."""
    if cache := cache_of(config):
        cache.published_too = tell


def taken_over(config: MkDocsConfig, path: str, told: bytes) -> bool:
    """Let the file that the last build wrote stand for one of this build, where both are made of what `told` tells."""
    cache = cache_of(config)
    return bool(cache and cache.memory and cache.memory.reuse and cache.memory.reuse.place(path, told))


def is_to_be_published(config: MkDocsConfig) -> bool:
    """Whether this build takes the place of a published folder, and ends with it."""
    cache = cache_of(config)
    return bool(cache and cache.memory and cache.memory.reuse)


def left_by_last_build(config: MkDocsConfig, path: str) -> Standing | None:
    """The published file at a path, if it is as the last build left it."""
    cache = cache_of(config)
    return cache.memory.reuse.standing(path) if cache and cache.memory and cache.memory.reuse else None


def was_written(config: MkDocsConfig, path: str, told: bytes) -> None:
    """Tell the next build what a file was made of."""
    cache = cache_of(config)
    if cache and cache.memory and cache.memory.reuse:
        cache.memory.reuse.made[path] = told

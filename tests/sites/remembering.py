"""Sites built in this process, so that a test can afford hundreds of builds and see what the render cache counted."""

from __future__ import annotations

import gc
import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from click.testing import CliRunner
from mkdocs.commands.build import build as host_build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort, MkDocsException

from mkdocs_goodword.commands.build import build as goodword_build
from mkdocs_goodword.render_cache import NAME, cache_of, default_cache
from sites import compiling, forking
from sites.building import NOW, Site, contents, epoch

_HOST = "mkdocs"
compiling.remember(Path(forking.templates.name))


@dataclass(frozen=True)
class Made:
    """What a build in this process gave."""

    files: dict[str, bytes]
    documents: int = 0
    """Markdown that was rendered."""
    pages: int = 0
    """Templates of pages that were rendered, 404.html among them."""
    said: list[str] = field(default_factory=list)
    """The log from INFO on, without the times it tells."""
    warned: list[str] = field(default_factory=list)
    """What of it is a warning or worse, in order of the alphabet."""
    failed: str = ""

    def good(self) -> Made:
        """Itself, once it has been asserted that the build went well."""
        assert not self.failed, (self.failed, self.said)
        return self

    def about_the_cache(self) -> list[str]:
        """What was said of the render cache."""
        return [line for line in self.said if "render cache" in line]


class _Ear(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.INFO)
        self.records: list[tuple[int, str]] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append((record.levelno, record.getMessage()))

    def lines(self, level: int = logging.INFO) -> list[str]:
        return [text.removeprefix("goodword: ") for own, text in self.records if own >= level]


@contextmanager
def _apart(now: str) -> Iterator[_Ear]:
    """The host's log and the clock for one build, and both as they were afterwards."""
    log, ear = logging.getLogger(_HOST), _Ear()
    handlers, level, propagate, before = log.handlers, log.level, log.propagate, os.environ.get("SOURCE_DATE_EPOCH")
    log.handlers, log.propagate = [ear], False
    log.setLevel(logging.INFO)
    os.environ["SOURCE_DATE_EPOCH"] = epoch(now)
    try:
        yield ear
    finally:
        log.handlers, log.propagate = handlers, propagate
        log.setLevel(level)
        del os.environ["SOURCE_DATE_EPOCH"]
        if before is not None:
            os.environ["SOURCE_DATE_EPOCH"] = before
        gc.enable()


def by_host(site: Site, *, cached: bool = True, now: str = NOW, to: str = "public", jobs: int = 1, **more: Any) -> Made:
    """As `mkdocs build`; without the cache it is as `goodword build --no-cache` leaves it, and nothing is remembered."""
    with _apart(now) as ear:
        config = load_config(str(site.folder / "site_config.yml"), site_dir=str(site.folder / to), **more)
        cache = cache_of(config)
        if cache is None and "goodword/catalogue" in config.plugins:
            config.plugins[NAME] = cache = default_cache()
        if cache is not None:
            cache.is_on, cache.processes = cached, jobs
        failed = ""
        try:
            host_build(config)
        except (Abort, MkDocsException) as error:
            failed = str(error) or type(error).__name__
    memory = cache.memory if cache else None
    return Made(
        files=contents(site.folder / to),
        documents=memory.documents.rendered if memory and memory.documents else 0,
        pages=memory.pages.rendered if memory and memory.pages else 0,
        said=ear.lines(),
        warned=_lines("\n".join(ear.lines(logging.WARNING))),
        failed=failed,
    )


def by_goodword(site: Site, *words: str, now: str = NOW, to: str = "public") -> Made:
    """As `goodword build`, whose stage is swapped with the folder that stood."""
    with _apart(now):
        ran = CliRunner().invoke(
            goodword_build, ["-f", str(site.folder / "site_config.yml"), "-d", str(site.folder / to), *words]
        )
    if ran.exception and not isinstance(ran.exception, SystemExit):
        raise ran.exception
    failed = "" if ran.exit_code == 0 else ran.stderr or "failed"
    said = [line for line in ran.output.splitlines() if line]
    return Made(contents(site.folder / to), said=said, warned=_lines(ran.stderr), failed=failed)


def _lines(text: str) -> list[str]:
    return sorted(filter(None, text.split("\n")))


def rows(site: Site) -> Path:
    """The file of the render cache."""
    return site.folder / ".cache" / "goodword" / "rendered.sqlite"

"""`goodword build`."""

from __future__ import annotations

import contextlib
import json
import shutil
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import click
from mkdocs.commands.build import build as host_build
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, MkDocsException
from msgspec import Struct
from msgspec.structs import asdict

from goodword.entries import Entry
from goodword.gate import state
from goodword.problems import Problem, Severity, printable
from goodword.recording import unrecorded
from mkdocs_goodword.building import CATALOGUE, Building
from mkdocs_goodword.cache.fleet import UnusableError
from mkdocs_goodword.cache.surroundings import PROGRESS
from mkdocs_goodword.clock import Clock
from mkdocs_goodword.commands.options import config_option, json_option, now_option
from mkdocs_goodword.commands.summary import Summary, show
from mkdocs_goodword.freshness import FreshnessPlugin
from mkdocs_goodword.freshness_options import NAME as FRESHNESS
from mkdocs_goodword.host import Failure, Records, clock_of, listen, load
from mkdocs_goodword.output_folder import Changes, HeldError, held, stage_of, swap
from mkdocs_goodword.render_cache import NAME as CACHE
from mkdocs_goodword.render_cache import RenderCachePlugin, cache_of, default_cache
from mkdocs_goodword.settings import placeholder_of
from mkdocs_goodword.template_faults import templates_told


@click.command()
@config_option
@click.option("-d", "--site-dir", metavar="DIR", help="Where the site goes; default: the configuration's site_dir.")
@now_option
@click.option("--strict", is_flag=True, help="Fail on warnings.")
@click.option("--no-cache", is_flag=True, help="Render everything, and remember nothing.")
@click.option("--jobs", type=click.IntRange(min=1), metavar="N", help="Processes that render; default: all processors.")
@click.option("--scheduler", metavar="ADDRESS", help="A Dask scheduler whose workers render, such as tcp://host:8786.")
@click.option("--shared-store", metavar="URL", help="A folder in which machines share what they rendered (fsspec).")
@click.option("--changed-files", metavar="FILE", help="Write a list of the files that changed: what a deploy uploads.")
@json_option
def build(config_file: str, site_dir: str | None, now: str | None, **options: Any) -> None:
    """Build the site: whole, or not at all."""
    started = time.monotonic()
    records = listen()
    overrides: dict[str, Any] = {"strict": True} if options["strict"] else {}
    if site_dir:
        overrides["site_dir"] = site_dir
    config = load(config_file, **overrides)
    clock = clock_of(config, now)
    folder = _folder_of(config)
    attempt = _Attempt(options)
    _write_list(options["changed_files"], ())
    try:
        with held(folder):
            changes = _staged(attempt, config, folder)
    except UnusableError as error:
        raise Failure(f"{error}.", "The last site stands.") from None
    except HeldError as error:
        raise Failure(
            f"{folder} is being built by {error}. Wait for it, or build into another folder with -d."
        ) from None
    except OSError as error:
        raise Failure(f"{error.filename or folder}: {error.strerror or error}. The last site stands.") from None
    except (Abort, MkDocsException) as error:
        _failed(attempt, error, records, as_json=options["as_json"])
    _write_list(options["changed_files"], changes.written)
    summary = _summary(attempt, changes, clock, folder=folder, records=records, started=started)
    show(summary, as_json=options["as_json"])


def _folder_of(config: MkDocsConfig) -> Path:
    """Where the site goes. Raises Failure where nothing can go there."""
    try:
        folder = Path(config.site_dir).resolve()
        if folder.exists() and not folder.is_dir():
            raise Failure(f"{folder} is a file. Name another folder with -d, or move it away.")
    except (OSError, RuntimeError):  # RuntimeError: Python before 3.13
        raise Failure(f"{config.site_dir} is a link that leads nowhere. Take it away.") from None
    if folder.is_mount():
        raise Failure(f"{folder} is a mount point, which cannot be swapped. Name a folder below it with -d.")
    return folder


def _write_list(file: str | None, names: Iterable[str]) -> None:
    """Also before the build, so that a file nobody can write stops it while nothing has changed."""
    if file:
        try:
            Path(file).write_text("".join(f"{name}\n" for name in names), encoding="utf-8", errors="surrogateescape")
        except OSError as error:
            raise Failure(f"{file} cannot be written: {error.strerror}. Name another file.") from None


class _Attempt(Struct):
    """One try at building; the building is there as soon as the content was read."""

    options: dict[str, Any]
    """As they were given."""
    building: Building | None = None
    found: tuple[Problem, ...] = ()
    """What has gone stale, where the site has the plugin that looks for it."""


def _staged(attempt: _Attempt, config: MkDocsConfig, folder: Path) -> Changes:
    cache, stage = _cache(config, attempt, folder), stage_of(folder)
    try:
        config.site_dir = str(stage)
        _run(attempt, config)
        changes = swap(stage, folder, cache.carried)
        cache.remember_published(config, changes.untouched)
        for note in cache.notes:
            click.echo(printable(note), err=True)
        return changes
    finally:
        cache.stop()
        shutil.rmtree(stage, ignore_errors=True)


def _cache(config: MkDocsConfig, attempt: _Attempt, folder: Path) -> RenderCachePlugin:
    """The render cache, which a site has without asking for it."""
    cache = cache_of(config)
    if cache is None:
        config.plugins[CACHE] = cache = default_cache()
    options = attempt.options
    cache.published, cache.processes, cache.is_on = folder, options["jobs"] or 0, not options["no_cache"]
    cache.scheduler, cache.shared_store = options["scheduler"] or "", options["shared_store"] or ""
    return cache


def _run(attempt: _Attempt, config: MkDocsConfig) -> None:
    try:
        with _progress(config), templates_told(config):
            host_build(config)
    finally:
        attempt.building = getattr(config.plugins[CATALOGUE], "building", None)
        plugin = config.plugins.get(FRESHNESS)
        attempt.found = plugin.found if isinstance(plugin, FreshnessPlugin) else ()


@contextlib.contextmanager
def _progress(config: MkDocsConfig) -> Iterator[None]:
    """A bar, where somebody watches: only then is what draws it loaded."""
    if not sys.stderr.isatty():
        yield
        return
    from mkdocs_goodword.progress import ProgressPlugin, bar  # noqa: PLC0415  # only where somebody watches

    with bar() as progress:
        config.plugins[PROGRESS] = ProgressPlugin(progress)
        yield


def _failed(attempt: _Attempt, error: Exception, records: Records, *, as_json: bool) -> None:
    """The host has already said why on standard error."""
    building = attempt.building
    if as_json:
        problems = [asdict(problem) for problem in (*building.problems, *building.findings)] if building else []
        reason = records.shown[-1] if records.shown else str(error)
        click.echo(json.dumps({"built": False, "problems": problems, "message": reason}, indent=2))
        raise SystemExit(1)
    raise Failure("Nothing was built; the last site stands.")


def _summary(
    attempt: _Attempt, changes: Changes, clock: Clock, *, folder: Path, records: Records, started: float
) -> Summary:
    now, building = clock.now, attempt.building
    assert building is not None, "a build that swapped has a catalogue"
    counts = Counter((entry.kind, str(state(entry, now))) for entry in building.catalogue.entries)
    return Summary(
        folder=str(folder),
        now=now.isoformat(),
        origin=clock.origin,
        counts=dict(sorted(counts.items())),
        written=changes.written,
        unchanged=changes.unchanged,
        removed=changes.removed,
        warnings=records.warnings,
        problems=(*building.problems, *building.findings),
        unrecorded=len(_unrecorded(building, now)),
        stale=sum(problem.severity in (Severity.ERROR, Severity.WARNING) for problem in attempt.found),
        next_change=building.catalogue.next_change(now),
        zone=building.catalogue.site.zone,
        seconds=time.monotonic() - started,
    )


def _unrecorded(building: Building, now: datetime) -> tuple[Entry, ...]:
    catalogue = building.catalogue
    return () if placeholder_of(catalogue.site) else unrecorded(catalogue.kept, catalogue.entries, now)

"""Loading the host's configuration for a command, and its log on the terminal."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort

from goodword.dates import parse_when, parse_zone
from goodword.paths import is_markdown
from goodword.problems import printable
from mkdocs_goodword import beginning
from mkdocs_goodword.building import CATALOGUE, Building
from mkdocs_goodword.catalogue import CataloguePlugin
from mkdocs_goodword.clock import EPOCH_VARIABLE, Clock, read_clock
from mkdocs_goodword.config_faults import unusable

USAGE = 2


def say(*lines: str, err: bool = False) -> None:
    """Print each text as one line, free of control characters, so that no name of a file steers a terminal."""
    click.echo("\n".join(map(printable, lines)), err=err)


class Failure(click.ClickException):
    """The command could not do its work: exit 1. Each text is one line."""

    exit_code = 1

    def __init__(self, *lines: str) -> None:
        super().__init__("\n".join(map(printable, lines)))


class Misuse(Failure):
    """The command was called wrongly: exit 2."""

    exit_code = USAGE


class Records(logging.Handler):
    """The host's log: kept, and shown from `level` on."""

    def __init__(self, level: int) -> None:
        super().__init__(level)
        self.shown: list[str] = []
        self.warnings = 0

    def emit(self, record: logging.LogRecord) -> None:
        """Show one record on standard error, free of control characters."""
        text = "\n".join(printable(line) for line in record.getMessage().removeprefix("goodword: ").split("\n"))
        self.warnings += record.levelno >= logging.WARNING
        self.shown.append(text)
        style = {"ERROR": "red", "CRITICAL": "red", "WARNING": "yellow"}.get(record.levelname)
        click.secho(text, fg=style, err=True)


def listen(level: int = logging.WARNING) -> Records:
    """Show the host's log from `level` on."""
    records = Records(level)
    logger = logging.getLogger("mkdocs")
    logger.handlers = [records]
    logger.propagate = False
    logger.setLevel(min(level, logging.INFO))
    return records


def load(file: str, **overrides: Any) -> MkDocsConfig:
    """The configuration, validated by the host. Raises Misuse where there is none, Failure where it is wrong."""
    path = Path(file)
    if not path.is_file():
        raise Misuse(
            f"there is no {file} here.", "Make a site with 'goodword init mysite', or name yours with -f FILE."
        )
    try:
        config: MkDocsConfig = load_config(config_file=str(path), **overrides)
    except Abort as error:  # the host has said why
        raise Failure(f"{file} cannot be used.") from error
    except Exception as error:
        if told := unusable(error, file):
            raise Failure(told, f"{file} cannot be used.") from error
        raise
    if not isinstance(config.plugins.get(CATALOGUE), CataloguePlugin):
        raise Failure(f"{file} has no plugin '{CATALOGUE}'.", f"Add '- {CATALOGUE}' under 'plugins:'.")
    return config


def options_of(config: MkDocsConfig) -> Any:
    """The validated options of goodword/catalogue."""
    plugin = config.plugins[CATALOGUE]
    return plugin.config


def clock_of(config: MkDocsConfig, now: str | None) -> Clock:
    """The clock of a command; `--now` without an offset is in the site's zone. The host is told as well."""
    if now is None:
        try:
            return read_clock()
        except (ValueError, OverflowError, OSError):
            raise Misuse(f"{EPOCH_VARIABLE} is not a number of seconds.") from None
    try:
        moment = parse_when(now, parse_zone(options_of(config).timezone)).at.astimezone(UTC)
    except ValueError:
        raise Misuse(f"--now is not a date: '{now}'. Write it as 2026-11-22 or 2026-11-22T09:00.") from None
    os.environ[EPOCH_VARIABLE] = str(int(moment.timestamp()))
    return Clock(moment.replace(microsecond=0), "--now")


def begin(config: MkDocsConfig, clock: Clock) -> Building:
    """The catalogue of a site without building it."""
    return beginning.begin(config, options_of(config), clock)


def today(config: MkDocsConfig, clock: Clock) -> datetime:
    """The command's moment in the site's zone."""
    return clock.now.astimezone(parse_zone(options_of(config).timezone))


def content_file(config: MkDocsConfig, file: str) -> tuple[Path, str]:
    """A Markdown file the author named, relative to where they are or to the content folder, and its uri.

    Raises Misuse where there is no such file in the content folder.
    """
    folder = Path(config.docs_dir).resolve()
    for path in (Path(file).resolve(), (folder / file).resolve()):
        if path.is_file() and path.is_relative_to(folder) and is_markdown(path.name):
            return path, path.relative_to(folder).as_posix()
    raise Misuse(f"there is no Markdown file '{file}' in {Path(config.docs_dir).name}/.")


def rewrite(path: Path, change: Callable[[str], str]) -> bytes:
    """Change a file's text and keep its byte order mark and line ends; gives back what it was.

    Raises UnicodeDecodeError and what `change` raises; the file is then as it was.
    """
    before = path.read_bytes()
    text = before.decode("utf-8")
    mark = "\ufeff" if text.startswith("\ufeff") else ""
    windows = "\r\n" in text and text.count("\r\n") == text.count("\n")
    text = text.removeprefix(mark)
    changed = change(text.replace("\r\n", "\n") if windows else text)
    path.write_bytes((mark + (changed.replace("\n", "\r\n") if windows else changed)).encode("utf-8"))
    return before

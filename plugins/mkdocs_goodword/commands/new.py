"""`goodword new`."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click
from mkdocs.config.defaults import MkDocsConfig

from goodword.dates import Duration
from goodword.edit import quoted
from goodword.paths import slugify
from mkdocs_goodword.commands.options import config_option, now_option
from mkdocs_goodword.host import Failure, Misuse, clock_of, listen, load, options_of, say, today
from mkdocs_goodword.settings import section
from mkdocs_goodword.starter import filled

KINDS = ("article", "press", "story", "event", "poll", "person")


@click.command()
@click.argument("kind", type=click.Choice(KINDS))
@click.argument("title")
@config_option
@now_option
def new(kind: str, title: str, config_file: str, now: str | None) -> None:
    """Write a draft with the right front matter."""
    listen()
    config = load(config_file)
    day = today(config, clock_of(config, now)).date()
    path = _path(kind, title, config)
    if path.exists():
        raise Failure(f"{path} is already there. Choose another title, or edit that file.")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(draft(kind, title, day), encoding="utf-8")
    shown = path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path
    say(f"Wrote {shown}, a draft.", f"Write it, look at it with 'goodword serve', then 'goodword publish {shown}'.")


def draft(kind: str, title: str, day: date) -> str:
    """The text of a new draft."""
    values = {"title": quoted(" ".join(title.split())), "day": day, "next_month": Duration(days=30).after(day)}
    return filled(f"kinds/{kind}.md", **values)


def _path(kind: str, title: str, config: MkDocsConfig) -> Path:
    slug = slugify(title)
    if not slug:
        raise Misuse("the title has no letter or digit: it cannot become an address.")
    return Path(config.docs_dir) / _folder(kind, config) / f"{slug[:80].rstrip('-')}.md"


def _folder(kind: str, config: MkDocsConfig) -> str:
    if kind == "person":
        return "people"
    sections = (section(path, options) for path, options in options_of(config).sections.items())
    found = next((known.path for known in sections if known.kind == kind), None)
    if found is None:
        raise Failure(
            f"the configuration has no section of the kind {kind}.", "Add one under goodword/catalogue: sections."
        )
    return found

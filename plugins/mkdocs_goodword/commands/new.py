"""`goodword new`."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click
from mkdocs.config.defaults import MkDocsConfig

from goodword.dates import Duration, parse_when, parse_zone
from goodword.edit import quoted
from goodword.paths import slugify
from mkdocs_goodword.commands.options import config_option, now_option
from mkdocs_goodword.host import Failure, Misuse, clock_of, listen, load, options_of, say, today
from mkdocs_goodword.settings import section
from mkdocs_goodword.starter import filled

_EMBARGOED = (
    "Before its hour nothing of it is in the site, and after it with the first build: let one run just then.",
    "In a public repository anybody can read it once it is pushed: keep it at home until its hour.",
)
KINDS = ("article", "press", "story", "event", "poll", "person")


@click.command()
@click.argument("kind", type=click.Choice(KINDS))
@click.argument("title")
@click.option("--embargo", metavar="ISO8601", help="Nobody sees it before this moment; for press.")
@config_option
@now_option
def new(kind: str, title: str, config_file: str, now: str | None, embargo: str | None) -> None:
    """Write a draft with the right front matter."""
    listen()
    config = load(config_file)
    until = _embargo(kind, embargo, config)
    day = today(config, clock_of(config, now)).date()
    path = _path(kind, title, config)
    if path.exists():
        raise Failure(f"{path} is already there. Choose another title, or edit that file.")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(draft(kind, title, day, until), encoding="utf-8")
    shown = path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path
    say(f"Wrote {shown}, a draft.", f"Write it, look at it with 'goodword serve', then 'goodword publish {shown}'.")
    if until:
        say(*_EMBARGOED)


def draft(kind: str, title: str, day: date, embargo: str = "") -> str:
    """The text of a new draft."""
    values = {"title": quoted(" ".join(title.split())), "day": day, "next_month": Duration(days=30).after(day)}
    text = filled(f"kinds/{kind}.md", **values)
    return text.replace("draft: true\n", f"draft: true\nembargo: {embargo}\n", 1) if embargo else text


def _embargo(kind: str, embargo: str | None, config: MkDocsConfig) -> str:
    """The moment as it was written. Raises Misuse for what is none, and for what cannot be embargoed."""
    if embargo is None:
        return ""
    if kind != "press":
        raise Misuse("--embargo is for press: everything else has 'publish_at'.")
    try:
        parse_when(embargo, parse_zone(options_of(config).timezone))
    except ValueError:
        raise Misuse(f"--embargo is not a date: '{embargo}'. Write it as 2026-11-22T09:00.") from None
    return embargo


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

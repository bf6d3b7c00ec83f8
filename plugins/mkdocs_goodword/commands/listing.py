"""`goodword list`."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from difflib import get_close_matches

import click
from mkdocs.config.defaults import MkDocsConfig
from msgspec import Struct
from msgspec.structs import asdict
from rich.console import Console
from rich.table import Table
from rich.text import Text

from goodword.entries import DATED, Entry, Response, Testimonial
from goodword.gate import State, may_show, state
from goodword.problems import printable
from goodword.projections.freshness import Freshness, Judged, judge
from mkdocs_goodword.building import Building
from mkdocs_goodword.commands.options import config_option, json_option, now_option
from mkdocs_goodword.git_facts import git_changes
from mkdocs_goodword.host import begin, clock_of, listen, load
from mkdocs_goodword.report import report

_STATES = {
    "drafts": State.DRAFT,
    "scheduled": State.SCHEDULED,
    "embargoed": State.EMBARGOED,
    "awaiting-consent": State.AWAITING_CONSENT,
    "expired": State.EXPIRED,
}
_STALE = (Freshness.OVERDUE, Freshness.LONG_OVERDUE)
_RECENT = timedelta(days=30)
_PIPED = 1000
"""Columns where no terminal sets a limit: a file's name is never broken."""


class Row(Struct, frozen=True):
    """One line of a list; texts are empty where there is nothing to say."""

    source: str
    url: str
    title: str
    kind: str
    state: str
    date: str
    due: str
    owner: str


@click.command("list")
@click.argument("what", type=click.Choice([*_STATES, "stale", "recent"]))
@config_option
@click.option("--owner", metavar="ID", help="Only what this person keeps.")
@json_option
@now_option
def list_(what: str, config_file: str, as_json: bool, now: str | None, owner: str | None) -> None:
    """List entries by their state, what has gone stale, or what is new."""
    listen()
    config = load(config_file)
    building = begin(config, clock_of(config, now))
    report(problem for problem in building.problems if problem.severity == "error")
    _known(owner, building)
    commits = _commits(building, config) if what == "stale" else {}
    wanted = (row for row in _rows(what, building, commits) if owner in (None, row.owner))
    rows = sorted(wanted, key=lambda row: (*_kept_by(row, what), row.due or row.date, row.source))
    if as_json:
        click.echo(json.dumps([asdict(row) for row in rows], indent=2))
    elif rows:
        Console(highlight=False, width=None if sys.stdout.isatty() else _PIPED).print(_table(rows))
    else:
        click.echo(f"Nothing {what.replace('drafts', 'in draft').replace('-', ' ')}.")


def _known(owner: str | None, building: Building) -> None:
    """Nothing where somebody has that id, or is named as an owner. Raises BadParameter."""
    catalogue = building.catalogue
    known = {*catalogue.people, *(entry.owner for entry in catalogue.entries if entry.owner)}
    if owner is not None and owner not in known:
        close = get_close_matches(owner, sorted(known), n=1)
        hint = f"Did you mean '{close[0]}'?" if close else "Write one of people.yml."
        raise click.BadParameter(f"nobody here is called '{owner}'. {hint}", param_hint="'--owner'")


def _commits(building: Building, config: MkDocsConfig) -> Mapping[str, date]:
    """The day of the last meaningful commit by source, where the site takes that for a date."""
    if not building.policy.by_commit:
        return {}
    known, told = git_changes(building, config)
    report(told)
    return {source: change.meaningful for source, change in (known or {}).items() if change.meaningful}


def _kept_by(row: Row, what: str) -> tuple[bool, str]:
    """What has gone stale stands by its owner, what nobody keeps last."""
    return (not row.owner, row.owner) if what == "stale" else (False, "")


def _rows(what: str, building: Building, commits: Mapping[str, date]) -> Iterator[Row]:
    now = building.clock.now
    if what == "stale":
        judged = (page for page in judge(building.catalogue, now, building.policy, commits) if page.state in _STALE)
        yield from _judged(judged, building)
        return
    for entry in building.catalogue.entries:
        own = state(entry, now)
        if own is _STATES.get(what) or (what == "recent" and own is State.PUBLISHED and _is_recent(entry, building)):
            yield _row(entry, str(own))
    if what == "awaiting-consent":
        withheld = (said for said in building.catalogue.sayings if not may_show(said, now))
        yield from (_said(each, State.AWAITING_CONSENT, building) for each in withheld)
    if what == "drafts":
        yield from (_said(each, State.DRAFT, building) for each in building.catalogue.drafts)


def _is_recent(entry: Entry, building: Building) -> bool:
    return entry.kind in DATED and entry.date is not None and building.clock.now - entry.date.at <= _RECENT


def _judged(pages: Iterable[Judged], building: Building) -> Iterator[Row]:
    for page in pages:
        entry = building.catalogue.by_source.get(page.source)
        since, due = (str(day) if day else "" for day in (page.since, page.due))
        owner = page.owner or (entry.owner if entry else "")
        yield Row(page.source, page.url, page.title, page.kind, str(page.state), since, due, owner)


def _row(entry: Entry, own: str) -> Row:
    date = str(entry.date.day) if entry.date else ""
    becomes = [when.at.isoformat() for when in (entry.publish_at, entry.embargo) if when]
    due = max(becomes, default="")
    return Row(entry.source, entry.permalink, entry.title, entry.kind, own, date, due, entry.owner)


def _said(said: Testimonial | Response, own: State, building: Building) -> Row:
    person = building.catalogue.person(said.by)
    return Row(
        source=f"{said.source}:{said.place.line}",
        url="",
        title=person.name if person else str(said.by),
        kind=type(said).__name__.lower(),
        state=str(own),
        date=str(said.date or ""),
        due="",
        owner="",
    )


def _table(rows: Iterable[Row]) -> Table:
    table = Table(box=None, pad_edge=False, header_style="dim")
    for name in ("state", "date", "due", "owner"):
        table.add_column(name, no_wrap=True)
    table.add_column("source", overflow="fold")
    for row in rows:
        cells = (row.state, row.date, row.due[:16].replace("T", " "), row.owner, row.source)
        table.add_row(*(Text(printable(cell)) for cell in cells))
    return table

"""`goodword publish`."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from goodword.edit import with_date, without_key
from goodword.entries import DATED, Entry
from goodword.front_matter import Unreadable
from goodword.gate import State, appears, state
from goodword.paths import slugify
from goodword.problems import Severity, as_line
from mkdocs_goodword.building import Building
from mkdocs_goodword.commands.options import config_option, now_option
from mkdocs_goodword.host import Failure, begin, clock_of, content_file, listen, load, rewrite, say, today


@click.command()
@click.argument("file")
@config_option
@now_option
def publish(file: str, config_file: str, now: str | None) -> None:
    """Take a draft into the world: its date becomes today unless it lies ahead."""
    listen()
    config = load(config_file)
    clock = clock_of(config, now)
    path, uri = content_file(config, file)
    entry = begin(config, clock).catalogue.by_source.get(uri)
    if entry and not entry.draft:
        say("It is no draft: nothing to change.")
        _stop_on_faults(begin(config, clock), uri)
        _tell(begin(config, clock), uri, path)
        return
    day = today(config, clock).date().isoformat()
    try:
        before = rewrite(path, lambda text: _published(text, entry, day, clock.now))
    except (Unreadable, UnicodeDecodeError) as error:
        raise Failure(f"{uri} cannot be read: {getattr(error, 'message', error)}") from None
    after = begin(config, clock)
    try:
        _stop_on_faults(after, uri)
    except Failure:
        path.write_bytes(before)
        raise
    _tell(after, uri, path)


def _stop_on_faults(building: Building, uri: str) -> None:
    faults = [problem for problem in building.problems if problem.source == uri and problem.severity is Severity.ERROR]
    if faults:
        raise Failure("it is not ready, and stays as it was:", *map(as_line, faults))


def _published(text: str, entry: Entry | None, day: str, now: datetime) -> str:
    text = without_key(text, "draft")
    date = entry.date if entry else None
    lies_ahead = date is not None and date.at > now
    if entry is None or entry.kind not in DATED or lies_ahead:
        return text
    return with_date(text, day)


def _tell(building: Building, uri: str, path: Path) -> None:
    entry = building.catalogue.by_source[uri]
    now = building.clock.now
    own = state(entry, now)
    address = building.catalogue.site.url + entry.permalink
    say(f"{path.name}: {own.replace('-', ' ')}.")
    if own in (State.PUBLISHED, State.UNLISTED):
        say(f"With the next build it stands at {address}")
        for place in _places(entry, building) if own is State.PUBLISHED else ():
            say(f"  and in {place}")
        return
    moment = appears(entry, now)
    if moment is None:
        why = {State.EXPIRED: "it has expired", State.AWAITING_CONSENT: "its words have no consent"}.get(own, str(own))
        say(f"It appears nowhere: {why}.")
        return
    when = moment.astimezone(building.catalogue.site.zone)
    say(f"It appears at {address} on {when:%Y-%m-%d %H:%M}, with the first build after that.")


def _places(entry: Entry, building: Building) -> list[str]:
    section = next((s for s in building.catalogue.site.sections if s.path == entry.section), None)
    places = [f"{section.title} (/{section.url})"] if section else []
    places += [f"the tag {tag} (/tags/{slugify(tag)}/)" for tag in entry.tags]
    if entry.kind in DATED and building.feeds:
        places.append("the feeds /feed.xml" + (f" and /{section.url}feed.xml" if section else ""))
    return places

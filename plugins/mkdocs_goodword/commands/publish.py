"""`goodword publish`."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click
from mkdocs.config.defaults import MkDocsConfig

from goodword.edit import with_date, without_key
from goodword.entries import DATED, Entry, Testimonial
from goodword.front_matter import Unreadable
from goodword.gate import State, appears, is_said, state
from goodword.ledger import NAME
from goodword.paths import slugify
from goodword.problems import Severity, as_line
from goodword.recording import recorded
from mkdocs_goodword.building import Building
from mkdocs_goodword.commands.options import config_option, now_option
from mkdocs_goodword.host import Failure, begin, clock_of, content_file, listen, load, rewrite, say, today
from mkdocs_goodword.ids_file import store_ledger
from mkdocs_goodword.settings import placeholder_of


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
    before_it = begin(config, clock)
    entry, said = before_it.catalogue.by_source.get(uri), _said(before_it, uri)
    if (entry and not entry.draft) or (said and not said.draft):
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
    _record(config, after, uri)


def _said(building: Building, uri: str) -> Testimonial | None:
    """The testimonial that a file of its own holds."""
    catalogue = building.catalogue
    return next((each for each in (*catalogue.testimonials, *catalogue.drafts) if each.source == uri), None)


def _stop_on_faults(building: Building, uri: str) -> None:
    faults = [problem for problem in building.problems if problem.source == uri and problem.severity is Severity.ERROR]
    if faults:
        raise Failure("it is not ready, and stays as it was:", *map(as_line, faults))


def _record(config: MkDocsConfig, building: Building, uri: str) -> None:
    """Write the entry's id down where the site has a ledger that can be read; other lines stay as they are."""
    catalogue = building.catalogue
    ledger = catalogue.kept.ledger
    if ledger is None or ledger.problems or placeholder_of(catalogue.site) or uri not in catalogue.by_source:
        return
    after = recorded(catalogue.kept, catalogue.by_source[uri], catalogue.identity, building.clock.now)
    if after.lines != ledger.lines and store_ledger(config, after):
        say(f"Its id is in {NAME}: commit that file too.")


def _published(text: str, entry: Entry | None, day: str, now: datetime) -> str:
    text = without_key(text, "draft")
    date = entry.date if entry else None
    lies_ahead = date is not None and date.at > now
    if entry is None or entry.kind not in DATED or lies_ahead:
        return text
    return with_date(text, day)


def _tell(building: Building, uri: str, path: Path) -> None:
    now = building.clock.now
    if said := _said(building, uri):
        seen = is_said(said, now, now.astimezone(building.catalogue.site.zone).date())
        waits = "It appears nowhere yet: its consent does not hold, or its day is still to come."
        say("With the next build it stands among the testimonials." if seen else waits)
        return
    entry = building.catalogue.by_source[uri]
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

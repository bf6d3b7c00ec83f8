"""Which calendars a site has."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec import Struct

from goodword.catalogue import Catalogue
from goodword.entries import Entry, Event
from goodword.index import Index
from goodword.strings import Strings


class CalendarFile(Struct, frozen=True):
    """A calendar before it is made; `page` is the address of the page it goes with, empty for the home page."""

    page: str
    path: str
    title: str


def calendar_files(catalogue: Catalogue, index: Index, strings: Strings) -> tuple[CalendarFile, ...]:
    """Every calendar of the site: those to subscribe to, then each event's own.

    A section of events has its calendar even while it is empty, and with it the site.
    """
    own = (CalendarFile(e.permalink, f"{e.permalink}event.ics", e.title) for e in events(index.dated))
    return (*subscriptions(catalogue, index, strings), *own)


def events(entries: Iterable[Entry]) -> list[Event]:
    """The events among entries, by their beginning."""
    events = [entry for entry in entries if isinstance(entry, Event) and entry.starts]
    return sorted(events, key=lambda event: (event.starts.at.timestamp() if event.starts else 0.0, event.permalink))


def subscriptions(catalogue: Catalogue, index: Index, strings: Strings) -> Iterator[CalendarFile]:
    """Those to subscribe to: the site's, then each section's."""
    site = catalogue.site
    holding = [s for s in site.sections if s.kind == "event" or events(index.by_section.get(s.path, ()))]
    if holding or events(index.dated):
        yield CalendarFile("", "calendar.ics", strings("calendar.site", site=site.name))
    for section in holding:
        title = strings("calendar.section", site=site.name, section=index.title_of(section))
        yield CalendarFile(section.url, f"{section.url}calendar.ics", title)

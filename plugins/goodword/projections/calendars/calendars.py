"""What stands in each calendar.

A calendar holds every event that is listed, the past ones as well: whoever subscribes keeps their history, and the
same content gives the same bytes on any day.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta

from icalendar import Calendar, vDuration, vText, vUri

from goodword.catalogue import Catalogue, Site
from goodword.html import Body
from goodword.index import Index
from goodword.paths import href
from goodword.projections.calendars.event import Scheduled, line, scheduled
from goodword.projections.calendars.files import CalendarFile, events, subscriptions
from goodword.projections.calendars.zones import as_written, time_zones
from goodword.strings import Strings

_DAILY = timedelta(days=1)
_END = b"END:VCALENDAR\r\n"


def calendars(
    catalogue: Catalogue, index: Index, strings: Strings, bodies: Mapping[str, Body]
) -> Iterator[tuple[str, bytes]]:
    """Path and bytes of every calendar; `bodies` are facts of the rendered bodies, by permalink."""
    made = {
        event.permalink: scheduled(event, catalogue, strings, bodies.get(event.permalink))
        for event in events(index.dated)
    }
    for file in subscriptions(catalogue, index, strings):
        shelf = index.by_section.get(file.page.rstrip("/"), ()) if file.page else index.dated
        held = [made[event.permalink] for event in events(shelf)]
        calendar = _calendar()
        _introduce(calendar, catalogue.site, file, held)
        yield file.path, _written(calendar, held, catalogue.site)
    for permalink, one in made.items():
        yield f"{permalink}event.ics", _written(_calendar(), [one], catalogue.site)


def _calendar() -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", vText("-//Goodword//Goodword//EN"))
    calendar.add("version", vText("2.0"))
    return calendar


def _introduce(calendar: Calendar, site: Site, file: CalendarFile, held: Sequence[Scheduled]) -> None:
    """What a calendar to subscribe to says of itself; the names that begin with X- are what older programs read."""
    for name in ("name", "x-wr-calname"):
        calendar.add(name, vText(line(file.title)))
    calendar.add("url", vUri(site.url + href(file.page)))
    calendar.add("source", vUri(site.url + href(file.path)), parameters={"VALUE": "URI"})
    calendar.add("refresh-interval", vDuration(_DAILY), parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", vDuration(_DAILY))
    calendar.add("x-wr-timezone", vText(site.zone.key))
    if held:
        calendar.add("last-modified", max(one.modified for one in held))


def _written(calendar: Calendar, held: Sequence[Scheduled], site: Site) -> bytes:
    """The calendar with its zones and its events, which are written once for all the calendars they stand in.

    One without events has the site's zone: a calendar may not be without any part (RFC 5545, section 3.6).
    """
    zones = time_zones(moment for one in held for moment in one.moments) if held else [as_written(site.zone.key)]
    whole: bytes = calendar.to_ical()
    return b"".join([whole.removesuffix(_END), *zones, *(one.data for one in held), _END])

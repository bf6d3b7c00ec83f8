"""One event as a calendar has it. Every text is one that the library escapes, and every address one without spaces."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta
from urllib.parse import quote, urljoin

from icalendar import Event as Component
from icalendar import vCalAddress, vCategory, vText, vUri
from msgspec import Struct

from goodword.catalogue import Catalogue
from goodword.dates import When, parse_zone
from goodword.entries import Event
from goodword.html import CONTROL, Body
from goodword.paths import href
from goodword.projections.calendars.zones import local
from goodword.strings import Strings

_NOON = time(12)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_ADDRESS = re.compile(r"[A-Za-z0-9._+'-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+")
_STATUS = {"scheduled": "CONFIRMED", "postponed": "TENTATIVE", "cancelled": "CANCELLED"}
_STEPS = tuple(_STATUS)


class Scheduled(Struct, frozen=True):
    """An event as it is written, and what a calendar that holds it must know."""

    data: bytes
    """The component."""
    modified: datetime
    """In UTC."""
    moments: tuple[date, ...]
    """Its beginning and, where it has one, its end; as they are written."""


def scheduled(event: Event, catalogue: Catalogue, strings: Strings, body: Body | None) -> Scheduled:
    """The event with its times, its words and its state; the event has its beginning."""
    published = _moment(event.date) if event.date else _EPOCH
    modified = max(published, _moment(event.updated)) if event.updated else published
    moments = _moments(event)
    component = Component()
    page = catalogue.site.url + href(event.permalink)
    component.add("uid", vText(line(catalogue.identity(event)) or page))
    component.add("dtstamp", modified)
    component.add("created", published)
    component.add("last-modified", modified)
    for name, moment in zip(("dtstart", "dtend"), moments, strict=False):
        component.add(name, moment)
    _add_state(component, event, (modified - published).days)
    _add_words(component, event, strings, page, body)
    _add_organizer(component, catalogue)
    return Scheduled(component.to_ical(), modified, moments)


def line(text: str) -> str:
    """Plain text on one line, without what a calendar cannot carry (RFC 5545, section 3.1)."""
    return " ".join(CONTROL.sub("", text).split())


def _moment(when: When) -> datetime:
    """A revision's moment in UTC; a day without a time is its noon, as in feeds."""
    at = when.at if not when.whole_day else datetime.combine(when.day, _NOON, tzinfo=when.at.tzinfo)
    return at.astimezone(UTC)


def _moments(event: Event) -> tuple[date, ...]:
    """Beginning and end, both days or both moments (RFC 5545, section 3.8.2.2); the end is the first that is no part.

    Without an end nothing is invented: a day lasts a day, and a moment says only when it begins.
    """
    starts, ends = event.starts, event.ends
    assert starts is not None
    if starts.whole_day:
        return (starts.day, ends.day + timedelta(days=1)) if ends else (starts.day,)
    return local([starts.at, *([ends.end] if ends else [])], parse_zone(event.timezone))


def _add_state(component: Component, event: Event, days: int) -> None:
    """Status, and a number that grows with every change that readers must hear of.

    It grows with `updated` and, on the same day, from scheduled to postponed to cancelled.
    """
    component.add("status", vText(_STATUS[event.status]))
    component.add("sequence", len(_STEPS) * days + _STEPS.index(event.status))
    if event.status != "scheduled":
        component.add("transp", vText("TRANSPARENT"))


def _add_words(component: Component, event: Event, strings: Strings, page: str, body: Body | None) -> None:
    status = "" if event.status == "scheduled" else strings(f"event.{event.status}")
    title = line(event.title) or page
    component.add("summary", vText(strings("calendar.status", status=status, title=title) if status else title))
    place = event.location
    online = _address(place.url, page)
    if where := ", ".join(filter(None, map(line, (place.name, place.address)))) or online:
        component.add("location", vText(where))
    if online:
        component.add("conference", vUri(online), parameters={"VALUE": "URI"})
    if tags := list(filter(None, map(line, event.tags))):
        component.add("categories", vCategory([vText(tag) for tag in tags]))
    component.add("url", vUri(page))
    component.add("description", vText(_description(event, strings, page, online, body)))


def _description(event: Event, strings: Strings, page: str, online: str, body: Body | None) -> str:
    """What it is about, and the addresses again: many programs show no other text."""
    about = line(event.description or (body.excerpt if body else ""))
    register = _address(event.register, page) if event.status == "scheduled" else ""
    links = [("event.online", online), ("event.register", register)]
    lines = [strings("calendar.link", title=strings(key), url=url) for key, url in links if url]
    return "\n\n".join(filter(None, (about, "\n".join([*lines, page]))))


def _address(url: str, page: str) -> str:
    """An address as seen from the page, with nothing in it that an address cannot hold (RFC 3986)."""
    return quote(urljoin(page, url), safe=":/?#[]@!$&'()*+,;=%~-._", errors="replace") if url else ""


def _add_organizer(component: Component, catalogue: Catalogue) -> None:
    """The firm, where it shows an e-mail address on its pages."""
    company = catalogue.company
    emails = (contact.email for contact in company.contacts) if company else ()
    email = next((email for email in emails if _ADDRESS.fullmatch(email)), "")
    if company and email:
        organizer = vCalAddress(f"mailto:{email}")
        organizer.params["CN"] = line(company.name or catalogue.site.name).replace('"', "'")
        component.add("organizer", organizer)

"""Which cards a site has, and the words on each. Nothing is drawn here."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from msgspec import Struct

from goodword.catalogue import Catalogue
from goodword.entries import DATED, Entry, Event, PressUpdate, Profile
from goodword.gate import is_listed
from goodword.html import CONTROL
from goodword.index import Index
from goodword.paths import is_shown_by_networks
from goodword.strings import Strings

NAME = "card.png"


class Card(Struct, frozen=True):
    """The words on one card, each of them one line of plain text."""

    page: str
    """The address of the page it goes with; the front page's serves every page without one of its own."""
    kicker: str
    title: str
    name: str
    """The firm's."""

    @property
    def path(self) -> str:
        """The file, below the output folder."""
        return f"{self.page}{NAME}"


def cards(catalogue: Catalogue, index: Index, strings: Strings, now: datetime) -> Iterator[Card]:
    """A card for the site, and for every entry listed at `now` that has no picture networks can show.

    Of an unlisted entry nothing stands outside its own page: it has the site's.
    """
    company = catalogue.company
    name = _line(company.name if company else "") or _line(catalogue.site.name)
    tagline = company.tagline if company else ""
    yield Card("", "", _line(tagline or catalogue.site.description or name), name)
    sections = {section.path: index.title_of(section) for section in catalogue.site.sections}
    for entry in catalogue.entries:
        if entry.permalink and is_listed(entry, now) and not (entry.image and is_shown_by_networks(entry.image.src)):
            kicker = _kicker(entry, sections.get(entry.section, ""), catalogue, strings)
            yield Card(entry.permalink, _line(kicker), _line(entry.headline or entry.title), name)


def _kicker(entry: Entry, section: str, catalogue: Catalogue, strings: Strings) -> str:
    """What kind of page it is, and of an event its day."""
    if isinstance(entry, Event):
        day = strings.date(entry.starts.day) if entry.starts else None
        status = strings(f"event.{entry.status}") if entry.status != "scheduled" else ""
        return " · ".join(filter(None, (section or strings("kind.event"), day.text if day else "", status)))
    if isinstance(entry, PressUpdate):
        return strings(f"press.{entry.type}")
    if isinstance(entry, Profile):
        person = catalogue.people.get(entry.person)
        return person.role if person else ""
    return section or (strings(f"kind.{entry.kind}") if entry.kind in DATED else "")


def _line(text: str) -> str:
    return " ".join(CONTROL.sub("", text).split())

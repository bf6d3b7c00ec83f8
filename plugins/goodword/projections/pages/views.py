"""Entries and people as templates see them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from functools import cached_property

from goodword.catalogue import Catalogue
from goodword.dates import Duration
from goodword.entries import DATED, Entry, Image, Link, Person, PressUpdate, Quote, Section, Testimonial
from goodword.gate import State, state
from goodword.html import Body, shorten
from goodword.index import Index
from goodword.paths import href, slugify
from goodword.projections.pages import details
from goodword.projections.pages.media import media_views
from goodword.strings import Strings
from goodword.views import (
    Detail,
    EntryView,
    ImageView,
    LinkView,
    PersonView,
    QuoteView,
    TestimonialView,
)

_WORDS_A_MINUTE = 220
_YEAR = Duration(months=12)
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Told:
    """All that a view tells of an entry's text."""

    excerpt: str
    minutes: int


def told_of(body: Body | None) -> Told:
    """What is told of a body; an entry that was not rendered has no excerpt."""
    return Told(body.excerpt, max(1, round(body.words / _WORDS_A_MINUTE))) if body else Told("", 1)


Filters = tuple[tuple[LinkView, ...], tuple[LinkView, ...]]
"""The years and the topics of a section."""


@dataclass(frozen=True)
class Views:
    """Everything a view may be made of, and each entry's view once it was asked for."""

    catalogue: Catalogue
    index: Index
    strings: Strings
    bodies: Mapping[str, Body]
    """By permalink; an entry without one (not rendered) has no excerpt and no reading time."""
    now: datetime
    preview: bool = False
    has_listings: bool = True
    """Whether the pages that list (sections, tags, years) exist."""
    archived: Mapping[str, date] = field(default_factory=dict)
    """By section path, where the owner asks for it: the day from which its heading is that of an archive."""
    _entries: dict[str, EntryView] = field(default_factory=dict)
    _tags: dict[str, LinkView] = field(default_factory=dict)
    _people: dict[str, PersonView] = field(default_factory=dict)
    _filters: dict[str, Filters] = field(default_factory=dict)

    @property
    def today(self) -> date:
        """The day it is on the site's clock."""
        return self.now.astimezone(self.catalogue.site.zone).date()

    def once(self, section: str, work: Callable[[], Filters]) -> Filters:
        """A section's years and topics, worked out for the first of its pages."""
        if section not in self._filters:
            self._filters[section] = work()
        return self._filters[section]

    def entries(self, entries: Iterable[Entry]) -> tuple[EntryView, ...]:
        """Several entries, in their order."""
        return tuple(self.entry(entry) for entry in entries)

    def entry(self, entry: Entry) -> EntryView:
        """One entry, on its own page and in every list alike."""
        known = self._entries.get(entry.source)
        if known is None:
            known = self._entries[entry.source] = self._made(entry)
        return known

    def _made(self, entry: Entry) -> EntryView:
        told = told_of(self.bodies.get(entry.permalink))
        age_from = _YEAR.after(entry.date.day) + _DAY if entry.date and entry.kind in DATED else None
        age_text = self.strings("age.published", year=entry.date.day.year) if age_from and entry.date else ""
        return EntryView(
            kind=entry.kind,
            label=self._label(entry),
            title=entry.title,
            headline=entry.headline or entry.title,
            url=href(entry.permalink),
            description=entry.description or told.excerpt,
            standfirst=entry.description,
            date=self.strings.date(entry.date),
            updated=self.strings.date(entry.updated),
            reviewed=self.strings.date(entry.reviewed),
            age_label=age_text if age_from and age_from <= self.today else "",
            age_from=age_from.isoformat() if age_from else "",
            age_text=age_text,
            section=self._sections.get(entry.section),
            tags=tuple(self.tag(tag) for tag in entry.tags),
            authors=tuple(self.known(id) for id in entry.authors if id in self.catalogue.people),
            image=image_view(entry.image),
            minutes=told.minutes,
            pin=entry.pin,
            **self._state(entry),
            media=media_views(entry, self) if entry.media else (),
            canonical=entry.canonical,
            detail=self._detail(entry),
        )

    def _label(self, entry: Entry) -> str:
        return self.strings(f"press.{entry.type}" if isinstance(entry, PressUpdate) else f"kind.{entry.kind}")

    def _state(self, entry: Entry) -> dict[str, str]:
        now = state(entry, self.now)
        word = "" if now is State.PUBLISHED else str(now)
        return {"state": word, "state_label": self.strings(f"state.{word}") if word else ""}

    @cached_property
    def _sections(self) -> Mapping[str, LinkView]:
        return {section.path: self.section_link(section) for section in self.catalogue.site.sections}

    def section_link(self, section: Section) -> LinkView:
        """A link to a section's listing."""
        return LinkView(title=self.index.title_of(section), url=href(section.url))

    def _detail(self, entry: Entry) -> Detail:
        return details.detail(entry, self)

    def tag(self, tag: str) -> LinkView:
        """A tag; it leads somewhere when a listed entry has it."""
        if tag not in self._tags:
            slug = slugify(tag)
            url = f"tags/{href(slug)}/" if self.has_listings and slug in self.index.tags else ""
            self._tags[tag] = LinkView(title=tag, url=url)
        return self._tags[tag]

    def known(self, id: str) -> PersonView:
        """A person of the catalogue, in every byline alike."""
        if id not in self._people:
            self._people[id] = self.person(self.catalogue.people[id])
        return self._people[id]

    def person(self, person: Person) -> PersonView:
        """A person in a byline, a quotation or a list."""
        links = tuple(LinkView(title=link.title, url=link.url) for link in person.links)
        own = f"people/{href(person.id)}/" if person.id in self.index.profiles else ""
        return PersonView(
            id=person.id,
            name=person.name,
            initials=initials(person.name),
            role=person.role,
            organisation=person.organisation,
            relation=person.relation,
            relation_label=self.strings(f"relation.{person.relation}") if person.relation else "",
            connection=person.connection,
            url=own or (links[0].url if links else ""),
            links=links,
            photo=image_view(person.photo),
            email=person.email,
            phone=person.phone,
        )

    def who(self, who: str | Person | None) -> PersonView | None:
        """A person by id or written out."""
        person = self.catalogue.person(who)
        return self.person(person) if person else None

    def press_contact(self) -> PersonView | None:
        """Whom journalists ask: the person of company.yml, with the address the firm gives for the press."""
        company = self.catalogue.company
        person = self.catalogue.person(company.press_contact) if company and company.press_contact else None
        if company is None or person is None:
            return None
        desk = next((c for c in company.contacts if "press" in f"{c.name} {c.role}".casefold()), None)
        if desk and not (person.email or person.phone):
            person = replace(person, email=desk.email, phone=desk.phone)
        return self.person(person)

    def quote(self, quote: Quote | None) -> QuoteView | None:
        """Words with whose they are."""
        return QuoteView(text=quote.text, by=self.who(quote.by)) if quote and quote.text else None

    def testimonial(self, said: Testimonial) -> TestimonialView:
        """A customer's words."""
        person = self.catalogue.person(said.by)
        return TestimonialView(
            quote=QuoteView(text=said.text, by=self.person(person) if person else None),
            date=self.strings.date(said.date),
            connection=said.connection or (person.connection if person else ""),
            source=said.source_url,
        )


def image_view(image: Image | None) -> ImageView | None:
    """A picture of the site or from elsewhere."""
    if image is None or not image.src:
        return None
    return ImageView(src=image.src, alt=image.alt, caption=image.caption, credit=image.credit)


def link_views(links: Iterable[Link]) -> tuple[LinkView, ...]:
    """Links as they are."""
    return tuple(LinkView(title=link.title, url=link.url) for link in links)


def initials(name: str) -> str:
    """Two letters that stand for a name: of its first and its last word."""
    words = [word for word in name.split() if word[0].isalpha()]
    return "".join(word[0] for word in (words[:1] + words[1:][-1:])).upper()


def summary(text: str) -> str:
    """One line of plain text for a head or a list."""
    return shorten(" ".join(text.split()), 160)

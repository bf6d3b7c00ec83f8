"""Entries and people as templates see them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime, timedelta
from functools import cached_property

from msgspec import Struct, field

from goodword.catalogue import Catalogue
from goodword.dates import Duration
from goodword.entries import (
    DATED,
    Consent,
    Entry,
    Link,
    Person,
    PressUpdate,
    Quote,
    Response,
    Section,
    Testimonial,
)
from goodword.gate import State, as_agreed, state
from goodword.html import Body, shorten
from goodword.index import Index
from goodword.paths import href, slugify
from goodword.projections.pages import details
from goodword.projections.pages.media import media_views
from goodword.projections.pages.portraits import image_view, initials
from goodword.strings import Strings
from goodword.views import (
    Detail,
    EntryView,
    LinkView,
    PersonView,
    QuoteView,
    ResponseView,
    TestimonialView,
)

_HELD = 16_384
"""Views of entries that are held: of a larger site, all would fill the memory."""
_WORDS_A_MINUTE = 220
_YEAR = Duration(months=12)
_DAY = timedelta(days=1)


class Told(Struct, frozen=True):
    """All that a view tells of an entry's text."""

    excerpt: str
    minutes: int


def told_of(body: Body | None) -> Told:
    """What is told of a body; an entry that was not rendered has no excerpt."""
    return Told(body.excerpt, max(1, round(body.words / _WORDS_A_MINUTE))) if body else Told("", 1)


Filters = tuple[tuple[LinkView, ...], tuple[LinkView, ...], tuple[LinkView, ...]]
"""The years, the topics and the types of a section."""


class Views(Struct, frozen=True, dict=True):
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
    has_newsroom: bool = False
    """Whether kits and plain texts exist."""
    sizes: Mapping[str, int] = field(default_factory=dict)
    """Bytes of published files as they are published, by path; known once the host has rendered."""
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
        """A section's filters, worked out for the first of its pages."""
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
            if len(self._entries) >= _HELD:
                self._entries.clear()
            known = self._entries[entry.source] = self._made(entry)
        return known

    def _made(self, entry: Entry) -> EntryView:
        told = told_of(self.bodies.get(entry.permalink))
        ages = entry.date if entry.kind in DATED and not entry.evergreen else None
        age_from = _YEAR.after(ages.day) + _DAY if ages else None
        age_text = self.strings("age.published", year=ages.day.year) if ages else ""
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
            meta=entry.meta,
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

    @cached_property
    def listed(self) -> Mapping[str, Entry]:
        """What may be led to, by source."""
        return {entry.source: entry for entry in (*self.index.dated, *self.index.pages)}

    def size(self, src: str) -> int:
        """Bytes of a published file; 0 where nobody knows."""
        return self.sizes.get(src, 0)

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
            name=person.name or self.strings(f"person.unnamed.{person.relation or 'customer'}"),
            initials=initials(person.name),
            role=person.role,
            organisation=person.organisation,
            relation=person.relation,
            relation_label=self.strings(f"relation.{person.relation}") if person.relation else "",
            group=self.strings(f"relations.{person.relation or 'other'}"),
            connection=self._connection(person.connection),
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

    def press_contact(self, own: str | Person | None = None) -> PersonView | None:
        """Whom journalists ask about an update, or about anything."""
        person = self.catalogue.press_contact(own, self.today)
        return self.person(person) if person else None

    def quote(self, quote: Quote | None, consent: Consent | None = None) -> QuoteView | None:
        """Words with whose they are, as far as their consent goes."""
        return QuoteView(text=quote.text, by=self.agreed(quote.by, consent)) if quote and quote.text else None

    def agreed(self, who: str | Person | None, consent: Consent | None) -> PersonView | None:
        """As much of a person as they agreed to show."""
        person = self.catalogue.person(who)
        return self.person(as_agreed(person, consent)) if person else None

    def testimonial(self, said: Testimonial) -> TestimonialView:
        """A customer's words."""
        by = self.agreed(said.by, said.consent)
        return TestimonialView(
            quote=QuoteView(text=said.text, by=by),
            date=self.strings.date(said.date),
            connection=self._connection(said.connection) or (by.connection if by else ""),
            source=said.source_url,
        )

    def response(self, answered: Response) -> ResponseView:
        """A criticism and its answer."""
        by = None if answered.anonymous else self.agreed(answered.by, answered.consent)
        return ResponseView(
            quote=QuoteView(text=answered.said, by=by),
            date=self.strings.date(answered.date),
            did=answered.did,
            done=self.strings.date(answered.done),
        )

    def _connection(self, text: str) -> str:
        return self.strings("connection.none") if text.casefold() == "none" else text


def link_views(links: Iterable[Link]) -> tuple[LinkView, ...]:
    """Links as they are."""
    return tuple(LinkView(title=link.title, url=link.url) for link in links)


def summary(text: str) -> str:
    """One line of plain text for a head or a list."""
    return shorten(" ".join(text.split()), 160)

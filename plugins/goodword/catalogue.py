"""Every entry of the site, complete, ordered and cross-checked before anything is made of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from functools import cached_property
from zoneinfo import ZoneInfo

from msgspec import Struct, field
from msgspec.structs import replace

from goodword import checks
from goodword.answers import counted
from goodword.data_files import DataFiles
from goodword.dates import start_of
from goodword.entries import (
    Attachment,
    Company,
    Entry,
    Offer,
    Person,
    Response,
    Section,
    Source,
    Testimonial,
)
from goodword.gate import has_left, is_built, may_answer, may_quote, next_change, within_leave
from goodword.identity import Kept, resolve
from goodword.index import Index, indexed
from goodword.ledger import Ledger
from goodword.paths import is_markdown, named
from goodword.problems import Problem, ordered
from goodword.profiles import merged, with_profiles
from goodword.reader import Read, read
from goodword.related import Weights
from goodword.withdrawal import Gone, firm_without, unsaid, withdrawn, without

Reader = Callable[[Source, Sequence[Section], ZoneInfo], Read]


class Site(Struct, frozen=True, kw_only=True):
    """What the configuration says of the whole site."""

    name: str
    url: str
    """Absolute, with a slash at its end; empty where the configuration has none."""
    description: str = ""
    language: str = "en"
    zone: ZoneInfo = field(default_factory=lambda: ZoneInfo("UTC"))
    sections: tuple[Section, ...] = ()
    authority: str = ""
    """The domain of the entries' tag URIs (RFC 4151); empty for addresses as identities."""
    since: str = ""
    """The date of the tag URIs: when the firm held the authority."""
    tags: tuple[str, ...] = ()
    """The only tags allowed; empty allows all."""
    per_page: int = 10
    related: Weights = field(default_factory=Weights)
    """How entries that go together are found."""


class Catalogue(Struct, frozen=True, dict=True):
    """The whole site as values; entries newest first, undated ones last, then by permalink."""

    site: Site
    entries: tuple[Entry, ...]
    people: Mapping[str, Person]
    company: Company | None
    testimonials: tuple[Testimonial, ...]
    drafts: tuple[Testimonial, ...] = ()
    """Testimonials that nobody judges or shows yet."""
    responses: tuple[Response, ...] = ()
    offers: tuple[Offer, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    listed_people: Mapping[str, Person] = field(default_factory=dict)
    """As the data files have them."""
    withdrawn_portraits: frozenset[str] = frozenset()
    """Photographs that nothing publishes any more."""
    own_pages: tuple[tuple[Person, Entry], ...] = ()
    """What people's own pages say of them."""
    kept: Kept = field(default_factory=Kept)
    """What the ledger of identities says of the entries."""

    def told_by(self, is_seen: Callable[[Entry], bool]) -> Catalogue:
        """The same catalogue with people as those of their pages tell that may be seen."""
        people = dict(self.listed_people)
        for own, page in self.own_pages:
            if is_seen(page):
                people[own.id] = merged(self.listed_people.get(own.id), own, page)
        return replace(self, people={id: within_leave(person) for id, person in people.items()})

    @property
    def sayings(self) -> tuple[Testimonial | Response, ...]:
        """Words of people that stand in lists."""
        return (*self.testimonials, *self.responses)

    @property
    def listed(self) -> tuple[Testimonial | Response | Offer, ...]:
        """What stands in lists and is no entry."""
        return (*self.testimonials, *self.responses, *self.offers)

    @property
    def sections(self) -> tuple[Section, ...]:
        """The configuration's sections."""
        return self.site.sections

    @property
    def allowed_tags(self) -> tuple[str, ...]:
        """The only tags allowed; empty allows all."""
        return self.site.tags

    @cached_property
    def by_source(self) -> Mapping[str, Entry]:
        """Entries by their file."""
        return {entry.source: entry for entry in self.entries}

    def built(self, now: datetime) -> tuple[Entry, ...]:
        """Entries that have a page at `now`."""
        return tuple(entry for entry in self.entries if is_built(entry, now))

    def withheld(self, now: datetime) -> tuple[Entry, ...]:
        """Entries of which nothing may be seen at `now`."""
        return tuple(entry for entry in self.entries if not is_built(entry, now))

    def next_change(self, now: datetime) -> datetime | None:
        """The next moment after `now` at which a rebuild would give another site."""
        done = (each.done for each in self.responses if may_answer(each, now))
        said = (each.date for each in self.testimonials if may_quote(each, now))
        days = (*done, *said, *(person.left for person in self.people.values()))
        begun = (start_of(day, self.site.zone) for day in days if day)
        return next_change(self.entries, now, self.listed, begun)

    def index(self, now: datetime, *, preview: bool = False) -> Index:
        """The entries listed at `now`, by section, tag, person, year and series."""
        return indexed(self.entries, self.people, now, preview=preview)

    def without(self, gone: Gone) -> Catalogue:
        """The same lists and firm without those who took back their leave."""
        return replace(
            self,
            company=firm_without(self.company, gone),
            withdrawn_portraits=gone.pictures,
            testimonials=tuple(unsaid(said, gone) for said in self.testimonials),
            responses=tuple(unsaid(said, gone) for said in self.responses),
        )

    def only(self, entry: Entry) -> Catalogue:
        """A catalogue of one entry and nothing around it."""
        return replace(
            self,
            entries=(entry,),
            people={},
            company=None,
            testimonials=(),
            drafts=(),
            responses=(),
            offers=(),
            attachments=(),
        )

    def person(self, who: str | Person | None) -> Person | None:
        """A person by id, or as written out; None where nobody is meant or known."""
        return self.people.get(who) if isinstance(who, str) else who

    def press_contact(self, own: str | Person | None, day: date) -> Person | None:
        """Whom journalists ask on `day`: an update's own contact, else the firm's, and nobody who has left.

        Who has no address of their own has the one that the firm gives for the press.
        """
        contacts = self.company.contacts if self.company else ()
        desk = next((c for c in contacts if "press" in f"{c.name} {c.role}".casefold()), None)
        for who in (own, self.company.press_contact if self.company else ""):
            person = self.person(who or None)
            if person and not has_left(person, day):
                alone = desk is not None and not (person.email or person.phone)
                return replace(person, email=desk.email, phone=desk.phone) if desk and alone else person
        return desk

    def identity(self, entry: Entry) -> str:
        """The entry's permanent id: its own, else the ledger's, else what its address gives."""
        return entry.id or self.kept.id_of(entry.source) or self.minted(entry)

    def minted(self, entry: Entry) -> str:
        """The id of an entry that nobody knows yet: a tag URI of its permalink (RFC 4151), else its address."""
        if self.site.authority:
            return f"tag:{self.site.authority},{self.site.since}:{named(entry.permalink)}"
        return self.site.url + named(entry.permalink)


class Loaded(Struct, frozen=True):
    """A catalogue and everything wrong with its sources; entries that cannot be read are missing from it."""

    catalogue: Catalogue
    problems: tuple[Problem, ...]


def load(
    site: Site,
    sources: Iterable[Source],
    attachments: Iterable[Attachment] = (),
    reader: Reader = read,
    ledger: Ledger | None = None,
) -> Loaded:
    """All of a site's sources as one catalogue. Faults never raise: they are returned, all of them.

    `reader` may remember what `read` once gave.
    """
    listed = sorted(sources, key=lambda source: source.uri)
    pages = [reader(source, site.sections, site.zone) for source in listed if is_markdown(source.uri)]
    data = DataFiles.of(listed, site.zone)
    said = [page.said for page in pages if page.said]
    own = tuple((page.person, page.entry) for page in pages if page.person and page.entry)
    catalogue = Catalogue(
        site=site,
        entries=(),
        people={},
        company=data.company,
        testimonials=(*data.testimonials, *(each for each in said if not each.draft)),
        drafts=tuple(each for each in said if each.draft),
        responses=data.responses,
        offers=data.offers,
        attachments=tuple(attachments),
        listed_people=data.people,
        own_pages=own,
    ).told_by(lambda page: not page.draft)
    tables = {source.uri: source.text for source in listed if source.uri.endswith(".csv")}
    gone = withdrawn(catalogue.people)
    catalogue = catalogue.without(gone)
    counts = [counted(without(entry, gone), tables) for entry in with_profiles(pages, catalogue.people)]
    catalogue = replace(catalogue, entries=tuple(sorted((entry for entry, _ in counts), key=order)))
    kept = resolve(catalogue.entries, ledger, catalogue.minted, [source.uri for source in listed])
    catalogue = replace(catalogue, kept=kept)
    read_problems = (p for page in pages for p in page.problems)
    miscounts = (problem for _, found in counts for problem in found)
    problems = [*data.problems, *read_problems, *miscounts, *kept.problems, *checks.check(catalogue)]
    return Loaded(catalogue, ordered(problems))


def order(entry: Entry) -> tuple[bool, float, str]:
    """Newest first; what has no date comes last; the permalink makes it total."""
    return (entry.date is None, -entry.date.at.timestamp() if entry.date else 0.0, entry.permalink)

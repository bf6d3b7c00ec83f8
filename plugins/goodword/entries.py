"""The values everything else is made of: one frozen type for each thing a firm writes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar

from goodword.dates import Duration, When
from goodword.problems import Place


@dataclass(frozen=True, slots=True)
class Source:
    """A file of the content folder: its path relative to it, with `/`, and its text."""

    uri: str
    text: str


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that is not text: path relative to the content folder, size in bytes, media type."""

    uri: str
    size: int
    media_type: str


@dataclass(frozen=True, slots=True)
class Link:
    """A title and where it leads; `url` may be empty for a source that is not on the web."""

    title: str
    url: str


@dataclass(frozen=True, slots=True)
class Image:
    """A picture: path relative to the content folder, or a URL."""

    src: str
    alt: str
    caption: str = ""
    credit: str = ""


@dataclass(frozen=True, slots=True)
class Media:
    """Audio or video that goes with an entry; `duration` as written."""

    src: str
    type: str
    title: str = ""
    duration: str = ""
    transcript: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody whom entries name."""

    id: str
    """Empty for a person written out in an entry."""
    name: str
    role: str = ""
    organisation: str = ""
    relation: str = ""
    links: tuple[Link, ...] = ()
    photo: Image | None = None
    connection: str = ""
    since: dt.date | None = None
    left: dt.date | None = None
    profile: bool = False
    email: str = ""
    phone: str = ""
    biography: str = ""
    source: str = ""
    place: Place = field(default_factory=Place)


@dataclass(frozen=True, slots=True)
class Consent:
    """Leave to show a person's words. Where the proof is kept is never published."""

    date: dt.date | None = None
    covers: tuple[str, ...] = ()
    until: When | None = None
    by: str = ""
    withdrawn: bool = False

    def holds(self, now: dt.datetime) -> bool:
        """Whether the words may be shown at `now`."""
        return not self.withdrawn and self.date is not None and (self.until is None or now < self.until.end)


@dataclass(frozen=True, slots=True)
class Quote:
    """Somebody's words: `by` is a person's id, or a person written out."""

    text: str
    by: str | Person | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Latest:
    """The block `latest`: the newest entries of a section or a tag."""

    section: str = ""
    tag: str = ""
    kind: str = ""
    limit: int = 3
    title: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """Something of the site placed in a text: `text` is the fenced code as written, fences included."""

    text: str
    call: Latest


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What all kinds share. `source` is the file, `permalink` its address (`articles/pricing/`)."""

    kind: ClassVar[str]
    source: str
    permalink: str
    section: str
    """The path of its section (`articles`), or empty."""
    title: str
    body: str
    """Markdown without the metadata and without the first h1."""
    body_line: int = 1
    headline: str = ""
    """The first h1 as plain text; the title where the text has none."""
    description: str = ""
    date: When | None = None
    updated: When | None = None
    reviewed: dt.date | None = None
    publish_at: When | None = None
    expires: When | None = None
    on_expiry: str = "hide"
    review_in: Duration | None = None
    evergreen: str = ""
    draft: bool = False
    unlisted: bool = False
    owner: str = ""
    authors: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    id: str = ""
    image: Image | None = None
    media: tuple[Media, ...] = ()
    canonical: str = ""
    license: str = ""
    pin: bool = False
    series: str = ""
    order: int | None = None
    related: tuple[str, ...] = ()
    """Source paths relative to the content folder."""
    consent: Consent | None = None
    meta: Mapping[str, object] = field(default_factory=dict)
    host: Mapping[str, object] = field(default_factory=dict)
    """Keys of the host (`template`, `hide`), passed through."""
    places: Mapping[str, Place] = field(default_factory=dict)
    """Where each key's value stands in the file."""
    blocks: tuple[Block, ...] = ()
    """The ```goodword blocks of the body, in their order."""

    @property
    def is_index(self) -> bool:
        """Whether it introduces a folder."""
        return self.source.rpartition("/")[2] in ("index.md", "README.md")

    def place(self, key: str) -> Place:
        """Where the value of `key` stands, or the head of the file."""
        return self.places.get(key, Place())

    def files(self) -> tuple[str, ...]:
        """Files of the content folder that the metadata names."""
        named = [media.src for media in self.media]
        return (*named, self.image.src) if self.image else tuple(named)


@dataclass(frozen=True, slots=True, kw_only=True)
class Article(Entry):
    """Answers a reader's question."""

    kind: ClassVar[str] = "article"
    audience: str = ""
    takeaway: str = ""
    sources: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class Correction:
    """What was put right, and when."""

    date: dt.date
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PressUpdate(Entry):
    """News of the firm, or what others published about it (`type: coverage`)."""

    kind: ClassVar[str] = "press"
    type: str = "release"
    dateline: str = ""
    embargo: When | None = None
    contact: str | Person | None = None
    outlet: str = ""
    outlet_url: str = ""
    corrections: tuple[Correction, ...] = ()
    kit: tuple[str, ...] = ()

    def files(self) -> tuple[str, ...]:
        """Files of the content folder that the metadata names, the kit's included."""
        return Entry.files(self) + self.kit


@dataclass(frozen=True, slots=True)
class Result:
    """A measured outcome."""

    figure: str
    what: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Story(Entry):
    """What a customer achieved."""

    kind: ClassVar[str] = "story"
    customer: str | Person | None = None
    problem: str = ""
    results: tuple[Result, ...] = ()
    quote: Quote | None = None


@dataclass(frozen=True, slots=True)
class Location:
    """Where an event takes place; `url` for one that takes place online."""

    name: str = ""
    address: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Event(Entry):
    """Something to come to."""

    kind: ClassVar[str] = "event"
    starts: When | None = None
    ends: When | None = None
    timezone: str = ""
    location: Location = field(default_factory=Location)
    register: str = ""
    status: str = "scheduled"

    @property
    def over(self) -> dt.datetime | None:
        """The moment after which it is past: its end, else the end of the day on which it starts."""
        if self.ends:
            return self.ends.end
        if not self.starts:
            return None
        return When(self.starts.at.replace(hour=0, minute=0, second=0, microsecond=0), True).end


@dataclass(frozen=True, slots=True)
class Option:
    """One answer of a poll."""

    text: str
    votes: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Poll(Entry):
    """A question to the community."""

    kind: ClassVar[str] = "poll"
    question: str = ""
    opens: When | None = None
    closes: When | None = None
    options: tuple[Option, ...] = ()
    method: str = ""
    vote: str = ""

    def is_open(self, now: dt.datetime) -> bool:
        """Whether votes count at `now`."""
        return (self.opens is None or self.opens.at <= now) and (self.closes is None or now < self.closes.end)


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile(Entry):
    """The page of a person of people.yml, with the biography as its body; `person` is the id."""

    kind: ClassVar[str] = "person"
    person: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page(Entry):
    """Anything else. `type` sets how often it must be reviewed."""

    kind: ClassVar[str] = "page"
    type: str = ""


KINDS: Mapping[str, type[Entry]] = {cls.kind: cls for cls in (Article, PressUpdate, Story, Event, Poll, Profile, Page)}
DATED = frozenset({"article", "press", "story", "event", "poll"})
"""Kinds that need a date and appear in listings and feeds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Testimonial:
    """A customer's words in `testimonials.yml`."""

    text: str
    by: str | Person
    date: dt.date | None
    consent: Consent | None
    connection: str = ""
    source_url: str = ""
    tags: tuple[str, ...] = ()
    source: str = ""
    place: Place = field(default_factory=Place)


@dataclass(frozen=True, slots=True)
class Value:
    """Something the firm stands for, with what shows it."""

    text: str
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Company:
    """The firm, from company.yml."""

    name: str
    legal_name: str = ""
    tagline: str = ""
    boilerplate: str = ""
    logo: str = ""
    url: str = ""
    address: str = ""
    founded: str = ""
    contacts: tuple[Person, ...] = ()
    press_contact: str = ""
    profiles: tuple[Link, ...] = ()
    values: tuple[Value, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """A folder whose entries belong together. `path` has no slash at its ends."""

    path: str
    kind: str
    title: str
    cadence: Duration | None = None

    @property
    def url(self) -> str:
        """The address of its listing."""
        return f"{self.path}/"

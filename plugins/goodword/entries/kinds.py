"""An entry, and one type for each kind of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import ClassVar

from msgspec import Struct, field

from goodword.dates import Duration, When
from goodword.entries.calls import Block, ElsewhereCall
from goodword.entries.parts import (
    Consent,
    Correction,
    Ignore,
    Image,
    KitFile,
    Link,
    Location,
    Media,
    Option,
    Person,
    Quote,
    Result,
)
from goodword.problems import Place


class Entry(Struct, frozen=True, kw_only=True):
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
    embargo: When | None = None
    expires: When | None = None
    on_expiry: str = "hide"
    review_in: Duration | None = None
    evergreen: str = ""
    ignores: tuple[Ignore, ...] = ()
    """Rules of freshness that do not judge it."""
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
    faulty_blocks: tuple[Block, ...] = ()
    """Those with an option that cannot be read: they are judged like the others, and shown nowhere."""

    @property
    def is_index(self) -> bool:
        """Whether it introduces a folder."""
        return self.source.rpartition("/")[2] in ("index.md", "README.md")

    def place(self, key: str) -> Place:
        """Where the value of `key` stands, or the head of the file."""
        return self.places.get(key) or self.places.get(key.split(".", maxsplit=1)[0], Place())

    def files(self) -> tuple[str, ...]:
        """Files of the content folder that the metadata names."""
        named = [name for media in self.media for name in media.files()]
        named += [own.call.poster for own in self.blocks if isinstance(own.call, ElsewhereCall) and own.call.poster]
        return (*named, self.image.src) if self.image else tuple(named)


class Article(Entry, frozen=True, kw_only=True):
    """Answers a reader's question."""

    kind: ClassVar[str] = "article"
    audience: str = ""
    takeaway: str = ""
    sources: tuple[Link, ...] = ()


class PressUpdate(Entry, frozen=True, kw_only=True):
    """News of the firm, or what others published about it (`type: coverage`)."""

    kind: ClassVar[str] = "press"
    type: str = "release"
    dateline: str = ""
    contact: str | Person | None = None
    outlet: str = ""
    outlet_url: str = ""
    corrections: tuple[Correction, ...] = ()
    kit: tuple[KitFile, ...] = ()
    boilerplate: str = ""
    """In the place of the firm's own."""
    public_embargo: bool = False
    """Whether the author knows that whoever can read the sources can read it before its hour."""

    @property
    def is_own(self) -> bool:
        """Whether the firm says it; else somebody else does."""
        return self.type != "coverage"

    def files(self) -> tuple[str, ...]:
        """Files of the content folder that the metadata names, the kit's included."""
        return Entry.files(self) + tuple(file.src for file in self.kit)


class Story(Entry, frozen=True, kw_only=True):
    """What a customer achieved."""

    kind: ClassVar[str] = "story"
    customer: str | Person | None = None
    problem: str = ""
    done: tuple[str, ...] = ()
    """What was done, step by step, where the text does not tell it."""
    results: tuple[Result, ...] = ()
    quote: Quote | None = None


class Event(Entry, frozen=True, kw_only=True):
    """Something to come to."""

    kind: ClassVar[str] = "event"
    starts: When | None = None
    ends: When | None = None
    timezone: str = ""
    location: Location = field(default_factory=Location)
    register: str = ""
    status: str = "scheduled"

    @property
    def mode(self) -> str:
        """How one takes part: `in-person`, `online`, `mixed` with an address and a URL; empty where nothing says."""
        place = self.location
        if place.url:
            return "mixed" if place.address else "online"
        return "in-person" if place.name or place.address else ""

    @property
    def over(self) -> dt.datetime | None:
        """The moment after which it is past: its end, else the end of the day on which it starts."""
        if self.ends:
            return self.ends.end
        if not self.starts:
            return None
        return When(self.starts.at.replace(hour=0, minute=0, second=0, microsecond=0), True).end


class Poll(Entry, frozen=True, kw_only=True):
    """A question to the community."""

    kind: ClassVar[str] = "poll"
    question: str = ""
    opens: When | None = None
    closes: When | None = None
    options: tuple[Option, ...] = ()
    method: str = ""
    vote: str = ""
    n: int | None = None
    """How many people answered, where the votes do not tell."""
    multiple: bool = False
    """Whether one person may give several answers."""
    results_file: str = ""
    """The CSV file with the votes."""
    results_column: str = ""
    """The column of it that holds people's answers; empty where the votes are counted already."""

    @property
    def counted(self) -> int | None:
        """How many people answered; None before there are results."""
        votes = [option.votes for option in self.options if option.votes is not None]
        return self.n if self.n is not None else sum(votes) if votes else None

    def is_open(self, now: dt.datetime) -> bool:
        """Whether votes count at `now`."""
        return (self.opens is None or self.opens.at <= now) and (self.closes is None or now < self.closes.end)


class Profile(Entry, frozen=True, kw_only=True):
    """The page of a person of people.yml, with the biography as its body; `person` is the id."""

    kind: ClassVar[str] = "person"
    person: str = ""


class Page(Entry, frozen=True, kw_only=True):
    """Anything else. `type` sets how often it must be reviewed."""

    kind: ClassVar[str] = "page"
    type: str = ""


KINDS: Mapping[str, type[Entry]] = {cls.kind: cls for cls in (Article, PressUpdate, Story, Event, Poll, Profile, Page)}


DATED = frozenset({"article", "press", "story", "event", "poll"})
"""Kinds that need a date and appear in listings and feeds."""

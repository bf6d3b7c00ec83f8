"""The small values that entries are made of."""

from __future__ import annotations

import datetime as dt
from typing import ClassVar

from msgspec import Struct, field

from goodword.dates import When
from goodword.problems import Place, Sourced

_FIRST_ZONE = dt.timezone(dt.timedelta(hours=14))
"""Where each day begins first (Line Islands)."""


class Source(Struct, frozen=True):
    """A file of the content folder: its path relative to it, with `/`, and its text."""

    uri: str
    head: str
    """Its text, but for the `body`."""
    body: str = ""
    """The end of its text, where an entry holds the very same: a large site's texts are in memory once."""

    @property
    def text(self) -> str:
        """All of it."""
        return self.head + self.body

    def sharing(self, body: str) -> Source:
        """The same with an entry's text as the end of its own, where it ends so."""
        if not body or body is self.body or not (text := self.text).endswith(body):
            return self
        return Source(self.uri, text.removesuffix(body), body)


class Attachment(Struct, frozen=True):
    """A file that is not text: path relative to the content folder, size in bytes, media type."""

    uri: str
    size: int
    media_type: str
    recording: Recording | None = None
    """What was found in a file that by its name is sound, video or captions; None where nobody has looked."""


class Recording(Struct, frozen=True):
    """What a file plays: media type, empty where it is not what its name says, and length in seconds."""

    type: str
    seconds: int


class Ignore(Struct, frozen=True):
    """A rule of freshness that does not judge one page, and why."""

    code: str
    reason: str


class Link(Struct, frozen=True):
    """A title and where it leads; `url` may be empty for a source that is not on the web."""

    title: str
    url: str


class Image(Sourced, frozen=True):
    """A picture: path relative to the content folder, or a URL."""

    src: str
    alt: str
    caption: str = ""
    credit: str = ""
    place: Place = field(default_factory=Place)


class Media(Sourced, frozen=True):
    """Audio or video that goes with an entry; `duration` as written.

    `transcript` is a source beside the entry, an address, or a place on the entry's own page (`#transcript`).
    """

    whereabouts: ClassVar[tuple[str, ...]] = ("poster_place", "transcript_place", "place")

    src: str
    type: str
    title: str = ""
    duration: str = ""
    transcript: str = ""
    captions: tuple[Captions, ...] = ()
    chapters: tuple[Chapter, ...] = ()
    poster: str = ""
    poster_place: Place = field(default_factory=Place)
    transcript_place: Place = field(default_factory=Place)
    place: Place = field(default_factory=Place)

    def files(self) -> tuple[str, ...]:
        """Files of the content folder that go with it, itself included."""
        return tuple(name for name in (self.src, self.poster, *(one.src for one in self.captions)) if name)


class Captions(Sourced, frozen=True):
    """What is said, line by line, in a WebVTT file; the site's language where none is named."""

    src: str
    language: str = ""
    title: str = ""
    place: Place = field(default_factory=Place)


class Chapter(Struct, frozen=True):
    """Where a part of a recording begins, in seconds."""

    seconds: int
    title: str


class Consent(Struct, frozen=True):
    """Leave to show a person's words. Where the proof is kept is never published."""

    date: dt.date | None = None
    covers: tuple[str, ...] = ()
    until: When | None = None
    by: str = ""
    withdrawn: bool = False

    @property
    def begins(self) -> dt.datetime | None:
        """The moment at which its day begins anywhere on earth."""
        return dt.datetime.combine(self.date, dt.time(), _FIRST_ZONE) if self.date else None

    def holds(self, now: dt.datetime) -> bool:
        """Whether the words may be shown at `now`: leave for something else, or of a day to come, is none for them."""
        covered = not self.covers or "words" in self.covers
        begun = self.begins is not None and self.begins <= now
        return covered and begun and not self.withdrawn and (self.until is None or now < self.until.end)


class Person(Struct, frozen=True, kw_only=True):
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
    consent: Consent | None = None
    """For everything of theirs; where they took it back, none of their words is shown anywhere."""
    source: str = ""
    place: Place = field(default_factory=Place)


class Quote(Struct, frozen=True):
    """Somebody's words: `by` is a person's id, or a person written out."""

    text: str
    by: str | Person | None


class Correction(Struct, frozen=True):
    """What was put right, and when."""

    date: dt.date
    text: str


class KitFile(Sourced, frozen=True):
    """A file for journalists: its path relative to the content folder, what it shows, whose it is, on which terms."""

    src: str
    title: str = ""
    credit: str = ""
    license: str = ""
    place: Place = field(default_factory=Place)


class Result(Struct, frozen=True):
    """A measured outcome."""

    figure: str
    what: str
    source: str


class Location(Struct, frozen=True):
    """Where an event takes place; `url` for one that takes place online."""

    name: str = ""
    address: str = ""
    url: str = ""


class Option(Struct, frozen=True):
    """One answer of a poll."""

    text: str
    votes: int | None

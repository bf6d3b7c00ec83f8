"""The small values that entries are made of."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from goodword.dates import When
from goodword.problems import Place

_FIRST_ZONE = dt.timezone(dt.timedelta(hours=14))
"""Where each day begins first (Line Islands)."""


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
    recording: Recording | None = None
    """What was found in a file that by its name is sound, video or captions; None where nobody has looked."""


@dataclass(frozen=True, slots=True)
class Recording:
    """What a file plays: media type, empty where it is not what its name says, and length in seconds."""

    type: str
    seconds: int


@dataclass(frozen=True, slots=True)
class Ignore:
    """A rule of freshness that does not judge one page, and why."""

    code: str
    reason: str


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
    place: Place = field(default_factory=Place, compare=False)


@dataclass(frozen=True, slots=True)
class Media:
    """Audio or video that goes with an entry; `duration` as written.

    `transcript` is a source beside the entry, an address, or a place on the entry's own page (`#transcript`).
    """

    src: str
    type: str
    title: str = ""
    duration: str = ""
    transcript: str = ""
    captions: tuple[Captions, ...] = ()
    chapters: tuple[Chapter, ...] = ()
    poster: str = ""
    poster_place: Place = field(default_factory=Place, compare=False)
    transcript_place: Place = field(default_factory=Place, compare=False)
    place: Place = field(default_factory=Place, compare=False)

    def files(self) -> tuple[str, ...]:
        """Files of the content folder that go with it, itself included."""
        return tuple(name for name in (self.src, self.poster, *(one.src for one in self.captions)) if name)


@dataclass(frozen=True, slots=True)
class Captions:
    """What is said, line by line, in a WebVTT file; the site's language where none is named."""

    src: str
    language: str = ""
    title: str = ""
    place: Place = field(default_factory=Place, compare=False)


@dataclass(frozen=True, slots=True)
class Chapter:
    """Where a part of a recording begins, in seconds."""

    seconds: int
    title: str


@dataclass(frozen=True, slots=True)
class Consent:
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
    consent: Consent | None = None
    """For everything of theirs; where they took it back, none of their words is shown anywhere."""
    source: str = ""
    place: Place = field(default_factory=Place)


@dataclass(frozen=True, slots=True)
class Quote:
    """Somebody's words: `by` is a person's id, or a person written out."""

    text: str
    by: str | Person | None


@dataclass(frozen=True, slots=True)
class Correction:
    """What was put right, and when."""

    date: dt.date
    text: str


@dataclass(frozen=True, slots=True)
class KitFile:
    """A file for journalists: its path relative to the content folder, what it shows, whose it is, on which terms."""

    src: str
    title: str = ""
    credit: str = ""
    license: str = ""
    place: Place = field(default_factory=Place, compare=False)


@dataclass(frozen=True, slots=True)
class Result:
    """A measured outcome."""

    figure: str
    what: str
    source: str


@dataclass(frozen=True, slots=True)
class Location:
    """Where an event takes place; `url` for one that takes place online."""

    name: str = ""
    address: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Option:
    """One answer of a poll."""

    text: str
    votes: int | None

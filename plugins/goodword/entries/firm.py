"""What is no entry: the firm, its sections, what is said of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from msgspec import Struct, field

from goodword.dates import Duration, When
from goodword.entries.parts import Consent, KitFile, Link, Person
from goodword.problems import Place


class Testimonial(Struct, frozen=True, kw_only=True):
    """A customer's words, in `testimonials.yml` or in a file of their own."""

    text: str
    by: str | Person
    date: dt.date | None
    consent: Consent | None
    connection: str = ""
    source_url: str = ""
    tags: tuple[str, ...] = ()
    draft: bool = False
    source: str = ""
    place: Place = field(default_factory=Place)


class Response(Struct, frozen=True, kw_only=True):
    """What somebody found wrong, and what was done about it."""

    said: str
    by: str | Person | None
    anonymous: bool
    """Whether nobody is named, so that nobody's consent is needed."""
    date: dt.date | None
    consent: Consent | None
    did: str
    done: dt.date | None
    tags: tuple[str, ...] = ()
    source: str = ""
    place: Place = field(default_factory=Place)


class Offer(Struct, frozen=True, kw_only=True):
    """News for customers that is gone after its last day."""

    title: str
    text: str
    terms: str
    url: str
    starts: When | None
    ends: When | None
    tags: tuple[str, ...] = ()
    source: str = ""
    place: Place = field(default_factory=Place)
    """Where its address stands; without one, where it begins."""


class Value(Struct, frozen=True):
    """Something the firm stands for, with what shows it."""

    text: str
    evidence: tuple[str, ...]
    """Addresses, or source paths of entries, relative to the content folder."""
    place: Place = field(default_factory=Place)


class Company(Struct, frozen=True, kw_only=True):
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
    vote: str = ""
    """Where polls are answered that name no address of their own."""
    kit: tuple[KitFile, ...] = ()
    """Files for journalists, whatever the news."""
    places: Mapping[str, Place] = field(default_factory=dict)
    """Where each key's value stands in the file."""

    def place(self, key: str) -> Place:
        """Where the value of `key` stands, or the head of the file."""
        return self.places.get(key, Place())


class Section(Struct, frozen=True):
    """A folder whose entries belong together. `path` has no slash at its ends."""

    path: str
    kind: str
    title: str
    cadence: Duration | None = None
    archive_heading: bool = False
    """Whether readers see it called an archive when nothing new has come for long."""

    @property
    def url(self) -> str:
        """The address of its listing."""
        return f"{self.path}/"

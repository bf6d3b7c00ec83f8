"""The small views that others are made of."""

from __future__ import annotations

from msgspec import Struct


class LinkView(Struct, frozen=True, kw_only=True):
    """A title that leads somewhere."""

    title: str
    url: str


class DateView(Struct, frozen=True, kw_only=True):
    """A day or a moment, once for machines and once for people."""

    iso: str
    """ISO 8601: `2026-05-03` for a day, `2026-05-03T18:00:00+02:00` for a moment."""
    text: str
    """In the site's language, the month in words: `3 May 2026`."""
    short: str
    """Without the year: `3 May`."""
    time: str
    """`18:00`, or empty for a day."""
    day: int
    month: str
    """The month in words: `May`."""
    year: int


class ImageView(Struct, frozen=True, kw_only=True):
    """A picture beside the words."""

    src: str
    alt: str
    caption: str
    credit: str


class PictureView(Struct, frozen=True, kw_only=True):
    """The picture that networks show beside a link to the page."""

    url: str
    alt: str
    width: int
    """In pixels, as `height`; 0 where nobody knows."""
    height: int


class PersonView(Struct, frozen=True, kw_only=True):
    """A person, as shown in a byline, a quotation or a list of people."""

    id: str
    """Empty for a person who is named in an entry and not in people.yml."""
    name: str
    initials: str
    role: str
    organisation: str
    relation: str
    """`team`, `customer`, `advocate`, `partner`, `speaker`, or empty."""
    relation_label: str
    group: str
    """What those with the same relation are called together."""
    connection: str
    """The disclosed material connection, or empty."""
    url: str
    """The person's page here, else their own first link, else empty."""
    links: tuple[LinkView, ...]
    photo: ImageView | None
    email: str
    phone: str


class QuoteView(Struct, frozen=True, kw_only=True):
    """Somebody's words, with whose they are."""

    text: str
    by: PersonView | None


class TestimonialView(Struct, frozen=True, kw_only=True):
    """A customer's words, with date and disclosed connection."""

    quote: QuoteView
    date: DateView | None
    connection: str
    source: str
    """The URL of the review this is taken from, or empty."""


class ResponseView(Struct, frozen=True, kw_only=True):
    """What somebody found wrong, and what was done about it."""

    quote: QuoteView
    """`by` is None where nobody is named."""
    date: DateView | None
    did: str
    done: DateView | None


class OfferView(Struct, frozen=True, kw_only=True):
    """News for customers that is gone after its last day."""

    title: str
    text: str
    terms: str
    url: str
    ends: DateView | None
    over: str
    """ISO 8601 moment after which it is gone, in the reader's browser too."""


class ValueView(Struct, frozen=True, kw_only=True):
    """What the firm stands for, with pages that show it."""

    text: str
    evidence: tuple[LinkView, ...]


class FeedLinkView(Struct, frozen=True, kw_only=True):
    """A feed for the head of a page and for the subscribe link."""

    title: str
    url: str
    type: str
    """Media type, `application/rss+xml`."""
    others: tuple[FeedLinkView, ...] = ()
    """The same feed in other formats."""

    @property
    def formats(self) -> tuple[FeedLinkView, ...]:
        """This and the others."""
        return (self, *self.others)

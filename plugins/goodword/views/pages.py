"""What a whole page is made of."""

from __future__ import annotations

from msgspec import Struct

from goodword.views.entries import EntryView
from goodword.views.following import SubscribeView, SyndicationView
from goodword.views.newsroom import NewsroomView
from goodword.views.parts import (
    DateView,
    FeedLinkView,
    LinkView,
    OfferView,
    PersonView,
    PictureView,
    ResponseView,
    TestimonialView,
)


class SeriesView(Struct, frozen=True, kw_only=True):
    """Where this entry stands in its series."""

    title: str
    entries: tuple[LinkView, ...]
    position: int
    """From 1."""


class GroupView(Struct, frozen=True, kw_only=True):
    """Entries under one heading of a listing; the heading may be empty."""

    key: str
    """A stable word for templates: `upcoming`, `past`, `own`, `coverage`, a year, or empty."""
    title: str
    entries: tuple[EntryView, ...]
    until: str = ""
    """On the front page: the ISO day after which the section is too old to be advertised."""


class PaginationView(Struct, frozen=True, kw_only=True):
    """One page among several; `total` is 1 where there is nothing to page."""

    number: int
    total: int
    newer: str
    older: str
    pages: tuple[LinkView, ...]


class ArchiveView(Struct, frozen=True, kw_only=True):
    """The heading of a section that is long overdue: `Archive 2015–2024`."""

    title: str
    begins: str
    """The ISO day from which it holds."""
    until: str
    """The ISO day before: the last on which the section has its own heading."""
    holds: bool
    """Whether it does today."""


class ListingView(Struct, frozen=True, kw_only=True):
    """A page that lists: a section, a tag, a year, all tags, all people."""

    type: str
    """`section`, `filter` (a part of a newsroom), `tag`, `tags`, `year`, `archive`, `people`,
    `testimonials`, `responses`."""
    kind: str
    """For a section, the kind of its entries; else empty."""
    title: str
    description: str
    groups: tuple[GroupView, ...]
    people: tuple[PersonView, ...]
    """On `people/` only."""
    testimonials: tuple[TestimonialView, ...]
    """On the page of testimonials only."""
    responses: tuple[ResponseView, ...]
    """On the page of responses only."""
    links: tuple[LinkView, ...]
    """On `tags/` and `archive/`: the tags or the years."""
    years: tuple[LinkView, ...]
    """For a section: the years that have an archive."""
    topics: tuple[LinkView, ...]
    """For a section: its most used tags."""
    types: tuple[LinkView, ...]
    """For a newsroom: the kinds of news it has, where there are several."""
    pagination: PaginationView
    feed: LinkView | None
    contact: PersonView | None
    """For a press section: the press contact."""
    boilerplate: str
    count: int
    archive: ArchiveView | None = None
    """For a section whose owner asks for it: what it is called when nothing new has come for long."""


class ProfileView(Struct, frozen=True, kw_only=True):
    """A person's page: what they wrote, said and gave."""

    person: PersonView
    since: DateView | None
    left: bool
    left_on: DateView | None
    business: LinkView | None
    """Where they are found themselves, told first: their own link, of anybody who is not of the team."""
    written: tuple[EntryView, ...]
    """The newest; what else there is stands on pages of its own."""
    pagination: PaginationView
    gave: tuple[EntryView, ...]
    """Events that they spoke at or led."""
    stories: tuple[EntryView, ...]
    testimonials: tuple[TestimonialView, ...]
    feed: LinkView | None


class ProofView(Struct, frozen=True, kw_only=True):
    """A figure on the home page, with source and date."""

    figure: str
    what: str
    source: str
    date: str


class HomeView(Struct, frozen=True, kw_only=True):
    """The front page: each part is empty or None where the site has nothing to show."""

    promise: str
    primary: LinkView | None
    quiet: LinkView | None
    proof: tuple[ProofView, ...]
    lead: EntryView | None
    seconds: tuple[EntryView, ...]
    press: tuple[EntryView, ...]
    press_section: LinkView | None
    story: EntryView | None
    testimonial: TestimonialView | None
    events: tuple[EntryView, ...]
    events_section: LinkView | None
    poll: EntryView | None
    offers: tuple[OfferView, ...]
    articles_section: LinkView | None
    lead_until: str
    """The ISO day after which the section of the lead is too old to be advertised; likewise the next two."""
    press_until: str
    story_until: str
    others: tuple[GroupView, ...]
    """Sections of a person's own naming that have entries and are not already shown."""


class CompanyView(Struct, frozen=True, kw_only=True):
    """The firm, from company.yml."""

    name: str
    legal_name: str
    tagline: str
    boilerplate: str
    address: str
    founded: str
    logo: str
    contacts: tuple[PersonView, ...]
    profiles: tuple[LinkView, ...]


class SectionView(Struct, frozen=True, kw_only=True):
    """A section in the masthead and in the colophon."""

    title: str
    url: str
    kind: str
    count: int
    newest: DateView | None


class SiteView(Struct, frozen=True, kw_only=True):
    """What every page shares."""

    name: str
    description: str
    language: str
    company: CompanyView | None
    masthead: tuple[LinkView, ...]
    """At most five, then what did not fit stands in the colophon only."""
    sections: tuple[SectionView, ...]
    """Every section with something in it."""
    overviews: tuple[LinkView, ...]
    """All tags, the archive, everybody: those that exist."""
    pages: tuple[LinkView, ...]
    """Undated pages of the top level: services, contact, about."""
    feeds: tuple[FeedLinkView, ...]
    subscribe: str
    """The page that tells how to follow the site, or empty."""
    syndication: str
    """The page with the terms for publishing its texts again, or empty."""
    notice: str
    """A sentence for the colophon from the configuration (`extra: {notice: ...}`), or empty."""


class PageView(Struct, frozen=True, kw_only=True):
    """The whole of what a page's template sees, as the variable `goodword`."""

    site: SiteView
    title: str
    """For `<title>` and Open Graph; without the site's name."""
    description: str
    robots: str
    """`noindex` for an unlisted page, else empty."""
    feeds: tuple[FeedLinkView, ...]
    """For the head: the site's first, then those that fit the page."""
    breadcrumbs: tuple[LinkView, ...]
    entry: EntryView | None
    listing: ListingView | None
    profile: ProfileView | None
    home: HomeView | None
    newer: LinkView | None
    older: LinkView | None
    related: tuple[EntryView, ...]
    series: SeriesView | None
    current: str
    """The `url` of the masthead link this page belongs to, or empty."""
    newsroom: NewsroomView | None = None
    """On press updates and in the newsroom."""
    calendar: FeedLinkView | None = None
    """What a reader can add to a calendar of their own: this event, or all of this section or site."""
    subscribe: SubscribeView | None = None
    syndication: SyndicationView | None = None
    picture: PictureView | None = None
    """What networks show beside a link to it: the entry's own picture, else a card."""

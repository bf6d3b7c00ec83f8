"""What templates may see: frozen values with every decision already taken.

Templates get views, never entries. Every `url` is relative to the site's root and has no leading slash
(`articles/pricing/`), so a template writes `{{ view.url | url }}`; a link that leaves the site is absolute and
passes through the same filter unchanged. Every text is plain text and must be escaped by the template; nothing
here is HTML except where an attribute says so.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkView:
    """A title that leads somewhere."""

    title: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DateView:
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


@dataclass(frozen=True, slots=True, kw_only=True)
class ImageView:
    """A picture beside the words."""

    src: str
    alt: str
    caption: str
    credit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonView:
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
    connection: str
    """The disclosed material connection, or empty."""
    url: str
    """The person's page here, else their own first link, else empty."""
    links: tuple[LinkView, ...]
    photo: ImageView | None
    email: str
    phone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class QuoteView:
    """Somebody's words, with whose they are."""

    text: str
    by: PersonView | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TestimonialView:
    """A customer's words, with date and disclosed connection."""

    quote: QuoteView
    date: DateView | None
    connection: str
    source: str
    """The URL of the review this is taken from, or empty."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleView:
    """What only an article says."""

    audience: str
    """Whose question it answers (`for` in the front matter)."""
    takeaway: str
    """What the reader can do after it."""
    sources: tuple[LinkView, ...]
    """`url` is empty for a source that is not on the web."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionView:
    """What was wrong and when it was put right."""

    date: DateView
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PressView:
    """What only a press update says."""

    type: str
    """`release`, `statement`, `award` or `coverage`."""
    dateline: str
    contact: PersonView | None
    outlet: str
    outlet_url: str
    corrections: tuple[CorrectionView, ...]
    kit: tuple[LinkView, ...]
    boilerplate: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultView:
    """A measured outcome: the figure, what it measures, where it comes from."""

    figure: str
    what: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryView:
    """What only a customer story says."""

    customer: PersonView | None
    problem: str
    results: tuple[ResultView, ...]
    quote: QuoteView | None
    consent: DateView | None


@dataclass(frozen=True, slots=True, kw_only=True)
class EventView:
    """What only an event says."""

    starts: DateView
    ends: DateView | None
    timezone: str
    place: str
    address: str
    online: str
    """URL of an online event, or empty."""
    register: str
    """Where to register; empty once the event is over or cancelled."""
    status: str
    """`scheduled`, `cancelled` or `postponed`."""
    status_label: str
    past: bool
    """As of the build; the `over` moment lets a script decide again in the browser."""
    over: str
    """ISO 8601 moment after which the event is past."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OptionView:
    """One answer of a poll; `votes` and `percent` are None before there are results."""

    text: str
    votes: int | None
    percent: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PollView:
    """What only a poll says."""

    question: str
    options: tuple[OptionView, ...]
    n: int | None
    """How many voted."""
    opens: DateView | None
    closes: DateView | None
    open: bool
    method: str
    vote: str
    """Where to vote while it is open; else empty."""


Detail = ArticleView | PressView | StoryView | EventView | PollView | None


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryView:
    """One entry, the same whether it is shown on its own page or in a list."""

    kind: str
    """`article`, `press`, `story`, `event`, `poll`, `person` or `page`."""
    label: str
    """The kind in the site's language, finer for press: `Article`, `Press release`, `In the news`."""
    title: str
    headline: str
    """What stands as h1 on the entry's own page; usually the title."""
    url: str
    description: str
    """The description, else an excerpt of the text; plain text of at most about 300 characters."""
    date: DateView | None
    updated: DateView | None
    reviewed: DateView | None
    age_label: str
    """`Published in 2023` on a dated entry older than a year, else empty."""
    age_from: str
    """ISO day from which the age label holds; empty for undated entries."""
    age_text: str
    """The age label as it will read from `age_from` on, whatever today is."""
    section: LinkView | None
    tags: tuple[LinkView, ...]
    """`url` is empty for a tag without a page."""
    authors: tuple[PersonView, ...]
    image: ImageView | None
    minutes: int
    """Reading time, at least 1."""
    pin: bool
    state: str
    """Empty on a public page; `draft`, `scheduled`, ... in the author's preview; `unlisted`."""
    state_label: str
    canonical: str
    """Where the entry was first published, if that is elsewhere; else empty."""
    detail: Detail


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesView:
    """Where this entry stands in its series."""

    title: str
    entries: tuple[LinkView, ...]
    position: int
    """From 1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupView:
    """Entries under one heading of a listing; the heading may be empty."""

    key: str
    """A stable word for templates: `upcoming`, `past`, `own`, `coverage`, a year, or empty."""
    title: str
    entries: tuple[EntryView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PaginationView:
    """One page among several; `total` is 1 where there is nothing to page."""

    number: int
    total: int
    newer: str
    older: str
    pages: tuple[LinkView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ListingView:
    """A page that lists: a section, a tag, a year, all tags, all people."""

    type: str
    """`section`, `tag`, `tags`, `year`, `archive`, `people`."""
    kind: str
    """For a section, the kind of its entries; else empty."""
    title: str
    description: str
    groups: tuple[GroupView, ...]
    people: tuple[PersonView, ...]
    """On `people/` only."""
    links: tuple[LinkView, ...]
    """On `tags/` and `archive/`: the tags or the years."""
    years: tuple[LinkView, ...]
    """For a section: the years that have an archive."""
    topics: tuple[LinkView, ...]
    """For a section: its most used tags."""
    pagination: PaginationView
    feed: LinkView | None
    contact: PersonView | None
    """For a press section: the press contact."""
    boilerplate: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfileView:
    """A person's page: what they wrote, said and gave."""

    person: PersonView
    since: DateView | None
    left: bool
    written: tuple[EntryView, ...]
    stories: tuple[EntryView, ...]
    testimonials: tuple[TestimonialView, ...]
    feed: LinkView | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ProofView:
    """A figure on the home page, with source and date."""

    figure: str
    what: str
    source: str
    date: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HomeView:
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
    articles_section: LinkView | None
    others: tuple[GroupView, ...]
    """Sections of a person's own naming that have entries and are not already shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedLinkView:
    """A feed for the head of a page and for the subscribe link."""

    title: str
    url: str
    type: str
    """Media type, `application/rss+xml`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CompanyView:
    """The firm, from company.yml."""

    name: str
    tagline: str
    boilerplate: str
    address: str
    founded: str
    logo: str
    contacts: tuple[PersonView, ...]
    profiles: tuple[LinkView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionView:
    """A section in the masthead and in the colophon."""

    title: str
    url: str
    kind: str
    count: int
    newest: DateView | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteView:
    """What every page shares."""

    name: str
    description: str
    language: str
    company: CompanyView | None
    masthead: tuple[LinkView, ...]
    """At most five, then what did not fit stands in the colophon only."""
    sections: tuple[SectionView, ...]
    """Every section with something in it."""
    pages: tuple[LinkView, ...]
    """Undated pages of the top level: services, contact, about."""
    feeds: tuple[FeedLinkView, ...]
    notice: str
    """A sentence for the colophon from the configuration (`extra: {notice: ...}`), or empty."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PageView:
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

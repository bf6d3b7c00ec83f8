"""An entry as a template sees it, with what its kind adds."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from goodword.views.media import MediaView
from goodword.views.parts import DateView, ImageView, LinkView, PersonView, QuoteView


class ArticleView(Struct, frozen=True, kw_only=True):
    """What only an article says."""

    audience: str
    """Whose question it answers (`for` in the front matter)."""
    takeaway: str
    """What the reader can do after it."""
    sources: tuple[LinkView, ...]
    """`url` is empty for a source that is not on the web."""


class CorrectionView(Struct, frozen=True, kw_only=True):
    """What was wrong and when it was put right."""

    date: DateView
    text: str


class PressView(Struct, frozen=True, kw_only=True):
    """What only a press update says."""

    type: str
    """`release`, `statement`, `award` or `coverage`."""
    dateline: str
    contact: PersonView | None
    outlet: str
    outlet_url: str
    corrections: tuple[CorrectionView, ...]
    boilerplate: str


class ResultView(Struct, frozen=True, kw_only=True):
    """A measured outcome: the figure, what it measures, where it comes from."""

    figure: str
    what: str
    source: str


class StoryView(Struct, frozen=True, kw_only=True):
    """What only a customer story says."""

    customer: PersonView | None
    problem: str
    done: tuple[str, ...]
    results: tuple[ResultView, ...]
    quote: QuoteView | None
    consent: DateView | None


class EventView(Struct, frozen=True, kw_only=True):
    """What only an event says."""

    starts: DateView
    ends: DateView | None
    timezone: str
    zone: str
    """The time that clocks show there then, in words: `Central European Summer Time (UTC+2)`; empty for a day."""
    mode: str
    """`in-person`, `online`, `mixed`, or empty where nothing is said of the place."""
    mode_label: str
    place: str
    address: str
    online: str
    """URL of an online event, or empty."""
    register: str
    """Where to register; empty once the event is over or cancelled."""
    status: str
    """`scheduled`, `cancelled` or `postponed`."""
    status_label: str
    status_note: str
    """What whoever meant to come must know; empty for an event that takes place."""
    past: bool
    """As of the build; the `over` moment lets a script decide again in the browser."""
    over: str
    """ISO 8601 moment after which the event is past."""


class OptionView(Struct, frozen=True, kw_only=True):
    """One answer of a poll; `votes` and `percent` are None before there are results."""

    text: str
    votes: int | None
    percent: int | None
    vote: str
    """Where to give this answer while it is open, where one link can; else empty."""


class PollView(Struct, frozen=True, kw_only=True):
    """What only a poll says."""

    question: str
    options: tuple[OptionView, ...]
    n: int | None
    """How many people answered."""
    multiple: bool
    """Whether one person could give several answers, so that the shares add up to more than the whole."""
    opens: DateView | None
    closes: DateView | None
    over: str
    """ISO 8601 moment after which it is closed, or empty."""
    open: bool
    ahead: bool
    """Whether it has yet to open."""
    method: str
    vote: str
    """Where to vote while it is open; else empty."""


Detail = ArticleView | PressView | StoryView | EventView | PollView | None


class EntryView(Struct, frozen=True, kw_only=True):
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
    standfirst: str
    """The description alone: an excerpt would stand on the entry's own page twice."""
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
    media: tuple[MediaView, ...]
    canonical: str
    """Where the entry was first published, if that is elsewhere; else empty."""
    detail: Detail
    meta: Mapping[str, object]
    """What stands under `meta` in the front matter, as it was written there: for templates of the site's own."""

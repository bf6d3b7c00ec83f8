"""What only one kind says, as templates see it."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol
from urllib.parse import quote

from goodword.catalogue import Catalogue
from goodword.entries import Article, Consent, Entry, Event, Option, Person, Poll, PressUpdate, Quote, Story
from goodword.strings import Strings
from goodword.views import (
    ArticleView,
    CorrectionView,
    Detail,
    EventView,
    LinkView,
    OptionView,
    PersonView,
    PollView,
    PressView,
    QuoteView,
    ResultView,
    StoryView,
)


class Views(Protocol):
    """What a detail needs of the page's views."""

    @property
    def catalogue(self) -> Catalogue: ...
    @property
    def strings(self) -> Strings: ...
    @property
    def now(self) -> datetime: ...

    def press_contact(self, own: str | Person | None = None) -> PersonView | None: ...
    def agreed(self, who: str | Person | None, consent: Consent | None) -> PersonView | None: ...
    def quote(self, quote: Quote | None, consent: Consent | None = None) -> QuoteView | None: ...


def detail(entry: Entry, views: Views) -> Detail:
    """The view of what an entry's kind adds; None for people and pages."""
    if isinstance(entry, Article):
        return _article(entry)
    if isinstance(entry, PressUpdate):
        return _press(entry, views)
    if isinstance(entry, Story):
        return _story(entry, views)
    if isinstance(entry, Event):
        return _event(entry, views)
    return _poll(entry, views) if isinstance(entry, Poll) else None


def _article(article: Article) -> ArticleView:
    sources = tuple(LinkView(title=link.title, url=link.url) for link in article.sources)
    return ArticleView(audience=article.audience, takeaway=article.takeaway, sources=sources)


def _press(press: PressUpdate, views: Views) -> PressView:
    company = views.catalogue.company
    contact = views.press_contact(press.contact) if press.contact or press.is_own else None
    boilerplate = press.boilerplate or (company.boilerplate if company else "")
    return PressView(
        type=press.type,
        dateline=press.dateline,
        contact=contact,
        outlet=press.outlet,
        outlet_url=press.outlet_url,
        corrections=tuple(
            CorrectionView(date=day, text=c.text) for c in press.corrections if (day := views.strings.date(c.date))
        ),
        boilerplate=boilerplate if press.is_own else "",
    )


def _story(story: Story, views: Views) -> StoryView:
    return StoryView(
        customer=views.agreed(story.customer, story.consent),
        problem=story.problem,
        done=story.done,
        results=tuple(ResultView(figure=r.figure, what=r.what, source=r.source) for r in story.results),
        quote=views.quote(story.quote, story.consent),
        consent=views.strings.date(story.consent.date) if story.consent else None,
    )


def _event(event: Event, views: Views) -> EventView | None:
    starts = views.strings.date(event.starts)
    if starts is None:
        return None
    mode = event.mode
    past = event.over is not None and event.over <= views.now
    return EventView(
        starts=starts,
        ends=views.strings.date(event.ends),
        timezone=event.timezone,
        zone=views.strings.zone(event.starts.at) if event.starts and not event.starts.whole_day else "",
        mode=mode,
        mode_label=views.strings(f"mode.{mode}") if mode else "",
        place=event.location.name,
        address=event.location.address,
        online=event.location.url,
        register="" if past or event.status == "cancelled" else event.register,
        status=event.status,
        status_label=views.strings(f"event.{event.status}"),
        status_note="" if event.status == "scheduled" else views.strings(f"status.{event.status}"),
        past=past,
        over=event.over.isoformat() if event.over else "",
    )


def _poll(poll: Poll, views: Views) -> PollView:
    is_open = poll.is_open(views.now)
    company, question = views.catalogue.company, poll.question or poll.title
    vote = poll.vote or (company.vote if company else "") if is_open else ""
    return PollView(
        question=question,
        options=tuple(_option(option, poll.counted, answer(vote, question, option.text)) for option in poll.options),
        n=poll.counted,
        multiple=poll.multiple,
        opens=views.strings.date(poll.opens),
        closes=views.strings.date(poll.closes),
        over=poll.closes.end.isoformat() if poll.closes else "",
        open=is_open,
        ahead=poll.opens is not None and views.now < poll.opens.at,
        method=poll.method,
        vote=answer(vote, question),
    )


def _option(option: Option, total: int | None, vote: str) -> OptionView:
    percent = round(100 * (option.votes or 0) / total) if total else None
    return OptionView(
        text=option.text, votes=option.votes, percent=percent if option.votes is not None else None, vote=vote
    )


def answer(vote: str, question: str, option: str = "") -> str:
    """Where a reader answers: a mail names the question and the answer by itself (RFC 6068); only a mail can."""
    if not vote.lower().startswith("mailto:"):
        return "" if option else vote
    address, _, query = vote.partition("?")
    said = {part.partition("=")[0].lower() for part in query.split("&")}
    own = (("subject", question), ("body", option))
    more = [f"{name}={quote(text, safe='')}" for name, text in own if text and name not in said]
    return f"{address}?{'&'.join(filter(None, [query, *more]))}" if query or more else address

"""The front page, from what the site has; what is missing or too old leaves no gap."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from goodword.dates import parse_day
from goodword.entries import Entry, Poll
from goodword.paths import href, is_markdown
from goodword.projections.pages.community import offers, promoted
from goodword.projections.pages.groups import upcoming
from goodword.projections.pages.views import Views
from goodword.scalars import safe_url
from goodword.views import EntryView, GroupView, HomeView, LinkView, ProofView, TestimonialView

_OFFERS = 2
_TEASER_AGE = timedelta(days=365)
"""A section with nothing newer is not advertised on the front page."""


def home_view(views: Views, page: Entry | None) -> HomeView:
    """What the front page's template sees."""
    meta = page.meta if page else {}
    main = _section_path(views, "article")
    own = sorted((e for e in _shelf(views, "article") if e.section == main), key=lambda entry: not entry.pin)
    lead, press, stories = (views.entries(shelf[:3]) for shelf in (own, _shelf(views, "press"), _shelf(views, "story")))
    opened = [entry for entry in _shelf(views, "poll") if isinstance(entry, Poll) and entry.is_open(views.now)]
    polls = views.entries(opened[:1])
    return HomeView(
        promise=_text(meta.get("promise")) or (views.catalogue.company.tagline if views.catalogue.company else ""),
        primary=_link(meta.get("primary"), views),
        quiet=_link(meta.get("quiet"), views),
        proof=tuple(_proof(item, views) for item in _list(meta.get("proof")) if isinstance(item, dict)),
        lead=lead[0] if lead else None,
        seconds=lead[1:],
        press=press,
        press_section=_section(views, "press", press),
        story=stories[0] if stories else None,
        testimonial=_testimonial(views),
        events=upcoming(views)[:2],
        events_section=_section(views, "event", upcoming(views)),
        poll=polls[0] if polls else None,
        offers=offers(views)[:_OFFERS],
        articles_section=_section(views, "article", lead),
        lead_until=_until(own[:1], views),
        press_until=_until(_shelf(views, "press")[:1], views),
        story_until=_until(_shelf(views, "story")[:1], views),
        others=_others(views, main),
    )


def _shelf(views: Views, kind: str) -> list[Entry]:
    """Entries of a kind, newest first, of sections that are not too quiet to advertise."""
    fresh = {path for path, shelf in views.index.by_section.items() if _is_fresh(shelf, views)} | {""}
    return [entry for entry in views.index.dated if entry.kind == kind and entry.section in fresh]


def _is_fresh(shelf: tuple[Entry, ...], views: Views) -> bool:
    newest = max((entry.date.day for entry in shelf if entry.date), default=None)
    return newest is not None and views.today - newest <= _TEASER_AGE


def _until(shown: Sequence[Entry], views: Views) -> str:
    """The last day on which the section of what is shown may be advertised."""
    shelf = views.index.by_section.get(shown[0].section, ()) if shown else ()
    newest = max((entry.date.day for entry in shelf if entry.date), default=None)
    return (newest + _TEASER_AGE).isoformat() if newest else ""


def _section_path(views: Views, kind: str) -> str:
    return next((section.path for section in views.catalogue.site.sections if section.kind == kind), "")


def _section(views: Views, kind: str, shown: tuple[EntryView, ...]) -> LinkView | None:
    section = next((section for section in views.catalogue.site.sections if section.kind == kind), None)
    return views.section_link(section) if section and shown else None


def _others(views: Views, main: str) -> tuple[GroupView, ...]:
    groups = []
    for section in views.catalogue.site.sections:
        shelf = views.index.by_section.get(section.path, ())
        if section.kind == "article" and section.path != main and _is_fresh(shelf, views):
            groups.append(
                GroupView(
                    key=section.url,
                    title=views.index.title_of(section),
                    entries=views.entries(shelf[:3]),
                    until=_until(shelf[:1], views),
                )
            )
    return tuple(groups)


def _testimonial(views: Views) -> TestimonialView | None:
    newest = promoted(views)[:1]
    return views.testimonial(newest[0]) if newest else None


def _link(value: object, views: Views) -> LinkView | None:
    """`{text, url}`; the url may name a source file."""
    if not isinstance(value, dict) or not value.get("url"):
        return None
    url = _text(value["url"])
    entry = views.catalogue.by_source.get(url.removeprefix("./"))
    if entry is None:
        return LinkView(title=_text(value.get("text")) or url, url=url) if _is_followed(url) else None
    if entry not in views.index.pages and entry not in views.index.dated:
        return None
    return LinkView(title=_text(value.get("text")) or entry.title, url=href(entry.permalink))


def _is_followed(url: str) -> bool:
    """Whether it is an address that a browser may follow; a source file without a page is none."""
    try:
        return not is_markdown(safe_url(url))
    except ValueError:
        return False


def _proof(value: dict[str, object], views: Views) -> ProofView:
    return ProofView(
        figure=_text(value.get("figure")),
        what=_text(value.get("what")),
        source=_text(value.get("source")),
        date=_day(_text(value.get("date")), views),
    )


def _day(text: str, views: Views) -> str:
    """A date in words; what is no date stays as written."""
    try:
        day = views.strings.date(parse_day(text))
    except ValueError:
        return text
    return day.text if day else text


def _text(value: object) -> str:
    return "" if value is None else str(value)


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else []

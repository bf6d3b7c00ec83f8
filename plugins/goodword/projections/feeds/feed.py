"""What a feed is, whatever it is written as."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, time
from html import escape

from goodword.catalogue import Catalogue, Site
from goodword.dates import When
from goodword.entries import Entry, Event, PressUpdate, Story
from goodword.html import body_of
from goodword.index import Index
from goodword.paths import href
from goodword.projections.feeds.content import absolute, portable
from goodword.strings import Strings

MAX_ITEMS = 50
_NOON = time(12)
_EPOCH = datetime.fromisoformat("1970-01-01T00:00:00+00:00")


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One entry as a feed carries it; every URL is absolute."""

    id: str
    url: str
    title: str
    summary: str
    content: str
    """HTML that a reader may show as it is."""
    published: datetime
    updated: datetime
    authors: tuple[str, ...]
    tags: tuple[str, ...]
    image: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A list of items that somebody subscribes to."""

    path: str
    """Of the folder it stands in: empty for the site, `articles/`."""
    title: str
    description: str
    home: str
    """The page it goes with, absolute."""
    site: str
    """The site's own address."""
    language: str
    updated: datetime
    """The newest item's, never the build's."""
    items: tuple[Item, ...]


def feed_urls(catalogue: Catalogue, index: Index, strings: Strings) -> dict[str, str]:
    """Folder to title, for every feed the site has, an empty section's included."""
    site = catalogue.site
    titles = {"": strings("feed.site", site=site.name)}
    return titles | {s.url: strings("feed.section", site=site.name, section=index.title_of(s)) for s in site.sections}


def feeds(catalogue: Catalogue, index: Index, strings: Strings, html: Mapping[str, str]) -> Iterator[Feed]:
    """Every feed of the site; `html` is the rendered body by permalink."""
    items: dict[str, Item] = {}

    def item(entry: Entry) -> Item:
        if entry.permalink not in items:
            items[entry.permalink] = _item(entry, catalogue, strings, html.get(entry.permalink, ""))
        return items[entry.permalink]

    for path, title in feed_urls(catalogue, index, strings).items():
        shelf = index.by_section.get(path.rstrip("/"), ()) if path else index.dated
        introduction = index.introductions.get(path)
        about = introduction.description if introduction else ""
        shown = tuple(item(entry) for entry in shelf[:MAX_ITEMS])
        yield _feed(path, title, about or catalogue.site.description or title, shown, catalogue.site)


def _feed(path: str, title: str, description: str, items: tuple[Item, ...], site: Site) -> Feed:
    return Feed(
        path=path,
        title=title,
        description=description,
        home=site.url + href(path),
        site=site.url,
        language=site.language,
        updated=max((item.updated for item in items), default=_EPOCH),
        items=items,
    )


def _item(entry: Entry, catalogue: Catalogue, strings: Strings, html: str) -> Item:
    url = catalogue.site.url + href(entry.permalink)
    published = moment(entry.date) if entry.date else _EPOCH
    updated = moment(entry.updated) if entry.updated else published
    names = (catalogue.people[id].name for id in entry.authors if id in catalogue.people)
    image = entry.image.src if entry.image else ""
    return Item(
        id=catalogue.identity(entry),
        url=url,
        title=entry.title,
        summary=entry.description or (body_of(html).excerpt if html else "") or entry.title,
        content=portable(_with_facts(entry, html, strings), url, entry.headline or entry.title),
        published=published,
        updated=max(published, updated),
        authors=tuple(names),
        tags=entry.tags,
        image=absolute(image, catalogue.site.url) if image else "",
    )


def moment(when: When) -> datetime:
    """When a feed says it was published: a day without a time is noon of it in the site's zone.

    Noon keeps the day the same for readers between eleven hours west and eleven hours east of the firm.
    """
    return when.at if not when.whole_day else datetime.combine(when.day, _NOON, tzinfo=when.at.tzinfo)


def _with_facts(entry: Entry, html: str, strings: Strings) -> str:
    """The body with what stands in the metadata and a reader would miss without the page."""
    if isinstance(entry, Story) and entry.quote and entry.quote.text:
        return f"{html}\n<blockquote><p>{escape(entry.quote.text)}</p></blockquote>"
    if isinstance(entry, PressUpdate) and entry.outlet_url:
        link = f'<a href="{escape(entry.outlet_url)}">{escape(entry.outlet or entry.outlet_url)}</a>'
        return f"{html}\n<p>{link}</p>"
    if isinstance(entry, Event) and entry.starts:
        return f"<p>{escape(_when_and_where(entry, strings))}</p>\n{html}"
    return html


def _when_and_where(event: Event, strings: Strings) -> str:
    starts = strings.date(event.starts)
    status = "" if event.status == "scheduled" else strings(f"event.{event.status}")
    facts = (status, starts.text if starts else "", starts.time if starts else "")
    return ", ".join(filter(None, (*facts, event.location.name, event.location.address)))

"""Which feeds a site has, and every document of each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, TypeVar
from uuid import UUID, uuid5

from msgspec import Struct, field
from msgspec.structs import replace

from goodword.catalogue import Catalogue, Site
from goodword.entries import Entry
from goodword.html import Body
from goodword.index import Index
from goodword.paths import href, is_external, named
from goodword.projections.feeds.archives import MOST_ITEMS, divided
from goodword.projections.feeds.items import Maker, Remember, forgetful, license_url
from goodword.projections.feeds.text import EARLIEST, EMAIL, clean_text, is_plausible, uri
from goodword.projections.feeds.values import Feed, Item, Placed, Podcast
from goodword.strings import Strings

MAX_ITEMS = MOST_ITEMS
"""Of the document that readers subscribe to."""
MIN_OF_TAG = 3
"""Entries from which on a tag has a feed."""
_PODCASTS = UUID("ead4c236-bf58-58c6-a2c6-a6b28d128cb6")
"""Source: podcast namespace, `guid`."""
_PICTURES = (".png", ".jpg", ".jpeg", ".gif")


T = TypeVar("T", bound=Placed)


class Choices(Struct, frozen=True, kw_only=True):
    """What the configuration says of feeds."""

    footer: bool | str = True
    license: str = ""
    hubs: tuple[str, ...] = ()
    image: str = ""
    """A file of the content folder, or an address; else the firm's logo."""
    podcast: Podcast = field(default_factory=Podcast)


class FeedLinks(Struct, frozen=True, kw_only=True):
    """A feed as pages tell of it; all addresses are relative to the site's root, as they stand in a link."""

    page: str
    """The folder it stands in, which is also the address of the page it goes with, not percent-encoded."""
    title: str
    rss: str
    atom: str
    json: str


def feed_urls(catalogue: Catalogue, index: Index, strings: Strings) -> dict[str, str]:
    """Folder to title, for every feed the site has.

    That is the site's, each section's (an empty one's included), each tag's from three entries on, and that of each
    person who has a page and has written something.
    """
    name = catalogue.site.name
    sections = {s.url: strings("feed.section", site=name, section=index.title_of(s)) for s in catalogue.site.sections}
    tags = {
        f"tags/{slug}/": strings("feed.tag", site=name, tag=index.tags[slug])
        for slug, shelf in sorted(index.by_tag.items())
        if len(shelf) >= MIN_OF_TAG
    }
    people = {
        f"people/{id}/": strings("feed.person", site=name, person=catalogue.people[id].name)
        for id in sorted(index.profiles & index.by_person.keys())
    }
    return {"": strings("feed.site", site=name)} | sections | tags | people


def feed_links(catalogue: Catalogue, index: Index, strings: Strings) -> tuple[FeedLinks, ...]:
    """Every feed with the addresses of its three formats, the site's first."""
    return tuple(
        FeedLinks(
            page=path,
            title=clean_text(title),
            rss=f"{href(path)}feed.xml",
            atom=f"{href(path)}atom.xml",
            json=f"{href(path)}feed.json",
        )
        for path, title in feed_urls(catalogue, index, strings).items()
    )


def maker(
    catalogue: Catalogue,
    index: Index,
    strings: Strings,
    html: Mapping[str, str],
    *,
    bodies: Mapping[str, Body] | None = None,
    choices: Choices | None = None,
    remember: Remember = forgetful,
) -> Maker:
    """What makes items of entries.

    `html` is the rendered body by permalink, and `bodies` are facts of it where they are known already.
    """
    chosen = choices or Choices()
    return Maker(
        catalogue=catalogue,
        index=index,
        strings=strings,
        html=html,
        bodies=bodies or {},
        footer=chosen.footer,
        license=chosen.license,
        podcast=replace(chosen.podcast, email=chosen.podcast.email or _address_of(catalogue)),
        remember=remember,
    )


def feeds(made: Maker, placed: Mapping[str, T], choices: Choices | None = None) -> Iterator[Feed[T]]:
    """Every document of every feed, the archives of one directly after it; the site's comes first.

    `placed` has an item, or its slip, of each dated entry by permalink.
    """
    for channel in channels(made, choices):
        yield from documents(channel, made, placed)


def channels(made: Maker, choices: Choices | None = None) -> Iterator[Feed[Any]]:
    """Every feed of the site without its items."""
    for path, title in feed_urls(made.catalogue, made.index, made.strings).items():
        yield _channel(path, title, made, choices or Choices())


def documents(channel: Feed[T], made: Maker, placed: Mapping[str, T]) -> Iterator[Feed[T]]:
    """Every document of one feed, the archives after what readers subscribe to."""
    shelf = shelf_of(channel.path, made.index)
    items = sorted((placed[entry.permalink] for entry in shelf if entry.date), key=_newest_first)
    yield from _documents(channel, items, made.catalogue.site)


def whole_feeds(
    catalogue: Catalogue,
    index: Index,
    strings: Strings,
    html: Mapping[str, str],
    *,
    choices: Choices | None = None,
    remember: Remember = forgetful,
) -> Iterator[Feed[Item]]:
    """Every document of every feed with every item in it: the plain way, for whoever remembers nothing."""
    made = maker(catalogue, index, strings, html, choices=choices, remember=remember)
    items = {entry.permalink: made.item(entry) for entry in index.dated if entry.date}
    return feeds(made, items, choices)


def shelf_of(path: str, index: Index) -> Sequence[Entry]:
    """The entries of the feed in a folder."""
    kind, _, name = path.rstrip("/").partition("/")
    if not path:
        return index.dated
    if kind == "tags" and name in index.by_tag:
        return index.by_tag[name]
    if kind == "people" and name in index.by_person:
        return index.by_person[name]
    return index.by_section.get(path.rstrip("/"), ())


def _newest_first(item: Placed) -> tuple[float, str]:
    return (-item.published.timestamp(), item.url)


def _documents(channel: Feed[T], items: Sequence[T], site: Site) -> Iterator[Feed[T]]:
    current, archives = divided(items, site.zone)
    first, *older = [*(part.name for part in archives), ""]
    yield replace(channel, items=current, updated=_newest(current, channel), previous=first)
    for part, previous in zip(archives, older, strict=True):
        updated = _newest(part.items, channel)
        yield replace(channel, items=part.items, updated=updated, archive=part.name, previous=previous)


def _newest(items: Sequence[Placed], channel: Feed[Placed]) -> datetime:
    newest = max((item.updated for item in items), default=channel.updated)
    return newest if is_plausible(newest) else EARLIEST


def _channel(path: str, title: str, made: Maker, choices: Choices) -> Feed[T]:
    site = made.catalogue.site
    introduction = made.index.introductions.get(path) if path else None
    about = (introduction.description if introduction else "") or site.description or title
    return Feed(
        path=path,
        id=_id(path, site),
        title=clean_text(title) or site.url,
        description=clean_text(about) or site.url,
        home=site.url + href(path),
        site=site.url,
        language=site.language.replace("_", "-"),
        updated=_beginning(site),
        items=(),
        author=made.firm(),
        rights=made.rights(choices.license),
        license=license_url(choices.license),
        image=_picture(choices.image or (made.catalogue.company.logo if made.catalogue.company else ""), site),
        hubs=tuple(map(uri, choices.hubs)),
        podcast=replace(
            made.podcast, guid=_guid(path, site), image=_picture(choices.podcast.image, site, _PICTURES[:3])
        ),
    )


def _id(path: str, site: Site) -> str:
    """A tag URI under `feed/`, where no entry can stand; without tag URIs the address of the Atom feed."""
    if site.authority:
        return f"tag:{site.authority},{site.since}:feed/{named(path)}"
    return f"{site.url}{named(path)}atom.xml"


def _guid(path: str, site: Site) -> str:
    """As the podcast namespace wants it: of the feed's address without its scheme; it outlives a change of address."""
    host = site.authority or site.url.partition("://")[2].rstrip("/")
    return str(uuid5(_PODCASTS, f"{host}/{href(path)}feed.xml"))


def _beginning(site: Site) -> datetime:
    """The date of a feed with nothing in it: when the site's identities begin, else a day in the past that stays."""
    try:
        since = datetime.fromisoformat(site.since + {4: "-01-01", 7: "-01"}.get(len(site.since), ""))
    except ValueError:
        return datetime(2000, 1, 1, tzinfo=UTC)
    return since.replace(tzinfo=UTC) if is_plausible(since) else EARLIEST


def _address_of(catalogue: Catalogue) -> str:
    """The first e-mail address that the firm itself makes public, and that is one."""
    contacts = catalogue.company.contacts if catalogue.company else ()
    return next((person.email for person in contacts if EMAIL.fullmatch(person.email)), "")


def _picture(src: str, site: Site, endings: tuple[str, ...] = _PICTURES) -> str:
    """The address of a picture that every reader can show; nothing for another."""
    if not src.lower().endswith(endings):
        return ""
    return uri(src) if is_external(src) else site.url + href(src)

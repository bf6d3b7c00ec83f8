"""What feedgen 1.0 cannot say, as two extensions of it, and what its output needs before it is a document.

Written against feedgen 1.0.0: it drops `rel`, `type` and `length` of an entry's links, knows no hub and no archive in
RSS, gives titles no type, and takes every date it is not told for now.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote

from feedgen.ext.base import BaseEntryExtension, BaseExtension
from feedgen.feed import FeedGenerator
from lxml import etree
from msgspec.structs import replace

from goodword.projections.feeds.text import untyped
from goodword.projections.feeds.values import FORMATS, Feed, Item, MediaFile, Placed

ATOM = "http://www.w3.org/2005/Atom"
NAMESPACES = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "creativeCommons": "http://backend.userland.com/creativeCommonsRssModule",
    "media": "http://search.yahoo.com/mrss/",
    "fh": "http://purl.org/syndication/history/1.0",
}
PODCASTS = {
    "itunes": "http://www.itunes.com/dtds/podcast-1.0.dtd",
    "podcast": "https://podcastindex.org/namespace/1.0",
}
_ALL = NAMESPACES | PODCASTS
_THIS, _OLDER = "\ufdd1", "\ufdd2"
"""Stand for the names of archives; no text of an author holds them."""
_ANY_DAY = datetime(1001, 1, 1, 1, 1, 1, tzinfo=UTC)
"""Stands for the date of an archive."""


def put(parent: Any, name: str, content: str = "", /, **attributes: str) -> Any:
    """A new element: `dc:creator` stands in its namespace, `link` in none."""
    prefix, found, local = name.partition(":")
    space = ATOM if prefix == "atom" else _ALL.get(prefix, "")
    element = etree.SubElement(parent, f"{{{space}}}{local}" if found else name, attributes)
    element.text = content or None
    return element


class FeedParts(BaseExtension):  # type: ignore[misc]  # feedgen ships no types
    """Of the whole feed; `feed` and `stylesheet` are set before anything is written."""

    feed: Feed[Placed] | None = None
    stylesheet = ""
    form = "rss"
    has_episodes = True

    def extend_ns(self) -> dict[str, str]:
        """The podcast's own only where there is something of it."""
        if not self.has_episodes:
            return NAMESPACES
        declared = self.feed is None or self.feed.podcast.is_declared
        return _ALL if declared else NAMESPACES | {"itunes": PODCASTS["itunes"]}

    def extend_rss(self, root: Any) -> Any:
        """Hub, archives, licence, podcast."""
        if self.feed:
            self._instruct(root)
            channel = root[0]
            for rel, href in linked(self.feed, self.form):
                put(channel, "atom:link", rel=rel, href=href)
            if self.feed.archive:
                put(channel, "fh:archive")
            if self.feed.license:
                put(channel, "creativeCommons:license", self.feed.license)
            if self.has_episodes:
                _present_podcast(channel, self.feed)
        return root

    def extend_atom(self, root: Any) -> Any:
        """Hub, neighbours, licence; elements of Atom carry no prefix."""
        if self.feed:
            self._instruct(root)
            for rel, href in linked(self.feed, self.form):
                put(root, "link", rel=rel, href=href)
            if self.feed.license:
                put(root, "link", rel="license", href=self.feed.license)
        return root

    def _instruct(self, root: Any) -> None:
        if self.stylesheet:
            text = f'type="text/css" href="{self.stylesheet}"'
            root.addprevious(etree.ProcessingInstruction("xml-stylesheet", text))


class EntryParts(BaseEntryExtension):  # type: ignore[misc]  # feedgen ships no types
    """Of one item, which is set before anything is written; what the formats do not share is theirs."""

    item: Item


def linked(feed: Feed[Placed], form: str) -> list[tuple[str, str]]:
    """Relation and address of a document's hubs and of its neighbours in the history (RFC 5005, section 4)."""
    links = [("hub", hub) for hub in feed.hubs if not feed.archive]
    if feed.archive:
        links.append(("current", feed.url(form, "")))
    if feed.previous:
        links.append(("prev-archive", feed.url(form, feed.previous)))
    return links


def generator(entry_parts: type[EntryParts]) -> FeedGenerator:
    """A generator of items."""
    made = FeedGenerator()
    made.register_extension("parts", FeedParts, entry_parts)
    return made


def channel(feed: Feed[Placed], form: str, stylesheet: str, *, has_episodes: bool = False) -> FeedGenerator:
    """A generator of a document without items: feedgen keeps one self link, so every format has its own."""
    made = generator(EntryParts)
    made.parts.feed, made.parts.form, made.parts.stylesheet = feed, form, stylesheet
    made.parts.has_episodes = has_episodes
    made.generator("Goodword")
    made.language(feed.language)
    made.lastBuildDate(feed.updated)
    made.updated(feed.updated)
    made.link(href=feed.url(form, feed.archive), rel="self", type=FORMATS[form][1])
    made.link(href=feed.home, rel="alternate")
    return made


Frame = Callable[[Feed[Placed], str, bool], bytes]
"""A document without items: the feed, the style sheet, whether there are episodes."""


def frame(make: Frame, feed: Feed[Placed], stylesheet: str, told: Callable[[datetime], str]) -> bytes:
    """A document without items; those of a feed's archives differ in two addresses and a date, as `told` writes it.

    `make` remembers what it made, and a feed with hundreds of archives is laid out once.
    """
    empty = replace(feed, items=())
    if not feed.archive:
        return make(empty, stylesheet, feed.has_episodes)
    any_archive = replace(empty, updated=_ANY_DAY, archive=_THIS, previous=_OLDER if feed.previous else "")
    data = make(any_archive, stylesheet, feed.has_episodes)
    changes = ((quote(_THIS), feed.archive), (quote(_OLDER), feed.previous), (told(_ANY_DAY), told(feed.updated)))
    for stand_in, value in changes:
        data = data.replace(stand_in.encode(), value.encode())
    return data


def put_media(parent: Any, file: MediaFile, title: str = "") -> None:
    """A file in Media RSS; `title` is HTML."""
    facts = {"url": file.url, "type": file.type, "medium": file.medium}
    if file.size:
        facts["fileSize"] = str(file.size)
    if file.seconds:
        facts["duration"] = str(file.seconds)
    content = put(parent, "media:content", **facts)
    if title:
        put(content, "media:title", title, type="html")


def _present_podcast(channel: Any, feed: Feed[Placed]) -> None:
    podcast = feed.podcast
    put(channel, "itunes:category", text=podcast.category)
    put(channel, "itunes:explicit", str(podcast.explicit).lower())
    name = untyped(feed.author.name)[:255]
    put(channel, "itunes:author", name)
    if podcast.email:
        owner = put(channel, "itunes:owner")
        put(owner, "itunes:name", name)
        put(owner, "itunes:email", podcast.email)
    if podcast.image or feed.image:
        put(channel, "itunes:image", href=podcast.image or feed.image)
    if podcast.is_declared:
        put(channel, "podcast:guid", podcast.guid)

"""RSS 2.0 through feedgen. Source: RSS Advisory Board, RSS 2.0 specification and Best Practices Profile."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from feedgen.feed import FeedGenerator
from feedgen.util import formatRFC2822

from goodword.projections.feeds.parts import EntryParts, channel, frame, generator, put, put_media
from goodword.projections.feeds.text import as_html, is_plausible, rss_text, untyped, written
from goodword.projections.feeds.values import Feed, Item, Placed

_ITEM, _END = b"    <item>\n", b"  </channel>\n</rss>"


def rss(feed: Feed[Item], stylesheet: str = "") -> bytes:
    """The feed as RSS 2.0; the same feed gives the same bytes."""
    return rss_document(feed, rss_items(feed.items), stylesheet)


def rss_document(feed: Feed[Placed], items: Sequence[bytes], stylesheet: str = "") -> bytes:
    """A document around items that `rss_items` has written."""
    head, end, tail = frame(_frame, feed, stylesheet, formatRFC2822).rpartition(_END)
    return b"".join([head, *items, end, tail])


@lru_cache(maxsize=16)
def _frame(feed: Feed[Placed], stylesheet: str, has_episodes: bool) -> bytes:
    made = channel(feed, "rss", stylesheet, has_episodes=has_episodes)
    made.title(rss_text(feed.title))
    made.description(rss_text(feed.description))
    made.docs("https://www.rssboard.org/rss-specification")
    made.copyright(untyped(feed.rights) or None)
    if feed.image:
        made.image(url=feed.image, title=rss_text(feed.title), link=feed.home)
    return written(made.rss_str(pretty=True))


def rss_items(items: Sequence[Item]) -> list[bytes]:
    """Each item as it stands in every RSS document that has it."""
    if not items:
        return []
    made = generator(_RssParts)
    made.title("-")
    made.description("-")
    made.link(href="-")
    for item in items:
        _add(made, item)
    inside = written(made.rss_str(pretty=True)).rpartition(_END)[0]
    return [_ITEM + piece for piece in inside.split(_ITEM)[1:]]


def _add(made: FeedGenerator, item: Item) -> None:
    entry = made.add_entry(order="append")
    entry.parts.item = item
    entry.guid(item.id, permalink=item.id == item.url)
    entry.title(rss_text(item.title))
    entry.link(href=item.url)
    entry.description(as_html(item.summary))
    entry.content(item.content, type="html")
    entry.published(item.published if is_plausible(item.published) else None)
    entry.updated(item.updated)
    for tag in item.tags:
        entry.category(term=untyped(tag))
    if media := item.enclosure:
        entry.enclosure(url=media.url, length=str(media.size), type=media.type)


class _RssParts(EntryParts):
    """Names, licence, the day it was changed, other media, and what podcast programs read."""

    def extend_rss(self, entry: Any) -> Any:
        """After what feedgen knows."""
        item = self.item
        for author in item.authors:
            put(entry, "dc:creator", author.name)
        if item.updated > item.published and is_plausible(item.updated):
            put(entry, "atom:updated", item.updated.isoformat())
        if item.license:
            put(entry, "creativeCommons:license", item.license)
        if item.rights:
            put(entry, "dc:rights", untyped(item.rights))
        for file in (*item.media, *([item.image] if item.image else [])):
            if file is not item.enclosure:
                put_media(entry, file, as_html(file.title))
        if item.episode:
            _present_episode(entry, item)
        return entry


def _present_episode(entry: Any, item: Item) -> None:
    episode = item.episode
    assert episode, "asked for by whoever calls this"
    put(entry, "itunes:explicit", str(item.podcast.explicit).lower())
    if episode.seconds:
        hours, rest = divmod(episode.seconds, 3600)
        put(entry, "itunes:duration", f"{hours}:{rest // 60:02d}:{rest % 60:02d}")
    if item.image and item.image.url.lower().endswith((".png", ".jpg", ".jpeg")):
        put(entry, "itunes:image", href=item.image.url)
    if episode.transcript and item.podcast.is_declared:
        put(entry, "podcast:transcript", url=episode.transcript, type=episode.transcript_type)

"""JSON Feed 1.1. Source: jsonfeed.org/version/1.1; what it has no word for stands under names with an underscore."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from goodword.projections.feeds.text import clean_text
from goodword.projections.feeds.values import Author, Feed, Item, MediaFile, Placed

_ITEMS = b'"items": ['


def json_feed(feed: Feed[Item]) -> bytes:
    """The feed as JSON Feed 1.1; the same feed gives the same bytes."""
    return json_document(feed, json_items(feed.items))


def json_document(feed: Feed[Placed], items: Sequence[bytes], _stylesheet: str = "") -> bytes:
    """A document around items that `json_items` has written; JSON has no style sheets."""
    head = _told(
        version="https://jsonfeed.org/version/1.1",
        title=clean_text(feed.title),
        home_page_url=feed.home,
        feed_url=feed.url("json", feed.archive),
        description=clean_text(feed.description),
        next_url=feed.url("json", feed.previous) if feed.previous else "",
        icon=feed.image,
        authors=[_author(feed.author)],
        language=feed.language,
        hubs=[] if feed.archive else [{"type": "WebSub", "url": hub} for hub in feed.hubs],
        _terms=_told(license=feed.license, rights=feed.rights),
        _archive={"current": feed.url("json", "")} if feed.archive else {},
    )
    start, found, end = _dumped({**head, "items": []}).rpartition(_ITEMS)
    return b"".join([start, found, b"\n" if items else b"", b",\n".join(items), b"\n" if items else b"", end, b"\n"])


def json_items(items: Sequence[Item]) -> list[bytes]:
    """Each item as it stands in every JSON document that has it."""
    return [_dumped(_item(item)) for item in items]


def _item(item: Item) -> dict[str, Any]:
    return _told(
        id=item.id,
        url=item.url,
        external_url=item.origin if item.origin != item.url else "",
        title=clean_text(item.title),
        content_html=item.content,
        summary=clean_text(item.summary),
        image=item.image.url if item.image else "",
        date_published=item.published.isoformat(),
        date_modified=item.updated.isoformat(),
        authors=[_author(author) for author in item.authors],
        tags=[clean_text(tag) for tag in item.tags],
        attachments=[_attachment(file) for file in item.media],
        _terms=_told(license=item.license, rights=item.rights),
    )


def _author(author: Author) -> dict[str, Any]:
    return _told(name=clean_text(author.name), url=author.url)


def _attachment(file: MediaFile) -> dict[str, Any]:
    return _told(
        url=file.url,
        mime_type=file.type,
        title=clean_text(file.title),
        size_in_bytes=file.size,
        duration_in_seconds=file.seconds,
    )


def _told(**values: Any) -> dict[str, Any]:
    """Only what is known: JSON Feed has no nulls."""
    return {key: value for key, value in values.items() if value}


def _dumped(value: dict[str, Any]) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode("utf-8")

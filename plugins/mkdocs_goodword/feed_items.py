"""The items of finished feeds, with the days that each states; a template or another plugin may have changed them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from email.utils import parsedate_to_datetime
from typing import Any

from lxml import etree
from msgspec import Struct

_ATOM = "{http://www.w3.org/2005/Atom}"


class Item(Struct, frozen=True):
    """What one item states; days as ISO 8601 writes them, empty where it states none."""

    link: str
    published: str
    modified: str


def json_items(data: bytes) -> Iterator[Item]:
    """Of a JSON feed (jsonfeed.org, version 1.1). Raises ValueError."""
    feed = json.loads(data)
    for item in feed.get("items", ()) if isinstance(feed, dict) else ():
        yield Item(*(str(item.get(key) or "") for key in ("url", "date_published", "date_modified")))


def rss_items(data: bytes) -> Iterator[Item]:
    """Of an RSS feed (RSS 2.0; what is changed is told in Atom's words). Raises lxml's LxmlError."""
    for item in safely(data).iter("item"):
        yield Item(
            item.findtext("link") or "", _rfc_822(item.findtext("pubDate")), item.findtext(f"{_ATOM}updated") or ""
        )


def atom_items(data: bytes) -> Iterator[Item]:
    """Of an Atom feed (RFC 4287). Raises lxml's LxmlError."""
    for entry in safely(data).iter(f"{_ATOM}entry"):
        links = [
            link.get("href") or "" for link in entry.iter(f"{_ATOM}link") if link.get("rel") in (None, "alternate")
        ]
        published, modified = (entry.findtext(f"{_ATOM}{name}") or "" for name in ("published", "updated"))
        yield Item(links[0] if links else "", published, modified)


def safely(data: bytes) -> Any:
    """The root of a finished XML file; no entity is resolved and nothing fetched. Raises lxml's LxmlError."""
    return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))


def _rfc_822(text: str | None) -> str:
    """A date of RSS as ISO 8601, empty for what is none."""
    try:
        return parsedate_to_datetime(text or "").isoformat()
    except ValueError:
        return ""

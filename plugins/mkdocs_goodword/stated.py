"""The days that the files of a finished site state: bylines, JSON-LD, feeds, the sitemap."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from lxml import etree
from lxml import html as lxml_html

from goodword.dates import parse_when
from goodword.entries import DATED, Entry
from goodword.projections.freshness import Stated
from goodword.projections.outputs import last_modified
from mkdocs_goodword.building import Building
from mkdocs_goodword.feed_items import atom_items, json_items, rss_items, safely

_SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
_FORMATS = {"feed.json": json_items, "feed.xml": rss_items, "atom.xml": atom_items}


def stated_in(folder: Path, building: Building) -> Iterator[Stated]:
    """What each output states, and what the front matter says."""
    yield from _feeds(folder, building)
    yield from _sitemap(folder, building)
    for entry in building.index.dated:
        modified = last_modified(entry)
        yield Stated(entry.permalink, "front matter", entry.date.day if entry.date else None, modified)
        yield from _page(folder, entry, building)


def _page(folder: Path, entry: Entry, building: Building) -> Iterator[Stated]:
    try:
        root = lxml_html.document_fromstring((folder / entry.permalink / "index.html").read_bytes())
    except (OSError, etree.LxmlError):
        return
    zone = building.catalogue.site.zone
    facts = next((box for box in root.iter("article")), root)
    for time in facts.iter("time"):
        if "dt-published" in (time.get("class") or "").split():
            yield Stated(entry.permalink, "byline", _day(time.get("datetime"), zone))
            break
    for meta in root.iter("meta"):
        if meta.get("property") == "article:published_time":
            yield Stated(entry.permalink, "Open Graph", _day(meta.get("content"), zone))
    for script in root.iter("script"):
        if script.get("type") == "application/ld+json":
            yield from _json_ld(entry, script.text or "", zone)


def _json_ld(entry: Entry, text: str, zone: Any) -> Iterator[Stated]:
    try:
        data = json.loads(text)
    except ValueError:
        return
    for node in _nodes(data):
        if node.get("datePublished"):
            yield Stated(
                entry.permalink, "JSON-LD", _day(node["datePublished"], zone), _day(node.get("dateModified"), zone)
            )


def _nodes(data: Any) -> Iterable[dict[str, Any]]:
    if isinstance(data, list):
        return [node for item in data for node in _nodes(item)]
    if not isinstance(data, dict):
        return []
    return [data, *_nodes(data.get("@graph"))]


def _feeds(folder: Path, building: Building) -> Iterator[Stated]:
    """The site's and the sections' feeds, in each of the three formats."""
    zone = building.catalogue.site.zone
    for shelf in ("", *(section.url for section in building.catalogue.site.sections)):
        for name, read in _FORMATS.items():
            try:
                items = list(read((folder / f"{shelf}{name}").read_bytes()))
            except (OSError, ValueError, etree.LxmlError):
                continue
            for item in items:
                link = _permalink(item.link, building)
                yield Stated(link, f"{shelf}{name}", _day(item.published, zone), _day(item.modified, zone))


def _sitemap(folder: Path, building: Building) -> Iterator[Stated]:
    try:
        root = safely((folder / "sitemap.xml").read_bytes())
    except (OSError, etree.LxmlError):
        return
    dated = {entry.permalink for entry in building.index.dated if entry.kind in DATED}
    for url in root.iter(f"{_SITEMAP}url"):
        link = _permalink(url.findtext(f"{_SITEMAP}loc") or "", building)
        if link in dated:
            modified = _day(url.findtext(f"{_SITEMAP}lastmod"), building.catalogue.site.zone)
            yield Stated(link, "sitemap.xml", modified=modified)


def _permalink(url: str, building: Building) -> str:
    root = urlsplit(building.catalogue.site.url).path
    return unquote(urlsplit(url).path).removeprefix(root or "/").lstrip("/")


def _day(text: object, zone: Any) -> date | None:
    """A day as written, a moment's day in the site's zone."""
    try:
        when = parse_when(str(text or "").strip(), zone)
    except ValueError:
        return None
    return when.day if when.whole_day else when.at.astimezone(zone).date()

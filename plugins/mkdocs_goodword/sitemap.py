"""The sitemap of what readers may find."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from urllib.parse import quote

from mkdocs.config.defaults import MkDocsConfig

from goodword.projections.outputs import last_modified, sitemap
from mkdocs_goodword.building import Building

NAME = "sitemap.xml"


def sitemap_of(building: Building, config: MkDocsConfig) -> str:
    """Every listed page and every listing; a listing is as old as its newest entry."""
    base = config.site_url or "/"
    base = base if base.endswith("/") else f"{base}/"
    index = building.index
    found: dict[str, date | None] = dict.fromkeys(building.given)
    own = {entry.permalink: last_modified(entry) for entry in (*index.pages, *index.dated)}
    for listing in building.shown.by_url.values():
        found[listing.url] = _newest(own[entry.permalink] for entry in listing.entries)
    for link, day in own.items():
        found[link] = _newest((day, found.get(link)))
    return sitemap((base + quote(url), modified) for url, modified in sorted(found.items()))


def _newest(days: Iterable[date | None]) -> date | None:
    return max(filter(None, days), default=None)

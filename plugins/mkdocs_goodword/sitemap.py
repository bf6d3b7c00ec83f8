"""The sitemap of what readers may find."""

from __future__ import annotations

from datetime import date
from urllib.parse import quote

from mkdocs.config.defaults import MkDocsConfig

from goodword.entries import Entry
from goodword.projections.outputs import last_modified, sitemap
from mkdocs_goodword.building import Building

NAME = "sitemap.xml"


def sitemap_of(building: Building, config: MkDocsConfig) -> str:
    """Every listed page and every listing; a listing is as old as its newest entry."""
    base = config.site_url or "/"
    base = base if base.endswith("/") else f"{base}/"
    index = building.index
    found: dict[str, date | None] = dict.fromkeys(building.given)
    for listing in building.shown.by_url.values():
        found[listing.url] = _newest(listing.entries)
    for entry in (*index.pages, *index.dated):
        own = last_modified(entry)
        listed = found.get(entry.permalink)
        found[entry.permalink] = max(filter(None, (own, listed)), default=None)
    return sitemap((base + quote(url), modified) for url, modified in sorted(found.items()))


def _newest(entries: tuple[Entry, ...]) -> date | None:
    return max(filter(None, map(last_modified, entries)), default=None)

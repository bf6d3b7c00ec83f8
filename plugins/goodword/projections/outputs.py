"""Small files that are neither pages nor feeds: sitemap, redirects, robots."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from html import escape
from urllib.parse import quote

from goodword.catalogue import Catalogue
from goodword.entries import Entry, PressUpdate
from goodword.paths import alias


@dataclass(frozen=True, slots=True)
class Output:
    """A file of the finished site: its path below the output folder, and its bytes."""

    path: str
    data: bytes


def last_modified(entry: Entry) -> date | None:
    """The day the text last changed in substance; None where the author says nothing of it."""
    days = [when.day for when in (entry.date, entry.updated) if when]
    if isinstance(entry, PressUpdate):
        days += [correction.date for correction in entry.corrections]
    return max(days, default=None)


def sitemap(urls: Iterable[tuple[str, date | None]]) -> str:
    """A sitemap with a `lastmod` only where there is an honest one. Source: sitemaps.org protocol 0.9."""
    rows = [_row(url, modified) for url, modified in urls]
    head = '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
    return head + "".join(rows) + "</urlset>\n"


def _row(url: str, modified: date | None) -> str:
    lastmod = f"<lastmod>{modified.isoformat()}</lastmod>" if modified else ""
    return f"<url><loc>{escape(url)}</loc>{lastmod}</url>\n"


def redirects(catalogue: Catalogue, now: datetime) -> Iterator[Output]:
    """A page at each old address that leads to the entry's present one, and says so to search engines."""
    for entry in catalogue.built(now):
        target = catalogue.site.url + quote(entry.permalink)
        for old in entry.aliases:
            path = alias(old)
            here = "../" * path.count("/") + quote(entry.permalink)
            yield Output(path, _redirect(here or "./", target or here, entry.title, catalogue.site.language).encode())


def _redirect(here: str, canonical: str, title: str, language: str) -> str:
    return (
        f'<!doctype html>\n<html lang="{escape(language)}">\n<head>\n<meta charset="utf-8">\n'
        f"<title>{escape(title)}</title>\n"
        f'<link rel="canonical" href="{escape(canonical)}">\n'
        f'<meta name="robots" content="noindex">\n'
        f'<meta http-equiv="refresh" content="0; url={escape(here)}">\n'
        f'</head>\n<body>\n<p><a href="{escape(here)}">{escape(title)}</a></p>\n</body>\n</html>\n'
    )


def robots(site_url: str) -> Output:
    """Everything may be read; the sitemap says what there is. Source: RFC 9309."""
    lines = ["User-agent: *", "Allow: /", *([f"Sitemap: {site_url}sitemap.xml"] if site_url else [])]
    return Output("robots.txt", ("\n".join(lines) + "\n").encode())

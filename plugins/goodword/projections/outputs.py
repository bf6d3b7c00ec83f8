"""Small files that are neither pages nor feeds: sitemap, redirects, robots."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from html import escape
from urllib.parse import quote, urlsplit

from msgspec import Struct

from goodword.addresses import reserved_for
from goodword.catalogue import Catalogue
from goodword.entries import Entry, PressUpdate
from goodword.gate import is_listed
from goodword.index import Index
from goodword.paths import alias, same_place

_MOST_LINKS = 200


class Output(Struct, frozen=True):
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
    for path, entry in old_places(catalogue, now):
        target = catalogue.site.url + quote(entry.permalink)
        here = "../" * path.count("/") + quote(entry.permalink)
        title = entry.title if is_listed(entry, now) else catalogue.site.name
        yield Output(path, _redirect(here or "./", target or here, title, catalogue.site.language).encode())


def old_places(catalogue: Catalogue, now: datetime) -> Iterator[tuple[str, Entry]]:
    """Output paths that lead to an entry: its aliases, and where the ledger knows it to have stood.

    What the author wrote goes first, and a page before both.
    """
    built = catalogue.built(now)
    taken = {same_place(f"{entry.permalink}index.html") for entry in built}
    for entry in built:
        for path in map(alias, entry.aliases):
            taken.add(same_place(path))
            yield path, entry
    for entry in sorted(built, key=lambda entry: entry.source):
        for path in (f"{address}index.html" for address in catalogue.kept.left(entry)):
            claim = same_place(path)
            if claim not in taken and not reserved_for(claim, catalogue):
                taken.add(claim)
                yield path, entry


def redirect_rules(catalogue: Catalogue, now: datetime) -> Output | None:
    """The same redirects for hosts that answer them themselves (the `_redirects` file of Netlify and Cloudflare)."""
    root = urlsplit(catalogue.site.url).path or "/"
    lines = [
        f"{root}{quote(path.removesuffix('index.html'))} {root}{quote(entry.permalink)} 301"
        for path, entry in old_places(catalogue, now)
        if is_listed(entry, now)
    ]
    return Output("_redirects", ("\n".join(sorted(lines)) + "\n").encode()) if lines else None


def llms(catalogue: Catalogue, index: Index) -> Output:
    """What the site holds, for machines that read prose. Source: llmstxt.org."""
    site = catalogue.site
    parts = [f"# {_line(site.name)}", f"> {_line(site.description)}" if site.description else ""]
    for section in site.sections:
        if shelf := index.by_section.get(section.path):
            parts.append(f"## {_line(index.title_of(section))}")
            parts.append("\n".join(_link(entry, site.url) for entry in shelf[:_MOST_LINKS]))
    pages = [entry for entry in index.pages if entry.kind == "page" and entry.permalink]
    if pages:
        parts += ["## Optional", "\n".join(_link(entry, site.url) for entry in pages[:_MOST_LINKS])]
    return Output("llms.txt", ("\n\n".join(filter(None, parts)) + "\n").encode())


def _link(entry: Entry, base: str) -> str:
    about = f": {_line(entry.description)}" if entry.description else ""
    return f"- [{_line(entry.title)}]({base}{quote(entry.permalink)}){about}"


def _line(text: str) -> str:
    return " ".join(text.replace("[", "(").replace("]", ")").split())


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

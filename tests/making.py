"""Small builders: a test says what it is about and nothing else."""

from __future__ import annotations

import json
import struct
from datetime import datetime
from functools import cache
from pathlib import Path
from textwrap import dedent
from typing import Any
from zoneinfo import ZoneInfo

import yaml
from markdown import Markdown
from msgspec.structs import replace

from goodword.catalogue import Catalogue, Loaded, Site, load
from goodword.claims import Phrases
from goodword.claims.phrases import phrases_from
from goodword.dates import Duration
from goodword.entries import Attachment, Entry, Section, Source
from goodword.html import Body, body_of
from goodword.problems import Problem
from goodword.projections.pages import Listings, Views
from goodword.projections.pages.site import site_view
from goodword.strings import Strings
from goodword.views import FeedLinkView

PARIS = ZoneInfo("Europe/Paris")
UTC = ZoneInfo("UTC")
SECTIONS = (
    Section("articles", "article", "Articles"),
    Section("press", "press", "Press"),
    Section("community/stories", "story", "Stories"),
    Section("community/events", "event", "Events"),
    Section("community/polls", "poll", "Polls"),
)
_THEME = Path(__file__).parents[1] / "theme"
_PHRASES = Path(__file__).parents[1] / "plugins" / "mkdocs_goodword" / "phrases"


def at(text: str) -> datetime:
    """A moment: `at("2026-11-22T12:00Z")`."""
    return datetime.fromisoformat(text)


def site(**values: Any) -> Site:
    """Larkfield, with the default sections."""
    return Site(**{"name": "Larkfield", "url": "https://larkfield.example/", "sections": SECTIONS} | values)


def section(path: str, kind: str = "article", cadence: str | None = None) -> Section:
    """A section; `cadence` in days."""
    return Section(path, kind, path.capitalize(), Duration(days=int(cadence)) if cadence else None)


def source(uri: str, text: str) -> Source:
    """A file, its text dedented."""
    return Source(uri, dedent(text).lstrip("\n"))


def entry_source(uri: str, body: str = "Words.", **keys: Any) -> Source:
    """A Markdown file with `keys` as front matter, one a line; a title is made of its name unless given."""
    front = {"title": uri.rpartition("/")[2].removesuffix(".md").capitalize()} | keys
    lines = [f"{key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in front.items()]
    return Source(uri, f"---\n{''.join(lines)}---\n\n{body}\n")


def article(name: str, date: str = "2026-01-01", body: str = "Words.", **keys: Any) -> Source:
    """An article of the section `articles`."""
    return entry_source(f"articles/{name}.md", body, date=date, **keys)


def loaded(*sources: Source, files: tuple[str, ...] = (), **values: Any) -> Loaded:
    """Everything read and checked; `files` are attachments, `values` are of the site."""
    attachments = [Attachment(uri, 1, "application/octet-stream") for uri in files]
    return load(site(**values), sources, attachments)


def clean(*sources: Source, files: tuple[str, ...] = (), **values: Any) -> Catalogue:
    """A catalogue without a single problem."""
    found = loaded(*sources, files=files, **values)
    assert [str(problem) for problem in found.problems] == []
    return found.catalogue


def one(text_or_source: Source, **values: Any) -> Entry:
    """The only entry of a single faultless source."""
    (entry,) = clean(text_or_source, **values).entries
    return entry


def lines(problems: Any) -> list[str]:
    """Problems as an author reads them."""
    return [str(problem) for problem in problems]


def codes(problems: Any) -> list[str]:
    """The codes of problems, in their order."""
    return [problem.code for problem in problems]


def only(problems: Any) -> Problem:
    """The only problem there is."""
    assert len(problems) == 1, lines(problems)
    return next(iter(problems))


@cache
def english() -> Strings:
    """The theme's English words."""
    (words,) = _THEME.glob("*/en.yml")
    return Strings("en", yaml.safe_load(words.read_text(encoding="utf-8")))


@cache
def phrases() -> Phrases:
    """What English prose says about time."""
    (words,) = _PHRASES.glob("en.yml")
    return phrases_from(yaml.safe_load(words.read_text(encoding="utf-8")))


def rendered_body(markdown: str, **values: Any) -> Body:
    """The facts of a text as Python-Markdown renders it."""
    html = Markdown(extensions=["smarty", "tables", "fenced_code", "toc", "admonition", "attr_list"]).convert(markdown)
    return body_of(html, replace(phrases(), **values))


def views(catalogue: Catalogue, now: str, html: dict[str, str] | None = None, *, preview: bool = False) -> Views:
    """What pages are shown from at `now`; `html` is the rendered body by permalink."""
    moment = at(now)
    bodies = {link: body_of(text) for link, text in (html or {}).items()}
    return Views(catalogue, catalogue.index(moment, preview=preview), english(), bodies, moment, preview)


def shown(catalogue: Catalogue, now: str, html: dict[str, str] | None = None, *, preview: bool = False) -> Listings:
    """Everything pages share, with a feed for the site and for each section."""
    made = views(catalogue, now, html, preview=preview)
    paths = ["", *(section.url for section in catalogue.site.sections)]
    feeds = {
        path: FeedLinkView(title=f"Feed {path}", url=f"{path}feed.xml", type="application/rss+xml") for path in paths
    }
    return Listings.of(made, site_view(made, feeds.values()), feeds)


def _element(id: str, content: bytes, size: bytes | None = None) -> bytes:
    return bytes.fromhex(id) + (size or (0x10000000 | len(content)).to_bytes(4, "big")) + content


def webm(
    *tracks: int,
    doctype: bytes = b"webm",
    seconds: float = 25.0,
    unknown: bool = False,
    wide: bool = True,
    scale: bool = True,
) -> bytes:
    """The head of a WebM file with tracks of some types: 1 for pictures, 2 for sound."""
    header = _element("1a45dfa3", _element("4282", doctype))
    duration = _element("4489", struct.pack(">d" if wide else ">f", seconds * 1000)) if seconds else b""
    info = _element("1549a966", (_element("2ad7b1", (10**6).to_bytes(3, "big")) if scale else b"") + duration)
    shelf = _element("1654ae6b", b"".join(_element("ae", _element("83", bytes([kind]))) for kind in tracks))
    return header + _element("18538067", info + shelf, b"\x01" + b"\xff" * 7 if unknown else None)

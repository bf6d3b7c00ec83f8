"""From rendered HTML to what a feed reader may safely show: absolute URLs, no furniture, nothing that runs."""

from __future__ import annotations

import re
from html import escape
from typing import cast
from urllib.parse import urlsplit

import nh3
from lxml import etree

from goodword.html import drop, parse, text_of
from goodword.projections.feeds.furniture import without_furniture
from goodword.projections.feeds.text import UNFIT, absolute, mended, unfit

_SCHEMES = ("http", "https", "mailto", "tel")
_URLS = ("href", "src", "poster", "cite", "data", "action", "longdesc")
_HTML = """
a abbr article aside audio b bdi blockquote br caption cite code col colgroup dd del details dfn div dl dt em
figcaption figure footer h1 h2 h3 h4 h5 h6 header hr i img ins kbd li mark ol p picture pre q rp rt ruby s samp
section small source span strong sub summary sup table tbody td tfoot th thead time tr u ul var video wbr
"""
"""Elements a reader may show, and that the validator does not warn of."""
_DROPPED = "script style svg math iframe object template form select textarea button canvas noscript dialog"
"""Elements whose text goes with them."""
_ATTRIBUTES = {
    "*": {"dir", "lang", "title", "id"},
    "a": {"href", "hreflang"},
    "img": {"src", "srcset", "alt", "width", "height"},
    "audio": {"src"},
    "video": {"src", "poster", "width", "height"},
    "source": {"src", "srcset", "type", "media"},
    "blockquote": {"cite"},
    "q": {"cite"},
    "del": {"cite", "datetime"},
    "ins": {"cite", "datetime"},
    "ol": {"start", "type"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
    "time": {"datetime"},
}
_CLEANER = nh3.Cleaner(
    tags=set(_HTML.split()),
    clean_content_tags=set(_DROPPED.split()),
    attributes=_ATTRIBUTES,
    url_schemes=set(_SCHEMES),
    link_rel=None,
    strip_comments=True,
)
_leading = etree.XPath(f"descendant::*[{' or '.join(f'@{name}' for name in (*_URLS, 'srcset'))}]")
"""The elements that name an address: looking at all the others would cost more than cleaning them."""
_CANDIDATE = re.compile(r"\s*([^\s,]\S*[^\s,]|[^\s,])(?:\s+([\d.]+[wx]))?\s*(?:,|$)")


def portable(html: str, page: str, title: str = "") -> str:
    """The body of the page at the absolute address `page`, for any reader, without a heading that repeats `title`."""
    if not html.strip():
        return ""
    root = parse(html)
    _drop_title(root, title)
    without_furniture(root)
    for element in cast("list[etree._Element]", _leading(root)):
        _make_absolute(element, page)
    children = "".join([etree.tostring(child, encoding="unicode", method="html") for child in root])
    cleaned = mended(_CLEANER.clean(escape(root.text or "", quote=False) + children))
    return (UNFIT.sub("", cleaned) if unfit(cleaned) else cleaned).strip()


def _drop_title(root: etree._Element, title: str) -> None:
    first = next(iter(root), None)
    if first is not None and first.tag == "h1" and " ".join(text_of(first).split()).rstrip("¶").strip() == title:
        drop(first)


def _make_absolute(element: etree._Element, page: str) -> None:
    for name in (*_URLS, "srcset"):
        value = element.get(name)
        if value is None:
            continue
        target = _srcset(value, page) if name == "srcset" else _linkable(absolute(value, page))
        if target:
            element.set(name, target)
        else:
            del element.attrib[name]


def _linkable(url: str) -> str:
    """`url` if a reader may follow it, else nothing; white space and control characters hide no scheme."""
    bare = UNFIT.sub("", "".join(url.split()))
    try:
        return bare if urlsplit(bare).scheme in _SCHEMES else ""
    except ValueError:
        return ""


def _srcset(value: str, page: str) -> str:
    """Every candidate absolute. Source: HTML Living Standard, srcset attributes."""
    candidates = [(_linkable(absolute(url, page)), size) for url, size in _CANDIDATE.findall(value)]
    return ", ".join(f"{url} {size}".strip() for url, size in candidates if url.startswith("http"))

"""From rendered HTML to what a feed reader may safely show: absolute URLs, no furniture, nothing that runs."""

from __future__ import annotations

import re
from html import escape
from urllib.parse import urljoin, urlsplit

import nh3
from lxml import html as lxml_html

from goodword.html import CONTROL, parse

_SCHEMES = ("http", "https", "mailto", "tel")
_URLS = ("href", "src", "poster", "cite", "data", "longdesc")
_FURNITURE = ("headerlink", "md-annotation", "linenos", "md-clipboard")
_HTML = """
a abbr article aside audio b bdi bdo blockquote br caption cite code col colgroup dd del details dfn div dl dt em
figcaption figure footer h1 h2 h3 h4 h5 h6 header hr i img ins kbd li mark ol p picture pre q rp rt ruby s samp
section small source span strong sub summary sup table tbody td tfoot th thead time tr u ul var video wbr
"""
"""Elements a reader may show."""
_ATTRIBUTES = {
    "*": {"dir", "lang", "title", "id"},
    "a": {"href", "hreflang"},
    "img": {"src", "srcset", "alt", "width", "height"},
    "audio": {"src", "controls"},
    "video": {"src", "controls", "poster", "width", "height"},
    "source": {"src", "srcset", "type", "media"},
    "blockquote": {"cite"},
    "q": {"cite"},
    "ol": {"start", "type"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
    "time": {"datetime"},
}
_CANDIDATE = re.compile(r"\s*([^\s,]\S*[^\s,])(?:\s+([\d.]+[wx]))?\s*(?:,|$)")


def clean_text(text: str) -> str:
    """Plain text that XML can carry, on one line."""
    return " ".join(CONTROL.sub("", text).split())


def absolute(url: str, base: str) -> str:
    """`url` as seen from the page at `base`; what cannot be resolved becomes empty."""
    try:
        return urljoin(base, url.strip())
    except ValueError:
        return ""


def portable(html: str, page: str, title: str = "") -> str:
    """The body of the page at the absolute address `page`, for any reader, without a heading that repeats `title`."""
    if not html.strip():
        return ""
    root = parse(html)
    _drop_furniture(root)
    _drop_title(root, title)
    for element in root.iter():
        if isinstance(element.tag, str):
            _make_absolute(element, page)
    children = "".join(lxml_html.tostring(child, encoding="unicode") for child in root)
    cleaned = nh3.clean(
        escape(root.text or "", quote=False) + children,
        tags=set(_HTML.split()),
        clean_content_tags={"script", "style", "svg", "math", "iframe", "object", "template", "form"},
        attributes=_ATTRIBUTES,
        url_schemes=set(_SCHEMES),
        link_rel=None,
        strip_comments=True,
    )
    return CONTROL.sub("", cleaned).strip()


def _drop_furniture(root: lxml_html.HtmlElement) -> None:
    for element in list(root.iter()):
        classes = (element.get("class") or "").split() if isinstance(element.tag, str) else ()
        if any(name in classes for name in _FURNITURE):
            element.drop_tree()


def _drop_title(root: lxml_html.HtmlElement, title: str) -> None:
    first = next(iter(root), None)
    if first is not None and first.tag == "h1" and " ".join(first.text_content().split()) == title:
        first.drop_tree()


def _make_absolute(element: lxml_html.HtmlElement, page: str) -> None:
    for name in _URLS:
        value = element.get(name)
        if value is None:
            continue
        if target := _linkable(absolute(value, page)):
            element.set(name, target)
        else:
            del element.attrib[name]
    if srcset := element.get("srcset"):
        element.set("srcset", _srcset(srcset, page))


def _linkable(url: str) -> str:
    """`url` if a reader may follow it, else nothing; white space and control characters hide no scheme."""
    bare = CONTROL.sub("", "".join(url.split()))
    try:
        return bare if urlsplit(bare).scheme in _SCHEMES else ""
    except ValueError:
        return ""


def _srcset(value: str, page: str) -> str:
    """Every candidate absolute. Source: HTML Living Standard, srcset attributes."""
    candidates = [(_linkable(absolute(url, page)), size) for url, size in _CANDIDATE.findall(value)]
    return ", ".join(f"{url} {size}".strip() for url, size in candidates if url.startswith("http"))

"""From a rendered body to plain text: paragraphs, lists, quotations and tables as a typewriter would have them."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urljoin

from lxml import etree

from goodword.html import parse, text_of

_BLOCKS = frozenset(
    [
        *("address", "article", "aside", "blockquote", "details", "div", "dl", "dd", "dt", "figure", "figcaption"),
        *("footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "nav", "ol", "p", "pre"),
        *("section", "summary", "table", "ul"),
    ]
)
_UNSAID = frozenset({"script", "style", "template", "svg", "math", "form", "button", "noscript"})
_MARKS = frozenset({"headerlink", "footnote-backref"})
"""Classes of links that only a page has a use for."""
_DEEP = 40
"""Elements within one another, after which nobody sees the difference."""


def plain(html: str, page: str) -> str:
    """The words of a body, an empty line between paragraphs; links followed by their addresses, as seen from `page`."""
    return "\n\n".join(_blocks(parse(html), page, 0))


def _blocks(element: etree._Element, page: str, depth: int) -> Iterator[str]:
    """The paragraphs in an element; words that stand in no block of their own are one as well."""
    run = element.text or ""
    for child in element:
        if _is_block(child):
            yield from _paragraph(run)
            yield from _block(child, page, depth + 1)
            run = child.tail or ""
        else:
            run += _inline(child, page, depth + 1) + (child.tail or "")
    yield from _paragraph(run)


def _is_block(element: etree._Element) -> bool:
    return isinstance(element.tag, str) and element.tag in _BLOCKS


def _paragraph(text: str) -> Iterator[str]:
    lines = (" ".join(line.split()) for line in text.split("\x00"))
    told = "\n".join(lines).strip()
    if told:
        yield told


def _block(element: etree._Element, page: str, depth: int) -> Iterator[str]:
    if depth > _DEEP:
        yield from _paragraph(text_of(element))
    elif element.tag in ("ul", "ol"):
        yield from filter(None, ["\n".join(_items(element, page, depth))])
    elif element.tag == "blockquote":
        yield from (f"> {text}".replace("\n", "\n> ") for text in _blocks(element, page, depth))
    elif element.tag == "pre":
        yield from filter(str.strip, [text_of(element).strip("\n")])
    elif element.tag == "table":
        yield from filter(None, ["\n".join(_rows(element, page, depth))])
    elif element.tag == "hr":
        yield "* * *"
    else:
        yield from _blocks(element, page, depth)


def _items(element: etree._Element, page: str, depth: int) -> Iterator[str]:
    for number, item in enumerate((child for child in element if child.tag == "li"), start=_start(element)):
        mark = f"{number}. " if element.tag == "ol" else "- "
        lines = "\n".join(_blocks(item, page, depth)).split("\n")
        yield from (f"{mark if n == 0 else ' ' * len(mark)}{line}" for n, line in enumerate(lines))


def _start(element: etree._Element) -> int:
    """The number of a list's first item (HTML Standard, "the ol element")."""
    try:
        return int(element.get("start", ""))
    except ValueError:
        return 1


def _rows(element: etree._Element, page: str, depth: int) -> Iterator[str]:
    for row in element.iter("tr"):
        cells = (" ".join(_blocks(cell, page, depth)) for cell in row if cell.tag in ("td", "th"))
        yield " | ".join(cells)


def _inline(element: etree._Element, page: str, depth: int) -> str:
    """The words of an element that stands in a line; a line break is a null character until the line is whole."""
    if (
        not isinstance(element.tag, str)
        or element.tag in _UNSAID
        or not _MARKS.isdisjoint((element.get("class") or "").split())
    ):
        return ""
    if element.tag == "br":
        return "\x00"
    if element.tag == "img":
        alt = element.get("alt", "")
        return f"[{alt}]" if alt else ""
    if depth > _DEEP:
        return text_of(element)
    inner = (element.text or "") + "".join(
        (" ".join(_block(child, page, depth + 1)) if _is_block(child) else _inline(child, page, depth + 1))
        + (child.tail or "")
        for child in element
    )
    return f"{inner}{_address(element, inner, page)}" if element.tag == "a" else inner


def _address(link: etree._Element, words: str, page: str) -> str:
    """Where a link leads, unless the words say it or it stays on the page."""
    target = (link.get("href") or "").strip()
    if not target or target.startswith("#"):
        return ""
    try:
        address = urljoin(page, target).removeprefix("mailto:")
    except ValueError:
        return ""
    return "" if address.rstrip("/") == words.strip().rstrip("/") else f" ({address})"

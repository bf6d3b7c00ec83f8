"""What is in a rendered body: its words, its first paragraph, the files and addresses it names."""

from __future__ import annotations

import re
from typing import cast

from lxml import etree
from lxml import html as lxml_html
from msgspec import Struct

from goodword.claims import NO_PHRASES, Claim, Phrases, claims, sentences, worth_reading

CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
"""What XML 1.0 cannot carry (section 2.2), and DEL."""
MORE = re.compile(r"<!--\s*more\s*-->")
EXCERPT_LENGTH = 300
_PARSER = etree.HTMLParser()
"""Gives elements without the abilities of lxml.html, for which it would look at each in Python."""
_TEXT = etree.XPath("string()", smart_strings=False)
_FETCHED = ("src", "poster", "data")
_NAMING = etree.XPath(f"descendant::*[{' or '.join(f'@{name}' for name in (*_FETCHED, 'href', 'srcset'))}]")
"""Finds the elements that name anything: looking at all the others would take as long as reading them."""
_BLOCKS = frozenset({"p", "ul", "ol", "blockquote", "h2", "h3", "dl"})


class Body(Struct, frozen=True, array_like=True):
    """Facts of one rendered body."""

    words: int
    excerpt: str
    """The words above `<!-- more -->`, else the first paragraph; plain, at most about 300 characters."""
    links: frozenset[str]
    """Every href as written in the HTML."""
    requests: frozenset[str]
    """Every src, srcset, poster and data: what a browser fetches by itself."""
    claims: tuple[Claim, ...] = ()
    """What its sentences say about time."""

    @property
    def references(self) -> frozenset[str]:
        """Everything the body names."""
        return self.links | self.requests


def body_of(html: str, phrases: Phrases = NO_PHRASES) -> Body:
    """The facts of a rendered body; without the `phrases` of its language it claims nothing about time."""
    root = parse(html)
    words = len(" ".join(map(str, root.itertext())).split())
    found = _references(root)
    said = (
        () if phrases is NO_PHRASES else claims(sentences(root, lambda texts: worth_reading(texts, phrases)), phrases)
    )
    return Body(words, _excerpt(root, html), frozenset(found["href"]), frozenset(found["src"]), said)


def parse(html: str) -> etree._Element:
    """A fragment inside a `div`; never raises for markup, however broken: what has no body at all is an empty one."""
    root = _PARSER.makeelement("div")
    try:
        parts = lxml_html.fragments_fromstring(CONTROL.sub("", html), parser=_PARSER)
    except (etree.ParserError, AssertionError):
        return root
    if parts and isinstance(parts[0], str):
        root.text = parts.pop(0)
    root.extend(parts)
    return root


def text_of(element: etree._Element) -> str:
    """All of its text, as it stands."""
    return str(_TEXT(element))


def drop(element: etree._Element) -> None:
    """Take an element out of its tree, and leave the text behind it."""
    above, before = element.getparent(), element.getprevious()
    assert above is not None, "the root of a tree is not taken out of it"
    if before is not None:
        before.tail = (before.tail or "") + (element.tail or "")
    else:
        above.text = (above.text or "") + (element.tail or "")
    above.remove(element)


def shorten(text: str, length: int = EXCERPT_LENGTH) -> str:
    """`text` cut at the end of a sentence where one fits, else at a word with an ellipsis."""
    if len(text) <= length:
        return text
    head = text[: length + 1]
    sentence = max(head.rfind(mark) for mark in (". ", "! ", "? "))
    if sentence > length // 2:
        return head[: sentence + 1]
    return head[: head.rfind(" ") if " " in head[length // 2 :] else length].rstrip(" ,;:") + "…"


def _excerpt(root: etree._Element, html: str) -> str:
    if MORE.search(html):
        return shorten(" ".join(_above_more(root)))
    for element in root:
        if element.tag == "p" and (text := _text(element)):
            return shorten(text)
    return ""


def _above_more(root: etree._Element) -> list[str]:
    texts = []
    for element in root:
        if isinstance(element, etree._Comment) and (element.text or "").strip() == "more":
            break
        if isinstance(element.tag, str) and element.tag in _BLOCKS:
            texts.append(_text(element))
    return texts


def _text(element: etree._Element) -> str:
    return " ".join(text_of(element).split())


def _references(root: etree._Element) -> dict[str, list[str]]:
    """Addresses by whether a reader follows them (`href`) or a browser fetches them (`src`)."""
    found: dict[str, list[str]] = {"href": [], "src": []}
    for element in cast("list[etree._Element]", _NAMING(root)):
        if href := element.get("href"):
            found["href"].append(href)
        found["src"] += [value for name in _FETCHED if (value := element.get(name))]
        if srcset := element.get("srcset"):
            found["src"] += [part.split()[0] for part in srcset.split(",") if part.split()]
    return found

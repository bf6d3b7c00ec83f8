"""What a theme puts around a text, as plain HTML says it: readers have neither its styles nor its script.

Written against the HTML of Python-Markdown 3 and PyMdown Extensions 11.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable
from typing import cast
from urllib.parse import unquote, urlsplit

from lxml import etree

from goodword.html import drop, text_of

_ANNOTATION = re.compile(r"\((\d+)\)!")
_TEX = "application/x-tex"


def without_furniture(root: etree._Element) -> None:
    """Change the tree below `root` in place."""
    for element in cast("list[etree._Element]", _furnished(root)):
        if element.getparent() is None:
            continue
        for name in (element.get("class") or "").split():
            if (change := _BY_CLASS.get(name)) and element.getparent() is not None:
                change(element)
        if (change := _BY_TAG.get(element.tag)) and element.getparent() is not None:
            change(element)


def _replaced(element: etree._Element, tag: str, text: str) -> None:
    """Make an element another one that holds nothing but text."""
    tail = element.tail
    element.clear()
    element.tag, element.text, element.tail = tag, text, tail


def _untabbed(tabs: etree._Element) -> None:
    """Every tab under its label, one after the other."""
    labels = [text_of(label).strip() for label in tabs.iter("label")]
    blocks = [block for block in tabs.iter("div") if "tabbed-block" in (block.get("class") or "").split()]
    blocks = blocks or [block for block in tabs if "tabbed-content" in (block.get("class") or "").split()]
    tail = tabs.tail
    for child in list(tabs):
        tabs.remove(child)
    tabs.attrib.clear()
    tabs.text, tabs.tail = None, tail
    for number, block in enumerate(blocks):
        if number < len(labels) and labels[number]:
            etree.SubElement(etree.SubElement(tabs, "p"), "strong").text = labels[number]
        block.tail = None
        tabs.append(block)


def _unnumbered(table: etree._Element) -> None:
    """A table of line numbers and code is the code."""
    code = next((cell for cell in table.iter("td") if "code" in (cell.get("class") or "").split()), None)
    if code is None:
        return
    pre = next(code.iter("pre"), None)
    text = _code_of(pre if pre is not None else code)
    _replaced(table, "pre", "")
    etree.SubElement(table, "code").text = text


def _ticked(label: etree._Element) -> None:
    box = next(label.iter("input"), None)
    _replaced(label, "span", "☑ " if box is not None and box.get("checked") is not None else "☐ ")


def _formula(element: etree._Element) -> None:
    """Mathematics as its author wrote it, else as its text."""
    tex = next((note.text for note in element.iter("annotation") if note.get("encoding") == _TEX), None)
    text = " ".join((tex or element.get("alttext") or text_of(element)).split())
    if text:
        _replaced(element, "code", text)


def _named(span: etree._Element) -> None:
    """The file name above a piece of code."""
    if span.tag == "span":
        span.tag = "strong"


def _spoken(picture: etree._Element) -> None:
    """A small picture that stands for a character is the character."""
    if picture.tag == "img":
        _replaced(picture, "span", picture.get("alt") or "")


def _plain_code(pre: etree._Element) -> None:
    """Code without colours, line anchors and line numbers; what they hold besides code is nothing."""
    code = next((child for child in pre if child.tag == "code"), None)
    if code is None:
        return
    text = _code_of(pre)
    for child in list(pre):
        pre.remove(child)
    pre.text = None
    etree.SubElement(pre, "code").text = text


def _code_of(pre: etree._Element) -> str:
    for number in [e for e in pre.iter("span") if "linenos" in (e.get("class") or "").split()]:
        drop(number)
    return _ANNOTATION.sub(r"(\1)", text_of(pre))


def _linked(player: etree._Element) -> None:
    """A link after what many readers do not play, and none plays without its controls."""
    source = player.get("src") or next((s.get("src") for s in player.iter("source") if s.get("src")), None)
    if not source:
        return
    try:
        name = posixpath.basename(unquote(urlsplit(source).path))
    except ValueError:
        return
    link = etree.Element("a", href=source)
    link.text, link.tail = player.get("title") or name or source, player.tail
    line = etree.SubElement(player, "br")
    player.tail = None
    player.remove(line)
    player.addnext(line)
    line.addnext(link)


_BY_CLASS: dict[str, Callable[[etree._Element], None]] = {
    "headerlink": drop,
    "footnote-backref": drop,
    "md-annotation": drop,
    "md-clipboard": drop,
    "md-code__nav": drop,
    "md-content__button": drop,
    "linenos": drop,
    "tabbed-set": _untabbed,
    "highlighttable": _unnumbered,
    "task-list-control": _ticked,
    "arithmatex": _formula,
    "admonition-title": lambda title: setattr(title, "tag", "strong"),
    "filename": _named,
    "twemoji": _spoken,
    "emojione": _spoken,
    "gemoji": _spoken,
}
_BY_TAG: dict[str, Callable[[etree._Element], None]] = {
    "pre": _plain_code,
    "math": _formula,
    "audio": _linked,
    "video": _linked,
}
_furnished = etree.XPath(f"descendant::*[@class or {' or '.join(f'self::{tag}' for tag in _BY_TAG)}]")
"""The elements that may be furniture, in order."""

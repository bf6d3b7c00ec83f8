"""The sentences of a rendered body that its author wrote: no code, no quotation, no table."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from lxml import etree

_BLOCKS = frozenset({"p", "li", "dd", "dt", "h1", "h2", "h3", "h4", "h5", "h6", "figcaption", "summary", "div"})
_LEFT_OUT = frozenset({"blockquote", "q", "code", "pre", "kbd", "samp", "cite", "del", "s", "table", "script", "style"})
_QUOTED = re.compile(r"“[^“”]{0,600}”|«[^«»]{0,600}»|„[^„“”]{0,600}[“”]|\"[^\"]{0,600}\"|(?<!\w)‘[^‘’]{3,600}’(?!\w)")
_MARKS = '“«„"‘'
_STANDS_FOR = "…"
"""Instead of what is left out, so that no words meet that were not beside each other."""
_END = re.compile(r"[.!?][\"”’)]*\s+(?=[\"“‘(]*[^\W_a-z])")
_ABBREVIATION = re.compile(
    r"\b(?:e\.g|i\.e|etc|approx|no|nos|vol|dr|mr|mrs|ms|st|vs|cf|ca|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|[A-Z])\.$",
    re.IGNORECASE,
)


_LONGEST = 8
"""Characters that an abbreviation has at most, so that a text of nothing else is read in linear time."""


def sentences(root: etree._Element, worth: Callable[[list[str]], Iterable[int]] | None = None) -> Iterator[str]:
    """Each sentence of each block, in order; white space is single.

    `worth` gives the numbers of the blocks that are wanted, by what is written in each: a block that is not wanted is
    never taken apart.
    """
    blocks = [(element, _written(element)) for element in root.iter(*_BLOCKS)]
    for number in worth([text for _, text in blocks]) if worth else range(len(blocks)):
        element, text = blocks[number]
        if text.strip(_STANDS_FOR + " ") and not _is_left_out(element):
            yield from split(_QUOTED.sub(_STANDS_FOR, text) if any(mark in text for mark in _MARKS) else text)


def _written(block: etree._Element) -> str:
    return " ".join(("".join(_own_text(block)) if len(block) else block.text or "").split())


def split(text: str) -> Iterator[str]:
    """The sentences of a text; a full stop after an abbreviation ends none."""
    start = 0
    for end in _END.finditer(text):
        at = end.start() + 1
        if text[at - 1] != "." or not _ABBREVIATION.search(text, max(start, at - _LONGEST), at):
            yield text[start:at]
            start = end.end()
    if start < len(text):
        yield text[start:]


def _is_left_out(element: etree._Element) -> bool:
    """Whether it stands within a quotation, code, a table, or an admonition that quotes."""
    return any(
        above.tag in _LEFT_OUT or "quote" in (above.get("class") or "").split() for above in element.iterancestors()
    )


def _own_text(element: etree._Element) -> Iterator[str]:
    """Its text with that of the inline elements in it; blocks within it have their own turn."""
    yield element.text or ""
    for child in element:
        if isinstance(child.tag, str) and child.tag not in _BLOCKS and child.tag not in _LEFT_OUT and child.tag != "ul":
            if child.tag == "br":
                yield " "
            elif child.tag not in ("ol", "dl"):
                yield from _own_text(child)
        elif isinstance(child.tag, str) and child.tag in _LEFT_OUT:
            yield _STANDS_FOR
        yield child.tail or ""

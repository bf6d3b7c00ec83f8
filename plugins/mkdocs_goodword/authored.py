"""What Markdown lets an author write that could run in a reader's browser: raw HTML, handlers, script addresses.

Raw HTML is shown as the text it is, unless the configuration trusts its authors with it. Comments are for authors
and are left out; `<!-- more -->` is always understood.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element

from markdown import Extension, Markdown
from markdown.inlinepatterns import HTML_RE, InlineProcessor
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import AMP_SUBSTITUTE

_BLOCK_HTML, _INLINE_HTML = 20, 90
"""The priorities at which Python-Markdown takes raw HTML."""
_AFTER_ATTRIBUTES = 4
"""Below attr_list's 8, so that its attributes are seen, and above 0, where the host resolves links."""
_MORE = "<!-- more -->"
_HOST_LOOKS = 21
"""The priority at which the host looks for anchors in raw HTML, with a parser that gives up on what follows."""
_SECTION, _STAND_IN = "<![", "\x02goodword-section\x03"
"""A marked section of SGML, and what stands for it meanwhile: no author can write the control characters."""
_ADDRESSES = frozenset(
    {"href", "src", "action", "formaction", "poster", "data", "cite", "background", "srcset", "xlink:href"}
)
_RUNS = re.compile(r"(javascript|vbscript|data|file):", re.IGNORECASE)
_PICTURE = re.compile(r"data:image/(png|gif|jpeg|webp|avif);", re.IGNORECASE)


class Authored(Extension):
    """A Markdown extension for one page; `found` is told each thing that was not let through, as it was written."""

    def __init__(self, found: Callable[[str], None], *, raw_html: bool) -> None:
        super().__init__()
        self.found, self.raw_html = found, raw_html

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802  # Python-Markdown's name
        """Take the place of Python-Markdown's own handling of raw HTML."""
        md.preprocessors.register(_Replaced(_SECTION, _STAND_IN), "goodword_hide_sections", _HOST_LOOKS + 1)
        md.preprocessors.register(_Replaced(_STAND_IN, _SECTION), "goodword_show_sections", _HOST_LOOKS - 0.5)
        md.treeprocessors.register(_Addresses(md, self.found), "goodword_addresses", _AFTER_ATTRIBUTES)
        if self.raw_html:
            return
        md.preprocessors.deregister("html_block", strict=False)
        md.inlinePatterns.deregister("html", strict=False)
        md.preprocessors.register(_Comments(md), "goodword_comments", _BLOCK_HTML)
        md.inlinePatterns.register(_Tags(md, self.found), "goodword_html", _INLINE_HTML)
        md.treeprocessors.register(_Attributes(md, self.found), "goodword_attributes", _AFTER_ATTRIBUTES)


class _Replaced(Preprocessor):
    """One word for another in every line."""

    def __init__(self, word: str, other: str) -> None:
        super().__init__()
        self.word, self.other = word, other

    def run(self, lines: list[str]) -> list[str]:
        return [line.replace(self.word, self.other) for line in lines]


class _Comments(Preprocessor):
    """Comments that begin a line, taken out in one pass; one that is never closed is text."""

    def run(self, lines: list[str]) -> list[str]:
        text = "\n".join(lines)
        kept, at = [], 0
        while (start := self._next(text, at)) >= 0:
            end = text.find("-->", start)
            if end < 0:
                break
            kept += [text[at:start], self._instead(text[start + 4 : end])]
            at = end + 3
        return "".join([*kept, text[at:]]).split("\n")

    def _next(self, text: str, at: int) -> int:
        """Where the next comment begins that nothing but three spaces stands before on its line; -1 for none."""
        start = text.find("<!--", at)
        while start >= 0:
            indent = text[max(text.rfind("\n", 0, start) + 1, at) : start]
            if not indent.strip() and len(indent) < 4:
                return start
            start = text.find("<!--", start + 4)
        return -1

    def _instead(self, comment: str) -> str:
        return f"\n{self.md.htmlStash.store(_MORE)}\n" if comment.strip() == "more" else ""


class _Tags(InlineProcessor):
    def __init__(self, md: Markdown, found: Callable[[str], None]) -> None:
        super().__init__(HTML_RE, md)
        self.found = found

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[str, int, int]:  # type: ignore[override]  # noqa: N802  # Python-Markdown's name
        """A tag becomes text, a comment nothing."""
        text = m.group(1)
        if text.startswith("<!--"):
            is_more = text[4:-3].strip() == "more"
            return (self.md.htmlStash.store(_MORE) if is_more else ""), m.start(0), m.end(0)
        if not text.startswith("</"):
            self.found(text)
        return text, m.start(0), m.end(0)


class _Attributes(Treeprocessor):
    def __init__(self, md: Markdown, found: Callable[[str], None]) -> None:
        super().__init__(md)
        self.found = found

    def run(self, root: Element) -> None:
        for element in root.iter():
            for name, value in list(element.attrib.items()):
                if runs(name, str(value)):
                    self.found(str(value))
                    _disarm(element, name)


class _Addresses(Treeprocessor):
    """Takes out addresses that nobody can read, at which the host would stop."""

    def __init__(self, md: Markdown, found: Callable[[str], None]) -> None:
        super().__init__(md)
        self.found = found

    def run(self, root: Element) -> None:
        for element in root.iter():
            for name in ("href", "src"):
                value = element.get(name, "")
                if not is_readable(value):
                    self.found(value)
                    _disarm(element, name)


def is_readable(address: str) -> bool:
    """Whether an address can be taken apart; `https://[your-name]/` cannot."""
    try:
        urlsplit(address)
    except ValueError:
        return False
    return True


def _disarm(element: Element, name: str) -> None:
    """The host takes it for granted that a link has an address and a picture a source."""
    if element.tag == "img" and name == "src":
        element.set(name, "")
        return
    del element.attrib[name]
    if element.tag == "a" and name == "href":
        element.tag = "span"


def runs(name: str, value: str) -> bool:
    """Whether an attribute could run something: a handler, or an address with a scheme that does."""
    key = name.lower()
    if key.startswith("on") or key == "srcdoc":
        return True
    text = unescape(value.replace(AMP_SUBSTITUTE, "&"))
    bare = "".join(char for char in text if char.isprintable() and not char.isspace())
    return key in _ADDRESSES and bool(_RUNS.match(bare)) and not (key == "src" and _PICTURE.match(bare))

"""A link to an entry that nobody may see becomes plain text before the host looks at it."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Collection
from typing import Any
from urllib.parse import unquote, urlsplit
from xml.etree.ElementTree import Element

from markdown import Extension, Markdown
from markdown.treeprocessors import Treeprocessor

_BEFORE_THE_HOST = 5
"""Above 0, at which the host resolves relative links, and below the inline patterns' 20."""


class WithheldLinks(Extension):
    """A Markdown extension for one page; `found` is told each target as it was written."""

    def __init__(self, source: str, withheld: Collection[str], found: Callable[[str], None]) -> None:
        super().__init__()
        self.source, self.withheld, self.found = source, withheld, found

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802  # Python-Markdown's name
        """Register the tree processor."""
        md.treeprocessors.register(_Unlink(md, self), "goodword_withheld", _BEFORE_THE_HOST)


class _Unlink(Treeprocessor):
    def __init__(self, md: Markdown, page: WithheldLinks) -> None:
        super().__init__(md)
        self.page = page

    def run(self, root: Element) -> None:
        for element in root.iter("a"):
            target = element.get("href", "")
            if leads_to(self.page.source, target) in self.page.withheld:
                self.page.found(target)
                _plain(element)


def _plain(element: Any) -> None:
    element.tag = "span"
    element.attrib.clear()


def leads_to(source: str, target: str) -> str:
    """The source file a relative link means, or an empty text for a link that leaves the folder."""
    parts = urlsplit(target)
    if parts.scheme or parts.netloc or not parts.path:
        return ""
    return posixpath.normpath(posixpath.join(posixpath.dirname(source), unquote(parts.path)))

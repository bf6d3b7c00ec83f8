"""A link to an entry that nobody may see becomes plain text before the host looks at it."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Collection
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit
from xml.etree.ElementTree import Element

from markdown import Extension, Markdown
from markdown.treeprocessors import Treeprocessor

from goodword.entries import Entry
from goodword.paths import is_external, resolve

_NOWHERE = "https://site.invalid/"
_BEFORE_THE_HOST = 5
"""Above 0, at which the host resolves relative links, and below the inline patterns' 20."""


class WithheldLinks(Extension):
    """A Markdown extension for the page of `entry`; `found` is told each target as it was written."""

    def __init__(self, entry: Entry, withheld: Collection[Entry], site_url: str, found: Callable[[str], None]) -> None:
        super().__init__()
        self.source, self.found = entry.source, found
        root = site_url or _NOWHERE
        folder = posixpath.dirname(entry.source)
        self.bases = (urljoin(root, entry.permalink), urljoin(root, f"{folder}/" if folder else ""))
        self.sources = frozenset(other.source for other in withheld)
        self.addresses = frozenset(urlsplit(urljoin(site_url or _NOWHERE, other.permalink)).path for other in withheld)

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802  # Python-Markdown's name
        """Register the tree processor."""
        if self.sources:
            md.treeprocessors.register(_Unlink(md, self), "goodword_withheld", _BEFORE_THE_HOST)

    def leads_to_withheld(self, target: str) -> bool:
        """Whether a link names a withheld entry, by its file or by its address."""
        try:
            by_address = any(_address(base, target) in self.addresses for base in self.bases)
            return by_address or leads_to(self.source, target) in self.sources
        except ValueError:
            return False


def _address(base: str, target: str) -> str:
    """The path on this site that a link means as seen from `base`, or nothing for another site."""
    here, there = urlsplit(base), urlsplit(urljoin(base, target))
    path = unquote(there.path).removesuffix("index.html")
    return (path if path.endswith("/") else f"{path}/") if there.netloc == here.netloc else ""


class _Unlink(Treeprocessor):
    def __init__(self, md: Markdown, page: WithheldLinks) -> None:
        super().__init__(md)
        self.page = page

    def run(self, root: Element) -> None:
        for element in root.iter("a"):
            target = element.get("href", "")
            if target and self.page.leads_to_withheld(target):
                self.page.found(target)
                _plain(element)


def _plain(element: Any) -> None:
    element.tag = "span"
    element.attrib.clear()


def leads_to(source: str, target: str) -> str:
    """The source file a link means, or an empty text for a link that leaves the folder."""
    if not urlsplit(target).path or is_external(target):
        return ""
    return resolve(source, target)

"""A link to an entry that nobody may see becomes plain text before the host looks at it."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit
from xml.etree.ElementTree import Element

from markdown import Extension, Markdown
from markdown.treeprocessors import Treeprocessor
from msgspec import Struct

from goodword.claims import NO_PHRASES, Phrases
from goodword.entries import Entry
from goodword.paths import is_external, resolve

_NOWHERE = "https://site.invalid/"
_PLAIN = re.compile(r"/?[\w.-]+(?:/[\w.-]+)*/?")
"""A link that is a path and nothing else, as most are: followed without taking addresses apart (RFC 3986, 5.2)."""
_BEFORE_THE_HOST = 5
"""Above 0, at which the host resolves relative links, and below the inline patterns' 20."""


class Rules(Struct, frozen=True):
    """What holds for the Markdown of an entry besides the host's configuration."""

    source: str
    permalink: str
    site_url: str
    raw_html: bool
    withheld: frozenset[str]
    """Sources and addresses of entries nobody may see."""
    phrases: Phrases = NO_PHRASES
    """What its language says about time."""


class WithheldLinks(Extension):
    """A Markdown extension for the page of an entry.

    `found` is told each target of a link to what is withheld, as it was written; `named` every source and address of
    this site that any link could mean.
    """

    def __init__(self, rules: Rules, found: Callable[[str], None], named: Callable[[str], None]) -> None:
        super().__init__()
        self.source, self.withheld, self.found, self.named = rules.source, rules.withheld, found, named
        root = rules.site_url or _NOWHERE
        folder = posixpath.dirname(rules.source)
        self.bases = (urljoin(root, rules.permalink), urljoin(root, f"{folder}/" if folder else ""))

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802  # Python-Markdown's name
        """Register the tree processor."""
        md.treeprocessors.register(_Unlink(md, self), "goodword_withheld", _BEFORE_THE_HOST)

    def leads_to_withheld(self, target: str) -> bool:
        """Whether a link names a withheld entry, by its file or by its address."""
        try:
            names = {*(address_from(base, target) for base in self.bases), leads_to(self.source, target)} - {""}
        except ValueError:
            return False
        for name in names:
            self.named(name)
        return any(name in self.withheld for name in names)


def names_of(withheld: Iterable[Entry], site_url: str) -> frozenset[str]:
    """Every name by which a link can mean one of these entries: its source, and its address from the root."""
    names = set()
    for entry in withheld:
        names |= {entry.source, urlsplit(urljoin(site_url or _NOWHERE, entry.permalink)).path}
    return frozenset(names)


def address_from(base: str, target: str) -> str:
    """The path on this site that a link means as seen from a folder's address, or nothing for another site.

    Raises ValueError for a target that is no address.
    """
    here = urlsplit(base)
    if _PLAIN.fullmatch(target):
        is_folder = target.rpartition("/")[2] in ("", ".", "..")
        path = posixpath.normpath(posixpath.join(here.path, target)) + ("/" if is_folder else "")
    else:
        there = urlsplit(urljoin(base, target))
        if there.netloc != here.netloc:
            return ""
        path = unquote(there.path)
    return f"{path.removesuffix('index.html').rstrip('/')}/"


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

"""The host's pages, made from entries: what was read once is not read again."""

from __future__ import annotations

import os
from functools import cached_property
from html import escape
from typing import Any
from urllib.parse import urljoin, urlsplit

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, InclusionLevel

from goodword.entries import DATED, Entry, PressUpdate
from mkdocs_goodword.converting import ConvertedPage
from mkdocs_goodword.links import Rules

TEMPLATES = {
    "article": "goodword/article.html",
    "press": "goodword/press.html",
    "coverage": "goodword/coverage.html",
    "story": "goodword/story.html",
    "event": "goodword/event.html",
    "poll": "goodword/poll.html",
    "person": "goodword/person.html",
    "page": "goodword/page.html",
    "home": "goodword/home.html",
    "listing": "goodword/listing.html",
}


class GivenPage(ConvertedPage):
    """A page whose text and metadata are known before the host asks."""

    def __init__(self, title: str, file: File, config: MkDocsConfig, *, text: str, meta: dict[str, Any]) -> None:
        self._home = str(config.site_url or "")
        super().__init__(title, file, config)
        self.given_text, self.given_meta = text, meta

    def _set_canonical_url(self, base: str | None) -> None:
        """Do nothing: the host works both addresses out for every page, and asks for those it builds."""

    @cached_property
    def canonical_url(self) -> str | None:  # type: ignore[override]  # can be set, as the host's can
        """The page's address on the web."""
        return urljoin(f"{self._home.rstrip('/')}/", self.url) if self._home else None

    @cached_property
    def abs_url(self) -> str | None:  # type: ignore[override]  # as above
        """The page's path from the host's root."""
        return urlsplit(self.canonical_url).path if self.canonical_url else None

    def read_source(self, config: MkDocsConfig) -> None:
        """Give the host what the catalogue holds."""
        self.markdown, self.meta = self.given_text, dict(self.given_meta)


class PageFile(File):
    """The file of a page of ours, which need not be built where the last build's stands for it."""

    is_carried = False

    @property
    def src_path(self) -> str:
        """Its source as the system writes it."""
        return os.path.normpath(self.src_uri)

    @src_path.setter
    def src_path(self, value: str) -> None:
        """Take an address as it is: ours are put together with `/`, and need not be taken apart for it."""
        self.src_uri = value

    def is_documentation_page(self) -> bool:
        """Whether the host renders it."""
        return not self.is_carried and super().is_documentation_page()

    def copy_file(self, dirty: bool = False) -> None:
        """Do nothing for what stands already."""
        if not self.is_carried:
            super().copy_file(dirty)


def is_carried(file: File) -> bool:
    """Whether the last build's page stands for this one's."""
    return isinstance(file, PageFile) and file.is_carried


class EntryPage(GivenPage):
    """The page of an entry: what may not run is text, and a link to a withheld entry is none."""

    def __init__(
        self,
        entry: Entry,
        file: File,
        config: MkDocsConfig,
        *,
        text: str,
        meta: dict[str, Any],
        rules: Rules,
        told: bytes | None = None,
    ) -> None:
        super().__init__(escape(entry.title), file, config, text=text, meta=meta)
        self.entry, self.rules, self._told = entry, rules, told

    def rewrite(self, text: str) -> None:
        """Give the page another text than its entry's."""
        self.given_text, self._told = text, None

    def told_of(self, text: str) -> bytes:
        """The digest of this page's Markdown; that of the given text is known where the entry's is."""
        return self._told if self._told and text is self.given_text else super().told_of(text)


def template_of(entry: Entry) -> str:
    """The template of our theme that shows an entry."""
    if not entry.permalink:
        return TEMPLATES["home"]
    if isinstance(entry, PressUpdate) and entry.type == "coverage":
        return TEMPLATES["coverage"]
    return TEMPLATES[entry.kind]


def placed(file: File, url: str, config: MkDocsConfig, inclusion: InclusionLevel) -> File:
    """The file as that of a page of ours, with the address its entry has."""
    moved = PageFile(
        file.src_uri,
        file.src_dir,
        file.dest_dir,
        config.use_directory_urls,
        dest_uri=f"{url}index.html",
        inclusion=inclusion,
    )
    moved.generated_by = file.generated_by
    if file.src_dir is None:
        moved.content_bytes = file.content_bytes
    return moved


def inclusion_of(entry: Entry, file: File) -> InclusionLevel:
    """Dated entries and people stay out of the navigation, so that no page lists them all; so does what is unlisted."""
    if entry.kind in DATED or entry.kind == "person" or entry.unlisted:
        return InclusionLevel.NOT_IN_NAV
    return file.inclusion

"""A page's Markdown is rendered once, and again only when its text or what its links lead to has changed."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from concurrent.futures import Executor
from contextlib import AbstractContextManager

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from msgspec import Struct

from goodword.claims import Phrases
from mkdocs_goodword.cache.ahead import sweep
from mkdocs_goodword.cache.fingerprints import digest
from mkdocs_goodword.cache.rows import Kept
from mkdocs_goodword.cache.workers import HOST_LOG, Job, Table, convert_all
from mkdocs_goodword.conversion import Conversion, Seen, would_see_again
from mkdocs_goodword.converting import ConvertedPage, convert
from mkdocs_goodword.links import Rules
from mkdocs_goodword.pages import GivenPage

WORTHWHILE = 64
"""Documents below which other processes cost more than they save."""


class Noted(Struct, frozen=True, array_like=True):
    """What a conversion depended on, without what it became."""

    key: bytes
    made: bytes
    """The digest of what it became."""
    asked: dict[str, Seen]
    named: list[str]
    withheld: list[str]
    is_quiet: bool
    """Whether nothing was to be said of it."""

    @classmethod
    def of(cls, key: bytes, conversion: Conversion, data: bytes) -> Noted:
        """Of a conversion and its bytes."""
        loud = conversion.said or conversion.unlinked or conversion.disarmed
        return cls(key, digest(data), conversion.asked, conversion.named, conversion.withheld, not loud)

    def holds(self, files: Files, rules: Rules | None) -> bool:
        """Whether everything that was seen would be seen again."""
        return would_see_again(self.asked, self.named, self.withheld, files, rules)


class Documents:
    """Conversions by the digest of their inputs; `rendered` counts those that were made in this build."""

    def __init__(self, store: Kept, surroundings: bytes) -> None:
        self.store, self.surroundings = store, surroundings
        self.rendered = 0
        self.noted: dict[str, Noted] = {}
        """By source, of every page whose conversion was asked for and can be remembered."""
        self._found: dict[bytes, Conversion] = {}
        """What was looked up ahead and not yet asked for."""
        self._phrases: tuple[Phrases, str] | None = None

    def _spoken(self, phrases: Phrases) -> str:
        """The digest of a language's phrases, which every page of a site shares."""
        if self._phrases is None or self._phrases[0] is not phrases:
            self._phrases = phrases, digest(repr(phrases)).hex()
        return self._phrases[1]

    def __call__(self, page: ConvertedPage, config: MkDocsConfig, files: Files) -> Conversion:
        """The conversion of a page that has been read."""
        key = self.key(page, page.told_of(page.markdown or ""))
        found = self._found.pop(key, None) or self.kept(key, page, files)
        made = found or self.keep(key, page, convert(page, config, files))
        page.made = self.noted[page.file.src_uri].made if page.file.src_uri in self.noted else b""
        return made

    def ahead(self, page: GivenPage, config: MkDocsConfig, files: Files) -> Conversion:
        """The conversion of a page before the host asks for it; it stays to be asked for."""
        key = self.key(page, page.told_of(page.given_text))
        if key not in self._found:
            known = self.kept(key, page, files)
            if known is None:
                page.read_source(config)
                known = self.keep(key, page, convert(page, config, files))
            self._found[key] = known
        return self._found[key]

    def again(self, page: GivenPage, config: MkDocsConfig, files: Files) -> Conversion:
        """The conversion of a page that the host has had; it is not held."""
        known = self._known(self.key(page, page.told_of(page.given_text)), page, files)
        if known is None:
            page.read_source(config)
            return convert(page, config, files)
        return known[0]

    def key(self, page: ConvertedPage, text: bytes) -> bytes:
        """The digest of what a conversion is made of, the outcome of looking up its links excepted.

        `text` is the digest of the page's Markdown.
        """
        rules = page.rules
        own = (
            (rules.source, rules.permalink, rules.site_url, str(rules.raw_html), self._spoken(rules.phrases))
            if rules
            else ()
        )
        level = str(logging.getLogger(HOST_LOG).getEffectiveLevel())
        file = page.file
        return digest("document", self.surroundings, file.src_uri, file.url, file.inclusion.name, level, text, *own)

    def kept(self, key: bytes, page: ConvertedPage, files: Files) -> Conversion | None:
        """What is remembered, if everything its links were seen to lead to is still so."""
        known = self._known(key, page, files)
        if known is None:
            return None
        self.noted[page.file.src_uri] = Noted.of(key, *known)
        return known[0]

    def _known(self, key: bytes, page: ConvertedPage, files: Files) -> tuple[Conversion, bytes] | None:
        data = self.store.get(key)
        found = Conversion.from_bytes(data) if data else None
        return (found, data) if data and found and found.holds(files, page.rules) else None

    def keep(self, key: bytes, page: ConvertedPage, made: Conversion) -> Conversion:
        """Remember a conversion, unless it took something that cannot be told."""
        self.rendered += 1
        if self.rendered % WORTHWHILE == 0:
            sweep()
        if data := made.as_bytes():
            self.noted[page.file.src_uri] = Noted.of(key, made, data)
            self.store.put(key, data)
        return made

    def prepare(
        self,
        pages: Iterable[GivenPage],
        config: MkDocsConfig,
        files: Files,
        executor: Callable[[], AbstractContextManager[Executor]],
        shared_store: str = "",
    ) -> None:
        """Render what is not remembered of pages whose text is known, before the host asks for one after the other."""
        missing = [job for page in pages if (job := self._job(page, files))]
        if len(missing) < WORTHWHILE:
            return
        with executor() as processes:
            for key, packed in convert_all(processes, missing, Table.of(config, files), shared_store):
                self.rendered += 1
                self.store.put_packed(key, packed)

    def _job(self, page: GivenPage, files: Files) -> Job | None:
        """What there is to do for a page; nothing where it is remembered."""
        text = page.given_text
        key = self.key(page, page.told_of(text))
        if known := self.kept(key, page, files):
            self._found[key] = known
            return None
        return Job(key, page.file.src_uri, text, page.rules)

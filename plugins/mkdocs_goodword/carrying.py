"""Pages that nothing has touched since the last build: their files stand, and the host never sees them.

A page of ours is made of its text, of its view and of what all pages share. All of these are known once the
navigation is: the texts that changed are rendered then, before the host asks. A page of which the digest is that of
the last build is taken out of the host's work. It stays among the host's files, so that links find it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property, partial
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from msgspec.structs import replace

from goodword.html import Body, body_of
from goodword.projections.pages import page_view, told_of
from goodword.views import PageView
from mkdocs_goodword.building import Building, without_tokens
from mkdocs_goodword.cache.documents import Noted
from mkdocs_goodword.cache.fingerprints import OpaqueError, digest
from mkdocs_goodword.cache.memory import Memory
from mkdocs_goodword.cache.pages import nav_digest
from mkdocs_goodword.cache.reuse import Reuse
from mkdocs_goodword.cache.rows import Kept, lasting
from mkdocs_goodword.cache.surroundings import software
from mkdocs_goodword.filing import address, last_day
from mkdocs_goodword.naming import named_by
from mkdocs_goodword.pages import EntryPage, GivenPage, PageFile
from mkdocs_goodword.render_cache import cache_of
from mkdocs_goodword.traces import Trace, Traces
from mkdocs_goodword.words import is_goodword

_BY_ENTRY = frozenset({"entries", "own_pages", "kept"})
"""What the catalogue holds of entries: their heads tell it, and their identities."""

_ELSEWHERE = frozenset(
    [
        "catalogue",
        "sources",
        "problems",
        "clock",
        "strings",
        "html",
        "digests",
        "names",
        "told",
        "facts",
        "findings",
        "sizes",
    ]
)
"""What a building holds that is in no view, or told otherwise. Whatever is new in it counts until it is named here."""


class Carrying:
    """The pages of one build beside those of the last, which stand in the folder that `reuse` knows."""

    def __init__(self, building: Building, memory: Memory, reuse: Reuse, config: MkDocsConfig, jobs: int) -> None:
        self.building, self.memory, self.reuse, self.config, self.jobs = building, memory, reuse, config, jobs
        self.fingerprints = memory.fingerprints
        self.traces: dict[str, Trace] = {}
        """Of this build's pages, by source."""
        self._nav, self._files = b"", Files([])
        self._untold: dict[str, GivenPage] = {}
        """By source, of pages that have a trace but for the digest of all that they show."""
        self._last = Traces({})
        self._before: Page | None = None

    def carry(self, files: Files, nav: Navigation) -> None:
        """Take out of the host's work whatever the last build has made already; all that links lead to is known."""
        self._nav, self._files = nav_digest(nav, self.fingerprints), files
        self._last = last = Traces.of(self.memory.store, self._key())
        pages = list(_given(files))
        same = {page.file.src_uri for page in pages if self._is_same(page, last.pages, files)}
        if not same:
            return
        self.memory.render_ahead([page for page in pages if page.file.src_uri not in same], files, self.jobs)
        self.building.bodies = dict(self._bodies(pages, same, last.pages, files))
        now = self.building.clock.now
        alike = last.since <= now < last.until and last.views == self._views
        for page in pages:
            uri = page.file.src_uri
            if uri in same and self._stands(page, last.pages[uri], alike=alike):
                self._take(page, last.pages[uri], files)

    @cached_property
    def _views(self) -> bytes:
        """The digest of everything that views are made of, texts excepted: what is told of them is in it."""
        building, catalogue = self.building, self.building.catalogue
        shared = [getattr(catalogue, name) for name in catalogue.__struct_fields__ if name not in _BY_ENTRY]
        more = [getattr(building, name) for name in building.__struct_fields__ if name not in _ELSEWHERE]
        words = [building.strings.language, building.strings.texts]
        told = [(told_of(building.bodies.get(e.permalink)), catalogue.identity(e)) for e in catalogue.entries]
        known = ((entry, building.digests.get(entry.source)) for entry in catalogue.entries)
        heads = (told.head if told else self.fingerprints.of(entry) for entry, told in known)
        return digest(self.memory.around, self._nav, self.fingerprints.of(shared, more, words, told), *heads)

    def _is_same(self, page: GivenPage, last: Mapping[str, Trace], files: Files) -> bool:
        """Whether a page's text would be rendered as it was."""
        trace, documents = last.get(page.file.src_uri), self.memory.documents
        if trace is None or documents is None or trace.noted.key != documents.key(page, page.told_of(page.given_text)):
            return False
        return trace.noted.holds(files, page.rules)

    def _bodies(
        self, pages: Iterable[GivenPage], same: set[str], last: Mapping[str, Trace], files: Files
    ) -> Iterator[tuple[str, Body]]:
        """The facts of every entry's body, as they will be when the host has rendered it."""
        for page in pages:
            if isinstance(page, EntryPage) and self.memory.documents:
                link, uri = page.entry.permalink, page.file.src_uri
                if uri in same:
                    yield link, last[uri].body
                else:
                    made = self.memory.documents.ahead(page, self.config, files)
                    bare = without_tokens(made.html, page.entry.blocks)
                    yield link, body_of(bare, self.building.phrases) if page.entry.blocks else made.body

    def _stands(self, page: GivenPage, trace: Trace, *, alike: bool) -> bool:
        """Whether the finished page is what it was, and nothing has to be said of it again."""
        if page.file.inclusion.is_in_nav() or not trace.noted.is_quiet or not isinstance(page.file, PageFile):
            return False
        if isinstance(page, EntryPage) and page.entry.blocks:
            return False
        is_shown_alike = alike or self._digest(page, trace.noted.made) == trace.page
        return is_shown_alike and self.reuse.keep(page.file.dest_uri)

    def _take(self, page: GivenPage, trace: Trace, files: Files) -> None:
        assert isinstance(page.file, PageFile), "no other page is taken"
        page.file.is_carried, page.made = True, trace.noted.made
        page.read_source(self.config)
        self.traces[page.file.src_uri] = trace
        self.building.names[page.file.src_uri] = trace.names
        if self.memory.documents:
            page.recall = partial(self.memory.documents.ahead, page, self.config, files)
        if isinstance(page, EntryPage):
            self.building.html.lend(page.entry.permalink, page.recalled)
            self.building.told[page.entry.permalink] = trace.text

    def _digest(self, page: GivenPage, made: bytes, view: PageView | None = None) -> bytes:
        """Of everything a page shows; `view` is its own where somebody has it. Raises OpaqueError."""
        entry = page.entry if isinstance(page, EntryPage) else None
        shown = view or page_view(address(page.file), entry, self.building.shown)
        file = page.file
        own = [file.src_uri, file.dest_uri, file.inclusion.name, page.title, page.given_meta]
        day = last_day(page, self.building)
        told = self.fingerprints.of(shown, own, day)
        return digest("carried", self.memory.around, self._nav, told, made)

    def rendered(self, page: Page) -> None:
        """The host has rendered a text, so that every plugin has seen the one before, which is let go."""
        before, self._before = self._before, page
        if before:
            self.let_go(before)

    def trace(self, files: Files) -> None:
        """Note what every page is made of, once the host has rendered all texts; what it shows is told later."""
        self.memory.told_of_page, self.memory.prepare_copies = self.told_of, self._prepare_copies
        for page in _given(files):
            if known := self._noted(page):
                link = page.entry.permalink if isinstance(page, EntryPage) else ""
                body = self.building.bodies[link] if isinstance(page, EntryPage) else body_of("")
                text = self.building.digest_of(link) if isinstance(page, EntryPage) else b""
                names = named_by(page.file, self.building)
                self.traces[page.file.src_uri] = Trace(known, body, text, names, b"")
                self._untold[page.file.src_uri] = page

    def _prepare_copies(self) -> None:
        self.building.shown.related.prepare()

    def told_of(self, page: Page, context: Mapping[str, Any]) -> bytes | None:
        """The digest of all that a page shows, for whoever renders it; None where nobody will ask."""
        own = self._untold.get(page.file.src_uri)
        made = self.traces[page.file.src_uri].noted.made if own else b""
        return self._digest(own, made, context["goodword"]) if own else None

    def _tell(self) -> None:
        """Complete the traces."""
        told = self.memory.pages.shown if self.memory.pages else {}
        for uri, page in self._untold.items():
            trace = self.traces[uri]
            self.traces[uri] = replace(trace, page=told.get(uri) or self._digest(page, trace.noted.made))
        self._untold.clear()

    def let_go(self, page: Page) -> None:
        """Free a text that can be told again until somebody asks for it: a large site's texts fill the memory."""
        documents = self.memory.documents
        if documents is None or not isinstance(page, EntryPage) or page.entry.blocks or page.is_away:
            return
        if page.content is page.rendered and self._noted(page):
            link = page.entry.permalink
            self.building.digest_of(link)
            page.let_go(partial(documents.again, page, self.config, self._files))
            self.building.html.lend(link, page.recalled)

    def _noted(self, page: GivenPage) -> Noted | None:
        """What the text of a page depended on, where the page can be told by it.

        Search takes its own attributes out of a page, and the navigation's pages are the host's to build.
        """
        known = self.memory.documents.noted.get(page.file.src_uri) if self.memory.documents else None
        if known is None or not known.is_quiet or page.file.inclusion.is_in_nav():
            return None
        return known if page.is_away or "data-search-" not in (page.content or "") else None

    def remember(self, store: Kept) -> None:
        """Tell the next build; call once the files of this one are published, to which alone the traces lead.

        Of nothing, where a template has read more than is told of its page: the host's list of all pages, it may be,
        in which those that are taken out of its work are missing.
        """
        self._tell()
        traces = self.traces if self.memory.pages is None or self.memory.pages.is_told else {}
        told = Traces(traces, self._views, self.building.clock.now, self.building.until)
        told.put(store, self._key(), self._last)

    def _key(self) -> bytes:
        return lasting(digest("traces", software(), str(self.reuse.folder)))


def _given(files: Files) -> Iterator[GivenPage]:
    return (page for file in files.documentation_pages() if isinstance(page := file.page, GivenPage))


def carrying(building: Building, config: MkDocsConfig) -> Carrying | None:
    """What carries pages over, where nobody but us has a hand in them."""
    cache = cache_of(config)
    memory = cache.memory if cache else None
    if cache is None or memory is None or memory.reuse is None or memory.documents is None:
        return None
    if building.preview or not is_goodword(config) or not memory.is_ours():
        return None
    try:
        _ = memory.around
    except OpaqueError:
        return None
    return Carrying(building, memory, memory.reuse, config, cache.jobs)

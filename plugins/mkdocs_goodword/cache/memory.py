"""Everything one build remembers, and what of it can be relied upon on this site."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import BrokenExecutor
from functools import cached_property, partial
from pathlib import Path
from pickle import PicklingError
from typing import Any, TypeVar

import jinja2
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from mkdocs_goodword.cache import surroundings
from mkdocs_goodword.cache.ahead import Copies, ahead, can_copy
from mkdocs_goodword.cache.documents import Documents
from mkdocs_goodword.cache.fingerprints import Fingerprints, OpaqueError, digest
from mkdocs_goodword.cache.fleet import check_store, fleet
from mkdocs_goodword.cache.pages import Pages
from mkdocs_goodword.cache.reuse import Reuse
from mkdocs_goodword.cache.rows import Kept, Rows, lasting
from mkdocs_goodword.cache.site import FaultError, Made, Tell, pages_ahead
from mkdocs_goodword.cache.store import Store
from mkdocs_goodword.converting import ConvertedPage
from mkdocs_goodword.pages import GivenPage
from mkdocs_goodword.words import is_goodword

_FROM_DOCS = "RELATIVE_TO_DOCS"
T = TypeVar("T")
Look = Callable[[str, bytes, Kept], object]
"""What else is done once with the bytes of every finished page, by its path."""


class Memory:
    """One build's rows; `say` is told what is rendered each time, and why."""

    def __init__(self, store: Store, config: MkDocsConfig, say: Callable[[str], None]) -> None:
        self.store: Kept = store
        self.config, self.say = config, say
        self.documents: Documents | None = None
        self.pages: Pages | None = None
        self.reuse: Reuse | None = None
        self.told_of_page: Tell = lambda _page, _context: None
        """Gives what the next build is told of a page that another process renders."""
        self.prepare_copies: Callable[[], object] = lambda: None
        """Works out what each process that renders pages would else work out for itself."""
        self.scheduler = ""
        """The address of a Dask scheduler whose workers render documents; else processes of this machine do."""
        self.shared_store = ""
        """The URL of a folder in which machines share what they rendered."""
        self.fingerprints = Fingerprints()
        """Of what pages show: more than one asks for it, and it is worked out once."""
        self.clean: set[str] = set()
        """Files whose parts were looked through one by one."""
        self.beside: list[Callable[[], None]] = []
        """What ends each of the processes that work beside this one."""

    @cached_property
    def around(self) -> bytes:
        """The digest of what every page depends on. Raises OpaqueError."""
        return digest(surroundings.theme(self.config), surroundings.configuration(self.config, Fingerprints()))

    def is_ours(self) -> bool:
        """Whether nobody but us has a hand in texts and pages."""
        return not surroundings.strangers_to_pages(self.config)

    def rely_on_published(self, folder: Path) -> None:
        """Let unchanged files of the published folder stand for files of this build."""
        if not surroundings.unseen_writers(self.config):
            self.reuse = Reuse.of(self.store, folder)

    def remember_documents(self, files: Files) -> None:
        """Let every page look here before it renders its Markdown."""
        unseen = surroundings.unseen_extensions(self.config)
        if unseen:
            self.say(f"Markdown is rendered each time: {', '.join(unseen)} may read more than the page.")
            return
        try:
            self.documents = Documents(self.store, surroundings.markdown(self.config, Fingerprints()))
        except OpaqueError as error:
            self.say(f"Markdown is rendered each time: an option of an extension is a {error}.")
            return
        for title, file in _in_nav(files, self.config):
            if file.page is None:
                ConvertedPage(title, file, self.config)
        self._lead_here(files)

    def _lead_here(self, files: Files) -> None:
        for file in files.documentation_pages():
            if isinstance(file.page, ConvertedPage):
                file.page.converter = self.documents

    def _replace_omitted(self, files: Files, nav: Navigation) -> None:
        """Pages that the navigation leaves out, which the host has made by now, and remarked upon."""
        shown = set(map(id, nav.pages))
        for file in files.documentation_pages():
            if type(file.page) is Page and id(file.page) not in shown:
                ConvertedPage(None, file, self.config)
        self._lead_here(files)

    def render_documents(self, files: Files, nav: Navigation, jobs: int) -> None:
        """Render what is not remembered, several documents at once; all that decides what links lead to is known."""
        if self.documents and not surroundings.navigators(self.config):
            self._replace_omitted(files, nav)
        if not surroundings.rewriters(self.config):
            given = [page for file in files.documentation_pages() if isinstance(page := file.page, GivenPage)]
            self.render_ahead(given, files, jobs)

    def render_ahead(self, pages: Sequence[GivenPage], files: Files, jobs: int) -> None:
        """Render what is not remembered of some pages, where it is so much that other processes should help."""
        if self.documents and (jobs > 1 or self.scheduler):
            check_store(self.shared_store)
            workers = partial(fleet, self.scheduler) if self.scheduler else partial(Copies, jobs)
            with self._going_on_alone():
                self.documents.prepare(pages, self.config, files, workers, self.shared_store)

    def remember_pages(self, env: jinja2.Environment, look: Look | None) -> None:
        """Let every template look here before it renders a page."""
        unseen = surroundings.unseen_plugins(self.config)
        if unseen:
            self.say(f"Pages are rendered each time: {', '.join(unseen)} may add to them what nobody can foresee.")
            return
        try:
            clean = self.clean if self._is_last() else None
            self.pages = Pages(self.store, self.around, self.reuse, look, clean=clean, fingerprints=self.fingerprints)
        except OpaqueError as error:
            self.say(f"Pages are rendered each time: an option of the configuration is a {error}.")
            return
        self.pages.equip(env)

    def render_pages(self, env: jinja2.Environment, files: Files, nav: Navigation, jobs: int) -> None:
        """Where all or much of a site is new, render its pages, several at once."""
        if surroundings.outliners(self.config):
            _forget_outlines(files)
        if self.pages is None or self.documents is None:
            return
        count = len(files.documentation_pages())
        known = lasting(digest("site", self.pages.surroundings))
        if jobs > 1 and (self.store.get(known) is None or self.documents.rendered > count // 4):
            self._render_ahead(self.pages, partial(pages_ahead, env, files, nav, self.config, jobs=jobs))
        self.store.put(known, b"")

    def _is_last(self) -> bool:
        """Whether a page is written as its template gave it, and nobody writes into it afterwards."""
        return self.reuse is not None and is_goodword(self.config)

    def _render_ahead(self, pages: Pages, work: Callable[..., Iterator[Made]]) -> None:
        """Pages come back as rows, or stand already, where nobody has a hand in them after the template.

        A template's fault comes again when the host renders, which says on which page.
        """
        store, rows = self.store, Rows()
        texts = store.lent() if isinstance(store, Store) else rows
        self.prepare_copies()
        made = self.reuse.made if self.reuse and self._is_last() else None
        self.lend(rows)
        if self.documents:
            self.documents.store = texts
        with contextlib.suppress(FaultError), self._going_on_alone():
            for page in work(rows=rows, store=store, made=made, clean=self.clean, tell=self.told_of_page):
                pages.rendered += 1
                if page.shown:
                    pages.shown[page.uri] = page.shown
                if page.told:
                    pages.written[page.path] = page.told
                    self.clean.update([page.path] if page.is_clean else [])
        self.lend(store)
        texts.close()

    def together(self, count: int, work: Callable[[int], T], jobs: int, *, batch: int) -> list[T]:
        """What `work(n)` gives, for each n below `count`; several processes at once where that is worth while and safe.

        They read the rows of this build, and what they put among them is put here.
        """
        if jobs > 1 and count > batch and isinstance(self.store, Store) and can_copy():
            store, rows = self.store, self.store.lent()
            self.lend(rows)
            try:
                with self._going_on_alone():
                    return list(ahead(count, work, jobs, rows=rows, store=store, batch=batch))
            finally:
                self.lend(store)
                rows.close()
        return list(map(work, range(count)))

    @contextlib.contextmanager
    def _going_on_alone(self) -> Iterator[None]:
        """What other processes could not do is done by this one, page by page."""
        try:
            yield
        except BrokenExecutor:
            self.say("a process that rendered was ended from outside, for want of memory perhaps; try --jobs 1.")
        except PicklingError as error:
            self.say(f"One process renders: an option of the configuration cannot be sent to another ({error}).")

    def lend(self, rows: Kept) -> None:
        """Let everything be looked up and kept in `rows`."""
        self.store = rows
        if self.pages:
            self.pages.store = rows
        if self.documents:
            self.documents.store = rows


def _forget_outlines(files: Files) -> None:
    """Let the contents of each page be looked at as they are now: somebody may have changed a title within them."""
    for file in files.documentation_pages():
        if isinstance(file.page, ConvertedPage):
            file.page.outlined = None


def _in_nav(files: Files, config: MkDocsConfig) -> Iterator[tuple[str | None, File]]:
    """The files of the navigation, each with its title there, in order. Source: _data_to_navigation of the host."""
    if config.nav is None:
        yield from ((None, file) for file in files.documentation_pages() if file.inclusion.is_in_nav())
        return
    from_docs = getattr(config.validation.nav.absolute_links, "name", "") == _FROM_DOCS
    for title, path in _named(config.nav):
        if file := files.get_file_from_path(path.lstrip("/") if from_docs else path):
            yield title, file


def _named(nav: Any) -> Iterator[tuple[str | None, str]]:
    if isinstance(nav, str):
        yield None, nav
    for item in nav if isinstance(nav, list) else []:
        yield from _named(item)
    for title, value in nav.items() if isinstance(nav, dict) else ():
        yield from [(str(title), value)] if isinstance(value, str) else _named(value)

"""Everything one build remembers, and what of it can be relied upon on this site."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import jinja2
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation

from mkdocs_goodword.cache import surroundings
from mkdocs_goodword.cache.ahead import executor
from mkdocs_goodword.cache.documents import Documents
from mkdocs_goodword.cache.fingerprints import Fingerprints, OpaqueError, digest
from mkdocs_goodword.cache.pages import Pages
from mkdocs_goodword.cache.reuse import Reuse
from mkdocs_goodword.cache.site import pages_ahead
from mkdocs_goodword.cache.store import Kept, Store
from mkdocs_goodword.conversion import ConvertedPage
from mkdocs_goodword.navigation import titles
from mkdocs_goodword.pages import GivenPage

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
        self.clean: set[str] = set()
        """Files whose parts were looked through one by one."""

    def rely_on_published(self, folder: Path) -> None:
        """Let unchanged files of the published folder stand for files of this build, which is written beside it."""
        if not surroundings.unseen_writers(self.config):
            self.reuse = Reuse.of(self.store, folder, Path(self.config.site_dir))

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
        named = {path: title for title, path in titles(self.config.nav or [])}
        for file in files.documentation_pages():
            page = file.page or ConvertedPage(named.get(file.src_uri), file, self.config)
            if isinstance(page, ConvertedPage):
                page.converter = self.documents

    def render_documents(self, files: Files, jobs: int) -> None:
        """Render what is not remembered, several documents at once; all that decides what links lead to is known."""
        if self.documents and jobs > 1 and not surroundings.rewriters(self.config):
            given = [page for file in files.documentation_pages() if isinstance(page := file.page, GivenPage)]
            self.documents.prepare(given, self.config, files, lambda: executor(jobs))

    def remember_pages(self, env: jinja2.Environment, look: Look | None) -> None:
        """Let every template look here before it renders a page."""
        unseen = surroundings.unseen_plugins(self.config)
        if unseen:
            self.say(f"Pages are rendered each time: {', '.join(unseen)} may add to them what nobody can foresee.")
            return
        try:
            around = surroundings.configuration(self.config, Fingerprints())
        except OpaqueError as error:
            self.say(f"Pages are rendered each time: an option of the configuration is a {error}.")
            return
        self.pages = Pages(self.store, digest(surroundings.theme(self.config), around), self.reuse, look)
        self.pages.equip(env)

    def render_pages(self, env: jinja2.Environment, files: Files, nav: Navigation, jobs: int) -> None:
        """Where all or much of a site is new, render its pages, several at once."""
        if self.pages is None or self.documents is None:
            return
        count = len(files.documentation_pages())
        known = digest("site", self.pages.surroundings)
        if jobs > 1 and (self.store.get(known) is None or self.documents.rendered > count // 4):
            store = self.store
            made = pages_ahead(env, files, nav, self.config, jobs=jobs, lend=self._lend)
            self._lend(store)
            self.pages.rendered += count if made else 0
            for row in made:
                store.put_packed(*row)
        self.store.put(known, b"")

    def _lend(self, rows: Kept) -> None:
        """Let everything be looked up and kept in `rows`."""
        self.store = rows
        if self.pages:
            self.pages.store = rows

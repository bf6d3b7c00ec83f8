"""goodword/render-cache: what was rendered once is not rendered again, on any site."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Mapping
from pathlib import Path

import jinja2
from mkdocs.config import config_options as c
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.theme import Theme

from mkdocs_goodword.cache.assets import carry_assets
from mkdocs_goodword.cache.listing import ShownTheme
from mkdocs_goodword.cache.memory import Look, Memory
from mkdocs_goodword.cache.rows import Kept
from mkdocs_goodword.cache.store import Store
from mkdocs_goodword.report import log

NAME = "goodword/render-cache"
FOLDER = ".cache/goodword"
_FILE = "rendered.sqlite"
_MEBIBYTE = 1 << 20


class RenderCacheConfig(Config):
    """`goodword/render-cache`."""

    enabled = c.Type(bool, default=True)
    """Whether anything is remembered."""
    folder = c.Type(str, default=FOLDER)
    """Where, relative to the configuration."""
    size = c.Type(int, default=1024)
    """Mebibytes the file may have."""
    jobs = c.Type(int, default=0)
    """Processes that render what is not remembered; 0 for as many as there are processors."""


class RenderCachePlugin(BasePlugin[RenderCacheConfig]):
    """Remembered pages. Without it every build renders everything, and gives the same files."""

    memory: Memory | None = None
    look: Look | None = None
    told = b""
    """The digest of everything that `look` looks for."""
    nav: Navigation
    files: Files
    env: jinja2.Environment
    published: Path | None = None
    """The folder that this build will take the place of; told by `goodword build`, which builds beside it."""
    processes = 0
    """Instead of the option `jobs`; told by `goodword build`."""
    scheduler = ""
    """Told by `goodword build`."""
    shared_store = ""
    """Told by `goodword build`."""
    published_too: Callable[[Kept], None] | None = None
    """Whatever else the next build is told, once this one is published."""
    is_on = True
    """Told by `goodword build`."""
    notes: list[str]
    """What is not remembered, and why; for whoever shows it."""

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """The host asks the theme for its files; what it would drop again need not be listed."""
        if type(config.theme) is Theme:
            config.theme = ShownTheme.of(config.theme)
        return config

    @event_priority(100)
    def on_pre_build(self, *, config: MkDocsConfig) -> None:
        """Open the file."""
        self.memory = self.look = self.published_too = None
        self.notes = []
        self._check(config)
        if self.config.enabled and self.is_on:
            self.memory = Memory(self._open(config), config, self._say)
            self.memory.scheduler, self.memory.shared_store = self.scheduler, self.shared_store
            if self.published:
                self.memory.rely_on_published(self.published)

    def _check(self, config: MkDocsConfig) -> None:
        """Raises the host's error for options that cannot be."""
        if self.config.size < 1 or self.config.jobs < 0:
            raise PluginError(f"'{NAME}': 'size' is at least 1 (mebibytes), and 'jobs' is 0 or more.")
        if not self.config.folder.isprintable():
            raise PluginError(f"'{NAME}': 'folder' is no path. Write one such as {FOLDER}.")
        folder = (Path(config.config_file_path or ".").resolve().parent / self.config.folder).resolve()
        published = self.published or Path(config.site_dir)  # `goodword build` has the host write into another
        for name, shown in (("docs_dir", Path(config.docs_dir)), ("site_dir", published)):
            if folder.is_relative_to(shown.resolve()):
                raise PluginError(f"'{NAME}': 'folder' lies in {name}, which is published. Name one beside it.")

    def _open(self, config: MkDocsConfig) -> Store:
        folder = Path(config.config_file_path or ".").resolve().parent / self.config.folder
        return Store(folder / _FILE, limit=self.config.size * _MEBIBYTE)

    @property
    def carried(self) -> Mapping[str, int]:
        """Files of the published folder that stay as they are, with their inodes."""
        return self.memory.reuse.placed if self.memory and self.memory.reuse else {}

    @property
    def jobs(self) -> int:
        """Processes that work at once."""
        return self.processes or self.config.jobs or _processors()

    @event_priority(-100)
    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """The pages are known, and not yet the navigation, which takes them as they are."""
        if self.memory:
            self.memory.remember_documents(files)
        return files

    @event_priority(-100)
    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        """All that decides what links lead to is known."""
        self.nav = nav
        if self.memory:
            self.memory.render_documents(files, nav, self.jobs)
        return nav

    @event_priority(-100)
    def on_env(self, env: jinja2.Environment, *, config: MkDocsConfig, files: Files) -> jinja2.Environment:
        """Everything is read, and no template is loaded yet."""
        self.files, self.env = files, env
        if self.memory:
            self.memory.remember_pages(env, self.look)
            self.memory.render_pages(env, files, self.nav, self.jobs)
            if self.memory.reuse and self.memory.is_ours():
                carry_assets(files, self.memory.reuse)
        return env

    @event_priority(-200)
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Close the file."""
        self._close()

    def on_build_error(self, *, error: Exception) -> None:
        """What was rendered before the fault is right, and stays remembered."""
        self.stop()
        self._close()

    def stop(self) -> None:
        """Let no other process write anything more; the host tells no plugin of a build that somebody interrupts."""
        for stop in self.memory.beside if self.memory else ():
            stop()

    def _close(self) -> None:
        if self.memory:
            self._note_trouble(self.memory.store.close())

    def _note_trouble(self, trouble: str) -> None:
        for note in f"The render cache {trouble}.".split("\n") if trouble else ():
            if note not in self.notes:
                self._note(note)

    def _say(self, message: str) -> None:
        self._note(f"The render cache stays off in part. {message}")

    def _note(self, message: str) -> None:
        self.notes.append(message)
        log.info(message)

    def remember_published(self, config: MkDocsConfig, untouched: Collection[str]) -> None:
        """Tell the next build how this one left the published folder, where some files were left be."""
        if self.memory and self.memory.reuse:
            store = self._open(config)
            self.memory.reuse.remember(store, untouched)
            if self.published_too:
                self.published_too(store)
            self._note_trouble(store.close())


def _processors() -> int:
    """Those this process may use, where the system tells; else those there are."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def cache_of(config: MkDocsConfig) -> RenderCachePlugin | None:
    """The plugin, where the site has it."""
    plugin = config.plugins.get(NAME)
    return plugin if isinstance(plugin, RenderCachePlugin) else None


def default_cache() -> RenderCachePlugin:
    """The plugin with its options as they are when nothing is said."""
    cache = RenderCachePlugin()
    cache.load_config({})
    return cache

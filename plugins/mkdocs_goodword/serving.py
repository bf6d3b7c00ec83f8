"""The author's preview: the host's server over our own build, which renders no more than an edit has touched."""

from __future__ import annotations

import shutil
import tempfile
import threading
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, cast
from urllib.parse import urlsplit

from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.livereload import LiveReloadServer
from watchdog.observers.polling import PollingObserver

from goodword.problems import printable
from mkdocs_goodword.config_faults import unusable
from mkdocs_goodword.report import log
from mkdocs_goodword.serving_session import Marks, Session, watched
from mkdocs_goodword.serving_watch import Watch
from mkdocs_goodword.template_faults import templates_told

_PREFIX = "mkdocs_"
"""Of the host's own folders for previews, by which every plugin tells a preview."""
_QUIET = 0.05
"""Seconds without a change after which an edit is done."""
_LATE = (".json", ".xml")
"""How the names of feeds and of the search index end."""
_App = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]
"""Source: PEP 3333."""


class Preview:
    """Builds a site into a folder, again and again; what the host's server calls when something has changed."""

    def __init__(self, config_file: str, folder: Path, **overrides: Any) -> None:
        self.folder = folder
        self._file, self._overrides = config_file, overrides
        self.url = ""
        """Where it is served, with a slash at its end."""
        self.session: Session | None = None
        self._lock = threading.Lock()
        """Held by whoever builds or writes: the server's loop, or a request for what is late."""

    def load(self) -> MkDocsConfig:
        """The configuration as it is now. Raises the host's errors."""
        try:
            config: MkDocsConfig = load_config(self._file, site_dir=str(self.folder), **self._overrides)
        except Abort:
            raise
        except Exception as error:
            if told := unusable(error, self._file):
                log.error(printable(told))
                raise Abort(f"{self._file} cannot be used.") from error
            raise
        config.site_url = self.url or config.site_url
        return config

    def __call__(self, config: MkDocsConfig | None = None) -> None:
        """Follow an edit, or build the whole site where that is not enough."""
        with self._lock:
            session, self.session = self.session, None
            if config is None and session and self._follow(session):
                self.session = session
            else:
                self._build(config or self.load())

    def settle(self) -> None:
        """Write what an edit has left for later; waits for a build in work."""
        with self._lock:
            if self.session:
                self.session.settle()

    def _follow(self, session: Session) -> bool:
        with templates_told(session.config):
            return session.follow()

    def _build(self, config: MkDocsConfig) -> None:
        log.info("Building documentation...")
        seen = Marks.of(config)
        with templates_told(config):
            build(config, serve_url=self.url)
        self.session = Session.of(config, seen)


def serve(config_file: str, *, open_in_browser: bool = False, poll: bool = False, **overrides: Any) -> None:
    """Serve a site until it is interrupted, as the host does. Source: mkdocs.commands.serve.

    Raises the host's errors where the configuration cannot be used, OSError where the address is taken.
    """
    folder = Path(tempfile.mkdtemp(prefix=_PREFIX))
    preview = Preview(config_file, folder, **overrides)
    try:
        config = preview.load()
        config.plugins.on_startup(command="serve", dirty=False)
        try:
            _serve(preview, config, open_in_browser=open_in_browser, poll=poll)
        finally:
            config.plugins.on_shutdown()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _serve(preview: Preview, config: MkDocsConfig, *, open_in_browser: bool, poll: bool) -> None:
    host, port = config.dev_addr
    mount = urlsplit(config.site_url or "/").path
    server = LiveReloadServer(builder=preview, host=host, port=port, root=str(preview.folder), mount_path=mount)
    server.error_handler = lambda code: _error_page(preview.folder, code)
    server.observer = cast("PollingObserver", Watch(poll=poll))
    server.build_delay = _QUIET
    server.set_app(_settled(preview, server.serve_request))
    preview.url = config.site_url = server.url
    preview(config)
    for path in (config.docs_dir, *watched(config)):
        server.watch(path)
    server = config.plugins.on_serve(server, config=config, builder=preview)
    try:
        server.serve(open_in_browser=open_in_browser)
    except KeyboardInterrupt:
        log.info("Shutting down...")
    finally:
        server.shutdown()


def _settled(preview: Preview, app: _App) -> _App:
    """The server's application, which writes what is late before it is asked for."""

    def settled(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        if environ["PATH_INFO"].endswith(_LATE):
            preview.settle()
        return app(environ, start_response)

    return settled


def _error_page(folder: Path, code: int) -> bytes | None:
    page = folder / f"{code}.html"
    return page.read_bytes() if page.is_file() else None

"""goodword/newsroom: press kits as one file each, and what the firm says as plain text."""

from __future__ import annotations

from collections.abc import Callable

import jinja2
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import Files

from goodword.projections.newsroom import kits, releases, zipped
from goodword.projections.outputs import Output
from mkdocs_goodword.building import Building, building_of
from mkdocs_goodword.cache.fingerprints import digest
from mkdocs_goodword.cache.store import Kept
from mkdocs_goodword.cache.surroundings import software
from mkdocs_goodword.disk import write_outputs
from mkdocs_goodword.render_cache import kept

NAME = "goodword/newsroom"


class NewsroomConfig(Config):
    """`goodword/newsroom` has no options: company.yml and the updates say what there is."""


class NewsroomPlugin(BasePlugin[NewsroomConfig]):
    """What journalists take away."""

    files: Files

    def on_pre_build(self, *, config: MkDocsConfig) -> None:
        """Fail before the host empties the output folder, where goodword/catalogue is missing."""
        building_of(config, NAME)

    @event_priority(-60)
    def on_env(self, env: jinja2.Environment, *, config: MkDocsConfig, files: Files) -> jinja2.Environment:
        """What is published is decided, and photographs are without what they tell of their maker."""
        self.files = files
        return env

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Write the kits and the plain texts."""
        building = building_of(config, NAME)
        write_outputs(config.site_dir, self._made(building, kept(config)))

    def _made(self, building: Building, store: Kept | None) -> list[Output]:
        catalogue, strings, now = building.catalogue, building.strings, building.clock.now
        archives = ((kit.path, zipped(kit, self._read, strings)) for kit in kits(catalogue, building.is_built))
        texts = releases(
            catalogue, building.html, strings, is_built=building.is_built, now=now, remember=_remember(store)
        )
        return [Output(path, data) for path, data in (*archives, *texts) if data is not None]

    def _read(self, uri: str) -> bytes | None:
        file = self.files.get_file_from_path(uri)
        return file.content_bytes if file else None


def _remember(store: Kept | None) -> Callable[[str, str, Callable[[], str]], str]:
    """Plain texts from the rows of the build before."""

    def remembered(page: str, html: str, make: Callable[[], str]) -> str:
        if store is None:
            return make()
        key = digest("plain", software(), page, html)
        if (row := store.get(key)) is not None:
            return row.decode("utf-8")
        text = make()
        store.put(key, text.encode("utf-8"))
        return text

    return remembered

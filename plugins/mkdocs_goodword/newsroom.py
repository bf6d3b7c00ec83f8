"""goodword/newsroom: press kits as one file each, and what the firm says as plain text."""

from __future__ import annotations

from collections.abc import Iterator

import jinja2
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import Files

from goodword.projections.newsroom import Release, kits, plain, releases, zipped
from goodword.projections.outputs import Output
from mkdocs_goodword.building import Building, building_of
from mkdocs_goodword.cache.fingerprints import Fingerprints, digest
from mkdocs_goodword.cache.rows import Kept
from mkdocs_goodword.cache.surroundings import software
from mkdocs_goodword.disk import write_outputs
from mkdocs_goodword.remembering import kept, taken_over, together, was_written

NAME = "goodword/newsroom"
_BATCH = 32
"""Plain texts that a process writes at a time."""


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
        write_outputs(config.site_dir, self._kits(building))
        _write_releases(building, config)

    def _kits(self, building: Building) -> Iterator[Output]:
        for kit in kits(building.catalogue, building.is_built):
            if (data := zipped(kit, self._read, building.strings)) is not None:
                yield Output(kit.path, data)

    def _read(self, uri: str) -> bytes | None:
        file = self.files.get_file_from_path(uri)
        return file.content_bytes if file else None


def _write_releases(building: Building, config: MkDocsConfig) -> None:
    """Write the plain texts of which the last build has left no file that is made of the same."""
    now, fingerprints, missing = building.clock.now, Fingerprints(), list[tuple[Release, bytes]]()
    for release in releases(building.catalogue, building.strings, is_built=building.is_built, now=now):
        about = fingerprints.of(release.page, release.above, release.below)
        told = digest("release", software(), building.digest_of(release.permalink), about)
        if not taken_over(config, release.path, told):
            missing.append((release, told))

    def write(number: int) -> None:
        release, _ = missing[number]
        html = building.html.get(release.permalink, "")
        write_outputs(config.site_dir, [Output(release.path, release.around(_plain(release, html, kept(config))))])

    together(config, len(missing), write, batch=_BATCH)
    for release, told in missing:
        was_written(config, release.path, told)


def _plain(release: Release, html: str, store: Kept | None) -> str:
    """The words of a body, from the rows of the build before where it knows them."""
    if store is None:
        return plain(html, release.page)
    key = digest("plain", software(), release.page, html)
    if (row := store.get(key)) is not None:
        return row.decode("utf-8")
    text = plain(html, release.page)
    store.put(key, text.encode("utf-8"))
    return text

"""A preview between two builds: one that is done and kept, and edits that are put into it page by page."""

from __future__ import annotations

import time
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from mkdocs.commands.build import get_context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, InclusionLevel
from mkdocs.utils import write_file
from msgspec import Struct, field
from msgspec.structs import replace

from goodword.entries import Entry
from goodword.projections.feeds.feed import MAX_ITEMS
from mkdocs_goodword.building import Building, Texts, building_of
from mkdocs_goodword.cache import surroundings
from mkdocs_goodword.cache.fingerprints import OpaqueError
from mkdocs_goodword.cache.folders import linked
from mkdocs_goodword.cache.rows import Rows
from mkdocs_goodword.clock import read_clock
from mkdocs_goodword.feeds import FeedsPlugin
from mkdocs_goodword.newsroom import NewsroomPlugin
from mkdocs_goodword.pages import EntryPage
from mkdocs_goodword.render_cache import RenderCachePlugin, cache_of
from mkdocs_goodword.report import log, report
from mkdocs_goodword.search import SearchPlugin
from mkdocs_goodword.serving_edit import Edit, MoreError, edit
from mkdocs_goodword.serving_watch import Mark, marks
from mkdocs_goodword.strangers import strangers
from mkdocs_goodword.words import is_goodword

Late = FeedsPlugin | NewsroomPlugin | SearchPlugin


def watched(config: MkDocsConfig) -> list[str]:
    """Everything beside the content that the preview follows: the configuration, templates, what plugins add."""
    own = (config.config_file_path, config.theme.custom_dir, *_behind_links(config.theme.custom_dir), *config.watch)
    return [str(path) for path in own if path and Path(path).exists()]


def _behind_links(folder: str | None) -> set[Path]:
    """Folders of templates elsewhere; where those are too many, every change is followed by a whole build."""
    try:
        return linked(Path(folder)) if folder else set()
    except OpaqueError:
        return set()


class Marks(Struct, frozen=True):
    """What a build was made from, taken before it read anything."""

    content: dict[str, Mark]
    around: dict[str, Mark]

    @classmethod
    def of(cls, config: MkDocsConfig) -> Marks | None:
        """As it is now; None where files come and go at this moment."""
        try:
            return cls(marks([config.docs_dir]), marks(watched(config)))
        except OSError:
            return None


class Session(Struct):
    """One finished build of a preview. A fault of an edit ends it: the next build makes another."""

    config: MkDocsConfig
    building: Building
    cache: RenderCachePlugin
    documents: Sequence[File]
    marks: Marks
    until: datetime
    """When the pages look different by themselves."""
    rendered: int = 0
    """Pages rendered since the build."""
    late: list[Late] = field(default_factory=list)
    """What has yet to write its files anew: that takes longer than the page, and only who asks for them waits."""

    @classmethod
    def of(cls, config: MkDocsConfig, seen: Marks | None) -> Session | None:
        """Of a build that is done; None where a page could show what nobody has told of it."""
        cache = cache_of(config)
        pages = cache.memory.pages if cache and cache.memory and cache.memory.documents else None
        if cache is None or pages is None or seen is None or not (pages.is_told and _only_ours(config)):
            return None
        pages.is_over = True
        building = building_of(config, "goodword serve")
        documents = cache.files.documentation_pages(inclusion=InclusionLevel.is_in_serve)
        return cls(config, building, cache, documents, seen, building.until)

    def follow(self) -> bool:
        """Put what was edited into the preview; False where that takes a build."""
        started = time.monotonic()
        now = Marks.of(self.config)
        if now is None or now.around != self.marks.around or now.content.keys() != self.marks.content.keys():
            return False
        if read_clock().now >= self.until:
            return False
        changed = [path for path, mark in now.content.items() if mark != self.marks.content[path]]
        try:
            edits = [made for path in sorted(changed) if (made := self._edit(Path(path)))]
        except MoreError:
            return False
        self._put(edits)
        self.marks = now
        if edits:
            names = ", ".join(made.source.uri for made in edits)
            log.info("Rendered %s in %.2f seconds", names, time.monotonic() - started)
        return True

    def _edit(self, path: Path) -> Edit | None:
        uri = path.relative_to(self.config.docs_dir).as_posix()
        return edit(path, uri, self.building, self.config, self.cache.files)

    def _put(self, edits: Sequence[Edit]) -> None:
        if self.cache.memory:
            self.cache.memory.lend(Rows())  # the store is closed, and the next build renders these few again
        for made in edits:
            self._render(made)
            self._write(made.page)
            self.late += [plugin for plugin in self._holding(made.page.entry) if plugin not in self.late]
            self.rendered += 1

    def _render(self, made: Edit) -> None:
        """The body, as the host makes it, and what is noticed on the way.

        The entry stays the one that all lists hold: nobody reads the Markdown in it again.
        """
        page, building, files = made.page, self.building, self.cache.files
        link = page.entry.permalink
        building.sources[made.source.uri] = made.source
        building.findings = []
        page.converter = lambda *_: made.made
        page.render(self.config, files)
        page.content = self.config.plugins.on_page_content(
            page.content or "", page=page, config=self.config, files=files
        )
        building.bodies[link] = made.made.body
        alone = building.catalogue.only(page.entry)
        only = replace(building, catalogue=alone, html=Texts({link: building.html[link]}))
        report([*building.findings, *strangers(only)])
        page.validate_anchor_links(files=files, log_level=self.config.validation.links.anchors)

    def _write(self, page: EntryPage) -> None:
        """The page around the body, as the host makes it. Source: mkdocs.commands.build."""
        config, nav = self.config, self.cache.nav
        page.active = True
        try:
            context = get_context(nav, self.documents, config, page)
            template = self.cache.env.get_template(page.meta.get("template", "main.html"))
            context = config.plugins.on_page_context(context, page=page, config=config, nav=nav)
            output = config.plugins.on_post_page(template.render(context), page=page, config=config)
        finally:
            page.active = False
        write_file(output.encode("utf-8", errors="xmlcharrefreplace"), page.file.abs_dest_path)

    def settle(self) -> None:
        """Write the feeds and the search index, where an edit has touched them."""
        late, self.late = self.late, []
        for plugin in late:
            plugin.on_post_build(config=self.config)

    def _holding(self, entry: Entry) -> list[Late]:
        """What writes files that hold an entry beside its page."""
        plugins = self.config.plugins.values()
        carrying = [plugin for plugin in plugins if isinstance(plugin, FeedsPlugin) and self._is_carried(entry)]
        texts = [plugin for plugin in plugins if isinstance(plugin, NewsroomPlugin) and entry.kind == "press"]
        return [*carrying, *texts, *(plugin for plugin in plugins if isinstance(plugin, SearchPlugin))]

    def _is_carried(self, entry: Entry) -> bool:
        index = self.building.index
        shelves = (index.dated, index.by_section.get(entry.section, ()))
        return any(other is entry for shelf in shelves for other in shelf[:MAX_ITEMS])


def _only_ours(config: MkDocsConfig) -> bool:
    """Whether nobody else has a hand in this site, and a warning does not end the preview."""
    foreign = config.hooks or config.extra_templates or config.strict
    own = all(type(plugin).__module__.startswith("mkdocs_goodword.") for plugin in config.plugins.values())
    return own and not foreign and is_goodword(config) and not surroundings.unseen_plugins(config)

"""goodword/catalogue: reads and checks the content before the host touches anything, and gives every entry its page."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import cast

import jinja2
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils.templates import TemplateContext

from goodword.projections.outputs import Output, llms, redirect_rules, redirects, robots
from goodword.projections.pages import page_view
from goodword.reader import read
from goodword.views import PageView
from mkdocs_goodword import beginning, faults, filing, navigation, outcome, sitemap
from mkdocs_goodword.building import Building
from mkdocs_goodword.cache.readings import Readings
from mkdocs_goodword.carrying import Carrying, carrying
from mkdocs_goodword.disk import write_outputs
from mkdocs_goodword.faults import noticed
from mkdocs_goodword.manifest import write_manifest
from mkdocs_goodword.pages import EntryPage
from mkdocs_goodword.recordings import Probes
from mkdocs_goodword.remembering import is_written, kept, when_published
from mkdocs_goodword.render_cache import NAME as CACHE
from mkdocs_goodword.render_cache import cache_of, default_cache
from mkdocs_goodword.rendering import escaping, expand_blocks, prepare
from mkdocs_goodword.report import report, stop_on_errors
from mkdocs_goodword.settings import CatalogueConfig
from mkdocs_goodword.strangers import strangers


class CataloguePlugin(BasePlugin[CatalogueConfig]):
    """Every entry of the site, gated and given its address, for the plugins that come after."""

    building: Building
    look: outcome.Look
    carrying: Carrying | None = None

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """A site remembers what it rendered without asking for it."""
        if cache_of(config) is None:
            config.plugins[CACHE] = default_cache()
        return config

    def on_pre_build(self, *, config: MkDocsConfig) -> None:
        """Read everything; a fault stops the build here, before the host empties the output folder."""
        if not config.use_directory_urls:
            raise PluginError("Goodword's addresses are folders: remove 'use_directory_urls: false'.")
        store = kept(config)
        readings = Readings(store) if store else None
        self.building = beginning.begin(config, self.config, reader=readings or read, look=Probes(kept(config)))
        if readings:
            readings.remember()
            self.building.digests = readings.digests(self.building.catalogue.entries)
        report(self.building.problems)
        if not self.building.preview:
            stop_on_errors(self.building.problems)

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Give every entry its page at its address; withheld ones are excluded."""
        return filing.file_entries(files, config, self.building)

    @event_priority(-90)
    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        """Take withheld pages out of the author's navigation, and keep it for the masthead."""
        navigation.mend(nav, config, files)
        self.building.nav = navigation.masthead(nav) if config.nav else ()
        self.carrying = carrying(self.building, config)
        if self.carrying:
            self.carrying.carry(files, nav)
            when_published(config, self.carrying.remember)
        return nav

    @event_priority(-50)
    def on_page_content(self, html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Keep the rendered body; the author's preview shows what is wrong with it."""
        if isinstance(page, EntryPage):
            self.building.html[page.entry.permalink] = html
            self.building.told.pop(page.entry.permalink, None)
            if page.body and html is page.rendered and not page.entry.blocks:
                self.building.facts[page.entry.permalink] = page.body
            self.building.findings += noticed(page, self.building)
            if self.carrying:
                self.carrying.rendered(page)
            return faults.shown(page.entry.source, self.building) + html
        return html

    def on_env(self, env: jinja2.Environment, *, config: MkDocsConfig, files: Files) -> jinja2.Environment:
        """Everything is rendered: place the blocks, publish only the files that are named, open the templates."""
        prepare(env, self.building.strings, escaping(config))
        expand_blocks(files, config, self.building)
        filing.withhold_files(files, config, self.building, self.config.publish)
        filing.date_pages(files, self.building)
        if self.carrying:
            self.carrying.trace(files)
        self.look = outcome.Look.of(self.building)
        if cache := cache_of(config):
            cache.look, cache.told = self.look.problems, self.look.told
        return env

    def on_page_context(
        self, context: TemplateContext, *, page: Page, config: MkDocsConfig, nav: Navigation
    ) -> TemplateContext:
        """Hand the template its view."""
        if is_written(config, page):
            return context
        entry = page.entry if isinstance(page, EntryPage) else None
        return with_view(context, page_view(filing.address(page.file), entry, self.building.shown))

    @event_priority(-200)
    def on_post_page(self, output: str, *, page: Page, config: MkDocsConfig) -> str:
        """The page is built: its text need not be held."""
        if self.carrying:
            self.carrying.let_go(page)
        return output

    def on_template_context(
        self, context: TemplateContext, *, template_name: str, config: MkDocsConfig
    ) -> TemplateContext:
        """The 404 page shares masthead and colophon."""
        return with_view(context, page_view(template_name, None, self.building.shown))

    def on_pre_template(
        self, template: jinja2.Template, *, template_name: str, config: MkDocsConfig
    ) -> jinja2.Template:
        """The host need not render a sitemap that ours takes the place of."""
        return jinja2.Template("") if template_name == sitemap.NAME else template

    def on_post_template(self, output: str, *, template_name: str, config: MkDocsConfig) -> str:
        """An honest sitemap in the place of the host's."""
        return sitemap.sitemap_of(self.building, config) if template_name == sitemap.NAME else output

    @event_priority(-100)
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Redirects, robots.txt and the list of our files; and what was noticed on the way."""
        cache = cache_of(config)
        carried = cache.carried if cache else ()
        write_outputs(config.site_dir, filing.unless_written(config, _outputs(self.building), carried))
        filing.hide_unlisted(config, self.building)
        self.building.findings += strangers(self.building)
        report(self.building.findings)
        if not self.building.preview:
            stop_on_errors(self.building.findings)
            betrayed = outcome.betrayals(Path(config.site_dir), self.look, cache.memory if cache else None)
            self.building.findings += betrayed
            stop_on_errors(betrayed)
        write_manifest(Path(config.site_dir), carried)


def _outputs(building: Building) -> Iterator[Output]:
    catalogue, now = building.catalogue, building.clock.now
    yield from redirects(catalogue, now)
    yield robots(catalogue.site.url)
    yield llms(catalogue, building.index)
    if rules := redirect_rules(catalogue, now):
        yield rules


def with_view(context: TemplateContext, view: PageView) -> TemplateContext:
    """The host's context and our view, under the name `goodword`."""
    return cast("TemplateContext", {**context, "goodword": view})

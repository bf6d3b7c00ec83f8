"""goodword/freshness: what has gone stale, told to the author; time passing never breaks a build by itself."""

from __future__ import annotations

import logging

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page
from msgspec.structs import replace

from goodword.problems import Problem, Severity
from goodword.projections.freshness import findings
from mkdocs_goodword.building import building_of
from mkdocs_goodword.facts import rendered_facts
from mkdocs_goodword.faults import note
from mkdocs_goodword.freshness_options import NAME, FreshnessConfig, freshness_settings
from mkdocs_goodword.git_facts import git_changes
from mkdocs_goodword.pages import EntryPage
from mkdocs_goodword.report import report


class FreshnessPlugin(BasePlugin[FreshnessConfig]):
    """Findings in the build's log, and on the page in the author's preview."""

    by_source: dict[str, list[Problem]] | None = None
    """What can be found before anything is rendered, in a preview."""
    found: tuple[Problem, ...] = ()
    """What the build found."""

    def on_pre_build(self, *, config: MkDocsConfig) -> None:
        """Fail before the host empties the output folder, where goodword/catalogue is missing."""
        building_of(config, NAME)
        self.by_source, self.found = None, ()

    @event_priority(-75)
    def on_page_content(self, html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """In the preview a banner above a page that has gone stale; feeds and excerpts have the body without it."""
        building = building_of(config, NAME)
        if not building.preview or not isinstance(page, EntryPage):
            return html
        if self.by_source is None:
            self.by_source = {}
            for problem in findings(building.catalogue, building.clock.now, policy=building.policy):
                self.by_source.setdefault(problem.source, []).append(problem)
        own = [*self.by_source.get(page.entry.source, ()), *self.by_source.get(page.entry.permalink, ())]
        serious = [problem for problem in own if problem.severity in (Severity.ERROR, Severity.WARNING)]
        return (note(serious, building.strings) if serious else "") + html

    @event_priority(-150)
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Report what has gone stale by the build's clock, when the last of the files is written."""
        building = building_of(config, NAME)
        facts = rendered_facts(building, config)
        told: tuple[Problem, ...] = ()
        if building.policy.by_commit:
            known, told = git_changes(building, config)
            facts = replace(facts, changes=known)
        self.found = (*findings(building.catalogue, building.clock.now, facts, building.policy), *told)
        settings = freshness_settings(config)
        report(self.found, at_most=settings.level if settings else logging.INFO)

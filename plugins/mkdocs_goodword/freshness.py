"""goodword/freshness: what has gone stale, told to the author; time passing never breaks a build by itself."""

from __future__ import annotations

import logging

from mkdocs.config import config_options as c
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import BasePlugin

from goodword.projections.freshness import findings
from mkdocs_goodword.building import building_of
from mkdocs_goodword.report import report

NAME = "goodword/freshness"
_LEVELS = {"info": logging.INFO, "warning": logging.WARNING, "error": logging.ERROR}


class FreshnessConfig(Config):
    """`goodword/freshness`."""

    severity = c.Choice(tuple(_LEVELS), default="info")
    """The highest level at which a build logs a finding; `warning` lets --strict fail on stale pages."""


class FreshnessPlugin(BasePlugin[FreshnessConfig]):
    """Findings in the build's log."""

    def on_pre_build(self, *, config: MkDocsConfig) -> None:
        """Fail before the host empties the output folder, where goodword/catalogue is missing."""
        building_of(config, NAME)

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Report what has gone stale by the build's clock."""
        building = building_of(config, NAME)
        report(findings(building.catalogue, building.clock.now), at_most=_LEVELS[self.config.severity])

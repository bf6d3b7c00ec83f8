"""goodword/feeds: an RSS feed of the site and of each section."""

from __future__ import annotations

from html import escape

from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import BasePlugin
from mkdocs.structure.pages import Page

from goodword.projections.feeds import feeds, rss
from goodword.projections.outputs import Output
from mkdocs_goodword.building import building_of
from mkdocs_goodword.disk import write_outputs
from mkdocs_goodword.words import is_goodword

NAME = "goodword/feeds"


class FeedsConfig(Config):
    """`goodword/feeds` has no options yet."""


class FeedsPlugin(BasePlugin[FeedsConfig]):
    """Feeds."""

    def on_pre_build(self, *, config: MkDocsConfig) -> None:
        """Fail before the host empties the output folder, where goodword/catalogue is missing."""
        building_of(config, NAME)

    def on_post_page(self, output: str, *, page: Page, config: MkDocsConfig) -> str:
        """In another theme, tell readers of each page's head where the feed is."""
        if is_goodword(config):
            return output
        feed = building_of(config, NAME).feeds[""]
        base = config.site_url or ""
        link = (
            f'<link rel="alternate" type="{feed.type}" title="{escape(feed.title)}" href="{escape(base + feed.url)}">'
        )
        return output.replace("</head>", f"{link}</head>", 1)

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Write every feed from what the host has rendered."""
        building = building_of(config, NAME)
        made = feeds(building.catalogue, building.index, building.strings, building.html)
        write_outputs(config.site_dir, (Output(f"{feed.path}feed.xml", rss(feed)) for feed in made))

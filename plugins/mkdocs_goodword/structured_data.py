"""goodword/structured-data: what each page tells machines, as JSON-LD in its head."""

from __future__ import annotations

import jinja2
from markupsafe import Markup
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

from goodword.projections.pages import page_view
from goodword.projections.structured import as_html, structured
from goodword.views import PageView
from mkdocs_goodword.building import Building, building_of
from mkdocs_goodword.filing import address
from mkdocs_goodword.pages import EntryPage
from mkdocs_goodword.words import is_goodword

NAME = "goodword/structured-data"


class StructuredDataConfig(Config):
    """`goodword/structured-data` has no options."""


class StructuredDataPlugin(BasePlugin[StructuredDataConfig]):
    """Structured data. It is a function of the page's view, so a page that is remembered has it already."""

    def on_pre_build(self, *, config: MkDocsConfig) -> None:
        """Fail before the host empties the output folder, where goodword/catalogue is missing."""
        building_of(config, NAME)

    def on_env(self, env: jinja2.Environment, *, config: MkDocsConfig, files: Files) -> jinja2.Environment:
        """Let our templates ask for it."""
        base = building_of(config, NAME).catalogue.site.url

        def asked(view: PageView, url: str | None) -> Markup:
            return Markup(as_html(structured(view, url or "", base)))  # noqa: S704 - it escapes what HTML would read

        env.globals["structured"] = asked
        return env

    def on_post_page(self, output: str, *, page: Page, config: MkDocsConfig) -> str:
        """In another theme it stands at the end of the head."""
        if not output or is_goodword(config):
            return output
        html = as_html(_of(page, building_of(config, NAME)))
        return output.replace("</head>", f"{html}</head>", 1)


def _of(page: Page, building: Building) -> tuple[str, ...]:
    entry = page.entry if isinstance(page, EntryPage) else None
    view = page_view(address(page.file), entry, building.shown)
    return structured(view, page.canonical_url or "", building.catalogue.site.url)

"""The template environment, and blocks turned into HTML."""

from __future__ import annotations

import jinja2
from jinja2 import ChoiceLoader, FileSystemLoader
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page
from mkdocs.utils.templates import url_filter

from goodword.entries import Call, ElsewhereCall
from goodword.projections.pages.media import elsewhere_view
from goodword.strings import Strings
from mkdocs_goodword.building import Building, token, without_tokens
from mkdocs_goodword.pages import EntryPage
from mkdocs_goodword.parts import Parts, url
from mkdocs_goodword.words import THEME

_OWN = "goodword/"


def escapes(name: str | None) -> bool:
    """Our templates escape what they print; the host's and Material's were written to do it by hand."""
    return bool(name) and str(name).startswith(_OWN)


def prepare(env: jinja2.Environment, strings: Strings) -> None:
    """Give the environment our words and our escaping; in another theme our block templates are found last."""
    env.autoescape = escapes
    env.globals["t"] = strings
    env.globals["part"] = Parts(env).part
    env.globals["structured"] = _nothing
    if env.filters.get("url") is url_filter:  # a plugin's own filter stays, and parts that use it are not kept
        env.filters["url"] = url
    if env.loader is not None:
        env.loader = ChoiceLoader([env.loader, FileSystemLoader(THEME)])


def _nothing(*_: object) -> str:
    """What the plugins that are not there have to say."""
    return ""


def expand_blocks(files: Files, config: MkDocsConfig, building: Building) -> None:
    """Replace every block's token, in the pages and in what feeds will carry."""
    pages = [file.page for file in files.documentation_pages() if isinstance(file.page, EntryPage)]
    with_blocks = [page for page in pages if page.entry.blocks]
    for page in with_blocks:
        link = page.entry.permalink
        building.html[link] = without_tokens(building.html.get(link, ""), page.entry.blocks)
    env = _block_environment(config, building)
    for page in with_blocks:
        for number, block in enumerate(page.entry.blocks):
            word, html = token(block, number), _placed(env, block.call, page, building)
            content = page.content or ""
            page.content = content.replace(f"<p>{word}</p>", html).replace(word, html)


def _block_environment(config: MkDocsConfig, building: Building) -> jinja2.Environment:
    env = config.theme.get_env()
    prepare(env, building.strings)
    return env


def _placed(env: jinja2.Environment, call: Call, page: Page, building: Building) -> str:
    """A block as it stands in the page."""
    if isinstance(call, ElsewhereCall):
        template = env.get_template("goodword/blocks/elsewhere.html")
        return template.render(view=elsewhere_view(call, building.strings), page=page, base_url="")
    template = env.get_template("goodword/blocks/latest.html")
    return template.render(entries=building.latest(call), title=call.title, page=page, base_url="")

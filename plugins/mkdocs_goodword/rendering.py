"""The template environment, and blocks turned into HTML."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path

import jinja2
from jinja2 import ChoiceLoader, FileSystemLoader
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page
from mkdocs.utils.templates import url_filter
from msgspec import Struct

from goodword.entries import Call
from goodword.projections.pages.blocks import block
from goodword.strings import Strings
from mkdocs_goodword.building import Building, token, without_tokens
from mkdocs_goodword.pages import EntryPage
from mkdocs_goodword.parts import Parts, url
from mkdocs_goodword.words import THEME, is_goodword

_OWN = "goodword/"


class Escaping(Struct, frozen=True, dict=True):
    """Which templates escape what they print; the host's and Material's were written to do it by hand."""

    ours: tuple[str, ...] = ()
    """Beside those of the folder `goodword/`."""
    own: str = ""
    """The folder of the site's own templates, if it has one."""
    others: tuple[str, ...] = ()
    """The folders of all other templates."""

    def __call__(self, name: str | None) -> bool:
        """Whether this template does."""
        if name is None:
            return False
        if name not in self._known:
            plain = "/".join(part for part in name.split("/") if part not in ("", "."))  # as Jinja's loaders read it
            self._known[name] = plain.startswith(_OWN) or plain in self.ours or self._is_the_sites(plain)
        return self._known[name]

    @cached_property
    def _known(self) -> dict[str, bool]:
        return {}

    def _is_the_sites(self, name: str) -> bool:
        """Whether the site has it and nobody else: a copy of Material's is given HTML, as Material's is."""
        own = bool(self.own) and Path(self.own, name).is_file()
        return own and not any(Path(folder, name).is_file() for folder in self.others)


ONLY_OWN = Escaping()
"""In another theme."""


def escaping(config: MkDocsConfig) -> Escaping:
    """Every template of ours and of the site's.

    Ours are all in it: what `super()` gives is taken for a text or for HTML by the template that the host asked for.
    """
    if not is_goodword(config):
        return ONLY_OWN
    own = str(config.theme.custom_dir or "")
    others = (str(folder) for folder in config.theme.dirs)
    ours = sorted(path.name for path in THEME.glob("*.html"))
    return Escaping(tuple(ours), own, tuple(folder for folder in others if folder != own))


def prepare(env: jinja2.Environment, strings: Strings, escapes: Escaping = ONLY_OWN) -> None:
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
        for number, own in enumerate(page.entry.blocks):
            word, html = token(own, number), _html(env, own.call, page, building)
            content = page.content or ""
            page.content = content.replace(f"<p>{word}</p>", html).replace(word, html)


def _block_environment(config: MkDocsConfig, building: Building) -> jinja2.Environment:
    env = config.theme.get_env()
    prepare(env, building.strings, escaping(config))
    return env


def _html(env: jinja2.Environment, call: Call, page: Page, building: Building) -> str:
    name, values = block(call, building.shown.views)
    template = env.get_template(f"goodword/blocks/{name}.html")
    return template.render(**values, page=page, base_url="", goodword={"site": building.shown.site})

"""A whole site rendered ahead, page by page as the host would."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Any, NamedTuple

import jinja2
from mkdocs.commands.build import get_context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from mkdocs_goodword.cache.ahead import ahead, can_copy
from mkdocs_goodword.cache.rows import Kept, Rows
from mkdocs_goodword.disk import write_file

WORTHWHILE = 64
"""Pages below which other processes cost more than they save."""


Tell = Callable[[Page, Mapping[str, Any]], bytes | None]
"""Gives the digest of all that a page shows, by what its template is given; None where nobody will ask."""


class FaultError(Exception):
    """A template, by its name, that raised something in a process whose errors nobody reads."""


class Made(NamedTuple):
    """A page that another process has rendered."""

    uri: str
    path: str
    told: bytes | None
    """The digest of its bytes, where it is written."""
    is_clean: bool
    shown: bytes | None
    """The digest of all that it shows."""


def pages_ahead(
    env: jinja2.Environment,
    files: Files,
    nav: Navigation,
    config: MkDocsConfig,
    *,
    jobs: int,
    rows: Rows,
    store: Kept,
    made: Mapping[str, bytes] | None,
    clean: Collection[str],
    tell: Tell,
) -> Iterator[Made]:
    """Render every page, where that is worth while and safe; gives back what became of each.

    `rows` take the place of the store while pages are rendered. `made` is where the digest of a page's bytes is then
    found; such a page is written here. None, where somebody may yet change pages: then none is written. `clean` is
    where the addresses are then found of pages in which nothing was found.

    Raises FaultError for the first template that fails.
    """
    documents = files.documentation_pages()
    if len(documents) < WORTHWHILE or not can_copy():
        return

    def work(number: int) -> Made:
        page = documents[number].page
        assert page is not None, "the host has read every page"
        page.active = True
        context = get_context(nav, documents, config, page)
        given = config.plugins.on_page_context(context, page=page, config=config, nav=nav)
        output = _rendered(page.meta.get("template", "main.html"), given, env)
        page.active = False
        told = made.get(page.file.dest_uri) if made is not None else None
        if told:
            write_file(page.file.abs_dest_path, output.encode("utf-8", "xmlcharrefreplace"))
        path = page.file.dest_uri
        return Made(page.file.src_uri, path, told, path in clean, tell(page, given))

    yield from ahead(len(documents), work, jobs, rows=rows, store=store)


def _rendered(name: str, given: Mapping[str, Any], env: jinja2.Environment) -> str:
    """Raises FaultError for whatever a template can raise, an addition of a number to a text among it."""
    try:
        return env.get_template(name).render(given)
    except Exception as error:
        raise FaultError(name) from error

"""A whole site rendered ahead, page by page as the host would."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import jinja2
from mkdocs.commands.build import get_context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation

from mkdocs_goodword.cache.ahead import ahead, can_copy
from mkdocs_goodword.cache.store import Rows

WORTHWHILE = 64
"""Pages below which other processes cost more than they save."""


def pages_ahead(
    env: jinja2.Environment,
    files: Files,
    nav: Navigation,
    config: MkDocsConfig,
    *,
    jobs: int,
    lend: Callable[[Rows], None],
) -> Sequence[tuple[bytes, bytes]]:
    """Rows for the store, of every page of the site; none where it is not worth while or not safe.

    `lend` is given what takes the place of the store while pages are rendered.
    """
    documents = files.documentation_pages()
    if len(documents) < WORTHWHILE or not can_copy():
        return []

    def work(number: int) -> None:
        page = documents[number].page
        assert page is not None, "the host has read every page"
        page.active = True
        context = get_context(nav, documents, config, page)
        template = env.get_template(page.meta.get("template", "main.html"))
        template.render(config.plugins.on_page_context(context, page=page, config=config, nav=nav))
        page.active = False

    rows = Rows()
    lend(rows)
    return ahead(len(documents), work, rows, jobs)

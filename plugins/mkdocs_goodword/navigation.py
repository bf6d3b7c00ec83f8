"""The author's own navigation: without what may not be seen, under the titles the author chose."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape, unescape
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation

from goodword.paths import href
from goodword.views import LinkView
from mkdocs_goodword.filing import address


def mend(nav: Navigation, config: MkDocsConfig, files: Files) -> None:
    """Take withheld pages out, link the others anew, and give them the titles of the configuration.

    The host keeps a page it finds on a file, and with it that page's title.
    """
    nav.items = without_excluded(nav.items)
    nav.pages = [page for page in nav.pages if not page.file.inclusion.is_excluded()]
    bookended = [None, *nav.pages, None]
    for before, page, after in zip(bookended, nav.pages, bookended[2:], strict=False):
        page.previous_page, page.next_page = before, after
    for title, path in titles(config.nav or []):
        file = files.get_file_from_path(path)
        if file and file.page:
            file.page.title = escape(title)


def titles(nav: Any) -> Iterator[tuple[str, str]]:
    """Title and path of every item of the configuration's `nav` that has a title of its own."""
    for item in nav if isinstance(nav, list) else []:
        for title, value in item.items() if isinstance(item, dict) else ():
            if isinstance(value, str):
                yield str(title), value
            else:
                yield from titles(value)


def without_excluded(items: Iterable[Any]) -> list[Any]:
    """Navigation items without pages that are not built, and without sections that became empty."""
    kept = []
    for item in items:
        if item.children is not None:
            item.children = without_excluded(item.children)
        is_hidden = item.is_page and item.file.inclusion.is_excluded()
        if not is_hidden and item.children != []:
            kept.append(item)
    return kept


def masthead(nav: Navigation) -> tuple[LinkView, ...]:
    """The author's own navigation, one link for each item of its top level."""
    return tuple(link for item in nav.items if (link := _link(item)) is not None)


def _link(item: Any) -> LinkView | None:
    if item.is_link:
        return LinkView(title=unescape(item.title or item.url), url=item.url)
    page = item if item.is_page else next(_pages_of(item), None)
    return LinkView(title=unescape(item.title or page.title or ""), url=href(address(page.file))) if page else None


def _pages_of(item: Any) -> Iterator[Any]:
    for child in item.children or ():
        if child.is_page:
            yield child
        yield from _pages_of(child)

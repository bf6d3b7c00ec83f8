"""Which files of the site the bodies of its pages name, and the options of its feeds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

from goodword.html import body_of
from mkdocs_goodword.building import Building
from mkdocs_goodword.pages import EntryPage, is_carried

_ELSEWHERE = ("https://", "http://", "mailto:", "#")


def pictures_of_feeds(config: MkDocsConfig) -> Mapping[str, str]:
    """Pictures that options of goodword/feeds name, by option."""
    if "goodword/feeds" not in config.plugins:
        return {}
    options: dict[str, Any] = config.plugins["goodword/feeds"].config
    return {"image": options["image"], "podcast: image": options["podcast"]["image"]}


def is_page(file: File) -> bool:
    """Whether a file is a page, be it built anew or not."""
    return file.is_documentation_page() or is_carried(file)


def by_pages(files: Files, building: Building) -> Iterator[str]:
    """The files that any page names."""
    for file in filter(is_page, files):
        yield from named_by(file, building)


def named_by(file: File, building: Building) -> list[str]:
    """The files of the site that a page's body names."""
    if file.src_uri not in building.names:
        building.names[file.src_uri] = sorted(set(_named(file, building)))
    return building.names[file.src_uri]


def _named(file: File, building: Building) -> Iterator[str]:
    for reference in _references(file, building):
        if not reference.startswith(_ELSEWHERE):
            path = unquote(urlsplit(urljoin(f"https://site/{file.url}", reference)).path.lstrip("/"))
            yield f"{path}index.html" if path.endswith("/") else path


def _references(file: File, building: Building) -> Iterable[str]:
    page = file.page
    if isinstance(page, EntryPage):
        body = building.bodies.get(page.entry.permalink)
        return body.references if body else ()
    return body_of(page.content).references if page and page.content else ()

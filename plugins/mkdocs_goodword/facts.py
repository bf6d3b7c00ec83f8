"""What the rules of freshness need beside the catalogue: rendered bodies, what there is on the site, the templates."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Container, Iterator, Mapping
from functools import cache
from html import escape
from pathlib import Path

from lxml import etree
from lxml import html as lxml_html
from mkdocs.config.defaults import MkDocsConfig

from goodword.problems import Place
from goodword.projections.freshness import Facts, Linked
from mkdocs_goodword.building import Building
from mkdocs_goodword.config_places import outline_of
from mkdocs_goodword.render_cache import cache_of
from mkdocs_goodword.words import THEME

_TEMPLATES = "*.html"
_COMMENT = re.compile(r"<!--.*?-->|\{#.*?#\}", re.DOTALL)
_ANYWHERE = frozenset({"", "top"})
"""Anchors that every page has (HTML Standard, "Navigating to a fragment")."""


def rendered_facts(building: Building, config: MkDocsConfig) -> Facts:
    """What a build knows when all its files are written, or known to stand."""
    cache = cache_of(config)
    return Facts(
        bodies=building.bodies,
        is_there=found_in(Path(config.site_dir), cache.published if cache else None, cache.carried if cache else ()),
        navigation=own_navigation(config),
        texts=own_texts(config),
    )


def own_texts(config: MkDocsConfig) -> Mapping[str, str]:
    """The configuration, and the templates of the site's own, by path from the configuration's folder."""
    file = Path(config.config_file_path or "").resolve()
    theme = [path for folder in _own_themes(config, file.parent) for path in sorted(folder.rglob(_TEMPLATES))]
    found = [path for path in (file, *theme) if path.is_file()]
    return {path.relative_to(file.parent).as_posix(): _shown(path) for path in found}


def own_navigation(config: MkDocsConfig) -> tuple[Linked, ...]:
    """Every item of the navigation that the configuration writes."""
    if not config.nav:
        return ()
    outline = outline_of(config)
    places = dict(outline.scalars("nav"))
    return tuple(Linked(text, outline.name, places.get(text, Place())) for text in _texts(config.nav))


def _texts(nav: object) -> Iterator[str]:
    """Files and addresses of a navigation, as the host read it: from a file it inherits, or from the environment."""
    if isinstance(nav, str):
        yield nav
    elif isinstance(nav, list | dict):
        for item in nav.values() if isinstance(nav, dict) else nav:
            yield from _texts(item)


def _shown(path: Path) -> str:
    """A file's text, with the comments of a template blanked: the licence of whoever wrote it first stands there."""
    text = path.read_text(encoding="utf-8", errors="replace")
    return _COMMENT.sub(lambda comment: "\n" * comment.group().count("\n"), text) if path.suffix == ".html" else text


def _own_themes(config: MkDocsConfig, root: Path) -> Iterator[Path]:
    """Folders of templates beside the configuration; ours, when the demonstration is built from it, is none of them."""
    for folder in map(Path, config.theme.dirs):
        resolved = folder.resolve()
        inside = resolved.is_relative_to(root) and not any(part.startswith(".") for part in _below(resolved, root))
        if inside and resolved != THEME.resolve() and resolved != root:
            yield resolved


def _below(folder: Path, root: Path) -> tuple[str, ...]:
    return folder.relative_to(root).parts


def found_in(folder: Path, published: Path | None = None, carried: Container[str] = ()) -> Callable[[str], bool]:
    """Whether there is something at an address of a finished site: a file, a folder's page, an anchor on it.

    Files that are `carried` over from the last build stand in the `published` folder still.
    """

    @cache
    def file_at(path: str) -> str | None:
        if ".." in path.split("/") or "\0" in path:
            return None
        for name in (f"{path}index.html",) if path.endswith("/") or not path else (path, f"{path}/index.html"):
            if published and name in carried:
                return f"{published}/{name}"
            if os.path.isfile(f"{folder}/{name}"):  # noqa: PTH113  # links are many, and a Path costs more than the call
                return f"{folder}/{name}"
        return None

    @cache
    def has(file: str, anchor: str) -> bool:
        data = Path(file).read_bytes()
        if f'id="{escape(anchor)}"'.encode() in data:  # as we and Markdown write it; else it is worth reading
            return True
        try:
            root = lxml_html.document_fromstring(data)
        except etree.LxmlError:
            return False
        return any(anchor in (element.get("id"), element.get("name")) for element in root.iter())

    def is_there(address: str) -> bool:
        path, _, anchor = address.partition("#")
        file = file_at(path)
        return file is not None and (anchor.lower() in _ANYWHERE or not file.endswith(".html") or has(file, anchor))

    return is_there

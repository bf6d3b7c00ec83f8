"""What the rules of freshness need beside the catalogue: rendered bodies, what there is on the site, the templates."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path

from lxml import etree
from lxml import html as lxml_html
from mkdocs.config.defaults import MkDocsConfig

from goodword.projections.freshness import Facts
from mkdocs_goodword.building import Building
from mkdocs_goodword.render_cache import cache_of
from mkdocs_goodword.words import THEME

_TEMPLATES = "*.html"
_ANYWHERE = frozenset({"", "top"})
"""Anchors that every page has (HTML Standard, "Navigating to a fragment")."""


def rendered_facts(building: Building, config: MkDocsConfig) -> Facts:
    """What a build knows when all its files are written."""
    return Facts(
        bodies=building.bodies,
        is_there=found_in(_standing(config)),
        texts=own_texts(config),
    )


def own_texts(config: MkDocsConfig) -> Mapping[str, str]:
    """The configuration, and the templates of the site's own, by path from the configuration's folder."""
    file = Path(config.config_file_path or "").resolve()
    theme = [path for folder in _own_themes(config, file.parent) for path in sorted(folder.rglob(_TEMPLATES))]
    found = [path for path in (file, *theme) if path.is_file()]
    return {
        path.relative_to(file.parent).as_posix(): path.read_text(encoding="utf-8", errors="replace") for path in found
    }


def _own_themes(config: MkDocsConfig, root: Path) -> Iterator[Path]:
    """Folders of templates beside the configuration; ours, when the demonstration is built from it, is none of them."""
    for folder in map(Path, config.theme.dirs):
        resolved = folder.resolve()
        inside = resolved.is_relative_to(root) and not any(part.startswith(".") for part in _below(resolved, root))
        if inside and resolved != THEME.resolve() and resolved != root:
            yield resolved


def _below(folder: Path, root: Path) -> tuple[str, ...]:
    return folder.relative_to(root).parts


def _standing(config: MkDocsConfig) -> Mapping[str, Path]:
    """Every file of the site and the folder it stands in: those that are carried over are not written again."""
    cache = cache_of(config)
    published = cache.published if cache else None
    carried = dict.fromkeys(cache.carried, published) if cache and published else {}
    return carried | dict.fromkeys(_files(Path(config.site_dir), ""), Path(config.site_dir))


def found_in(files: Mapping[str, Path]) -> Callable[[str], bool]:
    """Whether there is something at an address of a finished site: a file, a folder's page, an anchor on it.

    `files` are those of the site, each with the folder that it is found in.
    """

    @cache
    def anchors(path: str) -> frozenset[str]:
        try:
            root = lxml_html.document_fromstring((files[path] / path).read_bytes())
        except (OSError, etree.LxmlError):
            return frozenset()
        return frozenset(name for element in root.iter() for name in (element.get("id"), element.get("name")) if name)

    def is_there(address: str) -> bool:
        path, _, anchor = address.partition("#")
        page = f"{path}index.html" if path.endswith("/") or not path else path
        if page not in files:
            page = f"{path}/index.html"
        if page not in files:
            return False
        return anchor in _ANYWHERE or not page.endswith(".html") or anchor in anchors(page)

    return is_there


def _files(folder: Path, above: str) -> Iterator[str]:
    if folder.is_dir():
        for item in os.scandir(folder):
            if item.is_dir(follow_symlinks=False):
                yield from _files(Path(item.path), f"{above}{item.name}/")
            else:
                yield above + item.name

"""What every row depends on beside its own inputs: versions, our code, the theme, the configuration.

And what could make a page depend on something that nobody can see from here.
"""

from __future__ import annotations

import sys
import zoneinfo
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache, partial
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig

import goodword
import mkdocs_goodword
from mkdocs_goodword.cache.fingerprints import Fingerprints, digest
from mkdocs_goodword.cache.folders import behind_links, contents

_ZONES = ("tzdata.zi", "+VERSION")
_READ_FILES = frozenset({"pymdownx.snippets", "pymdownx.b64", "pymdownx.blocks.html"})
"""Extensions of known families that may read what is not in the page."""
_FAMILIES = ("markdown.extensions.", "pymdownx.", "material.extensions.")
"""Whose extensions, and functions in their options, read nothing but the page's text and their own options."""
_SHORT = frozenset(  # a list of names reads better without quotes
    [
        "abbr",
        "admonition",
        "attr_list",
        "codehilite",
        "def_list",
        "extra",
        "fenced_code",
        "footnotes",
        "legacy_attrs",
        "legacy_em",
        "md_in_html",
        "meta",
        "nl2br",
        "sane_lists",
        "smarty",
        "tables",
        "toc",
        "wikilinks",
    ]
)
"""Python-Markdown's own extensions by their short names."""
_READERS = frozenset({"material.plugins.search.plugin", "material.plugins.offline.plugin"})
"""Modules of plugins that only read pages and write files of their own."""
PROGRESS = "goodword/progress"
"""The plugin that the command line adds on a terminal: it watches, and a build without one makes the same."""
_ELSEWHERE = frozenset({"config_file_path", "docs_dir", "site_dir", "dev_addr", "watch", "plugins", "theme", "hooks"})
"""Options that say where a build is, or that are told otherwise."""


@lru_cache(maxsize=1)
def software() -> bytes:
    """The versions of everything installed, of the system's time zones too, and our own code by its bytes."""
    names = {path.name for folder in sys.path if folder for path in Path(folder).glob("*.dist-info")}
    packages = (Path(str(package.__file__)).parent for package in (goodword, mkdocs_goodword))
    own = (part for package in packages for part in contents(package, ".py"))
    return digest(sys.version, time_zones(), *sorted(names), *own)


def time_zones(folders: Iterable[str] = zoneinfo.TZPATH) -> str:
    """The version of the system's time zones, where it says; those of the package `tzdata` have theirs anyway.

    Source: the Makefile of tz, which writes `tzdata.zi`; macOS has `+VERSION` instead.
    """
    for path in (Path(folder) / name for folder in folders for name in _ZONES):
        if path.is_file():
            with path.open(encoding="ascii", errors="replace") as file:
                return file.readline().strip()
    return ""


def theme(config: MkDocsConfig) -> bytes:
    """The theme's folders: those of installed packages by version, all others by their bytes. Raises OpaqueError."""
    own = [folder for folder in map(Path, config.theme.dirs) if not is_installed(folder)]
    linked = (part for folder in own for part in behind_links(folder))
    return digest(software(), *(part for folder in own for part in contents(folder)), *linked)


def is_installed(folder: Path) -> bool:
    """Whether a package manager has put it there, whose versions tell what is in it."""
    return any(part in ("site-packages", "dist-packages") for part in folder.parts)


def markdown(config: MkDocsConfig, fingerprints: Fingerprints) -> bytes:
    """Everything that decides how Markdown is rendered. Raises OpaqueError."""
    return digest(
        software(),
        fingerprints.of(
            list(config.markdown_extensions),
            dict(config.mdx_configs or {}),
            dict(config.validation.links),
            config.use_directory_urls,
        ),
    )


def configuration(config: MkDocsConfig, fingerprints: Fingerprints) -> bytes:
    """The configuration as templates may read it. Raises OpaqueError."""
    values = {key: value for key, value in config.items() if key not in _ELSEWHERE and not key.startswith("_")}
    variables = {name: config.theme[name] for name in sorted(config.theme)}
    plugins = [(name, _options(plugin)) for name, plugin in config.plugins.items() if name != PROGRESS]
    return fingerprints.of(values, config.theme.name, variables, plugins)


def _options(plugin: Any) -> Any:
    options = getattr(plugin, "config", {})
    return dict(options) if options is not None else {}


def unseen_extensions(config: MkDocsConfig) -> list[str]:
    """Markdown extensions that may depend on more than the page's text and their own options."""
    return [
        str(name)
        for name in config.markdown_extensions
        if not _is_pure(name) or _reaches_out(config.mdx_configs.get(str(name)))
    ]


def _is_pure(name: object) -> bool:
    known = isinstance(name, str) and (name in _SHORT or name.startswith(_FAMILIES))
    return known and str(name).partition(":")[0] not in _READ_FILES


def _reaches_out(options: Any) -> bool:
    """Whether an option names a folder of icons, or a function of somebody else, which may read anything."""
    if isinstance(options, Mapping):
        return "custom_icons" in options or any(map(_reaches_out, options.values()))
    if isinstance(options, (list, tuple)):
        return any(map(_reaches_out, options))
    if isinstance(options, partial):
        return any(map(_reaches_out, (options.func, options.args, options.keywords)))
    return callable(options) and not str(getattr(options, "__module__", "")).startswith(_FAMILIES)


def unseen_plugins(config: MkDocsConfig) -> list[str]:
    """Plugins and hooks that could put into a page what its inputs do not tell."""
    return _strangers(config, "env", "page_context", "post_page")


def rewriters(config: MkDocsConfig) -> list[str]:
    """Plugins and hooks that could change the Markdown that we have given the host."""
    return _strangers(config, "pre_page", "page_read_source", "page_markdown")


def navigators(config: MkDocsConfig) -> list[str]:
    """Plugins and hooks that could have kept a page of the navigation's making."""
    return _strangers(config, "nav")


def outliners(config: MkDocsConfig) -> list[str]:
    """Plugins and hooks that could change a page's table of contents where it stands."""
    return _strangers(config, "page_content", "env", "page_context")


def unseen_writers(config: MkDocsConfig) -> list[str]:
    """Plugins and hooks that could write into a finished page in its place."""
    return _strangers(config, "post_build")


def strangers_to_pages(config: MkDocsConfig) -> list[str]:
    """Plugins and hooks that could want to see every text or page, or change one."""
    events = ("files", "nav", "pre_page", "page_read_source", "page_markdown", "page_content", "env")
    return _strangers(config, *events, "page_context", "post_page", "post_build")


def _strangers(config: MkDocsConfig, *events: str) -> list[str]:
    methods = (method for event in events for method in config.plugins.events[event])
    return list(dict.fromkeys(_names(config, methods)))


def _names(config: MkDocsConfig, methods: Iterable[Any]) -> Iterator[str]:
    by_plugin = {id(plugin): name for name, plugin in config.plugins.items()}
    for method in methods:
        owner = getattr(method, "__self__", None)
        module = type(owner).__module__ if owner else getattr(method, "__module__", "")
        if not module.startswith("mkdocs_goodword.") and getattr(method, "__module__", "") not in _READERS:
            yield by_plugin.get(id(owner), module or str(method))

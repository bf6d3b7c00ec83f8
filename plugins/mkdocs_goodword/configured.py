"""What is wrong with a site's configuration, beside what the host finds."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig

from goodword.catalogue import Site
from goodword.entries import Attachment
from goodword.paths import is_external
from goodword.problems import Problem, Severity, problem_at
from mkdocs_goodword.building import CATALOGUE
from mkdocs_goodword.config_places import outline_of
from mkdocs_goodword.disk import Content
from mkdocs_goodword.dressing import missing, without_effect
from mkdocs_goodword.freshness_options import option_problems
from mkdocs_goodword.naming import pictures_of_feeds
from mkdocs_goodword.settings import is_preview, placeholder_of

_UNWRITABLE = re.compile("[\ud800-\udfff]")
"""Halves of characters, which YAML can name and no file can hold. Source: RFC 3629, 3."""
_PATHS = frozenset({"config_file_path", "docs_dir", "site_dir", "watch", "hooks"})
"""Options that the host makes paths of, in which half a character stands for a byte. Source: PEP 383."""
_DATA_FILES = ("people.yml", "company.yml", "testimonials.yml", "responses.yml", "offers.yml")


def of_configuration(config: MkDocsConfig, site: Site, content: Content) -> Iterator[Problem]:
    """Everything an author should know, in no order."""
    yield from _of_address(config, site)
    yield from _of_pictures(config, content.attachments)
    yield from _of_texts(config)
    yield from _of_misplaced(config)
    yield from option_problems(config)
    yield from missing(config, content.attachments)
    yield from without_effect(config)


def _problem(
    config: MkDocsConfig, code: str, message: str, hint: str, severity: Severity = Severity.WARNING
) -> Problem:
    return Problem(code=code, severity=severity, source=_file(config).name, message=message, hint=hint)


def _file(config: MkDocsConfig) -> Path:
    return Path(config.config_file_path or "site_config.yml")


def _of_address(config: MkDocsConfig, site: Site) -> Iterator[Problem]:
    option = placeholder_of(site)
    if option and not is_preview(config):
        path: tuple[str, ...] = (option,)
        hint = "Write the address of your own site."
        if option == "authority":
            path = ("plugins", CATALOGUE, "ids", option)
            hint = "Write the domain of your own site: the ids in feeds are made of it, and never change."
        outline, told = outline_of(config), f"'{option}' is still the placeholder."
        yield problem_at(outline.place(*path), outline.name, "GW050", told, hint, severity=Severity.WARNING)
        return
    needing = [name for name in ("feeds", "calendars", "structured-data") if f"goodword/{name}" in config.plugins]
    if not site.url and needing:
        message = f"'site_url' is missing: {' and '.join(needing)} need it."
        yield _problem(config, "GW051", message, "Write the address of your site.", Severity.ERROR)


def _of_pictures(config: MkDocsConfig, attachments: Iterable[Attachment]) -> Iterator[Problem]:
    known = {attachment.uri for attachment in attachments}
    for option, name in pictures_of_feeds(config).items():
        if name and not is_external(name) and name not in known:
            message = f"'{option}' of goodword/feeds names '{name}', which does not exist."
            yield _problem(config, "GW029", message, "Check the name; it is relative to the content folder.")


def _of_texts(config: MkDocsConfig) -> Iterator[Problem]:
    values = {key: value for key, value in config.items() if key not in _PATHS}
    options = list(dict.fromkeys(_unwritable((), values)))
    if not options:
        return
    outline = outline_of(config)
    for option in options:
        message = f"'{'.'.join(option)}' holds half a character (U+D800 to U+DFFF), which no file can hold."
        yield problem_at(outline.place(*option), outline.name, "GW055", message, "Write the character itself.")


def _unwritable(option: tuple[str, ...], value: Any) -> Iterator[tuple[str, ...]]:
    """The paths of the options in whose text half a character stands."""
    if isinstance(value, str) and _UNWRITABLE.search(value):
        yield option
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            yield from _unwritable((*option, str(key)), inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _unwritable(option, inner)


def _of_misplaced(config: MkDocsConfig) -> Iterator[Problem]:
    """Data files that stand where the configuration does: nobody would read them."""
    folder, docs = _file(config).resolve().parent, Path(config.docs_dir).resolve()
    if folder == docs:
        return
    for name in _DATA_FILES:
        if (folder / name).is_file() and not (docs / name).exists():
            yield _problem(
                config,
                "GW056",
                f"'{name}' stands beside the configuration, where nobody reads it.",
                f"Move it into {docs.name}/.",
            )

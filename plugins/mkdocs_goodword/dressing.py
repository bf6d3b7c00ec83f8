"""What the configuration asks for the look of the site: files that must be there, and options that change nothing."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path
from urllib.parse import urljoin, urlsplit

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files

from goodword.entries import Attachment
from goodword.paths import is_external
from goodword.problems import Place, Problem, Severity, problem_at
from mkdocs_goodword.config_places import outline_of
from mkdocs_goodword.words import is_goodword

_CSS_URL = re.compile(r"url\(\s*['\"]?([^'\")]+)['\"]?\s*\)")
_FONT = "The theme fetches none from elsewhere. Name yours in a style sheet of your own, as --serif and --sans."
_COLOUR = "Set --gw-accent in a style sheet of your own; see the guide's page on the look of the site."


def asked_for(config: MkDocsConfig, files: Files) -> Iterator[str]:
    """The files that the look needs, those included that its style sheets name."""
    for _, name in _named(config):
        path = urlsplit(name).path
        yield path
        file = files.get_file_from_path(path) if path else None
        if file and file.is_css():
            for url in _CSS_URL.findall(file.content_string):
                yield urlsplit(urljoin(f"https://site/{path}", url)).path.lstrip("/")


def missing(config: MkDocsConfig, attachments: Iterable[Attachment]) -> Iterator[Problem]:
    """Files that every page would look for in vain; what a plugin asks for it may make itself."""
    if not is_goodword(config):
        return
    outline, known = outline_of(config), {attachment.uri for attachment in attachments}
    for option, name in _named(config):
        place = dict(outline.scalars(*option)).get(name)
        if place and not is_external(name) and not _is_there(urlsplit(name).path, known, config):
            told = f"'{'.'.join(option)}' names '{name}', which does not exist."
            hint = "Check the name; it is relative to the content folder, or to 'custom_dir'."
            yield problem_at(place, outline.name, "GW029", told, hint, severity=Severity.WARNING)


def _is_there(path: str, known: Collection[str], config: MkDocsConfig) -> bool:
    return path in known or any(Path(str(folder), path).is_file() for folder in config.theme.dirs)


def _named(config: MkDocsConfig) -> Iterator[tuple[tuple[str, ...], str]]:
    """Options, each with a file that it names."""
    for key in ("logo", "favicon"):
        yield ("theme", key), str(config.theme.get(key) or "")
    for script in config.extra_javascript:
        yield ("extra_javascript",), str(getattr(script, "path", script))
    for name in config.extra_css:
        yield ("extra_css",), name


def without_effect(config: MkDocsConfig) -> Iterator[Problem]:
    """Options of Material that ours answers in another way."""
    if not is_goodword(config):
        return
    outline = outline_of(config)
    if config.theme.get("font"):
        yield _inert(outline.key("theme", "font"), outline.name, "font", _FONT)
    palette = config.theme.get("palette") or ()
    for scheme in [palette] if isinstance(palette, Mapping) else palette:
        for key in ("primary", "accent"):
            if isinstance(scheme, Mapping) and scheme.get(key, "custom") != "custom":
                yield _inert(outline.place("theme", "palette", key), outline.name, f"palette: {key}", _COLOUR)


def _inert(place: Place, source: str, option: str, hint: str) -> Problem:
    told = f"'{option}' has no effect in this theme."
    return problem_at(place, source, "GW057", told, hint, severity=Severity.WARNING)

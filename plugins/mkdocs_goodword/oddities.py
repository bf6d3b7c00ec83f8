"""What the host finds odd in the configuration, as findings with a place and a remedy."""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import get_close_matches

from mkdocs.config.defaults import MkDocsConfig

from goodword.problems import Place, Problem, Severity, problem_at
from mkdocs_goodword.config_places import Outline, outline_of

_UNKNOWN = re.compile(
    r"(?:Config value 'plugins': )?(?:Plugin '(?P<plugin>[^']+)' option|Config value) '(?P<name>[^']+)': Unrecognised\b"
)
"""The host's words for a name it does not know. Source: mkdocs/config/base.py, Config._validate."""
_COMPARE = "Compare it with the guide's page on configuration."


def oddities(messages: Iterable[str], config: MkDocsConfig) -> tuple[Problem, ...]:
    """What the host said while it read the configuration, a finding each."""
    outline = outline_of(config)
    return tuple(_oddity(message, config, outline) for message in messages)


def _oddity(message: str, config: MkDocsConfig, outline: Outline) -> Problem:
    unknown = _UNKNOWN.match(message)
    if unknown is None:
        told = " ".join(message.removeprefix("Config value 'plugins': ").split())
        return problem_at(Place(), outline.name, "GW052", told, _COMPARE, severity=Severity.WARNING)
    plugin, name = unknown["plugin"], unknown["name"]
    place = outline.key(*(("plugins", plugin, name) if plugin else (name,)))
    told = f"'{name}' is no option of {plugin}." if plugin else f"'{name}' is no key of the configuration."
    close = get_close_matches(name, [known for known in _known(plugin, config) if known != name], n=1)
    hint = f"Did you mean '{close[0]}'?" if close else _COMPARE
    return problem_at(place, outline.name, "GW052", told, hint, severity=Severity.WARNING)


def _known(plugin: str | None, config: MkDocsConfig) -> list[str]:
    """The options of a plugin, or the keys of the configuration."""
    if not plugin:
        return [str(key) for key in config]
    return [str(name) for name, _ in config.plugins[plugin].config_scheme] if plugin in config.plugins else []

"""What a site sets about freshness, from its configuration to the values of the core."""

from __future__ import annotations

import logging
from typing import Any

from mkdocs.config.base import BaseConfigOption, Config
from mkdocs.config.defaults import MkDocsConfig
from msgspec import Struct

from goodword.claims import Phrases
from goodword.problems import Problem, problem_at
from goodword.projections.freshness import Policy
from mkdocs_goodword.config_places import outline_of
from mkdocs_goodword.freshness_reading import Wish, read_wishes
from mkdocs_goodword.words import language_of, read_phrases

NAME = "goodword/freshness"
LEVELS = {"info": logging.INFO, "warning": logging.WARNING, "error": logging.ERROR}


class Anything(BaseConfigOption[Any]):
    """An option as it is written: what is wrong with it is told with its place, and with all else that is wrong."""

    def __init__(self, default: object) -> None:
        super().__init__()
        self.default = default


class FreshnessConfig(Config):
    """`goodword/freshness`."""

    severity = Anything("info")
    """The highest level at which a build logs a finding; `warning` lets --strict fail on stale pages."""
    rules = Anything({})
    """A severity by code (`error`, `warning`, `suggestion`, `info`, `off`), or `{severity, days}`."""
    review = Anything({})
    """Days between two reviews, by type of page."""
    owners = Anything([])
    """Kinds that need an owner."""
    superseded = Anything({})
    """A version as your texts name it, and what took its place."""
    git = Anything({})
    """`dates`: whether the last commit that changed a text is its date, where it has neither `reviewed` nor `updated`;
    `ignore_revs`: a file of commits that say nothing, relative to the configuration; need not exist."""
    link_report = Anything("")
    """The JSON report of lychee or linkchecker that `goodword check` reads, relative to the configuration."""


class FreshnessSettings(Struct, frozen=True):
    """The options, understood."""

    policy: Policy
    level: int
    """The highest of the log's levels at which a build mentions a finding."""
    ignore_revs: str
    link_report: str


def freshness_settings(config: MkDocsConfig) -> FreshnessSettings | None:
    """What the site sets; None where it has no goodword/freshness. What cannot be understood is as it is shipped."""
    wish = _wish(config)
    if wish is None:
        return None
    return FreshnessSettings(wish.policy(), LEVELS[wish.level], wish.ignore_revs, wish.link_report)


def policy_of(config: MkDocsConfig) -> Policy:
    """What the configuration sets about the rules; without the plugin, what is shipped."""
    settings = freshness_settings(config)
    return settings.policy if settings else Policy()


def option_problems(config: MkDocsConfig) -> list[Problem]:
    """Everything that is wrong with the options, each at its place in the configuration."""
    wish = _wish(config)
    if wish is None or not wish.faults:
        return []
    outline = outline_of(config)
    return [
        problem_at(outline.place("plugins", NAME, *fault.path), outline.name, "GW054", fault.message, fault.hint)
        for fault in wish.faults
    ]


def _wish(config: MkDocsConfig) -> Wish | None:
    plugin = config.plugins.get(NAME)
    options = getattr(plugin, "config", None)
    if not isinstance(options, FreshnessConfig):
        return None
    return read_wishes({key: value for key, value in options.items() if value is not None})


def phrases_of(config: MkDocsConfig) -> Phrases:
    """What the site's language says about time, and the versions it calls superseded."""
    return read_phrases(language_of(config), tuple(policy_of(config).superseded))

"""What a site sets about freshness, from its configuration to the values of the core."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from difflib import get_close_matches
from typing import Any

from mkdocs.config import config_options as c
from mkdocs.config.base import Config, ValidationError
from mkdocs.config.defaults import MkDocsConfig

from goodword.claims import Phrases
from goodword.entries import KINDS
from goodword.kinds import PAGE_TYPES
from goodword.problems import Severity
from goodword.projections.freshness import RULES, Policy
from mkdocs_goodword.words import language_of, read_phrases

NAME = "goodword/freshness"
LEVELS = {"info": logging.INFO, "warning": logging.WARNING, "error": logging.ERROR}
_OFF = "off"
_TYPES = (*PAGE_TYPES, "page", "evergreen")
_MOST_DAYS = 36525


class RuleOptions(c.Type[dict[str, object]]):
    """A rule's code to its severity, or to `{severity, days}`."""

    def __init__(self) -> None:
        super().__init__(dict, default={})

    def run_validation(self, value: object) -> dict[str, object]:
        """Raises the host's ValidationError for the first rule that cannot be read."""
        checked: dict[str, object] = super().run_validation(value)
        for code, options in checked.items():
            _known(str(code), RULES, "rule")
            severity_of(str(code), options)
            days_of(str(code), options)
        return checked


class Days(c.Type[dict[str, object]]):
    """One of some names to a number of days."""

    def __init__(self, names: tuple[str, ...]) -> None:
        super().__init__(dict, default={})
        self.names = names

    def run_validation(self, value: object) -> dict[str, object]:
        """Raises the host's ValidationError for a name nobody knows, and for what is no number of days."""
        checked: dict[str, object] = super().run_validation(value)
        for name, days in checked.items():
            _known(str(name), self.names, "type of page")
            _days(str(name), days)
        return checked


class Git(Config):
    """What is taken from git."""

    dates = c.Type(bool, default=False)
    """Whether the last commit that changed a text is its date, where it has neither `reviewed` nor `updated`."""
    ignore_revs = c.Type(str, default=".git-blame-ignore-revs")
    """A file of commits that say nothing, relative to the configuration; need not exist."""


class FreshnessConfig(Config):
    """`goodword/freshness`."""

    severity = c.Choice(tuple(LEVELS), default="info")
    """The highest level at which a build logs a finding; `warning` lets --strict fail on stale pages."""
    rules = RuleOptions()
    """A severity by code (`error`, `warning`, `suggestion`, `info`, `off`), or `{severity, days}`."""
    review = Days(_TYPES)
    """Days between two reviews, by type of page."""
    owners = c.ListOfItems(c.Choice(tuple(KINDS)), default=[])
    """Kinds that need an owner."""
    superseded = c.DictOfItems(c.Type(str), default={})
    """A version as your texts name it, and what took its place."""
    git = c.SubConfig(Git)
    """What is taken from git."""
    link_report = c.Type(str, default="")
    """The JSON report of lychee or linkchecker that `goodword check` reads, relative to the configuration."""


def severity_of(code: str, options: object) -> tuple[Severity | None, ...]:
    """The severity set for a rule, None for off; empty where nothing is set."""
    if isinstance(options, dict) and "severity" not in options:
        return ()
    word = options["severity"] if isinstance(options, dict) else options
    if word is False or word == _OFF:  # YAML 1.1 reads an unquoted `off` as false
        return (None,)
    try:
        return (Severity(str(word)),)
    except ValueError:
        words = ", ".join([*Severity, _OFF])
        raise ValidationError(f"the rule {code} has the severity '{word}'. Write one of: {words}.") from None


def days_of(code: str, options: object) -> int | None:
    """The days set for a rule."""
    if not isinstance(options, dict):
        return None
    for key in options:
        if key not in ("severity", "days"):
            raise ValidationError(f"the rule {code} has an unknown option '{key}'. Known: severity, days.")
    return _days(code, options["days"]) if "days" in options else None


def _days(name: str, value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= _MOST_DAYS:
        raise ValidationError(f"'{name}' has '{value}' for days. Write a whole number, such as 365.")
    return value


def _known(name: str, names: Mapping[str, object] | tuple[str, ...], what: str) -> None:
    if name not in names:
        close = get_close_matches(name, list(names), n=1)
        meant = f"Did you mean '{close[0]}'?" if close else f"Known: {', '.join(names)}."
        raise ValidationError(f"'{name}' is no {what}. {meant}")


def policy_of(options: FreshnessConfig | None) -> Policy:
    """What the configuration sets; without the plugin, what is shipped."""
    if options is None:
        return Policy()
    rules: Mapping[str, Any] = options.rules
    severities = {code: word for code, value in rules.items() for word in severity_of(code, value)}
    days = {code: days_of(code, value) for code, value in rules.items()}
    return Policy(
        severities=severities,
        days={code: number for code, number in days.items() if number is not None},
        review_days={name: _days(name, days) for name, days in options.review.items()},
        owned=frozenset(options.owners),
        superseded=dict(options.superseded),
        by_commit=options.git.dates,
    )


def freshness_options(config: MkDocsConfig) -> FreshnessConfig | None:
    """The options of goodword/freshness, where the site has it."""
    plugin = config.plugins.get(NAME)
    options = getattr(plugin, "config", None)
    return options if isinstance(options, FreshnessConfig) else None


def phrases_of(config: MkDocsConfig) -> Phrases:
    """What the site's language says about time, and the versions it calls superseded."""
    options = freshness_options(config)
    return read_phrases(language_of(config), tuple(options.superseded) if options else ())

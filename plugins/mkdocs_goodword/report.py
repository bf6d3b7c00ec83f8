"""Problems of the core as records of the host's log."""

from __future__ import annotations

import logging
from collections.abc import Iterable

from mkdocs.exceptions import PluginError
from mkdocs.plugins import get_plugin_logger

from goodword.problems import Problem, Severity, as_line, has_errors

log = get_plugin_logger("goodword")

_LEVELS = {Severity.ERROR: logging.ERROR, Severity.WARNING: logging.WARNING}
_PATIENT = frozenset({"GW027", "GW092", "GW093"})
"""Warnings of `check` that no build counts: waiting for consent is nobody's mistake, and a ledger may come later."""


def report(problems: Iterable[Problem], *, at_most: int = logging.ERROR) -> None:
    """Log every problem at its level, or at a lower one."""
    for problem in problems:
        level = logging.INFO if problem.code in _PATIENT else _LEVELS.get(problem.severity, logging.INFO)
        log.log(min(level, at_most), as_line(problem))


def stop_on_errors(problems: Iterable[Problem]) -> None:
    """Raise the host's error where a problem stops the build."""
    listed = list(problems)
    if has_errors(listed):
        count = sum(problem.severity is Severity.ERROR for problem in listed)
        raise PluginError(f"{count} fault{'s' * (count > 1)} in the content: nothing was built, the last site stands.")

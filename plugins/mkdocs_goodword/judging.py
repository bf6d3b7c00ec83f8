"""All that is known of a site's freshness: the site is made into a folder that goes again, and looked at there."""

from __future__ import annotations

import contextlib
import logging
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from mkdocs.commands.build import build as host_build
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, MkDocsException
from msgspec.structs import replace

from goodword.problems import Problem, Severity, has_errors
from goodword.projections.freshness import Dead, Facts, Scene
from mkdocs_goodword.building import CATALOGUE, Building
from mkdocs_goodword.facts import own_navigation, own_texts, rendered_facts
from mkdocs_goodword.freshness_options import freshness_settings
from mkdocs_goodword.git_facts import git_changes
from mkdocs_goodword.host import load
from mkdocs_goodword.link_reports import dead_in
from mkdocs_goodword.stated import stated_in
from mkdocs_goodword.template_faults import fault_of


class UnrenderedError(Exception):
    """The host could not make the site; the message says why."""


@contextlib.contextmanager
def scene_of(
    building: Building, config: MkDocsConfig, known_faults: Iterable[Problem] = ()
) -> Iterator[tuple[Scene, tuple[Problem, ...], tuple[Problem, ...]]]:
    """What the rules judge, what kept git from telling, and the faults that kept rules from judging.

    With rendered texts and outputs, unless there are faults, of which some are known and others found on the way. It is
    judged while the context lasts. Raises UnrenderedError, and ReportError for a report of links nobody can read.
    """
    policy = building.policy
    known, told = git_changes(building, config) if policy.by_commit or policy.is_on("FR009") else (None, ())
    given = Facts(texts=own_texts(config), navigation=own_navigation(config), changes=known)
    unrendered = Scene(building.catalogue, building.clock.now, given, policy)
    if faults := _errors((*building.problems, *known_faults)):
        yield unrendered, told, faults
        return
    with tempfile.TemporaryDirectory(prefix="goodword-check-") as folder, _quiet():
        own = load(str(config.config_file_path), site_dir=folder)
        rendered = _made(own)
        if faults := _errors(rendered.findings):
            yield unrendered, told, faults
            return
        facts = replace(
            rendered_facts(rendered, own),
            changes=known,
            stated=tuple(stated_in(Path(folder), rendered)),
            dead=_dead(config),
        )
        yield Scene(rendered.catalogue, building.clock.now, facts, policy), told, ()


def _errors(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    return tuple(problem for problem in problems if problem.severity is Severity.ERROR)


def _made(config: MkDocsConfig) -> Building:
    """The site as it was made, or as far as a fault that its findings name."""
    plugin: Any = config.plugins[CATALOGUE]
    try:
        host_build(config)
    except (Abort, MkDocsException) as error:
        if not has_errors(plugin.building.findings):
            raise UnrenderedError(str(error) or "the host stopped without a word") from error
    except Exception as error:
        if told := fault_of(error, config):
            raise UnrenderedError(told) from error
        raise
    building: Building = plugin.building
    return building


def _dead(config: MkDocsConfig) -> tuple[Dead, ...]:
    settings = freshness_settings(config)
    if settings is None or not settings.link_report:
        return ()
    return dead_in(Path(config.config_file_path or ".").resolve().parent / settings.link_report)


@contextlib.contextmanager
def _quiet() -> Iterator[None]:
    """What the host says of a build nobody asked for is found by the checks themselves."""
    logger = logging.getLogger("mkdocs")
    before = logger.handlers
    logger.handlers = [logging.NullHandler()]
    try:
        yield
    finally:
        logger.handlers = before

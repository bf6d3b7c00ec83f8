"""Findings as a repository sees them: what a change can answer for, and files by their path from the working folder."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from msgspec.structs import replace

from goodword import ledger
from goodword.catalogue import Catalogue
from goodword.problems import Problem
from goodword.projections.freshness import RULES
from mkdocs_goodword.history import changed_since

_OF_OUTPUT = "GW070"
_PAGE = "index.html"


def answerable(revision: str, problems: Iterable[Problem], config: MkDocsConfig) -> tuple[Problem, ...]:
    """What a change can answer for, in files that have changed: time fails no page that nobody touched.

    Raises NoHistoryError.
    """
    changed = {folder: changed_since(folder, revision) for folder in _folders(config)}
    return tuple(
        problem
        for problem in problems
        if (problem.code not in RULES or RULES[problem.code].by_change)
        and ((folder := _folder_of(problem, config)) is None or problem.source in changed[folder])
    )


def in_repository(problem: Problem, config: MkDocsConfig, catalogue: Catalogue) -> Problem:
    """The same problem at a file that the repository has, named from the working folder, as its tools want it.

    What was found in a file of the output stands at the entry whose page that is, and what was found of a section at
    its introduction; else both stand at the configuration. Both say where they were found.
    """
    content, beside = _folders(config)
    if problem.code == _OF_OUTPUT:
        return _moved(problem, f"{problem.source}:{problem.line}:{problem.column}", config, catalogue)
    if problem.source.endswith("/"):
        return _moved(problem, problem.source, config, catalogue)
    folder = _folder_of(problem, config) or (beside if problem.source == ledger.NAME else content)
    return replace(problem, source=_from_here(folder / problem.source))


def _moved(problem: Problem, found_in: str, config: MkDocsConfig, catalogue: Catalogue) -> Problem:
    own = _entry_of(problem.source, catalogue)
    file = Path(config.docs_dir) / own if own else Path(config.config_file_path or "").resolve()
    return replace(problem, source=_from_here(file), line=1, column=1, message=f"{found_in}: {problem.message}")


def _entry_of(path: str, catalogue: Catalogue) -> str:
    """The source of the entry in whose folder a file of the output lies, or whose folder it is; else empty."""
    folder, slash, name = path.rpartition("/")
    if not folder and name != _PAGE:
        return ""  # a feed of the site's, which is no file of the front page
    return next((entry.source for entry in catalogue.entries if entry.permalink == folder + slash), "")


def _folders(config: MkDocsConfig) -> tuple[Path, Path]:
    return Path(config.docs_dir), Path(config.config_file_path or ".").resolve().parent


def _folder_of(problem: Problem, config: MkDocsConfig) -> Path | None:
    """The folder its source lies in: that of the content, else of the configuration; None for a page of the output."""
    return next((folder for folder in _folders(config) if (folder / problem.source).is_file()), None)


def _from_here(file: Path) -> str:
    return Path(os.path.relpath(file)).as_posix()

"""What git says of the site's texts, where the site asks or a rule needs it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig

from goodword.paths import is_markdown
from goodword.problems import Problem, Severity
from goodword.projections.freshness import Change
from mkdocs_goodword.building import Building
from mkdocs_goodword.commits import changes, commits
from mkdocs_goodword.freshness_options import freshness_settings
from mkdocs_goodword.history import NoHistoryError, ShallowError, log_of


def git_changes(building: Building, config: MkDocsConfig) -> tuple[Mapping[str, Change] | None, tuple[Problem, ...]]:
    """What the commits say by source, or None and why not. Without git nothing is told, unless dates are taken from it.

    A shallow clone is one fault of the configuration, not a thousand fresh pages.
    """
    settings = freshness_settings(config)
    texts = {uri: source.text for uri, source in building.sources.items() if is_markdown(uri)}
    root = Path(config.config_file_path or ".").resolve().parent
    try:
        ignored = _ignored(root / settings.ignore_revs) if settings else frozenset()
        return changes(commits(log_of(Path(config.docs_dir))), texts, ignored), ()
    except NoHistoryError as error:
        needed = building.policy.by_commit
        if not needed and not isinstance(error, ShallowError):
            return None, ()
        return None, (_told(error, Path(config.config_file_path or "").name, needed=needed),)


def _told(error: NoHistoryError, source: str, *, needed: bool) -> Problem:
    without = "git: {dates: false}" if needed else "rules: {FR009: off}"
    what = "dates are taken from git" if needed else "FR009 asks git"
    return Problem(
        code="GW053",
        severity=Severity.ERROR if needed else Severity.INFO,
        source=source,
        message=f"{what}, and the history cannot be read: {error}",
        hint=f"In CI fetch the whole history ('fetch-depth: 0'), or set '{without}'.",
    )


def _ignored(file: Path) -> frozenset[str]:
    """Source: the format of git blame's --ignore-revs-file: a commit a line, comments after `#`."""
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except OSError:
        return frozenset()  # the file need not exist
    return frozenset(line.partition("#")[0].strip() for line in lines) - {""}

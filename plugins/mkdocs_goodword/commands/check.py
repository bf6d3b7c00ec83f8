"""`goodword check`."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from importlib.metadata import version
from pathlib import Path

import click
from mkdocs.config.defaults import MkDocsConfig

from goodword import ledger
from goodword.front_matter import corrected_line
from goodword.problems import Problem, Severity, as_github, as_json, as_line, as_sarif, has_errors, ordered
from goodword.projections.feeds import feed_problems
from goodword.projections.freshness import findings
from mkdocs_goodword.building import Building
from mkdocs_goodword.commands.options import DEFAULT_CONFIG, config_option, now_option
from mkdocs_goodword.history import NoHistoryError, changed_since
from mkdocs_goodword.host import Failure, begin, clock_of, listen, load, rewrite, say

_FOR_REPOSITORIES = ("github", "sarif")
_STYLE = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.SUGGESTION: "cyan"}


@click.command()
@config_option
@click.option(
    "--format", "form", type=click.Choice(["text", "json", "github", "sarif"]), default="text", show_default=True
)
@now_option
@click.option("--only", type=click.Choice(["content", "freshness"]), help="Only these findings.")
@click.option("--changed-since", metavar="REV", help="Only findings in files that differ from this git revision.")
@click.option("--fix", is_flag=True, help="Quote values that an unquoted colon broke, then check.")
def check(  # noqa: PLR0917  # the command line gives each option by name
    config_file: str, form: str, now: str | None, only: str | None, changed_since: str | None, fix: bool
) -> None:
    """Report every finding; exit 1 on errors."""
    records = listen()
    config = load(config_file)
    odd = _of_configuration(records.shown, config_file) if only != "freshness" else ()
    clock = clock_of(config, now)
    building = begin(config, clock)
    while fix and _mend(building, config):
        building = begin(config, clock)
    problems = _since(changed_since, ordered([*odd, *_found(building, only)]), config)
    _print([_in_repository(problem, config) for problem in problems] if form in _FOR_REPOSITORIES else problems, form)
    raise SystemExit(1 if has_errors(problems) else 0)


def _of_configuration(messages: list[str], config_file: str) -> tuple[Problem, ...]:
    """What the host finds odd in the configuration, as findings."""
    return tuple(
        Problem(
            code="GW052",
            severity=Severity.WARNING,
            source=Path(config_file).name,
            message=" ".join(message.removeprefix("Config value 'plugins': ").split()),
            hint="Compare it with the guide's page on configuration.",
        )
        for message in messages
    )


def _found(building: Building, only: str | None) -> tuple[Problem, ...]:
    told = feed_problems(building.catalogue, building.index) if building.feeds else ()
    content = (*building.problems, *told) if only != "freshness" else ()
    stale = findings(building.catalogue, building.clock.now) if only != "content" else ()
    return ordered([*content, *stale])


def _since(revision: str | None, problems: tuple[Problem, ...], config: MkDocsConfig) -> tuple[Problem, ...]:
    if revision is None:
        return problems
    try:
        changed = changed_since(Path(config.docs_dir), revision)
    except NoHistoryError as error:
        raise Failure(f"--changed-since {revision}: {error}") from None
    return tuple(problem for problem in problems if problem.source in changed)


def _print(problems: Sequence[Problem], form: str) -> None:
    if form == "json":
        click.echo(as_json(problems))
    elif form == "sarif":
        click.echo(as_sarif(problems, version=version("goodword")))
    elif form == "github":
        for problem in problems:
            click.echo(as_github(problem))
    else:
        for problem in problems:
            click.secho(as_line(problem), fg=_STYLE.get(problem.severity))
        click.echo(_counted(problems))


def _counted(problems: Sequence[Problem]) -> str:
    if not problems:
        return "Nothing found."
    counts = Counter(problem.severity for problem in problems)
    parts = [
        f"{counts[severity]} {severity}{'s' * (counts[severity] > 1)}" for severity in Severity if counts[severity]
    ]
    return ", ".join(parts) + "."


def _in_repository(problem: Problem, config: MkDocsConfig) -> Problem:
    """The same problem, its source as seen from the working folder, which is what tools of a repository want."""
    file = Path(config.config_file_path or DEFAULT_CONFIG)
    folder = file.parent if problem.source in (file.name, ledger.NAME) else Path(config.docs_dir)
    return replace(problem, source=Path(os.path.relpath(folder / problem.source)).as_posix())


def _mend(building: Building, config: MkDocsConfig) -> bool:
    """Write the corrected line for every value that an unquoted colon broke."""
    mended = False
    for problem in building.problems:
        if problem.code == "GW005":
            path = Path(config.docs_dir) / problem.source
            before = rewrite(path, partial(_quoted, line=problem.line))
            if path.read_bytes() != before:
                say(f"{problem.source}:{problem.line}: the value is now quoted.", err=True)
                mended = True
    return mended


def _quoted(text: str, line: int) -> str:
    lines = text.split("\n")
    lines[line - 1] = corrected_line(lines[line - 1]) or lines[line - 1]
    return "\n".join(lines)

"""`goodword check`."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import click
from mkdocs.config.defaults import MkDocsConfig
from msgspec import Struct

from goodword.checks import reviewed_ahead
from goodword.front_matter import corrected_line
from goodword.problems import Problem, Severity, as_line, has_errors, ordered
from goodword.projections.feeds import feed_problems
from goodword.projections.freshness import EXPLAINED, RULES, Scene, explain, judged_by_rules, report_of
from mkdocs_goodword import baseline, presenting
from mkdocs_goodword.building import Building
from mkdocs_goodword.commands.options import config_option, now_option
from mkdocs_goodword.history import NoHistoryError
from mkdocs_goodword.host import Failure, Misuse, begin, clock_of, listen, load, rewrite, say
from mkdocs_goodword.in_repository import answerable, in_repository
from mkdocs_goodword.judging import UnrenderedError, scene_of
from mkdocs_goodword.link_reports import ReportError
from mkdocs_goodword.oddities import oddities

_FORMS = ("text", "markdown", "json", "github", "sarif", "html", "owners")
_FOR_REPOSITORIES = ("github", "sarif")
_FOR_PROGRAMS = ("json", "sarif")
_LINKS = frozenset({"FR011", "FR013"})
_STYLE = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.SUGGESTION: "cyan"}
_SUMMARY = "GITHUB_STEP_SUMMARY"
"""The file of a step's summary. Source: docs.github.com, "Workflow commands for GitHub Actions"."""


@click.command()
@config_option
@click.option("--format", "form", type=click.Choice(_FORMS), default="text", show_default=True)
@now_option
@click.option("--only", type=click.Choice(["content", "freshness", "links"]), help="Only these findings.")
@click.option("--changed-since", metavar="REV", help="Only what a change since this git revision can answer for.")
@click.option("--baseline", "known", metavar="FILE", help="Only findings that this baseline does not know.")
@click.option("--write-baseline", metavar="FILE", help="Write what is found into a baseline, and exit 0.")
@click.option("-o", "--output", metavar="FILE", help="Write into this file instead of printing.")
@click.option("--explain", metavar="CODE", help="Say what a rule of freshness finds, why, and what to do.")
@click.option("--fix", is_flag=True, help="Quote values that an unquoted colon broke, then check.")
def check(config_file: str, form: str, now: str | None, **options: Any) -> None:
    """Report every finding; exit 1 on errors."""
    if options["explain"]:
        say(*_explained(options["explain"], form).split("\n"))
        return
    if form == "html" and not options["output"]:
        raise Misuse("--format html makes a page: say where with -o report.html.")
    records = listen()
    config = load(config_file)
    odd = oddities(records.shown, config) if options["only"] in (None, "content") else ()
    clock = clock_of(config, now)
    building = begin(config, clock)
    while options["fix"] and _mend(building, config):
        building = begin(config, clock)
    with _looking(building, config, options["only"]) as looked:
        problems = _chosen(ordered([*odd, *looked.problems]), config, options)
        if options["write_baseline"]:
            count = _baseline(lambda: baseline.write(problems, Path(options["write_baseline"])))
            say(f"{options['write_baseline']}: {count} finding{'s' * (count != 1)} known from now on.", err=True)
            return
        _give(problems, form, options["output"], looked, config)
        if looked.is_partial and form not in _FOR_PROGRAMS:
            say("Texts and links were not judged, because the content has errors.", err=True)
            say("Mend those that 'goodword check' names, then check again.", err=True)
    raise SystemExit(1 if has_errors(problems) else 0)


def _explained(code: str, form: str) -> str:
    rule = RULES.get(code.upper())
    if rule is None:
        raise Misuse(f"there is no rule '{code}'. Known: {', '.join(RULES)}.")
    if form not in EXPLAINED:
        raise Misuse(f"--explain has no --format {form}. Write one of: {', '.join(EXPLAINED)}.")
    return explain(rule, form)


class _Looked(Struct, frozen=True):
    """What was found, and in what."""

    building: Building
    scene: Scene | None
    problems: tuple[Problem, ...]

    @property
    def is_partial(self) -> bool:
        """Whether faults kept the rules from the rendered texts."""
        return self.scene is not None and self.scene.facts.bodies is None


@contextmanager
def _looking(building: Building, config: MkDocsConfig, only: str | None) -> Iterator[_Looked]:
    site, now = building.catalogue.site, building.clock.now
    ahead = reviewed_ahead(building.catalogue, now, site.zone)  # not by a build, which may be for an earlier day
    told = feed_problems(building.catalogue, building.index) if building.feeds else ()
    content = (*building.problems, *told, *ahead) if only in (None, "content") else ()
    if only == "content":
        yield _Looked(building, None, content)
        return
    try:
        with scene_of(building, config, told) as (scene, of_git, faults):
            stale = (*judged_by_rules(scene), *of_git)
            kept = [problem for problem in stale if only != "links" or problem.code in _LINKS]
            yield _Looked(building, scene, (*content, *kept, *faults))
    except (UnrenderedError, ReportError) as error:
        for problem in building.problems:
            say(as_line(problem), err=True)
        raise Failure(f"The site cannot be judged: {error}") from None


def _chosen(problems: tuple[Problem, ...], config: MkDocsConfig, options: dict[str, Any]) -> tuple[Problem, ...]:
    if options["changed_since"]:
        try:
            problems = answerable(options["changed_since"], problems, config)
        except NoHistoryError as error:
            raise Failure(f"--changed-since {options['changed_since']}: {error}") from None
    if options["known"]:
        file = Path(options["known"])
        problems = _baseline(lambda: baseline.new_since(problems, file))
    return problems


def _baseline(work: Any) -> Any:
    try:
        return work()
    except baseline.BaselineError as error:
        raise Misuse(str(error)) from None


def _give(problems: Sequence[Problem], form: str, output: str | None, looked: _Looked, config: MkDocsConfig) -> None:
    if form == "text" and not output:
        for problem in problems:
            click.secho(as_line(problem), fg=_STYLE.get(problem.severity))
        click.echo(presenting.counted(problems))
        return
    if form in _FOR_REPOSITORIES:
        problems = [in_repository(problem, config, looked.building.catalogue) for problem in problems]
    text = _presented(problems, form, looked)
    if output:
        try:
            presenting.written(text, output)
        except OSError as error:
            raise Failure(f"{output} cannot be written: {error.strerror}.") from None
        say(f"{output}: {presenting.counted(problems)}", err=True)
    elif text:
        click.echo(text)


def _presented(problems: Sequence[Problem], form: str, looked: _Looked) -> str:
    building = looked.building
    if form == "github":
        return _annotations(problems)
    if form == "owners":
        return presenting.owners(problems, building.catalogue, building.strings)
    if form == "html":
        if looked.scene is None:
            raise Misuse("--format html shows freshness: leave --only content out.")
        return presenting.page(report_of(looked.scene, problems), building.strings, building.catalogue.site.name)
    plain = {"text": presenting.text, "markdown": presenting.markdown, "json": presenting.json_list}
    return plain[form](problems) if form in plain else presenting.sarif(problems)


def _annotations(problems: Sequence[Problem]) -> str:
    """The worst ten of each level; all of them in the step's summary, where there is one."""
    text, is_cut = presenting.github(problems)
    file = os.environ.get(_SUMMARY)
    if is_cut and file:
        with Path(file).open("a", encoding="utf-8") as summary:
            summary.write(presenting.markdown(problems) + "\n")
    return text


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

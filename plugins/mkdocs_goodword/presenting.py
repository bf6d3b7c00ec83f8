"""Findings as a program, a code host or a person wants them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from importlib.metadata import version
from pathlib import Path

import jinja2
from jinja2 import FileSystemLoader

from goodword.catalogue import Catalogue
from goodword.problems import Problem, Severity, as_github, as_json, as_line, as_sarif, printable
from goodword.projections.freshness import Report, as_markdown, by_weight, sarif_rules
from goodword.strings import Strings
from mkdocs_goodword.words import THEME

SHOWN_OF_A_LEVEL = 10
"""Annotations GitHub shows of each level in one step; it drops the others without a word.

Source: docs.github.com, "Workflow commands for GitHub Actions", and the limits of its check runs.
"""
_NOBODY = ""


def counted(problems: Sequence[Problem]) -> str:
    """How many of each severity."""
    if not problems:
        return "Nothing found."
    counts = Counter(problem.severity for problem in problems)
    parts = [
        f"{counts[severity]} {severity}{'s' * (counts[severity] > 1)}" for severity in Severity if counts[severity]
    ]
    return ", ".join(parts) + "."


def text(problems: Sequence[Problem]) -> str:
    """One line each, and how many there are."""
    return "\n".join([*map(as_line, problems), counted(problems)])


def json_list(problems: Sequence[Problem]) -> str:
    """A list of objects."""
    return as_json(problems)


def sarif(problems: Sequence[Problem]) -> str:
    """SARIF 2.1.0, with what is known of the rules."""
    return as_sarif(problems, version=version("goodword"), rules=sarif_rules())


def markdown(problems: Sequence[Problem]) -> str:
    """A task list, for an issue or a step's summary; the worst first."""
    return "\n".join([counted(problems), "", *(as_markdown(problem) for problem in by_weight(problems))])


def github(problems: Sequence[Problem]) -> tuple[str, bool]:
    """Annotations, the worst ten of each level; and whether that left any out."""
    levels: dict[str, list[str]] = defaultdict(list)
    for problem in by_weight(problems):
        line = as_github(problem)
        levels[line.partition(" ")[0]].append(line)
    shown = [line for lines in levels.values() for line in lines[:SHOWN_OF_A_LEVEL]]
    return "\n".join(shown), len(shown) < len(problems)


def owners(problems: Iterable[Problem], catalogue: Catalogue, strings: Strings) -> str:
    """One message an owner, by id; last what belongs to nobody."""
    introduced = {entry.permalink: entry for entry in catalogue.entries if entry.kind == "page"}
    by_owner: dict[str, list[Problem]] = defaultdict(list)
    for problem in problems:
        entry = catalogue.by_source.get(problem.source) or introduced.get(problem.source)
        by_owner[entry.owner if entry else _NOBODY].append(problem)
    parts = []
    for owner in sorted(by_owner, key=lambda owner: (owner == _NOBODY, owner)):
        person = catalogue.people.get(owner)
        name = f"{person.name} ({owner})" if person else owner or strings("report.nobody")
        parts += [f"## {printable(name)}", "", markdown(by_owner[owner]), ""]
    return "\n".join(parts) if parts else counted(())


def page(report: Report, strings: Strings, site: str) -> str:
    """The report as one HTML file that needs nothing else."""
    env = jinja2.Environment(loader=FileSystemLoader(THEME), autoescape=True, trim_blocks=True, lstrip_blocks=True)
    env.globals["t"] = strings
    env.filters["day"] = lambda day: view.text if (view := strings.date(day)) else "–"
    env.filters["state"] = lambda state: strings(f"freshness.{state.replace(' ', '-')}")
    env.filters["severity"] = lambda severity: strings(f"severity.{severity}")
    return env.get_template("goodword/report.html").render(report=report, site=site, language=strings.language)


def written(text: str, file: str) -> None:
    """Write what would have been printed. Raises OSError."""
    Path(file).write_text(text + "\n", encoding="utf-8")

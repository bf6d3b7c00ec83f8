"""A finding with its why and its what-to-do, for a terminal, a message, a program, a code host."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict

from goodword.problems import Problem, Severity, as_github, as_line, as_sarif, printable
from goodword.projections.freshness.rules import RULES

STYLES = ("text", "markdown", "json", "github", "sarif")
_LEVEL = {Severity.ERROR: "error", Severity.WARNING: "warning"}
_MARKS = {ord(char): f"\\{char}" for char in "\\`*_{}[]<>#|"}


def explain(problem: Problem, style: str = "text", *, version: str = "0") -> str:
    """One finding in one of `STYLES`. Raises KeyError for a style nobody knows."""
    rule = RULES.get(problem.code)
    why = rule.explanation if rule else ""
    if style == "text":
        return "\n".join([as_line(problem), *([f"  Why: {printable(why)}"] if why else [])])
    if style == "markdown":
        return as_markdown(problem, why=why)
    if style == "json":
        return json.dumps(asdict(problem) | ({"title": rule.title, "explanation": why} if rule else {}))
    return {"github": as_github(problem), "sarif": as_sarif([problem], version=version, rules=sarif_rules())}[style]


def as_markdown(problem: Problem, *, why: str = "") -> str:
    """A finding as an item of a task list, for an issue or a mail; nothing of it is taken for Markdown or a mention."""
    place = printable(f"{problem.source}:{problem.line}").replace("`", "'")
    message = _plain(problem.message)
    rest = " ".join(_plain(text) for text in (why, problem.hint) if text)
    return f"- [ ] `{place}` **{problem.code}** {problem.severity}: {message}" + (f"\n  {rest}" if rest else "")


def _plain(text: str) -> str:
    return printable(text).translate(_MARKS).replace("@", "@\N{ZERO WIDTH NO-BREAK SPACE}")


def sarif_rules() -> Mapping[str, dict[str, object]]:
    """What a SARIF log says of each rule (sarif-v2.1.0, section 3.49)."""
    return {
        rule.code: {
            "shortDescription": {"text": rule.title},
            "fullDescription": {"text": rule.explanation},
            "help": {"text": rule.remedy},
            "defaultConfiguration": {"level": _LEVEL.get(rule.severity, "note")},
        }
        for rule in RULES.values()
    }


def by_weight(problems: Iterable[Problem]) -> list[Problem]:
    """The worst first, then by place."""
    rank = {severity: number for number, severity in enumerate(Severity)}
    return sorted(problems, key=lambda p: (rank[p.severity], p.source, p.line, p.column, p.code))

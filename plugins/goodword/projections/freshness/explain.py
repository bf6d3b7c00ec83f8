"""Findings for a message and for a code host, which is told of the rules too; others are in `goodword.problems`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from goodword.problems import Problem, Severity, printable
from goodword.projections.freshness.rules import RULES

_LEVEL = {Severity.ERROR: "error", Severity.WARNING: "warning"}
_MARKS = {ord(char): f"\\{char}" for char in "\\`*_{}[]<>#|"}


def as_markdown(problem: Problem) -> str:
    """A finding as an item of a task list, for an issue or a mail; nothing of it is taken for Markdown or a mention."""
    place = printable(f"{problem.source}:{problem.line}").replace("`", "'")
    message = _plain(problem.message)
    rest = _plain(problem.hint)
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

"""Rules explained, and findings for a message and for a code host; other forms are in `goodword.problems`."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping

from msgspec.structs import asdict

from goodword.problems import Problem, Severity, printable
from goodword.projections.freshness.rules import RULES, Rule

_LEVEL = {Severity.ERROR: "error", Severity.WARNING: "warning"}
_MARKS = {ord(char): f"\\{char}" for char in "\\`*_{}[]<>#|"}


def _text(rule: Rule) -> str:
    days = [f"Days: {rule.days}, unless the configuration says otherwise."] if rule.days is not None else []
    return "\n".join([f"{rule.code} ({rule.severity}): {rule.title}.", rule.explanation, rule.remedy, *days])


def _markdown(rule: Rule) -> str:
    return f"**{rule.code}** ({rule.severity}): {rule.title}. {rule.explanation}\n\n{rule.remedy}"


def _json(rule: Rule) -> str:
    return json.dumps(asdict(rule), indent=2)


def _github(rule: Rule) -> str:
    return f"::notice title={rule.code}::{rule.title}. {rule.explanation} {rule.remedy}"


def _sarif(rule: Rule) -> str:
    return json.dumps({"id": rule.code, **sarif_rules()[rule.code]}, indent=2)


_FORMS: Mapping[str, Callable[[Rule], str]] = {
    "text": _text,
    "markdown": _markdown,
    "json": _json,
    "github": _github,
    "sarif": _sarif,
}
EXPLAINED = tuple(_FORMS)
"""The forms in which a rule can be explained."""


def explain(rule: Rule, form: str = "text") -> str:
    """What a rule finds, why it matters and what to do, in one of `EXPLAINED`; as SARIF its reportingDescriptor.

    Raises KeyError for another form. Sources: sarif-v2.1.0, section 3.49; docs.github.com, "Workflow commands".
    """
    return _FORMS[form](rule)


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

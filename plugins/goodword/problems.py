"""What is wrong, where, and what to do about it: one value with several renderings."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from enum import StrEnum
from functools import cache
from operator import attrgetter
from types import MappingProxyType
from typing import Any, ClassVar
from urllib.parse import quote

from msgspec import Struct
from msgspec.structs import asdict


class Severity(StrEnum):
    """How much a problem matters, worst first."""

    ERROR = "error"
    WARNING = "warning"
    SUGGESTION = "suggestion"
    INFO = "info"


class Place(Struct, frozen=True):
    """A position in a source file; both count from 1."""

    line: int = 1
    column: int = 1


class Sourced(Struct, frozen=True, eq=False):
    """A value that also knows where it was written; the attributes that say so make no two of them different."""

    whereabouts: ClassVar[tuple[str, ...]] = ("place",)

    def __eq__(self, other: object) -> bool:
        return type(other) is type(self) and _telling(type(self))(self) == _telling(type(self))(other)

    def __hash__(self) -> int:
        return hash(_telling(type(self))(self))


def telling(kind: type[Struct]) -> tuple[str, ...]:
    """The attributes by which two values of a type differ, in their order."""
    whereabouts = kind.whereabouts if issubclass(kind, Sourced) else ()
    return tuple(name for name in kind.__struct_fields__ if name not in whereabouts)


@cache
def _telling(kind: type[Sourced]) -> attrgetter[Any]:
    return attrgetter(*telling(kind))


class Problem(Struct, frozen=True, kw_only=True):
    """One fault or finding.

    `source` is relative to the content folder (for a fault of the configuration, to the folder of
    `site_config.yml`); a section is written `press/`, line 1.
    """

    code: str
    severity: Severity
    source: str
    message: str
    hint: str = ""
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return as_line(self)


def problem_at(
    place: Place, source: str, code: str, message: str, hint: str = "", *, severity: Severity = Severity.ERROR
) -> Problem:
    """A problem at a place; an error unless said otherwise."""
    return Problem(
        code=code,
        severity=severity,
        source=source,
        line=place.line,
        column=place.column,
        message=message,
        hint=hint,
    )


def ordered(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """By place, then by code: the order in which an author mends them; exact repetitions once."""
    return tuple(sorted(set(problems), key=lambda p: (p.source, p.line, p.column, p.code, p.message)))


def has_errors(problems: Iterable[Problem]) -> bool:
    """Whether anything here stops a build."""
    return any(problem.severity is Severity.ERROR for problem in problems)


def printable(text: str) -> str:
    """`text` on one line, control characters replaced, so that no title can steer a terminal."""
    if text.isprintable():  # nearly always, and then no character need be looked at by itself
        return text
    return "".join(char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in text)


def as_line(problem: Problem) -> str:
    """One line: `articles/launch.md:4:7: error GW012 'date' is not a date: '2026-13-01'. Write it as YYYY-MM-DD.`."""
    place = f"{problem.source}:{problem.line}:{problem.column}"
    hint = f" {problem.hint}" if problem.hint else ""
    return printable(f"{place}: {problem.severity} {problem.code} {problem.message}{hint}")


def as_json(problems: Iterable[Problem]) -> str:
    """A JSON list of objects with the fields of `Problem`."""
    return json.dumps([asdict(problem) for problem in problems], indent=2)


_LEVEL = {Severity.ERROR: "error", Severity.WARNING: "warning"}


def as_github(problem: Problem, prefix: str = "") -> str:
    """A GitHub Actions workflow command; `prefix` leads from the repository's root to the content folder.

    Source: https://docs.github.com/actions/reference/workflow-commands-for-github-actions
    """
    level = _LEVEL.get(problem.severity, "notice")
    text = f"{problem.message} {problem.hint}".strip()
    place = f"file={_property(prefix + problem.source)},line={problem.line},col={problem.column}"
    return f"::{level} {place},title={_property(problem.code)}::{_data(text)}"


def _data(text: str) -> str:
    if not text.isprintable():
        text = "".join(char if char in "\r\n" else printable(char) for char in text)
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def as_sarif(
    problems: Iterable[Problem],
    *,
    version: str,
    prefix: str = "",
    rules: Mapping[str, Mapping[str, object]] = MappingProxyType({}),
) -> str:
    """A SARIF 2.1.0 log with one run (OASIS sarif-v2.1.0); `rules` are what is known of some codes."""
    listed = list(problems)
    driver = {
        "name": "goodword",
        "version": version,
        "rules": [{"id": code, **rules.get(code, {})} for code in sorted({problem.code for problem in listed})],
    }
    log = {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{"tool": {"driver": driver}, "results": [_sarif_result(p, prefix) for p in listed]}],
    }
    return json.dumps(log, indent=2)


def _sarif_result(problem: Problem, prefix: str) -> dict[str, object]:
    region = {"startLine": problem.line, "startColumn": problem.column}
    location = {"artifactLocation": {"uri": quote(prefix + problem.source, errors="replace")}, "region": region}
    return {
        "ruleId": problem.code,
        "level": _LEVEL.get(problem.severity, "note"),
        "message": {"text": f"{problem.message} {problem.hint}".strip()},
        "locations": [{"physicalLocation": location}],
    }

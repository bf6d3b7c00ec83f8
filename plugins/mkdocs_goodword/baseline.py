"""A baseline: findings a site lives with for now, so that `check` tells only of new ones.

By file and code, and how many: a finding may change its line and its wording and is known again.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from goodword.problems import Problem

_VERSION = 1


class BaselineError(Exception):
    """A baseline that cannot be read or written; the message says why."""


def new_since(problems: Iterable[Problem], file: Path) -> tuple[Problem, ...]:
    """Those that the baseline does not know. Raises BaselineError."""
    known = _read(file)
    new = []
    for problem in problems:
        if known[problem.source, problem.code]:
            known[problem.source, problem.code] -= 1
        else:
            new.append(problem)
    return tuple(new)


def write(problems: Iterable[Problem], file: Path) -> int:
    """Write a baseline of all that is found now; gives back how many that is. Raises BaselineError."""
    counts = Counter((problem.source, problem.code) for problem in problems)
    known: dict[str, dict[str, int]] = {}
    for (source, code), count in sorted(counts.items()):
        known.setdefault(source, {})[code] = count
    try:
        file.write_text(json.dumps({"version": _VERSION, "known": known}, indent=2) + "\n", encoding="utf-8")
    except OSError as error:
        raise BaselineError(f"{file} cannot be written: {error.strerror}.") from None
    return counts.total()


def _read(file: Path) -> Counter[tuple[str, str]]:
    try:
        data = json.loads(file.read_text(encoding="utf-8"))
        known = data["known"]
        return Counter({(source, code): int(n) for source, codes in known.items() for code, n in codes.items()})
    except OSError as error:
        raise BaselineError(f"{file}: {error.strerror}. Write one with --write-baseline.") from None
    except (ValueError, KeyError, TypeError, AttributeError):
        raise BaselineError(f"{file} is no baseline. Write it anew with --write-baseline.") from None

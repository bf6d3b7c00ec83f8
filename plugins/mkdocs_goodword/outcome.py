"""The finished site is looked through before anybody sees it."""

from __future__ import annotations

from pathlib import Path

from goodword.problems import Problem, ordered
from goodword.projections.scan import Scan, canaries
from mkdocs_goodword.building import Building
from mkdocs_goodword.report import report


def betrayals(folder: Path, building: Building) -> tuple[Problem, ...]:
    """What must not be in the output, told and given back."""
    withheld = canaries(building.catalogue, building.clock.now)
    scan = Scan.of(withheld, (source.text for source in building.sources.values()))
    found = [
        problem
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.is_symlink()
        for problem in scan.problems(path.relative_to(folder).as_posix(), path.read_bytes())
    ]
    problems = ordered(found)
    report(problems)
    return problems

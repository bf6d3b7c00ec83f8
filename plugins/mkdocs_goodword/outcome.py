"""The finished site is looked through before anybody sees it."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

from goodword.problems import Problem, Severity, ordered, problem_at
from goodword.projections.scan import Scan, canaries
from mkdocs_goodword.building import Building
from mkdocs_goodword.faults import place_of
from mkdocs_goodword.report import report

_LOCAL = frozenset({"localhost", "127.0.0.1", "0.0.0.0", "::1"})  # noqa: S104  # names to look for, not to listen on


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


def strangers(building: Building) -> list[Problem]:
    """Addresses that only the author's machine knows, and what a page would fetch from somebody else."""
    own = urlsplit(building.catalogue.site.url).hostname
    found = []
    for entry in building.catalogue.entries:
        body = building.bodies.get(entry.permalink) if entry.source in building.sources else None
        for address in sorted(body.references) if body else ():
            host = _host(address)
            if host in _LOCAL:
                message, hint = f"'{address}' leads to your own machine.", "Write the address readers can reach."
            elif body and address in body.requests and host and host != own:
                message = f"a visit to this page fetches '{address}' from somebody else, who learns of it."
                hint = "Keep the file beside the page, or link to it."
            else:
                continue
            place = place_of(address, building.sources[entry.source].text, entry.body_line)
            found.append(problem_at(place, entry.source, "GW072", message, hint, severity=Severity.WARNING))
    return found


def _host(address: str) -> str | None:
    try:
        return urlsplit(address).hostname
    except ValueError:
        return None

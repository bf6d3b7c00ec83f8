"""What the author's preview shows in the place of a stopped build: each fault at its page, on it."""

from __future__ import annotations

from html import escape

from goodword.problems import Problem, Severity, as_line
from mkdocs_goodword.building import Building


def shown(source: str, building: Building) -> str:
    """The faults of a file as HTML for the top of its page; on the home page also those of files without a page."""
    if not building.preview:
        return ""
    pages = building.catalogue.by_source
    own = [p for p in building.problems if p.source == source or (source == "index.md" and p.source not in pages)]
    serious = [problem for problem in own if problem.severity in (Severity.ERROR, Severity.WARNING)]
    return box(serious) if serious else ""


def box(problems: list[Problem]) -> str:
    """Problems as an admonition, which every theme of the host shows."""
    rows = "".join(f"<li><code>{escape(as_line(problem))}</code></li>" for problem in problems)
    return (
        '<div class="admonition failure" role="alert"><p class="admonition-title">'
        f"To mend before this is published</p><ul>{rows}</ul></div>\n"
    )

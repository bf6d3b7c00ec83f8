"""What the author's preview shows in the place of a stopped build: each fault at its page, on it."""

from __future__ import annotations

from html import escape

from goodword.problems import Place, Problem, Severity, as_line, problem_at
from goodword.strings import Strings
from mkdocs_goodword.authored import is_readable
from mkdocs_goodword.building import Building
from mkdocs_goodword.pages import EntryPage


def shown(source: str, building: Building) -> str:
    """The faults of a file as HTML for the top of its page; on the home page also those of files without a page."""
    if not building.preview:
        return ""
    pages = building.catalogue.by_source
    own = [p for p in building.problems if p.source == source or (source == "index.md" and p.source not in pages)]
    serious = [problem for problem in own if problem.severity in (Severity.ERROR, Severity.WARNING)]
    return box(serious, building.strings) if serious else ""


def box(problems: list[Problem], strings: Strings) -> str:
    """Problems as an admonition, which every theme of the host shows."""
    rows = "".join(f"<li><code>{escape(as_line(problem))}</code></li>" for problem in problems)
    return (
        '<div class="admonition failure" role="alert"><p class="admonition-title">'
        f"{escape(strings('preview.faults'))}</p><ul>{rows}</ul></div>\n"
    )


def note(problems: list[Problem], strings: Strings) -> str:
    """Findings on freshness, quieter than faults."""
    rows = "".join(f"<li><code>{escape(as_line(problem))}</code></li>" for problem in problems)
    title = escape(strings("preview.freshness"))
    return f'<div class="admonition note" role="note"><p class="admonition-title">{title}</p><ul>{rows}</ul></div>\n'


def noticed(page: EntryPage, building: Building) -> list[Problem]:
    """What was left out of a page while it was rendered."""
    return [*_disarmed(page, building), *_unlinked(page)]


def _disarmed(page: EntryPage, building: Building) -> list[Problem]:
    source = page.entry.source
    text = building.sources[source].text if source in building.sources else ""
    hint = "Write Markdown; or trust your authors with 'raw_html: true' under goodword/catalogue."
    found = []
    for word in dict.fromkeys(page.disarmed):
        place = place_of(word, text, page.entry.body_line)
        if not word.startswith("<") and not is_readable(word):
            told = "GW019", f"'{word[:60]}' is no address, and is left out.", "Write one such as https://example.org/."
        else:
            what = "HTML is shown as text" if word.startswith("<") else "left out, because a browser could run it"
            told = "GW060", f"{what}: '{word[:60]}'.", hint
        found.append(problem_at(place, source, *told, severity=Severity.WARNING))
    return found


def place_of(word: str, text: str, body_line: int) -> Place:
    """Where a word first stands in the body of a text; the body's head where it does not."""
    lines = enumerate(text.split("\n")[body_line - 1 :], start=body_line)
    return next((Place(number, line.find(word) + 1) for number, line in lines if word in line), Place(body_line))


def _unlinked(page: EntryPage) -> list[Problem]:
    hint = "It becomes a link again when the entry is published."
    return [
        problem_at(
            Place(),
            page.entry.source,
            "GW028",
            f"the link to '{target}' leads to an entry nobody may see now; it is shown as plain text.",
            hint,
            severity=Severity.INFO,
        )
        for target in page.unlinked
    ]

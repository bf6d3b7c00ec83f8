"""The demonstration site shows every state of freshness that a reader can meet, built on 22 November 2026."""

from __future__ import annotations

import re

import pytest

from sites.building import REPOSITORY, Built

pytestmark = pytest.mark.sites

SHOWN = {
    "Published in": [
        ("articles/a-damp-diary/index.html", r'class="gw-age" data-from="2026-01-29">Published in 2025<', True),
        # not a year old: the label is there for the day on which it will be, and hidden until then
        ("articles/what-a-damp-survey-should-tell-you/index.html", r'data-from="2027-03-05" hidden>Published', True),
        # evergreen: never
        ("articles/lime-or-cement/index.html", r"Published in 2024", False),
        ("articles/what-cracks-can-tell-you/index.html", r"Published in 2024", False),
    ],
    "Reviewed": [
        ("services/index.html", r"Reviewed <time[^>]*>9 February 2026<", True),
        ("contact/index.html", r"Reviewed <time[^>]*>2 November 2026<", True),
    ],
    "past events": [
        ("community/events/index.html", r'(?s)gw-group--past.*href="[^"]*lime-in-your-hands-october-2025/"', True),
        ("community/events/lime-in-your-hands-october-2025/index.html", r'<a class="gw-button(?![^>]* hidden)', False),
        ("community/events/bring-your-damp-patch-december-2026/index.html", r'class="gw-button', True),
        ("community/polls/the-coldest-room/index.html", r'<a class="gw-button(?![^>]* hidden)', False),
    ],
    "no teaser": [
        ("index.html", r"The tithe barn diary</h2>", False),
        ("index.html", r'(?s)data-until="[^"]+">.{0,400}Workshop notes', True),
    ],
    "newest date": [
        ("index.html", r'(?s)class="gw-ages">.*The tithe barn diary</a></dt><dd><time[^>]*>\d+ \w+ 2025<', True),
        ("contact/index.html", r'(?s)class="gw-ages">.*Articles</a></dt><dd><time', True),
    ],
    "archive_heading": [
        (
            "diary/index.html",
            r"<h1[^>]*><span[^>]*hidden>The tithe barn diary</span><span[^>]*>Archive 2024–2025<",
            True,
        ),
        ("notes/index.html", r"<h1[^>]*>Workshop notes<", True),
    ],
}
"""By what the guide says of it: where it stands, a pattern, and whether it is there or must not be."""


@pytest.mark.parametrize(
    ("path", "pattern", "there"),
    [pytest.param(*row, id=f"{what}: {row[0]}") for what, rows in SHOWN.items() for row in rows],
)
def test_the_demonstration_shows_it(path: str, pattern: str, there: bool, demonstration_built: Built) -> None:
    assert bool(re.search(pattern, demonstration_built.text(path))) is there


def test_the_demonstration_shows_all_that_the_guide_says_readers_see() -> None:
    guide = (REPOSITORY / "content" / "guide" / "freshness.md").read_text(encoding="utf-8")
    section = guide.partition("## What the reader sees\n")[2].partition("\n## ")[0]
    told = [line for line in section.split("\n") if line.startswith("- ")]
    assert len(told) == len(SHOWN)
    assert all(words in line for words, line in zip(SHOWN, told, strict=True))


def test_readers_are_never_told_that_something_is_stale(demonstration_built: Built) -> None:
    """Never the word, and no owner's name, in what freshness says to readers."""
    for path in ("index.html", "diary/index.html", "services/index.html", "articles/a-damp-diary/index.html"):
        assert not re.search(r"\b(?:stale|overdue|outdated)\b", demonstration_built.text(path), re.IGNORECASE)

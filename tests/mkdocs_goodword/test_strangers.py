"""Addresses that work only for the author, and pages that tell others of their readers."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from sites.building import Site

pytestmark = pytest.mark.sites

PAGE = """# Page

[mine](http://localhost:8000/x) and [theirs](https://elsewhere.example/)

![shown](https://elsewhere.example/a.png)
"""


def test_an_address_of_the_authors_machine_and_a_foreign_picture_are_told_with_their_place(
    site: Callable[..., Site],
) -> None:
    built = site({"about.md": PAGE}).build(strict=False).good()
    told = [line for line in built.stderr.splitlines() if "GW072" in line]
    assert len(told) == 2
    assert told[0].startswith("about.md:3:8: warning GW072 'http://localhost:8000/x' leads to your own machine.")
    assert told[1].startswith(
        "about.md:5:10: warning GW072 a visit to this page fetches 'https://elsewhere.example/a.png'"
    )


NAMED = {
    "canonical": ("articles/a.md", "date: 2026-11-01\ncanonical: {}", "http://localhost:8000/a", "machine"),
    "a source": (
        "articles/a.md",
        "date: 2026-11-01\nsources: [{{title: a, url: '{}'}}]",
        "http://127.0.0.2/a",
        "machine",
    ),
    "a place to register": (
        "community/events/a.md",
        "date: 2026-11-01\nstarts: 2027-01-01T18:00\nregister: {}",
        "https://192.168.1.4/register",
        "network",
    ),
    "a place to vote": (
        "community/polls/a.md",
        "date: 2026-11-01\noptions: [a, b]\nvote: {}",
        "https://poll.localhost/",
        "machine",
    ),
    "a cover picture": (
        "articles/a.md",
        "date: 2026-11-01\nimage: {{src: '{}', alt: a}}",
        "https://elsewhere.example/a.png",
        "",
    ),
    "a film": (
        "articles/a.md",
        "date: 2026-11-01\nmedia: [{{src: '{}', type: video/mp4, title: a}}]",
        "https://elsewhere.example/a.mp4",
        "",
    ),
}


@pytest.mark.parametrize("what", NAMED)
def test_an_address_in_the_metadata_is_told_like_one_in_the_text(what: str, site: Callable[..., Site]) -> None:
    source, front, address, where = NAMED[what]
    own = site({source: f"---\ntitle: A\n{front.format(address)}\n---\n\nText.\n"})
    told = [line for line in own.build(strict=False).good().stderr.splitlines() if "GW072" in line]
    meant = f"'{address}' leads to your own {where}." if where else f"a visit to this page fetches '{address}'"
    assert len(told) == 1, told
    assert re.match(rf"{re.escape(source)}:[345]:\d+: warning GW072 {re.escape(meant)}", told[0]), told
    assert told[0].endswith(("Write the address readers can reach.", "Keep the file beside the page, or link to it."))


def test_a_photo_that_stands_elsewhere_is_told_in_the_file_of_people(site: Callable[..., Site]) -> None:
    own = site({"people.yml": "ada: {name: Ada, photo: {src: 'https://elsewhere.example/ada.jpg', alt: Ada}}\n"})
    stderr = own.build(strict=False).good().stderr
    assert "people.yml:1:32: warning GW072 a visit to this page fetches 'https://elsewhere.example/ada.jpg'" in stderr


def test_plain_mkdocs_says_nothing_of_either(site: Callable[..., Site]) -> None:
    plain = "site_name: x\ndocs_dir: content\nsite_dir: public\ntheme: {name: mkdocs}\n"
    built = site({"about.md": PAGE}, plain).build("mkdocs").good()
    assert "localhost:8000" in built.text("about/index.html")
    assert "localhost" not in built.said
    assert "elsewhere" not in built.said


def test_a_link_to_somebody_else_is_only_a_link(site: Callable[..., Site]) -> None:
    page = "# Page\n\n[theirs](https://elsewhere.example/)\n"
    assert "GW072" not in site({"about.md": page}).build(strict=True).good().stderr

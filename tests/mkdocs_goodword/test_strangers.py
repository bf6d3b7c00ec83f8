"""Addresses that work only for the author, and pages that tell others of their readers."""

from __future__ import annotations

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


def test_a_link_to_somebody_else_is_only_a_link(site: Callable[..., Site]) -> None:
    page = "# Page\n\n[theirs](https://elsewhere.example/)\n"
    assert "GW072" not in site({"about.md": page}).build(strict=True).good().stderr

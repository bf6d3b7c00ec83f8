"""The weights of what goes together, as the configuration gives them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from sites.building import CONFIG, Built

pytestmark = pytest.mark.sites


def weighed(options: str) -> str:
    return CONFIG.replace("  - goodword/catalogue\n", f"  - goodword/catalogue: {{related: {options}}}\n")


def page(title: str, *keys: str) -> str:
    return "---\n" + "\n".join([f"title: {title}", "date: 2026-01-02", *keys]) + "\n---\n\nWords.\n"


FILES = {
    "articles/a.md": page("One", "tags: [x]", "series: S"),
    "articles/tag.md": page("Two", "tags: [x]"),
    "articles/part.md": page("Three", "series: S"),
}


def test_a_page_shows_what_its_weights_find(build_site: Callable[..., Built]) -> None:
    html = build_site(FILES, weighed("{tags: 0, series: 10}")).good().text("articles/a/index.html")
    related = html.partition('class="gw-related"')[2].partition("</section>")[0]
    assert 'href="../part/"' in related
    assert 'href="../tag/"' not in related


@pytest.mark.parametrize("weight", ["-1", "1001", "many", "true"])
def test_a_weight_that_is_none_is_refused(build_site: Callable[..., Built], weight: str) -> None:
    built = build_site(FILES, weighed(f"{{tags: {weight}}}"))
    assert built.returncode == 1
    assert "related" in built.said

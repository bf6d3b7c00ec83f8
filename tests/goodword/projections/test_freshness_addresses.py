"""A plain link means what the standard library says it means."""

from __future__ import annotations

from urllib.parse import unquote, urljoin, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodword.paths import href
from goodword.projections.freshness.scene import _beside

ROOT = "https://site.example/"
PAGES = st.sampled_from(["", "a/", "a/b/", "articles/été/2026-x/", "404.html", "a/b.html"])
PIECES = st.sampled_from(
    ["..", ".", "a", "b-c", "x.html", ".hidden", "%41", "?q", ":", "é", "#", "top", "//", "a b", ""]
)
LINKS = st.lists(PIECES, max_size=6).flatmap(lambda parts: st.sampled_from(["/".join(parts), "".join(parts)]))


def by_the_library(page: str, link: str) -> tuple[str, str]:
    there = urlsplit(urljoin(ROOT + href(page), link))
    return unquote(there.path).removeprefix("/"), unquote(there.fragment)


@given(PAGES, LINKS)
def test_whatever_is_taken_for_plain_leads_where_the_library_says(page: str, link: str) -> None:
    found = _beside(page, link)
    assert found is None or found == by_the_library(page, link)


@pytest.mark.parametrize("link", ["", "#x", "../", "../c/", "../c/#top", "x.pdf", "d/e.html#a-b"])
def test_links_as_pages_have_them_are_plain(link: str) -> None:
    assert _beside("articles/a/", link) == by_the_library("articles/a/", link)


@pytest.mark.parametrize(
    "link", ["/x", "//host/x", "mailto:a@b.example", "https://x.example", "../../../x", "a?b", "a%20b", "./x", "x/../y"]
)
def test_links_with_more_to_them_are_left_to_the_library(link: str) -> None:
    assert _beside("articles/a/", link) is None

"""Templates behind links to folders are what pages are made of, too."""

from __future__ import annotations

from pathlib import Path

import pytest

from mkdocs_goodword.cache import folders
from mkdocs_goodword.cache.folders import behind_links, linked
from sites.building import Site, differing
from sites.editing import THEME, Author
from sites.remembering import by_goodword, by_host

pytestmark = pytest.mark.sites

ARTICLE = "---\ntitle: A\ndate: 2026-11-01\n---\n\nWords.\n"


@pytest.fixture
def author(tmp_path: Path) -> Author:
    """Somebody whose article is shown with a template behind a link; the folder is beside the site's."""
    made = Author(Site.made(tmp_path / "site", {"articles/a.md": ARTICLE}))
    made.override(
        "goodword/article.html", '{% extends "main.html" %}{% block content %}{% include "far/x.html" %}{% endblock %}'
    )
    far = tmp_path / "far" / "deep"
    far.mkdir(parents=True)
    (far.parent / "x.html").write_text('First: {% include "far/deep/y.html" %}')
    (far / "y.html").write_text("one")
    (made.site.folder / THEME / "far").symlink_to(far.parent)
    return made


def right(author: Author) -> bytes:
    """The article, once it has been asserted that a build which remembers nothing gives the same site."""
    warm = by_goodword(author.site).good()
    cold = by_host(author.site, cached=False, to="cold").good()
    assert [path for path in differing(cold.files, warm.files) if not path.startswith(".goodword")] == []
    return warm.files["articles/a/index.html"]


def test_an_edit_of_a_template_behind_a_link_is_followed(author: Author, tmp_path: Path) -> None:
    assert b"First: one" in right(author)
    (tmp_path / "far/deep/y.html").write_text("two")
    assert b"First: two" in right(author)
    (tmp_path / "other/deep").mkdir(parents=True)
    (tmp_path / "other/x.html").write_text("Other")
    link = author.site.folder / THEME / "far"
    link.unlink()
    link.symlink_to(tmp_path / "other")
    assert b"Other" in right(author)


def test_links_that_lead_in_a_circle_end(author: Author, tmp_path: Path) -> None:
    theme = author.site.folder / THEME
    (theme / "self").symlink_to("self")
    (theme / "top").symlink_to(".")
    (theme / "goodword" / "again").symlink_to("../far")
    (tmp_path / "far" / "back").symlink_to(theme)
    right(author)
    before = list(behind_links(theme))
    assert len(before) < 20
    (theme / "top").unlink()
    assert list(behind_links(theme)) != before
    assert linked(theme) == {tmp_path / "far"}


@pytest.mark.parametrize("target", ["..", "/"])
def test_a_link_to_what_the_theme_lies_in_lets_nothing_be_remembered_of_pages(author: Author, target: str) -> None:
    (author.site.folder / THEME / "all").symlink_to(target)
    right(author)
    told = by_goodword(author.site).good().about_the_cache()
    assert len(told) == 1
    assert "a folder of templates whose link 'all' leads to more than templates" in told[0]


def test_a_link_to_very_much_is_not_read(author: Author, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(folders, "_REACH", 40_000)
    assert "Pages are rendered each time: " in " ".join(by_goodword(author.site).good().about_the_cache())

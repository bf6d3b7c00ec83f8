"""A template that cannot be used is told by its file and line, with the author's own template on the way to it."""

from __future__ import annotations

import errno
import io
import re
from pathlib import Path

import jinja2
import pytest

from sites.building import Site
from sites.editing import THEME, Author
from sites.remembering import by_goodword

pytestmark = pytest.mark.sites


@pytest.fixture
def author(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Author:
    """Somebody with one article, who is in the site's folder."""
    made = Author(Site.made(tmp_path / "site", {"articles/a.md": "---\ntitle: A\ndate: 2026-11-01\n---\n\nWords.\n"}))
    monkeypatch.chdir(made.site.folder)
    return made


@pytest.mark.parametrize(
    "name", ["goodword/article.html", "main.html", "goodword/partials/meta.html", "partials/language.html"]
)
def test_a_template_that_is_not_utf_8_is_told_at_its_line(author: Author, name: str) -> None:
    author.override(name, "")
    (author.site.folder / THEME / name).write_bytes("First.\n{# Gr\xfc\xdfe #}\n".encode("latin-1"))
    told = f"{THEME}/{name}:2: this is not UTF-8, as templates are. Mend the template.\n"
    assert f"{told}Error: Nothing was built" in by_goodword(author.site).failed


def test_a_template_that_cannot_be_read_is_told(author: Author, monkeypatch: pytest.MonkeyPatch) -> None:
    class Locked(io.StringIO):
        def read(self, *_: object) -> str:
            raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(jinja2.loaders, "open", lambda *_, **__: Locked(), raising=False)  # root may read anything
    author.override("partials/language.html", "")
    told = f"{THEME}/partials/language.html: this cannot be read (Permission denied). Mend the template.\n"
    assert told in by_goodword(author.site).failed


@pytest.mark.parametrize(
    ("template", "told"),
    [
        ('\n{% include "goodword/article.html" %}', ":2: this includes itself, or is nested too deep"),
        ("{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}", ":1: this includes itself, or is nested too deep"),
        ("{{ " + "(" * 500 + "1" + ")" * 500 + " }}", ": this includes itself, or is nested too deep"),
        ("{% for a in [1] %}" * 25 + "{% endfor %}" * 25, ": too many statically nested blocks"),
        ("{{ " + "9" * 6000 + " }}", ": Exceeds the limit (4300 digits) for integer string conversion"),
    ],
)
def test_a_template_that_cannot_be_compiled_or_never_ends_is_told(author: Author, template: str, told: str) -> None:
    author.override("goodword/article.html", template)
    failed = by_goodword(author.site).failed
    assert f"{THEME}/goodword/article.html{told}" in failed
    assert "Mend the template.\nError: Nothing was built" in failed


def test_a_template_that_includes_itself_is_told_although_code_of_ours_meets_the_end(author: Author) -> None:
    author.override("main.html", '{% include "main.html" %}')
    assert f"{THEME}/main.html:1: this includes itself" in by_goodword(author.site).failed


def test_an_extra_template_is_told_by_its_file(author: Author) -> None:
    author.option("extra_templates", "[robots.html]")
    author.site.write({"robots.html": "\n{{ nobody.knows }}"})
    assert "content/robots.html:2: 'nobody' is undefined. Mend the template." in author.site.build().said


@pytest.mark.parametrize("language", ["xx", "../../up", "3"])
def test_a_language_that_the_theme_has_no_words_for_is_told(author: Author, language: str) -> None:
    author.option("theme", f"{{name: goodword, language: {language}}}")
    failed = by_goodword(author.site).failed
    assert re.search(
        rf"^site_config.yml:\d+: the theme has no words for the language '{re.escape(language)}'\.", failed
    )


def test_a_check_tells_what_is_wrong_in_a_template(author: Author) -> None:
    author.override("main.html", "\n{{ nobody.knows }}")
    checked = author.site.run("check")
    told = f"Error: The site cannot be judged: {THEME}/main.html:2: 'nobody' is undefined. Mend the template.\n"
    assert (checked.returncode, checked.stderr) == (1, told)


WANTING = "{% include 'goodword/partials/dates.html' %}"


@pytest.mark.parametrize(
    ("main", "author_s"),
    [
        (f"<html>\n\n{WANTING}", "main.html:3"),
        ("<html>\n{% include 'own.html' %}", "own.html:2"),
        ('{% extends "base.html" %}\n{% block container %}\n{% include "own.html" %}{% endblock %}', "own.html:2"),
    ],
)
def test_a_fault_in_a_partial_of_ours_names_the_template_of_the_author_that_includes_it(
    author: Author, main: str, author_s: str
) -> None:
    author.override("main.html", main)
    author.override("own.html", f"\n{WANTING}")
    (line,) = (line for line in by_goodword(author.site).failed.splitlines() if "dates.html:" in line)
    file = author_s.partition(":")[0]
    included = f"'entry' is undefined, included from {THEME}/{author_s}. Mend {THEME}/{file}."
    assert line.endswith(f"goodword/partials/dates.html:3: {included}")


def test_templates_of_ours_on_the_way_from_that_of_the_author_are_left_out(author: Author) -> None:
    wanting = "{% set entry = {'kind': 'page'} %}{% set goodword = {'breadcrumbs': 1} %}"
    author.override("main.html", f"{wanting}\n{{% include 'goodword/partials/head.html' %}}")
    (line,) = (line for line in by_goodword(author.site).failed.splitlines() if "included from" in line)
    way = rf"\S+breadcrumbs.html:3: 'int' object is not iterable, included from {THEME}/main.html:2"
    assert re.fullmatch(rf"{way}\. Mend {THEME}/main.html\.", line)


def test_a_fault_in_a_template_of_the_author_is_told_alone(author: Author) -> None:
    author.override("main.html", "\n{% include 'own.html' %}")
    author.override("own.html", "\n\n{{ nobody.knows }}")
    told = f"{THEME}/own.html:3: 'nobody' is undefined. Mend the template.\n"
    assert told in by_goodword(author.site).failed

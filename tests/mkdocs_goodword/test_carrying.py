"""What nothing has touched since the last build is carried over, and the host never sees it."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from mkdocs.structure.files import File, Files

from mkdocs_goodword.cache import ahead, memory, site
from mkdocs_goodword.carrying import Carrying
from mkdocs_goodword.pages import EntryPage
from sites.building import SITES, Site, contents, differing
from sites.editing import Author
from sites.remembering import by_goodword, by_host

pytestmark = pytest.mark.sites

_PLAIN = (
    "---\ntitle: {title}\ndate: 2026-02-0{day}\ndescription: Said of it.\n---\n\nFirst words.\n\n## Part\n\nMore.\n"
)


@contextmanager
def built() -> Iterator[list[str]]:
    """The sources of the pages that the host builds meanwhile."""
    log, names = logging.getLogger("mkdocs.commands.build"), list[str]()

    class Ear(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            text = record.getMessage()
            if text.startswith("Building page "):
                names.append(text.removeprefix("Building page "))

    ear, level = Ear(), log.level
    log.addHandler(ear)
    log.setLevel(logging.DEBUG)
    try:
        yield names
    finally:
        log.removeHandler(ear)
        log.setLevel(level)


@pytest.fixture
def author(tmp_path: Path) -> Author:
    """A site with two plain articles, built once."""
    site = Site.copied(SITES / "full", tmp_path)
    site.write({f"articles/plain{day}.md": _PLAIN.format(title=f"Plain {day}", day=day) for day in (1, 2)})
    by_goodword(site).good()
    return Author(site)


def same_as_cold(author: Author) -> None:
    """The published folder holds what a build that remembers nothing gives."""
    cold = by_host(author.site, cached=False, to="cold").good()
    assert differing(cold.files, by_goodword(author.site).good().files) == []


def test_a_template_that_lists_all_pages_has_them_all_whatever_stands(author: Author) -> None:
    listing = (
        '{% extends "main.html" %}{% block content %}{% for file in pages %}{{ file.url }} {% endfor %}{% endblock %}'
    )
    author.option("theme", "{name: goodword, custom_dir: overrides}")
    author.override("goodword/article.html", listing)
    by_goodword(author.site).good()
    for day in (1, 2):
        author.add(author.site.path(f"articles/plain{day}.md"), "Last words.")
        same_as_cold(author)


@pytest.mark.filterwarnings("ignore:.*multi-threaded:DeprecationWarning")  # pytest's workers have a thread to listen
@pytest.mark.parametrize("fault", ["nobody.knows", "page.title + 1"])
def test_a_fault_of_a_template_names_its_page_also_where_other_processes_render(
    author: Author, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, fault: str
) -> None:
    author.option("theme", "{name: goodword, custom_dir: overrides}")
    author.override("goodword/article.html", f"{{{{ {fault} }}}}")
    for module in (ahead, memory, site):
        monkeypatch.setattr(module, "can_copy", lambda: True)
    monkeypatch.setattr(site, "WORTHWHILE", 1)
    log = logging.getLogger("mkdocs.commands.build")
    log.addHandler(caplog.handler)
    try:
        assert "article.html:1: " in by_goodword(author.site, "--jobs", "2").failed
    finally:
        log.removeHandler(caplog.handler)
    assert "Error building page 'articles/" in caplog.text


@pytest.mark.parametrize(
    ("template", "told"),
    [
        ("\n{{ nobody.knows }}", "article.html:2: 'nobody' is undefined."),
        ("{{ page.title }", "article.html:1: unexpected '}'."),
        ("{% extends 'nowhere.html' %}", "article.html:1: there is no template 'nowhere.html'."),
        ("{{ page.title | unheard }}", "article.html:1: No filter named 'unheard'."),
        ("\n\n{{ 1 / 0 }}", "article.html:3: division by zero."),
        ("\n{{ [1, 'a'] | sort }}", "article.html:2: '<' not supported between instances of 'str' and 'int'."),
        ("\n{{ t('no.such.word') }}", "article.html:2: nothing is called 'no.such.word'."),
        ("\n{{ page | tojson }}", "article.html:2: Object of type EntryPage is not JSON serializable."),
    ],
)
def test_a_fault_of_a_template_is_told_at_its_line(author: Author, template: str, told: str) -> None:
    author.option("theme", "{name: goodword, custom_dir: overrides}")
    author.override("goodword/article.html", template)
    before = contents(author.site.folder / "public")
    assert f"{told} Mend the template.\nError: Nothing was built" in by_goodword(author.site).failed
    assert contents(author.site.folder / "public") == before


def test_a_page_whose_template_is_missing_is_told_by_the_templates_name(author: Author) -> None:
    author.site.write({"own.md": "---\ntitle: Own\ntemplate: nowhere.html\n---\n\nWords.\n"})
    told = "There is no template 'nowhere.html', which a page or the theme names."
    assert f"{told} Mend the name, or write the template.\nError: Nothing was built" in by_goodword(author.site).failed


def test_code_that_a_template_calls_is_no_fault_of_it(author: Author) -> None:
    author.site.configure("plugins:", "hooks: [hook.py]\nplugins:")
    hook = "def fail():\n    raise RuntimeError('of the hook')\n\n\ndef on_env(env, **_):\n    env.globals['fail'] = fail\n"
    (author.site.folder / "hook.py").write_text(hook)
    author.option("theme", "{name: goodword, custom_dir: overrides}")
    author.override("goodword/article.html", "{{ fail() }}")
    with pytest.raises(RuntimeError, match="of the hook"):
        by_goodword(author.site)


def test_a_fault_of_code_is_no_fault_of_a_template(author: Author) -> None:
    author.site.configure("plugins:", "hooks: [hook.py]\nplugins:")
    (author.site.folder / "hook.py").write_text("def on_env(env, **_):\n    raise RuntimeError('of the hook')\n")
    with pytest.raises(RuntimeError, match="of the hook"):
        by_goodword(author.site)


def test_texts_are_let_go_one_after_the_other_and_come_back_where_somebody_asks(
    author: Author, monkeypatch: pytest.MonkeyPatch
) -> None:
    away: list[tuple[int, int]] = []
    trace = Carrying.trace

    def counted(self: Carrying, files: Files) -> None:
        plain = [page for file in files if isinstance(page := file.page, EntryPage) and "plain" in file.src_uri]
        away.append((sum(page.is_away for page in plain), len(plain)))
        trace(self, files)
        assert ["First words." in (page.content or "") for page in plain] == [True] * len(plain)
        assert [[item.title for item in page.toc] for page in plain] == [["Part"]] * len(plain)
        plain[0].let_go(plain[0].recall)
        plain[0].content = "<p>Of a plugin.</p>"
        assert plain[0].content == "<p>Of a plugin.</p>"

    monkeypatch.setattr(Carrying, "trace", counted)
    by_goodword(author.site, "--no-cache", to="forgetful").good()
    by_goodword(author.site, to="elsewhere").good()
    assert away == [(2, 2)]


def test_an_edit_of_a_text_hands_the_host_that_page_and_those_of_the_navigation(author: Author) -> None:
    with built() as unchanged:
        by_goodword(author.site).good()
    author.add(author.site.path("articles/plain1.md"), "Last words.")
    with built() as edited:
        by_goodword(author.site).good()
    assert sorted(set(edited) - set(unchanged)) == ["articles/plain1.md"]
    assert not {name for name in unchanged if name.startswith(("articles/", "press/", "tags/")) and "index" not in name}
    same_as_cold(author)


def test_an_edit_of_a_title_hands_the_host_the_pages_that_show_it(author: Author) -> None:
    author.key(author.site.path("articles/plain1.md"), "title", "Replaced")
    with built() as edited:
        made = by_goodword(author.site).good()
    showing = [name for name, data in made.files.items() if name.endswith(".html") and b"Replaced" in data]
    assert {"articles/plain1.md", "articles/plain2.md"} <= set(edited)  # itself and its neighbour
    assert len(showing) <= len(edited) < sum(name.endswith(".html") for name in made.files)
    same_as_cold(author)


def test_a_link_into_a_page_that_was_carried_over_is_checked(author: Author) -> None:
    author.site.configure("plugins:", "validation: {anchors: warn}\nplugins:")
    by_goodword(author.site).good()
    path = author.site.path("articles/plain1.md")
    author.add(path, "See [there](plain2.md#part) and [nowhere](plain2.md#gone).")
    warm = by_goodword(author.site).good()
    cold = by_host(author.site, cached=False, to="cold").good()
    assert [line for line in warm.warned if "#gone" in line] == [line for line in cold.warned if "#gone" in line] != []
    assert not [line for line in warm.warned if "#part" in line]


def test_what_a_failed_build_made_is_not_carried_over(author: Author) -> None:
    path = author.site.path("articles/plain1.md")
    before = path.read_text()
    path.write_text(f"{before}\nAKIA2222222222222222 is a key.\n")
    assert by_goodword(author.site).failed
    path.write_text(before.replace("More.", "Other words."))
    same_as_cold(author)
    path.write_text(before)
    same_as_cold(author)


@pytest.mark.parametrize("name", ["articles/plain1/index.html", "articles/feed.xml", "search/search_index.json"])
def test_a_published_file_that_somebody_changed_is_written_again(author: Author, name: str) -> None:
    (author.site.folder / "public" / name).write_text("mine")
    same_as_cold(author)
    (author.site.folder / "public" / name).unlink()
    same_as_cold(author)


def test_a_day_that_only_the_files_name_tells_is_told_anew_in_feeds(author: Author) -> None:
    first, later = (author.site.path(f"articles/2026-02-0{day}-named.md") for day in (3, 4))
    first.write_text("---\ntitle: Named\n---\n\nWords.\n")
    by_goodword(author.site).good()
    first.rename(later)
    same_as_cold(author)


def test_another_moment_shows_other_pages(author: Author) -> None:
    for now in ("2027-03-01T09:00:00+00:00", "2028-03-01T09:00:00+00:00", "2027-03-01T09:00:00+00:00"):
        cold = by_host(author.site, cached=False, to="cold", now=now).good()
        assert differing(cold.files, by_goodword(author.site, now=now).good().files) == []


def test_what_a_package_has_installed_is_copied_once(author: Author, monkeypatch: pytest.MonkeyPatch) -> None:
    copied: list[str] = []
    plain = File.copy_file
    monkeypatch.setattr(File, "copy_file", lambda self, dirty=False: (copied.append(self.src_uri), plain(self))[1])
    author.add(author.site.path("articles/plain1.md"), "More.")
    by_goodword(author.site).good()
    assert not [uri for uri in copied if uri.startswith("assets/javascripts/")]
    script = next((author.site.folder / "public/assets/javascripts").glob("bundle.*.js"))
    script.write_text("changed")
    by_goodword(author.site).good()
    assert [uri for uri in copied if uri.startswith("assets/javascripts/")] == [f"assets/javascripts/{script.name}"]
    same_as_cold(author)

"""What an edit costs: documents and pages that are rendered, files that are written."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import click.testing
import jinja2
import pytest

from goodword.projections.feeds import Maker
from goodword.projections.newsroom import plain as plain_text
from mkdocs_goodword import feed_shelf, newsroom, progress
from mkdocs_goodword.cache.documents import Documents
from sites.building import CONFIG, SITES, Site, differing
from sites.editing import Author
from sites.remembering import by_goodword, by_host

pytestmark = pytest.mark.sites
FEEDS = [f"{folder}{name}" for folder in ("", "articles/") for name in ("atom.xml", "feed.json", "feed.xml")]


@pytest.fixture(scope="module")
def remembered(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A site that was built once."""
    site = Site.copied(SITES / "full", tmp_path_factory.mktemp("remembered"))
    by_host(site).good()
    return site


@pytest.fixture
def author(remembered: Site, tmp_path: Path) -> Author:
    """Somebody who edits it, with its cache and its times."""
    return Author(Site(shutil.copytree(remembered.folder, tmp_path / "site")))


def marks(folder: Path) -> dict[str, tuple[int, int]]:
    found = (path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): (path.stat().st_ino, path.stat().st_mtime_ns) for path in found}


def plain(author: Author) -> Path:
    """An article that nothing quotes, whose text is long enough to have an excerpt of its own."""
    path = author.site.path("articles/counted.md")
    path.write_text("---\ntitle: Counted\ndate: 2026-02-02\ndescription: What is counted.\n---\n\nOne.\n\nTwo.\n")
    by_host(author.site).good()
    return path


def test_nothing_edited_renders_nothing(author: Author) -> None:
    again = by_host(author.site).good()
    assert (again.documents, again.pages) == (0, 0)


def test_a_build_that_somebody_watches_renders_nothing_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site = Site.copied(SITES / "full", tmp_path)
    by_goodword(site).good()
    rendered: list[str | None] = []
    as_ever = jinja2.Template.render
    monkeypatch.setattr(
        jinja2.Template,
        "render",
        lambda self, *args, **more: (rendered.append(self.name), as_ever(self, *args, **more))[1],
    )
    by_goodword(site).good()
    unwatched, rendered[:] = list(rendered), []
    monkeypatch.setattr(click.testing._NamedTextIOWrapper, "isatty", lambda _: True, raising=False)
    bars: list[object] = []
    begun = progress.ProgressPlugin.on_env
    monkeypatch.setattr(
        progress.ProgressPlugin, "on_env", lambda self, env, **more: (bars.append(self), begun(self, env, **more))[1]
    )
    by_goodword(site).good()
    assert (len(bars), rendered) == (1, unwatched)


def test_one_edit_of_a_text_renders_one_document_and_its_own_page(author: Author) -> None:
    path = plain(author)
    before = by_host(author.site).good()
    author.add(path, "Three.")
    after = by_host(author.site).good()
    assert (after.documents, after.pages) == (1, 1)
    changed = {name for name in differing(before.files, after.files) if not name.startswith(".goodword")}
    pages = {name for name in changed if name.endswith(".html")}
    assert pages == {"articles/counted/index.html"}
    assert changed - pages <= {*FEEDS, "search/search_index.json"}


def test_an_edit_of_a_title_renders_exactly_the_pages_that_show_it(author: Author) -> None:
    path = plain(author)
    before = by_host(author.site).good()
    author.key(path, "title", "Recounted")
    after = by_host(author.site).good()
    showing = {
        name
        for name, data in after.files.items()
        if name.endswith(".html") and (b"Recounted" in data or b"Counted" in before.files.get(name, b""))
    }
    assert after.documents == 0
    assert after.pages == len(showing) > 1
    assert {name for name in differing(before.files, after.files) if name.endswith(".html")} == showing


def test_a_template_is_compiled_once(author: Author, monkeypatch: pytest.MonkeyPatch) -> None:
    compiled: list[object] = []
    path, compiles = plain(author), jinja2.Environment.compile

    def counted(env: jinja2.Environment, source: Any, name: Any = None, *more: Any, **named: Any) -> Any:
        if env.bytecode_cache is not None:  # Material's search looks three words up in environments of its own
            compiled.append(name)
        return compiles(env, source, name, *more, **named)

    monkeypatch.setattr(jinja2.Environment, "compile", counted)
    author.add(path, "Three.")
    assert by_host(author.site).good().pages == 1
    assert compiled == []
    author.option("theme", "{name: goodword, custom_dir: overrides}")
    author.override("goodword/partials/byline.html", "<p>By us.</p>\n")
    by_host(author.site).good()
    assert len(compiled) == len(set(compiled)) > 1


def test_the_plain_text_of_a_release_is_made_when_something_in_it_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    author, made = Author(Site.copied(SITES / "full", tmp_path)), []
    monkeypatch.setattr(newsroom, "plain", lambda html, page: made.append(page) or plain_text(html, page))
    by_goodword(author.site).good()
    everything = len(made)
    path = author.site.path("press/2026-11-10-release.md")
    by_goodword(author.site).good()
    assert len(made) == everything > 0
    author.add(path, "And one more.")
    after = by_goodword(author.site).good()
    assert len(made) == everything + 1
    assert b"And one more." in after.files["press/release/release.txt"]
    author.key(path, "title", "Another headline")
    assert b"Another headline" in by_goodword(author.site).good().files["press/release/release.txt"]


def test_a_draft_that_is_added_renders_no_page(author: Author) -> None:
    author.site.path("articles/draft.md").write_text("---\ntitle: Not yet for anybody\ndraft: true\n---\n\nText.\n")
    after = by_host(author.site).good()
    assert (after.documents, after.pages) == (0, 0)


def test_a_template_that_changes_renders_every_page_and_no_text(author: Author) -> None:
    before = by_host(author.site).good()
    author.option("theme", "{name: goodword, custom_dir: overrides}")
    author.override("goodword/partials/byline.html", "<p>By us.</p>\n")
    after = by_host(author.site).good()
    assert after.documents == 0
    pages = [
        name
        for name in before.files
        if name.endswith("index.html") and b'http-equiv="refresh"' not in before.files[name]
    ]
    assert after.pages >= len(pages)


def test_an_option_of_markdown_renders_every_text(author: Author) -> None:
    first = by_host(author.site, cached=True).good()
    author.option("markdown_extensions", "[admonition, smarty]")
    assert by_host(author.site).good().documents > len([name for name in first.files if "articles/" in name]) // 4


def test_unchanged_files_keep_bytes_time_and_inode_and_changed_ones_are_listed(tmp_path: Path) -> None:
    author = Author(Site.copied(SITES / "full", tmp_path))
    path = author.site.path("articles/counted.md")
    path.write_text("---\ntitle: Counted\ndate: 2026-02-02\ndescription: What is counted.\n---\n\nOne.\n\nTwo.\n")
    listed = author.site.folder / "changed.txt"
    by_goodword(author.site, "--changed-files", str(listed)).good()
    before = marks(author.site.folder / "public")
    assert set(listed.read_text().splitlines()) == set(before)
    by_goodword(author.site, "--changed-files", str(listed)).good()
    assert marks(author.site.folder / "public") == before
    assert listed.read_text() == ""
    author.add(path, "Three.")
    by_goodword(author.site, "--changed-files", str(listed)).good()
    after = marks(author.site.folder / "public")
    changed = {name for name in after if after[name] != before.get(name)}
    assert set(listed.read_text().splitlines()) == changed
    assert "articles/counted/index.html" in changed
    assert len([name for name in changed if name.endswith(".html")]) == 1


def test_without_the_cache_nothing_is_left_and_the_bytes_are_the_same(tmp_path: Path) -> None:
    author = Author(Site.copied(SITES / "full", tmp_path))
    without = by_goodword(author.site, "--no-cache", to="without").good()
    assert not (author.site.folder / ".cache").exists()
    assert differing(without.files, by_goodword(author.site, to="with").good().files) == []


def test_several_processes_give_the_bytes_of_one(tmp_path: Path) -> None:
    author = Author(Site.copied(SITES / "full", tmp_path))
    for number in range(80):
        text = f"---\ntitle: Post {number}\ndate: 2025-01-{number % 28 + 1:02}\ntags: [oak]\n---\n\nText *{number}*.\n"
        author.site.path(f"articles/post-{number}.md").write_text(text)
    one = by_goodword(author.site, "--jobs", "1", "--no-cache", to="one").good()
    assert differing(one.files, by_goodword(author.site, "--jobs", "2", to="two").good().files) == []
    assert differing(one.files, by_goodword(author.site, "--jobs", "2", to="two").good().files) == []


def test_what_rendering_leaves_behind_does_not_pile_up(tmp_path: Path) -> None:
    """Markdown instances are cycles, and a build looks for none by itself."""
    texts = {f"articles/{n}.md": f"---\ntitle: Of {n}\ndate: 2026-01-01\n---\n\nOne.\n" for n in range(200)}
    site = Site.made(tmp_path, {**texts, "index.md": "# Home\n"})
    script = (
        "import gc, sys, markdown\n"
        "from mkdocs_goodword.commands.build import build\n"
        "gc.disable()\n"
        "build(['-f', sys.argv[1], '--jobs', '1'], standalone_mode=False)\n"
        "print(sum(type(each) is markdown.Markdown for each in gc.get_objects()))\n"
    )
    words = [sys.executable, "-c", script, str(site.folder / "site_config.yml")]
    ran = subprocess.run(words, capture_output=True, text=True, timeout=120, check=True)
    assert int(ran.stdout.split()[-1]) < 100


def test_items_that_memory_does_not_hold_are_not_read_back_for_every_feed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tags = [f"tag {n}" for n in range(6)]
    texts = {
        f"articles/{n}.md": f"---\ntitle: Of {n}\ndate: {2005 + n // 12}-{n % 12 + 1:02}-01\ntags: {tags}\n---\n\nOne.\n"
        for n in range(150)
    }
    monkeypatch.setattr(feed_shelf, "_MOST_BYTES", 160_000)
    monkeypatch.setattr(feed_shelf, "_TIME", 80_000)
    read: list[bytes] = []
    plain = feed_shelf.parted
    monkeypatch.setattr(feed_shelf, "parted", lambda row: read.append(row) or plain(row))
    by_goodword(Site.made(tmp_path, {**texts, "index.md": "# Home\n"}), "--jobs", "1").good()
    assert len(set(read)) > 40
    assert len(read) < 2 * len(texts)


def test_an_edit_of_a_site_that_the_cache_does_not_hold_makes_what_it_touches(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = " ".join(f"word{n * n % 9973}" for n in range(400))
    texts = {
        f"articles/{n}.md": f"---\ntitle: Of {n}\ndate: 2025-01-{n % 28 + 1:02}\n---\n\n{words} {n}.\n"
        for n in range(90)
    }
    site = Site.made(
        tmp_path, {**texts, "index.md": "# Home\n"}, f"{CONFIG}  - goodword/render-cache:\n      size: 1\n"
    )
    first = by_goodword(site, "--jobs", "1").good()
    assert any("is full" in line for line in first.said)
    made: list[str] = []
    plain = Maker.item
    monkeypatch.setattr(Maker, "item", lambda self, entry: made.append(entry.source) or plain(self, entry))
    rendered: list[str] = []
    keep = Documents.keep
    monkeypatch.setattr(
        Documents,
        "keep",
        lambda self, key, page, made: rendered.append(page.file.src_uri) or keep(self, key, page, made),
    )
    Author(site).add(site.path("articles/3.md"), "\nMore words.\n")
    warm = by_goodword(site, "--jobs", "1").good()
    assert rendered == ["articles/3.md"]
    assert "articles/3.md" in made
    assert len(made) < 60
    assert differing(by_host(site, cached=False, to="cold").good().files, warm.files) == []

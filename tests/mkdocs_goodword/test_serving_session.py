"""A preview that renders only what an edit touched shows what a build of the whole site would."""

from __future__ import annotations

import gc
import shutil
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mkdocs.exceptions import Abort

from mkdocs_goodword.serving import Preview
from mkdocs_goodword.serving_session import Session, watched
from sites.building import CONFIG, NOW, SITES, Site, contents, differing, epoch
from sites.editing import EDITS, THEME, Author

pytestmark = pytest.mark.sites

OURS = ("goodword", "mkdocs_goodword")
URL = "http://127.0.0.1:8000/"
POST = "---\ntitle: {title}\ndate: 2026-11-0{day}\ndescription: Said of it.\ntags: [one]\n---\n\nFirst words.\n"
CONTENT = {
    **{f"articles/{name}.md": POST.format(title=name.title(), day=day) for day, name in enumerate(("ash", "elm"), 1)},
    "articles/bare.md": "---\ntitle: Bare\ndate: 2026-11-05\n---\n\nFirst words.\n",
    "articles/picture.txt": "Not published unless somebody names it.\n",
    "about.md": "# About\n\n```goodword\nlatest: {section: articles}\n```\n",
}
TEXTS = (
    "\n## Part {n}\n\nMore words and [a link](elm.md).\n",
    "\nA link to [nowhere](missing{n}.md) and to <https://example.org/{n}>.\n",
    "\nA <script>bad({n})</script> and a note.[^1]\n\n[^1]: Number {n}.\n",
    "\n" + "many words " * 300 + "{n}\n",
    "\n[The file](picture.txt) {n}\n",
    "\n```goodword\nlatest: {{section: articles, limit: 1}}\n```\n\n{n}\n",
)


@contextmanager
def previewing(site: Site) -> Iterator[Preview]:
    """A preview in a folder of its own, without a server."""
    folder = Path(tempfile.mkdtemp(prefix="mkdocs_"))
    preview = Preview(str(site.folder / "site_config.yml"), folder)
    preview.url = URL
    try:
        yield preview
    finally:
        shutil.rmtree(folder)


def shown(preview: Preview) -> dict[str, bytes]:
    """Every file of a preview, as somebody who asks for all of them finds them."""
    preview.settle()
    return contents(preview.folder)


def anew(site: Site) -> dict[str, bytes]:
    """Every file of a preview that has just begun."""
    with previewing(site) as preview:
        preview()
        return shown(preview)


def kept(preview: Preview) -> Session:
    """The build that the preview goes on from."""
    assert preview.session
    return preview.session


@pytest.fixture(autouse=True)
def _clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch(NOW))


def added(site: Site, name: str, text: str) -> None:
    path = site.path(name)
    path.write_text(path.read_text() + text)


DRAFT = "---\ntitle: Begun\ndraft: true\ndate: 2026-11-01\n{keys}---\n\nText.\n"


def test_a_draft_of_any_kind_shows_before_anything_it_needs_is_written(site: Callable[..., Site]) -> None:
    kinds = ("articles", "press", "community/stories", "community/events", "community/polls")
    drafts = {f"{folder}/begun.md": DRAFT.format(keys="") for folder in kinds}
    own = site(drafts | {"community/events/ending.md": DRAFT.format(keys="ends: 2027-01-01\n")})
    with previewing(own) as preview:
        preview()
        files = shown(preview)
    for source in (*drafts, "community/events/ending.md"):
        assert b"Begun" in files[f"{source.removesuffix('.md')}/index.html"], source


def test_an_edit_of_the_text_renders_one_page_and_gives_the_files_of_a_whole_build(site: Callable[..., Site]) -> None:
    own = site(CONTENT)
    with previewing(own) as preview:
        preview()
        before, files = kept(preview), shown(preview)
        added(own, "articles/ash.md", "\nLast words.\n")
        preview()
        assert kept(preview) is before
        assert before.rendered == 1
        after = shown(preview)
        feeds = [f"{folder}{name}" for folder in ("", "articles/") for name in ("atom.xml", "feed.json", "feed.xml")]
        assert differing(files, after) == sorted([*feeds, "articles/ash/index.html", "search/search_index.json"])
        assert differing(after, anew(own)) == []


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("articles/ash.md", "---\ntitle: Another\ndate: 2026-11-01\n---\n\nFirst words.\n"),
        ("articles/ash.md", POST.format(title="Ash", day=1).replace("tags: [one]", "tags: [two]")),
        ("articles/ash.md", POST.format(title="Ash", day=1) + TEXTS[3]),
        ("articles/ash.md", POST.format(title="Ash", day=1) + TEXTS[4]),
        ("articles/ash.md", POST.format(title="Ash", day=1) + TEXTS[5]),
        ("articles/bare.md", "---\ntitle: Bare\ndate: 2026-11-05\n---\n\nOther first words.\n"),
        ("articles/ash.md", "---\ntitle: [\n---\n"),
        ("articles/ash.md", b"\xff\xfe"),
        ("articles/new.md", POST.format(title="New", day=6)),
        ("people.yml", "anna: {name: Anna Weber, relation: team}\n"),
        ("../site_config.yml", CONFIG.replace("Larch", "Beech")),
    ],
)
def test_what_other_pages_show_too_takes_a_whole_build(name: str, text: str | bytes, site: Callable[..., Site]) -> None:
    own = site(CONTENT)
    with previewing(own) as preview:
        preview()
        before = kept(preview)
        own.write({name: text})
        preview()
        assert kept(preview) is not before
        assert differing(shown(preview), anew(own)) == []


def test_a_file_that_goes_takes_a_whole_build(site: Callable[..., Site]) -> None:
    own = site(CONTENT)
    with previewing(own) as preview:
        preview()
        own.path("articles/elm.md").unlink()
        preview()
        assert not any(path.startswith("articles/elm/") for path in shown(preview))


def test_what_an_editor_keeps_beside_a_file_and_a_file_that_is_only_touched_render_nothing(
    site: Callable[..., Site],
) -> None:
    own = site(CONTENT)
    with previewing(own) as preview:
        preview()
        before = kept(preview)
        own.write({"articles/.ash.md.swp": b"\0", "articles/.#elm.md": b"", "articles/#elm.md#": b"Half"})
        own.path("articles/ash.md").touch()
        preview()
        assert kept(preview) is before
        assert before.rendered == 0


def test_a_template_that_lists_all_pages_takes_whole_builds(site: Callable[..., Site]) -> None:
    config = CONFIG.replace("{name: goodword}", "{name: goodword, custom_dir: own}")
    listing = "{% for file in pages %}{{ file.page.content }}{% endfor %}"
    own = site({**CONTENT, "../own/goodword/partials/after.html": listing}, config)
    with previewing(own) as preview:
        preview()
        assert preview.session is None
        added(own, "articles/ash.md", "\nLast words.\n")
        preview()
        assert differing(shown(preview), anew(own)) == []


def test_time_that_changes_an_entry_takes_a_whole_build(
    site: Callable[..., Site], monkeypatch: pytest.MonkeyPatch
) -> None:
    own = site({**CONTENT, "articles/soon.md": "---\ntitle: Soon\ndate: 2026-11-22T10:00\n---\n\nWords.\n"})
    with previewing(own) as preview:
        preview()
        before = kept(preview)
        monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch("2026-11-22T10:00:00+00:00"))
        added(own, "articles/ash.md", "\nLast words.\n")
        preview()
        assert kept(preview) is not before
        assert differing(shown(preview), anew(own)) == []


def live() -> Counter[str]:
    """How many values of ours there are, by type."""
    gc.collect()
    kinds = (type(value) for value in gc.get_objects())
    return Counter(kind.__qualname__ for kind in kinds if str(kind.__module__).partition(".")[0] in OURS)


def test_nothing_grows_from_edit_to_edit(site: Callable[..., Site]) -> None:
    own = site(CONTENT)
    with previewing(own) as preview:
        preview()
        before, counts = kept(preview), []
        for number in range(12):
            added(own, "articles/ash.md", f"\nA [link](missing.md) and <b>{number}</b>.\n")
            preview()
            preview.settle()
            if number in (1, 11):
                counts.append(live())
        assert kept(preview) is before
        assert counts[0] == counts[1]


def test_a_fault_that_ends_a_build_is_followed_by_a_whole_one(
    site: Callable[..., Site], caplog: pytest.LogCaptureFixture
) -> None:
    own = site(CONTENT)
    with previewing(own) as preview:
        preview()
        own.configure("site_name: Larch & Sons", "site_name: [")
        with pytest.raises(Abort, match="cannot be used"):
            preview()
        assert "site_config.yml:3:9: this is not valid YAML: " in caplog.text
        assert preview.session is None
        own.configure("site_name: [", "site_name: Larch")
        added(own, "articles/ash.md", "\nLast words.\n")
        preview()
        assert differing(shown(preview), anew(own)) == []


@pytest.mark.parametrize(
    ("template", "line", "fault"),
    [
        (b"\n{{ 1 // (0 if 'Last' in page.content else 1) }}", 2, "integer division or modulo by zero"),
        (b"\n\n{# \xff #}", 3, "this is not UTF-8, as templates are"),
    ],
)
def test_a_template_that_an_edit_breaks_is_told_at_its_line(
    template: bytes, line: int, fault: str, site: Callable[..., Site], caplog: pytest.LogCaptureFixture
) -> None:
    author = Author(site(CONTENT))
    author.override("goodword/article.html", "")
    with previewing(author.site) as preview:
        file = author.site.folder / THEME / "goodword/article.html"
        if is_followed := b"page" in template:
            file.write_bytes(template)
        preview()
        if not is_followed:
            file.write_bytes(template)
        added(author.site, "articles/ash.md", "\nLast words.\n")
        with pytest.raises(Abort):
            preview()
    assert f"goodword/article.html:{line}: {fault}. Mend the template." in caplog.text


def test_an_edit_of_a_template_behind_a_link_to_a_folder_is_followed(site: Callable[..., Site], tmp_path: Path) -> None:
    author, far = Author(site(CONTENT)), tmp_path / "far"
    far.mkdir()
    (far / "y.html").write_text("one")
    author.override("goodword/article.html", "{% include 'far/y.html' %}")
    (author.site.folder / THEME / "far").symlink_to(far)
    with previewing(author.site) as preview:
        preview()
        assert str(far) in watched(kept(preview).config)
        (far / "y.html").write_text("two")
        preview()
        assert shown(preview)["articles/ash/index.html"] == b"two"


more = st.tuples(st.just("text"), st.integers(0, 99))
other = st.tuples(st.sampled_from(sorted(EDITS)), st.integers(0, 99))


@settings(deadline=None, max_examples=3, derandomize=True, database=None)
@given(steps=st.lists(st.one_of(more, more, more, other), min_size=6, max_size=10))
def test_after_any_edits_in_any_order_the_preview_is_that_of_a_whole_build(
    steps: list[tuple[str, int]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    author = Author(Site.copied(SITES / "full", tmp_path_factory.mktemp("edited")))
    with previewing(author.site) as preview, pytest.MonkeyPatch.context() as patch:
        preview()
        for author.step, (name, chosen) in enumerate(steps):
            if name == "text":
                text = TEXTS[chosen % len(TEXTS)].format(n=author.step)
                author.add(author.any(chosen), text)
            else:
                EDITS[name](author, chosen)
            patch.setenv("SOURCE_DATE_EPOCH", epoch(author.now.isoformat()))
            preview()
        assert differing(shown(preview), anew(author.site)) == [], steps
    shutil.rmtree(author.site.folder)

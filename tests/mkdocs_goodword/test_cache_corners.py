"""What a page can depend on without saying so; each was once remembered too long, or could have been."""

from __future__ import annotations

import os
import textwrap
from pathlib import Path

import pytest

from goodword.entries import Section
from mkdocs_goodword.cache import fingerprints, surroundings
from mkdocs_goodword.cache.fingerprints import Fingerprints, OpaqueError
from sites.building import CONFIG as GOODWORD
from sites.building import SITES, Site, contents, differing
from sites.editing import Author
from sites.remembering import Made, by_goodword, by_host

CONFIG = """\
site_name: Any site
site_url: https://any.example/
docs_dir: content
site_dir: public
theme: {name: material}
plugins: [search, goodword/render-cache]
"""
WORD = "from pathlib import Path\ndef word():\n    return Path(__file__).with_name('word.txt').read_text()\n"
PAGES = {"index.md": "# Home\n\nSee [one](one.md).\n", "one.md": "# One\n\nText.\n", "two.md": "# Two\n\nText.\n"}


class Any:
    """A site that has the render cache and nothing else of Goodword, beside a folder without it."""

    def __init__(self, folder: Path) -> None:
        self.site = Site(folder)
        self.site.write(PAGES)
        self.configure()

    def configure(self, more: str = "", theme: str = "material") -> None:
        text = CONFIG.replace("name: material", f"name: {theme}") + textwrap.dedent(more)
        (self.site.folder / "site_config.yml").write_text(text)

    def hook(self, text: str) -> str:
        """A hook, as a line of the configuration. The host reads its file once in a process: `word()` reads another."""
        (self.site.folder / "hook.py").write_text(f"{WORD}{textwrap.dedent(text)}")
        return "hooks: [hook.py]\n"

    def say(self, word: str) -> None:
        """What the hook's `word()` gives."""
        (self.site.folder / "word.txt").write_text(word)

    def right(self, **more: bool) -> Made:
        """A build, once it has been asserted that it is one that remembers nothing."""
        path = self.site.folder / "site_config.yml"
        text = path.read_text()
        own = by_host(self.site, **more)
        path.write_text(text.replace(", goodword/render-cache", ""))
        plain = by_host(self.site, to="plain", **more)
        path.write_text(text)
        assert bool(own.failed) == bool(plain.failed), (own.said, plain.said)
        assert own.warned == plain.warned
        assert differing(plain.files, own.files) == []
        return own


@pytest.fixture
def any_site(tmp_path: Path) -> Any:
    return Any(tmp_path / "site")


NAVS = {
    "twice with two titles": "nav: [index.md, {First: one.md}, {Second: one.md}, two.md]",
    "without a title, then with one": "nav: [index.md, one.md, {Second: one.md}, two.md]",
    "with a dot": "nav: [index.md, {Dotted: ./one.md}, {Also: two.md}]",
    "nested, with a link": "nav: [index.md, {More: [{A: one.md}, {B: [two.md, {Out: 'https://out.example/'}]}]}]",
    "one page left out": "nav: [index.md, {A: one.md}]",
    "from the root of the folder": "nav: [index.md, {A: /one.md}, two.md]\nvalidation: {nav: {absolute_links: relative_to_docs}}",
    "one page is not there": "nav: [index.md, one.md, {Gone: gone.md}, two.md]",
}


@pytest.mark.sites
@pytest.mark.parametrize("name", NAVS)
def test_a_navigation_is_what_it_is_without_the_cache(name: str, any_site: Any) -> None:
    any_site.configure(NAVS[name])
    assert any_site.right().good().documents == len(PAGES)
    assert any_site.right().good().documents == 0
    any_site.site.write({"one.md": "# Another heading\n\nText.\n"})
    assert any_site.right().good().documents == 1


@pytest.mark.sites
def test_strict_still_refuses_a_page_that_the_navigation_forgot(any_site: Any) -> None:
    any_site.configure("nav: [index.md, one.md]\nvalidation: {nav: {omitted_files: warn}}\n")
    for _ in range(2):
        assert any_site.right(strict=True).failed


@pytest.mark.sites
def test_strict_refuses_a_remembered_page_with_a_broken_link_as_it_did_at_first(any_site: Any) -> None:
    any_site.site.write({"one.md": "# One\n\n[Gone](gone.md), [nowhere](two.md#nowhere), [not](https://x.example/).\n"})
    any_site.configure("validation: {links: {anchors: warn, unrecognized_links: warn}}\n")
    first, second = any_site.right(strict=True), any_site.right(strict=True)
    assert first.failed == second.failed != ""
    assert first.warned == second.warned
    assert sum("gone.md" in line or "nowhere" in line for line in second.warned) == 2
    assert second.documents == 0


@pytest.mark.sites
def test_strict_refuses_an_entry_with_a_broken_link_the_second_time_too(tmp_path: Path) -> None:
    author = Author(Site.copied(SITES / "full", tmp_path))
    author.add(author.site.path("about.md"), "[Gone](gone.md)")
    first, second = by_goodword(author.site, "--strict"), by_goodword(author.site, "--strict")
    assert first.failed == second.failed != ""
    assert "gone.md" in second.failed


@pytest.mark.sites
def test_what_the_navigation_shows_of_another_pages_metadata_is_followed(any_site: Any) -> None:
    any_site.right().good()
    any_site.site.write({"one.md": "---\nicon: material/account\nsubtitle: Under the title\n---\n# One\n\nText.\n"})
    assert b"Under the title" in any_site.right().good().files["two/index.html"]


@pytest.mark.sites
def test_another_home_page_changes_where_the_logo_leads(any_site: Any) -> None:
    code = "def on_nav(nav, files, **_):\n    nav.homepage = files.get_file_from_path(word()).page"
    any_site.configure(any_site.hook(code))
    for word in ("index.md", "one.md", "two.md"):
        any_site.say(word)
        any_site.right().good()


@pytest.mark.sites
@pytest.mark.parametrize(
    "meta",
    [
        "releases: {2026-01-01: first, 2026-02-01: second}",
        "mixed: {1: a, '1': b, null: c, true: d, 1.5: e}",
        "itself: &a [*a]",
        "many: [2026-01-01, 2026-01-01T09:00:00Z, !!binary aGVsbG8=, !!set {a, b}, .nan, .inf]",
    ],
)
def test_metadata_of_any_shape_builds(meta: str, any_site: Any) -> None:
    any_site.site.write({"one.md": f"---\n{meta}\n---\n# One\n\nText.\n"})
    any_site.right().good()
    any_site.right().good()


@pytest.mark.sites
def test_a_configuration_with_days_as_keys_builds_and_follows_what_changes(any_site: Any) -> None:
    for word in ("first", "second"):
        any_site.configure(f"extra: {{releases: {{2026-01-01: {word}}}}}\n")
        any_site.right().good()


@pytest.mark.sites
@pytest.mark.parametrize("name", ["pymdownx.snippets", "pymdownx.snippets:SnippetExtension"])
def test_an_extension_that_reads_files_is_known_by_either_of_its_names(name: str, any_site: Any) -> None:
    snippet = any_site.site.folder / "word.txt"
    any_site.configure(f"markdown_extensions: [{{'{name}': {{base_path: ['{any_site.site.folder}']}}}}]\n")
    any_site.site.write({"one.md": '# One\n\n--8<-- "word.txt"\n'})
    for word in (b"Before.", b"After."):
        snippet.write_bytes(word)
        assert word in any_site.right().good().files["one/index.html"]


FENCES = """\
markdown_extensions:
  - pymdownx.superfences:
      custom_fences: [{name: own, class: own, format: !!python/name:own_fences.shown }]
"""


@pytest.mark.sites
def test_a_fence_of_ones_own_may_read_anything_and_is_rendered_each_time(
    any_site: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = any_site.site.folder
    code = (
        "from pathlib import Path\ndef shown(*_, **__):\n    return Path(__file__).with_name('word.txt').read_text()\n"
    )
    (folder / "own_fences.py").write_text(code)
    monkeypatch.syspath_prepend(str(folder))
    any_site.configure(FENCES)
    any_site.site.write({"one.md": "# One\n\n```own\nx\n```\n"})
    for word in (b"Before.", b"After."):
        (folder / "word.txt").write_bytes(word)
        built = any_site.right().good()
        assert word in built.files["one/index.html"]
        assert any("pymdownx.superfences" in line for line in built.about_the_cache())


@pytest.mark.sites
def test_an_extension_that_nobody_knows_is_named_in_one_line_and_rendered_each_time(any_site: Any) -> None:
    more = any_site.hook(
        """
        from markdown import Extension
        from markdown.preprocessors import Preprocessor

        class Own(Preprocessor):
            def run(self, lines):
                return [*lines, "", word()]

        class Added(Extension):
            def extendMarkdown(self, md):
                md.preprocessors.register(Own(md), "own", 5)

        def on_config(config, **_):
            config.markdown_extensions.append(Added())
        """
    )
    any_site.configure(more)
    for word in ("Before.", "After."):
        any_site.say(word)
        built = any_site.right().good()
        assert word.encode() in built.files["one/index.html"]
        assert len(built.about_the_cache()) == 2, "one of documents, and one of pages, which are told the configuration"
        assert all("Added" in line for line in built.about_the_cache())


@pytest.mark.sites
def test_a_template_made_of_a_text_is_rendered_each_time(any_site: Any) -> None:
    code = """
    def on_pre_template(template, template_name, **_):
        if template_name == "404.html":
            return template.environment.from_string(word())
    """
    any_site.configure(any_site.hook(code))
    for word in ("Before", "After"):
        any_site.say(word)
        assert any_site.right().good().files["404.html"] == word.encode()


ADDS_A_PAGE = """
from mkdocs.structure.files import File
def on_files(files, config, **_):
    files.append(File.generated(config, word() + ".md", content="# " + word()))
"""


@pytest.mark.sites
@pytest.mark.parametrize("theme", ["material", "mkdocs"])
@pytest.mark.parametrize(
    "code",
    [
        "def on_page_content(html, page, **_):\n    return html + word()",
        "def on_page_content(html, page, **_):\n    page.title = word()",
        "def on_page_content(html, page, **_):\n    page.meta['title'] = word()",
        "def on_page_content(html, page, **_):\n    page.meta['description'] = word()",
        "def on_nav(nav, config, files, **_):\n    nav.items[-1].title = word()",
        "def on_config(config, **_):\n    config.site_name = config.copyright = word()",
        "def on_config(config, **_):\n    config.theme['language'] = {'Before': 'en', 'After': 'de'}[word()]",
        ADDS_A_PAGE,
        "def on_template_context(context, **_):\n    return {**context, 'page': None, 'word': word()}",
        "def on_post_template(output, **_):\n    return output + word()",
    ],
)
def test_what_a_hook_changes_is_followed(theme: str, code: str, any_site: Any) -> None:
    any_site.configure(any_site.hook(code), theme)
    for word in ("Before", "After"):
        any_site.say(word)
        built = any_site.right().good()
        assert theme != "material" or "language" in code or any(word.encode() in data for data in built.files.values())
    assert any_site.right().good().documents == 0


@pytest.mark.sites
def test_what_a_hook_changes_within_the_contents_of_a_page_is_followed(any_site: Any) -> None:
    any_site.site.write({"one.md": "# One\n\n## Part\n\n## Other\n"})
    code = "def on_page_content(html, page, **_):\n    for link in page.toc.items[0].children:\n        link.title = word()"
    any_site.configure(any_site.hook(code))
    for word in ("Before", "After"):
        any_site.say(word)
        assert word.encode() in any_site.right().good().files["one/index.html"]


@pytest.mark.sites
def test_what_the_host_leaves_out_or_calls_a_draft_does_not_keep_pages_from_being_remembered(any_site: Any) -> None:
    any_site.configure("exclude_docs: 'two.md'\nnot_in_nav: 'one.md'\ndraft_docs: 'draft*'\n")
    any_site.right().good()
    again = any_site.right().good()
    assert (again.documents, again.about_the_cache()) == (0, [])
    assert again.pages <= 1


@pytest.mark.sites
def test_a_hook_that_writes_into_finished_pages_leaves_the_published_ones_alone_until_the_swap(tmp_path: Path) -> None:
    author = Author(Site.copied(SITES / "full", tmp_path))
    (tmp_path / "hook.py").write_text(
        "import os\nfrom pathlib import Path\n"
        "def on_post_build(config, **_):\n"
        "    path = Path(config.site_dir) / 'contact' / 'index.html'\n"
        "    with path.open('a') as file:\n"
        "        file.write('<!-- added -->')\n"
        "    if os.environ.get('OWN_FAULT'):\n"
        "        raise RuntimeError('too late')\n"
    )
    author.option("hooks", "[hook.py]")
    for _ in range(3):
        built = by_goodword(author.site).good()
        assert built.files["contact/index.html"].count(b"<!-- added -->") == 1
    before = contents(tmp_path / "public")
    os.environ["OWN_FAULT"] = "1"
    try:
        with pytest.raises(RuntimeError, match="too late"):
            by_goodword(author.site)
    finally:
        del os.environ["OWN_FAULT"]
    assert contents(tmp_path / "public") == before


@pytest.mark.sites
def test_a_published_page_that_somebody_changed_is_written_anew(tmp_path: Path) -> None:
    author = Author(Site.copied(SITES / "full", tmp_path))
    right = by_goodword(author.site).good().files
    for name in ("contact/index.html", "articles/beta/index.html", "feed.xml"):
        path = tmp_path / "public" / name
        path.write_bytes(path.read_bytes().replace(b"e", b"E"))
    assert differing(right, by_goodword(author.site).good().files) == []


@pytest.mark.parametrize("value", [{frozenset(): 1}, object(), [lambda: 1], {"a": {(1, 2): 3}}])
def test_a_value_that_cannot_be_told_says_so(value: object) -> None:
    with pytest.raises(OpaqueError):
        Fingerprints().of(value)


@pytest.mark.parametrize(
    ("files", "told"),
    [
        ({}, ""),
        ({"tzdata.zi": "# version 2026a\n# more\n"}, "# version 2026a"),
        ({"+VERSION": "2026b\n"}, "2026b"),
        ({"tzdata.zi": ""}, ""),
    ],
)
def test_time_zones_are_told_by_what_their_folder_says(tmp_path: Path, files: dict[str, str], told: str) -> None:
    for name, text in files.items():
        (tmp_path / name).write_text(text)
    assert surroundings.time_zones(["/nowhere", str(tmp_path)]) == told


def test_no_more_values_are_known_than_a_memory_holds_and_none_is_told_differently(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(fingerprints, "_HELD", 8)
    bounded = Fingerprints()
    sections = [Section(path=f"part{number}", kind="article", title="Part") for number in range(30)]
    told = [bounded.of(section, [sections[0]]) for section in sections]
    assert len(bounded._known) <= 8
    monkeypatch.undo()
    assert told == [Fingerprints().of(section, [sections[0]]) for section in sections]
    assert len(set(told)) == 30


@pytest.mark.sites
@pytest.mark.parametrize(("folder", "name"), [("public/rows", "site_dir"), ("content/rows", "docs_dir")])
def test_the_file_of_the_cache_lies_in_no_folder_that_is_published(folder: str, name: str, tmp_path: Path) -> None:
    site = Site.made(tmp_path, {}, f"{GOODWORD}  - goodword/render-cache: {{folder: {folder}}}\n")
    assert f"'folder' lies in {name}, which is published" in by_goodword(site).failed
    assert not (tmp_path / folder).exists()

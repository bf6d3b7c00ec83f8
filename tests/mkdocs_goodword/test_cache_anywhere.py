"""The render cache on sites that have nothing else of Goodword, beside plugins and hooks of others."""

from __future__ import annotations

from pathlib import Path

import pytest

from sites.building import Site, differing
from sites.remembering import Made, by_host

pytestmark = pytest.mark.sites

PAGES = {
    "index.md": "# Home\n\nSee [one](one.md) and [two](deep/two.md#part).\n",
    "one.md": '# One\n\n!!! note "Mind"\n    This.\n\n=== "A"\n    a\n\n=== "B"\n    b\n',
    "deep/two.md": "---\ntags: [oak]\n---\n# Two\n\n## Part\n\n```python\nprint(1)\n```\n\nA word[^1].\n\n[^1]: A note.\n",
    "deep/left-out.md": "# Left out of the navigation\n\nText.\n",
}
CONFIG = """\
site_name: Any site
site_url: https://any.example/
docs_dir: content
site_dir: public
theme: {{name: {theme}}}
nav: [{{Start: index.md}}, {{The first: one.md}}, {{More: [deep/two.md]}}]
markdown_extensions: [admonition, footnotes, pymdownx.superfences, {{pymdownx.tabbed: {{alternate_style: true}}}}{more}]
plugins: [search{cache}]
{hooks}
"""
CACHE = ", goodword/render-cache"


def made_site(
    folder: Path,
    theme: str = "material",
    *,
    cache: str = CACHE,
    hook: str = "",
    extension: str = "",
    override: str = "",
) -> Site:
    site = Site(folder)
    for name, text in PAGES.items():
        path = folder / "content" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    if hook:
        (folder / "hook.py").write_text(hook, encoding="utf-8")
    own = theme
    if override:
        (folder / "overrides").mkdir()
        (folder / "overrides" / "main.html").write_text(override, encoding="utf-8")
        own = f"{theme}, custom_dir: overrides"
    more = f", {extension}" if extension else ""
    hooks = "hooks: [hook.py]" if hook else ""
    config = CONFIG.format(theme=own, cache=cache, hooks=hooks, more=more)
    (folder / "site_config.yml").write_text(config, encoding="utf-8")
    return site


def thrice(tmp_path: Path, **more: str) -> tuple[Made, Made, Made]:
    """Without the cache, with an empty one, and with a full one."""
    plain = by_host(made_site(tmp_path / "plain", cache="", **more)).good()
    site = made_site(tmp_path / "own", **more)
    return plain, by_host(site).good(), by_host(site).good()


@pytest.mark.parametrize("theme", ["material", "mkdocs", "readthedocs"])
def test_any_theme_gives_the_same_bytes_with_and_without_and_a_second_build_renders_no_text(
    theme: str, tmp_path: Path
) -> None:
    plain, first, second = thrice(tmp_path, theme=theme)
    assert differing(plain.files, first.files) == []
    assert differing(plain.files, second.files) == []
    assert first.documents == len(PAGES)
    assert second.documents == 0


def test_a_second_build_under_material_renders_no_page(tmp_path: Path) -> None:
    _, first, second = thrice(tmp_path)
    assert first.pages > len(PAGES)
    assert second.pages <= 1, "the sitemap alone is made anew: it lists all pages"


def test_titles_of_the_navigation_stay(tmp_path: Path) -> None:
    _, _, second = thrice(tmp_path)
    assert b"The first" in second.files["index.html"]


@pytest.mark.parametrize(
    ("event", "hook"),
    [
        ("on_page_context", "def on_page_context(context, **_):\n    return {**context, 'x': 1}\n"),
        ("on_post_page", "def on_post_page(output, **_):\n    return output + '<!-- ours -->'\n"),
        ("on_env", "def on_env(env, **_):\n    env.globals['x'] = 1\n    return env\n"),
    ],
)
def test_a_hook_that_could_add_anything_switches_remembered_pages_off_and_is_named_once(
    event: str, hook: str, tmp_path: Path
) -> None:
    plain, first, second = thrice(tmp_path, hook=hook)
    assert differing(plain.files, first.files) == []
    assert differing(plain.files, second.files) == []
    assert (second.documents, second.pages) == (0, 0)
    (said,) = second.about_the_cache()
    assert "hook" in said
    assert "Pages are rendered each time" in said


def test_a_hook_that_changes_markdown_is_followed(tmp_path: Path) -> None:
    hook = "from pathlib import Path\ndef on_page_markdown(markdown, **_):\n    return markdown + Path(__file__).with_name('word.txt').read_text()\n"
    site = made_site(tmp_path, hook=hook)
    (tmp_path / "word.txt").write_text("\n\nBefore.\n")
    by_host(site).good()
    (tmp_path / "word.txt").write_text("\n\nAfter.\n")
    again = by_host(site).good()
    assert b"After." in again.files["one/index.html"]
    assert again.documents == len(PAGES)


def test_an_extension_that_reads_files_is_rendered_each_time_and_named(tmp_path: Path) -> None:
    site = made_site(tmp_path, extension="pymdownx.snippets")
    (tmp_path / "word.txt").write_text("Before.\n")
    (tmp_path / "content/one.md").write_text(f'# One\n\n--8<-- "{tmp_path}/word.txt"\n')
    (tmp_path / "site_config.yml").write_text(
        (tmp_path / "site_config.yml")
        .read_text()
        .replace("pymdownx.snippets", "{pymdownx.snippets: {restrict_base_path: false}}")
    )
    assert b"Before." in by_host(site).good().files["one/index.html"]
    (tmp_path / "word.txt").write_text("After.\n")
    again = by_host(site).good()
    assert b"After." in again.files["one/index.html"]
    assert any("pymdownx.snippets" in line for line in again.about_the_cache())


def test_a_page_that_prints_the_time_of_the_build_is_rendered_each_time(tmp_path: Path) -> None:
    override = "{% extends 'base.html' %}{% block footer %}<p>{{ build_date_utc }}</p>{% endblock %}"
    site = made_site(tmp_path, override=override)
    assert b"2026-01-15 09" in by_host(site, now="2026-01-15T09:00+00:00").good().files["one/index.html"]
    assert b"2026-02-16 10" in by_host(site, now="2026-02-16T10:00+00:00").good().files["one/index.html"]


def test_broken_links_are_told_again_though_the_text_is_remembered(tmp_path: Path) -> None:
    site = made_site(tmp_path)
    (tmp_path / "content/one.md").write_text("# One\n\n[gone](gone.md) and [no anchor](deep/two.md#nowhere).\n")
    first, second = by_host(site).good(), by_host(site).good()
    told = [line for line in first.said if "gone.md" in line or "nowhere" in line]
    assert len(told) == 2
    assert [line for line in second.said if "gone.md" in line or "nowhere" in line] == told
    assert second.documents == 0
    assert by_host(site, strict=True).failed


def test_a_link_follows_its_target(tmp_path: Path) -> None:
    site = made_site(tmp_path)
    by_host(site).good()
    (tmp_path / "content/deep/two.md").unlink()
    after = by_host(site).good()
    fresh = by_host(site, cached=False, to="fresh").good()
    assert differing(fresh.files, after.files) == []
    assert any("deep/two.md" in line for line in after.warned)

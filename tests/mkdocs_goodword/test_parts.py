"""Parts of a page that many pages share."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import jinja2
import pytest
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File
from mkdocs.structure.pages import Page

from mkdocs_goodword.parts import Parts, url

Render = Callable[..., str]
TEMPLATES = {
    "page.html": "{{ page.url }}: {{ part('foot.html', word=word) }}",
    "foot.html": "{{ seen() }}{{ word }} <a href={{ 'news/' | url }}>",
    "blocks.html": "{% block one %}{{ seen() }}{{ word }}{{ lang.hello() }}{% endblock %}",
    "lang.html": "{% macro hello() %}{{ config.hello }}{% endmacro %}",
}


def rendered(seen: list[int], **templates: str) -> Render:
    env = jinja2.Environment(
        loader=jinja2.DictLoader(TEMPLATES | {f"{name}.html": text for name, text in templates.items()})
    )
    env.filters["url"] = url
    env.globals |= {"part": Parts(env).part, "seen": lambda: seen.append(1) or ""}
    given = {"config": {"hello": "!"}, "word": "Bye"}
    return lambda uri, **more: env.get_template("page.html").render(
        **given | {"page": page(uri), "base_url": "../" * uri.count("/")} | more
    )


@cache
def config() -> MkDocsConfig:
    made = MkDocsConfig()
    made.load_dict({"site_name": "Larkfield"})
    made.validate()
    return made


def page(uri: str) -> Page:
    return Page("A page", File(uri, "", "", use_directory_urls=True), config())


def test_pages_of_one_folder_share_a_part() -> None:
    seen: list[int] = []
    render = rendered(seen)
    assert render("articles/a.md") == "articles/a/: Bye <a href=../../news/>"
    assert render("articles/b.md") == "articles/b/: Bye <a href=../../news/>"
    assert len(seen) == 1


def test_another_folder_has_its_own() -> None:
    render = rendered([])
    render("articles/a.md")
    assert render("a.md") == "a/: Bye <a href=../news/>"
    assert render("articles/2026/a.md") == "articles/2026/a/: Bye <a href=../../../news/>"
    assert render("index.md") == ": Bye <a href=news/>"


@pytest.mark.parametrize("first", ["about.md", "news/index.md"])
def test_a_page_that_the_part_links_to_has_its_own(first: str) -> None:
    render = rendered([])
    render(first)
    assert render("news/index.md") == "news/: Bye <a href=./>"
    assert render("about.md") == "about/: Bye <a href=../news/>"


@pytest.mark.parametrize(
    "address", ["news/feed.xml", "./news/feed.xml", "x/../news/feed.xml", "news/#top", "../news/x"]
)
def test_a_page_that_the_part_links_into_has_its_own(address: str) -> None:
    foot = f"<a href={{{{ '{address}' | url }}}}>"
    shared, alone = rendered([], foot=foot), rendered([], foot=foot)
    shared("about.md")
    assert shared("news/index.md") == alone("news/index.md")


def test_another_value_makes_another_part() -> None:
    render = rendered([])
    render("articles/a.md")
    assert "Hello" in render("articles/b.md", word="Hello")


def test_two_values_that_look_alike_are_two() -> None:
    render = rendered([], foot="{{ word.of }}")
    assert render("articles/a.md", word={"of": "one"}).endswith("one")
    assert render("articles/b.md", word={"of": "two"}).endswith("two")


@pytest.mark.parametrize(
    "foot",
    [
        "{{ page.url }}",
        "{% if page %}{{ page.url }}{% endif %}",
        "{% set x = 1 %}{% include 'inner.html' %}",
        "{% set x = 1 %}{% include 'asking.html' %}",
        "{{ part('inner.html') }}",
    ],
)
def test_a_part_that_reads_the_page_is_rendered_for_each(foot: str) -> None:
    asking = "{% if page is mapping or page is string %}{% else %}{{ page.url }}{% endif %}"
    render = rendered([], foot=foot, inner="{{ page.url }}", asking=asking)
    assert render("articles/a.md") == "articles/a/: articles/a/"
    assert render("articles/b.md") == "articles/b/: articles/b/"


def test_a_block_is_a_part_with_its_modules() -> None:
    seen: list[int] = []
    render = rendered(seen, page="{{ part('blocks.html', 'one', {'lang': 'lang.html'}, word=word) }}")
    assert [render("articles/a.md"), render("articles/b.md")] == ["Bye!", "Bye!"]
    assert len(seen) == 1


def test_a_template_without_a_page_renders_its_parts() -> None:
    render = rendered([], page="{{ part('foot.html', word=word) }}")
    assert render("a.md", page=None, base_url="/") == "Bye <a href=/news/>"


def test_what_is_kept_is_bounded() -> None:
    seen: list[int] = []
    render = rendered(seen)
    for number in [*range(600), 599, 0]:
        render("articles/a.md", word=f"word {number}")
    assert len(seen) == 601

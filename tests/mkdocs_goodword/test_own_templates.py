"""Templates of a site's own, in its `custom_dir`."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from sites.building import CONFIG, Site

pytestmark = pytest.mark.sites

OWN = CONFIG.replace("{name: goodword}", "{name: goodword, custom_dir: own}")
TOM = "---\ntitle: Tom & <b>Co</b>\ntemplate: plain.html\nmeta: {price: <i>40</i>}\n---\n\nSome *words*.\n"
PLAIN = """\
{% extends "main.html" %}
{% block content %}<h1>{{ goodword.entry.title }}</h1><p>{{ goodword.entry.meta.price }}</p>{{ page.content | safe }}{% endblock %}
"""
MAIN = """\
{% extends "frame.html" %}
{% block announce %}At {{ config.site_name }}: {{ goodword.title }}{% endblock %}
{% block site_meta %}{{ super() }}<meta name="own">{% endblock %}
"""


def test_what_a_template_of_the_sites_own_prints_is_escaped(site: Callable[..., Site]) -> None:
    page = site({"tom.md": TOM, "../own/plain.html": PLAIN}, OWN).build().good().text("tom/index.html")
    assert "<h1>Tom &amp; &lt;b&gt;Co&lt;/b&gt;</h1><p>&lt;i&gt;40&lt;/i&gt;</p><p>Some <em>words</em>.</p>" in page


def test_a_template_behind_a_link_is_escaped_too_whatever_its_name_ends_with(site: Callable[..., Site]) -> None:
    far = {"../far/plain.jinja": "<p>{{ goodword.entry.title }}</p>"}
    author = site({**far, "tom.md": TOM.replace("plain.html", "far/plain.jinja")}, OWN)
    (author.folder / "own").mkdir()
    (author.folder / "own" / "far").symlink_to(author.folder / "far")
    assert author.build().good().text("tom/index.html") == "<p>Tom &amp; &lt;b&gt;Co&lt;/b&gt;</p>"


def test_the_sites_own_main_template_fills_blocks_of_every_page(site: Callable[..., Site]) -> None:
    files = {"tom.md": TOM, "../own/main.html": MAIN, "../own/plain.html": PLAIN}
    built = site(files, OWN).build().good()
    pages = {path: built.text(path) for path in ("index.html", "tom/index.html", "press/index.html", "404.html")}
    for path, page in pages.items():
        assert "At Larch &amp; Sons: " in page, path
        assert '<meta charset="utf-8">' in page, path
        assert page.index('<meta name="own">') < page.index("</head>"), path
    assert "Sons: Tom &amp; &lt;b&gt;Co" in pages["tom/index.html"]


def test_a_copy_of_a_template_of_materials_is_given_html_as_it_was(site: Callable[..., Site]) -> None:
    files = {
        "../own/partials/javascripts/base.html": "{{ '<meta name=copied>' }}",
        "../own/partials/more.html": "{{ '<i>' }}",
    }
    main = '{% extends "frame.html" %}{% block announce %}{% include "partials/more.html" %}{% endblock %}'
    page = site({**files, "../own/main.html": main}, OWN).build().good().text("index.html")
    assert "<meta name=copied>" in page
    assert "&lt;i&gt;" in page


@pytest.mark.parametrize("name", ["linked/more.html", "/linked/more.html", "./linked/more.html"])
def test_what_a_template_behind_a_link_to_a_folder_prints_is_escaped(name: str, site: Callable[..., Site]) -> None:
    main = f'{{% extends "frame.html" %}}{{% block announce %}}{{% include "{name}" %}}{{% endblock %}}'
    author = site({"../elsewhere/more.html": "{{ '<i>' }}", "../own/main.html": main}, OWN)
    (author.folder / "own/linked").symlink_to(author.folder / "elsewhere")
    page = author.build().good().text("index.html")
    assert "&lt;i&gt;" in page
    assert "<i>" not in page


def test_a_section_may_have_a_template_of_the_authors(site: Callable[..., Site]) -> None:
    files = {"press/index.md": "---\ntitle: News\ntemplate: plain.html\n---\n\nOurs.\n", "../own/plain.html": PLAIN}
    built = site(files, OWN).build().good()
    assert "<h1>News</h1><p></p><p>Ours.</p>" in built.text("press/index.html")
    assert "gw-list" in built.text("articles/index.html")

"""Options that say how a site looks."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from sites.building import CONFIG, Site

pytestmark = pytest.mark.sites

OWN = CONFIG.replace("{name: goodword}", "{name: goodword, custom_dir: own}")


def test_the_logo_stands_before_the_name_of_every_page(site: Callable[..., Site]) -> None:
    config = CONFIG.replace("{name: goodword}", "{name: goodword, logo: look/logo.svg}")
    built = site({"look/logo.svg": "<svg xmlns='http://www.w3.org/2000/svg'/>", "about.md": "# About\n"}, config)
    built = built.build().good()
    logo = 'class="gw-logo" src="{}look/logo.svg" alt=""><span>Larch &amp; Sons</span></a>'
    assert logo.format("") in built.text("index.html")
    assert logo.format("../") in built.text("about/index.html")
    assert (built.folder / "look/logo.svg").is_file()


@pytest.mark.parametrize(
    ("theme", "told"),
    [
        ("logo: none.svg", "site_config.yml:5:31: warning GW029 'theme.logo' names 'none.svg', which does not exist."),
        ("favicon: none.png", "warning GW029 'theme.favicon' names 'none.png'"),
        ("font: {text: Lora}", "site_config.yml:5:25: warning GW057 'font' has no effect in this theme."),
        ("palette: {primary: teal}", "warning GW057 'palette: primary' has no effect in this theme."),
        ("palette: [{scheme: default, accent: red}]", "warning GW057 'palette: accent' has no effect"),
    ],
)
def test_an_option_of_the_theme_that_changes_nothing_is_told(theme: str, told: str, site: Callable[..., Site]) -> None:
    own = site({}, CONFIG.replace("{name: goodword}", f"{{name: goodword, {theme}}}"))
    assert told in own.run("check", "-f", "site_config.yml", "--only", "content").stdout


@pytest.mark.parametrize("theme", ["palette: {scheme: slate}", "font: false", "favicon: assets/goodword/icon.svg"])
def test_an_option_of_the_theme_that_has_its_effect_is_not_told(theme: str, site: Callable[..., Site]) -> None:
    config = CONFIG.replace("{name: goodword}", f"{{name: goodword, {theme}}}")
    assert "GW" not in site({}, config).build().good().said


def test_style_sheets_and_scripts_that_are_not_there_are_told(site: Callable[..., Site]) -> None:
    there = (
        "extra_css: ['a.css?v=2', b.css, https://other.example/c.css]\nextra_javascript: [{path: d.js, type: module}]\n"
    )
    own = site({"a.css": "", "../own/b.css": "", "d.js": ""}, OWN + there)
    built = own.build().good()
    assert {"a.css", "b.css", "d.js"} <= built.files().keys()
    own.path("a.css").unlink()
    own.path("d.js").unlink()
    said = own.run("check", "-f", "site_config.yml", "--only", "content").stdout
    assert "GW029 'extra_css' names 'a.css?v=2', which does not exist. Check the name; it is relative to" in said
    assert "GW029 'extra_javascript' names 'd.js'" in said
    assert said.count("GW029") == 2


def test_another_theme_is_not_judged_by_ours(site: Callable[..., Site]) -> None:
    theme = "{name: material, font: {text: Lora}, palette: {primary: teal}, logo: none.svg, custom_dir: own}"
    files = {"../own/main.html": '{% extends "base.html" %}{% block announce %}{{ "<i>own</i>" }}{% endblock %}'}
    built = site(files, CONFIG.replace("{name: goodword}", theme)).build().good()
    assert "<i>own</i>" in built.text("index.html")

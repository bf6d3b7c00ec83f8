"""Subscribing in a real browser: addresses that can be copied with and without a script, and feeds that can be read."""

from __future__ import annotations

import http.server
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from sites import serving
from sites.building import CONFIG, Site

pytestmark = [pytest.mark.browser, pytest.mark.sites]

FEED = "https://larch.example/articles/feed.xml"
FILES: dict[str, str | bytes] = {
    f"articles/n{n}.md": f"---\ntitle: Number {n} & more\ndate: 2026-01-0{n}\n---\n\nText {n}.\n" for n in (1, 2)
}


class _Feeds(serving.Quiet):
    extensions_map = {**http.server.SimpleHTTPRequestHandler.extensions_map, ".xml": "application/xml"}  # noqa: RUF012 - as its base has it


@pytest.fixture(scope="module", params=["goodword", "mkdocs"])
def served(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A small site in a theme, served on this machine."""
    config = CONFIG.replace("{name: goodword}", f"{{name: {request.param}, highlightjs: false}}")
    folder: Path = tmp_path_factory.mktemp("subscribing")
    built = Site.made(folder, FILES, config).build(strict=False).good()
    with serving.served(built.folder, _Feeds) as where:
        yield where


def test_10_a_button_copies_the_address(served: str, browser: Browser) -> None:
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(f"{served}subscribe/", wait_until="domcontentloaded")
    button = page.locator(f"button[data-copy='{FEED}']")
    button.click()
    page.wait_for_function("document.querySelector('button[data-copy*=articles]').textContent == 'Copied'")
    assert page.evaluate("navigator.clipboard.readText()") == FEED
    context.close()


def test_10_without_a_script_the_address_is_selected_in_its_field_and_no_dead_button_is_shown(
    served: str, browser: Browser
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{served}subscribe/", wait_until="domcontentloaded")
    field = page.locator(f"input[value='{FEED}']")
    assert field.is_visible()
    assert not field.is_editable()
    assert page.locator("button[data-copy]:visible").count() == 0
    field.click()
    page.keyboard.press("Control+A")
    assert field.input_value() == FEED
    page.get_by_text("Open in a reader").last.click()
    assert page.locator("a[href^='https://feedly.com/']:visible").count() == 2
    context.close()


@pytest.mark.parametrize("name", ["feed.xml", "articles/feed.xml", "atom.xml"])
def test_11_a_feed_reads_as_a_page(served: str, browser: Browser, name: str) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 800})
    page = context.new_page()
    page.goto(served + name, wait_until="load")
    shown = page.evaluate(
        "[...document.querySelectorAll('title')].filter(e => e.checkVisibility()).map(e => e.textContent)"
    )
    assert [unescape(title) for title in shown[1:]] == ["Number 2 & more", "Number 1 & more"]
    hidden = page.evaluate(
        "[...document.querySelectorAll('*')].filter(e => /encoded|^content$|guid|^id$/.test(e.localName) && e.checkVisibility()).length"
    )
    assert hidden == 0
    assert "This is a feed" in page.evaluate("getComputedStyle(document.documentElement, '::before').content")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    context.close()

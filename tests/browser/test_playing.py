"""Sound and film of the demonstration, played in a real browser."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

RECORDINGS = {"sound": ("notes/three-walls-tapped/", "audio", 25), "film": ("notes/two-walls-one-summer/", "video", 24)}
WIDTHS = {"wide": 1280, "narrow": 390}


@pytest.fixture
def opened(browser: Browser, address: str) -> Iterator[Callable[..., tuple[Page, list[str]]]]:
    """A page at a width, and the addresses it asks for."""
    contexts = []

    def visit(path: str, width: int, *, scripts: bool = True) -> tuple[Page, list[str]]:
        context = browser.new_context(viewport={"width": width, "height": 800}, java_script_enabled=scripts)
        contexts.append(context)
        page, asked = context.new_page(), list[str]()
        page.on("request", lambda request: asked.append(request.url))
        page.goto(address + path)
        return page, asked

    yield visit
    for context in contexts:
        context.close()


@pytest.mark.parametrize("width", WIDTHS.values(), ids=WIDTHS)
@pytest.mark.parametrize("name", RECORDINGS)
def test_a_recording_plays_as_long_as_the_page_says_and_leaps_to_its_chapters(
    name: str, width: int, opened: Callable[..., tuple[Page, list[str]]]
) -> None:
    path, kind, seconds = RECORDINGS[name]
    page, asked = opened(path, width)
    player = page.locator(f".gw-media {kind}")
    assert not [url for url in asked if re.search(r"\.(webm|mp3)$", url)], (
        "no recording is fetched before somebody plays it"
    )
    assert f"0:{seconds}" in page.locator(".gw-media figcaption").inner_text()

    chapter = page.locator("[data-seek]").nth(1)
    begins = float(chapter.get_attribute("data-seek") or "")
    chapter.click()
    page.wait_for_function("([p, t]) => p.currentTime > t", arg=[player.element_handle(), begins])
    assert player.evaluate("p => p.error") is None
    assert player.evaluate("p => p.currentTime") < begins + 5
    assert round(player.evaluate("p => p.duration")) == seconds
    assert page.url.endswith(path), "a chapter leads nowhere else"

    page.wait_for_function("p => p.textTracks[0].cues?.length", arg=player.element_handle())
    track = player.evaluate("p => [p.textTracks[0].kind, p.textTracks[0].mode, p.textTracks[0].cues.length]")
    assert track == ["captions", "showing", 3]


@pytest.mark.parametrize("width", WIDTHS.values(), ids=WIDTHS)
@pytest.mark.parametrize("name", RECORDINGS)
def test_a_recording_fits_its_page_and_can_be_read_instead(
    name: str, width: int, opened: Callable[..., tuple[Page, list[str]]]
) -> None:
    path, kind, _ = RECORDINGS[name]
    page, _ = opened(path, width)
    box = page.locator(f".gw-media {kind}").bounding_box()
    assert box
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= width
    page.locator(".gw-media figcaption").get_by_role("link", name="Transcript").click()
    words = page.locator("#gw-main").inner_text()
    assert "0:16" in words or "0:17" in words


def test_without_scripts_a_chapter_is_a_link_into_the_file(opened: Callable[..., tuple[Page, list[str]]]) -> None:
    page, _ = opened(RECORDINGS["film"][0], 390, scripts=False)
    assert (page.locator("[data-seek]").nth(1).get_attribute("href") or "").endswith("two-walls.webm#t=8")

"""The demonstration site in a real browser."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page

from sites.building import Built

pytestmark = pytest.mark.browser

PATHS = {
    "home": "",
    "article": "articles/what-a-damp-survey-should-tell-you/",
    "article listing": "articles/",
    "article page 2": "articles/page/2/",
    "press": "press/prices-for-2026/",
    "coverage": "press/courier-dont-dig/",
    "press listing": "press/",
    "story": "community/stories/almshouse-draughts/",
    "story listing": "community/stories/",
    "event": "community/events/questions-about-cold-january-2027/",
    "event listing": "community/events/",
    "poll": "community/polls/first-job-this-winter/",
    "poll listing": "community/polls/",
    "sound": "notes/three-walls-tapped/",
    "film": "notes/two-walls-one-summer/",
    "testimonials": "community/testimonials/",
    "answers": "community/responses/",
    "person": "people/hester-quill/",
    "people": "people/",
    "page": "services/",
    "tags": "tags/",
    "tag": "",
    "archive": "archive/",
    "year": "archive/2026/",
    "subscribe": "subscribe/",
    "syndication": "syndication/",
    "404": "404.html",
}
VIEWS = {"wide": (1280, 800), "narrow": (390, 800)}


class Visit:
    """A page with everything it said and asked for."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.errors: list[str] = []
        self.asked: list[str] = []
        page.on(
            "console",
            lambda message: self.errors.append(message.text) if message.type in ("error", "warning") else None,
        )
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("request", lambda request: self.asked.append(request.url))
        page.on("requestfailed", lambda request: self.errors.append(f"failed: {request.url}"))


@pytest.fixture(scope="session")
def visits(browser: Browser) -> Iterator[dict[tuple[str, str], Visit]]:
    """One page for each view and scheme, used again and again."""
    made, contexts = {}, []
    for view, (width, height) in VIEWS.items():
        for scheme in ("light", "dark"):
            context = browser.new_context(viewport={"width": width, "height": height}, color_scheme=scheme)
            contexts.append(context)
            made[view, scheme] = Visit(context.new_page())
    yield made
    for context in contexts:
        context.close()


def path_of(name: str, built: Built) -> str:
    """A path of PATHS; any tag will do."""
    if name == "tag":
        return next(path for path in built.files() if re.fullmatch(r"tags/[^/]+/index.html", path)).removesuffix(
            "index.html"
        )
    path = PATHS[name]
    assert (built.folder / path / ("" if path.endswith(".html") else "index.html")).exists(), path
    return path


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("name", PATHS)
def test_a_page_is_whole(
    name: str, view: str, scheme: str, address: str, visits: dict[tuple[str, str], Visit], demonstration_built: Built
) -> None:
    visit = visits[view, scheme]
    visit.errors.clear()
    visit.asked.clear()
    page = visit.page
    url = address + path_of(name, demonstration_built)
    answer = page.goto(url)
    assert answer is not None
    assert answer.ok
    errors = [error for error in visit.errors if name != "404" or "404" not in error]
    if name != "404":  # its addresses begin at the root of the real site
        assert errors == []
        assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0
    assert {urlsplit(asked).netloc for asked in visit.asked if not asked.startswith("data:")} == {
        urlsplit(address).netloc
    }
    headings = [heading for heading in page.locator("h1").all() if heading.is_visible()]
    assert len(headings) == 1
    assert headings[0].inner_text().strip()
    assert "Larkfield" in page.title()
    assert page.locator("html").get_attribute("lang") == "en"
    assert page.locator("body").get_attribute("data-md-color-scheme") == ("default" if scheme == "light" else "slate")


def test_the_palette_toggles_and_is_remembered(address: str, browser: Browser) -> None:
    context = browser.new_context(color_scheme="light", viewport={"width": 1280, "height": 800})
    page = context.new_page()
    page.goto(address)
    body = page.locator("body")
    light = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert body.get_attribute("data-md-color-scheme") == "default"
    page.locator("[data-md-component=palette] label:visible").click()
    assert body.get_attribute("data-md-color-scheme") == "slate"
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") != light
    page.goto(address + "press/")
    assert body.get_attribute("data-md-color-scheme") == "slate"
    page.locator("[data-md-component=palette] label:visible").click()
    assert body.get_attribute("data-md-color-scheme") == "default"
    context.close()


@pytest.fixture(scope="session")
def unlisted(demonstration_built: Built) -> str:
    """The title of an unlisted entry."""
    found = [
        path
        for path, data in demonstration_built.files().items()
        if path.endswith("index.html") and b'name="robots" content="noindex"' in data
    ]
    titles = [re.findall(r"<h1[^>]*p-name[^>]*>([^<]+)</h1>", demonstration_built.text(path)) for path in found]
    return next(title[0] for title in titles if title)


@pytest.mark.parametrize("view", VIEWS)
def test_search_finds_what_is_listed_and_nothing_else(view: str, address: str, browser: Browser, unlisted: str) -> None:
    width, height = VIEWS[view]
    context = browser.new_context(viewport={"width": width, "height": height})
    visit = Visit(context.new_page())
    page = visit.page
    page.goto(address)
    button = page.locator(".md-header__button[for=__search]:visible")
    field = page.locator(".md-search__input")
    (button if button.count() else field).click()
    page.wait_for_timeout(1500)  # the script comes when the field is focused
    field.press_sequentially("slipped slate")
    page.locator(".md-search-result__link[href*='one-slipped-slate']").first.wait_for(timeout=8000)
    assert page.locator(".md-search-result__link[href*='one-slipped-slate']").count() > 0
    field.fill("")
    field.press_sequentially(unlisted)
    page.wait_for_timeout(700)
    assert page.get_by_role("heading", name=unlisted, exact=True).count() == 0
    assert visit.errors == []
    assert {urlsplit(asked).netloc for asked in visit.asked if asked.startswith("http")} == {urlsplit(address).netloc}
    context.close()


def test_what_is_pasted_before_the_search_has_loaded_is_answered(address: str, browser: Browser) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    page = context.new_page()
    page.goto(address)
    page.locator(".md-search__input").fill("slipped slate")
    page.locator(".md-search-result__link[href*='one-slipped-slate']").first.wait_for(timeout=8000)
    context.close()


def test_a_reader_without_scripts_sees_everything(address: str, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 800})
    page = context.new_page()
    for path in ("", "articles/", "community/events/", PATHS["article"]):
        page.goto(address + path)
        assert page.locator("h1:visible").count() == 1
        assert page.locator("main a:visible, #gw-main a:visible").count() > 0
    context.close()


def test_the_keyboard_reaches_the_text_first(address: str, visits: dict[tuple[str, str], Visit]) -> None:
    page = visits["wide", "light"].page
    page.goto(address + PATHS["article"])
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#gw-main"
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: urlsplit(url).fragment == "gw-main")

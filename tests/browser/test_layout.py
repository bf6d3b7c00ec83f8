"""Where things stand on a page, at two widths."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

RELEASE = "press/survey-log-61-houses/"


@pytest.fixture(params=[320, 390, 1280])
def page(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    """A page of a width."""
    context = browser.new_context(viewport={"width": request.param, "height": 800})
    yield context.new_page()
    context.close()


def _box(page: Page, selector: str) -> dict[str, float]:
    box = page.locator(selector).first.bounding_box()
    assert box
    return dict(box)


def test_a_release_comes_before_its_contact_and_kit_and_they_stand_beside_it_where_there_is_room(
    page: Page, address: str
) -> None:
    page.goto(address + RELEASE)
    text, contact, kit, share = (_box(page, name) for name in (".gw-text", ".gw-contact", ".gw-kit", ".gw-share"))
    if page.viewport_size and page.viewport_size["width"] < 960:
        assert text["y"] + text["height"] <= contact["y"] < kit["y"] < share["y"]
    else:
        assert contact["x"] + contact["width"] <= text["x"]
        assert contact["y"] < text["y"] + 100
        assert kit["x"] + kit["width"] <= text["x"]


@pytest.mark.parametrize(
    "path", [RELEASE, "", "articles/", "community/events/", "community/polls/first-job-this-winter/"]
)
def test_no_line_of_facts_begins_or_ends_with_a_dot(path: str, page: Page, address: str) -> None:
    """The dot before a fact is seen only where another fact stands to its left."""
    page.goto(address + path)
    found = page.evaluate(
        """() => [...document.querySelectorAll(".gw-facts")].flatMap(facts => {
          const style = getComputedStyle(facts), box = facts.getBoundingClientRect();
          const shown = [...facts.children].filter(fact => fact.offsetWidth && !fact.matches(".gw-mark"));
          const clip = style.clipPath === "none" ? box.left : box.left + parseFloat(style.clipPath.split(" ")[3]);
          return shown.filter((fact, n) => {
            if (getComputedStyle(fact, "::after").content.includes("·")) return true;
            const before = getComputedStyle(fact, "::before");
            if (before.content === "none") return false;
            const dot = fact.getBoundingClientRect().left + parseFloat(before.left);
            const first = n === 0 || shown[n - 1].offsetTop < fact.offsetTop;
            return first ? dot + parseFloat(before.width) > clip : dot < clip;
          }).map(fact => fact.outerHTML);
        })"""
    )
    assert found == []

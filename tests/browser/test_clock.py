"""A page is built today and read in a year: the reader's date picks the state, and without scripts the build's stands."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from sites.building import REPOSITORY, Built, Site

pytestmark = pytest.mark.browser

CONFIG = """\
site_name: Larch & Sons
site_url: https://larch.example/
docs_dir: content
site_dir: public
theme: {name: goodword}
plugins:
  - search
  - goodword/catalogue:
      sections:
        articles: {kind: article}
        press: {kind: press}
        community/stories: {kind: story}
        community/events: {kind: event}
        notes: {kind: article, title: Notes, cadence: 30 days, archive_heading: true}
  - goodword/listings
"""
FILES = {
    "articles/2026-11-01-a.md": "# A\n\nWords.\n",
    "press/2026-11-01-b.md": "# B\n\nWords.\n",
    "notes/2025-06-01-c.md": "# C\n\nWords.\n",
    "notes/2026-11-01-d.md": "# D\n\nWords.\n",
    "community/events/fair.md": (
        "---\ndate: 2026-11-01\nstarts: 2026-12-10T18:00\nregister: https://r.example/\n"
        "location: {url: https://call.example/}\n---\n# Fair\n"
    ),
    "services.md": "---\nreviewed: 2026-11-01\n---\n# Services\n",
}
HOME_BANDS = (".gw-lead", ".gw-band:has-text('B')", ".gw-band:has-text('Notes')")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """A site of 22 November 2026."""
    return Site.made(tmp_path_factory.mktemp("clock"), FILES, CONFIG).build().good()


@pytest.fixture
def read(browser: Browser, built: Built) -> Iterator[Callable[..., Page]]:
    """Open a page of the site on a day, with or without scripts."""
    contexts = []

    def opened(path: str, now: str = "2026-11-22T12:00:00", *, scripts: bool = True) -> Page:
        context = browser.new_context(java_script_enabled=scripts, timezone_id="Europe/London")
        contexts.append(context)
        page = context.new_page()
        page.clock.set_fixed_time(now)
        page.route("https://larch.example/**", lambda route: route.fulfill(path=_file(built, route.request.url)))
        page.goto(f"https://larch.example/{path}")
        return page

    yield opened
    for context in contexts:
        context.close()


def _file(built: Built, url: str) -> Path:
    path = url.removeprefix("https://larch.example/").partition("?")[0]
    return built.folder / (f"{path}index.html" if path.endswith("/") or not path else path)


@pytest.mark.parametrize(("now", "seen"), [("2027-11-01T12:00:00", False), ("2027-11-02T12:00:00", True)])
def test_an_entry_older_than_a_year_says_so(read: Callable[..., Page], now: str, seen: bool) -> None:
    label = read("articles/a/", now).locator(".gw-dates .gw-age")
    assert label.text_content() == "Published in 2026"
    assert label.is_visible() is seen


def test_a_page_says_when_it_was_reviewed_on_any_day(read: Callable[..., Page]) -> None:
    assert "Reviewed 1 November 2026" in read("services/", "2028-01-01T12:00:00").locator(".gw-dates").inner_text()


@pytest.mark.parametrize(("now", "over"), [("2026-12-10T23:59:00", False), ("2026-12-11T00:01:00", True)])
def test_an_event_that_is_over_stands_under_past_and_invites_nobody(
    read: Callable[..., Page], now: str, over: bool
) -> None:
    page = read("community/events/fair/", now)
    assert page.locator(".gw-button").is_visible() is not over
    assert page.get_by_text("call.example").is_visible() is not over
    row = read("community/events/", now).locator(".gw-row--event")
    assert row.get_by_text("Past").is_visible() is over
    assert read("", now).locator(".gw-strip li").is_visible() is not over


@pytest.mark.parametrize(("now", "seen"), [("2027-11-01T12:00:00", True), ("2027-11-02T12:00:00", False)])
def test_the_front_page_advertises_no_section_without_news_for_a_year(
    read: Callable[..., Page], now: str, seen: bool
) -> None:
    page = read("", now)
    assert [page.locator(band).first.is_visible() for band in HOME_BANDS] == [seen] * 3


@pytest.mark.parametrize(
    ("now", "heading"), [("2026-12-30T12:00:00", "Notes"), ("2026-12-31T12:00:00", "Archive 2025–2026")]
)
def test_a_section_long_overdue_is_called_an_archive_where_its_owner_asks(
    read: Callable[..., Page], now: str, heading: str
) -> None:
    assert read("notes/", now).locator("h1").inner_text() == heading


def test_a_section_whose_owner_does_not_ask_keeps_its_heading(read: Callable[..., Page]) -> None:
    assert read("press/", "2036-01-01T12:00:00").locator("h1").inner_text() == "Press"


def test_without_scripts_the_state_of_the_build_stands(read: Callable[..., Page]) -> None:
    later = "2030-01-01T12:00:00"
    assert read("notes/", later, scripts=False).locator("h1 span:visible").inner_text() == "Notes"
    assert not read("articles/a/", later, scripts=False).locator(".gw-dates .gw-age").is_visible()
    assert read("", later, scripts=False).locator(".gw-lead").is_visible()


@pytest.mark.parametrize("width", [390, 1280])
def test_the_owners_report_shows_every_column_without_scrolling(width: int, browser: Browser, tmp_path: Path) -> None:
    site = Site.made(
        tmp_path, {**FILES, "services.md": "---\nreviewed: 2025-11-01\nowner: ada\n---\n# Services\n"}, CONFIG
    )
    site.write({"people.yml": "ada: {name: Ada Vane}\n"}).run("check", "--format", "html", "-o", "report.html")
    page = browser.new_page(viewport={"width": width, "height": 900})
    page.goto(f"file://{tmp_path}/report.html")
    cells = page.get_by_role("row").filter(has_text="services.md").get_by_role("cell").all()
    told = ["Services\nservices.md", "Overdue", "1 November 2025", "1 November 2026", "ada"]
    assert [cell.inner_text() for cell in cells] == told
    boxes = [cell.bounding_box() for cell in cells]
    assert all(box and box["x"] >= 0 and box["x"] + box["width"] <= width for box in boxes)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.close()


def test_the_script_that_picks_is_small() -> None:
    script = REPOSITORY / "theme" / "assets" / "goodword" / "today.js"
    assert len(script.read_bytes()) < 1000

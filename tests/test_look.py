"""The handbook's page on the look of the site: its examples make a site as they stand, its tables tell what there is."""

from __future__ import annotations

import json
import re
import shlex
import subprocess
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any

import goodword_theme
import pytest
import yaml
from playwright.sync_api import Browser, Page

from goodword import views
from mkdocs_goodword.cache.pages import _UNTOLD as UNTOLD
from sites.building import REPOSITORY, Built, Site, differing
from sites.serving import served

THEME = Path(str(goodword_theme.__file__)).parent
GUIDE = (REPOSITORY / "content/guide/look.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"`([^`\n]+)`:\n\n```\w+\n(.*?)^```", GUIDE, re.MULTILINE | re.DOTALL)
"""Every block that is a file: the name that stands last before it, and its text."""
TABLES = [
    [[cell.strip() for cell in row[1:-1].split(" | ")] for row in part.splitlines()]
    for part in GUIDE.split("\n\n")
    if part.startswith("|")
]
VIEWS: dict[str, Any] = {
    "`goodword`": views.PageView,
    "site": views.SiteView,
    "company": views.CompanyView,
    "section": views.SectionView,
    "entry, here and in lists": views.EntryView,
    "detail of an article": views.ArticleView,
    "detail of a press update": views.PressView,
    "detail of a story": views.StoryView,
    "detail of an event": views.EventView,
    "detail of a poll": views.PollView,
    "listing": views.ListingView,
    "group of a listing": views.GroupView,
    "person": views.PersonView,
    "date": views.DateView,
    "link, tag": views.LinkView,
    "image, photo": views.ImageView,
    "quote": views.QuoteView,
}
CONTRAST = """selector => {
  const draw = document.createElement("canvas").getContext("2d", {willReadFrequently: true});
  const light = color => {
    draw.fillStyle = color;
    draw.fillRect(0, 0, 1, 1);
    const [r, g, b] = [...draw.getImageData(0, 0, 1, 1).data].map(x => x / 255).map(
      x => x <= .04045 ? x / 12.92 : ((x + .055) / 1.055) ** 2.4);
    return .2126 * r + .7152 * g + .0722 * b + .05;
  };
  let node = document.querySelector(selector);
  const ink = light(getComputedStyle(node).color);
  while (getComputedStyle(node).backgroundColor == "rgba(0, 0, 0, 0)") node = node.parentElement;
  const paper = light(getComputedStyle(node).backgroundColor);
  return Math.max(ink, paper) / Math.min(ink, paper);
}"""
"""Of the words of an element with what is behind them, as WCAG 2.2 counts it."""
RUTH = "ruth: {name: Ruth & Daughter, relation: team}\n"
LOGO = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 30 20"><rect width="30" height="20" fill="#8a1c3b"/></svg>'
FONT = (THEME / "assets/goodword/fonts/newsreader-latin.woff2").read_bytes()
ICON = (REPOSITORY / "tests/sites/full/content/articles/images/cover.svg").read_bytes()


def files() -> dict[str, str]:
    """The guide's files; blocks of one name follow each other in it."""
    found: dict[str, str] = defaultdict(str)
    for name, text in EXAMPLES:
        found[name] += text
    return found


def names(cell: str) -> list[str]:
    """What stands as code in a cell."""
    return re.findall(r"`([^`]+)`", cell)


def table(*headings: str) -> list[list[str]]:
    """The rows of the table with these headings."""
    return next(rows[2:] for rows in TABLES if rows[0] == list(headings))


def test_every_block_that_is_no_command_is_a_file_that_is_tried() -> None:
    assert len(EXAMPLES) == len(re.findall(r"^```\w", GUIDE, re.MULTILINE)) - GUIDE.count("```console")
    assert len(EXAMPLES) > 8


def test_the_views_have_the_names_that_the_guide_says() -> None:
    told = {view: names(cell) for view, cell in table("View", "Names")}
    assert told == {view: list(made.__struct_fields__) for view, made in VIEWS.items()}


def test_the_blocks_are_those_of_the_theme() -> None:
    frame = (THEME / "frame.html").read_text(encoding="utf-8")
    own = set(re.findall(r"{% block (\w+) %}", frame))
    assert {name for row in table("Block", "What stands there") for name in names(row[0])} == own - {
        "own_styles",
        "own_scripts",
    }


def test_a_style_sheet_can_set_every_name_that_the_guide_says() -> None:
    tokens = (THEME / "assets/goodword/tokens.css").read_text(encoding="utf-8")
    rules = dict(re.findall(r"^(:root|body) {\n(.*?)^}", tokens, re.MULTILINE | re.DOTALL))
    for row in table("Name", "Where", "What"):
        for name in names(row[0]):
            assert f"{name}:" in rules[names(row[1])[0]], name


def test_pieces_and_macros_that_the_guide_names_exist() -> None:
    macros = (THEME / "goodword/partials/macros.html").read_text(encoding="utf-8")
    named = re.findall(r"`g\.(\w+)\(", GUIDE)
    assert named
    assert [name for name in named if f"macro {name}(" not in macros] == []
    pieces = next(line for line in GUIDE.splitlines() if line.startswith("Each piece is a file"))
    known = {path.name for path in (THEME / "goodword").rglob("*.html")}
    assert set(re.findall(r"`(\w+\.html)`", pieces)) <= known


def test_what_ends_the_memory_of_a_page_is_what_the_guide_says() -> None:
    advice = next(line for line in GUIDE.splitlines() if line.startswith("- **The time of the build**"))
    assert set(re.findall(r"\(`(\w+)`\)", advice)) == UNTOLD


def test_the_command_says_where_the_originals_are() -> None:
    (command,) = re.findall(r"^\$ python (.+)$", GUIDE, re.MULTILINE)
    done = subprocess.run([sys.executable, *shlex.split(command)], capture_output=True, text=True, check=True)
    assert Path(done.stdout.strip()) == THEME


def written(folder: Path) -> Site:
    """A new firm's site, with all that the guide writes."""
    Site(folder).run("init", "firm", "--name", "Hollin", "--url", "https://hollin.example/")
    site = Site(folder / "firm")
    given = files()
    path = site.folder / "site_config.yml"
    path.write_text(yaml.safe_dump(yaml.safe_load(path.read_text()) | yaml.safe_load(given.pop("site_config.yml"))))
    site.write({"people.yml": RUTH, "look/own.js": "document.body.dataset.own = 'ran';"})
    site.write({"look/logo.svg": LOGO, "look/icon.png": ICON, "look/own.woff2": FONT})
    return site.write({f"../{name}": text for name, text in given.items()})


@pytest.fixture(scope="module")
def firm(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The site of the guide."""
    folder = tmp_path_factory.mktemp("look")
    return written(folder)


@pytest.fixture(scope="module")
def built(firm: Site) -> Built:
    """It, built without a warning."""
    return firm.build().good()


@pytest.mark.sites
def test_the_examples_do_what_the_guide_says(built: Built) -> None:
    page = built.text("kitchens/index.html")
    assert '<img class="gw-logo" src="../look/logo.svg" alt=""><span>Hollin</span>' in page
    assert '<link rel="icon" href="../look/icon.png">' in page
    assert page.index("assets/goodword/goodword.css") < page.index('href="../look/own.css"')
    assert page.index("goodword.js") > 0
    assert '<script src="../look/own.js">' in page
    assert "newsreader-latin.woff2" not in page
    assert "Follow us" in page
    assert 'has moved: <a href="../contact/">' in page
    assert "A member of the guild of joiners." in page
    assert 'http-equiv="Content-Security-Policy" content="default-src' in page
    assert "<b>from 8,400 euros, with everything</b>" in page
    assert "<p>We measure, draw, build and fit.</p>" in page
    assert 'These prices held on <time datetime="2026-11-20">20 November 2026</time>.' in page
    assert "Ruth &amp; Daughter</a>." in page


@pytest.mark.sites
def test_what_the_guide_changes_is_changed_on_every_page(built: Built) -> None:
    pages = [data for path, data in built.files().items() if path.endswith(".html") and b"gw-foot" in data]
    assert len(pages) > 8
    for data in pages:
        assert b"has moved" in data
        assert b"guild of joiners" in data
        assert b"Content-Security-Policy" in data
        assert b"gw-share" not in data
    assert {"look/own.css", "look/own.js", "look/own.woff2", "look/logo.svg"} <= built.files().keys()
    assert [path for path in built.files() if "overrides" in path or path.endswith("en.yml")] == []


@pytest.mark.sites
def test_the_examples_are_remembered_and_the_same_under_another_host(firm: Site, built: Built) -> None:
    before = built.files()
    again = firm.run("build", "-f", "site_config.yml", "--json").stdout
    assert json.loads(again)["files"]["written"] == []
    assert differing(before, firm.build("mkdocs", to="other").good().files()) == []


@pytest.mark.browser
@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize(("scheme", "paper"), [("light", "rgb(255, 255, 255)"), ("dark", "rgb(20, 22, 26)")])
def test_a_browser_shows_the_examples_and_obeys_the_policy(
    scheme: Any, paper: str, width: int, built: Built, browser: Browser
) -> None:
    with (
        served(built.folder) as address,
        browser.new_context(color_scheme=scheme, viewport={"width": width, "height": 800}) as context,
    ):
        page = context.new_page()
        told: list[str] = []
        page.on("console", lambda message: told.append(message.text) if message.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: told.append(str(error)))
        for path in ("", "kitchens/", "articles/", "404.html"):
            page.goto(f"{address}{path}")
            assert style(page, "body", "backgroundColor") == paper, path
        page.goto(f"{address}kitchens/")
        assert page.evaluate("document.body.dataset.own") == "ran"
        assert style(page, ".gw-text", "fontFamily").startswith("Own,")
        assert page.evaluate("document.fonts.check('1em Own')")
        assert float(style(page, ".gw-logo", "height").removesuffix("px")) > 15
        assert style(page, ".gw-name span", "clipPath") == "inset(50%)"
        for selector in (".md-banner", ".md-banner a", ".gw-text", ".gw-text a", ".gw-foot a"):
            assert page.evaluate(CONTRAST, selector) >= 4.5, selector
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        page.goto(f"{address}kitchens/?q=measure")
        page.locator(".md-search-result__item").first.wait_for(state="attached")
        assert told == []


def style(page: Page, selector: str, name: str) -> str:
    """How a browser shows something."""
    return str(page.evaluate("([s, n]) => getComputedStyle(document.querySelector(s))[n]", [selector, name]))

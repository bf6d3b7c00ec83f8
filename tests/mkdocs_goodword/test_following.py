"""/subscribe/ and /syndication/ of whole sites, and what the head of every page tells of feeds."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from lxml import html as lxml_html

from sites.building import CONFIG, HOSTS, Built, Site, differing

pytestmark = pytest.mark.sites

FORMATS = (
    ("application/rss+xml", "feed.xml"),
    ("application/atom+xml", "atom.xml"),
    ("application/feed+json", "feed.json"),
)
OPTIONS = (
    "  - goodword/feeds: {license: CC-BY-4.0, newsletter: 'https://letter.example/larch'}\n  - goodword/calendars\n"
)
WITH = CONFIG.replace("  - goodword/feeds\n", OPTIONS)
FILES: dict[str, str | bytes] = {
    "people.yml": "anna: {name: Anna Larch, relation: team}\n",
    "company.yml": "name: Larch Ltd\ncontact_points: [{name: Post, email: post@larch.example}]\n",
    **{
        f"articles/n{n}.md": f"---\ntitle: N{n}\ndate: 2026-01-0{n}\ntags: [Lath]\nauthors: [anna]\n---\n\nText.\n"
        for n in (1, 2, 3)
    },
    "community/events/open.md": "---\ntitle: Open day\ndate: 2026-01-01\nstarts: 2027-01-01T10:00\n---\n\nCome.\n",
}
THEMES = ("goodword", "mkdocs", "material")


def configured(theme: str) -> str:
    return WITH.replace("{name: goodword}", f"{{name: {theme}}}")


@pytest.fixture(scope="module", params=THEMES)
def themed(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The same site in a theme."""
    folder = tmp_path_factory.mktemp(f"following-{request.param}")
    return Site.made(folder, FILES, configured(request.param)).build(strict=False).good()


def alternates(built: Built, path: str) -> list[tuple[str, str]]:
    """Media type and absolute address of every feed in a page's head, in their order."""
    root = lxml_html.document_fromstring(built.text(path))
    root.make_links_absolute(f"https://larch.example/{path}")
    links = root.xpath("//head/link[@rel='alternate'][@type]")
    return [
        (link.get("type"), link.get("href").removeprefix("https://larch.example/"))
        for link in links
        if link.get("type") != "text/calendar"
    ]


@pytest.mark.parametrize(
    ("path", "folders"),
    [
        ("index.html", [""]),
        ("404.html", [""]),
        ("subscribe/index.html", [""]),
        ("articles/n1/index.html", ["", "articles/"]),
        ("articles/index.html", ["", "articles/"]),
        ("tags/lath/index.html", ["", "tags/lath/"]),
        ("people/anna/index.html", ["", "people/anna/"]),
        ("archive/2026/index.html", [""]),
    ],
)
def test_10_the_head_tells_of_the_sites_feeds_then_of_those_that_fit_the_page(
    themed: Built, path: str, folders: list[str]
) -> None:
    assert alternates(themed, path) == [(kind, folder + name) for folder in folders for kind, name in FORMATS]


def test_10_no_page_is_without_the_sites_feeds(themed: Built) -> None:
    pages = [
        path for path, data in themed.files().items() if path.endswith(".html") and b'http-equiv="refresh"' not in data
    ]
    assert len(pages) > 15
    assert [path for path in pages if alternates(themed, path)[:3] != [*FORMATS]] == []


def test_10_subscribe_lists_every_feed_in_a_field_that_can_be_selected_without_a_script(themed: Built) -> None:
    root = lxml_html.document_fromstring(themed.text("subscribe/index.html"))
    fields = {field.get("value"): field for field in root.xpath("//input[@readonly]")}
    feeds = {f"https://larch.example/{path}" for path in themed.files() if path.endswith("feed.xml")}
    assert feeds <= fields.keys()
    assert "https://larch.example/community/events/calendar.ics" in fields
    for url, field in fields.items():
        (label,) = root.xpath(f"//label[@for='{field.get('id')}']")
        assert label.text_content().strip()
        (button,) = field.xpath("following-sibling::button")
        assert (button.get("data-copy"), button.get("type")) == (url, "button")
        assert button.get("hidden") is not None


def test_10_subscribe_tells_of_mail_calendars_readers_and_the_list_of_all(themed: Built) -> None:
    root = lxml_html.document_fromstring(themed.text("subscribe/index.html"))
    links = {a.get("href") for a in root.xpath("//a")}
    assert "https://letter.example/larch" in links
    assert "webcal://larch.example/calendar.ics" in links
    assert "feed:https://larch.example/feed.xml" in links
    assert "https://feedly.com/i/subscription/feed/https%3A%2F%2Flarch.example%2Ffeed.xml" in links
    assert "../feeds.opml" in links
    assert "A feed is a list of what Larch & Sons publishes" in root.text_content()


def test_8_syndication_states_the_terms(themed: Built) -> None:
    root = lxml_html.document_fromstring(themed.text("syndication/index.html"))
    text = " ".join(root.text_content().split())
    assert root.xpath("//a[@rel='license']/@href") == ["https://creativecommons.org/licenses/by/4.0/"]
    assert "Link to the page where the text first stood" in text
    assert "<meta name='robots' content='noindex'>" in text
    assert "<p>First published at <a href='https://larch.example/…'>Larch &amp; Sons</a>.</p>" in text
    assert root.xpath("//a[@href='mailto:post@larch.example']")
    assert "{" not in themed.text("syndication/index.html").partition("<h1")[2].partition("</ol>")[0]


def test_both_are_in_the_sitemap_and_lead_nowhere_else_than_to_files(themed: Built) -> None:
    assert {"https://larch.example/subscribe/", "https://larch.example/syndication/"} <= set(
        re.findall("<loc>(.*?)</loc>", themed.text("sitemap.xml"))
    )
    for page in ("subscribe", "syndication"):
        for target in re.findall(r'(?:href|src)="\.\./([^"#?]*)"', themed.text(f"{page}/index.html")):
            assert (themed.folder / target).exists(), target


def test_the_masthead_leads_to_subscribe_from_every_page(tmp_path: Path) -> None:
    built = Site.made(tmp_path, FILES, WITH).build().good()
    for path in ("index.html", "404.html", "articles/n1/index.html", "tags/lath/index.html", "syndication/index.html"):
        root = lxml_html.document_fromstring(built.text(path))
        root.make_links_absolute(f"https://larch.example/{path}")
        (link,) = root.xpath("//header//a[contains(@class, 'gw-subscribe')]/@href")
        assert link == "https://larch.example/subscribe/"
        assert root.xpath("//footer//a[@href='https://larch.example/syndication/']")


def test_every_host_makes_the_same_pages(tmp_path: Path) -> None:
    site = Site.made(tmp_path, FILES, WITH)
    one, *others = [site.build(host, to=f"out-{host}").good().files() for host in HOSTS]
    for other in others:
        assert [path for path in differing(one, other) if path.startswith(("subscribe", "syndication"))] == []


OWN = "---\ntitle: How to follow us\n---\n\nBy pigeon.\n"


@pytest.mark.parametrize("name", ["subscribe.md", "subscribe/index.md"])
@pytest.mark.parametrize("theme", ["goodword", "mkdocs"])
def test_a_page_of_the_authors_own_wins(tmp_path: Path, name: str, theme: str) -> None:
    built = Site.made(tmp_path, {**FILES, name: OWN}, configured(theme)).build(strict=False).good()
    page = built.text("subscribe/index.html")
    assert "By pigeon." in page
    assert "Feedly" not in page
    assert built.text("sitemap.xml").count("larch.example/subscribe/<") == 1


@pytest.mark.parametrize("name", ["subscribe.md", "subscribe/index.md"])
def test_until_it_is_published_ours_stands_there(tmp_path: Path, name: str) -> None:
    draft = OWN.replace("title:", "draft: true\ntitle:")
    built = Site.made(tmp_path, {**FILES, name: draft}, WITH).build().good()
    assert "Feedly" in built.text("subscribe/index.html")
    assert built.holding("pigeon") == []


def test_an_alias_of_the_authors_own_wins(tmp_path: Path) -> None:
    moved = "---\ntitle: Letters\naliases: [/subscribe/]\n---\n\nWrite to us.\n"
    built = Site.made(tmp_path, {**FILES, "letters.md": moved}, WITH).build().good()
    assert 'http-equiv="refresh" content="0; url=../letters/"' in built.text("subscribe/index.html")


def test_without_feeds_there_are_no_such_pages_and_no_link_to_them(tmp_path: Path) -> None:
    built = Site.made(tmp_path, FILES, CONFIG.replace("  - goodword/feeds\n", "")).build().good()
    assert not (built.folder / "subscribe").exists()
    assert "gw-subscribe" not in built.text("index.html")


def test_a_newsletter_that_is_no_address_is_refused(tmp_path: Path) -> None:
    config = WITH.replace("'https://letter.example/larch'", "javascript:alert(1)")
    built = Site.made(tmp_path, FILES, config).build()
    assert built.returncode == 1
    assert "newsletter" in built.said


@pytest.mark.parametrize("theme", ["goodword", "mkdocs"])
def test_a_style_sheet_of_the_sites_own_wins_over_ours(tmp_path: Path, theme: str) -> None:
    config = WITH.replace("{name: goodword}", f"{{name: {theme}, custom_dir: over}}")
    files = {**FILES, "../over/assets/goodword/feed.css": "/* mine */\n"}
    styles = Site.made(tmp_path, files, config).build(strict=False).good().text("assets/goodword/feed.css")
    assert styles.startswith("/* mine */\n")
    assert "/subscribe/ says how" in styles

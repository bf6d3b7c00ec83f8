"""What readers get: listings, blocks, redirects, feeds; in this theme and in others."""

from __future__ import annotations

import functools
import operator
import re
import xml.etree.ElementTree as ET
from collections.abc import Callable
from urllib.parse import quote, unquote, urljoin, urlsplit

import feedparser
import pytest

from sites.building import CONFIG, Built, Site, build_all

pytestmark = pytest.mark.sites

MANY = {
    f"articles/2025-{1 + n // 28:02}-{1 + n % 28:02}-n{n:02}.md": (
        f"---\ntitle: Number {n:02}\ndescription: The {n}th.\ntags: [Many]\nauthors: [ada]\npin: {str(n == 3).lower()}\n---\n\n"
        f'Text {n}, with [another](2025-01-01-n00.md) and ![a picture](p.svg) <img src="../p.svg" srcset="../p.svg 2x" alt="">.\n\n<script>alert(1)</script>\n'
    )
    for n in range(25)
} | {"articles/p.svg": "<svg/>", "people.yml": "ada: {name: Ada & Co, relation: team}\n"}
THEMES = ("material", "mkdocs")
LINK = re.compile(r'(?:href|src)="?([^"\s>&][^"\s>]*)')  # what begins with an & is shown, and leads nowhere


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Twenty-five articles, under a sub-path."""
    config = CONFIG.replace("https://larch.example/", "https://larch.example/shop/de/")
    config = config.replace("goodword/catalogue\n", "goodword/catalogue:\n      raw_html: true\n")
    return Site.made(tmp_path_factory.mktemp("many"), MANY, config).build().good()


@pytest.fixture(scope="module")
def elsewhere(tmp_path_factory: pytest.TempPathFactory, full: Site) -> dict[str, Built]:
    """The full site in other themes, with and without listings."""
    jobs, names = [], []
    for theme in THEMES:
        for listings in (True, False):
            for host in ("mkdocs", "properdocs") if theme == "material" else ("mkdocs",):
                own = Site.copied(full.folder, tmp_path_factory.mktemp(f"{theme}-{listings}-{host}"))
                own.configure("theme: {name: goodword}", f"theme: {{name: {theme}}}")
                if not listings:
                    own.configure("  - goodword/listings\n", "")
                jobs.append((own, host, {}))
                names.append(f"{theme}{'' if listings else '-bare'}-{host}")
    return dict(zip(names, build_all(jobs), strict=True))


ELSEWHERE = [
    "material-mkdocs",
    "material-properdocs",
    "material-bare-mkdocs",
    "material-bare-properdocs",
    "mkdocs-mkdocs",
    "mkdocs-bare-mkdocs",
]


def titles(page: str) -> list[str]:
    """Titles of the rows of a listing, in their order."""
    return re.findall(r'class="gw-row__title[^>]*><a[^>]*>([^<]+)</a>', page)


def links(page: str) -> list[str]:
    """Every address a page names."""
    return [link.replace("&amp;", "&") for link in LINK.findall(page)]


def test_a_section_is_paged_and_the_pinned_come_first(many: Built) -> None:
    pages = [titles(many.text(f"articles/{path}index.html")) for path in ("", "page/2/", "page/3/")]
    assert [len(page) for page in pages] == [10, 10, 5]
    assert pages[0][:2] == ["Number 03", "Number 24"]
    assert sorted(functools.reduce(operator.iadd, pages, [])) == sorted({f"Number {n:02}" for n in range(25)})
    assert "articles/page/4/index.html" not in many.files()


def test_pages_of_a_listing_lead_to_each_other(many: Built) -> None:
    second = many.text("articles/page/2/index.html")
    assert {"../../", "../3/"} <= set(links(second))
    assert "(2)" in re.findall("<title>(.*)</title>", second)[0]


def test_tags_years_people_and_their_overviews_have_pages(full_built: Built) -> None:
    for path in (
        "tags/日本語/",
        "tags/العربية/",
        "tags/café/",
        "tags/",
        "archive/",
        "archive/2026/",
        "archive/2024/",
        "people/",
        "people/bob/",
        "people/ada/",
    ):
        assert f"{path}index.html" in full_built.files(), path
    assert titles(full_built.text("tags/日本語/index.html")) == [
        "Alpha: &lt;b&gt;bold&lt;/b&gt; &amp; &#34;quoted&#34;",
        "Beta",
    ]
    assert "Ada began it." in full_built.text("people/ada/index.html")
    assert "people/carol/index.html" not in full_built.files()


def test_an_empty_section_has_a_page_and_a_feed(full_built: Built) -> None:
    assert "Nothing here yet." in full_built.text("notes/index.html")
    parsed = feedparser.parse(full_built.files()["notes/feed.xml"])
    assert not parsed.bozo
    assert parsed.entries == []
    assert parsed.feed.title == "Full & Sons: Notes"


def test_an_introduction_of_the_author_stands_above_its_list(full_built: Built) -> None:
    page = full_built.text("articles/index.html")
    assert "An introduction of our own." in page
    assert "Articles for you" in page
    assert titles(page)[0] == "Gamma is pinned"


def test_a_series_knows_its_order_and_related_is_mutual_only_where_said(full_built: Built) -> None:
    page = full_built.text("articles/alpha/index.html")
    assert "Series: Letters" in page
    assert 'Next in the series</span> <a href="../beta/"' in page
    assert "Read with this" in full_built.text("articles/beta/index.html")


def test_upcoming_events_stand_apart_from_past_ones(full_built: Built) -> None:
    page = full_built.text("community/events/index.html")
    assert page.index("Upcoming") < page.index("Come and see") < page.index("It was good")
    assert "register.example" in full_built.text("community/events/upcoming/index.html")


def test_a_title_is_escaped_wherever_it_stands(full_built: Built) -> None:
    assert [
        path for path, data in full_built.files().items() if path.endswith(".html") and b"<b>bold</b>" in data
    ] == []


@pytest.mark.parametrize("host", ["goodword", "mkdocs", "properdocs"])
def test_the_block_latest_lists_entries(host: str, full_everywhere: dict[str, Built]) -> None:
    page = full_everywhere[host].good().text("about/index.html")
    assert "Newest news" in page
    assert 'href="../press/release/"' in page
    assert 'href="../articles/beta/"' in page
    assert "goodwordblock" not in page
    assert "latest:" not in page


@pytest.mark.parametrize("name", ELSEWHERE)
def test_the_block_latest_works_in_other_themes(name: str, elsewhere: dict[str, Built]) -> None:
    page = elsewhere[name].good().text("about/index.html")
    assert 'href="../press/release/"' in page
    assert elsewhere[name].holding("goodwordblock") == []


def test_aliases_lead_to_the_entry(full_built: Built) -> None:
    for path, target in (("old/alpha/index.html", "../../articles/alpha/"), ("first.html", "articles/alpha/")):
        page = full_built.text(path)
        assert f'url={target}"' in page
        assert '<link rel="canonical" href="https://full.example/articles/alpha/">' in page
        assert "noindex" in page
        assert path.removesuffix("index.html") not in full_built.text("sitemap.xml")


def test_every_relative_link_of_a_site_leads_to_a_file(
    full_built: Built, many: Built, demonstration_built: Built
) -> None:
    for built, _base in ((full_built, ""), (many, ""), (demonstration_built, "")):
        files, broken = set(built.files()), []
        for path in files:
            if path.endswith(".html") and path != "404.html":
                for link in links(built.text(path)):
                    parts = urlsplit(link)
                    if parts.scheme or parts.netloc or not parts.path or "{" in link:
                        continue
                    target = urljoin(f"https://x/{quote(path)}", parts.path)
                    name = _unquoted(urlsplit(target).path)
                    if (f"{name}index.html" if name.endswith("/") or not name else name) not in files:
                        broken.append((path, link))
        assert broken == []


def _unquoted(path: str) -> str:
    return unquote(path).lstrip("/")


def test_under_a_sub_path_pages_link_relatively_and_feeds_absolutely(many: Built) -> None:
    rooted = [
        (path, link)
        for path in many.files()
        if path.endswith(".html") and path != "404.html"
        for link in links(many.text(path))
        if link.startswith("/")
    ]
    assert rooted == []
    assert all(link.startswith("/shop/de/") for link in links(many.text("404.html")) if link.startswith("/"))
    parsed = feedparser.parse(many.files()["articles/feed.xml"])
    assert all(entry.link.startswith("https://larch.example/shop/de/articles/") for entry in parsed.entries)
    assert "https://larch.example/shop/de/sitemap.xml" in many.text("robots.txt")


FEEDS = ("", "articles/", "press/", "community/stories/", "community/events/", "community/polls/", "notes/")


@pytest.mark.parametrize("path", FEEDS)
def test_every_feed_is_well_formed_and_says_where_it_stands(path: str, full_built: Built) -> None:
    data = full_built.files()[f"{path}feed.xml"]
    parsed = feedparser.parse(data)
    assert not parsed.bozo, parsed.bozo_exception
    assert parsed.version == "rss20"
    assert parsed.feed.link == f"https://full.example/{path}"
    assert any(link.rel == "self" and link.href == f"https://full.example/{path}feed.xml" for link in parsed.feed.links)
    assert len({entry.id for entry in parsed.entries}) == len(parsed.entries)


def test_a_feed_carries_what_is_published_newest_first(full_built: Built) -> None:
    parsed = feedparser.parse(full_built.files()["feed.xml"])
    assert [urlsplit(entry.link).path for entry in parsed.entries] == [
        "/community/polls/open/",
        "/press/release/",
        "/articles/alpha/",
        "/community/events/upcoming/",
        "/articles/beta/",
        "/press/coverage/",
        "/community/stories/story/",
        "/community/events/past/",
        "/articles/gamma/",
    ]
    alpha = parsed.entries[2]
    assert alpha.title in ('Alpha: <b>bold</b> & "quoted"', 'Alpha: &lt;b&gt;bold&lt;/b&gt; &amp; "quoted"')
    assert alpha.id == "tag:full.example,2026:articles/alpha/"
    assert [tag.term for tag in alpha.tags] == ["Café", "日本語"]
    assert alpha.published_parsed[:5] == (2026, 11, 2, 11, 0)
    assert {author.name for author in alpha.authors} == {"Ada Able", "Bob Bold"}


@pytest.mark.parametrize("name", ["many", "full_built", "demonstration_built"])
def test_what_a_feed_carries_is_absolute_and_runs_nothing(name: str, request: pytest.FixtureRequest) -> None:
    built = request.getfixturevalue(name)
    for path in [path for path in built.files() if path.endswith("feed.xml")]:
        parsed = feedparser.parse(built.files()[path], sanitize_html=False, resolve_relative_uris=False)
        assert not parsed.bozo
        for entry in parsed.entries:
            body = entry.content[0].value if "content" in entry else ""
            assert "<script" not in body.lower()
            assert "javascript:" not in body.lower()
            for link in links(body):
                assert link.startswith(("https://", "http://", "mailto:", "tel:", "#")), (path, link)
            assert not re.search(r'srcset="(?!https?://)', body)
            assert entry.link.startswith("https://")


def test_no_feed_item_is_dated_after_the_build_or_before_its_day(demonstration_built: Built) -> None:
    for path in [path for path in demonstration_built.files() if path.endswith("feed.xml")]:
        for entry in feedparser.parse(demonstration_built.files()[path]).entries:
            assert (2020, 1, 1) < entry.published_parsed[:3] <= (2026, 11, 22)


def test_the_sitemap_names_every_listed_page_and_nothing_else(full_built: Built) -> None:
    root = ET.fromstring(full_built.files()["sitemap.xml"])
    space = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    found = [url.findtext(f"{space}loc") or "" for url in root]
    pages = {
        f"https://full.example/{quote(p.removesuffix('index.html'))}"
        for p in full_built.files()
        if p.endswith("index.html")
    }
    assert sorted(found) == sorted(pages - {"https://full.example/old/alpha/"})
    days = {url.findtext(f"{space}loc"): url.findtext(f"{space}lastmod") for url in root}
    assert days["https://full.example/articles/beta/"] == "2026-11-05"
    assert days["https://full.example/press/release/"] == "2026-11-12"
    assert days["https://full.example/articles/"] == "2026-11-05"
    assert all(day is None or day <= "2026-11-22" for day in days.values())


@pytest.mark.parametrize("name", ELSEWHERE)
def test_other_themes_build_under_strict(name: str, elsewhere: dict[str, Built]) -> None:
    assert elsewhere[name].good().files()
    assert "Something is new" in elsewhere[name].text("press/release/index.html")


@pytest.mark.parametrize("name", ELSEWHERE)
def test_other_themes_carry_the_same_feeds(name: str, elsewhere: dict[str, Built], full_built: Built) -> None:
    built = elsewhere[name].good()
    for path in FEEDS:
        ours, theirs = (feedparser.parse(b.files()[f"{path}feed.xml"]) for b in (full_built, built))
        assert not theirs.bozo
        assert [(e.id, e.link, e.title, e.published) for e in ours.entries] == [
            (e.id, e.link, e.title, e.published) for e in theirs.entries
        ]


@pytest.mark.parametrize("name", ELSEWHERE)
def test_other_themes_say_in_every_head_where_the_feed_is(name: str, elsewhere: dict[str, Built]) -> None:
    built = elsewhere[name].good()
    for path in ("index.html", "about/index.html", "articles/alpha/index.html"):
        head = built.text(path).partition("</head>")[0]
        assert re.search(
            r'<link rel="alternate" type="application/rss\+xml"[^>]*href="https://full.example/feed.xml"', head
        ), path


@pytest.mark.parametrize("name", ELSEWHERE)
def test_other_themes_have_listings_only_when_asked(name: str, elsewhere: dict[str, Built]) -> None:
    built = elsewhere[name].good()
    assert ("tags/日本語/index.html" in built.files()) == ("-bare" not in name)
    assert ("press/index.html" in built.files()) == ("-bare" not in name)
    if "-bare" not in name:
        assert "../articles/alpha/" in built.text("press/index.html") or "release/" in built.text("press/index.html")


@pytest.mark.parametrize("name", ELSEWHERE)
def test_other_themes_show_one_heading_and_our_title(name: str, elsewhere: dict[str, Built]) -> None:
    page = elsewhere[name].good().text("articles/alpha/index.html")
    assert len(re.findall(r"<h1[ >]", page.partition("<body")[2].partition("</footer")[0])) >= 1
    assert "Alpha, at length" in page
    assert "<b>bold</b>" not in page


@pytest.mark.parametrize("theme", THEMES)
def test_other_themes_lead_to_every_page_of_a_list_and_of_what_a_person_wrote(
    theme: str, site: Callable[..., Site]
) -> None:
    texts = {
        f"articles/n{n}.md": f"---\ntitle: N{n}\ndate: 2025-{n % 12 + 1:02}-01\nauthors: [ada]\n---\n\nText.\n"
        for n in range(101)
    }
    config = CONFIG.replace("{name: goodword}", f"{{name: {theme}}}")
    built = site({**texts, "people.yml": "ada: {name: Ada, relation: team}\n"}, config).build(strict=False).good()
    for path in ("people/ada/", "archive/2025/", "articles/"):
        first, second = built.text(f"{path}index.html"), built.text(f"{path}page/2/index.html")
        assert re.search(r'<a rel="?next"? href="?page/2/"?>Older</a>', first), path
        assert re.search(r'<a rel="?prev"? href="?\.\./\.\./"?>Newer</a>', second), path
    assert "Written here" in built.text("people/ada/index.html")
    assert built.text("people/ada/index.html").count("<time") == 100


@pytest.mark.parametrize("theme", ["goodword", *THEMES])
def test_a_hostile_title_runs_in_no_theme(theme: str, site: Callable[..., Site]) -> None:
    hostile = '---\ntitle: "</title><script>alert(1)</script>"\ndescription: \'"><script>alert(2)</script>\'\ndate: 2026-11-01\n---\n\nText.\n'
    built = site({"articles/a.md": hostile}, CONFIG.replace("{name: goodword}", f"{{name: {theme}}}")).build().good()
    assert [path for path in built.holding("<script>alert(") if path.endswith(".html")] == []


def test_the_authors_own_navigation_keeps_its_words(site: Callable[..., Site]) -> None:
    config = CONFIG + "nav:\n  - Front: index.md\n  - Who we are: about.md\n  - Elsewhere: https://elsewhere.example/\n"
    page = site({"about.md": "# About the firm\n\nText.\n"}, config).build().good().text("index.html")
    masthead = page.partition("<nav")[2].partition("</nav>")[0]
    assert "Who we are" in masthead
    assert "https://elsewhere.example/" in masthead


def test_words_of_a_custom_dir_replace_ours(site: Callable[..., Site]) -> None:
    own = site(
        {"../ours/locales/en.yml": "listing.empty: Noch nichts.\n"},
        CONFIG.replace("{name: goodword}", "{name: goodword, custom_dir: ours}"),
    )
    assert "Noch nichts." in own.build().good().text("press/index.html")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("listing.tag: 'On {tga}'", "'listing.tag' names '{tga}'. It may name {tag}."),
        ("listing.empty: 'Nothing {of}'", "'listing.empty' names '{of}'. It may name nothing."),
        ("listing.tag: 'On {'", "'listing.tag' is not written as it must be: "),
        ("listing.tag: 'On {tag:d}'", "'listing.tag' names '{tag:d}'. It may name {tag}."),
        ("listing.tag: 'On {tag!r}'", "'listing.tag' names '{tag!r}'. It may name {tag}."),
    ],
)
def test_words_that_name_what_they_are_not_told_are_refused_by_file_and_key(
    words: str, told: str, site: Callable[..., Site]
) -> None:
    config = CONFIG.replace("{name: goodword}", "{name: goodword, custom_dir: ours}")
    built = site({"../ours/locales/en.yml": f"{words}\n"}, config).build(strict=False)
    assert built.returncode == 1
    assert f"en.yml: {told}" in built.said
    assert "Traceback" not in built.said


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (b"subscribe: Gr\xfc\xdfe\n", "1:1: error GW030 this file is not UTF-8 (byte 13). Save it as UTF-8."),
        ("- subscribe\n", "1:1: error GW015 this file is not a mapping. Write 'key: text' lines."),
        ("subscribe: [\n", "2:1: error GW006 this is not valid YAML: "),
        ("subscribe: a\0b\n", "1:1: error GW004 the metadata holds characters that YAML does not allow."),
        ("subscribe: a\nsubscribe: b\n", "2:1: error GW007 'subscribe' is set twice (first on line 1)."),
        ("subscribe: !!python/name:os.system x\n", "1:12: error GW008 "),
        ("listing.tag: a\nsubscribe:\n", "2:1: error GW015 'subscribe' is no text. Write 'key: text', or forms"),
        ("subscribe: [a]\n", "1:1: error GW015 'subscribe' is no text."),
        ("minutes: {one: a}\n", "1:1: error GW015 'minutes' is no text."),
        ("minutes: {other: [a]}\n", "1:1: error GW015 'minutes' is no text."),
    ],
)
def test_words_that_cannot_be_read_are_told_at_their_line(
    words: str | bytes, told: str, site: Callable[..., Site]
) -> None:
    config = CONFIG.replace("{name: goodword}", "{name: goodword, custom_dir: ours}")
    built = site({"../ours/locales/en.yml": words}, config).build(strict=False)
    assert built.returncode == 1
    assert f"ours/locales/en.yml:{told}" in built.said
    assert "Traceback" not in built.said


def test_words_are_texts_however_they_look_and_whatever_ends_their_lines(site: Callable[..., Site]) -> None:
    config = CONFIG.replace("{name: goodword}", "{name: goodword, custom_dir: ours}")
    words = "\ufefflisting.empty: No\r\nlisting.tag: 3\r\n"
    page = site({"../ours/locales/en.yml": words}, config).build().good().text("press/index.html")
    assert ">No<" in page

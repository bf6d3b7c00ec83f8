from datetime import date

import pytest
from lxml import etree
from lxml import html as lxml_html

from goodword.projections.outputs import last_modified, redirects, robots, sitemap
from making import article, at, clean, entry_source, one, source

NOW = at("2026-06-01T00:00Z")
SPACE = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}


def read(urls):
    root = etree.fromstring(sitemap(urls).encode())
    return [
        (u.findtext("s:loc", namespaces=SPACE), u.findtext("s:lastmod", namespaces=SPACE))
        for u in root.findall("s:url", SPACE)
    ]


def test_a_sitemap_has_every_address_in_its_order():
    assert read([("https://x.example/", None), ("https://x.example/a/", date(2026, 5, 3))]) == [
        ("https://x.example/", None),
        ("https://x.example/a/", "2026-05-03"),
    ]


def test_an_address_with_marks_is_escaped_in_the_sitemap():
    url = "https://x.example/?a=1&b=<x>'\""
    assert read([(url, None)]) == [(url, None)]


def test_an_empty_sitemap_is_well_formed():
    assert read([]) == []


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ({"date": "2026-01-01"}, date(2026, 1, 1)),
        ({"date": "2026-01-01", "updated": "2026-02-02"}, date(2026, 2, 2)),
        ({"date": "2026-03-03", "updated": "2026-02-02"}, date(2026, 3, 3)),
        ({"date": "2026-01-01", "corrections": [{"date": "2026-04-04", "text": "x"}]}, date(2026, 4, 4)),
        ({"date": "2026-01-01", "reviewed": "2026-05-05"}, date(2026, 1, 1)),
    ],
)
def test_the_last_change_is_the_newest_of_published_updated_and_corrected(keys, expected):
    assert last_modified(one(entry_source("press/a.md", **keys))) == expected


def test_what_has_no_date_has_no_last_change():
    assert last_modified(one(entry_source("about.md"))) is None


def made(*sources, **values):
    return {output.path: output.data.decode() for output in redirects(clean(*sources, **values), NOW)}


def targets(page):
    root = lxml_html.document_fromstring(page)
    refresh = root.xpath("//meta[@http-equiv='refresh']/@content")[0]
    return refresh, root.xpath("//a/@href")[0], root.xpath("//link[@rel='canonical']/@href")[0]


@pytest.mark.parametrize(
    ("alias", "path", "here"),
    [
        ("/old/", "old/index.html", "../articles/a/"),
        ("/blog/2019/old/", "blog/2019/old/index.html", "../../../articles/a/"),
        ("/old.html", "old.html", "articles/a/"),
    ],
)
def test_an_old_address_leads_to_the_new_one(alias, path, here):
    page = made(article("a", aliases=[alias]))[path]
    assert targets(page) == (f"0; url={here}", here, "https://larkfield.example/articles/a/")


def test_every_alias_has_its_redirect():
    assert set(made(article("a", aliases=["/one/", "/two/"]), article("b", aliases=["/three/"]))) == {
        "one/index.html",
        "two/index.html",
        "three/index.html",
    }


def test_a_redirect_to_the_home_page_leads_there():
    page = made(entry_source("index.md", aliases=["/home/"]))["home/index.html"]
    assert targets(page) == ("0; url=../", "../", "https://larkfield.example/")


def test_without_a_site_address_the_canonical_is_the_relative_one():
    page = made(article("a", aliases=["/old/"]), url="")["old/index.html"]
    assert targets(page)[1] == "../articles/a/"


@pytest.mark.parametrize("keys", [{"draft": True}, {"publish_at": "2027-01-01"}, {"expires": "2026-01-02"}])
def test_a_withheld_entry_has_no_redirect(keys):
    assert made(article("a", aliases=["/old/"], **keys)) == {}


def test_a_hostile_title_stays_text_in_a_redirect():
    title = "</title><script>alert(1)</script>\" ' & <b>"
    page = made(article("a", title=title, aliases=["/old/"]))["old/index.html"]
    root = lxml_html.document_fromstring(page)
    assert root.findtext(".//title") == title
    assert root.xpath("//script") == []
    assert root.xpath("//a")[0].text == title


def test_an_address_with_other_letters_is_encoded_in_a_redirect():
    page = made(source("articles/crème brûlée.md", "---\ndate: 2026-01-01\naliases: [/old/]\n---\n# C"))[
        "old/index.html"
    ]
    assert targets(page)[1] == "../articles/cr%C3%A8me%20br%C3%BBl%C3%A9e/"


def test_a_redirect_is_not_indexed_and_tells_its_language():
    page = made(article("a", aliases=["/old/"]), language="fr")["old/index.html"]
    root = lxml_html.document_fromstring(page)
    assert root.xpath("//meta[@name='robots']/@content") == ["noindex"]
    assert root.get("lang") == "fr"


def test_robots_may_read_everything_and_find_the_sitemap():
    output = robots("https://larkfield.example/")
    assert output.path == "robots.txt"
    assert output.data.decode().splitlines() == [
        "User-agent: *",
        "Allow: /",
        "Sitemap: https://larkfield.example/sitemap.xml",
    ]


def test_robots_without_a_site_address_names_no_sitemap():
    assert "Sitemap" not in robots("").data.decode()

import feedparser
import pytest
from lxml import etree

from goodword.entries import Source
from goodword.projections.feeds import rss, whole_feeds
from making import PARIS, article, at, clean, english, entry_source, source

NOW = at("2026-06-01T00:00Z")
ANNA = source("people.yml", "anna: {name: Tom & Co}\nben: {name: Ben Roe}")


def written(*sources, html=None, path="", **values):
    catalogue = clean(*sources, **values)
    made = {feed.path: feed for feed in whole_feeds(catalogue, catalogue.index(NOW), english(), html or {})}
    return rss(made[path])


def parsed(*sources, **values):
    found = feedparser.parse(written(*sources, **values))
    assert not found.bozo, found.get("bozo_exception")
    return found


def text(document, path):
    return etree.fromstring(document).findtext(path)


def test_a_feed_has_every_entry_newest_first():
    found = parsed(article("a", "2026-01-01"), article("b", "2026-03-01"), article("c", "2026-02-01"))
    assert [entry.title for entry in found.entries] == ["B", "C", "A"]
    assert [entry.link for entry in found.entries] == [
        f"https://larkfield.example/articles/{name}/" for name in ("b", "c", "a")
    ]


def test_an_empty_feed_is_valid_and_has_its_channel():
    found = parsed(path="press/")
    assert found.entries == []
    assert found.version == "rss20"
    assert (found.feed.title, found.feed.link) == ("Larkfield: Press", "https://larkfield.example/press/")


def test_the_channel_says_what_it_is_and_where():
    document = written(article("a"), description="Old houses & more", language="fr", path="articles/")
    found = feedparser.parse(document)
    assert found.feed.subtitle == "Old houses & more"
    assert found.feed.language == "fr"
    assert text(document, "channel/link") == "https://larkfield.example/articles/"
    links = etree.fromstring(document).findall("channel/{http://www.w3.org/2005/Atom}link")
    assert [(link.get("rel"), link.get("href"), link.get("type")) for link in links] == [
        ("self", "https://larkfield.example/articles/feed.xml", "application/rss+xml")
    ]


def test_dates_carry_their_zone():
    found = parsed(article("a", "2026-05-03T18:00"), zone=PARIS)
    assert found.entries[0].published == "Sun, 03 May 2026 18:00:00 +0200"
    assert found.entries[0].published_parsed[:5] == (2026, 5, 3, 16, 0)


def test_the_last_build_is_the_newest_items_and_never_now():
    document = written(article("a", "2026-01-01", updated="2026-04-01"), article("b", "2026-03-01"))
    assert text(document, "channel/lastBuildDate") == "Wed, 01 Apr 2026 12:00:00 +0000"


def test_an_identity_that_is_no_address_is_not_called_a_permalink():
    document = written(article("a"), authority="larkfield.example", since="2026")
    guid = etree.fromstring(document).find("channel/item/guid")
    assert (guid.text, guid.get("isPermaLink")) == ("tag:larkfield.example,2026:articles/a/", "false")
    guid = etree.fromstring(written(article("a"))).find("channel/item/guid")
    assert (guid.text, guid.get("isPermaLink")) == ("https://larkfield.example/articles/a/", "true")


def test_authors_are_names_and_tags_are_categories():
    found = parsed(ANNA, article("a", authors=["anna", "ben"], tags=["Roof & Wall", "Tiles"]))
    (entry,) = found.entries
    document = written(ANNA, article("a", authors=["anna", "ben"]))
    creators = etree.fromstring(document).findall(".//{http://purl.org/dc/elements/1.1/}creator")
    assert [creator.text for creator in creators] == ["Tom & Co", "Ben Roe"]
    assert [tag.term for tag in entry.tags] == ["Roof & Wall", "Tiles"]


def test_summary_and_content_are_both_there_in_this_order():
    document = written(article("a", description="Short."), html={"articles/a/": "<p>Long <b>text</b>.</p>"})
    item = etree.fromstring(document).find("channel/item")
    assert [child.tag.rpartition("}")[2] for child in item if child.tag.endswith(("description", "encoded"))] == [
        "description",
        "encoded",
    ]
    assert item.findtext("description") == "Short."
    (entry,) = feedparser.parse(document).entries
    assert entry.content[0].value.startswith("<p>Long <b>text</b>.</p>\n<p><small>First published at")


@pytest.mark.parametrize(
    "title",
    [
        "]]>",
        "Tom & Co",
        "a < b > c",
        "\"quotes\" and 'more'",
        "🎉 emoji 👩‍🚀",
        "مرحبا \u202e rtl",
        "日本語",
        "é e\u0301",
        "{name} %s ${x}",
        "x" * 10_000,
        "100 % & more;",
    ],
)
def test_a_title_comes_back_as_it_was_written(title):
    found = parsed(article("a", title=title))
    assert found.entries[0].title == title


@pytest.mark.parametrize(
    "title", ["a &amp; b", "<x>", "</title><script>alert(1)</script>", "<b>bold</b>", "&#60;x&#62;"]
)
def test_a_title_that_looks_like_markup_is_shown_as_text(title):
    """Readers take a title that holds a tag or an entity for HTML: it must come back as the text it is."""
    (entry,) = parsed(article("a", title=title)).entries
    detail = entry.title_detail
    shown = etree.fromstring(f"<t>{detail.value}</t>").text if detail.type == "text/html" else detail.value
    assert shown == title


@pytest.mark.parametrize("title", ["a\x00b", "a\x08b", "a\x0bb", "a\x1fb", "a\x7fb", "a\ufffeb"])
def test_a_control_character_is_left_out_and_the_rest_stands(title):
    bad = Source("articles/bad.md", f"---\ndate: 2026-02-01\n---\n# {title}")
    found = parsed(bad, article("good"))
    assert [entry.title.replace(" ", "") for entry in found.entries] == ["ab", "Good"]


@pytest.mark.parametrize("title", ["\x08", "\ufffe", "\x7f\x00"])
def test_a_title_of_nothing_but_control_characters_never_breaks_a_feed(title):
    bad = source(
        "articles/bad.md", f'---\ndate: 2026-02-01\ntitle: "{title.encode("unicode_escape").decode()}"\n---\nText.'
    )
    found = parsed(bad, article("good"))
    assert [entry.link for entry in found.entries] == [
        "https://larkfield.example/articles/bad/",
        "https://larkfield.example/articles/good/",
    ]
    assert found.entries[0].title


def test_a_lone_surrogate_never_breaks_a_feed():
    found = parsed(Source("articles/bad.md", "---\ndate: 2026-02-01\n---\n# a\ud800b"), article("good"))
    assert [entry.title for entry in found.entries] == ["ab", "Good"]


@pytest.mark.parametrize(
    "html", ["<p>x ]]> y</p>", "<p>&#1;&#11;</p>", "<p>\x01</p>", "<p>&#xFFFE;</p>", "<pre>]]&gt;</pre>", "&lt;x&gt;"]
)
def test_hostile_content_never_breaks_a_feed(html):
    found = parsed(article("a"), article("b", "2026-02-01"), html={"articles/a/": html})
    assert [entry.title for entry in found.entries] == ["B", "A"]


def test_a_summary_is_plain_text_escaped_for_html():
    """A description is HTML to every reader: `<x>` in a plain summary must survive it."""
    document = written(article("a", description="1 < 2 & <x> counts"))
    assert text(document, "channel/item/description") == "1 &lt; 2 &amp; &lt;x&gt; counts"


@pytest.mark.parametrize("value", ["<script>alert(1)</script>", "]]>", "&", "\x01"])
def test_hostile_tags_and_names_stay_text(value):
    name = value.replace("\x01", "")
    people = entry_source("people/anna.md", name=f"N{value}")
    document = written(people, article("a", tags=[f"T{value}"], authors=["anna"]))
    item = etree.fromstring(document).find("channel/item")
    assert item.findtext("category") == (f"T{name}" if "<" not in name else "T‹script›alert(1)‹/script›")
    assert item.findtext("{http://purl.org/dc/elements/1.1/}creator") == f"N{name}"


def test_the_same_feed_gives_the_same_bytes_twice():
    sources = [ANNA, article("a", authors=["anna"], tags=["x", "y"]), article("b", "2026-02-01")]
    assert written(*sources, html={"articles/a/": "<p>A</p>"}) == written(*sources, html={"articles/a/": "<p>A</p>"})


def test_the_bytes_are_utf_8_and_say_so():
    document = written(article("a", title="Crème"))
    assert document.startswith(b"<?xml version='1.0' encoding='UTF-8'?>")
    assert "Crème" in document.decode("utf-8")

from datetime import timedelta

import pytest

from goodword.dates import parse_when
from goodword.projections.feeds import feed_urls, rss, whole_feeds
from goodword.projections.feeds.text import clean_text, moment
from making import PARIS, article, at, clean, english, entry_source, source

NOW = at("2026-06-01T00:00Z")
PAGE = "https://larkfield.example/articles/a/"
SIGNED = f'\n<p><small>First published at <a href="{PAGE}">Larkfield</a>.</small></p>'


def made(*sources, html=None, now=NOW, **values):
    catalogue = clean(*sources, **values)
    documents = whole_feeds(catalogue, catalogue.index(now), english(), html or {})
    return {feed.path: feed for feed in documents if not feed.archive}


def item(*sources, html=None, **values):
    (found,) = made(*sources, html=html, **values)[""].items
    return found


def test_the_site_and_each_section_have_a_feed_an_empty_one_included():
    found = made(article("a"))
    assert set(found) == {"", "articles/", "press/", "community/stories/", "community/events/", "community/polls/"}
    assert found["press/"].items == ()
    assert feed_urls(clean(), clean().index(at("2026-11-22T12:00Z")), english())["articles/"] == "Larkfield: Articles"


def test_a_feed_tells_where_it_belongs():
    feed = made(article("a"), description="Old houses.", language="fr")["articles/"]
    assert (feed.home, feed.site) == ("https://larkfield.example/articles/", "https://larkfield.example/")
    assert (feed.title, feed.description, feed.language) == ("Larkfield: Articles", "Old houses.", "fr")


def test_a_sections_introduction_describes_its_feed():
    feed = made(entry_source("articles/index.md", description="What we know."), article("a"))["articles/"]
    assert feed.description == "What we know."


@pytest.mark.parametrize("keys", [{"draft": True}, {"publish_at": "2027-01-01"}, {"unlisted": True}])
def test_a_withheld_introduction_describes_nothing(keys):
    feed = made(entry_source("articles/index.md", description="The secret plan.", **keys), article("a"))["articles/"]
    assert "secret" not in feed.description


def test_items_are_newest_first_and_at_most_fifty():
    sources = [article(f"a{n:03}", (NOW - timedelta(days=n + 1)).date().isoformat()) for n in range(60)]
    found = made(*sources)[""].items
    assert [i.title for i in found] == [f"A{n:03}" for n in range(len(found))]
    assert 26 <= len(found) <= 50


def test_pages_and_people_are_no_items():
    assert made(entry_source("about.md"), source("people.yml", "a: {relation: team}"))[""].items == ()


@pytest.mark.parametrize(
    "keys",
    [
        {"draft": True},
        {"publish_at": "2027-01-01"},
        {"embargo": "2027-01-01"},
        {"expires": "2026-05-01"},
        {"unlisted": True},
        {"consent": "withdrawn"},
    ],
)
def test_what_the_gate_withholds_is_in_no_feed(keys):
    found = made(entry_source("press/secret.md", date="2026-01-01", **keys))
    assert all(feed.items == () for feed in found.values())


def test_an_item_carries_what_its_entry_says():
    found = item(
        source("people.yml", "anna: {name: Anna Roe}"),
        article(
            "a",
            title="T",
            description="D.",
            tags=["Roof"],
            authors=["anna"],
            updated="2026-02-02",
            image={"src": "a.png", "alt": "x"},
        ),
        html={"articles/a/": "<p>Body.</p>"},
        files=("articles/a.png",),
        authority="larkfield.example",
        since="2026",
    )
    assert (found.id, found.url) == ("tag:larkfield.example,2026:articles/a/", PAGE)
    assert (found.title, found.summary, found.content) == ("T", "D.", "<p>Body.</p>" + SIGNED)
    assert ([author.name for author in found.authors], found.tags) == (["Anna Roe"], ("Roof",))
    assert found.image.url == "https://larkfield.example/articles/a.png"
    assert (found.published, found.updated) == (at("2026-01-01T12:00Z"), at("2026-02-02T12:00Z"))


def test_the_summary_is_the_description_else_the_excerpt_else_the_title():
    html = {"articles/a/": "<p>First.</p><p>Second.</p>"}
    assert item(article("a", description="Own."), html=html).summary == "Own."
    assert item(article("a"), html=html).summary == "First."
    assert item(article("a")).summary == "A"


def test_updated_never_precedes_published():
    found = item(article("a", "2026-03-01", updated="2026-01-01"))
    assert found.updated == found.published


def test_a_day_without_a_time_is_noon_of_it_in_the_sites_zone():
    assert moment(parse_when("2026-07-01", PARIS)) == at("2026-07-01T10:00Z")
    assert moment(parse_when("2026-07-01T18:30", PARIS)) == at("2026-07-01T16:30Z")
    assert moment(parse_when("2026-03-29", PARIS)) == at("2026-03-29T10:00Z")


def test_a_feed_was_updated_when_its_newest_item_was_and_not_now():
    feed = made(article("a", "2026-01-01", updated="2026-04-01"), article("b", "2026-03-01"))["articles/"]
    assert feed.updated == at("2026-04-01T12:00Z")
    later = made(
        article("a", "2026-01-01", updated="2026-04-01"), article("b", "2026-03-01"), now=at("2026-09-09T00:00Z")
    )
    assert later["articles/"] == feed


def test_a_storys_quotation_and_a_coverages_link_are_in_the_content():
    story = entry_source(
        "community/stories/a.md",
        date="2026-01-01",
        quote={"text": "1 < 2 & <b>", "by": {"name": "Jo"}},
        consent={"date": "2026-01-01"},
    )
    assert "1 &lt; 2 &amp; &lt;b&gt;" in item(story, html={"community/stories/a/": "<p>x</p>"}).content
    coverage = entry_source(
        "press/a.md", date="2026-01-01", type="coverage", outlet="The <Times>", url="https://t.example/?a=1&b=2"
    )
    content = item(coverage).content
    assert 'href="https://t.example/?a=1&amp;b=2"' in content
    assert "The &lt;Times&gt;" in content


def test_an_address_with_other_letters_is_a_uri():
    """RFC 3986: a feed's link and guid carry no space and no letter outside ASCII."""
    found = item(source("articles/crème brûlée.md", "---\ndate: 2026-01-01\n---\n# C"))
    assert found.url == "https://larkfield.example/articles/cr%C3%A8me%20br%C3%BBl%C3%A9e/"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a\x00\x01b", "ab"),
        ("a\nb\t c", "a b c"),
        ("a\ud800b", "ab"),
        ("🎉 ]]> &", "🎉 ]]> &"),
        ("\ufffeא\u202e", "א\u202e"),
    ],
)
def test_plain_text_keeps_everything_xml_can_carry(text, expected):
    assert clean_text(text) == expected


def test_the_same_sources_give_the_same_bytes():
    sources = [article("a", tags=["x", "y"], body="Text."), article("b", "2026-02-01")]
    html = {"articles/a/": "<p>A</p>", "articles/b/": "<p>B</p>"}
    assert [rss(f) for f in made(*sources, html=html).values()] == [
        rss(f) for f in made(*reversed(sources), html=html, now=at("2026-08-08T08:08Z")).values()
    ]


def test_an_edit_changes_only_the_feeds_that_have_the_entry():
    before = made(article("a"), entry_source("press/p.md", date="2026-01-01"))
    after = made(article("a", title="New"), entry_source("press/p.md", date="2026-01-01"))
    assert {path for path in before if rss(before[path]) != rss(after[path])} == {"", "articles/"}

"""What journalists take away, and how a newsroom is arranged."""

import io
import zipfile

import pytest
from msgspec.structs import force_setattr

from goodword.checks import exposed_embargoes
from goodword.newsroom import firm_kit
from goodword.projections.feeds import whole_feeds
from goodword.projections.newsroom import kits, release, zipped
from goodword.projections.newsroom.plain import plain
from goodword.projections.pages.listings import listing_view, listings
from goodword.projections.pages.newsroom import newsroom_view
from making import at, clean, codes, english, entry_source, lines, loaded, source, views

NOW = "2026-06-01T12:00Z"
PAGE = "https://larkfield.example/press/a/"
FIRM = source(
    "company.yml",
    """
    name: Larkfield
    boilerplate: We mend.
    press_contact: dora
    contact_points: [{name: Press, email: press@larkfield.example}]
    kit:
      - {src: mark.svg, title: The mark, credit: Ann, license: CC0-1.0}
      - press/mark.svg
    """,
)
DORA = source("people.yml", "dora: {name: Dora, role: Press}")
FILES = ("mark.svg", "press/mark.svg", "press/house.jpg")


def press(name="a", **keys):
    return entry_source(f"press/{name}.md", **{"date": "2026-01-01", **keys})


def held(*sources, read=lambda uri: uri.encode(), files=FILES):
    catalogue = clean(*sources, files=files)
    made = {kit.path: zipped(kit, read, english()) for kit in kits(catalogue, lambda entry: not entry.draft)}
    return {path: zipfile.ZipFile(io.BytesIO(data)) for path, data in made.items() if data}


def test_the_firms_kit_and_an_updates_own_are_archives_with_their_credits():
    made = held(FIRM, DORA, press(kit=["house.jpg"]))
    assert {path: archive.namelist() for path, archive in made.items()} == {
        "press/kit.zip": ["CREDITS.txt", "mark.svg", "press-mark.svg"],
        "press/a/kit.zip": ["CREDITS.txt", "house.jpg"],
    }
    note = made["press/kit.zip"].read("CREDITS.txt").decode("utf-8-sig")
    assert "mark.svg\r\n  The mark\r\n  Credit: Ann\r\n  Terms: CC0-1.0\r\n" in note
    assert note.endswith("press-mark.svg\r\n  No credit is asked for.\r\n")
    assert made["press/a/kit.zip"].read("house.jpg") == b"press/house.jpg"


def test_an_archive_says_nothing_of_when_where_and_by_whom_it_was_made():
    (archive,) = held(FIRM, DORA).values()
    for member in archive.infolist():
        assert member.date_time == (1980, 1, 1, 0, 0, 0)
        assert (member.create_system, member.external_attr >> 16, member.compress_type) == (3, 0o100644, 0)
        assert (member.extra, member.comment) == (b"", b"")


def test_a_file_that_is_not_published_is_in_no_kit_and_an_empty_kit_is_none():
    made = held(FIRM, DORA, press(kit=["house.jpg"]), read=lambda uri: None if "house" in uri else b"x")
    assert list(made) == ["press/kit.zip"]


def test_a_draft_has_no_kit():
    assert held(press(kit=["house.jpg"], draft=True)) == {}


def test_without_a_newsroom_the_firm_has_no_kit():
    assert firm_kit(clean(FIRM, DORA, files=FILES).company, ()) == ("", ())


@pytest.mark.parametrize("name", ["CREDITS.txt", "credits.TXT"])
def test_a_file_with_the_name_of_the_credits_gives_way(name):
    made = held(press(kit=[name]), files=(f"press/{name}",))
    assert made["press/a/kit.zip"].namelist() == ["CREDITS.txt", f"press-{name}"]


def test_a_page_offers_its_own_kit_else_the_firms_with_sizes():
    catalogue = clean(
        FIRM,
        DORA,
        press(kit=["house.jpg"]),
        press("b"),
        press("c", type="coverage", outlet="X", url="https://x.example/"),
        files=FILES,
    )
    shown = views(catalogue, NOW)
    force_setattr(shown, "has_newsroom", True)
    shown.sizes.update({"press/house.jpg": 1_250_000, "mark.svg": 900})
    own, firm, none = (newsroom_view(f"press/{n}/", catalogue.by_source[f"press/{n}.md"], shown) for n in "abc")
    assert [(file.title, file.size) for file in own.files] == [("house.jpg", "1.2 MB")]
    assert (own.kit, own.size, own.plain_text) == ("press/a/kit.zip", "1.2 MB", "press/a/release.txt")
    assert [(file.title, file.size, file.credit) for file in firm.files] == [
        ("The mark", "900 B", "Ann"),
        ("mark.svg", "", ""),
    ]
    assert firm.kit == newsroom_view("press/", None, shown).kit == "press/kit.zip"
    assert none is None


def test_what_stands_where_a_kit_would_is_told():
    found = loaded(FIRM, DORA, press(aliases=["/press/b/release.txt/"]), press("b"), files=FILES)
    assert codes(found.problems) == ["GW023"]


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>One<br>two  three</p>\n<p>Four</p>", "One\ntwo three\n\nFour"),
        ("<ul><li>a</li><li>b<ul><li>c</li></ul></li></ul>", "- a\n- b\n  - c"),
        ("<ol><li>a</li><li><p>b</p><p>c</p></li></ol>", "1. a\n2. b\n   c"),
        ('<ol start="9"><li>a</li><li><p>b</p><p>c</p></li></ol>', "9. a\n10. b\n    c"),
        ('<ol start="x"><li>a</li></ol>', "1. a"),
        ("<blockquote><p>a</p><p>b<br>c</p></blockquote>", "> a\n\n> b\n> c"),
        (
            '<p><a href="../b/">words</a>, <a href="https://x.example/">https://x.example</a></p>',
            "words (https://larkfield.example/press/b/), https://x.example",
        ),
        ('<p><a href="mailto:a@x.example">a@x.example</a> <a href="#n">here</a></p>', "a@x.example here"),
        ('<h2>Head<a class="headerlink" href="#head">¶</a></h2><hr><p>x</p>', "Head\n\n* * *\n\nx"),
        ("<table><tr><th>a</th><th>b</th></tr><tr><td>1</td><td>2</td></tr></table>", "a | b\n1 | 2"),
        ('<p><img src="a.svg" alt="A house"></p><pre><code>x\n  y\n</code></pre>', "[A house]\n\nx\n  y"),
        ("<p>&lt;b&gt; &amp; <strong>so</strong></p><script>alert(1)</script><!-- more -->", "<b> & so"),
        ("words <em>alone</em><p>and</p> then", "words alone\n\nand\n\nthen"),
        ('<p><a href="http://[bad">x</a></p>', "x"),
        ("", ""),
    ],
)
def test_a_body_becomes_plain_text(html, text):
    assert plain(html, PAGE) == text


def test_a_body_nested_beyond_reason_keeps_its_words():
    assert plain("<div>" * 200 + "deep" + "</div>" * 200, PAGE) == "deep"
    assert plain("<blockquote>" * 200 + "<p>deep</p>" + "</blockquote>" * 200, PAGE).endswith("deep")


def test_a_release_as_text_has_everything_a_journalist_needs():
    catalogue = clean(
        FIRM,
        DORA,
        press(
            title="We mend it",
            description="In short.",
            dateline="Wexcombe",
            corrections=[{"date": "2026-01-03", "text": "A name."}],
        ),
        files=FILES,
    )
    text = release(catalogue.entries[0], "a.txt", catalogue, english(), at(NOW)).around("The body.")
    assert text.decode("utf-8-sig") == (
        "PRESS RELEASE\n\nWe mend it\n\nIn short.\n\nWexcombe, 1 January 2026\n\nThe body.\n\n###\n\n"
        "Corrections\n3 January 2026: A name.\n\nPress contact\nDora\nPress\npress@larkfield.example\n\n"
        "About Larkfield\nWe mend.\n\nhttps://larkfield.example/press/a/\n"
    )


def test_an_update_can_have_words_about_the_firm_of_its_own():
    catalogue = clean(FIRM, DORA, press(boilerplate="We mended."), files=FILES)
    assert views(catalogue, NOW).entry(catalogue.entries[0]).detail.boilerplate == "We mended."


def test_who_has_left_is_no_press_contact():
    catalogue = clean(
        FIRM,
        source("people.yml", "dora: {name: Dora}\nned: {name: Ned, left: 2026-05-31}\n"),
        press(contact="ned"),
        files=FILES,
    )
    contact = views(catalogue, NOW).entry(catalogue.entries[0]).detail.contact
    assert (contact.name, contact.email) == ("Dora", "press@larkfield.example")
    assert views(catalogue, "2026-05-30T12:00Z").entry(catalogue.entries[0]).detail.contact.name == "Ned"


def feed_item(**keys):
    catalogue = clean(press(**keys))
    (made,) = [
        feed
        for feed in whole_feeds(catalogue, catalogue.index(at(NOW)), english(), {"press/a/": "<p>x</p>"})
        if not feed.path
    ]
    return made.items[0]


def test_a_correction_reaches_subscribers_as_an_update():
    item = feed_item(
        corrections=[{"date": "2026-02-02", "text": "It was <41>."}, {"date": "2026-01-05", "text": "A name."}]
    )
    assert item.updated == at("2026-02-02T12:00Z")
    assert "<ul><li>5 January 2026: A name.</li><li>2 February 2026: It was &lt;41&gt;.</li></ul>" in item.content


def test_an_update_that_was_not_corrected_is_as_old_as_it_was():
    item = feed_item()
    assert item.updated == item.published
    assert "Corrections" not in item.content


PRESS = (
    press("2025-01-01-a", date="2025-01-01", tags=["lime"]),
    press("b", type="award", tags=["lime", "roofs"]),
    press("c", type="coverage", outlet="X", url="https://x.example/"),
)


def filtered(*sources):
    shown = views(clean(*sources), NOW)
    return {page.url: page for page in listings(shown) if page.type == "filter"}, shown


def test_a_newsroom_can_be_read_by_year_by_kind_and_by_topic():
    pages, shown = filtered(*PRESS)
    assert {url: [entry.permalink for entry in page.entries] for url, page in pages.items()} == {
        "press/year/2026/": ["press/b/", "press/c/"],
        "press/year/2025/": ["press/a/"],
        "press/type/release/": ["press/a/"],
        "press/type/award/": ["press/b/"],
        "press/type/coverage/": ["press/c/"],
        "press/topic/lime/": ["press/b/", "press/a/"],
        "press/topic/roofs/": ["press/b/"],
    }
    view = listing_view(pages["press/type/award/"], shown, None, None)
    assert view.title == "Press: Awards"
    assert {link.url for link in (*view.years, *view.types, *view.topics)} == set(pages)


def test_a_filter_that_would_hold_everything_is_not_offered():
    pages, _ = filtered(press("a"), press("b"))
    assert pages == {}


def test_a_page_may_not_stand_where_a_filter_does():
    found = loaded(*PRESS, press("year/2025"))
    assert codes(found.problems) == ["GW023"]
    assert "'/press/year/2025/' is already the address of a page Goodword makes" in lines(found.problems)[0]


@pytest.mark.parametrize(
    ("now", "keys", "found"),
    [
        ("2026-06-01T11:59Z", {}, ["GW100"]),
        ("2026-06-01T12:00Z", {}, []),
        ("2026-06-01T11:59Z", {"public_embargo": True}, []),
    ],
)
def test_an_embargo_in_a_public_repository_is_told_until_its_hour(now, keys, found):
    catalogue = clean(press(embargo="2026-06-01T12:00", **keys))
    assert codes(exposed_embargoes(catalogue, at(now))) == found

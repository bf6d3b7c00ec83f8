"""The numbered promises of feeds; each test's name begins with the promise."""

import json
import re
from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from lxml import etree
from msgspec.structs import replace

import feed_rules
from goodword.catalogue import load
from goodword.entries import Attachment, Source
from goodword.projections.feeds import (
    Choices,
    Podcast,
    feed_files,
    feed_links,
    feed_problems,
    feeds,
    maker,
    whole_feeds,
)
from making import PARIS, article, at, codes, english, entry_source, lines, loaded, site, source

NOW = at("2026-06-01T00:00Z")
BLNS = json.loads((Path(__file__).parents[2] / "corpora" / "blns.json").read_text(encoding="utf-8"))
PEOPLE = source("people.yml", "anna: {name: Anna Roe, relation: team}\nben: {name: Ben Poe, relation: customer}")
NS = {"atom": "http://www.w3.org/2005/Atom", "fh": "http://purl.org/syndication/history/1.0"}
FILES = (
    Attachment("articles/talk.mp3", 1234, "audio/mpeg"),
    Attachment("articles/walk.mp4", 99, "video/mp4"),
    Attachment("articles/a.png", 7, "image/png"),
    Attachment("logo.png", 7, "image/png"),
)
MEDIA = [{"src": "talk.mp3", "duration": "1:02:03"}, {"src": "walk.mp4", "title": "A <i>walk</i> & more"}]


def made(*sources, html=None, now=NOW, choices=None, attachments=FILES, **values):
    catalogue = load(site(**values), sources, attachments).catalogue
    index = catalogue.index(now)
    return dict(
        feed_files(whole_feeds(catalogue, index, english(), html or {}, choices=choices), "https://x.example/f.css")
    )


def items_of(document):
    return etree.fromstring(document).findall("channel/item")


def guids(document):
    return [item.findtext("guid") for item in items_of(document)]


def named(files, ending):
    return {path: data for path, data in files.items() if path.endswith(ending)}


def check(files):
    for path, data in files.items():
        if path.endswith(".xml"):
            assert feed_rules.faults(data) == [], path
        elif path.endswith(".json"):
            assert_json_feed(json.loads(data))


def assert_json_feed(feed):
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert isinstance(feed["items"], list)
    known = {"id", "url", "external_url", "title", "content_html", "summary", "image", "date_published"}
    known |= {"date_modified", "authors", "tags", "attachments"}
    for item in feed["items"]:
        assert isinstance(item["id"], str)
        assert item["content_html"]
        assert all(key in known or key.startswith("_") for key in item)
    assert not nulls(feed)


def nulls(value):
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return value is None or any(map(nulls, parts))


def busy(count, per_day=1, **keys):
    return [
        article(f"a{n:03}", (NOW - timedelta(days=1 + n // per_day)).date().isoformat(), **keys) for n in range(count)
    ]


# 1 ----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("start", range(0, len(BLNS), 30))
def test_1_whatever_stands_in_every_field_the_validator_finds_nothing(start):
    sources, html = [], {}
    for number, text in enumerate(BLNS[start : start + 30]):
        keys = {
            "title": text,
            "description": text,
            "tags": [f"{number}{text}"],
            "license": text,
            "authors": [f"p{number}"],
        }
        keys |= {
            "image": {"src": "a.png", "alt": text},
            "media": [{"src": "talk.mp3", "title": text, "duration": text}],
        }
        sources.append(article(f"a{number}", **keys))
        sources.append(entry_source(f"people/p{number}.md", name=f"{number}{text}", relation="team"))
        html[f"articles/a{number}/"] = f"<p>{text}</p>"
    firm = source("company.yml", f"name: {json.dumps(BLNS[start + 1])}\nlogo: logo.png")
    choices = Choices(podcast=Podcast(email="a@larkfield.example"))
    files = made(firm, *sources, html=html, name=BLNS[start + 2], description=BLNS[start + 3], choices=choices)
    assert len(items_of(files["feed.xml"])) == len(BLNS[start : start + 30])
    check(files)


@pytest.mark.parametrize(
    "text",
    [
        "\x00\x01\x1f",
        "\x80\x9f",
        "]]>",
        "a\ud800b",
        "\ufffe\ufdd0\ufdd1",
        "\u202eرتل",
        "x" * 10_000,
        "&amp;</b>",
        "&Q1",
    ],
    ids=["c0", "c1", "cdata", "surrogate", "noncharacter", "rtl", "long", "markup", "entity"],
)
def test_1_what_xml_cannot_carry_breaks_nothing(text):
    bad = Source("articles/bad.md", f"---\ndate: 2026-02-01\n---\n# {text}\n\n{text}")
    files = made(bad, article("good"), html={"articles/bad/": f"<p>{text}</p>"}, name=f"L{text}")
    check(files)
    assert len(items_of(files["feed.xml"])) == 2


def test_1_a_full_site_with_podcast_hubs_and_licence_is_valid():
    firm = source("company.yml", "name: Larkfield & Co\nlogo: logo.png")
    image = {"src": "a.png", "alt": "x"}
    entry = article("a", authors=["anna"], tags=["Roof"], media=MEDIA, license="CC-BY-SA-4.0", image=image)
    choices = Choices(hubs=("https://hub.example/",), license="CC0-1.0", podcast=Podcast(email="a@larkfield.example"))
    files = made(PEOPLE, firm, entry, *busy(70), choices=choices)
    check(files)
    assert any("/feed/" in path for path in files)


def test_1_entries_of_one_day_were_not_changed_at_one_moment():
    files = made(*(article(f"a{n}", "2026-05-03") for n in range(40)))
    check(files)
    entries = etree.fromstring(files["atom.xml"]).findall("atom:entry", NS)
    assert {entry.findtext("atom:published", namespaces=NS) for entry in entries} == {"2026-05-03T12:00:00+00:00"}
    moments = {entry.findtext("atom:updated", namespaces=NS) for entry in entries}
    assert len(moments) == 40
    assert {moment[:19] for moment in moments} == {"2026-05-03T12:00:00"}


def test_1_no_archive_is_incomplete_and_the_oldest_is_none_the_less_one():
    files = made(*busy(200))
    oldest = files["feed/2025-11.atom.xml"]
    assert b"prev-archive" not in oldest
    assert b"<fh:archive/>" in oldest
    check(files)


@pytest.mark.parametrize("day", ["1985-03-01", "1912-04-15", "1989-12-31T23:59:59+00:00"])
def test_1_what_is_older_than_the_web_has_no_date_that_is_taken_for_a_mistake(day):
    files = made(article("old", day), article("older", day, updated=day))
    check(files)
    assert len(items_of(files["feed.xml"])) == 2
    assert json.loads(files["feed.json"])["items"][0]["date_published"].startswith(day[:4])


@pytest.mark.parametrize(
    "text",
    [
        "Café &#233;",
        "CafÃ©",
        "Â«x»",
        "Anna <1a@b.example>",
        "x <!-- y",
        "<table><tr>z",
        "&notanentity; &amp",
        "a\u2028b",
    ],
)
def test_1_what_reads_as_markup_address_or_broken_text_is_none(text):
    people = source("people.yml", f"anna: {{name: {json.dumps(text)}, relation: team}}")
    firm = source("company.yml", f"name: {json.dumps(text)}\ncontact_points: [{{name: A, email: a@larkfield.example}}]")
    entry = article("a", title=text, description=text, tags=[text], authors=["anna"], media=MEDIA)
    files = made(people, firm, entry, name=text, html={"articles/a/": f"<p>{text}</p>"})
    check(files)
    assert len(items_of(files["feed.xml"])) == 1


@pytest.mark.parametrize("language", ["en", "pt-BR", "pt_BR", "zh-Hant"])
def test_1_a_language_is_written_as_feeds_write_it(language):
    files = made(article("a"), language=language)
    check(files)
    assert etree.fromstring(files["feed.xml"]).findtext("channel/language") == language.replace("_", "-")


def test_1_an_ending_in_capitals_is_no_episode_to_a_podcast_program():
    firm = source("company.yml", "name: Larkfield\ncontact_points: [{name: Anna, email: anna@larkfield.example}]")
    files = made(
        firm, article("a", media=[{"src": "talk.MP3"}]), attachments=[Attachment("articles/talk.MP3", 5, "audio/mpeg")]
    )
    check(files)
    assert b"itunes" not in files["feed.xml"]
    assert items_of(files["feed.xml"])[0].find("enclosure") is not None


# 2 ----------------------------------------------------------------------------------------------------------------


def test_2_the_same_sources_give_the_same_bytes_on_any_day_and_in_any_order():
    sources = [PEOPLE, *busy(80, tags=["Roof"], authors=["anna"])]
    assert made(*sources) == made(*reversed(sources), now=at("2027-09-09T09:09Z"))


def test_2_an_edit_changes_only_the_feeds_that_contain_the_entry():
    sources = [PEOPLE, entry_source("press/p.md", date="2026-01-01"), *busy(80)]
    before = made(*sources, article("edited", "2026-05-02", tags=["Roof"]))
    after = made(*sources, article("edited", "2026-05-02", tags=["Roof"], title="Other"))
    changed = {path for path in before if before[path] != after[path]}
    assert changed == {
        f"{folder}{name}" for folder in ("", "articles/") for name in ("feed.xml", "atom.xml", "feed.json")
    }


def test_2_no_date_is_now():
    text = b"".join(made(article("a", "2020-01-01")).values()).decode()
    assert not re.search(r"20[3-9]\d|202[1-57-9]", text)


# 3 ----------------------------------------------------------------------------------------------------------------


def test_3_an_id_of_the_front_matter_outlives_a_new_name():
    first = made(article("a", id="tag:larkfield.example,2026:one"))
    moved = made(article("b", id="tag:larkfield.example,2026:one"))
    assert guids(first["feed.xml"]) == guids(moved["feed.xml"]) == ["tag:larkfield.example,2026:one"]
    atom = etree.fromstring(moved["atom.xml"]).findtext("atom:entry/atom:id", namespaces=NS)
    assert atom == json.loads(moved["feed.json"])["items"][0]["id"] == "tag:larkfield.example,2026:one"


@pytest.mark.parametrize("id", ["hello world", "123", "tag:larkfield.example,2026:a b", "a\x07b", "ünïque"])
def test_3_an_id_that_is_no_address_is_told_as_one_and_reported(id):
    entry = article("a", id=id)
    files = made(entry)
    check(files)
    (guid,) = guids(files["feed.xml"])
    assert guid.startswith("https://larkfield.example/#")
    assert json.loads(files["feed.json"])["items"][0]["id"] == guid
    catalogue = loaded(entry).catalogue
    assert "GW082" in codes(feed_problems(catalogue, catalogue.index(NOW)))


@pytest.mark.parametrize("name", ["it's (1)!", "a+b,c", "x@y;z=1&2", "naïve~x"])
@pytest.mark.parametrize("values", [{}, {"authority": "larkfield.example", "since": "2026"}])
def test_3_an_id_made_of_a_files_name_is_one_that_programs_compare_by(name, values):
    files = made(entry_source(f"articles/{name}.md", date="2026-01-01"), **values)
    check(files)
    assert len(items_of(files["feed.xml"])) == 1


# 4 ----------------------------------------------------------------------------------------------------------------


def test_4_what_a_feed_leaves_out_is_told_with_its_place():
    bad = Source("articles/bad.md", '---\ndate: 2026-02-01\ntitle: "a\\x08b"\n---\nOne\n\nTwo\x07')
    catalogue = loaded(bad).catalogue
    found = lines(feed_problems(catalogue, catalogue.index(NOW)))
    assert [line.partition(" holds")[0] for line in found] == [
        "articles/bad.md:3:8: warning GW080 'title'",
        "articles/bad.md:7:4: warning GW080 the text",
    ]


def test_4_terms_lose_what_feeds_cannot_carry_in_every_format_and_are_told():
    bad = Source("articles/bad.md", '---\ntitle: A\ndate: 2026-02-01\nlicense: "Ours\\x01"\n---\nOne')
    catalogue = loaded(bad).catalogue
    (problem,) = feed_problems(catalogue, catalogue.index(NOW))
    assert str(problem).startswith("articles/bad.md:4:10: warning GW080 'license' holds the character U+0001")
    files = made(bad)
    check(files)
    assert json.loads(files["feed.json"])["items"][0]["_terms"]["rights"].endswith(", Ours")


def test_4_an_empty_media_file_is_an_error_with_its_place():
    catalogue = load(
        site(), [article("a", media=[{"src": "talk.mp3"}])], [Attachment("articles/talk.mp3", 0, "audio/mpeg")]
    ).catalogue
    (problem,) = feed_problems(catalogue, catalogue.index(NOW))
    assert str(problem).startswith("articles/a.md:4:")
    assert "error GW081 'articles/talk.mp3' is empty" in str(problem)


def test_4_a_missing_media_file_is_an_error_with_its_place():
    (problem,) = loaded(article("a", media=[{"src": "none.mp3"}])).problems
    assert codes([problem]) == ["GW029"]
    assert (problem.source, problem.line, problem.severity) == ("articles/a.md", 4, "error")


# 7 ----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("zone", "day", "expected"),
    [
        ("Europe/Paris", "2026-07-01", "Wed, 01 Jul 2026 12:00:00 +0200"),
        ("Europe/Paris", "2026-03-29", "Sun, 29 Mar 2026 12:00:00 +0200"),
        ("Europe/Paris", "2026-10-25", "Sun, 25 Oct 2026 12:00:00 +0100"),
        ("America/Sao_Paulo", "2018-11-04", "Sun, 04 Nov 2018 12:00:00 -0200"),
        ("Pacific/Auckland", "2026-01-01", "Thu, 01 Jan 2026 12:00:00 +1300"),
        ("Asia/Kathmandu", "2026-01-01", "Thu, 01 Jan 2026 06:15:00 +0000"),
        ("Europe/Amsterdam", "1920-01-01", None),
    ],
)
def test_7_a_day_is_noon_of_it_in_the_sites_zone_and_its_offset_can_be_read(zone, day, expected):
    document = made(article("a", day), now=at("2027-01-01T00:00Z"), zone=ZoneInfo(zone))["feed.xml"]
    (item,) = items_of(document)
    assert expected is None or item.findtext("pubDate") == expected
    assert [fault for fault in feed_rules.faults(document) if "Date" in fault] == []


def test_7_a_day_never_reads_as_the_evening_before():
    """A midnight in the firm's zone is the day before for every reader to its west, and they have polled since."""
    document = made(article("a", "2026-05-03"), zone=PARIS)["feed.xml"]
    assert items_of(document)[0].findtext("pubDate").startswith("Sun, 03 May 2026 12:00:00")


# 8 ----------------------------------------------------------------------------------------------------------------


def test_8_an_item_carries_address_author_licence_and_where_it_was_first_published():
    files = made(PEOPLE, article("a", authors=["anna"], license="CC-BY-4.0"), choices=Choices(license="MIT"))
    (item,) = items_of(files["feed.xml"])
    terms = "https://creativecommons.org/licenses/by/4.0/"
    assert item.findtext("link") == "https://larkfield.example/articles/a/"
    assert item.findtext("{http://purl.org/dc/elements/1.1/}creator") == "Anna Roe"
    assert item.findtext("{http://backend.userland.com/creativeCommonsRssModule}license") == terms
    assert 'First published at <a href="https://larkfield.example/articles/a/">' in item.findtext(feed_rules.CONTENT)
    links = etree.fromstring(files["atom.xml"]).findall("atom:entry/atom:link", NS)
    assert {link.get("rel"): link.get("href") for link in links}["license"] == terms
    (told,) = json.loads(files["feed.json"])["items"]
    assert told["_terms"]["license"] == terms
    assert told["authors"] == [{"name": "Anna Roe", "url": "https://larkfield.example/people/anna/"}]


@pytest.mark.parametrize(
    ("footer", "expected"),
    [
        (False, "<p>Words.</p>"),
        ("From {link} & friends", 'From <a href="https://larkfield.example/articles/a/">Larkfield</a> &amp; friends'),
        ("<b>Ours</b>", '&lt;b&gt;Ours&lt;/b&gt; <a href="https://larkfield.example/articles/a/">'),
    ],
)
def test_8_the_footer_is_left_out_or_reworded(footer, expected):
    files = made(article("a"), html={"articles/a/": "<p>Words.</p>"}, choices=Choices(footer=footer))
    content = items_of(files["feed.xml"])[0].findtext(feed_rules.CONTENT)
    assert expected in content
    assert ("First published" in content) is False


def test_8_what_was_first_published_elsewhere_says_where():
    files = made(article("a", canonical="https://other.example/a"))
    assert 'href="https://other.example/a"' in items_of(files["feed.xml"])[0].findtext(feed_rules.CONTENT)
    assert json.loads(files["feed.json"])["items"][0]["external_url"] == "https://other.example/a"


def test_8_an_entry_without_author_is_the_firms():
    files = made(source("company.yml", "name: Larkfield Ltd"), article("a"))
    assert items_of(files["feed.xml"])[0].findtext("{http://purl.org/dc/elements/1.1/}creator") == "Larkfield Ltd"


# 9 ----------------------------------------------------------------------------------------------------------------


def history(files, folder=""):
    """The subscription document and its archives, newest first, as a reader follows them."""
    path = f"{folder}feed.xml"
    while path:
        document = etree.fromstring(files[path])
        yield path, document
        links = {link.get("rel"): link.get("href") for link in document.findall("channel/atom:link", NS)}
        path = links.get("prev-archive", "").removeprefix("https://larkfield.example/")


@pytest.mark.parametrize(("count", "per_day"), [(50, 1), (51, 1), (400, 1), (400, 7), (300, 100), (300, 300)])
def test_9_current_and_archives_hold_every_item_once_and_keep_to_the_limits(count, per_day):
    files = made(PEOPLE, *busy(count, per_day, tags=["Roof"], authors=["anna"]))
    for folder in ("", "articles/", "tags/roof/", "people/anna/"):
        documents = list(history(files, folder))
        held = [item.findtext("guid") for _, document in documents for item in document.findall("channel/item")]
        assert sorted(held) == sorted(f"https://larkfield.example/articles/a{n:03}/" for n in range(count))
        assert {path for path, _ in documents} == {
            p for p in files if re.fullmatch(rf"{folder}feed(/[^/]*[0-9])?\.xml", p)
        }
        assert len(documents[0][1].findall("channel/item")) >= min(26, count)
        assert all(len(document.findall("channel/item")) <= 50 for _, document in documents)
    assert all(len(data) <= 512 * 1024 for data in files.values())


def test_9_an_archive_tells_what_is_current_and_what_is_older_and_nothing_newer():
    files = made(*busy(200))
    (_, current), *archives = history(files)
    assert current.find("channel/fh:archive", NS) is None
    for number, (path, document) in enumerate(archives):
        links = {link.get("rel"): link.get("href") for link in document.findall("channel/atom:link", NS)}
        assert re.fullmatch(r"feed/\d{4}-\d\d(-\d+)?\.xml", path)
        assert document.find("channel/fh:archive", NS) is not None
        assert links["current"] == "https://larkfield.example/feed.xml"
        assert links["self"] == f"https://larkfield.example/{path}"
        assert ("prev-archive" in links) == (number < len(archives) - 1)
        assert "next-archive" not in links
        dates = {item.findtext("pubDate")[8:16] for item in document.findall("channel/item")}
        assert len(dates) == 1


@pytest.mark.parametrize("ending", [".atom.xml", ".json"])
def test_9_the_archives_of_every_format_hold_the_same(ending):
    files = made(*busy(200, 5))
    for path in named(files, ".xml"):
        if "/" in path and not path.endswith(".atom.xml") and path.startswith("feed/"):
            other = files[path.removesuffix(".xml") + ending]
            ids = re.findall(rb"https://larkfield\.example/articles/a\d+/(?=<|\",)", other)
            assert {i.decode() for i in ids} >= set(guids(files[path]))


def test_9_news_never_change_an_archive():
    """Day after day: what is archived stays as it is, byte for byte."""
    everything = busy(150, 3)
    seen = {}
    for count in range(60, 151, 3):
        files = made(*everything[150 - count :])
        archives = {path: data for path, data in files.items() if re.match(r"feed/", path)}
        assert {path: archives.get(path) for path in seen} == seen
        seen = archives
    assert seen


@pytest.mark.parametrize("gone", [100, 120, 140])
def test_9_a_removal_changes_the_archive_that_held_the_entry_and_no_other(gone):
    everything = busy(150, 3)
    before, after = made(*everything), made(*(everything[:gone] + everything[gone + 1 :]))
    guid = f"https://larkfield.example/articles/a{gone:03}/"
    (holding,) = [path for path in before if re.match(r"feed/[\d-]+\.xml", path) and guid in guids(before[path])]
    changed = {path for path in before if path.startswith("feed/") and before[path] != after.get(path)}
    assert changed == {holding, holding.replace(".xml", ".atom.xml"), holding.replace(".xml", ".json")}


def test_9_large_texts_keep_to_the_limit_and_one_too_large_gives_its_summary():
    html = {f"articles/a{n:03}/": f"<p>{'word & ' * 6000}</p>" for n in range(60)}
    html["articles/a000/"] = f"<p>{'word & ' * 60000}</p>"
    files = made(*busy(60, description="Short."), html=html)
    assert all(len(data) <= 512 * 1024 for data in files.values())
    assert "word" not in items_of(files["feed.xml"])[0].findtext(feed_rules.CONTENT)
    assert sum(len(document.findall("channel/item")) for _, document in history(files)) == 60


# 10 ---------------------------------------------------------------------------------------------------------------


def test_10_site_sections_tags_and_people_have_feeds_in_three_formats():
    tagged = [
        article(f"a{n}", tags=["Crème brûlée", *(["Rare"] if n < 2 else [])], authors=["anna", "ben"]) for n in range(3)
    ]
    files = made(PEOPLE, *tagged)
    folders = {path.removesuffix("feed.xml") for path in files if path.endswith("feed.xml")}
    sections = {"articles/", "press/", "community/stories/", "community/events/", "community/polls/"}
    assert folders == {"", *sections, "tags/crème-brûlée/", "people/anna/"}
    assert all(f"{folder}{name}" in files for folder in folders for name in ("atom.xml", "feed.json"))
    check(files)


def test_10_every_feed_has_an_id_of_its_own_for_all_its_documents():
    files = made(PEOPLE, *busy(80), authority="larkfield.example", since="2026")
    ids = {
        path: etree.fromstring(data).findtext("atom:id", namespaces=NS)
        for path, data in named(files, "atom.xml").items()
    }
    assert ids["atom.xml"] == "tag:larkfield.example,2026:feed/"
    assert ids["articles/atom.xml"] == "tag:larkfield.example,2026:feed/articles/"
    assert {ids[path] for path in ids if path.startswith("feed/")} == {ids["atom.xml"]}


def test_10_pages_are_told_of_every_feed_with_its_three_addresses():
    catalogue = loaded(PEOPLE, *[article(f"a{n}", tags=["Crème"]) for n in range(3)]).catalogue
    links = {link.page: link for link in feed_links(catalogue, catalogue.index(NOW), english())}
    assert (links[""].rss, links[""].atom, links[""].json) == ("feed.xml", "atom.xml", "feed.json")
    assert links["tags/crème/"].title == "Larkfield: Crème"
    assert links["tags/crème/"].atom == "tags/cr%C3%A8me/atom.xml"


def test_10_one_file_lists_every_feed():
    files = made(*[article(f"a{n}", tags=["Tom & Co"]) for n in range(3)])
    outlines = etree.fromstring(files["feeds.opml"]).findall("body/outline")
    assert next(o.get("xmlUrl") for o in outlines) == "https://larkfield.example/feed.xml"
    assert outlines[-1].get("text") == "Larkfield: Tom & Co"
    assert all(o.get("xmlUrl").removeprefix("https://larkfield.example/") in files for o in outlines)
    assert all(o.get("type") == "rss" for o in outlines)


# 11 ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["feed.xml", "atom.xml", "articles/feed.xml"])
def test_11_a_browser_is_told_of_a_style_sheet_and_of_no_xslt(name):
    document = made(article("a"))[name].decode()
    assert document.splitlines()[1] == '<?xml-stylesheet type="text/css" href="https://x.example/f.css"?>'
    assert "xsl" not in document


# 12 ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "keys",
    [
        {"draft": True},
        {"publish_at": "2027-01-01"},
        {"embargo": "2027-01-01"},
        {"expires": "2026-05-01"},
        {"unlisted": True},
    ],
    ids=lambda keys: next(iter(keys)),
)
def test_12_what_may_not_be_seen_is_in_no_file(keys):
    secret = entry_source("press/secret.md", date="2026-01-01", tags=["Hush"], authors=["anna"], title="Secret", **keys)
    files = made(PEOPLE, secret, article("a"), *busy(60))
    assert all(b"ecret" not in data and b"ush" not in data.replace(b"publish", b"") for data in files.values())


# Media ------------------------------------------------------------------------------------------------------------


def test_the_first_file_is_the_enclosure_with_its_true_length_and_the_others_are_media():
    files = made(article("a", media=MEDIA, image={"src": "a.png", "alt": "x"}))
    (item,) = items_of(files["feed.xml"])
    (enclosure,) = item.findall("enclosure")
    assert dict(enclosure.attrib) == {
        "url": "https://larkfield.example/articles/talk.mp3",
        "length": "1234",
        "type": "audio/mpeg",
    }
    media = item.findall(f"{feed_rules.MEDIA}content")
    assert [(m.get("url").rpartition("/")[2], m.get("medium"), m.get("fileSize")) for m in media] == [
        ("walk.mp4", "video", "99"),
        ("a.png", "image", "7"),
    ]
    links = etree.fromstring(files["atom.xml"]).findall("atom:entry/atom:link[@rel='enclosure']", NS)
    assert [(link.get("length"), link.get("type")) for link in links] == [("1234", "audio/mpeg"), ("99", "video/mp4")]
    attachments = json.loads(files["feed.json"])["items"][0]["attachments"]
    assert [a["size_in_bytes"] for a in attachments] == [1234, 99]
    assert attachments[0]["duration_in_seconds"] == 3723


def test_podcast_tags_stand_only_where_there_is_audio():
    podcast = Podcast(category="Education", explicit=True, email="a@larkfield.example", is_declared=True)
    choices = Choices(podcast=podcast)
    files = made(article("a", media=MEDIA), entry_source("press/p.md", date="2026-01-02"), choices=choices)
    channel = etree.fromstring(files["feed.xml"]).find("channel")
    assert channel.find(f"{feed_rules.ITUNES}category").get("text") == "Education"
    assert channel.findtext(f"{feed_rules.ITUNES}explicit") == "true"
    tagged = [i for i in channel.findall("item") if i.find(f"{feed_rules.ITUNES}duration") is not None]
    assert [i.findtext("title") for i in tagged] == ["A"]
    assert tagged[0].findtext(f"{feed_rules.ITUNES}duration") == "1:02:03"
    assert b"itunes" not in files["press/feed.xml"]
    assert re.search(rb"<podcast:guid>[0-9a-f]{8}-[0-9a-f]{4}-5", files["feed.xml"])
    assert feed_rules.faults(files["feed.xml"]) == ["UnknownNamespace https://podcastindex.org/namespace/1.0"]
    assert feed_rules.faults(files["atom.xml"]) == []


def test_who_does_not_say_that_it_is_a_podcast_has_no_namespace_that_the_validator_warns_of():
    firm = source("company.yml", "name: Larkfield\ncontact_points: [{name: Anna, email: anna@larkfield.example}]")
    files = made(firm, article("a", media=[{"src": "talk.mp3", "transcript": "https://larkfield.example/t/"}]))
    assert b"itunes:explicit" in files["feed.xml"]
    assert b"podcastindex" not in files["feed.xml"]
    check(files)


def test_what_is_no_address_is_not_offered_to_podcast_directories():
    firm = source("company.yml", "name: Larkfield\ncontact_points: [{name: Anna, email: anna at larkfield}]")
    files = made(firm, article("a", media=MEDIA))
    assert b"itunes" not in files["feed.xml"]
    check(files)


def test_without_an_owners_address_nothing_is_offered_to_podcast_directories():
    firm = source("company.yml", "name: Larkfield\ncontact_points: [{name: Anna, email: anna@larkfield.example}]")
    assert b"itunes" not in made(article("a", media=MEDIA))["feed.xml"]
    assert b"<itunes:email>anna@larkfield.example<" in made(firm, article("a", media=MEDIA))["feed.xml"]


def test_a_file_on_another_site_is_announced_without_a_length():
    files = made(article("a", media=[{"src": "https://cdn.example/ä.mp3"}]))
    (item,) = items_of(files["feed.xml"])
    assert item.find("enclosure") is None
    assert item.find(f"{feed_rules.MEDIA}content").get("url") == "https://cdn.example/%C3%A4.mp3"
    check(files)


def test_hubs_are_told_by_what_readers_subscribe_to():
    files = made(*busy(60), choices=Choices(hubs=("https://hub.example/",)))
    assert b'rel="hub"' in files["feed.xml"]
    assert b'rel="hub"' in files["atom.xml"]
    assert json.loads(files["feed.json"])["hubs"] == [{"type": "WebSub", "url": "https://hub.example/"}]
    assert all(b"hub.example" not in data for path, data in files.items() if path.startswith("feed/"))


# Remembering ------------------------------------------------------------------------------------------------------


def test_a_text_that_is_remembered_is_not_made_again_and_the_files_are_the_same():
    catalogue = loaded(*busy(3)).catalogue
    index, html = catalogue.index(NOW), {f"articles/a{n:03}/": "<p>x</p>" for n in range(3)}
    rows, asked = {}, []

    def remember(identity, page, inputs, make):
        key = (identity, page, inputs)
        if key not in rows:
            asked.append(identity)
            rows[key] = make()
        return rows[key]

    first = dict(feed_files(whole_feeds(catalogue, index, english(), html, remember=remember)))
    again = dict(feed_files(whole_feeds(catalogue, index, english(), html, remember=remember)))
    edited = dict(
        feed_files(whole_feeds(catalogue, index, english(), html | {"articles/a001/": "<p>y</p>"}, remember=remember))
    )
    assert first == again != edited
    assert asked == [f"https://larkfield.example/articles/a00{n}/" for n in (0, 1, 2, 1)]


def test_documents_of_slips_are_documents_of_the_items_they_stand_for():
    catalogue = loaded(*busy(70)).catalogue
    index = catalogue.index(NOW)
    made = maker(catalogue, index, english(), {})
    items = {entry.permalink: made.item(entry) for entry in index.dated}
    slips = {
        entry.permalink: made.slip(entry, item.weight, is_episode=item.is_episode, told=b"")
        for entry in index.dated
        for item in [items[entry.permalink]]
    }
    placed = [(feed.path, feed.archive, [slip.url for slip in feed.items], feed.updated) for feed in feeds(made, slips)]
    whole = [(feed.path, feed.archive, [item.url for item in feed.items], feed.updated) for feed in feeds(made, items)]
    assert placed == whole
    assert any(feed.archive for feed in feeds(made, slips))


def test_a_feed_value_holds_no_format():
    catalogue = loaded(article("a")).catalogue
    first = next(whole_feeds(catalogue, catalogue.index(NOW), english(), {}))
    assert replace(first) == first
    assert first.url("atom", "2026-01") == "https://larkfield.example/feed/2026-01.atom.xml"

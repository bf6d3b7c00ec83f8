"""Feeds of whole sites: which files, what is in them, and what an edit or a fault does to them."""

from __future__ import annotations

import json
import re
from pathlib import Path

import feedparser
import pytest

import feed_rules
from sites.building import CONFIG, REPOSITORY, Built, Site

pytestmark = pytest.mark.sites

TALK = (REPOSITORY / "content/articles/audio/knock.mp3").read_bytes()
PEOPLE = "anna: {name: Anna Larch, relation: team}\n"
OPTIONS = """\
  - goodword/feeds:
      license: CC-BY-4.0
      footer: "Read it at {link}."
      hubs: [https://hub.example/]
      podcast: {email: anna@larch.example, category: Education}
"""
WITH = CONFIG.replace("  - goodword/feeds\n", OPTIONS)
LATER = "2031-01-01T09:00:00+00:00"


def article(number: int, *keys: str) -> str:
    day = f"2026-{1 + number // 28:02d}-{1 + number % 28:02d}"
    front = [f"title: Number {number}", f"date: {day}", "authors: [anna]", "tags: [Lime & lath]", *keys]
    return (
        "---\n"
        + "\n".join(front)
        + f"\n---\n\nText {number}, with a [link](../about.md).\n\n## Part\n\n| a | b |\n|---|---|\n| 1 | 2 |\n"
    )


FILES: dict[str, str | bytes] = {
    "people.yml": PEOPLE,
    "about.md": "---\ntitle: About\nreviewed: 2026-11-01\n---\n\nUs.\n",
    **{f"articles/n{number}.md": article(number) for number in range(70)},
    "articles/talk.mp3": TALK,
    "articles/n69.md": article(69, "media: [{src: talk.mp3, duration: '10:00'}]"),
}


def feeds_of(built: Built) -> dict[str, bytes]:
    """Every document of every feed."""
    return {path: data for path, data in built.files().items() if re.search(r"(^|/)(feed|atom)(s?\.|/)", path)}


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Seventy articles by one person about one thing, the newest with a talk."""
    return Site.made(tmp_path_factory.mktemp("feeds"), FILES, WITH).build().good()


def test_every_document_is_what_the_validator_wants(many: Built) -> None:
    documents = {path: data for path, data in feeds_of(many).items() if path.endswith(".xml")}
    assert {fault for data in documents.values() for fault in feed_rules.faults(data)} == {
        "UnknownNamespace https://podcastindex.org/namespace/1.0"  # of a site that says that it is a podcast
    }
    assert [fault for path in documents if "atom" in path for fault in feed_rules.faults(documents[path])] == []
    assert {"feed.xml", "atom.xml", "articles/feed.xml", "tags/lime-lath/atom.xml", "people/anna/feed.xml"} <= set(
        documents
    )


def test_current_and_archives_hold_every_article_once(many: Built) -> None:
    files = many.files()
    for folder in ("", "articles/", "tags/lime-lath/", "people/anna/"):
        names = [path for path in files if re.fullmatch(rf"{folder}feed(/[\d-]+)?\.xml", path)]
        found = [entry.title for path in names for entry in feedparser.parse(files[path]).entries]
        assert sorted(found) == sorted(f"Number {number}" for number in range(70))


def test_the_three_formats_agree(many: Built) -> None:
    rss, atom = (feedparser.parse(many.files()[name]) for name in ("feed.xml", "atom.xml"))
    told = json.loads(many.text("feed.json"))
    for one, other, third in zip(rss.entries, atom.entries, told["items"], strict=True):
        assert (
            (one.id, one.link, one.title)
            == (other.id, other.link, other.title)
            == (third["id"], third["url"], third["title"])
        )
        assert one.published_parsed == other.published_parsed
        assert one.author == other.author == third["authors"][0]["name"]
        assert one.content[0].value == other.content[0].value


def test_what_the_configuration_says_is_in_the_feeds(many: Built) -> None:
    text = many.text("feed.xml")
    assert "https://creativecommons.org/licenses/by/4.0/" in text
    assert 'rel="hub" href="https://hub.example/"' in text
    assert "Read it at &lt;a href=" in text
    assert '<itunes:category text="Education"/>' in text
    assert f'length="{len(TALK)}"' in text
    assert '<?xml-stylesheet type="text/css" href="/assets/goodword/feed.css"?>' in text
    assert "https://larch.example/subscribe/ says how" in many.text("assets/goodword/feed.css")


def test_an_unchanged_rebuild_years_later_leaves_every_file_as_it_was(tmp_path: Path) -> None:
    site = Site.made(tmp_path, FILES, WITH)
    first = feeds_of(site.build().good())
    again = feeds_of(site.build(now=LATER).good())
    assert first == again
    text = article(69, "description: Other words.", "media: [{src: talk.mp3, duration: '10:00'}]")
    site.write({"articles/n69.md": text})
    edited = feeds_of(site.build().good())
    changed = {path for path in first if first[path] != edited[path]}
    folders = ("", "articles/", "tags/lime-lath/", "people/anna/")
    assert changed == {f"{folder}{name}" for folder in folders for name in ("feed.xml", "atom.xml", "feed.json")}


def test_an_empty_media_file_stops_the_build_at_its_line(tmp_path: Path) -> None:
    named = article(69, "media: [{src: talk.amr}]")
    built = Site.made(tmp_path, {**FILES, "articles/talk.amr": b"", "articles/n69.md": named}, WITH).build()
    assert built.returncode == 1
    assert re.search(r"articles/n69\.md:6:\d+: error GW081 'articles/talk\.amr' is empty", built.said)


def test_another_theme_tells_of_the_feeds_that_fit_the_page(tmp_path: Path) -> None:
    config = WITH.replace("{name: goodword}", "{name: mkdocs}")
    built = Site.made(tmp_path, FILES, config).build().good()
    head = built.text("articles/n3/index.html").partition("</head>")[0]
    links = re.findall(r'<link rel="alternate" type="([^"]*)"[^>]*href="https://larch.example/([^"]*)"', head)
    formats = ("application/rss+xml", "application/atom+xml", "application/feed+json")
    names = ("feed.xml", "atom.xml", "feed.json")
    assert links == [(f, folder + n) for folder in ("", "articles/") for f, n in zip(formats, names, strict=True)]
    assert '<?xml-stylesheet type="text/css" href="/assets/goodword/feed.css"?>' in built.text("feed.xml")
    assert "says how" in built.text("assets/goodword/feed.css")


@pytest.mark.parametrize(
    ("podcast", "told"),
    [
        ("{email: anna at larch}", "'anna at larch' is not an e-mail address"),
        ("{category: Gardening}", "Gardening"),
    ],
)
def test_podcast_options_that_directories_would_refuse_are_refused_here(
    tmp_path: Path, podcast: str, told: str
) -> None:
    config = WITH.replace("{email: anna@larch.example, category: Education}", podcast)
    built = Site.made(tmp_path, FILES, config).build()
    assert built.returncode == 1
    assert told in built.said


def test_pictures_that_options_name_are_published_or_told(tmp_path: Path) -> None:
    config = CONFIG.replace("- goodword/feeds", "- goodword/feeds: {image: feed.gif, podcast: {image: cover.png}}")
    site = Site.made(tmp_path, {"articles/a.md": article(1), "feed.gif": b"GIF89a"}, config)
    built = site.build(strict=False).good()
    assert "<url>https://larch.example/feed.gif</url>" in built.text("feed.xml")
    assert "feed.gif" in built.files()
    told = "warning GW029 'podcast: image' of goodword/feeds names 'cover.png', which does not exist."
    assert told in built.said


def test_a_domain_in_other_letters_is_written_as_feeds_write_it(tmp_path: Path) -> None:
    config = CONFIG.replace("https://larch.example/", "https://lärche.example/söhne/")
    built = Site.made(tmp_path, {"articles/a.md": article(1)}, config).build(strict=False).good()
    assert feed_rules.faults(built.files()["feed.xml"]) == []
    assert feed_rules.faults(built.files()["atom.xml"]) == []
    assert "https://xn--lrche-gra.example/s%C3%B6hne/articles/a/" in built.text("feed.xml")


def test_check_names_what_feeds_leave_out(tmp_path: Path) -> None:
    site = Site.made(tmp_path, {"articles/a.md": "---\ntitle: A\ndate: 2026-01-01\n---\n\nOne\x07.\n"})
    ran = site.run("check", "--only", "content")
    assert "articles/a.md:6:4: warning GW080 the text holds the character U+0007" in ran.stdout

"""What other programs make of our feeds: they must agree, on an ordinary site and on a hostile one."""

from __future__ import annotations

import json
import re
import shlex
import subprocess
import time
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import listparser
import pytest
from lxml import etree
from reader import make_reader

import feed_readers
import feed_rules
import node
from feed_readers import Read
from sites import serving
from sites.building import CONFIG, REPOSITORY, SITES, Built, Site
from sites.naughty import FILES as NAUGHTY
from sites.naughty import config as naughty_config

pytestmark = pytest.mark.sites

TALK = {
    "people.yml": "anna: {name: 'Anna O’Larch & Söhne', relation: team}\nben: {name: Ben Birch, relation: team}\n",
    "company.yml": "name: Larch Ltd\ncontact_points: [{name: Post, email: post@larch.example}]\n",
    "articles/talk.mp3": (REPOSITORY / "content/articles/audio/knock.mp3").read_bytes(),
    "articles/walk.mp4": (SITES / "walk.mp4").read_bytes(),
    **{
        f"articles/n{n}.md": f"---\ntitle: 'Nº {n}: Tom & “Jerry” <3'\ndate: 2026-0{1 + n // 9}-1{n % 9}T0{n % 9}:30\n"
        f"authors: [{'anna, ben' if n % 2 else 'ben'}]\ntags: [Lath]\n"
        f"{'media: [{src: talk.mp3}, {src: walk.mp4}]' if n == 5 else ''}\n---\n\nText *{n}*.\n"
        for n in range(60)
    },
}
"""One date for two entries would leave the order to each program."""


@pytest.fixture(scope="module")
def ordinary(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Sixty articles by two people, one with media, all at different hours."""
    return Site.made(tmp_path_factory.mktemp("ordinary"), TALK, CONFIG).build().good()


@pytest.fixture(scope="module")
def naughty(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """A site with everything naughty in every field that reaches a feed."""
    return Site.made(tmp_path_factory.mktemp("naughty"), NAUGHTY, naughty_config()).build(strict=False).good()


@pytest.fixture(scope="module")
def trusted(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The same with HTML as it was written."""
    config = naughty_config().replace("- goodword/catalogue\n", "- goodword/catalogue: {raw_html: true}\n")
    return Site.made(tmp_path_factory.mktemp("trusted"), NAUGHTY, config).build(strict=False).good()


def documents(built: Built, name: str) -> list[Path]:
    """The documents to subscribe to, and their archives, of one format: by the name the first of them has."""
    ending = {
        "feed.xml": r"feed(/[\d-]+)?\.xml",
        "atom.xml": r"(atom|feed/[\d-]+\.atom)\.xml",
        "feed.json": r"feed(/[\d-]+)?\.json",
    }
    found = [path for path in built.files() if re.fullmatch(rf"(.*/)?{ending[name]}", path)]
    return [built.folder / path for path in found if not re.match(r"tags/\d|people/p[1-9]", path)]


def told(path: Path) -> list[Read]:
    """What stands in the JSON feed that goes with a document, as its own format says it."""
    name = re.sub(
        r"(\.atom)?\.xml$",
        ".json",
        path.name.replace("atom.xml", "feed.json") if path.name == "atom.xml" else path.name,
    )
    items = json.loads((path.parent / name).read_text(encoding="utf-8"))["items"]
    return [
        Read(
            id=item["id"],
            link=item["url"],
            title=item["title"],
            date=feed_readers.seconds(item["date_published"]),
            author=", ".join(author["name"] for author in item["authors"]),
            enclosure=next((a["url"] for a in item.get("attachments", []) if a.get("size_in_bytes")), ""),
        )
        for item in items
    ]


def plain(title: str | None) -> str:
    """The letters of a text: programs differ in how often they take it for HTML, and in how they show white space."""
    text = title or ""
    for _ in range(3):
        text = unescape(text)
    return re.sub(r"\W+", "", re.sub(r"<[^<>]*>", "", text.replace("‹", "<").replace("›", ">").replace("＆", "&")))


def alike(read: list[Read], expected: list[Read], *, in_order: bool = True) -> None:
    """Whether a program agrees with what we told, in everything that it tells itself."""
    if not in_order:
        read, expected = (sorted(items, key=lambda item: item.id) for items in (read, expected))
    assert [item.id for item in read] == [item.id for item in expected]
    for one, other in zip(read, expected, strict=True):
        assert one.link == other.link
        assert one.title is None or plain(one.title) == plain(other.title)
        assert one.date == other.date
        assert one.author is None or plain(one.author.split(", ")[0]) in plain(other.author), one.author
        assert one.enclosure is None or one.enclosure == other.enclosure


PYTHON = [
    (feed_readers.by_feedparser, ("feed.xml", "atom.xml")),
    (feed_readers.by_fastfeedparser, ("feed.xml", "atom.xml", "feed.json")),
    (feed_readers.by_podcastparser, ("feed.xml",)),
    (feed_readers.by_reader, ("feed.xml", "atom.xml", "feed.json")),
    (feed_readers.by_sfeed, ("feed.xml", "atom.xml")),
]
CASES = [pytest.param(read, name, id=f"{read.__name__}-{name}") for read, names in PYTHON for name in names]


@pytest.mark.parametrize(("read", "name"), CASES)
def test_a_program_reads_what_we_told(read: feed_readers.Reader, name: str, ordinary: Built) -> None:
    paths = documents(ordinary, name)
    assert len(paths) >= 6
    for path in paths:
        alike(read(path), told(path), in_order=read is not feed_readers.by_reader)


@pytest.mark.parametrize(("read", "name"), CASES)
def test_a_program_reads_a_hostile_site(read: feed_readers.Reader, name: str, naughty: Built) -> None:
    for path in documents(naughty, name):
        alike(read(path), told(path), in_order=False)


@pytest.mark.parametrize("name", ["feed.xml", "atom.xml", "feed.json"])
@pytest.mark.parametrize("kind", ["ordinary", "naughty"])
def test_programs_of_npm_read_what_we_told(name: str, kind: str, request: pytest.FixtureRequest) -> None:
    paths = documents(request.getfixturevalue(kind), name)
    read = feed_readers.by_node(paths)
    assert set(read) == set(paths)
    for path, programs in read.items():
        assert len(programs) >= 2
        for items in programs.values():
            alike(items, told(path))


@pytest.mark.parametrize("name", ["feed.xml", "atom.xml"])
@pytest.mark.parametrize("kind", ["ordinary", "naughty"])
def test_newsboat_reads_what_we_told(name: str, kind: str, request: pytest.FixtureRequest, tmp_path: Path) -> None:
    built = request.getfixturevalue(kind)
    for number, folder in enumerate(("", "articles/")):
        path = built.folder / folder / name
        read = feed_readers.by_newsboat(path, tmp_path / str(number))
        alike(read, told(path), in_order=kind == "ordinary")


@pytest.mark.parametrize("kind", ["ordinary", "naughty", "trusted", "full_built", "demonstration_built"])
def test_1_the_validator_finds_nothing(kind: str, request: pytest.FixtureRequest) -> None:
    built = request.getfixturevalue(kind)
    paths = [*documents(built, "feed.xml"), *documents(built, "atom.xml")]
    assert [(path.name, fault) for path in paths for fault in feed_rules.faults(path.read_bytes())] == []


def test_4_what_a_feed_leaves_out_of_a_hostile_site_is_reported(naughty: Built) -> None:
    reported = re.findall(r"articles/n\d+\.md:\d+:\d+: warning GW080", naughty.said)
    assert len(reported) > 10
    assert len(json.loads(naughty.text("feed.json"))["items"]) > 25


def test_4_a_hostile_site_loses_no_item(naughty: Built) -> None:
    found = {
        item.id
        for path in documents(naughty, "feed.json")
        if path.parent in (naughty.folder, naughty.folder / "feed")
        for item in told(path)
    }
    assert len(found) == sum(name.endswith(".md") for name in NAUGHTY)


OURS = """\
type Terms = { _terms: { license?: string; rights: string } };
type JSONFeed = Feed<{ feed: Terms & { _archive?: { current: string } }; item: Terms }>;
"""
"""What we tell beyond the format, under names of our own, as the types ask for it."""
STRICT = ("--module", "esnext", "--moduleResolution", "bundler", "--skipLibCheck")


# JSON -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["ordinary", "naughty"])
def test_a_json_feed_is_one_to_a_compiler(kind: str, request: pytest.FixtureRequest) -> None:
    """Its types are read with everything strict: a null, a number for an id or an unknown word is an error."""
    built = request.getfixturevalue(kind)
    feeds = [
        path.read_text(encoding="utf-8") for path in (built.folder / "feed.json", built.folder / "articles/feed.json")
    ]
    program = node.NPM / f"checked-{kind}.ts"
    lines = [f"export const feed{n}: JSONFeed = {text};" for n, text in enumerate(feeds)]
    head = f'import type Feed from "@json-feed-types/1_1"; {OURS}'
    try:
        program.write_text("\n".join([head, *lines]), encoding="utf-8")
        assert node.tsc(program, *STRICT) == ""
        program.write_text("\n".join([head, lines[0].replace('"id": "', '"id": 1, "i": "', 1)]), encoding="utf-8")
        assert "is not assignable" in node.tsc(program, *STRICT)
    finally:
        program.unlink()


# OPML -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["ordinary", "naughty"])
def test_10_programs_agree_on_the_list_of_feeds(kind: str, request: pytest.FixtureRequest, tmp_path: Path) -> None:
    built = request.getfixturevalue(kind)
    path = built.folder / "feeds.opml"
    outlines = etree.fromstring(path.read_bytes()).findall("body/outline")
    feeds = [(outline.get("text"), outline.get("xmlUrl")) for outline in outlines]
    read = listparser.parse(path.read_text(encoding="utf-8"))
    assert not read.bozo
    assert [feed.url for feed in read.feeds] == [url for _, url in feeds]
    assert [plain(feed.title) for feed in read.feeds] == [plain(title) for title, _ in feeds]
    (smith,) = node.run("read.mjs", path).values()
    assert [entry["link"] for entry in smith["feedsmith"]] == [url for _, url in feeds]
    done = subprocess.run(["sfeed_opml_import"], input=path.read_bytes(), capture_output=True, check=True)
    lines = [line for line in done.stdout.decode().split("\n") if line.strip().startswith("feed '")]
    assert [shlex.split(line)[2] for line in lines] == [url for _, url in feeds]
    (tmp_path / "urls").touch()
    feed_readers.newsboat(tmp_path, "-i", str(path))
    imported = (tmp_path / "urls").read_text(encoding="utf-8").split("\n")
    assert [shlex.split(line)[0] for line in imported if line] == [url for _, url in feeds]


# Rebuilds ---------------------------------------------------------------------------------------------------------


class _Answering(serving.Quiet):
    answers: list[int] = []  # noqa: RUF012 - told apart by test, which clears it

    def send_response(self, code: int, message: str | None = None) -> None:
        """Keep what was answered."""
        self.answers.append(code)
        super().send_response(code, message)


@pytest.fixture
def served(tmp_path: Path) -> Iterator[tuple[Site, str]]:
    """A site of three articles, and where its output is served."""
    files = {f"articles/n{n}.md": f"---\ntitle: N{n}\ndate: 2026-01-0{n}\n---\n\nText {n}.\n" for n in (1, 2, 3)}
    site = Site.made(tmp_path / "site", files)
    site.build().good()
    _Answering.answers.clear()
    with serving.served(site.folder / "public", _Answering) as where:
        yield site, where


@pytest.mark.parametrize("name", ["feed.xml", "atom.xml", "feed.json"])
def test_2_a_reader_sees_three_new_then_nothing_then_nothing_then_one_new(served: tuple[Site, str], name: str) -> None:
    site, address = served
    with make_reader(":memory:") as own:
        own.add_feed(address + name)

        def update() -> tuple[int, int] | None:
            changed = own.update_feed(address + name)
            return (changed.new, changed.modified) if changed else None

        assert update() == (3, 0)
        assert update() in (None, (0, 0))
        assert _Answering.answers == [200, 304]
        site.build(now="2026-12-01T09:00:00+00:00").good()
        assert update() in (None, (0, 0))
        assert _Answering.answers[-1] == 304
        while time.time() < (site.folder / "public" / name).stat().st_mtime + 1:
            time.sleep(0.05)  # the server tells whole seconds of when a file changed (RFC 9110, HTTP-date)
        site.write({"articles/n4.md": "---\ntitle: N4\ndate: 2026-11-04\n---\n\nText 4.\n"})
        site.build(now="2026-12-01T09:00:00+00:00").good()
        assert update() == (1, 0)
        assert _Answering.answers[-1] == 200
        assert [entry.title for entry in own.get_entries()] == ["N4", "N3", "N2", "N1"]

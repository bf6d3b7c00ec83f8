"""Every file a build writes is made of the same parts whatever the words in it say: each context escapes its own."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import yaml
from lxml import etree
from lxml import html as lxml_html

from goodword.edit import quoted
from goodword.paths import slugify
from sites.building import CONFIG, Built, Ran, Site, build_all

HOSTILE = (
    "x</title></script></style></textarea>--><script>alert(1)</script>]]>\"' onload=\"y\" style='z' &lt;b&gt; &amp; "
    "[w](javascript:v) ![u](t) `s` **r** {{7*7}}{% raw %} $p #o | =1+1 \\n;q:l \x01\ufffe\U000e0001\u202e"
)
PLAIN = slugify(HOSTILE).replace("-", " ")
"""Words with the same address, in which nothing has a meaning."""


def flow(word: str) -> str:
    """A text in YAML's double quotes; JSON writes what lies beyond 16 bits in two halves, which YAML refuses."""
    escaped = (c if c.isprintable() and c not in '"\\' else f"\\U{ord(c):08x}" for c in word)
    return f'"{"".join(escaped)}"'


def pages(word: str) -> dict[str, str | bytes]:
    """An entry of every kind, with the word in every text."""
    w = flow(word)
    every = f"title: {w}\ndescription: {w}\nseries: {w}\nauthors: [ada]\nowner: ada\ntags: [{w}]\nlicense: MIT\n"
    every += f"image: {{src: /a.svg, alt: {w}, caption: {w}, credit: {w}}}\n"
    own = {
        "articles/2026-11-01-a.md": f"for: {w}\ntakeaway: {w}\nsources: [{{title: {w}, url: 'https://s.example/'}}]\naliases: [/old a/, \"/\u0440\u0430\u043d\u0435\u0435/\"]\n",
        "articles/2026-11-02-b.md": "",
        "press/2026-11-03-a.md": f"type: release\ndateline: {w}\ncontact: ada\nkit: [/a.svg]\ncorrections: [{{date: 2026-11-04, text: {w}}}]\n",
        "press/2026-11-05-b.md": f"type: coverage\noutlet: {w}\nurl: https://o.example/\n",
        "community/stories/2026-11-06-a.md": f"problem: {w}\ncustomer: {{name: {w}, url: 'https://c.example/'}}\nresult: [{{figure: {w}, what: {w}, source: {w}}}]\n"
        f"quote: {{text: {w}, by: {{name: {w}}}}}\nconsent: {{date: 2026-01-01, covers: [name, words, photo, employer]}}\n",
        "community/events/2026-11-07-a.md": f"starts: 2026-12-01T18:00\nends: 2026-12-01T19:00\nlocation: {{name: {w}, address: {w}}}\n",
        "community/polls/2026-11-08-a.md": f"question: {w}\noptions: [{w}, other]\nresults: {{{w}: 3, other: 4}}\nmethod: {w}\nopens: 2026-11-08\ncloses: 2026-11-09\n",
    }
    made: dict[str, str | bytes] = {
        name: f"---\n{every}{front}---\n\nText.\n\n```goodword\nlatest: {{limit: 3, title: {w}}}\n```\n"
        for name, front in own.items()
    }
    return made | {
        "a.svg": "<svg xmlns='http://www.w3.org/2000/svg'/>",
        "services.md": f"---\ntitle: {w}\ndescription: {w}\ntype: services\n---\n\nText.\n",
        "people.yml": f"ada: {{name: {w}, role: {w}, organisation: {w}, relation: team, profile: true, connection: {w}, links: [{{title: {w}, url: 'https://l.example/'}}]}}\n",
        "company.yml": f"name: {w}\nlegal_name: {w}\ntagline: {w}\nboilerplate: {w}\naddress: {w}\nvalues: [{{text: {w}, evidence: ['https://e.example/']}}]\n",
        "community/testimonials.yml": f"- {{text: {w}, by: {{name: {w}, organisation: {w}}}, date: 2026-02-02, connection: {w}, consent: {{date: 2026-01-01, covers: [name, words]}}}}\n",
    }


def config(word: str) -> str:
    """A configuration with the word wherever it has words."""
    w = flow(word)
    named = CONFIG.replace("site_name: Larch & Sons", f"site_name: {w}\nsite_description: {w}\nextra: {{notice: {w}}}")
    sections = ["articles", "press", "community/stories", "community/events", "community/polls"]
    kinds = ["article", "press", "story", "event", "poll"]
    titled = ", ".join(f"{path}: {{kind: {kind}, title: {w}}}" for path, kind in zip(sections, kinds, strict=True))
    return named.replace("  - goodword/catalogue\n", f"  - goodword/catalogue:\n      sections: {{{titled}}}\n")


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory) -> tuple[Built, Built]:
    """The same site in plain words and in hostile ones."""
    folder = tmp_path_factory.mktemp("contexts")
    sites = [Site.made(folder / name, pages(word), config(word)) for name, word in (("p", PLAIN), ("h", HOSTILE))]
    plain, hostile = build_all((site, "goodword", {"strict": False}) for site in sites)
    return plain.good(), hostile.good()


def parts_of_html(data: bytes) -> list[object]:
    """Elements with the names of their attributes, in order; data for scripts must be JSON."""
    root = lxml_html.document_fromstring(data)
    for script in root.iter("script"):
        if "json" in str(script.get("type")):
            json.loads(script.text or "")
    return [(e.tag, sorted(e.attrib)) for e in root.iter() if isinstance(e.tag, str)] + [
        "comment" for _ in root.iter(etree.Comment)
    ]


def parts_of_xml(data: bytes) -> list[object]:
    """Elements with the names of their attributes, in order; and what HTML they carry is made of."""
    strict = etree.XMLParser(resolve_entities=False, no_network=True, recover=False)
    found: list[object] = []
    for element in etree.fromstring(data, strict).iter():
        found.append((element.tag, sorted(element.attrib)))
        if (
            isinstance(element.tag, str)
            and element.tag.endswith(("encoded", "content"))
            and (element.text or "").strip()
        ):
            found.append(parts_of_html((element.text or "").encode()))
    return found


def parts_of_json(data: bytes) -> list[object]:
    """The keys of every object and the lengths of every list, apart from the digests a manifest is made of."""
    return list(_shape(json.loads(data)))


def _shape(value: object) -> Iterator[object]:
    if isinstance(value, dict):
        yield sorted(key for key in value if not re.fullmatch(r"[0-9a-f]{64}", key))
        for key in sorted(value):
            yield from _shape(value[key])
    elif isinstance(value, list):
        yield len(value)
        for item in value:
            yield from _shape(item)


def parts_of_lines(data: bytes) -> list[object]:
    """How many lines there are, and what each begins with; links of Markdown with where they lead."""
    text = data.decode("utf-8")
    assert "](javascript" not in text
    return [(line.split(" ")[0], re.findall(r"\]\(([^)]*)\)", line)) for line in text.split("\n")]


def parts_of_calendar(data: bytes) -> list[object]:
    """The names of the properties in order, folded lines put together (RFC 5545 section 3.1)."""
    lines = re.sub(rb"\r\n[ \t]", b"", data).decode("utf-8").split("\r\n")
    assert all(line == "" or re.match(r"[A-Z-]+[;:]", line) for line in lines), lines
    assert not any(not char.isprintable() for line in lines for char in line if ord(char) < 32)
    return [re.split(r"[;:]", line)[0] for line in lines]


def same(data: bytes) -> list[object]:
    """Nothing of an author's stands in it."""
    return [data]


def unread(data: bytes) -> list[object]:
    """Packed: what it holds is looked at in its own file."""
    return [bool(data)]


PARTS: dict[str, Callable[[bytes], list[object]]] = {
    ".html": parts_of_html,
    ".xml": parts_of_xml,
    ".opml": parts_of_xml,
    ".json": parts_of_json,
    ".txt": parts_of_lines,
    ".ics": parts_of_calendar,
    "_redirects": parts_of_lines,
    ".map": same,
    **dict.fromkeys((".css", ".js", ".svg", ".png", ".woff2", ".webmanifest"), same),
    ".gz": unread,
}
"""By the end of a file's name. A new kind of file needs its own."""


def parts(path: str, data: bytes) -> list[object]:
    """What a file is made of."""
    return PARTS["_redirects" if path == "_redirects" else f".{path.rpartition('.')[2]}"](data)


@pytest.mark.sites
def test_hostile_words_have_the_addresses_of_plain_ones(pair: tuple[Built, Built]) -> None:
    plain, hostile = (set(built.files()) for built in pair)
    assert plain == hostile
    assert len([path for path in plain if path.endswith("index.html")]) > 20


@pytest.mark.sites
def test_every_kind_of_file_has_a_check(pair: tuple[Built, Built]) -> None:
    kinds = {"_redirects" if path == "_redirects" else f".{path.rpartition('.')[2]}" for path in pair[1].files()}
    assert kinds <= set(PARTS)
    assert {".html", ".xml", ".json", ".txt", "_redirects"} <= kinds


@pytest.mark.sites
def test_no_word_changes_what_a_file_is_made_of(pair: tuple[Built, Built]) -> None:
    plain, hostile = (built.files() for built in pair)
    changed = [path for path in plain if parts(path, plain[path]) != parts(path, hostile[path])]
    assert changed == []


@pytest.mark.sites
def test_every_address_in_a_page_is_one_of_the_plain_sites(pair: tuple[Built, Built]) -> None:
    plain, hostile = (built.files() for built in pair)
    own = {f"feed:https://larch.example/{path}" for path in plain if path.rpartition("/")[2] == "feed.xml"}
    opened = []
    for path, data in hostile.items():
        if path.endswith(".html"):
            for element, name, link, _ in lxml_html.document_fromstring(data).iterlinks():
                if link in own and (path, element.tag, name) == ("subscribe/index.html", "a", "href"):
                    opened.append(link)
                else:
                    assert urlsplit(link).scheme in ("", "http", "https", "mailto"), (path, element.tag, name, link)
                assert not re.search(r"[\s<>\"{}\\^`]", link.replace("{{7*7}}", "")), (path, element.tag, name, link)
    assert sorted(opened) == sorted(own), "each feed opens in the visitor's own program, once"


@pytest.mark.sites
def test_a_hostile_word_reaches_the_reader_as_it_was_written(pair: tuple[Built, Built]) -> None:
    """A guard for the guard: the words are there, and nothing of them was eaten."""
    seen = " ".join(lxml_html.document_fromstring(pair[1].files()["articles/a/index.html"]).xpath("//h1")[0].itertext())
    assert '</title></script></style></textarea>--><script>alert(1)</script>]]>"\' onload="y"' in seen
    assert "&lt;b&gt; &amp;" in seen
    assert "{{7*7}}{% raw %}" in seen


# YAML that commands write

CORPUS = json.loads((Path(__file__).parents[1] / "corpora" / "blns.json").read_text(encoding="utf-8"))
ODD = [
    "",
    " ",
    "a: b",
    "- a",
    "#",
    "yes",
    "~",
    "1e3",
    "0x1f",
    "2026-01-01",
    "\x00",
    "\x85",
    "\u2028",
    "\ufeff",
    "\U000e0001",
    "\U0010ffff",
]


@pytest.mark.parametrize("prefix", ["a: {}\nb: 1\n", "- a: {}\n"])
def test_whatever_is_quoted_is_read_back_as_it_was(prefix: str) -> None:
    wrong = []
    for text in [*CORPUS, *ODD, HOSTILE]:
        read = yaml.safe_load(prefix.format(quoted(text)))
        value = read[0] if isinstance(read, list) else read
        if value["a"] != text or set(value) - {"a", "b"}:
            wrong.append(ascii(text))
    assert wrong == []


@pytest.mark.sites
@pytest.mark.parametrize("kind", ["article", "press", "story", "event", "poll", "person"])
def test_a_new_entry_holds_its_title_and_no_key_that_nobody_wrote(kind: str, tmp_path: Path) -> None:
    title = f"A\nexpires: 2020-01-01\n---\n{HOSTILE}"
    fronts = []
    for number, said in enumerate(("A word", title)):
        own = Site.made(tmp_path / str(number), {})
        before = set(own.folder.rglob("*.md"))
        assert own.run("new", kind, said).returncode == 0
        (made,) = set(own.folder.rglob("*.md")) - before
        fronts.append(yaml.safe_load(made.read_text(encoding="utf-8").split("---\n")[1]))
    assert set(fronts[0]) == set(fronts[1])
    assert " ".join(title.split()) in fronts[1].values()


ADDRESSES = [
    "https://a.example/\nhooks: [evil.py]",
    "https://a.example/ #x",
    "https://a}b.example/",
    'https://a.example/"x',
    "https://a.example/{x}",
    "https://a.example, b: c",
    "https://a.example/\x1b[2J",
    "javascript://a.example/%0aalert(1)",
    "https:///x",
    "https://user:pass@a.example/",
]


@pytest.mark.sites
@pytest.mark.parametrize("url", ADDRESSES, ids=ascii)
def test_init_takes_no_address_that_the_configuration_would_read_otherwise(url: str, tmp_path: Path) -> None:
    ran: Ran = Site(tmp_path).run("init", "new", "--name", "A", "--url", url)
    assert ran.returncode == 2
    assert "--url is not an address" in ran.stderr
    assert not (tmp_path / "new").exists()


@pytest.mark.sites
@pytest.mark.parametrize(
    "url", ["https://a.example", "http://a.example:8080/sub/path/", "https://b\u00fccher.example/", "https://10.0.0.1/"]
)
def test_init_writes_a_configuration_that_says_what_was_asked(url: str, tmp_path: Path) -> None:
    assert Site(tmp_path).run("init", "new", "--name", HOSTILE, "--url", url).returncode == 0
    read = yaml.safe_load((tmp_path / "new" / "site_config.yml").read_text(encoding="utf-8"))
    assert read["site_name"] == " ".join(HOSTILE.split())
    assert read["site_url"] == (url if url.endswith("/") else f"{url}/")
    (catalogue,) = (
        one["goodword/catalogue"] for one in read["plugins"] if isinstance(one, dict) and "goodword/catalogue" in one
    )
    assert catalogue["ids"]["authority"] == urlsplit(url).hostname
    built = Site(tmp_path / "new").build(strict=False).good()
    assert "hooks" not in read
    assert built.files()

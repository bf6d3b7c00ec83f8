"""Whole sites of vectors, in fields, blocks and Markdown: nothing runs in a real browser, in any theme."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import pytest
from lxml import etree
from playwright.sync_api import Browser

from goodword.entries import Source
from goodword.paths import slugify
from hostile.vectors import BODIES, VECTORS, quoted
from hostile.watching import PROVOKE, WATCH, Cached, Visitor, running
from making import codes, loaded
from sites.building import CONFIG, REPOSITORY, Built, Site
from sites.serving import served

pytestmark = [pytest.mark.sites, pytest.mark.browser]

PAGES = 6
"""Entries of each kind."""
PARTS = 24
"""Each field and each body holds one part of all vectors, in turn."""
TALK = (REPOSITORY / "content/articles/audio/knock.mp3").read_bytes()
"""A recording that is one: a build refuses any other."""


@dataclass
class Hostile:
    """A supply of texts: each field of each page has another part of all vectors."""

    page: int
    name: str = ""
    kind: int = 0
    fields: int = 0

    def __call__(self) -> str:
        """The text for the next field, quoted."""
        part = (self.page * PARTS // PAGES + self.fields) % PARTS
        self.fields += 1
        return quoted(" ".join(VECTORS[part::PARTS]))

    def body(self) -> str:
        """Markdown that holds vectors in every construct."""
        own = [*VECTORS[(self.kind * PAGES + self.page) % PARTS :: PARTS], *BODIES[(self.kind + self.page) % 6 :: 6]]
        return "\n\n".join(["Findable.", *own])


def _tags() -> list[str]:
    """Vectors short enough to be tags with addresses of their own."""
    found: dict[str, str] = {}
    for text in VECTORS:
        if 0 < len(text) < 60 and slugify(text) and "\n" not in text and text.isprintable():
            found.setdefault(slugify(text), text)
    return [*found.values()][:PAGES]


TAGS = _tags()


def common(h: Hostile) -> str:
    return (
        f"title: {h()}\ndescription: {h()}\nseries: {h()}\nlicense: {h()}\nid: {quoted(f'<script>__ran({h.page})</script>{h.name}')}\n"
        f"tags: [{quoted(TAGS[h.page % len(TAGS)])}, {quoted(TAGS[(h.page + 1) % len(TAGS)])}]\nauthors: [p{h.page}]\nowner: p0\n"
        f"image: {{src: x.png, alt: {h()}, caption: {h()}, credit: {h()}}}\n"
        f"media:\n  - {{src: talk.mp3, type: audio/mpeg, title: {h()}, duration: {h()}, transcript: {h()}}}\n"
    )


def article(h: Hostile) -> str:
    return f"for: {h()}\ntakeaway: {h()}\nsources:\n  - {{title: {h()}, url: https://s.example/?a=%22%3E}}\n  - {{title: {h()}}}\n"


def press(h: Hostile) -> str:
    return (
        f"type: {('release', 'statement', 'award')[h.page % 3]}\ndateline: {h()}\n"
        f"contact: {{name: {h()}, role: {h()}, organisation: {h()}, email: {h()}, phone: {h()}}}\n"
        f"corrections:\n  - {{date: 2026-02-01, text: {h()}}}\n"
    )


def coverage(h: Hostile) -> str:
    return f"type: coverage\noutlet: {h()}\nurl: https://o.example/?q=%22onfocus=\n"


def story(h: Hostile) -> str:
    who = f"{{name: {h()}, role: {h()}, organisation: {h()}, connection: {h()}}}"
    return (
        f"customer: {who}\nproblem: {h()}\nresult:\n  - {{figure: {h()}, what: {h()}, source: {h()}}}\n"
        f"quote: {{text: {h()}, by: {who}}}\nconsent: {{date: 2026-01-01, covers: [name, words, employer, photo], reference: {h()}}}\n"
    )


def event(h: Hostile) -> str:
    starts = "2026-12-24T18:00" if h.page % 2 else "2026-05-05T18:00"
    return (
        f"starts: {starts}\nlocation: {{name: {h()}, address: {h()}, url: https://l.example/}}\n"
        f"status: {('scheduled', 'cancelled', 'postponed')[h.page % 3]}\n"
    )


def poll(h: Hostile) -> str:
    one, other = h(), h()
    votes = f"results: {{{one}: 3, {other}: 5}}\n" if h.page % 2 and len(one) < 1000 and len(other) < 1000 else ""
    closes = "2026-12-15" if h.page % 3 else "2026-02-01"
    return f"question: {h()}\nopens: 2026-01-15\ncloses: {closes}\noptions: [{one}, {other}, c]\n{votes}method: {h()}\n"


def person(h: Hostile) -> str:
    return (
        f"name: {h()}\nrole: {h()}\norganisation: {h()}\nconnection: {h()}\nrelation: team\nemail: {h()}\nphone: {h()}\n"
        f"links:\n  - {{title: {h()}, url: https://p.example/}}\nphoto: {{src: x.png, alt: {h()}, caption: {h()}, credit: {h()}}}\n"
    )


KINDS = {
    "articles/{}.md": article,
    "press/r{}.md": press,
    "press/c{}.md": coverage,
    "community/stories/{}.md": story,
    "community/events/{}.md": event,
    "community/polls/{}.md": poll,
}


def _blocks(h: Hostile) -> Iterator[str]:
    """Vectors as a block's title, each alone, and as the tag it asks for, which something must have; the kinds share them."""
    for number, text in enumerate(VECTORS[(h.kind * PAGES + h.page) :: len(KINDS) * PAGES]):
        tag = TAGS[number % len(TAGS)]
        yield f"```goodword\nlatest: {{title: {quoted(text)}, tag: {quoted(tag)}, limit: 1}}\n```"


def _content() -> Mapping[str, str | bytes]:
    files: dict[str, str | bytes] = {}
    for number in range(PAGES):
        for kind, (path, own) in enumerate(KINDS.items()):
            h = Hostile(number, path, kind)
            blocks = "\n\n".join(_blocks(h))
            files[path.format(number)] = (
                f"---\ndate: 2026-01-{number + 1:02}\n{common(h)}{own(h)}---\n{h.body()}\n\n{blocks}\n"
            )
        h = Hostile(number)
        files[f"people/p{number}.md"] = f"---\n{person(h)}---\n{h.body()}\n"
        h = Hostile(number, "page")
        type_ = ("about", "services", "pricing", "contact", "team", "how-to", "legal")[number % 7]
        files[f"page{number}.md"] = f"---\n{common(h)}type: {type_}\nreviewed: 2026-11-01\n---\n{h.body()}\n"
    h = Hostile(3)
    files["index.md"] = (
        f"---\ntitle: {h()}\ndescription: {h()}\nmeta:\n  promise: {h()}\n  primary: {{text: {h()}, url: page0.md}}\n"
        f"  quiet: {{text: {h()}, url: page1.md}}\n  proof:\n    - {{figure: {h()}, what: {h()}, source: {h()}, date: {h()}}}\n---\n{h.body()}\n"
    )
    files["articles/index.md"] = f"---\ntitle: {h()}\ndescription: {h()}\n---\n{h.body()}\n"
    files["company.yml"] = (
        f"name: {h()}\nlegal_name: {h()}\ntagline: {h()}\nboilerplate: {h()}\naddress: {h()}\nfounded: {h()}\npress contact: p0\n"
        f"contact points:\n  - {{name: {h()}, role: {h()}, email: {h()}, phone: {h()}}}\n"
        f"profiles:\n  - {{title: {h()}, url: https://me.example/}}\nvalues:\n  - {{text: {h()}, evidence: [page0.md]}}\n"
    )
    files["people.yml"] = (
        f"guest:\n  name: {h()}\n  role: {h()}\n  organisation: {h()}\n  connection: {h()}\n  relation: customer\n"
    )
    for folder in ("", "community/"):
        files[f"{folder}testimonials.yml"] = "".join(
            f"- text: {h()}\n  by: {'guest' if number % 2 else f'{{name: {h()}, role: {h()}}}'}\n  connection: {h()}\n  tags: [{quoted(TAGS[0])}]\n"
            "  date: 2026-01-01\n  consent: {date: 2026-01-01, covers: [name, words, employer]}\n"
            for number in range(PAGES // 3)
        )
    for folder in ("", "articles/", "press/", "people/", "community/stories/", "community/events/", "community/polls/"):
        files[f"{folder}x.png"], files[f"{folder}talk.mp3"] = b"", TALK
    return files


EXTENSIONS = """\
markdown_extensions:
  - abbr
  - admonition
  - attr_list
  - def_list
  - footnotes
  - md_in_html
  - tables
  - smarty
  - toc: {permalink: true}
  - pymdownx.details
  - pymdownx.highlight
  - pymdownx.superfences
  - pymdownx.tabbed: {alternate_style: true}
"""
THEMES = {
    "goodword": ("goodword", "{name: goodword}"),
    "mkdocs": ("mkdocs", "{name: mkdocs, highlightjs: false}"),
    "material": ("mkdocs", "{name: material, font: false}"),
}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Built]:
    """The hostile site in three themes."""
    content = _content()
    folder = tmp_path_factory.mktemp("themes")

    def build(name: str) -> Built:
        host, theme = THEMES[name]
        config = CONFIG.replace("{name: goodword}", theme) + EXTENSIONS
        site = Site.made(folder / name, content, config)
        return site.build(host, strict=False).good()

    with ThreadPoolExecutor(3) as pool:
        return dict(zip(THEMES, pool.map(build, THEMES), strict=True))


@pytest.fixture(scope="module")
def visitors(browser: Browser, built: dict[str, Built]) -> Iterator[dict[str, Visitor]]:
    """A visitor to the site in each theme."""
    with ExitStack() as stack:
        visitors = {}
        for name, one in built.items():
            context = stack.enter_context(browser.new_context())
            context.add_init_script(WATCH)
            asked = _sitemaps(one) if name == "material" else frozenset()
            visitors[name] = Visitor(context.new_page(), stack.enter_context(served(one.folder, Cached)), asked=asked)
        yield visitors


def _sitemaps(one: Built) -> frozenset[str]:
    """Material takes each rel=alternate for another language, and asks for a site map beside it: beside our feeds."""
    feeds = [path for path in one.files() if path.rpartition("/")[2] == "feed.xml"]
    return frozenset(f"https://larch.example/{path.removesuffix('feed.xml')}sitemap.xml" for path in feeds)


def _pages(one: Built) -> list[str]:
    return [path.removesuffix("index.html") for path in one.files() if path.endswith((".html", ".htm"))]


def test_the_watch_sees_what_runs(visitors: dict[str, Visitor], built: dict[str, Built]) -> None:
    visitor = visitors["goodword"]
    (built["goodword"].folder / "watch.txt.html").write_text(
        "<title>x</title><script>__ran(1)</script><img src=x onerror=alert(2)><b onmouseover=__ran(3)>x</b>"
        "<a href=javascript:__ran(4)>x</a><a href='jav&#9;ascript:__ran(4)'>y</a><iframe srcdoc=x></iframe><script src=//off.invalid/></script>"
    )
    happened = "\n".join(visitor.see("watch.txt.html"))
    (built["goodword"].folder / "watch.txt.html").unlink()
    for sign in (
        "__ran: 1",
        "alert: 2",
        "__ran: 3",
        "javascript:__ran(4)",
        "ascript:__ran(4)",
        "srcdoc",
        "off.invalid",
    ):
        assert sign in happened


@pytest.mark.parametrize("theme", THEMES)
def test_nothing_runs_on_any_page(theme: str, visitors: dict[str, Visitor], built: dict[str, Built]) -> None:
    pages = _pages(built[theme])
    assert len(pages) > 8 * PAGES
    happened = {path: sorted(set(found)) for path in pages if (found := visitors[theme].see(path))}
    visitors[theme].leave()
    assert happened == {}


@pytest.mark.parametrize("theme", THEMES)
def test_nothing_runs_among_the_results_of_a_search(theme: str, visitors: dict[str, Visitor]) -> None:
    visitor = visitors[theme]
    page = visitor.page
    assert visitor.see("?q=findable" if theme == "mkdocs" else "") == []
    if theme == "mkdocs":
        page.wait_for_function("document.querySelector('#mkdocs-search-results *')", timeout=8000)
    else:
        page.locator(".md-search__input").first.focus()
        page.locator(".md-search__input").first.press_sequentially("findable")
        page.locator(".md-search-result__link").first.wait_for(state="attached", timeout=8000)
    assert [found for found in page.evaluate(PROVOKE) if found.startswith(("__ran", "alert", "<"))] == []
    assert visitor.found == []
    visitor.leave()


@pytest.mark.parametrize("theme", THEMES)
def test_nothing_in_a_feed_would_run(theme: str, built: dict[str, Built]) -> None:
    feeds = [path for path in built[theme].files() if path.endswith("feed.xml")]
    assert len(feeds) >= 5
    items = 0
    for path in feeds:
        for item in etree.fromstring(built[theme].files()[path]).iter("item"):
            items += 1
            for part in item:
                if part.tag.endswith(("encoded", "description")) and (part.text or "").strip():
                    assert running(part.text or "") == [], path
    assert items > 2 * PAGES


def test_a_block_that_asks_for_a_tag_nothing_has_reaches_no_page() -> None:
    asked = [text for text in VECTORS if text.strip()]
    blocks = "\n\n".join(f"```goodword\nlatest: {{tag: {quoted(text)}}}\n```" for text in asked)
    found = loaded(Source("articles/a.md", f"---\ntitle: A\ndate: 2026-01-01\n---\n\n{blocks}\n"))
    assert codes(found.problems).count("GW033") == len(asked)


URLS = {
    "canonical": ("articles/a.md", "date: 2026-01-01\ncanonical: {}"),
    "image": ("articles/a.md", "date: 2026-01-01\nimage: {{src: {}, alt: a}}"),
    "sources": ("articles/a.md", "date: 2026-01-01\nsources: [{}]"),
    "sources.url": ("articles/a.md", "date: 2026-01-01\nsources: [{{title: a, url: {}}}]"),
    "media.src": ("articles/a.md", "date: 2026-01-01\nmedia: [{{src: {}}}]"),
    "url": ("press/a.md", "date: 2026-01-01\ntype: coverage\noutlet: b\nurl: {}"),
    "contact.url": ("press/a.md", "date: 2026-01-01\ncontact: {{name: a, url: {}}}"),
    "register": ("community/events/a.md", "date: 2026-01-01\nstarts: 2026-01-01\nregister: {}"),
    "location.url": ("community/events/a.md", "date: 2026-01-01\nstarts: 2026-01-01\nlocation: {{name: a, url: {}}}"),
    "vote": ("community/polls/a.md", "date: 2026-01-01\noptions: [a, b]\nvote: {}"),
    "links": ("people/a.md", "links: [{}]"),
    "links.url": ("people/a.md", "links: [{{title: a, url: {}}}]"),
    "photo": ("people/a.md", "photo: {{src: {}, alt: a}}"),
    "person.url": ("people/a.md", "url: {}"),
}
FILES = ("image", "media.src", "photo", "logo")
REFUSED = {False: {"GW019"}, True: {"GW019", "GW029", "GW031"}}
"""What names a file may also be told that there is none of that name."""
UNSAFE = [
    "javascript:__ran(1)",
    "JaVaScRiPt:__ran(1)",
    "java\tscript:__ran(1)",
    "java\nscript:__ran(1)",
    "\x01javascript:__ran(1)",
    "javascript\u200b:__ran(1)",
    "\ufeffjavascript:__ran(1)",
    "vbscript:__ran(1)",
    "data:text/html,<script>__ran(1)</script>",
    "data:image/svg+xml,<svg onload=__ran(1)>",
    "blob:https://x.example/1",
    "file:///etc/passwd",
    "view-source:javascript:__ran(1)",
    "https://",
    "https:///x",
    "http://[",
    "https://x.example/\u2028x",
]


@pytest.mark.parametrize("unsafe", UNSAFE)
@pytest.mark.parametrize("key", URLS)
def test_an_address_that_could_run_is_an_error(key: str, unsafe: str) -> None:
    uri, front = URLS[key]
    found = loaded(Source(uri, f"---\ntitle: A\n{front.format(quoted(unsafe))}\n---\nText.\n"))
    assert REFUSED[key in FILES] & set(codes(found.problems))


@pytest.mark.parametrize("unsafe", UNSAFE)
@pytest.mark.parametrize("key", ["url", "profiles", "logo"])
def test_an_address_of_the_firm_that_could_run_is_an_error(key: str, unsafe: str) -> None:
    value = f"[{quoted(unsafe)}]" if key == "profiles" else quoted(unsafe)
    found = loaded(Source("company.yml", f"name: A\n{key}: {value}\n"))
    assert REFUSED[key in FILES] & set(codes(found.problems))


def test_a_draft_whose_slug_cannot_be_an_address_leaves_no_trace(tmp_path: Path) -> None:
    draft = "---\ntitle: The unannounced merger\ndraft: true\nslug: a/b\n---\nNobody may know.\n"
    one = Site.made(tmp_path, {"articles/2026-01-01-unannounced-merger.md": draft}).build(strict=False).good()
    assert one.holding("unannounced-merger") == []

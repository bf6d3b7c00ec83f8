"""Script in every text field and in every Markdown construct: nothing runs in a real browser, in any theme."""

from __future__ import annotations

import functools
import http.server
import json
import threading
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from lxml import html as lxml_html
from playwright.sync_api import Browser, Page

from goodword.entries import Source
from goodword.paths import slugify
from making import codes, loaded
from sites.building import CONFIG, Built, Site

pytestmark = [pytest.mark.sites, pytest.mark.browser]

CORPORA = Path(__file__).parents[1] / "corpora"

CLASSIC = [
    "<script>__ran({n})</script>",
    "</title><script>__ran({n})</script>",
    "</title></head><body onload=__ran({n})>",
    "</textarea><script>__ran({n})</script>",
    "</style><script>__ran({n})</script>",
    "</script><script>__ran({n})</script>",
    "--><script>__ran({n})</script><!--",
    "]]><script>__ran({n})</script>",
    "</template><script>__ran({n})</script>",
    "</noscript><img src=x onerror=__ran({n})>",
    '"><script>__ran({n})</script>',
    "'><script>__ran({n})</script>",
    '" autofocus onfocus=__ran({n}) x="',
    "' autofocus onfocus=__ran({n}) x='",
    '" onmouseover="__ran({n})',
    "' onmouseover='__ran({n})",
    "x onmouseover=__ran({n}) y=",
    '" style="animation:x" onanimationstart="__ran({n})',
    "<img src=x onerror=__ran({n})>",
    '<img src="x" onerror="__ran({n})" alt="',
    "<img/src=x/onerror=__ran({n})>",
    "<IMG SRC=x OnErRoR=__ran({n})//",
    "<image src=x onerror=__ran({n})>",
    "<svg onload=__ran({n})>",
    "<svg><script>__ran({n})</script></svg>",
    "<svg><animate onbegin=__ran({n}) attributeName=x dur=1s>",
    "<svg><set attributeName=href to=javascript:__ran({n})></svg>",
    '<math><a xlink:href="javascript:__ran({n})">x</a></math>',
    "<math><mtext><table><mglyph><style><img src=x onerror=__ran({n})></style></mglyph></table></mtext></math>",
    "<details open ontoggle=__ran({n})><summary>x</summary></details>",
    "<video src=x onerror=__ran({n})></video>",
    "<video><source onerror=__ran({n})></video>",
    "<audio src=x onerror=__ran({n})></audio>",
    "<body onload=__ran({n})>",
    "<input autofocus onfocus=__ran({n})>",
    "<select autofocus onfocus=__ran({n})>",
    "<marquee onstart=__ran({n})>x</marquee>",
    '<iframe srcdoc="<script>parent.__ran({n})</script>"></iframe>',
    "<iframe src=javascript:parent.__ran({n})></iframe>",
    "<object data=javascript:__ran({n})></object>",
    "<embed src=javascript:__ran({n})>",
    "<a href=javascript:__ran({n})>x</a>",
    '<a href="java&#9;script:__ran({n})">x</a>',
    '<a href="&#106;avascript&colon;__ran({n})">x</a>',
    "<form action=javascript:__ran({n})><button>x</button></form>",
    "<meta http-equiv=refresh content=0;url=javascript:__ran({n})>",
    "<base href=javascript:__ran({n})//>",
    "<link rel=stylesheet href=data:text/css,*{{}} onload=__ran({n})>",
    "<style onload=__ran({n})></style>",
    "&lt;script&gt;__ran({n})&lt;/script&gt;",
    "&lt;img src=x onerror=__ran({n})&gt;",
    "&amp;lt;img src=x onerror=__ran({n})&amp;gt;",
    "\\u003cimg src=x onerror=__ran({n})\\u003e",
    "%3Cscript%3E__ran({n})%3C/script%3E",
    "{{{{ __ran({n}) }}}}{{% raw %}}<script>__ran({n})</script>{{% endraw %}}",
    "{{{{ ''.__class__.__mro__ }}}}<script>__ran({n})</script>",
    "${{__ran({n})}}`${{__ran({n})}}`",
    "<script>document.title='ran:{n}'</script>",
    "<img src=x onerror=\"document.title='ran:{n}'\">",
    "<scr<script>ipt>__ran({n})</scr</script>ipt>",
    "<!--><img src=x onerror=__ran({n})>-->",
    "<![CDATA[><img src=x onerror=__ran({n})>]]>",
    "<?xml version=1?><img src=x onerror=__ran({n})>",
    '<noscript><p title="</noscript><img src=x onerror=__ran({n})>">',
    "<x contenteditable onblur=__ran({n}) tabindex=1 onfocus=__ran({n}) id=x>x</x>",
    "＜script＞__ran({n})＜/script＞",
]
MARKDOWN = [
    "[x](javascript:__ran({n}))",
    "[x](JaVaScRiPt:__ran({n}))",
    "[x](<javascript:__ran({n})>)",
    "[x](<java\tscript:__ran({n})>)",
    "[x](<\x01javascript:__ran({n})>)",
    "[x]( javascript:__ran({n}))",
    "[x](&#106;avascript:__ran({n}))",
    "[x](javascript&colon;__ran({n}))",
    "[x](javascript&#58;__ran({n}))",
    "[x](java&Tab;script:__ran({n}))",
    "[x](java&NewLine;script:__ran({n}))",
    "[x](java\\script:__ran({n}))",
    "[x](vbscript:__ran({n}))",
    "[x](data:text/html;base64,PHNjcmlwdD5wYXJlbnQuX19yYW4oMSk8L3NjcmlwdD4=)",
    "[x](data:text/html,<script>__ran({n})</script>)",
    "[x](view-source:javascript:__ran({n}))",
    '[x](# "\\" onmouseover=\\"__ran({n})")',
    "[x](# '\" onmouseover=\"__ran({n})')",
    '[x](#" onmouseover="__ran({n}))',
    "[x][r{n}]\n\n[r{n}]: javascript:__ran({n})",
    '[x][r{n}]\n\n[r{n}]: # "\\" onmouseover=\\"__ran({n})"',
    "[r{n}]\n\n[r{n}]: <java&#9;script:__ran({n})>",
    "![x](javascript:__ran({n}))",
    '![" onerror="__ran({n})](x.png)',
    '![x](x.png"onerror="__ran({n}))',
    '![x](x.png "\\" onerror=\\"__ran({n})")',
    "![x](data:image/svg+xml,<svg onload=__ran({n})>)",
    "![x][i{n}]\n\n[i{n}]: javascript:__ran({n})",
    "<javascript:__ran({n})>",
    "<JAVASCRIPT://x.example/%0a__ran({n})>",
    "<data:text/html,x{n}>",
    "[x](#){{: onclick=\"__ran({n})\" onmouseover='__ran({n})' }}",
    '[x](#){{: href="javascript:__ran({n})" }}',
    '[x](#){{: HREF=" javascript:__ran({n})" }}',
    "![x](x.png){{: onerror=__ran({n}) }}",
    "![x](x.png){{: src=javascript:__ran({n}) srcset=javascript:__ran({n}) }}",
    "*x*{{: onmouseover=__ran({n}) onfocus=__ran({n}) tabindex=0 autofocus= style=animation:x }}",
    "paragraph\n{{: onmouseover=__ran({n}) }}",
    "## heading {{: onmouseover=__ran({n}) id=x{n} }}",
    "## heading <img src=x onerror=__ran({n})>",
    "## heading `<img src=x onerror=__ran({n})>` &lt;img src=x onerror=__ran({n})&gt;",
    "heading <svg onload=__ran({n})>\n===",
    '[x](#){{: " onmouseover=__ran({n}) x=" }}',
    '[x](#){{: x"><img/src/onerror=__ran({n})>=1 }}',
    "[x](#){{: #x\"onmouseover=__ran({n})// .y'onmouseover=__ran({n}) }}",
    "``` <img/src/onerror=__ran({n})>\ncode\n```",
    '``` {{ .x onmouseover=__ran({n}) title="<img src=x onerror=__ran({n})>" }}\ncode\n```',
    "    <script>__ran({n})</script>",
    "`<script>__ran({n})</script>`",
    "| <img src=x onerror=__ran({n})> |\n|---|\n| <script>__ran({n})</script> |",
    "> <script>__ran({n})</script>",
    "- <script>__ran({n})</script>",
    '!!! note "<img src=x onerror=__ran({n})>"\n    <script>__ran({n})</script>',
    '!!! x"onmouseover=__ran({n}) "a"\n    b',
    '??? note "<img src=x onerror=__ran({n})>"\n    <script>__ran({n})</script>',
    '=== "<img src=x onerror=__ran({n})>"\n\n    <script>__ran({n})</script>',
    "Text[^f{n}]\n\n[^f{n}]: <script>__ran({n})</script> [x](javascript:__ran({n}))",
    "Term\n:   <script>__ran({n})</script>",
    'ABBR{n}\n\n*[ABBR{n}]: " onmouseover="__ran({n})',
    "<div markdown=1 onmouseover=__ran({n})>\n**x** <script>__ran({n})</script>\n</div>",
    "<div markdown>\n[x](javascript:__ran({n}))\n</div>",
    "<p onmouseover=__ran({n})>block</p>",
    "<script>\n__ran({n})\n</script>",
    "<!-- <img src=x onerror=__ran({n})> -->",
    "<!-- x --><script>__ran({n})</script>",
    "<!-- x --!><script>__ran({n})</script> -->",
    "<!-- more --><script>__ran({n})</script>",
    "a <!-- more --><img src=x onerror=__ran({n})> b",
    "<? x ?><script>__ran({n})</script>",
    "<!DOCTYPE x><script>__ran({n})</script>",
    "<![CDATA[ x ]]><script>__ran({n})</script>",
    "\x02wzxhzdk:0\x03<script>__ran({n})</script>",
    "\x02amp\x03lt;script>__ran({n})</script>",
    "&lt;script&gt;__ran({n})&lt;/script&gt; &#60;script&#62;__ran({n})&#60;/script&#62;",
    "\\<script>__ran({n})\\</script>",
    "<scr\\ipt>__ran({n})</scr\\ipt>",
    "<<script>script>__ran({n})</</script>script>",
    '<a href="x\n\n" onmouseover=__ran({n})>x</a>',
    "<img src=x\nonerror=__ran({n})\n>",
    "**<img src=x onerror=__ran({n})>** _<svg onload=__ran({n})>_",
    "[<img src=x onerror=__ran({n})>](#)",
    "[x](#)<script>__ran({n})</script>",
    "![<img src=x onerror=__ran({n})>](x.png)",
]
WATCH = """
(() => {
  window.__found = [];
  const note = what => (...words) => { window.__found.push(what + ": " + words.map(String).join()); };
  for (const name of ["__ran", "alert", "confirm", "prompt", "print", "evil", "foo", "safe", "XSS"])
    Object.defineProperty(window, name, {value: note(name), writable: false, configurable: false});
})();
"""
PROVOKE = """
() => {
  const found = [];
  const everything = [];
  const gather = root => root.querySelectorAll("*").forEach(element => {
    everything.push(element);
    if (element.content instanceof DocumentFragment) gather(element.content);
    if (element.shadowRoot) gather(element.shadowRoot);
  });
  gather(document);
  for (const element of everything) {
    for (const name of ["focus", "focusin", "mouseover", "mouseenter", "pointerover", "blur", "toggle", "error"])
      if (!["SCRIPT", "LINK"].includes(element.tagName)) element.dispatchEvent(new Event(name, {bubbles: false}));
    for (const attribute of element.attributes) {
      if (/^on/i.test(attribute.name) || /^srcdoc$/i.test(attribute.name))
        found.push(element.outerHTML.slice(0, 200));
      if (/^(href|src|action|formaction|data|poster|xlink:href|background|srcset)$/i.test(attribute.name)
          && /^(javascript|vbscript|data:text|data:image.svg)/i.test(attribute.value.replace(/[\\s\\u0000-\\u0020\\u007f-\\u00a0]/g, "")))
        found.push(element.outerHTML.slice(0, 200));
    }
    if (element.protocol && /^(javascript|vbscript|data):/i.test(element.protocol)) found.push(element.outerHTML.slice(0, 200));
    if (/^(iframe|object|embed|base|frame|frameset|applet|marquee|math)$/i.test(element.tagName)
        || (element.tagName === "META" && /refresh/i.test(element.httpEquiv)))
      found.push(element.outerHTML.slice(0, 200));
  }
  if (/^ran:/.test(document.title)) found.push("title: " + document.title.slice(0, 40));
  return found.concat(window.__found);
}
"""


def _vectors() -> list[str]:
    """Every vector, each of ours with a number of its own."""
    bleach = json.loads((CORPORA / "bleach.json").read_text(encoding="utf-8"))
    naughty = json.loads((CORPORA / "blns.json").read_text(encoding="utf-8"))
    scripts = [text for text in naughty if any(word in text.lower() for word in ("script", "alert", "onerror", "<"))]
    own = [text.format(n=number) for number, text in enumerate(CLASSIC)]
    return list(dict.fromkeys([*own, *bleach["tests/data"], *bleach["tests/test_clean.py"], *scripts]))


VECTORS = _vectors()
BODIES = [text.format(n=1000 + number) for number, text in enumerate(MARKDOWN)]
PAGES = 9
"""Entries of each kind; their fields take turns, so that each vector stands in many of them."""
NO_TITLE = str.maketrans({"\x00": ""})


def quoted(text: str) -> str:
    """Text as a YAML double-quoted scalar of ASCII."""
    escaped = [
        f"\\U{ord(char):08x}" if not " " <= char <= "~" or char in '"\\' else char for char in text.translate(NO_TITLE)
    ]
    return '"' + "".join(escaped) + '"'


@dataclass
class Hostile:
    """A supply of texts: each field of each page has another part of all vectors."""

    page: int
    name: str = ""
    fields: int = 0

    def __call__(self) -> str:
        """The text for the next field, quoted."""
        part = (self.page + self.fields) % (2 * PAGES)
        self.fields += 1
        return quoted(" ".join(VECTORS[part :: 2 * PAGES]))

    def body(self) -> str:
        """Markdown that holds vectors in every construct."""
        own = [*VECTORS[self.page :: PAGES * 2], *BODIES[self.page % 3 :: 3]]
        return "\n\n".join(["Findable.", *(text.translate(NO_TITLE) for text in own)])


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


def _content() -> Mapping[str, str | bytes]:
    files: dict[str, str | bytes] = {}
    for number in range(PAGES):
        for path, own in KINDS.items():
            h = Hostile(number, path)
            files[path.format(number)] = f"---\ndate: 2026-01-{number + 1:02}\n{common(h)}{own(h)}---\n{h.body()}\n"
        h = Hostile(number)
        files[f"people/p{number}.md"] = f"---\n{person(h)}---\n{h.body()}\n"
        h = Hostile(number, "page")
        type_ = ("about", "services", "pricing", "contact", "team", "how-to", "legal")[number % 7]
        block = (
            ""
            if number
            else '\n\n```goodword\nlatest: {section: articles, limit: 20, title: "<img src=x onerror=__ran(1)>"}\n```\n'
        )
        files[f"page{number}.md"] = f"---\n{common(h)}type: {type_}\nreviewed: 2026-11-01\n---\n{h.body()}{block}\n"
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
        files[f"{folder}x.png"], files[f"{folder}talk.mp3"] = b"", b""
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

    def build(name: str) -> Built:
        host, theme = THEMES[name]
        config = CONFIG.replace("{name: goodword}", theme) + EXTENSIONS
        site = Site.made(tmp_path_factory.mktemp(name), content, config)
        return site.build(host, strict=False).good()

    with ThreadPoolExecutor(3) as pool:
        return dict(zip(THEMES, pool.map(build, THEMES), strict=True))


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *words: Any) -> None:
        """Say nothing."""


@dataclass
class Visitor:
    """A browser's page and everything it did that it should not."""

    page: Page
    address: str
    found: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("dialog", self._dialog)
        self.page.on("pageerror", self._error)
        self.page.on("request", self._request)
        self.page.on("popup", lambda popup: self.found.append(f"popup: {popup.url}"))

    def _error(self, error: Any) -> None:
        """A theme's own script may stumble; a vector's names nothing of a theme."""
        if "is not defined" in str(error) or "ran" in str(error):
            self.found.append(f"error: {error}")

    def _dialog(self, dialog: Any) -> None:
        self.found.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def _request(self, request: Any) -> None:
        own = (self.address, "data:image/", "blob:", "https://larch.example/sitemap.xml")  # Material asks for the last
        if not request.url.startswith(own):
            self.found.append(f"request: {request.url[:100]}")

    def see(self, path: str) -> list[str]:
        """Open a page, provoke everything on it, and tell what happened."""
        self.found.clear()
        self.page.goto(self.address + path, wait_until="load")
        happened = self.page.evaluate(PROVOKE)
        if not self.page.url.startswith(self.address + path):
            happened.append(f"left for {self.page.url[:100]}")
        return [*happened, *self.found]


@pytest.fixture(scope="module")
def visitors(browser: Browser, built: dict[str, Built]) -> Iterator[dict[str, Visitor]]:
    """A visitor to the site in each theme."""
    visitors, servers = {}, []
    for name, one in built.items():
        handler = functools.partial(_Quiet, directory=str(one.folder))
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        servers.append(server)
        context = browser.new_context()
        context.add_init_script(WATCH)
        visitors[name] = Visitor(context.new_page(), f"http://127.0.0.1:{server.server_port}/")
    yield visitors
    for server in servers:
        server.shutdown()
        server.server_close()


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
                    assert _running(part.text or "") == [], path
    assert items > 2 * PAGES


def _running(content: str) -> list[str]:
    """What would run in a reader that shows the content as HTML."""
    root = lxml_html.fragment_fromstring(content, create_parent="div")
    found = []
    for element in root.iter():
        if not isinstance(element.tag, str):
            found.append("comment")
            continue
        if element.tag in (
            "script",
            "style",
            "iframe",
            "object",
            "embed",
            "svg",
            "math",
            "form",
            "meta",
            "base",
            "link",
        ):
            found.append(element.tag)
        for name, value in element.attrib.items():
            bare = "".join(char for char in unescape(str(value)) if char.isprintable() and not char.isspace()).lower()
            if str(name).lower().startswith("on") or bare.startswith(("javascript:", "vbscript:", "data:")):
                found.append(f"{name}={value}")
    return found


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

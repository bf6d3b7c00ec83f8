"""Chromium as the judge: what ran, what would run if somebody clicked, and whatever no template of ours writes."""

from __future__ import annotations

from dataclasses import dataclass, field
from html import unescape
from typing import Any

from lxml import html as lxml_html
from playwright.sync_api import Page

from sites.serving import Quiet

WATCH = """
(() => {
  window.__found = [];
  const note = what => (...words) => { window.__found.push(what + ": " + words.map(String).join()); };
  for (const name of ["__ran", "alert", "confirm", "prompt", "print", "evil", "foo", "safe", "XSS"])
    Object.defineProperty(window, name, {value: note(name), writable: false, configurable: false});
})();
"""
FIND = """
const everything = [], found = [];
const gather = root => root.querySelectorAll("*").forEach(element => {
  everything.push(element);
  if (element.content instanceof DocumentFragment) gather(element.content);
  if (element.shadowRoot) gather(element.shadowRoot);
});
const runs = /^(javascript:|vbscript:|data:text|data:image.svg)/i;
const suspect = element => {
  for (const {name, value} of element.attributes)
    if (/^on/i.test(name) || /^srcdoc$/i.test(name)
        || /^(href|src|action|formaction|data|poster|xlink:href|background|srcset|ping)$/i.test(name)
           && runs.test(value.replace(/[\\s\\u0000-\\u0020\\u007f-\\u00a0]/g, "")))
      return true;
  return /^(javascript|vbscript|data):/i.test(element.protocol || "")
    || /^(iframe|object|embed|base|frame|frameset|applet|marquee|math)$/i.test(element.tagName)
    || element.tagName == "META" && /refresh/i.test(element.httpEquiv);
};
gather(document);
for (const element of everything) if (suspect(element)) found.push(of(element) + element.outerHTML.slice(0, 200));
if (/^ran:/.test(document.title)) found.push("title: " + document.title.slice(0, 40));
"""
PROVOKE = (
    "() => {\nconst of = element => '';\n"
    + FIND
    + """
for (const element of everything)
  for (const name of ["focus", "focusin", "mouseover", "mouseenter", "pointerover", "blur", "toggle", "error"])
    if (!["SCRIPT", "LINK"].includes(element.tagName)) element.dispatchEvent(new Event(name, {bubbles: false}));
return found.concat(window.__found);
}"""
)
"""Of a whole page: what is on it that runs, once everything that a visitor may do was done."""
SURVEY = (
    "() => {\nconst of = element => { const page = element.closest('[data-of]'); return page ? page.dataset.of + ': ' : '?: '; };\n"
    + FIND
    + """
const shapes = new Set();
for (const element of everything) {
  const tag = element.tagName;
  if (element.tagName == "SCRIPT" && element.type == "application/ld+json") JSON.parse(element.textContent);
  else if (element.tagName == "SCRIPT") found.push(of(element) + element.outerHTML.slice(0, 200));
  if (element.attributes.length == 0) shapes.add(tag);
  for (const {name} of element.attributes) shapes.add(tag + " " + name);
}
const ends = [...document.querySelectorAll("i[data-end]")], pages = [...document.querySelectorAll("section[data-of]")];
if (ends.length != pages.length) found.push("a page swallows another: " + ends.length + " of " + pages.length + " end");
for (const part of [...pages, ...ends]) if (part.parentElement != document.body) found.push("a page is broken: " + (part.dataset.of || ""));
return {found: found.concat(window.__found), shapes: [...shapes], pages: pages.length};
}"""
)
"""Of many pages in one document: what runs, the elements and attributes there are, and whether each page ends itself."""


class Cached(Quiet):
    """Keeps a connection, and lets styles and fonts be asked for once."""

    protocol_version = "HTTP/1.1"

    def end_headers(self) -> None:
        """Say of what belongs to the theme how long it is good for."""
        if self.path.startswith("/assets/"):
            self.send_header("Cache-Control", "max-age=3600")
        super().end_headers()


@dataclass
class Visitor:
    """A browser's page and everything it did that it should not."""

    page: Page
    address: str
    pictures: bool = False
    """Whether a picture may come from elsewhere, because an address that a vector holds is one."""
    asked: frozenset[str] = frozenset()
    """Addresses that the theme's own script asks for."""
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
        picture = self.pictures and request.resource_type == "image"
        if not picture and not request.url.startswith(own) and request.url not in self.asked:
            self.found.append(f"request: {request.resource_type} {request.url[:100]}")

    def see(self, path: str) -> list[str]:
        """Open a page, provoke everything on it, and tell what happened."""
        happened: list[str] = self._open(path, PROVOKE)
        return [*happened, *self._left(path), *self.found]

    def survey(self, path: str) -> dict[str, Any]:
        """Open a document of many pages, and tell what there is in it."""
        seen: dict[str, Any] = self._open(path, SURVEY)
        return {**seen, "found": [*seen["found"], *self._left(path), *self.found]}

    def leave(self) -> None:
        """Open nothing: what moves on a page would go on beside the pages of others."""
        self.page.goto("about:blank")

    def _open(self, path: str, question: str) -> Any:
        self.found.clear()
        self.page.goto(self.address + path, wait_until="load")
        return self.page.evaluate(question)

    def _left(self, path: str) -> list[str]:
        return [] if self.page.url.startswith(self.address + path) else [f"left for {self.page.url[:100]}"]


def running(content: str) -> list[str]:
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

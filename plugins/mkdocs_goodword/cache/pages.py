"""A finished page is remembered under everything its template was given."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import jinja2
from jinja2.runtime import Context
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from mkdocs_goodword.cache.ahead import sweep
from mkdocs_goodword.cache.bytecode import CompiledTemplates
from mkdocs_goodword.cache.fingerprints import Fingerprints, OpaqueError, digest
from mkdocs_goodword.cache.reuse import Reuse
from mkdocs_goodword.cache.rows import Kept
from mkdocs_goodword.converting import outline

_SWEPT = 64
"""Pages that are rendered between two sweeps."""
_UNTOLD = frozenset({"pages", "build_date_utc"})
"""Variables that a page is given and hardly any template reads: whoever does is rendered each time."""
_TOLD = frozenset({"nav", "config", "base_url", "extra_css", "extra_javascript", "mkdocs_version", "page"})
"""Variables that the surroundings, the navigation and the page tell."""
_OF_PAGE = frozenset(  # a list of names reads better without quotes
    [
        "file",
        "title",
        "_title",
        "children",
        "previous_page",
        "next_page",
        "active",
        "update_date",
        "canonical_url",
        "abs_url",
        "edit_url",
        "markdown",
        "content",
        "toc",
        "meta",
        "parent",
        "is_homepage",
        "_title_from_render",
        "present_anchor_ids",
        "links_to_anchors",
        "entry",
        "rules",
        "converter",
        "body",
        "rendered",
        "outlined",
        "recall",
        "is_away",
        "_ids",
        "_content",
        "_toc",
        "made",
        "unlinked",
        "disarmed",
        "given_text",
        "given_meta",
    ]
)
"""What a page is known to hold; a plugin that adds something to it is asked for its value."""


class Pages:
    """Finished pages by the digest of their inputs; `rendered` counts those that were made in this build."""

    def __init__(
        self,
        store: Kept,
        surroundings: bytes,
        reuse: Reuse | None = None,
        look: Callable[[str, bytes, Kept], object] | None = None,
        *,
        clean: set[str] | None = None,
        fingerprints: Fingerprints | None = None,
    ) -> None:
        self.clean = set[str]() if clean is None else clean
        """Paths of pages in which nothing was found that must not be there."""
        self.store, self.surroundings, self.reuse, self.look = store, surroundings, reuse, look
        self.fingerprints = fingerprints or Fingerprints()
        self.rendered = 0
        self.is_told = True
        """Whether nothing was rendered in this build that took more than is told of it."""
        self.is_over = False
        """Whether the build is done: what is rendered from then on is not remembered."""
        self.written: dict[str, bytes] = {}
        """By path, of pages that another process has written already: the digest of their bytes."""
        self.shown: dict[str, bytes] = {}
        """By source, of pages that another process has rendered: the digest of all that they show."""
        self.asked: set[str] = set()
        """Names the template in work has looked up."""
        self._nav: tuple[Navigation, bytes] | None = None

    def equip(self, env: jinja2.Environment) -> None:
        """Let every template that the environment loads from now on look here first, and its code among the rows."""
        env.context_class = type("_Context", (_Listening,), {"asked": self.asked})
        env.template_class = type("_Template", (_Remembered,), {"kept": self})
        env.bytecode_cache = CompiledTemplates(lambda: self.store, self.surroundings)

    def key(self, template: str, context: dict[str, Any]) -> bytes | None:
        """The digest of everything a page is made of; None where that cannot be told."""
        page, nav = context.get("page"), context.get("nav")
        if self.is_over or not isinstance(nav, Navigation):
            return None
        more = {name: value for name, value in context.items() if name not in _TOLD | _UNTOLD}
        try:
            own, content = (list(_of_page(page)), page.content or "") if isinstance(page, Page) else ([], "")
            told = self.fingerprints.of(more, own, context.get("base_url"))
            return digest("page", self.surroundings, template, self._of_nav(nav), told, content)
        except OpaqueError:
            return None

    def stands(self, page: Page | None) -> bool:
        """Whether the file of a page is written and need not be made."""
        told = self.written.pop(page.file.dest_uri, None) if page else None
        if told and page and self.reuse:
            self.reuse.made[page.file.dest_uri] = told
        return told is not None

    def found(self, key: bytes, page: Page | None) -> str | None:
        """The page as it was, or nothing to write where the file of an earlier build can stand for it."""
        data = self.store.get(key)
        if data is None:
            return None
        if page and self.reuse and self.reuse.place(page.file.dest_uri, data):
            return ""
        output = self.store.get(data)
        if output is not None and page and self.reuse:
            self.reuse.made[page.file.dest_uri] = data
        return output.decode("utf-8", "surrogatepass") if output is not None else None

    def keep(self, key: bytes, page: Page | None, output: str) -> None:
        """Remember a page whose template has read nothing untold: the digest of its bytes, and under that the bytes."""
        data = output.encode("utf-8", "xmlcharrefreplace")
        if page and self.look and not self.look(page.file.dest_uri, data, self.store):
            self.clean.add(page.file.dest_uri)
        if not self.asked:
            told = digest("bytes", data)
            self.store.put(key, told)
            self.store.put(told, output.encode("utf-8", "surrogatepass"))
            if page and self.reuse:
                self.reuse.made[page.file.dest_uri] = told

    def _of_nav(self, nav: Navigation) -> bytes:
        if self._nav is None or self._nav[0] is not nav:
            self._nav = nav, nav_digest(nav, self.fingerprints)
        return self._nav[1]


def nav_digest(nav: Navigation, fingerprints: Fingerprints) -> bytes:
    """The digest of what a template can read of the navigation. Raises OpaqueError."""
    home = nav.homepage.url if nav.homepage else None
    return fingerprints.of(home, [_item(item) for item in nav.items])


def _item(item: Any) -> list[Any]:
    children = [_item(child) for child in item.children] if item.children is not None else None
    return [type(item).__name__, item.title, getattr(item, "url", None), getattr(item, "meta", None), children]


def _of_page(page: Page) -> Iterator[Any]:
    file = page.file
    yield [file.src_uri, file.dest_uri, file.inclusion.name, page.title, page.markdown, page.is_homepage]
    yield [page.canonical_url, page.abs_url, page.edit_url, page.update_date, page.meta, outline(page)]
    yield [_neighbour(other) for other in (page.previous_page, page.next_page)]
    yield [_item(ancestor) for ancestor in page.ancestors]
    yield {name: value for name, value in vars(page).items() if name not in _OF_PAGE}


def _neighbour(page: Page | None) -> list[Any] | None:
    return [page.title, page.url, page.meta] if page else None


class _Listening(Context):
    """A context that knows which of the untold variables were looked up."""

    asked: set[str]

    def resolve_or_missing(self, key: str) -> Any:
        if key in _UNTOLD:
            self.asked.add(key)
        return super().resolve_or_missing(key)


class _Remembered(jinja2.Template):
    """A template that renders a page once."""

    kept: Pages

    def render(self, *args: Any, **kwargs: Any) -> str:
        """As Jinja2 does."""
        context = dict(*args, **kwargs)
        if self.kept.stands(context.get("page")):
            return ""
        key = self.kept.key(self.name, context) if self.name else None  # a template made of a text has no name
        found = self.kept.found(key, context.get("page")) if key else None
        if found is not None:
            return found
        self.kept.asked.clear()
        output = super().render(context)
        self.kept.rendered += 1
        if self.kept.rendered % _SWEPT == 0:
            sweep()
        self.kept.is_told &= key is not None and not self.kept.asked
        if key:
            self.kept.keep(key, context.get("page"), output)
        return output

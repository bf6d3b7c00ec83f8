"""What the plain word `search` means under our theme: Material's search, each page read once."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, BinaryIO, TypeGuard

import jinja2
from material.plugins.search.plugin import Parser
from material.plugins.search.plugin import SearchPlugin as MaterialSearch
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils.templates import TemplateContext
from msgspec import Struct

from mkdocs_goodword.cache.fingerprints import Fingerprints, OpaqueError, digest
from mkdocs_goodword.cache.rows import Kept, Rows, lasting
from mkdocs_goodword.cache.surroundings import software
from mkdocs_goodword.converting import ConvertedPage, outline
from mkdocs_goodword.looking import is_looked_through, looked_through, was_looked_through
from mkdocs_goodword.naming import is_page
from mkdocs_goodword.pages import GivenPage, is_carried
from mkdocs_goodword.remembering import is_to_be_published, kept, left_by_last_build, taken_over, was_written
from mkdocs_goodword.search_tokens import feed

_MARK = "goodword"
_LANGUAGE = "partials/language.html"
_INDEX = "search/search_index.json"


class SearchPlugin(MaterialSearch):  # type: ignore[misc]  # Material ships no types
    """Material's search, which leaves out what is unlisted, and takes from the cache what it has once read."""

    words: Any = None
    """The module of the theme's words."""

    def on_config(self, config: MkDocsConfig) -> Any:
        """Begin anew."""
        self.texts: dict[str, bytes] = {}
        self.keys: dict[str, bytes] = {}
        self.fingerprints = Fingerprints()
        self.is_clean, self.words = True, None
        return super().on_config(config)

    def _translate(self, config: MkDocsConfig, value: str) -> Any:
        """As Material does, which makes an environment and compiles the same template for each of its three words."""
        if self.words is None:
            self.words = config.theme.get_env().get_template(_LANGUAGE, None, {"config": config}).module
        return self.words.t(value)

    def on_env(self, env: jinja2.Environment, *, config: MkDocsConfig, files: Files) -> jinja2.Environment:
        """Which pages there are, those included that the last build has made."""
        self.files = files
        return env

    def on_page_context(
        self, context: TemplateContext, *, page: Page, config: MkDocsConfig, nav: Navigation
    ) -> TemplateContext | None:
        """Index a page as Material does, or as it was indexed before."""
        if not self.config.enabled:
            return None
        uri, key = page.file.src_uri, self._key(page)
        if (store := kept(config)) and key:
            self.keys[uri], text = key, self._remembered(page, key, store)
            self.is_clean &= looked_through(config, _INDEX, text.decode())
            if not is_to_be_published(config):  # a preview writes the index again, when the rows are closed
                self.texts[uri] = text
        else:
            super().on_page_context(context, page=page, config=config, nav=nav)
            self.texts[uri] = self._taken()
            self.is_clean = False
        return None

    def _remembered(self, page: Page, key: bytes, store: Kept) -> bytes:
        known = store.get(key)
        if known is not None:
            return known
        self._index(page)
        text = self._taken()
        store.put(key, text)
        return text

    def _index(self, page: Page) -> None:
        """Index a page as Material's `add_entry_from_context` does, with its own parser, which is fed faster."""
        if (page.meta.get("search") or {}).get("exclude"):
            return
        parser = Parser()
        feed(parser, page.content or "")
        for section in parser.data:
            if not section.is_excluded():
                self.search_index.create_entry_for_section(section, page.toc, page.url, page)

    def _taken(self) -> bytes:
        """The entries Material has just made, as they will stand in the index."""
        text = json.dumps(self.search_index.entries, separators=(",", ":"), default=str)[1:-1]
        self.search_index.entries = []
        return text.encode()

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Write the index as Material does, around the entries; where none has changed it stands."""
        if not self.config.enabled:
            return
        carried = [file.page for file in self.files if is_carried(file) and isinstance(file.page, GivenPage)]
        self.keys |= {page.file.src_uri: key for page in carried if (key := self._key(page))}
        head, tail = self._frame()
        told = digest("search index", head, tail, *(self._told(file.src_uri) for file in self.files if is_page(file)))
        if taken_over(config, _INDEX, told):
            return
        self.is_clean &= not carried or was_looked_through(config)
        parts = self._write(Path(config.site_dir) / _INDEX, head, tail, config)
        if store := kept(config):
            store.put(_parts_key(config), json.dumps([told.hex(), parts]).encode())
        was_written(config, _INDEX, told)
        if self.is_clean:
            is_looked_through(config, _INDEX)

    def _write(self, path: Path, head: bytes, tail: bytes, config: MkDocsConfig) -> list[tuple[str, int, int]]:
        """Write the index; gives back where in it each page stands, by key."""
        parts: list[tuple[str, int, int]] = []
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as file:
            at, before = file.write(head), b""
            for uri, text in self._texts(config):
                at += file.write(before) if text else 0
                if uri in self.keys:
                    parts.append((self.keys[uri].hex(), at, at + len(text)))
                at, before = at + file.write(text), b"," if text else before
            file.write(tail)
        return parts

    def _texts(self, config: MkDocsConfig) -> Iterator[tuple[str, bytes]]:
        """What the index says of each page, by source; one after the other, for all are much of a site's memory."""
        with contextlib.ExitStack() as stack:
            published = _published(config, stack)
            for file in self.files:
                uri = file.src_uri
                if not is_page(file) or file.page is None:
                    continue
                text = self.texts.get(uri)
                if text is None and uri in self.keys:
                    text = self._known(file.page, self.keys[uri], published, config)
                if text is not None:
                    yield uri, text

    def _frame(self) -> tuple[bytes, bytes]:
        """What stands before the entries, and what after them."""
        self.search_index.entries = [_MARK]
        head, tail = self.search_index.generate_search_index(None).split(json.dumps(_MARK))
        self.search_index.entries = []
        return head.encode(), tail.encode()

    def _key(self, page: Page) -> bytes | None:
        """What Material's index reads of a page; None where it also changes the page."""
        if not _is_away(page) and "data-search-" in (page.content or ""):
            return None
        told = self.fingerprints.of
        body = [page.made] if _is_as_made(page) else [told(outline(page)), page.content or ""]
        try:
            return digest("search", software(), told(page.url, page.title, page.meta), *body)
        except OpaqueError:
            return None

    def _told(self, uri: str) -> bytes:
        return self.keys.get(uri) or self.texts.get(uri, b"")

    def _known(self, page: Page, key: bytes, published: _Published | None, config: MkDocsConfig) -> bytes:
        """What is known of a page; one that nothing is remembered of is read again, and first rendered if need be."""
        store = kept(config)
        known = published.get(key) if published else None
        if known is None and store:
            known = store.get(key)
        if known is not None:
            return known
        if not isinstance(page, ConvertedPage) or page.recall is None:
            return self._remembered(page, key, Rows())
        recall = page.recall
        page.read_source(config)
        page.render(config, self.files)
        text = self._remembered(page, key, store or Rows())
        page.let_go(recall)
        return text


class _Published(Struct):
    """The published index, of which a page's part is read where it is wanted: the whole is much of a site's memory."""

    file: BinaryIO
    parts: Mapping[bytes, tuple[int, int]]
    """By key: where a page's part begins, and where it ends."""

    def get(self, key: bytes) -> bytes | None:
        """What it says of a page; None where it says nothing."""
        if key not in self.parts:
            return None
        start, end = self.parts[key]
        self.file.seek(start)
        return self.file.read(end - start)


def _published(config: MkDocsConfig, stack: contextlib.ExitStack) -> _Published | None:
    """The published index, until the stack is closed; None where it is not as the last build left it."""
    store, standing = kept(config), left_by_last_build(config, _INDEX)
    row = store.get(_parts_key(config)) if store and standing else None
    told, parts = json.loads(row) if row else ("", [])
    if standing is None or told != standing.told.hex():
        return None
    file = stack.enter_context(standing.path.open("rb"))
    return _Published(file, {bytes.fromhex(key): (start, end) for key, start, end in parts})


def _parts_key(config: MkDocsConfig) -> bytes:
    """One row for the last index of a folder, whose digest stands in it: each index has another."""
    return lasting(digest("parts of the search index", software(), config.site_dir))


def _is_as_made(page: Page) -> TypeGuard[ConvertedPage]:
    """Whether body and headings are what Markdown made of the text, and nobody has changed them since."""
    if not isinstance(page, ConvertedPage) or not page.made:
        return False
    return is_carried(page.file) or page.is_away or _is_unchanged(page)


def _is_unchanged(page: ConvertedPage) -> bool:
    return page.content == page.rendered and page.outlined is not None and page.outlined[0] is page.toc


def _is_away(page: Page) -> bool:
    """Whether its text is let go: then nothing in it was meant for search, whose attributes change the page."""
    return isinstance(page, ConvertedPage) and page.is_away

"""What the plain word `search` means under our theme: Material's search, each page read once."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from material.plugins.search.plugin import SearchPlugin as MaterialSearch
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils.templates import TemplateContext

from mkdocs_goodword.cache.fingerprints import Fingerprints, OpaqueError, digest
from mkdocs_goodword.cache.surroundings import software
from mkdocs_goodword.conversion import outline
from mkdocs_goodword.render_cache import is_looked_through, kept, looked_through

_MARK = "goodword"
_INDEX = "search/search_index.json"


class SearchPlugin(MaterialSearch):  # type: ignore[misc]  # Material ships no types
    """Material's search, which leaves out what is unlisted, and takes from the cache what it has once read."""

    def on_config(self, config: MkDocsConfig) -> Any:
        """Begin anew."""
        self.texts: dict[str, str] = {}
        self.is_clean = True
        return super().on_config(config)

    def on_page_context(
        self, context: TemplateContext, *, page: Page, config: MkDocsConfig, nav: Navigation
    ) -> TemplateContext | None:
        """Index a page as Material does, or as it was indexed before."""
        if not self.config.enabled:
            return None
        store, key, uri = kept(config), _key(page), page.file.src_uri
        if store and key:
            known = store.get(key)
            self.texts[uri] = known.decode() if known is not None else self._indexed(page)
            if known is None:
                store.put(key, self.texts[uri].encode())
            self.is_clean &= looked_through(config, _INDEX, self.texts[uri])
        else:
            super().on_page_context(context, page=page, config=config, nav=nav)
            self.texts[uri] = self._taken()
            self.is_clean = False
        return None

    def _indexed(self, page: Page) -> str:
        self.search_index.add_entry_from_context(page)
        return self._taken()

    def _taken(self) -> str:
        """The entries Material has just made, as they will stand in the index."""
        text = json.dumps(self.search_index.entries, separators=(",", ":"), default=str)[1:-1]
        self.search_index.entries = []
        return text

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Write the index as Material does, around the entries."""
        if not self.config.enabled:
            return
        self.search_index.entries = [_MARK]
        head, tail = self.search_index.generate_search_index(None).split(json.dumps(_MARK))
        self.search_index.entries = []
        path = Path(config.site_dir) / _INDEX
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(head + ",".join(filter(None, self.texts.values())) + tail, encoding="utf-8")
        if self.is_clean:
            is_looked_through(config, _INDEX)


def _key(page: Page) -> bytes | None:
    """What Material's index reads of a page; None where it also changes the page."""
    content = page.content or ""
    if "data-search-" in content:
        return None
    try:
        told = Fingerprints().of(outline(page), page.url, page.title, page.meta)
    except OpaqueError:
        return None
    return digest("search", software(), told, content)

"""Which blocks a page has, and their text.

Everything is said by the page's view, which the gate has passed, so that machines are told nothing readers are not
shown; and whoever remembers a page by its view remembers this with it. Never a Review or an AggregateRating: of the
firm's own site search engines call them self-serving.
"""

from __future__ import annotations

import json
from collections.abc import Iterator

from goodword.projections.structured import things
from goodword.projections.structured.things import Node, Place
from goodword.views import EventView, PageView

_ESCAPED = str.maketrans({"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"})
"""What could end a script, or a line of it, in HTML. Source: HTML Living Standard, 4.12.1.3."""


def structured(page: PageView, url: str, base: str) -> tuple[str, ...]:
    """The page's blocks as JSON; `url` is its own address and `base` the site's, both absolute.

    Nothing for a page that is not to be found, and for a site without an address.
    """
    if page.robots or not base or not url:
        return ()
    return tuple(_text(node) for node in _nodes(page, Place(page.site, url, base, page.picture)))


def as_html(blocks: tuple[str, ...]) -> str:
    """The blocks as they stand in a page's head."""
    return "\n".join(f'<script type="application/ld+json">{block}</script>' for block in blocks)


def _nodes(page: PageView, here: Place) -> Iterator[Node]:
    if page.home:
        yield things.organization(here)
        yield things.website(here)
        return
    entry = page.entry
    if page.profile:
        yield things.person_page(page.profile, page.description, here)
    elif entry and isinstance(entry.detail, EventView):
        yield things.event(entry, entry.detail, here)
    elif entry and entry.kind in things.POSTINGS:
        yield things.posting(entry, page.series, here)
    if page.title:
        yield things.breadcrumbs(page.title, page.breadcrumbs, here)


def _text(node: Node) -> str:
    """One line of JSON that HTML can hold: an empty value says nothing and is left out."""
    whole = {"@context": "https://schema.org", **node}
    return json.dumps(_filled(whole), ensure_ascii=False, separators=(",", ":")).translate(_ESCAPED)


def _filled(value: object) -> object:
    if isinstance(value, dict):
        return {key: _filled(inner) for key, inner in value.items() if inner not in ("", None, [], {})}
    return [_filled(inner) for inner in value] if isinstance(value, list) else value

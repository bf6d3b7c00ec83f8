"""Pages as the theme shows them, without a build: our templates in a bare frame, many to a document."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from types import SimpleNamespace

import jinja2
from jinja2 import DictLoader
from mkdocs.utils.templates import url_filter

from goodword.catalogue import Catalogue
from goodword.entries import Entry
from goodword.projections.pages import Listings, page_view
from making import at, english, shown
from mkdocs_goodword.pages import TEMPLATES, template_of
from mkdocs_goodword.rendering import prepare
from sites.building import NOW

_FRAME = """\
<section data-of="{{ of | e }}">
{% block site_meta %}{% endblock %}{% block htmltitle %}{% endblock %}{% block extrahead %}{% endblock %}
{% if whole %}{% block header %}{% endblock %}{% endif %}
{% block container %}{% endblock %}
{% if whole %}{% block footer %}{% endblock %}{% endif %}
</section><i data-end></i>
"""
"""Stands for Material's page, whose own text no vector reaches; masthead and colophon only where `whole` asks for them."""


@dataclass(frozen=True)
class Shown:
    """One page: what it shows, and its HTML."""

    of: str
    html: str


def environment() -> jinja2.Environment:
    """The theme's templates as the adapter prepares them."""
    env = jinja2.Environment(loader=DictLoader({"base.html": _FRAME}), auto_reload=False, cache_size=-1)
    env.filters["url"] = url_filter
    prepare(env, english())
    return env


@dataclass(frozen=True)
class Stage:
    """Shows the pages of a catalogue."""

    env: jinja2.Environment
    catalogue: Catalogue
    listings: Listings

    @classmethod
    def of(cls, env: jinja2.Environment, catalogue: Catalogue) -> Stage:
        """Everybody's own page tells of them."""
        moment = at(NOW)
        catalogue = catalogue.told_by(lambda page: True)
        return cls(env, catalogue, shown(catalogue, moment.isoformat()))

    def entry(self, entry: Entry, of: str) -> Shown:
        """An entry's own page."""
        return self._shown(entry.permalink, entry, template_of(entry), of)

    def lists(self, of: str, only: str = "") -> Iterator[Shown]:
        """Every page that lists, or those below an address."""
        for url in self.listings.by_url:
            if url.startswith(only):
                yield self._shown(url, None, TEMPLATES["listing"], of)

    def _shown(self, url: str, entry: Entry | None, template: str, of: str) -> Shown:
        address = self.catalogue.site.url + url
        page = SimpleNamespace(
            url=url, content="<p>Findable.</p>", canonical_url=address, title="", toc=(), meta={}, is_homepage=not url
        )
        config = {"site_name": "x", "site_url": self.catalogue.site.url, "plugins": {}, "theme": {}, "extra": {}}
        view = page_view(url, entry, self.listings)
        html = self.env.get_template(template).render(
            goodword=view, page=page, config=config, base_url="", of=of, whole=not url
        )
        return Shown(of, html)

"""What one build knows: made by goodword/catalogue, read by the other plugins, gone with the build."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import blake2b

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError

from goodword.catalogue import Catalogue
from goodword.entries import Block, Entry, Source
from goodword.gate import is_built
from goodword.html import Body, body_of
from goodword.index import Index
from goodword.problems import Problem
from goodword.projections.pages import Listings, Views
from goodword.projections.pages.site import site_view
from goodword.strings import Strings
from goodword.views import FeedLinkView, LinkView
from mkdocs_goodword.clock import Clock
from mkdocs_goodword.links import names_of

CATALOGUE = "goodword/catalogue"


@dataclass
class Building:
    """The catalogue, the clock and the words of one build; `html` fills as the host renders."""

    catalogue: Catalogue
    sources: dict[str, Source]
    problems: tuple[Problem, ...]
    clock: Clock
    strings: Strings
    preview: bool
    has_listings: bool
    has_newsroom: bool = False
    feeds: dict[str, FeedLinkView] = field(default_factory=dict)
    calendars: dict[str, FeedLinkView] = field(default_factory=dict)
    notice: str = ""
    raw_html: bool = False
    nav: tuple[LinkView, ...] = ()
    html: dict[str, str] = field(default_factory=dict)
    facts: dict[str, Body] = field(default_factory=dict)
    """Of those bodies that nothing has changed since Markdown made them."""
    sizes: dict[str, int] = field(default_factory=dict)
    """Bytes of files as they are published; fills when it is decided which are."""
    findings: list[Problem] = field(default_factory=list)
    """What was noticed while the host rendered."""

    @cached_property
    def index(self) -> Index:
        """Of everything listed."""
        return self.catalogue.index(self.clock.now, preview=self.preview)

    @cached_property
    def withheld(self) -> tuple[Entry, ...]:
        """Entries of which nothing may be seen."""
        return () if self.preview else self.catalogue.withheld(self.clock.now)

    @cached_property
    def withheld_names(self) -> frozenset[str]:
        """Every name by which a link can mean what may not be seen."""
        return names_of(self.withheld, self.catalogue.site.url)

    @cached_property
    def bodies(self) -> dict[str, Body]:
        """Facts of every rendered body; ask only after the host has rendered."""
        return {link: self.facts.get(link) or body_of(html) for link, html in self.html.items()}

    @cached_property
    def shown(self) -> Listings:
        """What pages are shown from; ask only after the host has rendered."""
        views = self.views(self.bodies)
        site = site_view(views, self.feeds.values(), self.nav, self.notice)
        return Listings.of(views, site, self.feeds, self.calendars)

    def views(self, bodies: dict[str, Body] | None = None) -> Views:
        """Views, before the host has rendered without excerpts."""
        return Views(
            self.catalogue,
            self.index,
            self.strings,
            bodies or {},
            self.clock.now,
            self.preview,
            self.has_listings,
            self.has_newsroom,
            self.sizes,
        )

    def is_built(self, entry: Entry) -> bool:
        """Whether an entry has a page in this build."""
        return self.preview or is_built(entry, self.clock.now)


def token(block: Block, number: int) -> str:
    """A word that stands for a block while the host renders the text around it."""
    return f"goodwordblock{number}x{blake2b(block.text.encode(), digest_size=10).hexdigest()}"


def with_tokens(text: str, blocks: Iterable[Block]) -> str:
    """The text with each block replaced by a paragraph that holds its token."""
    lines = text.split("\n")
    for number, block in reversed(list(enumerate(blocks))):
        indent = block.text[: len(block.text) - len(block.text.lstrip(" "))]
        end = block.line + block.text.count("\n") + 1
        lines[block.line : end] = ["", f"{indent}{token(block, number)}", ""]
    return "\n".join(lines)


def building_of(config: MkDocsConfig, asking: str) -> Building:
    """The build that goodword/catalogue has begun. Raises PluginError where that plugin is missing or comes later."""
    plugin = config.plugins.get(CATALOGUE)
    building = getattr(plugin, "building", None)
    if not isinstance(building, Building):
        raise PluginError(f"'{asking}' needs '{CATALOGUE}': put it before '{asking}' in the list of plugins.")
    return building

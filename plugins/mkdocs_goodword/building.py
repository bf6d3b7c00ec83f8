"""What one build knows: made by goodword/catalogue, read by the other plugins, gone with the build."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import date, datetime, timedelta
from functools import cached_property
from hashlib import blake2b
from types import MappingProxyType

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from msgspec import Struct, field

from goodword.catalogue import Catalogue
from goodword.claims import NO_PHRASES, Phrases
from goodword.entries import Block, Entry, Source
from goodword.gate import is_built
from goodword.html import Body, body_of
from goodword.index import Index
from goodword.problems import Problem
from goodword.projections.freshness import Policy, judge
from goodword.projections.outputs import last_modified
from goodword.projections.pages import Listings, Offered, Views
from goodword.projections.pages.site import site_view
from goodword.strings import Strings
from goodword.views import FeedLinkView, LinkView, PictureView
from mkdocs_goodword.cache.fingerprints import digest
from mkdocs_goodword.cache.readings import Digests
from mkdocs_goodword.clock import Clock
from mkdocs_goodword.links import names_of

CATALOGUE = "goodword/catalogue"


class Texts(dict[str, str]):
    """Rendered bodies by permalink; those that are not held are told where they are asked for by `get`."""

    def __init__(self, known: Mapping[str, str] = MappingProxyType({})) -> None:
        super().__init__(known)
        self._lent: dict[str, Callable[[], str]] = {}

    def lend(self, link: str, recall: Callable[[], str]) -> None:
        """Hold a body no longer; `recall` gives it."""
        self._lent[link] = recall
        if link in self:
            self[link] = ""

    def get(self, link: str, default: str = "") -> str:  # type: ignore[override]  # nobody here asks for None
        """The body, wherever it is."""
        return self._lent[link]() if link in self._lent else super().get(link, default)


class Building(Struct, dict=True):
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
    offered: Offered = field(default_factory=Offered)
    given: tuple[str, ...] = ()
    """Addresses of the pages that go with feeds, where they are ours."""
    phrases: Phrases = NO_PHRASES
    """What the site's language says about time."""
    policy: Policy = field(default_factory=Policy)
    """What the site sets about freshness."""
    cards: dict[str, PictureView] = field(default_factory=dict)
    notice: str = ""
    raw_html: bool = False
    nav: tuple[LinkView, ...] = ()
    html: Texts = field(default_factory=Texts)
    digests: dict[str, Digests] = field(default_factory=dict)
    """Of entries, by source, where they are known."""
    names: dict[str, list[str]] = field(default_factory=dict)
    """By source: the files that a page's body names, where somebody has worked it out."""
    told: dict[str, bytes] = field(default_factory=dict)
    """Digests of those bodies that nobody has had to look at."""
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
        return {link: self.facts.get(link) or body_of(html, self.phrases) for link, html in self.html.items()}

    def digest_of(self, permalink: str) -> bytes:
        """The digest of a rendered body."""
        if permalink not in self.told:
            self.told[permalink] = digest(self.html.get(permalink, ""))
        return self.told[permalink]

    @cached_property
    def until(self) -> datetime:
        """The end of the day in the site's zone, or an earlier moment at which an entry changes."""
        catalogue, now = self.catalogue, self.clock.now
        day = now.astimezone(catalogue.site.zone)
        midnight = day.replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)
        return min(filter(None, (midnight, catalogue.next_change(now))))

    @cached_property
    def newest(self) -> date | None:
        """When anything listed last changed."""
        return max(filter(None, map(last_modified, self.index.dated)), default=None)

    @cached_property
    def shown(self) -> Listings:
        """What pages are shown from; ask only after the host has rendered."""
        views = self.views(self.bodies)
        site = site_view(views, self.feeds.values(), self.nav, self.notice)
        return Listings.of(views, site, self.feeds, self.calendars, offered=self.offered, cards=self.cards)

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
            self.archived,
        )

    @cached_property
    def archived(self) -> dict[str, date]:
        """From when sections are archives, for those whose owner wants readers to be told."""
        wanted = {section.url for section in self.catalogue.site.sections if section.archive_heading}
        judged = judge(self.catalogue, self.clock.now, self.policy) if wanted else ()
        return {
            page.url.rstrip("/"): page.since + timedelta(days=page.cadence.long_overdue)
            for page in judged
            if page.kind == "section" and page.url in wanted and page.since and page.cadence
        }

    def is_built(self, entry: Entry) -> bool:
        """Whether an entry has a page in this build."""
        return self.preview or is_built(entry, self.clock.now)


def token(block: Block, number: int) -> str:
    """A word that stands for a block while the host renders the text around it."""
    return f"goodwordblock{number}x{blake2b(block.text.encode(), digest_size=10).hexdigest()}"


def without_tokens(html: str, blocks: Iterable[Block]) -> str:
    """A rendered text with nothing in the place of its blocks."""
    for number, block in enumerate(blocks):
        word = token(block, number)
        html = html.replace(f"<p>{word}</p>", "").replace(word, "")
    return html


def with_tokens(text: str, blocks: Collection[Block]) -> str:
    """The text with each block replaced by a paragraph that holds its token."""
    if not blocks:
        return text
    placed = list(enumerate(blocks))
    lines = text.split("\n") if placed else [text]
    for number, block in reversed(placed):
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

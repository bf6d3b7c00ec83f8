"""goodword/social-cards: the picture that networks show beside a link, drawn for every page that has none."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from hashlib import blake2b
from html import escape
from pathlib import Path

from mkdocs.config import config_options as c
from mkdocs.config.base import Config, ValidationError
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from goodword.paths import href
from goodword.projections.cards import Card, cards
from goodword.projections.pages import page_view
from goodword.views import PictureView
from mkdocs_goodword.building import building_of
from mkdocs_goodword.cache.beside import Beside
from mkdocs_goodword.cards.making import WORTHWHILE, Maker
from mkdocs_goodword.cards.values import SIZE, Colours, rgb
from mkdocs_goodword.filing import address
from mkdocs_goodword.pages import EntryPage
from mkdocs_goodword.remembering import done_beside
from mkdocs_goodword.render_cache import cache_of
from mkdocs_goodword.report import log
from mkdocs_goodword.words import THEME, is_goodword

NAME = "goodword/social-cards"
_NICE = 10
"""How far processes that draw stand back behind those for which everything else waits. Source: nice(2)."""
_MOST_EARLY = 1024
"""Cards that are drawn beside everything else: they are handed over all at once."""
_MOST = 4 * _MOST_EARLY
"""Cards from which on those are so few of all that a copy of a large process costs more memory than they are worth."""
_HEX = re.compile(r"#([0-9a-f]{3}|[0-9a-f]{6})", re.IGNORECASE)
_ACCENT = re.compile(r"--gw-accent\s*:\s*(#[0-9a-f]{6}|#[0-9a-f]{3})\b", re.IGNORECASE)


class Hex(c.Type[str]):
    """A colour as `#rrggbb`, or nothing."""

    def __init__(self, default: str) -> None:
        super().__init__(str, default=default)

    def run_validation(self, value: object) -> str:
        """Raises the host's ValidationError for what is no colour."""
        text: str = super().run_validation(value)
        if text and not _HEX.fullmatch(text):
            raise ValidationError(f"'{text}' is not a colour. Write it in quotes, such as '#1d5b47'.")
        return text


class SocialCardsConfig(Config):
    """`goodword/social-cards`."""

    accent = Hex(default="")
    """The firm's colour; else that of the site's style sheets (`--gw-accent`), else the theme's."""
    paper = Hex(default="#faf9f5")
    """Behind the words."""
    ink = Hex(default="#16211f")
    """Of the words."""


class SocialCardsPlugin(BasePlugin[SocialCardsConfig]):
    """Cards. An author's preview has none: networks do not see it.

    Where many are new, a copy of the process draws half of them from the beginning, in whatever time others leave; the
    rest is drawn when everything else is done.
    """

    made: tuple[Card, ...]
    early: Sequence[Card] = ()
    late: Sequence[Card] = ()
    begun: Beside | None = None
    colours: Colours

    def on_pre_build(self, *, config: MkDocsConfig) -> None:
        """Say which cards there are."""
        self.begun, self.early, self.late = None, (), ()
        building = building_of(config, NAME)
        self.colours = Colours(
            paper=rgb(self.config.paper), ink=rgb(self.config.ink), accent=rgb(self.config.accent or _accent(config))
        )
        asked = cards(building.catalogue, building.index, building.strings, building.clock.now)
        self.made = () if building.preview else tuple(asked)
        building.cards = {card.page: self._picture(card) for card in self.made}

    def _picture(self, card: Card) -> PictureView:
        """The address changes with the words, so that networks, which remember pictures for weeks, ask again."""
        told = "\n".join((card.kicker, card.title, card.name, repr(self.colours)))
        version = blake2b(told.encode("utf-8", "surrogatepass"), digest_size=4).hexdigest()
        alt = ": ".join(filter(None, (card.name, card.title)))
        return PictureView(url=f"{href(card.path)}?v={version}", alt=alt, width=SIZE[0], height=SIZE[1])

    def on_post_page(self, output: str, *, page: Page, config: MkDocsConfig) -> str:
        """In another theme, the head tells of the page's picture."""
        building = building_of(config, NAME)
        if not output or is_goodword(config) or not building.cards:
            return output
        entry = page.entry if isinstance(page, EntryPage) else None
        picture = page_view(address(page.file), entry, building.shown).picture
        if picture is None:
            return output
        url = picture.url if "://" in picture.url else (config.site_url or "/") + picture.url
        return output.replace("</head>", f'<meta property="og:image" content="{escape(url)}"></head>', 1)

    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        """Put every card that is known where its page says it is, and begin to draw the others where they are many."""
        missing = self._maker(config).missing(self.made)
        early = missing[: min(len(missing) // 2, _MOST_EARLY)]
        if len(early) >= WORTHWHILE and len(missing) <= _MOST:
            self.begun = done_beside(config, lambda: self._draw_when_idle(early, config))
        if self.begun:
            self.early = early
        self.late = missing[len(self.early) :]
        return nav

    def _draw_when_idle(self, cards: Sequence[Card], config: MkDocsConfig) -> None:
        os.nice(_NICE)
        self._maker(config, jobs=1).make(cards)

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Draw the rest."""
        maker = self._maker(config)
        maker.make(self.late)
        if self.begun and not self.begun.is_done():
            maker.make(self.early)
        log.debug("%d cards drawn, of %d", len(self.early) + len(self.late), len(self.made))
        self.begun = None

    def _maker(self, config: MkDocsConfig, jobs: int = 0) -> Maker:
        """What draws in `jobs` processes; in as many as the build has, where nothing is said."""
        cache = cache_of(config)
        memory, most = (cache.memory, cache.jobs) if cache else (None, 1)
        return Maker(Path(config.site_dir), self.colours, _drawn, memory, jobs or most)


def _drawn(card: Card, colours: Colours) -> tuple[bytes, bool]:
    from mkdocs_goodword.cards.drawing import draw, is_whole  # noqa: PLC0415  # a build that draws nothing needs no Pillow

    if not is_whole(card):
        log.info(f"The card of '{card.page}' shows no title: install FriBiDi (libfribidi0), which sets its script.")
    return draw(card, colours), is_whole(card)


def _accent(config: MkDocsConfig) -> str:
    """The accent of the last of the site's own style sheets that sets one, else the theme's."""
    own = (Path(config.docs_dir) / str(sheet) for sheet in reversed(config.extra_css))
    for path in (*own, THEME / "assets" / "goodword" / "tokens.css"):
        found = _ACCENT.search(path.read_text(encoding="utf-8", errors="replace")) if path.is_file() else None
        if found:
            return found.group(1)
    return "#1d5b47"

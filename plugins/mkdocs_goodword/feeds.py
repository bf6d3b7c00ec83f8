"""goodword/feeds: feeds of the site, its sections, its tags and its people, as RSS, Atom and JSON, with archives."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

from mkdocs.config import config_options as c
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import BasePlugin
from mkdocs.structure.pages import Page

from goodword.projections.feeds import (
    OPML,
    Choices,
    FeedLinks,
    Podcast,
    Remember,
    feed_links,
    feed_problems,
    feeds,
    maker,
    opml,
)
from goodword.projections.outputs import Output
from mkdocs_goodword.building import building_of
from mkdocs_goodword.cache.fingerprints import digest
from mkdocs_goodword.cache.store import Kept
from mkdocs_goodword.cache.surroundings import software
from mkdocs_goodword.disk import write_outputs
from mkdocs_goodword.feed_shelf import Shelf
from mkdocs_goodword.filing import address
from mkdocs_goodword.pages import EntryPage
from mkdocs_goodword.render_cache import kept
from mkdocs_goodword.report import report, stop_on_errors
from mkdocs_goodword.words import is_goodword

NAME = "goodword/feeds"
STYLESHEET = "assets/goodword/feed.css"


class PodcastConfig(Config):
    """What podcast directories want to know; it stands in feeds that have audio."""

    category = c.Type(str, default="Business")
    """One of Apple's categories."""
    explicit = c.Type(bool, default=False)
    """Whether it is unfit for children."""
    email = c.Type(str, default="")
    """Where the directories reach the owner; it becomes public."""
    image = c.Type(str, default="")
    """A square JPEG or PNG of 1400 to 3000 pixels, relative to the content folder."""


class FeedsConfig(Config):
    """`goodword/feeds`."""

    footer = c.Type((bool, str), default=True)
    """Whether items say where they were first published, or in what words: `{link}` is the place."""
    license = c.Type(str, default="")
    """The terms of entries that name none: an SPDX id, or an address."""
    hubs = c.ListOfItems(c.URL(), default=[])
    """WebSub hubs that tell subscribers of news."""
    image = c.Type(str, default="")
    """A PNG, JPEG or GIF for the feeds, relative to the content folder; else the firm's logo."""
    podcast = c.SubConfig(PodcastConfig)
    """For feeds with audio."""


class FeedsPlugin(BasePlugin[FeedsConfig]):
    """Feeds."""

    def on_pre_build(self, *, config: MkDocsConfig) -> None:
        """Fail before the host empties the output folder, where goodword/catalogue is missing or media are."""
        building = building_of(config, NAME)
        found = feed_problems(building.catalogue, building.index)
        report(found)
        if not building.preview:
            stop_on_errors(found)

    def on_post_page(self, output: str, *, page: Page, config: MkDocsConfig) -> str:
        """In another theme, each page's head tells of the site's feeds, then of those that fit the page."""
        if is_goodword(config):
            return output
        building = building_of(config, NAME)
        section = page.entry.section if isinstance(page, EntryPage) else ""
        fitting = ("", address(page.file), f"{section}/")
        links = feed_links(building.catalogue, building.index, building.strings)
        told = "".join(_head(link, building.catalogue.site.url) for link in links if link.page in fitting)
        return output.replace("</head>", f"{told}</head>", 1)

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Write every feed from what the host has rendered."""
        building, store, choices = building_of(config, NAME), kept(config), self._choices()
        made = maker(
            building.catalogue,
            building.index,
            building.strings,
            building.html,
            bodies=building.bodies,
            choices=choices,
            remember=_remember(store),
        )
        shelf = Shelf(building, made, config, store, choices)
        stylesheet = building.catalogue.site.url + STYLESHEET if is_goodword(config) else ""
        subscribed = []
        for feed in feeds(made, shelf.slips, choices):
            shelf.write(feed, stylesheet)
            if not feed.archive:
                subscribed.append(feed)
        write_outputs(config.site_dir, [Output(OPML, opml(subscribed))])

    def _choices(self) -> Choices:
        options = self.config
        podcast = options.podcast
        return Choices(
            footer=options.footer if isinstance(options.footer, bool) else str(options.footer),
            license=options.license,
            hubs=tuple(options.hubs),
            image=options.image,
            podcast=Podcast(
                category=podcast.category, explicit=podcast.explicit, email=podcast.email, image=podcast.image
            ),
        )


def _head(feed: FeedLinks, base: str) -> str:
    """Links for the head of a page, one for each format."""
    formats = (("rss+xml", feed.rss), ("atom+xml", feed.atom), ("feed+json", feed.json))
    title = escape(feed.title)
    return "".join(
        f'<link rel="alternate" type="application/{form}" title="{title}" href="{escape(base + url)}">'
        for form, url in formats
    )


def _remember(store: Kept | None) -> Remember:
    """Texts as feeds carry them, from the rows of the build before."""

    def remembered(identity: str, page: str, inputs: str, make: Callable[[], str]) -> str:
        if store is None:
            return make()
        key = digest("feed", software(), identity, page, inputs)
        if (row := store.get(key)) is not None:
            return row.decode("utf-8")
        text = make()
        store.put(key, text.encode("utf-8"))
        return text

    return remembered

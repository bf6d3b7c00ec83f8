"""goodword/feeds: feeds of the site, its sections, its tags and its people, as RSS, Atom and JSON, with archives."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit

import jinja2
from mkdocs.config import config_options as c
from mkdocs.config.base import Config, ValidationError
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import BasePlugin, CombinedEvent, event_priority
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

from goodword.projections.feeds import (
    OPML,
    Choices,
    Podcast,
    Remember,
    feed_problems,
    maker,
    opml,
)
from goodword.projections.feeds.text import EMAIL
from goodword.projections.outputs import Output
from mkdocs_goodword.building import building_of
from mkdocs_goodword.cache.beside import Beside
from mkdocs_goodword.cache.fingerprints import digest
from mkdocs_goodword.cache.surroundings import software
from mkdocs_goodword.disk import write_outputs
from mkdocs_goodword.feed_shelf import Shelf
from mkdocs_goodword.filing import address
from mkdocs_goodword.following import STYLESHEET, add_pages, fill_pages, told_in_head
from mkdocs_goodword.pages import EntryPage
from mkdocs_goodword.remembering import done_beside, has_little_to_do, kept
from mkdocs_goodword.report import report, stop_on_errors
from mkdocs_goodword.words import is_goodword

NAME = "goodword/feeds"
CATEGORIES = (
    *("Arts", "Business", "Comedy", "Education", "Fiction", "Government", "Health & Fitness", "History"),
    *("Kids & Family", "Leisure", "Music", "News", "Religion & Spirituality", "Science", "Society & Culture"),
    *("Sports", "TV & Film", "Technology", "True Crime"),
)
"""Apple's, of the first level; a directory takes no other."""


class Email(c.Type[str]):
    """An e-mail address, or nothing."""

    def run_validation(self, value: object) -> str:
        """Raises the host's ValidationError for what directories would refuse."""
        address: str = super().run_validation(value)
        if address and not EMAIL.fullmatch(address):
            raise ValidationError(f"'{address}' is not an e-mail address. Write one such as info@your-site.example.")
        return address


class PodcastConfig(Config):
    """What podcast directories want to know; it stands in feeds that have audio."""

    category = c.Choice(CATEGORIES, default="Business")
    """One of Apple's categories."""
    explicit = c.Type(bool, default=False)
    """Whether it is unfit for children."""
    email = Email(str, default="")
    """Where the directories reach the owner; it becomes public. With it the firm says that this is a podcast."""
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
    newsletter = c.Optional(c.URL())
    """Where readers sign up for the firm's own e-mail; `/subscribe/` tells it."""


class FeedsPlugin(BasePlugin[FeedsConfig]):
    """Feeds. Once every text is rendered all is known that they are made of, and they need not wait for pages."""

    begun: Beside | None = None

    def on_pre_build(self, *, config: MkDocsConfig) -> None:
        """Fail before the host empties the output folder, where goodword/catalogue is missing or media are."""
        self.begun = None
        building = building_of(config, NAME)
        found = feed_problems(building.catalogue, building.index)
        report(found)
        if not building.preview:
            stop_on_errors(found)

    @event_priority(-60)
    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Pages that tell how to subscribe and how to republish, after every other page has its place."""
        add_pages(files, config, building_of(config, NAME))
        return files

    def _fill(self, env: jinja2.Environment, *, config: MkDocsConfig, files: Files) -> jinja2.Environment:
        """What the pages say in another theme."""
        fill_pages(files, config, building_of(config, NAME))
        return env

    @event_priority(-150)
    def _begin(self, env: jinja2.Environment, *, config: MkDocsConfig, files: Files) -> jinja2.Environment:
        if has_little_to_do(config):
            self.begun = done_beside(config, lambda: self._write(config, is_alone=True))
        return env

    on_env = CombinedEvent(_fill, _begin)

    def on_post_page(self, output: str, *, page: Page, config: MkDocsConfig) -> str:
        """In another theme, each page's head tells of the site's feeds, then of those that fit the page."""
        if is_goodword(config):
            return output
        section = page.entry.section if isinstance(page, EntryPage) else ""
        told = told_in_head(building_of(config, NAME), address(page.file), section)
        return output.replace("</head>", f"{told}</head>", 1)

    def on_post_template(self, output: str, *, template_name: str, config: MkDocsConfig) -> str:
        """The same for 404.html, which is no page of the host's."""
        if is_goodword(config) or template_name != "404.html":
            return output
        return output.replace("</head>", f"{told_in_head(building_of(config, NAME), template_name)}</head>", 1)

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Write every feed from what the host has rendered, unless that is done."""
        if not (self.begun and self.begun.is_done()):
            self._write(config)
        self.begun = None

    def _write(self, config: MkDocsConfig, *, is_alone: bool = False) -> None:
        building, choices = building_of(config, NAME), self._choices()
        made = maker(
            building.catalogue,
            building.index,
            building.strings,
            building.html,
            bodies=building.bodies,
            choices=choices,
            remember=_remember(config),
        )
        shelf = Shelf(building, made, config, choices, is_alone=is_alone)
        stylesheet = urlsplit(building.catalogue.site.url).path + STYLESHEET
        write_outputs(config.site_dir, [Output(OPML, opml(shelf.write(stylesheet)))])

    def _choices(self) -> Choices:
        options = self.config
        podcast = options.podcast
        return Choices(
            footer=options.footer if isinstance(options.footer, bool) else str(options.footer),
            license=options.license,
            hubs=tuple(options.hubs),
            image=options.image,
            podcast=Podcast(
                category=podcast.category,
                explicit=podcast.explicit,
                email=podcast.email,
                image=podcast.image,
                is_declared=bool(podcast.email),
            ),
        )


def _remember(config: MkDocsConfig) -> Remember:
    """Texts as feeds carry them, from the rows of the build before."""

    def remembered(identity: str, page: str, inputs: str, make: Callable[[], str]) -> str:
        if (store := kept(config)) is None:
            return make()
        key = digest("feed", software(), identity, page, inputs)
        if (row := store.get(key)) is not None:
            return row.decode("utf-8")
        text = make()
        store.put(key, text.encode("utf-8"))
        return text

    return remembered

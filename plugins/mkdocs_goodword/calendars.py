"""goodword/calendars: a calendar of the site and of each section of events, and one event to add to one's own."""

from __future__ import annotations

from html import escape

from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import BasePlugin
from mkdocs.structure.pages import Page

from goodword.projections.calendars import calendar_files, events
from goodword.projections.outputs import Output
from mkdocs_goodword.building import Building, building_of
from mkdocs_goodword.cache.fingerprints import Fingerprints, digest
from mkdocs_goodword.cache.surroundings import software
from mkdocs_goodword.disk import write_outputs
from mkdocs_goodword.filing import address
from mkdocs_goodword.remembering import taken_over, was_written
from mkdocs_goodword.words import is_goodword

NAME = "goodword/calendars"


class CalendarsConfig(Config):
    """`goodword/calendars` has no options yet."""


class CalendarsPlugin(BasePlugin[CalendarsConfig]):
    """Calendars."""

    def on_pre_build(self, *, config: MkDocsConfig) -> None:
        """Fail before the host empties the output folder, where goodword/catalogue is missing."""
        building_of(config, NAME)

    def on_post_page(self, output: str, *, page: Page, config: MkDocsConfig) -> str:
        """In another theme, tell of a page's calendar in its head."""
        view = building_of(config, NAME).calendars.get(address(page.file))
        if view is None or is_goodword(config):
            return output
        title, url = escape(view.title), escape((config.site_url or "") + view.url)
        link = f'<link rel="alternate" type="{view.type}" title="{title}" href="{url}">'
        return output.replace("</head>", f"{link}</head>", 1)

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Write every calendar; an event without a description has the beginning of its text."""
        building = building_of(config, NAME)
        files = calendar_files(building.catalogue, building.index, building.strings)
        told = _told(building)
        if not all(taken_over(config, file.path, told) for file in files):
            _write(building, config, told)


def _write(building: Building, config: MkDocsConfig, told: bytes) -> None:
    from goodword.projections.calendars.calendars import calendars  # noqa: PLC0415  # icalendar, where one has changed

    made = dict(calendars(building.catalogue, building.index, building.strings, building.bodies))
    write_outputs(config.site_dir, (Output(path, data) for path, data in made.items()))
    for path in made:
        was_written(config, path, told)


def _told(building: Building) -> bytes:
    """The digest of all that any calendar is made of."""
    catalogue, strings, fingerprints = building.catalogue, building.strings, Fingerprints()
    shared = fingerprints.of(catalogue.site, catalogue.company, strings.language, strings.texts)
    own = (
        fingerprints.of(event, catalogue.identity(event), building.digest_of(event.permalink))
        for event in events(building.index.dated)
    )
    return digest("calendars", software(), shared, *own)

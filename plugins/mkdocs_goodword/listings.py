"""goodword/listings: a page for each section, tag and year, for everybody's tags, years and people."""

from __future__ import annotations

from html import escape
from typing import Any

import jinja2
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import File, Files, InclusionLevel

from goodword.entries import Profile
from goodword.projections.pages.listings import Listing, listings, pagination, written_by
from mkdocs_goodword.building import Building, building_of
from mkdocs_goodword.filing import address
from mkdocs_goodword.pages import TEMPLATES, EntryPage, GivenPage, PageFile
from mkdocs_goodword.rendering import prepare
from mkdocs_goodword.words import is_goodword

NAME = "goodword/listings"


class ListingsConfig(Config):
    """`goodword/listings` has no options: what is listed is said by the sections."""


class ListingsPlugin(BasePlugin[ListingsConfig]):
    """Listing pages."""

    def on_pre_build(self, *, config: MkDocsConfig) -> None:
        """Fail before the host empties the output folder, where goodword/catalogue is missing."""
        building_of(config, NAME)

    @event_priority(-50)
    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Make a page for each listing that no file of the author introduces."""
        building = building_of(config, NAME)
        existing = {address(file): file for file in files.documentation_pages()}
        for listing in listings(building.views()):
            file = existing.get(listing.url)
            if file is None:
                if withheld := files.get_file_from_path(listing.source):
                    files.remove(withheld)
                file = PageFile.generated(config, listing.source, content="", inclusion=_inclusion(listing, config))
                files.append(file)
                GivenPage(escape(listing.title), file, config, text="", meta=_meta(listing, config))
            elif isinstance(file.page, GivenPage) and is_goodword(config) and not _has_template(file.page):
                file.page.given_meta["template"] = TEMPLATES["listing"]
        return files

    def on_env(self, env: jinja2.Environment, *, config: MkDocsConfig, files: Files) -> jinja2.Environment:
        """In another theme the entries stand in the page's own text."""
        building = building_of(config, NAME)
        if not is_goodword(config):
            own = config.theme.get_env()
            prepare(own, building.strings)
            for file in files.documentation_pages():
                listing = _listing(file, building)
                if listing and file.page:
                    heading = "" if isinstance(file.page, EntryPage) else f"<h1>{escape(listing.title)}</h1>\n"
                    file.page.content = f"{heading}{file.page.content or ''}{_plain(own, listing, building, file)}"
        return env


def _has_template(page: GivenPage) -> bool:
    """Whether its author names one."""
    return isinstance(page, EntryPage) and "template" in page.entry.host


def _listing(file: File, building: Building) -> Listing | None:
    """What a page lists; a person's own page begins what they wrote."""
    if isinstance(file.page, EntryPage) and isinstance(file.page.entry, Profile):
        return written_by(file.page.entry.person, building.shown.views)[0]
    return building.shown.by_url.get(address(file))


def _meta(listing: Listing, config: MkDocsConfig) -> dict[str, Any]:
    meta: dict[str, Any] = {"title": escape(listing.title), "search": {"exclude": True}}
    if is_goodword(config):
        meta["template"] = TEMPLATES["listing"]
    return meta


def _inclusion(listing: Listing, config: MkDocsConfig) -> InclusionLevel:
    """A section that has something belongs in the navigation; everything else is found from it."""
    first = listing.type == "section" and listing.number == 1 and bool(listing.entries)
    return InclusionLevel.UNDEFINED if first and not config.nav else InclusionLevel.NOT_IN_NAV


def _plain(env: jinja2.Environment, listing: Listing, building: Building, file: File) -> str:
    entries = building.shown.views.entries(listing.entries)
    if not entries:
        return ""
    title = building.strings("person.written") if listing.type == "person" and listing.number == 1 else ""
    given = {"entries": entries, "title": title, "paging": pagination(listing), "page": file.page, "base_url": ""}
    blocks = ("latest", "paging") if listing.total > 1 else ("latest",)
    return "".join(env.get_template(f"goodword/blocks/{name}.html").render(given) for name in blocks)

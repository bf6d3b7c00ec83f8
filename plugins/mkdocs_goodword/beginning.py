"""The beginning of a build: configuration and content folder in, a Building out."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError

from goodword import recording
from goodword.catalogue import Catalogue, Reader, load
from goodword.checks import exposed_embargoes, lapsed_consents
from goodword.gate import is_built
from goodword.media import exposed_transcripts
from goodword.paths import href
from goodword.problems import Problem, ordered
from goodword.projections.calendars import calendar_files
from goodword.projections.feeds import FeedLinks, feed_links
from goodword.reader import read
from goodword.views import FeedLinkView
from mkdocs_goodword.building import Building
from mkdocs_goodword.clock import Clock, read_clock
from mkdocs_goodword.configured import of_configuration
from mkdocs_goodword.disk import read_content
from mkdocs_goodword.following import offered
from mkdocs_goodword.freshness_options import phrases_of, policy_of
from mkdocs_goodword.ids_file import stored_ledger
from mkdocs_goodword.recordings import Probe, probe
from mkdocs_goodword.repository import is_repository_public
from mkdocs_goodword.settings import CatalogueConfig, is_preview, placeholder_of, site_of
from mkdocs_goodword.words import has_templates, language_of, read_strings


def begin(
    config: MkDocsConfig,
    options: CatalogueConfig,
    clock: Clock | None = None,
    reader: Reader = read,
    look: Probe = probe,
) -> Building:
    """Read the content folder and make the catalogue; never raises for content."""
    has_templates.cache_clear()
    strings = read_strings(config)
    site = site_of(config, options, language_of(config))
    content = read_content(Path(config.docs_dir), config.exclude_docs, look)
    loaded = load(site, content.sources, content.attachments, reader, stored_ledger(config))
    moment = clock or _clock()
    configured = [*_of_the_hour(loaded.catalogue, moment.now), *of_configuration(config, site, content)]
    preview = is_preview(config)
    bodies = {entry.source: entry.body for entry in loaded.catalogue.entries}
    building = Building(
        catalogue=loaded.catalogue.told_by(lambda page: preview or is_built(page, moment.now)),
        sources={source.uri: source.sharing(bodies.get(source.uri, "")) for source in content.sources},
        problems=ordered([*loaded.problems, *content.problems, *configured]),
        clock=moment,
        strings=strings,
        preview=preview,
        has_listings="goodword/listings" in config.plugins,
        has_newsroom="goodword/newsroom" in config.plugins,
        raw_html=options.raw_html,
        phrases=phrases_of(config),
        policy=policy_of(config),
        notice=str(config.extra.get("notice") or ""),
    )
    if "goodword/feeds" in config.plugins:
        building.feeds = _feeds(building)
        building.offered = offered(config)
    if "goodword/calendars" in config.plugins:
        building.calendars = _calendars(building)
    return building


def _of_the_hour(catalogue: Catalogue, now: datetime) -> list[Problem]:
    """What is wrong at a moment, and what the ledger of identities lacks."""
    found = [*lapsed_consents(catalogue, now), *exposed_transcripts(catalogue.entries, now)]
    if is_repository_public():
        found += exposed_embargoes(catalogue, now)
    if not placeholder_of(catalogue.site):  # What the placeholder is part of is not to be kept.
        found += recording.findings(catalogue.kept, catalogue.entries, now)
    return found


def _feeds(building: Building) -> dict[str, FeedLinkView]:
    return {link.page: _feed(link) for link in feed_links(building.catalogue, building.index, building.strings)}


def _feed(link: FeedLinks) -> FeedLinkView:
    other = (("application/atom+xml", link.atom), ("application/feed+json", link.json))
    return FeedLinkView(
        title=link.title,
        url=link.rss,
        type="application/rss+xml",
        others=tuple(FeedLinkView(title=link.title, url=url, type=kind) for kind, url in other),
    )


def _calendars(building: Building) -> dict[str, FeedLinkView]:
    files = calendar_files(building.catalogue, building.index, building.strings)
    return {file.page: FeedLinkView(title=file.title, url=href(file.path), type="text/calendar") for file in files}


def _clock() -> Clock:
    try:
        return read_clock()
    except (ValueError, OverflowError, OSError):
        raise PluginError("SOURCE_DATE_EPOCH is not a number of seconds.") from None

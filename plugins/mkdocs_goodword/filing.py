"""Which files the host gets, under which addresses, and which it must not publish."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator
from html import escape
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page
from pathspec import PathSpec

from goodword.addresses import attachments
from goodword.entries import Entry
from goodword.front_matter import split
from goodword.gate import State, state
from goodword.nodes import plain_value
from goodword.paths import permalink
from goodword.photographs import UnreadableError, stripped
from goodword.problems import Place, Problem, Severity, printable, problem_at
from goodword.projections.outputs import Output, last_modified
from goodword.published import held_back, named_files
from mkdocs_goodword import makers
from mkdocs_goodword.building import Building, with_tokens
from mkdocs_goodword.dressing import asked_for
from mkdocs_goodword.faults import box
from mkdocs_goodword.links import Rules
from mkdocs_goodword.naming import by_pages, is_page, named_by, pictures_of_feeds
from mkdocs_goodword.pages import EntryPage, GivenPage, PageFile, inclusion_of, placed, template_of
from mkdocs_goodword.report import log
from mkdocs_goodword.words import is_goodword


def address(file: File) -> str:
    """The address of a page as a permalink: the home page's is empty."""
    return file.dest_uri.removesuffix("index.html")


def file_entries(files: Files, config: MkDocsConfig, building: Building) -> Files:
    """Every entry's page at its address; what may not be seen is excluded; people without a file get one."""
    unread = {problem.source for problem in building.problems} - building.catalogue.by_source.keys()
    for file in list(files.documentation_pages()):
        entry = building.catalogue.by_source.get(file.src_uri)
        if entry:
            _place(entry, file, files, config, building)
        elif building.preview and file.src_uri in unread:
            _fault_page(file, files, config, building)
        elif file.src_uri in building.sources:
            file.inclusion = InclusionLevel.EXCLUDED
    for entry in building.catalogue.entries:
        if entry.kind == "person" and entry.source not in building.sources and building.is_built(entry):
            made = PageFile.generated(config, entry.source, content="", inclusion=InclusionLevel.NOT_IN_NAV)
            files.append(made)
            _page(entry, made, config, building)
    return files


def _place(entry: Entry, file: File, files: Files, config: MkDocsConfig, building: Building) -> None:
    if not building.is_built(entry):
        file.inclusion = InclusionLevel.EXCLUDED
        return
    inclusion = inclusion_of(entry, file)
    files.remove(file)
    own = placed(file, entry.permalink, config, inclusion)
    files.append(own)
    _page(entry, own, config, building)


def _page(entry: Entry, file: File, config: MkDocsConfig, building: Building) -> None:
    """The page; in another theme it keeps its own first heading and all of its own metadata."""
    meta = escaped({"title": entry.title, "description": entry.description, **entry.host})
    text = entry.body
    if is_goodword(config):
        meta.setdefault("template", template_of(entry))
    elif entry.source in building.sources:
        document = split(building.sources[entry.source].text)
        meta = {**escaped(_raw(document.metadata)), **{key: value for key, value in meta.items() if value}}
        text = document.body
    if state(entry, building.clock.now) is State.UNLISTED:
        meta["search"] = {"exclude": True}
    rules = Rules(
        entry.source,
        entry.permalink,
        config.site_url or "",
        building.raw_html,
        building.withheld_names,
        building.phrases,
    )
    given, known = with_tokens(text, entry.blocks), building.digests.get(entry.source)
    told = known.body if known and given is entry.body else None
    EntryPage(entry, file, config, text=given, meta=meta, rules=rules, told=told)


def escaped(value: Any) -> Any:
    """Metadata for templates of another theme, which print it as it is."""
    if isinstance(value, str):
        return escape(value)
    if isinstance(value, dict):
        return {key: escaped(item) for key, item in value.items()}
    return [escaped(item) for item in value] if isinstance(value, list) else value


def _raw(metadata: Any) -> dict[str, Any]:
    value = plain_value(metadata)
    return value if isinstance(value, dict) else {}


def _fault_page(file: File, files: Files, config: MkDocsConfig, building: Building) -> None:
    """In the author's preview a file that cannot be read shows why, at its own address."""
    own = [problem for problem in building.problems if problem.source == file.src_uri]
    try:
        at_home = placed(file, permalink(file.src_uri), config, InclusionLevel.NOT_IN_NAV)
    except ValueError:
        at_home = file
    files.remove(file)
    files.append(at_home)
    file = at_home
    GivenPage(escape(file.name), file, config, text=box(own, building.strings), meta={"search": {"exclude": True}})


def withhold_files(files: Files, config: MkDocsConfig, building: Building, globs: list[str]) -> None:
    """Publish a file of the content folder only when a page, the configuration or a glob names it."""
    content = [file for file in files if file.src_dir == config.docs_dir and not is_page(file)]
    named = set[str]()
    if content:
        by_metadata = named_files(
            building.catalogue, building.clock.now, building.is_built, has_newsroom=building.has_newsroom
        )
        by_configuration = (*pictures_of_feeds(config).values(), *asked_for(config, files))
        named = {*by_pages(files, building), *by_metadata, *by_configuration}
    chosen = PathSpec.from_lines("gitwildmatch", [*globs, *config.extra_templates])
    building.findings += _shown_portraits(files, building)
    named -= building.catalogue.withdrawn_portraits
    held = held_back(building.withheld, building.catalogue.withdrawn_portraits)
    by_pattern = {uri for file in content if chosen.match_file(uri := file.src_uri) and uri not in held}
    left_out = [file for file in content if file.src_uri not in named and file.src_uri not in by_pattern]
    for file in left_out:
        files.remove(file)
    for file in content:
        if file not in left_out:
            _strip(file, files, building)
    published = [file.src_uri for file in content if file not in left_out]
    listings = {listing.url for listing in building.shown.by_url.values()}
    building.findings += attachments(building.catalogue, published, listings)
    untold = [file.src_uri for file in left_out if file.src_uri not in building.sources]
    if untold:
        log.info("Not published, because no published page names them: %s.", ", ".join(map(printable, untold)))


def _shown_portraits(files: Files, building: Building) -> Iterator[Problem]:
    """A text that shows the photograph of somebody who took back their leave: only its author can take it out."""
    gone = building.catalogue.withdrawn_portraits
    for file in filter(is_page, files) if gone else ():
        for name in gone.intersection(named_by(file, building)):
            message = f"this shows '{name}', the photograph of somebody who took back their leave."
            yield problem_at(Place(), file.src_uri, "GW104", message, "Take the picture out of the text.")


def _strip(file: File, files: Files, building: Building) -> None:
    """What a photograph tells of its maker stays at home; so does one that cannot be read. A document's is told."""
    data = file.content_bytes
    try:
        bare = stripped(data)
    except UnreadableError:
        message = "what this picture tells of its maker cannot be taken out; it is not published."
        hint = "Save it as JPEG, PNG or WebP."
        building.findings.append(problem_at(Place(), file.src_uri, "GW071", message, hint, severity=Severity.WARNING))
        files.remove(file)
        return
    if bare != data:
        file.content_bytes = bare
    building.sizes[file.src_uri] = len(bare)
    building.findings += makers.named(file, data, building)


def date_pages(files: Files, building: Building) -> None:
    """Tell the host when each page last changed, so that nothing it writes carries the build's day."""
    for file in files.documentation_pages():
        if file.page:
            file.page.update_date = last_day(file.page, building)


def last_day(page: Page, building: Building) -> str:
    """When a page last changed; one that has no date of its own changes with the newest entry."""
    own = last_modified(page.entry) if isinstance(page, EntryPage) else None
    day = own or building.newest
    return day.isoformat() if day else "1980-01-01"


def output_folder(config: MkDocsConfig) -> Path:
    """Where this build is written."""
    return Path(config.site_dir)


def unless_written(config: MkDocsConfig, outputs: Iterable[Output], carried: Collection[str]) -> Iterator[Output]:
    """Outputs whose place nothing of this build has filled, nor any file that is carried over into it."""
    folder = output_folder(config)
    return (output for output in outputs if output.path not in carried and not (folder / output.path).exists())


def unlisted(building: Building) -> frozenset[str]:
    """Addresses that nothing outside their own pages may tell."""
    now = building.clock.now
    return frozenset(e.permalink for e in building.catalogue.built(now) if state(e, now) is State.UNLISTED)


def hide_unlisted(config: MkDocsConfig, building: Building) -> None:
    """Take unlisted pages out of an index written by a search that knows no exclusion."""
    path = output_folder(config) / "search" / "search_index.json"
    hidden = unlisted(building)
    if not hidden or not path.is_file():
        return
    index = json.loads(path.read_text(encoding="utf-8"))
    kept = [doc for doc in index["docs"] if unquote(doc["location"].partition("#")[0]) not in hidden]
    if len(kept) < len(index["docs"]):
        index["docs"] = kept
        path.write_text(json.dumps(index, sort_keys=True, separators=(",", ":")), encoding="utf-8")

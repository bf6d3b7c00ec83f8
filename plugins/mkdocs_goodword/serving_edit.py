"""Whether an edit touches one page and nothing else, judged before anything is written."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from urllib.parse import unquote, urlsplit

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from msgspec import Struct
from msgspec.structs import replace

from goodword.entries import Source
from goodword.html import Body
from goodword.reader import Read, read
from mkdocs_goodword.building import Building
from mkdocs_goodword.conversion import Conversion
from mkdocs_goodword.converting import convert
from mkdocs_goodword.disk import text_of
from mkdocs_goodword.pages import EntryPage


class Edit(Struct, frozen=True):
    """A source whose text is new, its page, and what the text became."""

    source: Source
    page: EntryPage
    made: Conversion


class MoreError(Exception):
    """More has changed than the text of pages."""


def edit(path: Path, uri: str, building: Building, config: MkDocsConfig, files: Files) -> Edit | None:
    """What became of a file; None where its text is the same. Raises MoreError.

    The page's own rendering is changed on the way: after a MoreError the whole site must be built.
    """
    page = _page(files.get_file_from_path(uri))
    known = building.sources.get(uri)
    if page is None or known is None:
        raise MoreError
    source = Source(uri, _read(path))
    if source.text == known.text:
        return None
    made = _converted(page, _body(known, source, building), config, files)
    _compare(page, made.body, building)
    return Edit(source, page, made)


def _page(file: File | None) -> EntryPage | None:
    """The page of an entry; one the host leaves out of the site bears its mark, and is left to it."""
    page = file.page if file and not file.inclusion.is_excluded() else None
    return page if isinstance(page, EntryPage) else None


def _read(path: Path) -> str:
    try:
        return text_of(path.read_bytes())
    except (OSError, UnicodeDecodeError):
        raise MoreError from None


def _body(known: Source, source: Source, building: Building) -> str:
    """The new text, where nothing else of the entry is new. Raises MoreError."""
    site = building.catalogue.site
    before, after = (read(each, site.sections, site.zone) for each in (known, source))
    if after.entry is None or not _alike(before, after):
        raise MoreError
    return after.entry.body


def _alike(before: Read, after: Read) -> bool:
    """Whether two readings differ in the text alone; a person's page and its blocks are shown elsewhere too."""
    if before.entry is None or after.entry is None or before.person or after.person:
        return False
    same = replace(after.entry, body=before.entry.body) == before.entry
    return same and before.problems == after.problems and not after.entry.blocks


def _converted(page: EntryPage, text: str, config: MkDocsConfig, files: Files) -> Conversion:
    """The new text as the host renders it."""
    page.rewrite(text)
    config.plugins.on_pre_page(page, config=config, files=files)
    page.read_source(config)
    page.markdown = config.plugins.on_page_markdown(page.markdown or "", page=page, config=config, files=files)
    return convert(page, config, files)


def _compare(page: EntryPage, body: Body, building: Building) -> None:
    """Raises MoreError where another page shows the difference, or it decides which files are published."""
    link = page.entry.permalink
    if building.views({link: body}).entry(page.entry) != building.shown.views.entry(page.entry):
        raise MoreError
    names = {attachment.uri.rpartition("/")[2] for attachment in building.catalogue.attachments}
    if names and not names.isdisjoint(_last_names(body.references ^ building.bodies[link].references)):
        raise MoreError


def _last_names(references: Iterable[str]) -> set[str]:
    """The name of the file that each reference could lead to."""
    try:
        names = {unquote(urlsplit(reference).path).rpartition("/")[2] for reference in references}
    except ValueError:
        raise MoreError from None
    return {"index.html" if name in ("", ".", "..") else name for name in names}

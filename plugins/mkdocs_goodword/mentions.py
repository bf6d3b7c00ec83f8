"""Everything on this machine that names a person: content, configuration, ledger, cache, output, history."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from glob import escape
from itertools import groupby
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from msgspec.structs import replace

from goodword.forgetting import Mention, Wanted
from goodword.ledger import NAME as LEDGER
from mkdocs_goodword.cache.packing import DamagedError, unpack
from mkdocs_goodword.disk import files_below
from mkdocs_goodword.history import commits
from mkdocs_goodword.render_cache import cache_of, default_cache

_LARGEST = 64 << 20


def mentions(wanted: Wanted, config: MkDocsConfig) -> Iterator[Mention]:
    """Each place once, those an author mends first. Raises NoHistoryError last, where git cannot answer."""
    file = Path(config.config_file_path or "site_config.yml").resolve()
    yield from _below(wanted, "content", Path(config.docs_dir))
    yield from _file(wanted, "configuration", file, file.name)
    yield from _file(wanted, "ledger", file.parent / LEDGER, LEDGER)
    yield from _cache(wanted, file.parent, (cache_of(config) or default_cache()).config.folder)
    yield from _published(wanted, Path(config.site_dir))
    for commit, subject in commits(file.parent, wanted.forms):
        yield Mention(where="history", source=commit, line=0, text=subject)


def _below(wanted: Wanted, where: str, folder: Path) -> Iterator[Mention]:
    for name in files_below(folder) if folder.is_dir() else ():
        yield from wanted.in_name(where, name)
        yield from _file(wanted, where, folder / name, name)


def _published(wanted: Wanted, folder: Path) -> Iterator[Mention]:
    """Each file once: nobody mends what the next build makes anew. Sites of earlier builds that wait beside it too."""
    beside = sorted(folder.parent.glob(f".{escape(folder.name)}.goodword-*"))
    for place, lead in ((folder, ""), *((place, f"{place.name}/") for place in beside)):
        for name, found in groupby(_below(wanted, "output", place), key=lambda mention: mention.source):
            yield replace(next(found), source=f"{lead}{name}", line=0, text="")


def _file(wanted: Wanted, where: str, path: Path, name: str) -> Iterator[Mention]:
    """Lines of a file; of one that is no text, only that it names them."""
    if not path.is_file() or path.stat().st_size > _LARGEST:
        return
    data = path.read_bytes()
    binary = b"\0" in data[:8192]
    found = wanted.in_text(where, name, data.decode("utf-8", "replace"))
    if not binary:
        yield from found
    elif next(found, None):
        yield Mention(where=where, source=name, line=0, text="")


def _cache(wanted: Wanted, beside: Path, folder: str) -> Iterator[Mention]:
    """The render cache in a folder `beside` the configuration, where one of its rows names them."""
    for path in sorted((beside / folder).glob("*.sqlite")):
        if _names_in_rows(wanted, path):
            yield Mention(where="cache", source=f"{folder}/{path.name}", line=0, text="")


def _names_in_rows(wanted: Wanted, path: Path) -> bool:
    file = sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)
    try:
        rows = (unpack(row).decode("utf-8", "replace") for (row,) in file.execute("SELECT value FROM kept"))
        return any(wanted.pattern.search(text) for text in rows)
    except (sqlite3.Error, DamagedError):
        return True  # what cannot be read may hold anything
    finally:
        file.close()

"""Work for other processes: Markdown that nobody remembers, and pages of which nothing is remembered.

Everything goes through the standard `concurrent.futures.Executor`. A task is a function of this module and plain
values, so that any executor can take it, on this machine or another.
"""

from __future__ import annotations

import logging
import pickle
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Executor
from functools import lru_cache
from types import SimpleNamespace
from typing import Any, cast

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel
from msgspec import Struct

from mkdocs_goodword.cache.ahead import Copies, sweep
from mkdocs_goodword.cache.packing import pack, unpack
from mkdocs_goodword.cache.shared import Shared, shared
from mkdocs_goodword.conversion import Conversion
from mkdocs_goodword.converting import ConvertedPage, convert
from mkdocs_goodword.links import Rules

HOST_LOG = "mkdocs"
BATCH = 64
"""Documents a task holds: enough to outweigh the sending, few enough to share the work evenly."""


class Job(Struct, frozen=True):
    """One document to render."""

    key: bytes
    uri: str
    text: str
    rules: Rules | None


class Table(Struct, frozen=True):
    """What the rendering of every document looks at."""

    extensions: list[str]
    options: dict[str, Any]
    links: dict[str, Any]
    level: int
    """From which the host's log keeps remarks."""
    files: dict[str, tuple[str, str]]
    """Source to destination and inclusion."""

    @classmethod
    def of(cls, config: MkDocsConfig, files: Files) -> Table:
        """What a build's configuration and files say."""
        told = {file.src_uri: (file.dest_uri, file.inclusion.name) for file in files}
        level = logging.getLogger(HOST_LOG).getEffectiveLevel()
        options, links = dict(config.mdx_configs or {}), dict(config.validation.links)
        return cls(list(config.markdown_extensions), options, links, level, told)


class _Inherited(Struct):
    """What a copy of the process has without being sent it."""

    table: Table | None = None
    """That of the build: a large site's is not sent with every batch."""


_inherited = _Inherited()


def convert_all(
    executor: Executor, jobs: Sequence[Job], table: Table, shared_store: str = ""
) -> Iterator[tuple[bytes, bytes]]:
    """Conversions by key, packed for a store; those that cannot be remembered are left out.

    What lies in the shared store and still holds is taken from there; what does not is put there.

    Raises PicklingError where an option cannot be sent to a process that is no copy of this one.
    """
    _inherited.table = table
    sent = b"" if isinstance(executor, Copies) and executor.inherit else _sent(table)
    batches = [list(jobs[at : at + BATCH]) for at in range(0, len(jobs), BATCH)]
    for made in executor.map(convert_batch, [sent] * len(batches), batches, [shared_store] * len(batches)):
        yield from made


def _sent(table: Table) -> bytes:
    try:
        return pickle.dumps(table)
    except (AttributeError, TypeError) as error:
        raise pickle.PicklingError(str(error)) from error


def convert_batch(sent: bytes, jobs: Iterable[Job], shared_store: str) -> list[tuple[bytes, bytes]]:
    """One task: a pickled Table, nothing where this process has it already, and documents to render by it."""
    files, config = _received(sent)
    store = shared(shared_store)
    made = [(job.key, _converted(job, files, config, store)) for job in jobs]
    sweep()
    return [(key, packed) for key, packed in made if packed]


def _converted(job: Job, files: _Files, config: MkDocsConfig, store: Shared | None) -> bytes | None:
    known = store.get(job.key) if store else None
    if known and Conversion.from_bytes(unpack(known)).holds(cast("Files", files), job.rules):
        return known
    conversion = convert(_page(job, files, config), config, cast("Files", files))
    data = conversion.as_bytes()
    packed = pack(job.key, data) if data else None
    if store and packed:
        store.put(job.key, packed)
    return packed


def _told(sent: bytes) -> Table:
    """Options of extensions may be functions, which nothing but a pickle names.

    Dask's own workers load pickles of whoever reaches their scheduler: this one gives nobody more power than that.
    """
    table: Table = pickle.loads(sent)  # noqa: S301  # the process that began this one wrote it, and nobody else can
    return table


class _Files:
    """Looks files up as the host's Files does."""

    def __init__(self, told: dict[str, tuple[str, str]]) -> None:
        self._told = told
        self._made: dict[str, File] = {}

    @property
    def src_uris(self) -> dict[str, File]:
        """Those that somebody has asked for."""
        return self._made

    def get_file_from_path(self, path: str) -> File | None:
        if path not in self._made and path in self._told:
            destination, inclusion = self._told[path]
            self._made[path] = File(path, "", "", True, dest_uri=destination, inclusion=InclusionLevel[inclusion])
        return self._made.get(path)


@lru_cache(maxsize=1)
def _received(sent: bytes) -> tuple[_Files, MkDocsConfig]:
    table = _told(sent) if sent else _inherited.table
    assert table is not None, "a copy of the process that has the table, or it was sent"
    logging.getLogger(HOST_LOG).setLevel(table.level)
    config = MkDocsConfig()
    config.load_dict(
        {
            "markdown_extensions": table.extensions,
            "mdx_configs": table.options,
            "validation": SimpleNamespace(links=SimpleNamespace(**table.links)),
            "use_directory_urls": True,
        }
    )
    return _Files(table.files), config


def _page(job: Job, files: _Files, config: MkDocsConfig) -> ConvertedPage:
    file = files.get_file_from_path(job.uri)
    assert file is not None, "every page's file is in the table"
    page = ConvertedPage("", file, config)
    page.markdown, page.meta, page.rules = job.text, {}, job.rules
    return page

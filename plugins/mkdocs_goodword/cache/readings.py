"""A source is read into an entry once, and again only when its text has changed."""

from __future__ import annotations

import copyreg
import datetime
import io
import pickle
import zoneinfo
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from typing import Any

from msgspec import Struct
from msgspec.structs import fields, force_setattr, replace

from goodword import dates, entries, problems
from goodword.entries import Entry, Section, Source
from goodword.reader import Read, read
from mkdocs_goodword.cache.fingerprints import Fingerprints, OpaqueError, digest
from mkdocs_goodword.cache.rows import Kept, lasting
from mkdocs_goodword.cache.surroundings import software

_PLAIN = (
    *(getattr(entries, name) for name in entries.__all__ if isinstance(getattr(entries, name), type)),
    *(dates.When, dates.Duration, problems.Place, problems.Problem, problems.Severity, Read),
    *(datetime.date, datetime.datetime, datetime.time, datetime.timedelta, datetime.timezone, zoneinfo.ZoneInfo),
)
_NOT_OURS = (
    *(pickle.UnpicklingError, ArithmeticError, AttributeError, EOFError, ImportError),
    *(LookupError, MemoryError, TypeError, ValueError),
)
"""What reading a pickle may raise that no Readings has written. Source: the pickle module's documentation."""
_SHELVES = 64
"""Rows that all entries of a site are kept in: one is read faster than thousands, and few are written for an edit."""


class Digests(Struct, frozen=True):
    """What tells an entry from another."""

    head: bytes
    """The digest of all that it says beside its text."""
    body: bytes
    """The digest of its text."""


class _Row(Struct, frozen=True):
    """What a source was read as."""

    text: bytes
    """The digest of the source."""
    read: Read
    """Kept without the entry's text, where that ends the source."""
    length: int
    """Of that text; -1 where it is kept."""
    told: Digests
    """Of the entry."""


class Readings:
    """Entries by the digest of their source and of what decides how it is read."""

    def __init__(self, store: Kept) -> None:
        self.store = store
        self._given: dict[str, _Row] = {}
        self._around: tuple[Sequence[Section], zoneinfo.ZoneInfo, list[bytes]] | None = None
        self._shelves: dict[bytes, dict[str, _Row]] = {}
        self._asked: dict[bytes, dict[str, _Row]] = {}

    def __call__(self, source: Source, sections: Sequence[Section], zone: zoneinfo.ZoneInfo) -> Read:
        """As `goodword.reader.read`."""
        key = self._key(sections, zone, digest(source.uri)[0] % _SHELVES)
        if key not in self._shelves:
            data = self.store.get(key)
            self._shelves[key] = (_loaded(data) if data is not None else None) or {}
        told = digest(source.text)
        row = self._shelves[key].get(source.uri)
        if row is None or row.text != told:
            row = _row(source.text, told, read(source, sections, zone))
        self._asked.setdefault(key, {})[source.uri] = row
        _fill(row, source)
        self._given[source.uri] = row
        return row.read

    def _key(self, sections: Sequence[Section], zone: zoneinfo.ZoneInfo, number: int) -> bytes:
        """Of a shelf; what all sources of a site share is told once."""
        if self._around is None or self._around[0] is not sections or self._around[1] is not zone:
            told = digest("readings", software(), Fingerprints().of(tuple(sections), str(zone)))
            self._around = sections, zone, [lasting(digest(told, str(number))) for number in range(_SHELVES)]
        return self._around[2][number]

    def digests(self, entries: Iterable[Entry]) -> dict[str, Digests]:
        """By source: the digests of those entries that still are what was read."""
        given = ((entry, self._given.get(entry.source)) for entry in entries)
        return {entry.source: row.told for entry, row in given if row and row.read.entry is entry}

    def remember(self) -> None:
        """Keep what was read; call when every source was."""
        for key, rows in self._asked.items():
            known = self._shelves[key]
            if rows.keys() != known.keys() or any(row is not known[uri] for uri, row in rows.items()):
                self.store.put(key, _dumped(rows))


def _row(text: str, told: bytes, made: Read) -> _Row:
    body = made.entry.body if made.entry else ""
    bare = replace(made, entry=replace(made.entry, body="")) if made.entry else made
    try:
        head = Fingerprints().of(bare.entry)
    except OpaqueError:
        head = told
    is_end = bool(body) and text.endswith(body)
    return _Row(told, made, len(body) if is_end else -1, Digests(head, digest(body)))


def _bare(row: _Row) -> _Row:
    """A row as it is kept, without the text that its source has anyway."""
    if row.length < 0 or row.read.entry is None:
        return row
    return replace(row, read=replace(row.read, entry=replace(row.read.entry, body="")))


def _fill(row: _Row, source: Source) -> None:
    """Give an entry its text back. It has just been made of a row, and nobody else has seen it yet."""
    if row.length >= 0 and row.read.entry is not None:
        body = source.body if len(source.body) == row.length else source.text[len(source.text) - row.length :]
        force_setattr(row.read.entry, "body", body)


_OURS: tuple[type[Struct], ...] = tuple(each for each in (*_PLAIN, Digests, _Row) if issubclass(each, Struct))


def _reduced(value: Struct) -> tuple[Callable[..., object], tuple[object, ...]]:
    """A value as pickle keeps it: what makes it, and of what."""
    kind = type(value)
    if kind.__match_args__ == kind.__struct_fields__:
        return kind, tuple(getattr(value, name) for name in kind.__struct_fields__)
    told = {name: held for name in kind.__struct_fields__ if not _is_default(name, held := getattr(value, name), kind)}
    return _made, (kind, tuple(told), tuple(told.values()))


def _made(kind: Callable[..., object], names: tuple[str, ...], values: tuple[object, ...]) -> object:
    """A value whose attributes are given by name, those excepted that are as they are anyway."""
    return kind(**dict(zip(names, values, strict=True)))


def _is_default(name: str, value: object, kind: type[Struct]) -> bool:
    default = _defaults(kind)[name]
    return type(value) is type(default) and value == default


@cache
def _defaults(kind: type[Struct]) -> dict[str, object]:
    return {each.name: each.default for each in fields(kind)}


_ALLOWED: dict[tuple[str, str], Any] = {(each.__module__, each.__qualname__): each for each in (*_PLAIN, *_OURS, _made)}


def _dumped(rows: dict[str, _Row]) -> bytes:
    data = io.BytesIO()
    pickler = pickle.Pickler(data, protocol=5)
    pickler.dispatch_table = {**copyreg.dispatch_table, **dict.fromkeys(_OURS, _reduced), zoneinfo.ZoneInfo: _zone}
    pickler.dump({uri: _bare(row) for uri, row in rows.items()})
    return data.getvalue()


def _zone(zone: zoneinfo.ZoneInfo) -> tuple[type[zoneinfo.ZoneInfo], tuple[str]]:
    return zoneinfo.ZoneInfo, (zone.key,)


class _Restricted(pickle.Unpickler):
    """Makes values of ours and nothing else. Source: the pickle module's documentation, "Restricting Globals"."""

    def find_class(self, module_name: str, global_name: str) -> Any:
        """Raises UnpicklingError for what no entry is made of."""
        try:
            return _ALLOWED[module_name, global_name]
        except KeyError:
            raise pickle.UnpicklingError(f"{module_name}.{global_name}") from None


def _loaded(data: bytes) -> dict[str, _Row] | None:
    """What a row of the store holds; None for one that we have not written."""
    try:
        found = _Restricted(io.BytesIO(data)).load()
    except _NOT_OURS:
        return None
    return found if isinstance(found, dict) and all(map(_is_row, found.values())) else None


def _is_row(value: object) -> bool:
    if not isinstance(value, _Row) or not isinstance(value.read, Read):
        return False
    told = (value.text, value.told.head, value.told.body) if isinstance(value.told, Digests) else (None,)
    return isinstance(value.length, int) and all(isinstance(part, bytes) for part in told)

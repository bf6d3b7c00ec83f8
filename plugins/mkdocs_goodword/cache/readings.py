"""A source is read into an entry once, and again only when its text has changed."""

from __future__ import annotations

import copyreg
import datetime
import io
import pickle
import zoneinfo
from collections.abc import Sequence
from typing import Any

from goodword import dates, entries, problems
from goodword.entries import Section, Source
from goodword.reader import Read, read
from mkdocs_goodword.cache.fingerprints import Fingerprints, digest
from mkdocs_goodword.cache.store import Kept
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
_ALLOWED = {(kind.__module__, kind.__qualname__): kind for kind in _PLAIN}


class Readings:
    """Entries by the digest of their source and of what decides how it is read."""

    def __init__(self, store: Kept) -> None:
        self.store = store
        self._fingerprints = Fingerprints()

    def __call__(self, source: Source, sections: Sequence[Section], zone: zoneinfo.ZoneInfo) -> Read:
        """As `goodword.reader.read`."""
        key = digest("reading", software(), self._fingerprints.of(tuple(sections), str(zone)), source.uri, source.text)
        data = self.store.get(key)
        found = _loaded(data) if data is not None else None
        if found is not None:
            return found
        made = read(source, sections, zone)
        self.store.put(key, _dumped(made))
        return made


def _dumped(made: Read) -> bytes:
    data = io.BytesIO()
    pickler = pickle.Pickler(data, protocol=5)
    pickler.dispatch_table = {**copyreg.dispatch_table, zoneinfo.ZoneInfo: _zone}
    pickler.dump(made)
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


def _loaded(data: bytes) -> Read | None:
    """What a row holds; None for one that we have not written."""
    try:
        found = _Restricted(io.BytesIO(data)).load()
    except _NOT_OURS:
        return None
    return found if isinstance(found, Read) else None

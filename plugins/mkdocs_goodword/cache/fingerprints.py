"""Digests of values: equal inputs give equal digests, in every process and on every machine."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from hashlib import blake2b
from operator import attrgetter
from typing import Any

from msgspec import Struct

from goodword.problems import telling

_HELD = 32_768
"""Values whose digests are known at once."""
SIZE = 16
"""Bytes: 2**64 rows before two of them are likely to share one."""


class OpaqueError(Exception):
    """A value that cannot be told by its parts, such as an open file."""


def digest(*parts: bytes | str) -> bytes:
    """One digest of several texts, each with its length, so that no two sequences run together."""
    made = blake2b(digest_size=SIZE)
    for part in parts:
        data = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        made.update(len(data).to_bytes(8, "little"))
        made.update(data)
    return made.digest()


class Fingerprints:
    """Digests of nested values; a frozen one that is shared is worked out once.

    One object serves one build: it keeps what it knows alive, so that no address is used twice. It knows
    `_HELD` values at most: a large site has a view for every page.
    """

    def __init__(self) -> None:
        self._known: dict[int, tuple[Any, str]] = {}
        # A list that holds itself ends in a RecursionError: looking for one beforehand costs more.
        self._encoded = json.JSONEncoder(default=self._simple, separators=(",", ":"), check_circular=False).encode

    def of(self, *values: Any) -> bytes:
        """The digest of some values. Raises OpaqueError for one that cannot be told by its parts.

        YAML can make what JSON has no form for: a mapping with days as keys, a list that holds itself.
        """
        try:
            return digest(self._encoded(values))
        except (TypeError, ValueError, RecursionError) as error:
            raise OpaqueError(str(error)) from error

    def _simple(self, value: Any) -> Any:
        """A value JSON has no form for, as one that it has."""
        if isinstance(value, Struct):
            return self._struct(value)
        if isinstance(value, (set, frozenset)):
            return sorted(value, key=repr)
        if isinstance(value, Mapping):
            return dict(value)
        return plain(value)

    def _struct(self, value: Struct) -> str | list[Any]:
        known = self._known.get(id(value))
        if known is not None:
            return known[1]
        read, name, is_small = _reader(type(value))
        if is_small:
            return [name, *read(value)]
        told = self.of(name, *read(value)).hex()
        if value.__struct_config__.frozen:
            if len(self._known) >= _HELD:
                self._known.clear()
            self._known[id(value)] = (value, told)
        return told


def plain(value: Any) -> str:
    """A leaf as a text that says its type. Raises OpaqueError for what shows nothing but where it lies in memory."""
    if isinstance(value, bytes):
        return digest(value).hex()
    if callable(value) and hasattr(value, "__qualname__") and "<" not in value.__qualname__:
        return f"{value.__module__}.{value.__qualname__}"
    if isinstance(value, partial):
        return f"{plain(value.func)}{value.args!r}{sorted(value.keywords.items())!r}"
    text = repr(value)
    if " at 0x" in text:
        raise OpaqueError(type(value).__qualname__)
    return f"{type(value).__qualname__}:{text}"


_SMALL = 4
"""Fields up to which writing a value out costs less than looking it up."""
_READERS: dict[type[Struct], tuple[Callable[[Any], Iterable[Any]], str, bool]] = {}


def _reader(kind: type[Struct]) -> tuple[Callable[[Any], Iterable[Any]], str, bool]:
    """How the attributes that tell a value from another are read; its type's name; whether it is small."""
    if kind not in _READERS:
        names = telling(kind)
        many = attrgetter(*names) if len(names) > 1 else lambda value: [getattr(value, name) for name in names]
        _READERS[kind] = (many, kind.__qualname__, len(names) <= _SMALL)
    return _READERS[kind]

"""Entries that go with another: those its author named, then those that share most with it."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property

from msgspec import Struct

from goodword.entries import Entry
from goodword.index import Index, grouped
from goodword.paths import resolve

_NEIGHBOURS = 12
"""How far along each tag's list related entries are looked for, in each direction."""
_FEW = 4
"""The same for lists of people and words, which say less."""
_COMMON = 10
"""A word that one title in ten holds is too common to tell anything."""
_RELATED = 3
_WORD = re.compile(r"[^\W\d_]{4,}")


class Weights(Struct, frozen=True):
    """How much it says of two entries that they share something; 0 for nothing."""

    tags: int = 100
    series: int = 0
    people: int = 30
    words: int = 40


class Related(Struct, frozen=True, dict=True):
    """What is related to each entry of an index, worked out where somebody asks.

    Only the neighbours of an entry in each list are weighed, never all pairs: the cost grows with the number of
    entries asked about.
    """

    index: Index
    by_source: Mapping[str, Entry]
    weights: Weights = Weights()

    def of(self, entry: Entry) -> tuple[Entry, ...]:
        """Up to three entries, or all that the author named; none for what the index does not list."""
        if entry.source not in self._listed:
            return ()
        named = [self._listed[source] for source in related_sources(entry, self.by_source) if source in self._listed]
        found = self._weighed(entry)
        ranked = sorted(found, key=lambda source: (-found[source], source))
        sharing = [other for source in ranked if self._may_stand(other := self._listed[source], entry)]
        chosen = {other.permalink: other for other in [*named, *sharing[:_RELATED]]}
        return tuple(chosen.values())[: max(_RELATED, len(named))]

    def _may_stand(self, other: Entry, entry: Entry) -> bool:
        """The entry's own series stands on its page already, unless the site weighs it."""
        return bool(self.weights.series) or not entry.series or other.series != entry.series

    def _weighed(self, entry: Entry) -> dict[str, float]:
        """By source: the weight of all that an entry shares with another."""
        found: dict[str, float] = defaultdict(float)
        for weight, reach, shelf, at in self._places[entry.permalink]:
            for other in shelf[max(0, at - reach) : at + reach + 1]:
                if other is not entry:
                    found[other.source] += weight
        return found

    def prepare(self) -> None:
        """Work out what all entries have in common: once, for processes that are begun as copies of this one."""
        _ = self._listed, self._places

    @cached_property
    def _listed(self) -> dict[str, Entry]:
        return {entry.source: entry for entry in self.index.dated}

    @cached_property
    def _places(self) -> Mapping[str, Sequence[tuple[float, int, tuple[Entry, ...], int]]]:
        """By permalink: each list an entry stands in, with what sharing it weighs, how far to look, and where.

        The rare weighs most: its kind's weight times log(1 + N / n).
        """
        found = defaultdict(list)
        for kind, reach, shelves in _shelves(self.index, self.weights):
            for shelf in shelves:
                weight = kind * math.log(1 + len(self.index.dated) / len(shelf))
                for at, entry in enumerate(shelf):
                    found[entry.permalink].append((weight, reach, shelf, at))
        return found


def _shelves(index: Index, weights: Weights) -> Iterator[tuple[int, int, Iterable[tuple[Entry, ...]]]]:
    """What entries can share: its weight, how far its lists are looked along, and the lists."""
    if weights.tags:
        yield weights.tags, _NEIGHBOURS, index.by_tag.values()
    if weights.series:
        yield weights.series, _NEIGHBOURS, index.by_series.values()
    if weights.people:
        yield weights.people, _FEW, index.by_person.values()
    if weights.words:
        yield weights.words, _FEW, _by_word(index.dated)


def _by_word(entries: Sequence[Entry]) -> Iterable[tuple[Entry, ...]]:
    """Entries by the words of their titles. What many titles hold says nothing, in any language."""
    shelves = grouped((word, entry) for entry in entries for word in dict.fromkeys(_words(entry.title)))
    most = max(2, len(entries) // _COMMON)
    return (shelf for shelf in shelves.values() if 1 < len(shelf) <= most)


def _words(title: str) -> list[str]:
    return _WORD.findall(title.casefold())


def related_sources(entry: Entry, known: Mapping[str, Entry]) -> tuple[str, ...]:
    """The files that `related` names, whether from the content folder or from the entry's own."""
    found = []
    for reference in entry.related:
        try:
            beside = resolve(entry.source, reference)
        except ValueError:
            beside = reference
        found.append(reference if reference in known else beside)
    return tuple(found)

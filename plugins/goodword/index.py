"""The listed entries of a moment, arranged every way a reader may look for them. Linear in their number."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from goodword.entries import DATED, Entry, Person, PressUpdate, Profile, Section, Story
from goodword.gate import is_built, is_listed, names_person
from goodword.paths import resolve, slugify

_NEIGHBOURS = 12
"""How far along each tag's list related entries are looked for, in each direction."""
_FEW = 4
"""The same for lists of people and words, which say less."""
_COMMON = 10
"""A word that one title in ten holds is too common to tell anything."""
_RELATED = 3
_WORD = re.compile(r"[^\W\d_]{4,}")
K = TypeVar("K")


@dataclass(frozen=True, slots=True)
class Weights:
    """How much it says of two entries that they share something; 0 for nothing."""

    tags: int = 100
    series: int = 0
    people: int = 30
    words: int = 40


_USUAL = Weights()


@dataclass(frozen=True, slots=True)
class Index:
    """Entries newest first under every key. Only what the gate lists is in it; pages and profiles in `pages`."""

    dated: tuple[Entry, ...]
    pages: tuple[Entry, ...]
    by_section: Mapping[str, tuple[Entry, ...]]
    by_tag: Mapping[str, tuple[Entry, ...]]
    """By tag slug."""
    tags: Mapping[str, str]
    """Tag slug to the tag as first written (in the order of the entries)."""
    by_person: Mapping[str, tuple[Entry, ...]]
    """By person id: entries they wrote."""
    about_person: Mapping[str, tuple[Entry, ...]]
    """By person id: stories and press updates that name them."""
    by_year: Mapping[int, tuple[Entry, ...]]
    by_series: Mapping[str, tuple[Entry, ...]]
    """In reading order: by `order`, then oldest first."""
    profiles: frozenset[str]
    """Ids of people who have a page that may be told of."""
    introductions: Mapping[str, Entry]
    """Listed pages by address: those that introduce a section or another listing are among them."""

    def title_of(self, section: Section) -> str:
        """What a section is called everywhere: as its introduction is, else as configured."""
        introduction = self.introductions.get(section.url)
        return introduction.title if introduction else section.title


def indexed(entries: Iterable[Entry], people: Mapping[str, Person], now: datetime, *, preview: bool = False) -> Index:
    """The index of the `entries` (in catalogue order) that are listed at `now`.

    An author's `preview` lists what is withheld as well; only what is unlisted stays out of every list.
    """
    built = tuple(entry for entry in entries if preview or is_built(entry, now))
    listed = tuple(entry for entry in built if is_listed(entry, now) or (preview and not entry.unlisted))
    dated = tuple(entry for entry in listed if entry.kind in DATED)
    return Index(
        dated=dated,
        pages=tuple(entry for entry in listed if entry.kind not in DATED),
        by_section=_grouped((entry.section, entry) for entry in dated),
        by_tag=_grouped((slugify(tag), entry) for entry in dated for tag in dict.fromkeys(entry.tags)),
        tags=_first((slugify(tag), tag) for entry in dated for tag in entry.tags),
        by_person=_grouped((id, entry) for entry in dated for id in entry.authors if id in people),
        about_person=_grouped((id, entry) for entry in dated for id in _named(entry)),
        by_year=_grouped((entry.date.day.year, entry) for entry in dated if entry.date),
        by_series={
            name: tuple(sorted(shelf, key=_reading_order))
            for name, shelf in _grouped((entry.series, entry) for entry in dated if entry.series).items()
        },
        introductions={entry.permalink: entry for entry in listed if entry.kind == "page"},
        profiles=frozenset(entry.person for entry in listed if isinstance(entry, Profile)),
    )


def _grouped(pairs: Iterable[tuple[K, Entry]]) -> dict[K, tuple[Entry, ...]]:
    groups: dict[K, list[Entry]] = defaultdict(list)
    for key, entry in pairs:
        groups[key].append(entry)
    return {key: tuple(group) for key, group in groups.items()}


def _first(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    first: dict[str, str] = {}
    for key, value in pairs:
        first.setdefault(key, value)
    return first


def _named(entry: Entry) -> tuple[str, ...]:
    if isinstance(entry, Story):
        if not names_person(entry.consent):
            return ()
        quoted = entry.quote.by if entry.quote else None
        return tuple(dict.fromkeys(who for who in (entry.customer, quoted) if isinstance(who, str) and who))
    if isinstance(entry, PressUpdate) and isinstance(entry.contact, str):
        return (entry.contact,)
    return ()


def _reading_order(entry: Entry) -> tuple[bool, int, float, str]:
    published = entry.date.at.timestamp() if entry.date else 0.0
    return (entry.order is None, entry.order or 0, published, entry.permalink)


def neighbours(shelf: Sequence[Entry]) -> dict[str, tuple[Entry | None, Entry | None]]:
    """For each permalink of a list that is newest first: the next newer and the next older entry."""
    bookended = (None, *shelf, None)
    return {entry.permalink: (bookended[n], bookended[n + 2]) for n, entry in enumerate(shelf)}


def related(index: Index, by_source: Mapping[str, Entry], weights: Weights = _USUAL) -> dict[str, tuple[Entry, ...]]:
    """For each permalink up to three entries: those the author named, then those that share most, the rare above all.

    Only the neighbours of an entry in each list are weighed, never all pairs: the cost grows with the number of
    entries.
    """
    listed = {entry.source: entry for entry in index.dated}
    found = _weigh(index, weights)
    apart = not weights.series
    return {
        entry.permalink: _best(entry, found.get(entry.permalink, {}), listed, by_source, apart=apart)
        for entry in index.dated
    }


def _weigh(index: Index, weights: Weights) -> dict[str, dict[str, float]]:
    """Permalink to source to weight: over all that two entries share, its kind's weight times log(1 + N / n)."""
    found: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    total = len(index.dated)
    for weight, reach, shelves in _shelves(index, weights):
        for shelf in shelves:
            own = weight * math.log(1 + total / len(shelf))
            for at, entry in enumerate(shelf):
                row = found[entry.permalink]
                for other in shelf[max(0, at - reach) : at + reach + 1]:
                    if other is not entry:
                        row[other.source] += own
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
    shelves = _grouped((word, entry) for entry in entries for word in dict.fromkeys(_words(entry.title)))
    most = max(2, len(entries) // _COMMON)
    return (shelf for shelf in shelves.values() if 1 < len(shelf) <= most)


def _words(title: str) -> list[str]:
    return _WORD.findall(title.casefold())


def _best(
    entry: Entry,
    weights: Mapping[str, float],
    listed: Mapping[str, Entry],
    by_source: Mapping[str, Entry],
    *,
    apart: bool,
) -> tuple[Entry, ...]:
    """`apart` leaves out the entry's own series, which stands on its page already."""
    named = [listed[source] for source in related_sources(entry, by_source) if source in listed]
    ranked = sorted(weights, key=lambda source: (-weights[source], source))
    sharing = [
        listed[source] for source in ranked if not (apart and entry.series and listed[source].series == entry.series)
    ]
    chosen = {other.permalink: other for other in [*named, *sharing[:_RELATED]]}
    return tuple(chosen.values())[: max(_RELATED, len(named))]


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

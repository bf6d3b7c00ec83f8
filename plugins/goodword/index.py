"""The listed entries of a moment, arranged every way a reader may look for them. Linear in their number."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import TypeVar

from msgspec import Struct

from goodword.entries import DATED, Entry, Person, PressUpdate, Profile, Section, Story
from goodword.gate import is_built, is_listed, names_person
from goodword.paths import slugify

K = TypeVar("K")


class Index(Struct, frozen=True):
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
        by_section=grouped((entry.section, entry) for entry in dated),
        by_tag=grouped((slugify(tag), entry) for entry in dated for tag in dict.fromkeys(entry.tags)),
        tags=_first((slugify(tag), tag) for entry in dated for tag in entry.tags),
        by_person=grouped((id, entry) for entry in dated for id in entry.authors if id in people),
        about_person=grouped((id, entry) for entry in dated for id in _named(entry)),
        by_year=grouped((entry.date.day.year, entry) for entry in dated if entry.date),
        by_series={
            name: tuple(sorted(shelf, key=_reading_order))
            for name, shelf in grouped((entry.series, entry) for entry in dated if entry.series).items()
        },
        introductions={entry.permalink: entry for entry in listed if entry.kind == "page"},
        profiles=frozenset(entry.person for entry in listed if isinstance(entry, Profile)),
    )


def grouped(pairs: Iterable[tuple[K, Entry]]) -> dict[K, tuple[Entry, ...]]:
    """Entries by key, in the order they come."""
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

"""The phrases of one language, as its data file has them.

Patterns, in which `{date}` stands for a day that is named, `{year}` for one that is a bare year, and `{span}` for
several days of which the last is meant. One that begins with `^` is about the beginning of a sentence, all of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from msgspec import Struct, field


class Phrases(Struct, frozen=True, kw_only=True):
    """Plain values, so that they cross into other processes and into the digests of a cache."""

    months: tuple[tuple[str, int], ...] = ()
    """Names in small letters, and which month they are."""
    seasons: tuple[tuple[str, int, int], ...] = ()
    """Names, with month and day on which the latest of them ends; winter ends in the year after."""
    weekdays: tuple[str, ...] = ()
    ordinal: str = ""
    """A pattern for what may follow the number of a day, as in `3rd`."""
    of: str = ""
    """The word between a day and its month, as in `3rd of May`."""
    to: str = ""
    """A pattern for the word between the first and the last of several days, as in `3 to 5 May`."""
    patterns: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """By kind of claim: promise, now, year, as-of, follow-up."""
    void: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """By kind of claim: what makes a sentence none, such as history or a guess."""
    needs: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """By kind of claim: words in small letters, of which one is in every sentence that can make it."""
    gap: str = ""
    """A pattern for words that may stand between a phrase and its date."""
    after_year: str = ""
    """A pattern for what follows a bare year that is a year, and not a number of things."""
    versions: tuple[str, ...] = field(default=())
    """Versions of the site's own list that have been superseded."""

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of claims the language has phrases for."""
        return tuple(kind for kind, _ in self.patterns)


NO_PHRASES = Phrases()


def phrases_from(data: Mapping[str, Any], versions: tuple[str, ...] = ()) -> Phrases:
    """The phrases of a data file. Raises KeyError and ValueError for one that is none."""
    return Phrases(
        months=tuple((str(name), int(number)) for name, number in data["months"].items()),
        seasons=tuple((str(name), int(end[0]), int(end[1])) for name, end in data["seasons"].items()),
        weekdays=tuple(data["weekdays"]),
        ordinal=data["ordinal"],
        of=data["of"],
        to=data.get("to", ""),
        patterns=tuple((str(kind), tuple(texts)) for kind, texts in data["phrases"].items()),
        void=tuple((str(kind), tuple(texts)) for kind, texts in data["void"].items()),
        needs=tuple((str(kind), tuple(words)) for kind, words in data["needs"].items()),
        gap=data["gap"],
        after_year=data["after_year"],
        versions=versions,
    )

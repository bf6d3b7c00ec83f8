"""Claims about time in sentences, by anchored phrases. Silence is better than a false alarm."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import cached_property, lru_cache
from itertools import accumulate

from msgspec import Struct

from goodword.claims.copyrights import copyright_in
from goodword.claims.days import beginning, last_day, pattern
from goodword.claims.phrases import Phrases

_SHOWN = 160
"""Characters of a sentence that are kept: enough to find it again."""
_HINT = re.compile(r"\d\d{3}")
"""Four digits, written so that a search skips to the first: what follows a mark of copyright."""
_YEAR = re.compile(r"(?:19|20)\d\d")
"""What every day in prose has (`goodword.claims.days`)."""
_LONGEST_DAY = 64
"""Characters before a year: `Wednesday, the 31st of August to Friday, the 30th of September, 2025`."""
DATED = ("promise", "as-of")
"""Kinds of claims that name a day."""
_DAY, _BARE_YEAR, _SPAN = "\U00013000", "\U00013001", "\U00013002"
"""Letters that nobody writes: each stands for a day, so that patterns are about the words around it, and short."""
_NOBODYS = str.maketrans(dict.fromkeys((_DAY, _BARE_YEAR, _SPAN), "x"))
_MEANT = {"{date}": f"[{_DAY}{_BARE_YEAR}{_SPAN}]", "{span}": _SPAN}
"""What of a pattern names the day of a claim."""


class Claim(Struct, frozen=True, array_like=True):
    """Something a sentence says about time."""

    kind: str
    """`promise`, `now`, `year`, `as-of`, `follow-up`, `copyright` or `version`."""
    words: str
    """The phrase as it stands."""
    sentence: str
    """At most 160 characters of the sentence."""
    day: date | None = None
    """The last day it can mean."""


def claims(sentences: Iterable[str], phrases: Phrases) -> tuple[Claim, ...]:
    """Every claim, in the order of the sentences; of one kind at most one in a sentence."""
    listed = list(sentences)
    hints = _Hints.in_texts(listed, phrases)
    return tuple(
        claim
        for number in sorted(hints.all)
        for claim in (
            *_without_language(listed[number], hints.versions.get(number, ()), has_year=number in hints.marked),
            *_spoken(listed[number], hints.kinds.get(number, ()), phrases),
        )
    )


def worth_reading(texts: Sequence[str], phrases: Phrases) -> list[int]:
    """The numbers of the texts in which a sentence could claim something: most have not one word that it takes."""
    return sorted(_Hints.in_texts(texts, phrases).all)


class _Hints(Struct, frozen=True):
    """By the number of a text, what it holds without which there is no claim."""

    marked: set[int]
    """Those with a number of four digits."""
    kinds: dict[int, list[_Kind]]
    versions: dict[int, list[str]]

    @classmethod
    def in_texts(cls, texts: Sequence[str], phrases: Phrases) -> _Hints:
        lowered = [text.lower() for text in texts]
        joined = "\n".join(lowered)
        starts = list(accumulate((len(text) + 1 for text in lowered), initial=0))
        marked = _numbers((match.start() for match in _HINT.finditer(joined)), starts)
        years = _numbers((match.start() for match in _YEAR.finditer(joined)), starts) if marked else set[int]()
        kinds: dict[int, list[_Kind]] = {}
        for kind in _kinds(phrases):
            for number in years if kind.name in DATED else _holding(kind.needs, joined, starts):
                kinds.setdefault(number, []).append(kind)
        versions: dict[int, list[str]] = {}
        for version in phrases.versions:
            for number in _holding([version.lower()], joined, starts):
                versions.setdefault(number, []).append(version)
        return cls(marked, kinds, versions)

    @property
    def all(self) -> set[int]:
        """Every text that holds anything."""
        return self.marked | self.kinds.keys() | self.versions.keys()


def _holding(words: Iterable[str], text: str, starts: Sequence[int]) -> set[int]:
    """The numbers of the texts that hold one of some words; most hold none, and are not looked at one by one."""
    return _numbers((place for word in words for place in _places(word, text)), starts)


def _places(word: str, text: str) -> Iterator[int]:
    at = text.find(word)
    while at >= 0:
        yield at
        at = text.find(word, at + max(1, len(word)))


def _numbers(places: Iterable[int], starts: Sequence[int]) -> set[int]:
    """The numbers of the texts in which places lie, when they are joined; they begin at `starts`."""
    return {number for place in places if (number := bisect_right(starts, place) - 1) < len(starts) - 1}


def _without_language(sentence: str, versions: Iterable[str], *, has_year: bool) -> Iterator[Claim]:
    found = copyright_in(sentence) if has_year else None
    if found:
        yield Claim("copyright", found.words, sentence[:_SHOWN], date(found.year, 12, 31))
    for version in versions:
        if re.search(rf"(?<![\w.]){re.escape(version)}(?![\w]|\.\d)", sentence):
            yield Claim("version", version, sentence[:_SHOWN])


def _spoken(sentence: str, kinds: Iterable[_Kind], phrases: Phrases) -> Iterator[Claim]:
    dated: _Dated | None = None
    for kind in kinds:
        if kind.name not in DATED:
            if (match := kind.found_in(sentence)) is not None:
                yield Claim(kind.name, match.group().strip(), sentence[:_SHOWN])
            continue
        dated = dated or _Dated.of(sentence, phrases)
        match = kind.found_in(dated.text)
        day = last_day(dated.day(match), phrases) if match else None
        if match and day:
            yield Claim(kind.name, dated.written(*match.span()).strip(), sentence[:_SHOWN], day)


class _Dated(Struct, frozen=True):
    """A sentence in which one letter stands for each day."""

    sentence: str
    text: str
    days: tuple[tuple[int, int], ...]
    """Where each day stands in the sentence."""

    @classmethod
    def of(cls, sentence: str, phrases: Phrases) -> _Dated:
        days = tuple(_days_in(sentence, *_date(phrases)))
        parts, at = [], 0
        for day in days:
            parts += [sentence[at : day.start()].translate(_NOBODYS), _letter(day)]
            at = day.end()
        text = "".join([*parts, sentence[at:].translate(_NOBODYS)])
        return cls(sentence, text, tuple(day.span() for day in days))

    def day(self, match: re.Match[str]) -> str:
        """The day that the first of a pattern's `{date}` or `{span}` stands for."""
        place = next(match.start(name) for name, text in match.groupdict().items() if text)
        start, end = self.days[self._before(place)]
        return self.sentence[start:end]

    def written(self, start: int, end: int) -> str:
        """A part of the text as it stands in the sentence."""
        return self.sentence[self._place(start) : self._place(end)]

    def _before(self, place: int) -> int:
        return sum(self.text.count(letter, 0, place) for letter in (_DAY, _BARE_YEAR, _SPAN))

    def _place(self, place: int) -> int:
        return place + sum(end - start - 1 for start, end in self.days[: self._before(place)])


class _Kind(Struct, frozen=True, dict=True):
    """A kind of claim. Its patterns are long, and compiled when a sentence could match one."""

    name: str
    phrases: Phrases

    @cached_property
    def needs(self) -> Sequence[str]:
        """Words of which a sentence must have one."""
        return dict(self.phrases.needs).get(self.name, ("",))

    def found_in(self, text: str) -> re.Match[str] | None:
        """What makes the claim in a text, unless something makes it none."""
        match = self.wanted.search(text)
        return None if match and any(void.search(text) for void in self.void) else match

    @cached_property
    def wanted(self) -> _Wanted:
        """What makes the claim."""
        return _Wanted.of(dict(self.phrases.patterns)[self.name], self.phrases.gap)

    @cached_property
    def void(self) -> tuple[re.Pattern[str], ...]:
        """What makes it none: one by one, because each then skips to the letters that it can begin with."""
        return tuple(_any([text], self.phrases.gap) for text in dict(self.phrases.void).get(self.name, ()))


class _Wanted(Struct, frozen=True):
    """Several patterns as two: those for the beginning of a sentence need not be tried at each of its letters."""

    first: re.Pattern[str]
    anywhere: re.Pattern[str]

    @classmethod
    def of(cls, texts: Iterable[str], gap: str) -> _Wanted:
        listed = list(texts)
        return cls(
            _any((text for text in listed if text.startswith("^")), gap),
            _any((text for text in listed if not text.startswith("^")), gap),
        )

    def search(self, text: str) -> re.Match[str] | None:
        """What one of them matches."""
        return self.first.match(text) or self.anywhere.search(text)


@lru_cache(maxsize=8)
def _kinds(phrases: Phrases) -> tuple[_Kind, ...]:
    return tuple(_Kind(name, phrases) for name, _ in phrases.patterns)


def _letter(day: re.Match[str]) -> str:
    if day.lastindex:
        return _SPAN
    return _BARE_YEAR if day.group().isdigit() else _DAY


def _days_in(sentence: str, date: re.Pattern[str], beginning: re.Pattern[str]) -> Iterator[re.Match[str]]:
    """Where days stand: each ends with its year or begins with it, and only the words before one are looked at."""
    over = 0
    for year in _YEAR.finditer(sentence):
        words = beginning.finditer(sentence, max(over, year.start() - _LONGEST_DAY), year.end())
        found = (day for word in words if (day := date.match(sentence, word.start())) and day.end() >= year.end())
        if year.start() >= over and (day := next(found, None)):
            yield day
            over = day.end()


@lru_cache(maxsize=8)
def _date(phrases: Phrases) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """A day, and how one begins."""
    return re.compile(pattern(phrases), re.IGNORECASE), re.compile(beginning(phrases))


def _any(texts: Iterable[str], gap: str) -> re.Pattern[str]:
    """One pattern of several; each `{date}` and `{span}` is a group of its own."""
    filled: list[str] = []
    for text in texts:
        parts = re.split(r"(\{date\}|\{span\})", text.replace("{gap}", gap).replace("{year}", _BARE_YEAR))
        for n in range(1, len(parts), 2):
            parts[n] = f"(?P<date{len(filled)}x{n}>{_MEANT[parts[n]]})"
        filled.append("".join(parts))
    return re.compile("|".join(f"(?:{text})" for text in filled) or "(?!)", re.IGNORECASE)

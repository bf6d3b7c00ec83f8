"""Claims about time in sentences, by anchored phrases. Silence is better than a false alarm."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import accumulate

from goodword.claims.copyrights import copyright_in
from goodword.claims.days import last_day, pattern
from goodword.claims.phrases import Phrases

_SHOWN = 160
"""Characters of a sentence that are kept: enough to find it again."""
_HINT = re.compile(r"\d\d{3}")
"""Four digits, written so that a search skips to the first."""
DATED = ("promise", "as-of")
"""Kinds of claims that name a day."""


@dataclass(frozen=True, slots=True)
class Claim:
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
    lowered = [sentence.lower() for sentence in listed]
    text = "\n".join(lowered)
    starts = list(accumulate((len(sentence) + 1 for sentence in lowered), initial=0))
    years = _numbers((match.start() for match in _HINT.finditer(text)), starts)
    asked: dict[int, list[_Kind]] = {number: [] for number in years}
    for kind in _compiled(phrases) if phrases.patterns else ():
        for number in years if kind[0] in DATED else _holding(kind[1], text, starts):
            asked.setdefault(number, []).append(kind)
    versions: dict[int, list[str]] = {}
    for version in phrases.versions:
        for number in _holding([version.lower()], text, starts):
            versions.setdefault(number, []).append(version)
    return tuple(
        claim
        for number in sorted(asked.keys() | versions.keys())
        for claim in (
            *_without_language(listed[number], versions.get(number, ()), has_year=number in years),
            *_spoken(listed[number], asked.get(number, ()), phrases),
        )
    )


def _holding(words: Iterable[str], text: str, starts: Sequence[int]) -> set[int]:
    """The numbers of the sentences that hold one of some words; most hold none, and are not looked at one by one."""
    return _numbers((place for word in words for place in _places(word, text)), starts)


def _places(word: str, text: str) -> Iterator[int]:
    at = text.find(word)
    while at >= 0:
        yield at
        at = text.find(word, at + max(1, len(word)))


def _numbers(places: Iterable[int], starts: Sequence[int]) -> set[int]:
    """The numbers of the sentences in which places of a text lie; the sentences begin at `starts`."""
    return {number for place in places if (number := bisect_right(starts, place) - 1) < len(starts) - 1}


def _without_language(sentence: str, versions: Iterable[str], *, has_year: bool) -> Iterator[Claim]:
    found = copyright_in(sentence) if has_year else None
    if found:
        yield Claim("copyright", found.words, sentence[:_SHOWN], date(found.year, 12, 31))
    for version in versions:
        if re.search(rf"(?<![\w.]){re.escape(version)}(?![\w]|\.\d)", sentence):
            yield Claim("version", version, sentence[:_SHOWN])


def _spoken(sentence: str, kinds: Iterable[_Kind], phrases: Phrases) -> Iterator[Claim]:
    for kind, _, wanted, void in kinds:
        match = wanted.search(sentence)
        if match is None or (void and void.search(sentence)):
            continue
        day = last_day(_date_in(match), phrases) if kind in DATED else None
        if day or kind not in DATED:
            yield Claim(kind, match.group().strip(), sentence[:_SHOWN], day)


_Kind = tuple[str, Sequence[str], re.Pattern[str], re.Pattern[str] | None]
"""A kind of claim, words of which it has one, what makes it, and what makes it none."""


def _date_in(match: re.Match[str]) -> str:
    return next(text for name, text in match.groupdict().items() if text and name.startswith("date"))


@lru_cache(maxsize=8)
def _compiled(phrases: Phrases) -> tuple[_Kind, ...]:
    day = pattern(phrases)
    void, needs = dict(phrases.void), dict(phrases.needs)
    return tuple(
        (
            kind,
            needs.get(kind, ("",)),
            _any(texts, day, phrases.gap),
            _any(void[kind], day, phrases.gap) if void.get(kind) else None,
        )
        for kind, texts in phrases.patterns
    )


def _any(texts: Iterable[str], day: str, gap: str) -> re.Pattern[str]:
    """One pattern of several; each `{date}` is a group of its own."""
    filled: list[str] = []
    for text in texts:
        parts = text.replace("{gap}", gap).split("{date}")
        filled.append(parts[0] + "".join(f"(?P<date{len(filled)}x{n}>{day}){part}" for n, part in enumerate(parts[1:])))
    return re.compile("|".join(f"(?:{text})" for text in filled), re.IGNORECASE)

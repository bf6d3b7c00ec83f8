"""Claims about time in sentences, by anchored phrases. Silence is better than a false alarm."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from goodword.claims.days import last_day, pattern
from goodword.claims.phrases import Phrases

_SHOWN = 160
"""Characters of a sentence that are kept: enough to find it again."""
_COPYRIGHT = re.compile(
    r"(?:©|\(c\)|\bcopyright\b)[\s©]*(?:\d{4}\s?[-–—]\s?)?(\d{4})\b(?!\s?[-–—]\s?\d)", re.IGNORECASE
)
_HINT = re.compile(r"\d{4}")
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
    if not phrases.patterns:
        return tuple(claim for sentence in sentences for claim in _without_language(sentence, phrases))
    return tuple(
        claim
        for sentence in sentences
        for claim in (*_without_language(sentence, phrases), *_spoken(sentence, phrases))
    )


def _without_language(sentence: str, phrases: Phrases) -> Iterator[Claim]:
    if match := _COPYRIGHT.search(sentence):
        yield Claim("copyright", match.group(), sentence[:_SHOWN], date(int(match.group(1)), 12, 31))
    for version in phrases.versions:
        if re.search(rf"(?<![\w.]){re.escape(version)}(?![\w]|\.\d)", sentence):
            yield Claim("version", version, sentence[:_SHOWN])


def _spoken(sentence: str, phrases: Phrases) -> Iterator[Claim]:
    has_year = bool(_HINT.search(sentence))
    for kind, wanted, void in _compiled(phrases):
        if kind in DATED and not has_year:
            continue
        match = wanted.search(sentence)
        if match is None or (void and void.search(sentence)):
            continue
        day = last_day(_date_in(match), phrases) if kind in DATED else None
        if day or kind not in DATED:
            yield Claim(kind, match.group(), sentence[:_SHOWN], day)


def _date_in(match: re.Match[str]) -> str:
    return next(text for name, text in match.groupdict().items() if text and name.startswith("date"))


@lru_cache(maxsize=8)
def _compiled(phrases: Phrases) -> tuple[tuple[str, re.Pattern[str], re.Pattern[str] | None], ...]:
    day = pattern(phrases)
    void = dict(phrases.void)
    return tuple(
        (kind, _any(texts, day, phrases.gap), _any(void[kind], day, phrases.gap) if void.get(kind) else None)
        for kind, texts in phrases.patterns
    )


def _any(texts: Iterable[str], day: str, gap: str) -> re.Pattern[str]:
    """One pattern of several; each `{date}` is a group of its own."""
    filled: list[str] = []
    for text in texts:
        parts = text.replace("{gap}", gap).split("{date}")
        filled.append(parts[0] + "".join(f"(?P<date{len(filled)}x{n}>{day}){part}" for n, part in enumerate(parts[1:])))
    return re.compile("|".join(f"(?:{text})" for text in filled), re.IGNORECASE)

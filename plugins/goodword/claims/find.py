"""Claims about time in sentences, by anchored phrases. Silence is better than a false alarm."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from goodword.claims.copyrights import copyright_in
from goodword.claims.days import last_day, pattern
from goodword.claims.phrases import Phrases

_SHOWN = 160
"""Characters of a sentence that are kept: enough to find it again."""
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
    listed = list(sentences)
    text = "\n".join(listed).lower()
    kinds = [
        (kind, [word for word in needs if word in text], wanted, void)
        for kind, needs, wanted, void in (_compiled(phrases) if phrases.patterns else ())
    ]
    versions = [version for version in phrases.versions if version.lower() in text]
    return tuple(
        claim
        for sentence in listed
        for claim in (*_without_language(sentence, versions), *_spoken(sentence, kinds, phrases))
    )


def _without_language(sentence: str, versions: Iterable[str]) -> Iterator[Claim]:
    found = copyright_in(sentence) if _HINT.search(sentence) else None
    if found:
        yield Claim("copyright", found.words, sentence[:_SHOWN], date(found.year, 12, 31))
    for version in versions:
        if re.search(rf"(?<![\w.]){re.escape(version)}(?![\w]|\.\d)", sentence):
            yield Claim("version", version, sentence[:_SHOWN])


def _spoken(sentence: str, kinds: Iterable[_Kind], phrases: Phrases) -> Iterator[Claim]:
    has_year, lowered = bool(_HINT.search(sentence)), sentence.lower()
    for kind, needs, wanted, void in kinds:
        if not (has_year if kind in DATED else any(word in lowered for word in needs)):
            continue
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

"""What a check needs of the whole catalogue, and how it says what it found."""

from __future__ import annotations

import heapq
from collections.abc import Collection, Iterator, Mapping, Sequence
from difflib import SequenceMatcher, get_close_matches
from typing import Protocol

from goodword import paths
from goodword.entries import Attachment, Company, Entry, Offer, Person, Response, Section, Testimonial
from goodword.problems import Place, Problem, Severity, problem_at
from goodword.references import is_taken_for_an_address

_MOST_WEIGHED = 100


class Catalogue(Protocol):
    """What the checks need of the catalogue."""

    @property
    def entries(self) -> Sequence[Entry]: ...
    @property
    def by_source(self) -> Mapping[str, Entry]: ...
    @property
    def people(self) -> Mapping[str, Person]: ...
    @property
    def testimonials(self) -> Sequence[Testimonial]: ...
    @property
    def responses(self) -> Sequence[Response]: ...
    @property
    def sayings(self) -> Sequence[Testimonial | Response]: ...
    @property
    def offers(self) -> Sequence[Offer]: ...
    @property
    def attachments(self) -> Sequence[Attachment]: ...
    @property
    def company(self) -> Company | None: ...
    @property
    def sections(self) -> Sequence[Section]: ...
    @property
    def allowed_tags(self) -> Sequence[str]: ...

    def identity(self, entry: Entry) -> str: ...


def at(
    entry: Entry,
    where: str | Place,
    code: str,
    message: str,
    hint: str,
    *,
    severity: Severity = Severity.ERROR,
) -> Problem:
    """A problem at the value of an entry's key, or at a place of its file; in a draft it is a warning."""
    softened = Severity.WARNING if entry.draft and severity is Severity.ERROR else severity
    place = entry.place(where) if isinstance(where, str) else where
    return problem_at(place, entry.source, code, message, hint, severity=softened)


def meant(word: str, known: Collection[str]) -> str:
    """Did you mean ...? Of many candidates only those that resemble the word in length are weighed.

    Of paths the name must resemble as well: a folder and an ending that many files share say nothing of which is meant.
    """
    found = next(_close(word, known), "")
    return f"Did you mean '{found}'?" if found else ""


def meant_file(word: str, known: Collection[str], source: str) -> str:
    """Did you mean ...? Of paths of the content folder, written as the file `source` names them."""
    found = next((name for name in _close(word, known) if not is_taken_for_an_address(name)), "")
    return f"Did you mean '{paths.reference(source, found)}'?" if found else ""


def _close(word: str, known: Collection[str]) -> Iterator[str]:
    pool = known if len(known) <= _MOST_WEIGHED else _of_like_length(word, known)
    close = get_close_matches(word, pool, n=3, cutoff=0.7)
    return (name for name in close if "/" not in name or _is_like(_stem(word), _stem(name)))


def _stem(path: str) -> str:
    return path.rpartition("/")[2].partition(".")[0]


def _is_like(one: str, other: str) -> bool:
    return SequenceMatcher(None, one, other).ratio() >= 0.5


def _of_like_length(word: str, known: Collection[str]) -> list[str]:
    alike = [name for name in known if name[:1] == word[:1] or name.rpartition("/")[2] == word.rpartition("/")[2]]
    return heapq.nsmallest(_MOST_WEIGHED, alike, key=lambda name: (abs(len(name) - len(word)), name))

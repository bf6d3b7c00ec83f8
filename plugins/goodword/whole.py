"""What a check needs of the whole catalogue, and how it says what it found."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from goodword.entries import Attachment, Company, Entry, Person, Section, Testimonial
from goodword.problems import Problem, Severity, problem_at


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
    def attachments(self) -> Sequence[Attachment]: ...
    @property
    def company(self) -> Company | None: ...
    @property
    def sections(self) -> Sequence[Section]: ...
    @property
    def allowed_tags(self) -> Sequence[str]: ...

    def identity(self, entry: Entry) -> str: ...


def at(entry: Entry, key: str, code: str, message: str, hint: str, *, severity: Severity = Severity.ERROR) -> Problem:
    """A problem at the value of an entry's key; in a draft it is a warning."""
    softened = Severity.WARNING if entry.draft and severity is Severity.ERROR else severity
    return problem_at(entry.place(key), entry.source, code, message, hint, severity=softened)

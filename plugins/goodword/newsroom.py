"""Which files a newsroom offers beside its pages, and where they stand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from goodword.entries import Company, Entry, KitFile, PressUpdate, Section

KIT, TEXT = "kit.zip", "release.txt"
TYPES = ("release", "statement", "award", "coverage")
FILTERS = ("year", "type", "topic")
"""Folders below a press section in which its filtered lists stand."""


def newsroom(sections: Iterable[Section]) -> Section | None:
    """The section that journalists are sent to: the first of the kind press."""
    return next((section for section in sections if section.kind == "press"), None)


def firm_kit(company: Company | None, sections: Iterable[Section]) -> tuple[str, tuple[KitFile, ...]]:
    """Where the firm's own kit stands, and its files; nothing where there is none, or no newsroom."""
    room = newsroom(sections)
    return (f"{room.url}{KIT}", company.kit) if company and company.kit and room else ("", ())


def own_kit(entry: Entry) -> tuple[str, tuple[KitFile, ...]]:
    """Where the kit of one press update stands, and its files; nothing where it names none."""
    return (f"{entry.permalink}{KIT}", entry.kit) if isinstance(entry, PressUpdate) and entry.kit else ("", ())


def plain_text(entry: Entry) -> str:
    """Where the plain text of what the firm says itself stands; nothing for anything else."""
    return f"{entry.permalink}{TEXT}" if isinstance(entry, PressUpdate) and entry.is_own else ""


def claims(entries: Iterable[Entry], sections: Sequence[Section], company: Company | None) -> Iterator[tuple[str, str]]:
    """Where a file of the newsroom stands or may come to stand, and whose it is."""
    path, _ = firm_kit(company, sections)
    if path:
        yield path, "company.yml"
    for entry in entries:
        for path in filter(None, (own_kit(entry)[0], plain_text(entry))):
            yield path, entry.source

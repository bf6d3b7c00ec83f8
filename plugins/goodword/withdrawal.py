"""What becomes of a person's words when they take back their leave in people.yml: one line withholds them all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TypeVar

from goodword.entries import (
    Company,
    Consent,
    Entry,
    Event,
    KitFile,
    Person,
    PressUpdate,
    Profile,
    Response,
    Story,
    Testimonial,
)

_WITHDRAWN = Consent(withdrawn=True)
S = TypeVar("S", Testimonial, Response)


def withdrawn(people: Mapping[str, Person]) -> frozenset[str]:
    """The ids and the names of those who want none of their words shown: a file may write a person out."""
    gone = {id: person for id, person in people.items() if person.consent and person.consent.withdrawn}
    return frozenset(gone) | {person.name for person in gone.values() if person.name}


def portraits(people: Mapping[str, Person]) -> frozenset[str]:
    """Photographs of those who took back their leave, which no page, kit or pattern publishes any more.

    A picture that is somebody else's portrait as well is theirs to show.
    """
    taken = {True: set[str](), False: set[str]()}
    for person in people.values():
        if person.photo:
            taken[person.consent is not None and person.consent.withdrawn].add(person.photo.src)
    return frozenset(taken[True] - taken[False])


def without(entry: Entry, gone: frozenset[str], pictures: frozenset[str] = frozenset()) -> Entry:
    """The entry without them: withheld where it is theirs, or about them; else nothing of it names or shows them."""
    if not gone:
        return entry
    if entry.image and entry.image.src in pictures:
        entry = replace(entry, image=None)
    if isinstance(entry, PressUpdate):
        entry = replace(entry, kit=_kept(entry.kit, pictures))
    if gone & _speakers(entry):
        return replace(entry, consent=_WITHDRAWN)
    if isinstance(entry, PressUpdate) and _called(entry.contact) in gone:
        entry = replace(entry, contact=None)
    if isinstance(entry, Event) and gone & {*entry.authors}:
        entry = replace(entry, authors=tuple(id for id in entry.authors if id not in gone))
    return entry


def _speakers(entry: Entry) -> set[str]:
    """Whose words an entry holds, by id or name."""
    found = set() if isinstance(entry, Event) else {*entry.authors}
    if isinstance(entry, Profile):
        found.add(entry.person)
    if isinstance(entry, Story):
        named = (entry.customer, entry.quote.by if entry.quote else None)
        found |= {_called(who) for who in named}
    return found


def _called(who: str | Person | None) -> str:
    """A person's id, or the name of one who is written out."""
    return who.name if isinstance(who, Person) else who or ""


def unsaid(said: S, gone: frozenset[str]) -> S:
    """Somebody's words, withheld where they are theirs."""
    return replace(said, consent=_WITHDRAWN) if _called(said.by) in gone else said


def firm_without(
    company: Company | None, gone: frozenset[str], pictures: frozenset[str] = frozenset()
) -> Company | None:
    """The firm, which sends nobody to them and gives nobody their photograph."""
    if company is None or not gone:
        return company
    return replace(
        company,
        press_contact="" if company.press_contact in gone else company.press_contact,
        contacts=tuple(contact for contact in company.contacts if contact.name not in gone),
        kit=_kept(company.kit, pictures),
    )


def _kept(kit: tuple[KitFile, ...], pictures: frozenset[str]) -> tuple[KitFile, ...]:
    return tuple(file for file in kit if file.src not in pictures)

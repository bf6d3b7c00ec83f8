"""What becomes of a person's words when they take back their leave in people.yml: one line withholds them all."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

from msgspec import Struct
from msgspec.structs import replace

from goodword.entries import (
    Block,
    Company,
    Consent,
    ElsewhereCall,
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
from goodword.paths import same_place

_WITHDRAWN = Consent(withdrawn=True)
S = TypeVar("S", Testimonial, Response)


class Gone(Struct, frozen=True):
    """Those who want none of their words shown, by id, and by name where a file writes a person out."""

    ids: frozenset[str] = frozenset()
    """Their names as well, for where a file has one in the place of an id."""
    names: frozenset[str] = frozenset()
    """As `_folded` has them."""
    pictures: frozenset[str] = frozenset()
    """Their photographs, as `portraits` gives them."""

    def __contains__(self, who: str | Person | None) -> bool:
        return _folded(who.name) in self.names if isinstance(who, Person) else who in self.ids

    def __bool__(self) -> bool:
        return bool(self.ids)


def withdrawn(people: Mapping[str, Person]) -> Gone:
    """Everybody who took back their leave."""
    gone = {id: person for id, person in people.items() if person.consent and person.consent.withdrawn}
    names = frozenset(person.name for person in gone.values() if person.name)
    return Gone(names.union(gone), frozenset(map(_folded, names)), portraits(people))


def _folded(name: str) -> str:
    """A name whatever its case, its Unicode form and the white space in it: who typed it twice typed it differently."""
    return " ".join(same_place(name).split())


def portraits(people: Mapping[str, Person]) -> frozenset[str]:
    """Photographs of those who took back their leave, which no page, kit or pattern publishes any more.

    A picture that is somebody else's portrait as well is theirs to show.
    """
    taken = {True: set[str](), False: set[str]()}
    for person in people.values():
        if person.photo:
            taken[person.consent is not None and person.consent.withdrawn].add(person.photo.src)
    return frozenset(taken[True] - taken[False])


def without(entry: Entry, gone: Gone) -> Entry:
    """The entry without them: withheld where it is theirs, or about them; else nothing of it names or shows them."""
    if not gone:
        return entry
    entry = _unseen(entry, gone.pictures)
    if any(who in gone for who in _speakers(entry)):
        return replace(entry, consent=_WITHDRAWN)
    if isinstance(entry, PressUpdate) and entry.contact in gone:
        entry = replace(entry, contact=None)
    if isinstance(entry, Event) and gone.ids & {*entry.authors}:
        entry = replace(entry, authors=tuple(id for id in entry.authors if id not in gone))
    return entry


def _unseen(entry: Entry, pictures: frozenset[str]) -> Entry:
    """The entry without their photographs: as its picture, in its kit, before a film begins."""
    if pictures.isdisjoint(entry.files()):
        return entry
    entry = replace(
        entry,
        image=None if entry.image and entry.image.src in pictures else entry.image,
        media=tuple(replace(one, poster="") if one.poster in pictures else one for one in entry.media),
        blocks=tuple(_unposted(block, pictures) for block in entry.blocks),
    )
    return replace(entry, kit=_kept(entry.kit, pictures)) if isinstance(entry, PressUpdate) else entry


def _unposted(block: Block, pictures: frozenset[str]) -> Block:
    call = block.call
    if isinstance(call, ElsewhereCall) and call.poster in pictures:
        return replace(block, call=replace(call, poster=""))
    return block


def _speakers(entry: Entry) -> list[str | Person | None]:
    """Whose words an entry holds."""
    found: list[str | Person | None] = [] if isinstance(entry, Event) else [*entry.authors]
    if isinstance(entry, Profile):
        found.append(entry.person)
    if isinstance(entry, Story):
        found += [entry.customer, entry.quote.by if entry.quote else None]
    return found


def unsaid(said: S, gone: Gone) -> S:
    """Somebody's words, withheld where they are theirs."""
    return replace(said, consent=_WITHDRAWN) if said.by in gone else said


def firm_without(company: Company | None, gone: Gone) -> Company | None:
    """The firm, which sends nobody to them and gives nobody their photograph."""
    if company is None or not gone:
        return company
    return replace(
        company,
        logo="" if company.logo in gone.pictures else company.logo,
        press_contact="" if company.press_contact in gone else company.press_contact,
        contacts=tuple(contact for contact in company.contacts if contact not in gone),
        kit=_kept(company.kit, gone.pictures),
    )


def _kept(kit: tuple[KitFile, ...], pictures: frozenset[str]) -> tuple[KitFile, ...]:
    return tuple(file for file in kit if file.src not in pictures)

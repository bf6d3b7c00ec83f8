"""People and their own pages: what each says of the other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from msgspec.structs import replace

from goodword.entries import Entry, Person, Profile
from goodword.people import profile_page
from goodword.reader import Read


def merged(known: Person | None, own: Person, page: Entry) -> Person:
    """A person as the data files know them, with what their own page tells."""
    name = own.name if known is None or "name" in page.places else known.name
    if known is None:
        own = own if "name" in page.places else replace(own, name=page.title or own.name)
        return replace(own, profile=True)
    told = {key: getattr(own, key) for key in Person.__struct_fields__ if key in page.places and getattr(own, key)}
    return replace(known, **{**told, "name": name, "profile": True, "biography": own.biography})


def with_profiles(pages: Iterable[Read], everybody: Mapping[str, Person]) -> Iterator[Entry]:
    """Every entry; people with a profile and no page of their own get one, and a page's title is their name."""
    written = set()
    for page in pages:
        if page.entry is None:
            continue
        if isinstance(page.entry, Profile) and "title" not in page.entry.places:
            written.add(page.entry.person)
            name = everybody[page.entry.person].name if page.entry.person in everybody else _own_name(page)
            yield replace(page.entry, title=name, headline=name)
        else:
            written.add(page.entry.person if isinstance(page.entry, Profile) else "")
            yield page.entry
    for id, person in everybody.items():
        if person.profile and id not in written:
            yield profile_page(person)


def _own_name(page: Read) -> str:
    return page.person.name if page.person else page.entry.title if page.entry else ""

"""Files that the metadata of what readers see names, portraits among them, and files that nothing may publish."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from urllib.parse import unquote

from goodword.catalogue import Catalogue
from goodword.entries import Consent, Entry, Person, PressUpdate, Profile, Story
from goodword.gate import as_agreed, is_answered, is_said
from goodword.newsroom import firm_kit
from goodword.paths import resolve

_PICTURE = re.compile(r"""!\[[^\]]*\]\(\s*<?([^)\s>]+)|<img\b[^>]*?\bsrc\s*=\s*["']?([^"'\s>]+)""", re.IGNORECASE)


def named_files(
    catalogue: Catalogue, now: datetime, is_built: Callable[[Entry], bool], *, has_newsroom: bool
) -> Iterator[str]:
    """Paths of everything that metadata publishes at `now`; of what is withheld, nothing."""
    built = [entry for entry in catalogue.entries if is_built(entry)]
    for entry in built:
        yield from entry.files()
    yield from (person.photo.src for person in _people(built, catalogue, now) if person.photo)
    if catalogue.company:
        yield catalogue.company.logo
    if has_newsroom:
        yield from (file.src for file in firm_kit(catalogue.company, catalogue.site.sections)[1])


def held_back(withheld: Iterable[Entry], portraits: frozenset[str]) -> frozenset[str]:
    """Files that no pattern publishes: of withheld entries those that metadata names and the pictures in their texts.

    A document that a withheld text only links to is no part of it. `portraits` are those of people who took back
    their leave.
    """
    names = {name for entry in withheld for name in (*entry.files(), *_pictures(entry))}
    return frozenset(names) | portraits


def _pictures(entry: Entry) -> Iterator[str]:
    for found in _PICTURE.finditer(entry.body):
        try:
            yield resolve(entry.source, unquote(found[1] or found[2]))
        except ValueError:  # it leads out of the content folder, where nothing is published from
            continue


def _people(built: list[Entry], catalogue: Catalogue, now: datetime) -> Iterator[Person]:
    """Everybody whom readers see, as far as they agreed."""
    today = now.astimezone(catalogue.site.zone).date()
    shown: list[tuple[str | Person | None, Consent | None]] = [pair for entry in built for pair in _in(entry)]
    shown += [(said.by, said.consent) for said in catalogue.testimonials if is_said(said, now, today)]
    answered = (each for each in catalogue.responses if is_answered(each, now, today))
    shown += [(each.by, each.consent) for each in answered if not each.anonymous]
    yield from (as_agreed(person, consent) for who, consent in shown if (person := catalogue.person(who)))
    own = [entry.contact for entry in built if isinstance(entry, PressUpdate)]
    yield from filter(None, (catalogue.press_contact(who, today) for who in dict.fromkeys([None, *own])))


def _in(entry: Entry) -> Iterator[tuple[str | Person | None, Consent | None]]:
    """Whom an entry shows beside its press contact, and with whose leave: who writes and whose page it is need none."""
    yield from ((id, None) for id in entry.authors)
    if isinstance(entry, Profile):
        yield entry.person, None
    if isinstance(entry, Story):
        quoted = entry.quote.by if entry.quote else None
        yield from ((who, entry.consent) for who in (entry.customer, quoted))

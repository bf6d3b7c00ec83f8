"""A release as plain text, to be pasted into whatever a newsroom works with."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime

from msgspec import Struct

from goodword.catalogue import Catalogue
from goodword.entries import Entry, Person, PressUpdate
from goodword.newsroom import plain_text
from goodword.paths import href
from goodword.strings import Strings

_END = "###"
"""How a release has ended since the telegraph."""


class Release(Struct, frozen=True):
    """What the firm says itself as plain text, all but its body."""

    path: str
    permalink: str
    page: str
    """The address of its page, from which links lead on."""
    above: tuple[str, ...]
    """Headline, date line, summary."""
    below: tuple[str, ...]
    """The end, then whom to ask and who the firm is."""

    def around(self, text: str) -> bytes:
        """The whole file; a byte order mark says that it is UTF-8, whatever the server says of `.txt`."""
        parts = (*self.above, text, *self.below)
        return ("\n\n".join(part for part in map(str.strip, parts) if part) + "\n").encode("utf-8-sig")


def releases(
    catalogue: Catalogue, strings: Strings, *, is_built: Callable[[Entry], bool], now: datetime
) -> Iterator[Release]:
    """Everything the firm says itself that has a page, as of `now`."""
    for entry in filter(is_built, catalogue.entries):
        path = plain_text(entry)
        if isinstance(entry, PressUpdate) and path:
            yield release(entry, path, catalogue, strings, now)


def release(press: PressUpdate, path: str, catalogue: Catalogue, strings: Strings, now: datetime) -> Release:
    """One of them."""
    company = catalogue.company
    boilerplate = press.boilerplate or (company.boilerplate if company else "")
    name = company.name if company and company.name else catalogue.site.name
    page = catalogue.site.url + href(press.permalink)
    above = (strings(f"press.{press.type}").upper(), press.title, press.description, _day(press, strings))
    below = (
        _END,
        _corrections(press, strings),
        _contact(catalogue.press_contact(press.contact, now.astimezone(catalogue.site.zone).date()), strings),
        f"{strings('press.about', name=name)}\n{boilerplate}" if boilerplate else "",
        page,
    )
    return Release(path, press.permalink, page, above, below)


def _day(press: PressUpdate, strings: Strings) -> str:
    day = strings.date(press.date.day) if press.date else None
    told = day.text if day and str(day.year) not in press.dateline else ""
    return ", ".join(filter(None, (press.dateline, told)))


def _corrections(press: PressUpdate, strings: Strings) -> str:
    days = [(strings.date(c.date), c.text) for c in press.corrections]
    lines = [f"{day.text}: {text}" for day, text in days if day]
    return "\n".join([strings("press.corrections"), *lines]) if lines else ""


def _contact(person: Person | None, strings: Strings) -> str:
    if person is None:
        return ""
    facts = (person.name, person.role, person.email, person.phone)
    return "\n".join([strings("press.contact"), *filter(None, facts)])

"""A release as plain text, to be pasted into whatever a newsroom works with."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from functools import partial

from goodword.catalogue import Catalogue
from goodword.entries import Entry, Person, PressUpdate
from goodword.newsroom import plain_text
from goodword.paths import href
from goodword.projections.newsroom.plain import plain
from goodword.strings import Strings

_END = "###"
"""How a release has ended since the telegraph."""
Remember = Callable[[str, str, Callable[[], str]], str]
"""Gives the plain text of a page by its address and its HTML; calls its last argument where it does not know it."""


def releases(
    catalogue: Catalogue,
    html: Mapping[str, str],
    strings: Strings,
    *,
    is_built: Callable[[Entry], bool],
    now: datetime,
    remember: Remember,
) -> Iterator[tuple[str, bytes]]:
    """Path and bytes of the plain text of everything the firm says itself that has a page, as of `now`.

    A byte order mark says that it is UTF-8, whatever the server says of `.txt`.
    """
    for entry in filter(is_built, catalogue.entries):
        path = plain_text(entry)
        if isinstance(entry, PressUpdate) and path:
            page, body = catalogue.site.url + href(entry.permalink), html.get(entry.permalink, "")
            text = remember(page, body, partial(plain, body, page))
            yield path, release(entry, text, catalogue, strings, now).encode("utf-8-sig")


def release(press: PressUpdate, text: str, catalogue: Catalogue, strings: Strings, now: datetime) -> str:
    """Headline, date line, summary, text, the end, then whom to ask and who the firm is; `text` is the body."""
    company = catalogue.company
    boilerplate = press.boilerplate or (company.boilerplate if company else "")
    name = company.name if company and company.name else catalogue.site.name
    parts = [
        strings(f"press.{press.type}").upper(),
        press.title,
        press.description,
        _day(press, strings),
        text,
        _END,
        _corrections(press, strings),
        _contact(catalogue.press_contact(press.contact, now.astimezone(catalogue.site.zone).date()), strings),
        f"{strings('press.about', name=name)}\n{boilerplate}" if boilerplate else "",
        catalogue.site.url + href(press.permalink),
    ]
    return "\n\n".join(part for part in map(str.strip, parts) if part) + "\n"


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

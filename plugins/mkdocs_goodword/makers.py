"""Documents that name their makers, told at the place where somebody published them."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from urllib.parse import unquote, urljoin, urlsplit

from mkdocs.structure.files import File

from goodword.documents import UnreadableError, makers
from goodword.entries import Entry, PressUpdate
from goodword.problems import Place, Problem, Severity, problem_at
from mkdocs_goodword.building import Building
from mkdocs_goodword.faults import place_of

logging.getLogger("pypdf").addHandler(logging.NullHandler())  # else its words about a damaged file are printed


def named(file: File, data: bytes, building: Building) -> list[Problem]:
    """A warning for a published document that says who made it, or that cannot be asked.

    The firm and the people it presents are public already.
    """
    company, site = building.catalogue.company, building.catalogue.site
    everybody = (person.name for person in building.catalogue.people.values())
    public = {site.name, *((company.name, company.legal_name) if company else ()), *everybody}
    try:
        facts = makers(data, file.src_uri, public=public)
    except UnreadableError as error:
        message = f"what '{file.src_uri}' tells of its makers cannot be read: {error}."
        hint = "Save it anew, without a password, and look at its properties yourself."
    else:
        if not facts:
            return []
        message = f"'{file.src_uri}' is published and names {', '.join(facts)}."
        hint = "Take the names out and save it again (in Office: Inspect Document; in a PDF: Properties)."
    source, place = _where(file.src_uri, building)
    return [problem_at(place, source, "GW073", message, hint, severity=Severity.WARNING)]


def _where(uri: str, building: Building) -> tuple[str, Place]:
    """Where the first entry that is built names the file, else the file itself."""
    for entry in building.catalogue.entries:
        if entry.source in building.sources and building.is_built(entry):
            for place in _places(uri, entry, building):
                return entry.source, place
    return uri, Place()


def _places(uri: str, entry: Entry, building: Building) -> Iterator[Place]:
    if isinstance(entry, PressUpdate) and any(uri == file.src for file in entry.kit):
        yield entry.place("kit")
    elif uri in entry.files():
        yield entry.place("media")
    elif _links_to(uri, entry, building):
        yield place_of(uri.rpartition("/")[2], building.sources[entry.source].text, entry.body_line)


def _links_to(uri: str, entry: Entry, building: Building) -> bool:
    body, base = building.bodies.get(entry.permalink), f"https://site/{entry.permalink}"
    addresses = (urljoin(base, reference) for reference in body.references) if body else ()
    return any(unquote(urlsplit(address).path.lstrip("/")) == uri for address in addresses)

"""Addresses that only the author's machine knows, and what a page would fetch from somebody else."""

from __future__ import annotations

from collections.abc import Iterator
from ipaddress import ip_address
from urllib.parse import urlsplit

from msgspec import Struct

from goodword.entries import Entry
from goodword.problems import Problem, Severity, problem_at
from mkdocs_goodword.building import Building
from mkdocs_goodword.faults import place_of

_FETCHED = frozenset({"src", "logo"})
_LED_TO = frozenset(
    {"url", "canonical", "license", "register", "vote", "transcript", "evidence", "source_url", *_FETCHED}
)
"""The attributes of entries, people and the firm that hold an address."""


class Named(Struct, frozen=True):
    """An address a source names from `line` on; `fetched` if a browser asks for it by itself."""

    source: str
    address: str
    fetched: bool
    line: int = 1


def strangers(building: Building) -> list[Problem]:
    """A warning for each address of what is published that readers cannot reach, or that tells on them."""
    own = urlsplit(building.catalogue.site.url).hostname
    found = (_judged(named, own, building) for named in dict.fromkeys(_named(building)))
    return [problem for problem in found if problem]


def _judged(named: Named, own: str | None, building: Building) -> Problem | None:
    host = _host(named.address)
    if not host or named.source not in building.sources:
        return None
    if where := _at_home(host):
        message = f"'{named.address}' leads to your own {where}."
        hint = "Write the address readers can reach."
    elif named.fetched and host != own:
        message = f"a visit to this page fetches '{named.address}' from somebody else, who learns of it."
        hint = "Keep the file beside the page, or link to it."
    else:
        return None
    place = place_of(named.address, building.sources[named.source].text, named.line)
    return problem_at(place, named.source, "GW072", message, hint, severity=Severity.WARNING)


def _named(building: Building) -> Iterator[Named]:
    catalogue = building.catalogue
    for entry in catalogue.entries:
        body = building.bodies.get(entry.permalink) if entry.source in building.sources else None
        for address in sorted(filter(_has_host, body.references)) if body else ():
            yield Named(entry.source, address, body is not None and address in body.requests, entry.body_line)
        if _names_any(entry, building) and building.is_built(entry):
            yield from _in_values(entry, entry.source)
    for person in catalogue.people.values():
        yield from _in_values(person, person.source)
    for said in catalogue.listed:
        yield from _in_values(said, said.source)
    yield from _in_values(catalogue.company, "company.yml")


def _names_any(entry: Entry, building: Building) -> bool:
    """Whether an entry's metadata could hold an address with a host: written so, or with YAML's escapes for strokes."""
    source = building.sources.get(entry.source)
    if source is None or entry.blocks or entry.faulty_blocks or not source.text.endswith(entry.body):
        return True
    head = source.text[: len(source.text) - len(entry.body)]
    return "//" in head or "\\" in head


def _has_host(address: str) -> bool:
    return "//" in address


def _in_values(value: object, source: str, key: str = "") -> Iterator[Named]:
    """Every address in a value and in the values it is made of."""
    if isinstance(value, str):
        if key in _LED_TO and "//" in value:
            yield Named(source, value, key in _FETCHED)
    elif isinstance(value, tuple):
        for item in value:
            yield from _in_values(item, source, key)
    elif isinstance(value, Struct):
        for name in value.__struct_fields__:
            yield from _in_values(getattr(value, name), source, name)


def _host(address: str) -> str | None:
    try:
        return urlsplit(address).hostname
    except ValueError:
        return None


def _at_home(host: str) -> str:
    """`machine` or `network` for what nobody outside can reach, else an empty text. Sources: RFC 6761, RFC 6762."""
    if host == "localhost" or host.endswith(".localhost"):
        return "machine"
    try:
        number = ip_address(host)
    except ValueError:
        return "network" if host.endswith(".local") else ""
    if number.is_loopback or number.is_unspecified:
        return "machine"
    return "network" if number.is_private or number.is_link_local else ""

"""Addresses and identities that two sources claim."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache

from goodword import newsroom, paths
from goodword.entries import Entry, Event
from goodword.newsroom import FILTERS
from goodword.problems import Place, Problem, problem_at
from goodword.whole import Catalogue, at

_FEED = re.compile(
    r"(?P<folder>(?:[^/]+/)*?)(?:(?:feed|atom)\.xml|feed\.json|feed/\d{4}-\d\d(?:-\d+)*(?:\.atom)?\.(?:xml|json))"
)
"""A feed or an archive of one, in whatever folder."""
_INTRODUCED = frozenset({"tags/index.html", "archive/index.html", "people/index.html"})
"""Listings that a file of the author may introduce, as a section's index does."""


_OUTPUTS = frozenset(
    {
        *("feed.xml", "atom.xml", "feed.json", "feeds.opml", "calendar.ics", "sitemap.xml", "sitemap.xml.gz"),
        *("robots.txt", "llms.txt", "_redirects", "_headers", "404.html", "search", "assets"),
    }
)
"""Names at the top of the output that are ours or the theme's."""


def collisions(catalogue: Catalogue) -> Iterator[Problem]:
    """Two sources for one address, also where only a file system confuses them; an address goes before an alias."""
    claims: dict[str, list[tuple[Entry, str]]] = defaultdict(list)
    files = {paths.same_place(f"{name}/index.html") for name, _ in _beside(catalogue)}
    introduced = _INTRODUCED | {f"{section.path.casefold()}/index.html" for section in catalogue.sections}
    for entry in catalogue.entries:
        claims[paths.same_place(f"{entry.permalink}index.html")].append((entry, ""))
    for entry in catalogue.entries:
        for alias in entry.aliases:
            claims[paths.same_place(paths.alias(alias))].append((entry, "aliases"))
    for claim, claimants in claims.items():
        reserved = "a file Goodword writes" if claim in files else reserved_for(claim, catalogue)
        free = [0] if not reserved or (claim in introduced and not claimants[0][1]) else []
        for entry, key in claimants[len(free) :]:
            owner = reserved or f"'{claimants[0][0].source}'"
            hint = "Give one of them another name, or another 'slug:'."
            yield at(
                entry, key, "GW023", f"'/{claim.removesuffix('index.html')}' is already the address of {owner}.", hint
            )


def _beside(catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    """Where a calendar, a card, a kit or a plain text stands or may come to stand, and whose it is."""
    for name, owner in newsroom.claims(catalogue.entries, catalogue.sections, catalogue.company):
        yield name, f"made for '{owner}'"
    yield "card.png", "the card of 'index.md'"
    for entry in catalogue.entries:
        yield f"{entry.permalink}card.png", f"the card of '{entry.source}'"
    events = [entry for entry in catalogue.entries if isinstance(entry, Event)]
    holding = {event.section for event in events}
    for section in catalogue.sections:
        if section.kind == "event" or section.path in holding:
            yield f"{section.url}calendar.ics", f"the calendar of '{section.path}'"
    for event in events:
        yield f"{event.permalink}event.ics", f"the calendar of '{event.source}'"


def reserved_for(claim: str, catalogue: Catalogue) -> str:
    """What of Goodword's own stands at an output path, or nothing."""
    if claim.removesuffix("/index.html") in _OUTPUTS:
        return "a file Goodword writes"
    if claim in _INTRODUCED or claim.startswith(("tags/", "archive/", "feed/")) or claim == "404.html/index.html":
        return f"a page Goodword makes ('{claim.split('/', maxsplit=1)[0]}/')"
    first = claim.removesuffix("index.html")
    for section in catalogue.sections:
        listing = f"{section.path.casefold()}/"
        if not first.startswith(listing):
            continue
        filters = FILTERS if section.kind == "press" else ()
        if first == listing or first.startswith(tuple(f"{listing}{part}/" for part in ("page", *filters))):
            return f"a page Goodword makes (the list of '{section.path}/')"
    return ""


def identities(catalogue: Catalogue) -> Iterator[Problem]:
    """An identity that is used twice; the fault is where somebody chose it."""
    entries = sorted(catalogue.entries, key=lambda entry: (bool(entry.id), entry.source))
    owners: dict[str, Entry] = {}
    for entry in entries:
        first = owners.setdefault(catalogue.identity(entry), entry)
        if first is not entry and entry.id:
            hint = "Choose another, and never change it."
            yield at(entry, "id", "GW034", f"'id' is already the identity of '{first.source}'.", hint)


def attachments(catalogue: Catalogue, published: Sequence[str], listings: Collection[str]) -> list[Problem]:
    """Published files that stand in the way of a page, of one another, or of a common file system."""
    claims = {paths.same_place(f"{entry.permalink}index.html"): f"'{entry.source}'" for entry in catalogue.entries}
    for entry in catalogue.entries:
        claims |= {paths.same_place(paths.alias(old)): f"'{entry.source}' (alias '{old}')" for old in entry.aliases}
    for url in listings:
        claims.setdefault(paths.same_place(f"{url}index.html"), f"'{url}'")
    for name, owner in _beside(catalogue):
        claims.setdefault(paths.same_place(name), f"'{name}' ({owner})")
    found = []
    for name in sorted(published):
        claim = paths.same_place(name)
        own = f"'{name}'"
        owner = f"'{claim}' (a feed)" if _is_feed(claim, catalogue) else claims.setdefault(claim, own)
        if owner != own or claim in _OUTPUTS:
            taken = owner if owner != own else "a file Goodword writes"
            found.append(_attachment(name, "GW023", f"{own} stands where {taken} is published."))
        if not is_portable(name):
            found.append(_attachment(name, "GW036", f"'{name}' is a name that some file systems refuse."))
    return found


def _is_feed(claim: str, catalogue: Catalogue) -> bool:
    """Whether a feed or an archive of one stands at an output path, or may come to stand there."""
    match = _FEED.fullmatch(claim)
    folder = match["folder"] if match else ""
    of_sections = {"", *(paths.same_place(section.url) for section in catalogue.sections)}
    return bool(match) and (folder in of_sections or folder.startswith(("tags/", "people/")))


def _attachment(name: str, code: str, message: str) -> Problem:
    return problem_at(Place(), name, code, message, "Give the file another name.")


@lru_cache(maxsize=1 << 12)
def is_portable(name: str) -> bool:
    """Whether every part of a path is a name that every common file system holds."""
    try:
        for part in name.split("/"):
            paths.check_name(part)
    except ValueError:
        return False
    return True

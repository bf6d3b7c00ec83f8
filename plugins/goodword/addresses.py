"""Addresses and identities that two sources claim."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from goodword import paths
from goodword.entries import Entry
from goodword.problems import Problem
from goodword.whole import Catalogue, at

_INTRODUCED = frozenset({"tags/index.html", "archive/index.html", "people/index.html"})
"""Listings that a file of the author may introduce, as a section's index does."""


_OUTPUTS = frozenset(
    {
        *("feed.xml", "atom.xml", "feed.json", "feeds.opml", "sitemap.xml", "sitemap.xml.gz"),
        *("robots.txt", "llms.txt", "_redirects", "_headers", "404.html", "search", "assets"),
    }
)
"""Names at the top of the output that are ours or the theme's."""


def collisions(catalogue: Catalogue) -> Iterator[Problem]:
    """Two sources for one address, also where only a file system confuses them; an address goes before an alias."""
    claims: dict[str, list[tuple[Entry, str]]] = defaultdict(list)
    for entry in catalogue.entries:
        claims[paths.same_place(f"{entry.permalink}index.html")].append((entry, ""))
    for entry in catalogue.entries:
        for alias in entry.aliases:
            claims[paths.same_place(paths.alias(alias))].append((entry, "aliases"))
    for claim, claimants in claims.items():
        reserved = _reserved(claim, catalogue)
        introduced = claim in _INTRODUCED or any(f"{s.path.casefold()}/index.html" == claim for s in catalogue.sections)
        free = [0] if not reserved or (introduced and not claimants[0][1]) else []
        for entry, key in claimants[len(free) :]:
            owner = reserved or f"'{claimants[0][0].source}'"
            hint = "Give one of them another name, or another 'slug:'."
            yield at(
                entry, key, "GW023", f"'/{claim.removesuffix('index.html')}' is already the address of {owner}.", hint
            )


def _reserved(claim: str, catalogue: Catalogue) -> str:
    """What of Goodword's own stands at an output path, or nothing."""
    if claim.removesuffix("/index.html") in _OUTPUTS:
        return "a file Goodword writes"
    if claim in _INTRODUCED or claim.startswith(("tags/", "archive/", "feed/")) or claim == "404.html/index.html":
        return f"a page Goodword makes ('{claim.split('/', maxsplit=1)[0]}/')"
    first = claim.removesuffix("index.html")
    for section in catalogue.sections:
        listing = f"{section.path.casefold()}/"
        if first == listing or first.startswith(f"{listing}page/"):
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

"""What the rules judge: a catalogue on a day, and what is known of it beside its sources."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from functools import cached_property
from urllib.parse import unquote, urljoin, urlsplit

from msgspec import Struct, field

from goodword.catalogue import Catalogue
from goodword.entries import Entry
from goodword.gate import is_listed
from goodword.html import Body
from goodword.paths import href
from goodword.problems import Place, Problem, Severity
from goodword.projections.freshness.judge import Judged, judge
from goodword.projections.freshness.rules import RULES, Policy

_NOWHERE = "https://site.invalid/"
"""Where a site without an address of its own stands, so that its links can be followed."""

_UP = "../"
_NAME = r"[\w-][\w.-]*"
_PLAIN = re.compile(rf"(?P<climb>(?:\.\./)*)(?P<path>(?:{_NAME}/)*(?:{_NAME})?)(?:\#(?P<anchor>[\w-]*))?", re.ASCII)
"""A relative link without anything to decode: no scheme, no host, no query, no dots after the first."""

_DIRECTIVE = ":~:"
"""What follows it is for the browser and names no anchor (WICG, URL Fragment Text Directives)."""


class Dead(Struct, frozen=True):
    """An address of another site that a saved report found dead."""

    url: str
    first: date
    """The day of the first report in which it was dead, and in every one since."""
    last: date
    reason: str = ""


class Change(Struct, frozen=True):
    """What git knows of a file."""

    meaningful: date | None
    """The day of the last commit that changed what it says."""
    bumped: date | None = None
    """The day of the commit that wrote the newest `updated` or `date`, if it changed nothing of the text."""


class Stated(Struct, frozen=True):
    """The days that one output states of an entry."""

    permalink: str
    where: str
    """`byline`, `JSON-LD`, `feed.xml`, ..."""
    published: date | None = None
    modified: date | None = None


class Linked(Struct, frozen=True):
    """An item of the navigation that the configuration writes."""

    link: str
    """As written: a file of the content, or an address."""
    source: str
    """The configuration."""
    place: Place


class Facts(Struct, frozen=True, kw_only=True):
    """What the adapter found out; what nobody asked about is None, and the rules that need it do not judge."""

    bodies: Mapping[str, Body] | None = None
    """By permalink."""
    is_there: Callable[[str], bool] | None = None
    """Whether a reader finds something at an address: a path from the root, with its `#anchor`."""
    dead: tuple[Dead, ...] | None = None
    changes: Mapping[str, Change] | None = None
    """By source."""
    stated: tuple[Stated, ...] | None = None
    navigation: tuple[Linked, ...] = ()
    texts: Mapping[str, str] = field(default_factory=dict)
    """The configuration and the templates of the site's own, by path from the configuration's folder."""


class Scene(Struct, frozen=True, dict=True):
    """One judging: made once, and looked at by every rule."""

    catalogue: Catalogue
    now: datetime
    facts: Facts
    policy: Policy

    @cached_property
    def today(self) -> date:
        """The day it is on the site's clock."""
        return self.now.astimezone(self.catalogue.site.zone).date()

    @cached_property
    def listed(self) -> tuple[Entry, ...]:
        """What readers are shown."""
        return tuple(entry for entry in self.catalogue.entries if is_listed(entry, self.now))

    @cached_property
    def judged(self) -> tuple[Judged, ...]:
        """The state of every page and section."""
        return judge(self.catalogue, self.now, self.policy, self.commits)

    @cached_property
    def commits(self) -> Mapping[str, date]:
        """The day of the last meaningful commit, where the site takes that for a date."""
        changes = self.facts.changes if self.policy.by_commit else None
        return {source: change.meaningful for source, change in (changes or {}).items() if change.meaningful}

    def address_of(self, entry: Entry | None, link: str) -> tuple[str, str] | None:
        """The path from the site's root and the anchor a link means; None where it leads elsewhere, or nowhere.

        The link stands on the entry's page; without an entry at the root.
        """
        page = entry.permalink if entry else ""
        if found := _beside(page, link):
            return found
        root = self.catalogue.site.url or _NOWHERE
        try:
            here, there = urlsplit(root), urlsplit(urljoin(root + href(page), link))
        except ValueError:
            return None
        is_web = there.scheme in ("http", "https")
        if not is_web or there.netloc != here.netloc or not there.path.startswith(here.path):
            return None
        anchor, _, _ = there.fragment.partition(_DIRECTIVE)
        return unquote(there.path).removeprefix(here.path), unquote(anchor)

    def body(self, entry: Entry) -> Body | None:
        """The facts of an entry's rendered body."""
        return self.facts.bodies.get(entry.permalink) if self.facts.bodies else None

    @property
    def names(self) -> frozenset[str]:
        """What the site and its firm are called, in small letters."""
        company = self.catalogue.company
        named = (self.catalogue.site.name, company.name if company else "", company.legal_name if company else "")
        return frozenset(name.casefold() for name in named if name)


def _beside(page: str, link: str) -> tuple[str, str] | None:
    """What a plain link means, as most links are; None where there is more to it, or it leads above the root.

    Source: RFC 3986, section 5.2, which the standard library follows at twenty times the cost.
    """
    plain = _PLAIN.fullmatch(link)
    if plain is None:
        return None
    climb, path, anchor = plain["climb"], plain["path"], plain["anchor"] or ""
    if not climb and not path:
        return page, anchor
    above = page.split("/")[:-1]
    levels = len(climb) // len(_UP)
    if levels > len(above):
        return None
    return "".join(f"{part}/" for part in above[: len(above) - levels]) + path, anchor


def finding(
    code: str, source: str, place: Place, message: str, *, severity: Severity | None = None, hint: str = ""
) -> Problem:
    """A finding with the rule's remedy, unless a better one is known."""
    return Problem(
        code=code,
        severity=severity or RULES[code].severity,
        source=source,
        line=place.line,
        column=place.column,
        message=message,
        hint=hint or RULES[code].remedy,
    )

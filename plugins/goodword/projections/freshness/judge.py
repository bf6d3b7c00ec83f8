"""The state of every page and section on a day."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta, tzinfo
from enum import StrEnum

from msgspec import Struct

from goodword.catalogue import Catalogue
from goodword.dates import Duration
from goodword.entries import DATED, Entry, Event, Page, Section
from goodword.gate import is_listed
from goodword.projections.freshness.cadence import Cadence, cadence, newest
from goodword.projections.freshness.rules import Policy

_COMMUNITY = frozenset({"story", "event", "poll"})
_REVIEW_DAYS = {"how-to": 365, "legal": 730, "page": 365}
_SERVICE_DAYS, _EVERGREEN_DAYS = 180, 730
_AS_SHIPPED = Policy()


class Freshness(StrEnum):
    """What a page or section is on a day. `unknown` never counts as fresh."""

    FRESH = "fresh"
    DUE = "due"
    OVERDUE = "overdue"
    LONG_OVERDUE = "long overdue"
    EXPIRED = "expired"
    ARCHIVED = "archived"
    EVERGREEN = "evergreen"
    UNKNOWN = "unknown"


class Judged(Struct, frozen=True, kw_only=True):
    """A page or a section with its state."""

    source: str
    """The file, or `press/` for a section."""
    url: str
    title: str
    kind: str
    """The entry's kind, or `section`."""
    state: Freshness
    since: date | None
    """The day from which it is counted: reviewed, updated, published, or the section's newest entry."""
    due: date | None
    """The day the promise runs out."""
    owner: str
    cadence: Cadence | None = None


def judge(
    catalogue: Catalogue,
    now: datetime,
    policy: Policy = _AS_SHIPPED,
    commits: Mapping[str, date] | None = None,
) -> tuple[Judged, ...]:
    """Every listed entry and every section that has entries, by source.

    `commits` has the day of the last meaningful commit by source, where the site takes that for a date.
    """
    known = commits or {}
    listed = [entry for entry in catalogue.entries if is_listed(entry, now)]
    pages = [
        judge_entry(entry, catalogue.site.zone, now, policy, known.get(entry.source))
        for entry in listed
        if entry.kind != "person"
    ]
    return tuple(sorted([*pages, *_sections(catalogue, listed, now, policy)], key=lambda judged: judged.source))


def judge_entry(
    entry: Entry, zone: tzinfo, now: datetime, policy: Policy = _AS_SHIPPED, commit: date | None = None
) -> Judged:
    """The state of one entry: dated entries have no review of their own unless they promise one."""
    since = last_confirmed(entry, commit)
    promise = review_interval(entry, policy)
    due = promise.after(since) if promise and since else None
    ahead = timedelta(days=policy.days_of("FR002"))
    return Judged(
        source=entry.source,
        url=entry.permalink,
        title=entry.title,
        kind=entry.kind,
        state=_state(entry, since, promise, now.astimezone(zone), ahead),
        since=since,
        due=due,
        owner=entry.owner,
    )


def last_confirmed(entry: Entry, commit: date | None = None) -> date | None:
    """The day on which somebody last stood by the text: reviewed, else updated, else changed, else published."""
    if entry.reviewed or entry.updated:
        return entry.reviewed or (entry.updated.day if entry.updated else None)
    return commit or (entry.date.day if entry.date else None)


def review_interval(entry: Entry, policy: Policy = _AS_SHIPPED) -> Duration | None:
    """How often it must be read again: as promised, else by its type; a dated entry only as promised."""
    if entry.review_in:
        return entry.review_in
    if entry.evergreen:
        return Duration(days=policy.review_days.get("evergreen", _EVERGREEN_DAYS))
    if entry.kind in DATED or not isinstance(entry, Page):
        return None
    type_ = entry.type or "page"
    return Duration(days=policy.review_days.get(type_, _REVIEW_DAYS.get(type_, _SERVICE_DAYS)))


def overdue_twice(since: date, due: date) -> date:
    """The day on which the promise has run out twice."""
    return due + (due - since)


def _state(entry: Entry, since: date | None, promise: Duration | None, now: datetime, ahead: timedelta) -> Freshness:
    today = now.date()
    if isinstance(entry, Event) and entry.over and entry.over <= now:
        return Freshness.ARCHIVED
    if since is None:
        return Freshness.UNKNOWN
    if promise is None:
        return Freshness.FRESH
    due = promise.after(since)
    if today > overdue_twice(since, due):
        return Freshness.LONG_OVERDUE
    if today > due:
        return Freshness.OVERDUE
    if today >= due - ahead:
        return Freshness.DUE
    return Freshness.EVERGREEN if entry.evergreen else Freshness.FRESH


def _sections(catalogue: Catalogue, listed: Sequence[Entry], now: datetime, policy: Policy) -> Iterator[Judged]:
    shelves: dict[str, list[Entry]] = {section.path: [] for section in catalogue.site.sections}
    for entry in listed:
        if entry.kind in DATED and entry.section in shelves:
            shelves[entry.section].append(entry)
    introductions = {entry.permalink: entry for entry in listed if isinstance(entry, Page)}
    for section in catalogue.site.sections:
        shelf = shelves[section.path]
        if shelf:
            yield _section(section, shelf, introductions.get(section.url), now.astimezone(catalogue.site.zone), policy)


def _section(section: Section, shelf: list[Entry], introduction: Entry | None, now: datetime, policy: Policy) -> Judged:
    today = now.date()
    days = [entry.date.day for entry in shelf if entry.date]
    promised = section.cadence.approximate_days if section.cadence else None
    floor = policy.days_of("FR003")
    measure = cadence(days, today, promised=promised, community=section.kind in _COMMUNITY, floor=floor)
    last = newest(days, today)
    announced = any(isinstance(entry, Event) and entry.over and entry.over > now for entry in shelf)
    state = _section_state(introduction, measure, last, today, announced=announced)
    return Judged(
        source=section.url,
        url=section.url,
        title=introduction.title if introduction else section.title,
        kind="section",
        state=state,
        since=last,
        due=last + timedelta(days=measure.due) if last and measure else None,
        owner=introduction.owner if introduction else "",
        cadence=measure,
    )


def _section_state(
    introduction: Entry | None, measure: Cadence | None, last: date | None, today: date, *, announced: bool
) -> Freshness:
    if introduction and introduction.evergreen:
        return Freshness.EVERGREEN
    if announced:
        return Freshness.FRESH
    if measure is None or last is None:
        return Freshness.UNKNOWN
    silence = (today - last).days
    if silence >= measure.long_overdue:
        return Freshness.LONG_OVERDUE
    if silence >= measure.overdue:
        return Freshness.OVERDUE
    return Freshness.DUE if silence >= measure.due else Freshness.FRESH

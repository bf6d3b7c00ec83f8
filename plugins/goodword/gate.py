"""Who may see an entry at a moment. Everything that shows entries asks here, and nowhere else."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from enum import StrEnum

from goodword.entries import Entry, Event, Person, Poll, Testimonial


class State(StrEnum):
    """What an entry is at a moment, the strictest reason first."""

    DRAFT = "draft"
    EMBARGOED = "embargoed"
    SCHEDULED = "scheduled"
    AWAITING_CONSENT = "awaiting-consent"
    EXPIRED = "expired"
    UNLISTED = "unlisted"
    PUBLISHED = "published"


def state(entry: Entry, now: datetime) -> State:
    """The state of `entry` at `now` (aware).

    An entry whose `on_expiry` is `archive` keeps its page when it expires and leaves every list.
    """
    if entry.draft:
        return State.DRAFT
    if entry.embargo and now < entry.embargo.at:
        return State.EMBARGOED
    if any(moment > now for moment in _starts(entry)):
        return State.SCHEDULED
    if entry.consent is not None and not entry.consent.holds(now):
        return State.AWAITING_CONSENT
    if entry.expires and entry.expires.end <= now and entry.on_expiry == "hide":
        return State.EXPIRED
    archived = entry.expires is not None and entry.expires.end <= now
    return State.UNLISTED if entry.unlisted or archived else State.PUBLISHED


def is_built(entry: Entry, now: datetime) -> bool:
    """Whether the entry has a page."""
    return state(entry, now) in (State.PUBLISHED, State.UNLISTED)


def is_listed(entry: Entry, now: datetime) -> bool:
    """Whether the entry may appear outside its own page."""
    return state(entry, now) is State.PUBLISHED


def appears(entry: Entry, now: datetime) -> datetime | None:
    """The moment from which a scheduled or embargoed entry is seen; None where time alone does not publish it."""
    moments = [*_starts(entry), *([entry.embargo.at] if entry.embargo else [])]
    latest = max(moments, default=now)
    return latest if not entry.draft and is_built(entry, max(latest, now)) else None


def may_quote(testimonial: Testimonial, now: datetime) -> bool:
    """Whether a testimonial may be shown; words without consent are withheld."""
    return testimonial.consent is not None and testimonial.consent.holds(now)


def has_left(person: Person, day: date) -> bool:
    """Whether a person is no longer with the firm on `day`: history names them, and nothing sends readers to them."""
    return person.left is not None and person.left <= day


def next_change(entries: Iterable[Entry], now: datetime, testimonials: Iterable[Testimonial] = ()) -> datetime | None:
    """The next moment after `now` at which anything looks different."""
    moments = [moment for entry in entries for moment in _moments(entry)]
    moments += [said.consent.until.end for said in testimonials if said.consent and said.consent.until]
    return min((moment for moment in moments if moment > now), default=None)


def _starts(entry: Entry) -> tuple[datetime, ...]:
    return tuple(when.at for when in (entry.publish_at, entry.date) if when)


def _moments(entry: Entry) -> tuple[datetime, ...]:
    if entry.draft:
        return ()
    moments = list(_starts(entry))
    if entry.expires:
        moments.append(entry.expires.end)
    if entry.consent and entry.consent.until:
        moments.append(entry.consent.until.end)
    if entry.embargo:
        moments.append(entry.embargo.at)
    if isinstance(entry, Event) and entry.over:
        moments.append(entry.over)
    if isinstance(entry, Poll):
        moments += [m for m in (entry.opens and entry.opens.at, entry.closes and entry.closes.end) if m]
    return tuple(moments)

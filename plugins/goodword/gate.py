"""Who may see an entry at a moment. Everything that shows entries asks here, and nowhere else."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from enum import StrEnum

from msgspec.structs import replace

from goodword.dates import When
from goodword.entries import Consent, Entry, Event, Offer, Person, Poll, Response, Testimonial


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
    if _is_ahead(entry.publish_at, now) or _is_ahead(entry.date, now):
        return State.SCHEDULED
    if entry.consent is not None and not entry.consent.holds(now):
        return State.AWAITING_CONSENT
    if entry.expires and entry.expires.end <= now and entry.on_expiry == "hide":
        return State.EXPIRED
    archived = entry.expires is not None and entry.expires.end <= now
    return State.UNLISTED if entry.unlisted or archived else State.PUBLISHED


def _is_ahead(when: When | None, now: datetime) -> bool:
    return when is not None and when.at > now


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
    return not testimonial.draft and testimonial.consent is not None and testimonial.consent.holds(now)


def may_answer(response: Response, now: datetime) -> bool:
    """Whether a criticism and its answer may be shown: nobody is named, or who is agreed.

    Words that were taken back are withheld, even where they stand without a name.
    """
    if response.consent is not None and response.consent.withdrawn:
        return False
    return response.anonymous or (response.consent is not None and response.consent.holds(now))


def may_show(said: Testimonial | Response, now: datetime) -> bool:
    """Whether somebody's words that stand in a list may be shown."""
    return may_answer(said, now) if isinstance(said, Response) else may_quote(said, now)


def is_answered(response: Response, now: datetime, today: date) -> bool:
    """Whether readers see a criticism and its answer: what is to be `done` later than `today` is no answer yet.

    `today` is the day of `now` in the site's zone.
    """
    return may_answer(response, now) and response.done is not None and response.done <= today


def is_said(testimonial: Testimonial, now: datetime, today: date) -> bool:
    """Whether readers see a testimonial: one of a later day than `today` waits for it, as an entry does.

    `today` is the day of `now` in the site's zone.
    """
    return may_quote(testimonial, now) and (testimonial.date is None or testimonial.date <= today)


def is_on(offer: Offer, now: datetime) -> bool:
    """Whether an offer holds at `now`."""
    return offer.ends is not None and now < offer.ends.end and (offer.starts is None or offer.starts.at <= now)


def names_person(consent: Consent | None) -> bool:
    """Whether a person may be named with their words, by their whole name.

    Leave that lists nothing covers everything, but not the whole name of whom a guardian speaks for.
    """
    return consent is None or "name" in consent.covers or not (consent.covers or consent.by)


def as_agreed(person: Person, consent: Consent | None) -> Person:
    """As much of a person as they agreed to show with their words.

    Without `name` nobody can be told from it: the relation stays and what connects them. Without `photo` there is no
    photograph, without `employer` no organisation and no link. Whom a guardian speaks for, in leave that
    lists nothing, has a first name only.
    """
    if consent is None:
        return person
    if not names_person(consent):
        first = "" if consent.covers else next(iter(person.name.split()), "")
        return Person(id="", name=first, relation=person.relation, connection=person.connection)
    if consent.covers and "photo" not in consent.covers:
        person = replace(person, photo=None)
    if consent.covers and "employer" not in consent.covers:
        person = replace(person, organisation="", links=())
    return person


def within_leave(person: Person) -> Person:
    """A person as far as the leave beside their own name goes: what that leaves out is shown nowhere at all."""
    return replace(as_agreed(person, person.consent), id=person.id) if person.consent else person


def has_left(person: Person, day: date) -> bool:
    """Whether a person is no longer with the firm on `day`: history names them, and nothing sends readers to them."""
    return person.left is not None and person.left <= day


def next_change(
    entries: Iterable[Entry],
    now: datetime,
    listed: Iterable[Testimonial | Response | Offer] = (),
    days: Iterable[datetime] = (),
) -> datetime | None:
    """The next moment after `now` at which anything looks different; `days` begin when something else does."""
    moments = [*days, *(moment for entry in entries for moment in _moments(entry))]
    for item in listed:
        if isinstance(item, Offer):
            moments += [m for m in (item.starts and item.starts.at, item.ends and item.ends.end) if m]
        else:
            moments += _of_leave(item.consent)
    return min((moment for moment in moments if moment > now), default=None)


def _starts(entry: Entry) -> tuple[datetime, ...]:
    return tuple(when.at for when in (entry.publish_at, entry.date) if when)


def _of_leave(consent: Consent | None) -> Iterator[datetime]:
    """When it begins to hold, and when it runs out."""
    if consent and consent.begins and not consent.withdrawn:
        yield consent.begins
        if consent.until:
            yield consent.until.end


def _moments(entry: Entry) -> tuple[datetime, ...]:
    if entry.draft:
        return ()
    moments = list(_starts(entry))
    if entry.expires:
        moments.append(entry.expires.end)
    moments += _of_leave(entry.consent)
    if entry.embargo:
        moments.append(entry.embargo.at)
    if isinstance(entry, Event) and entry.over:
        moments.append(entry.over)
    if isinstance(entry, Poll):
        moments += [m for m in (entry.opens and entry.opens.at, entry.closes and entry.closes.end) if m]
    return tuple(moments)

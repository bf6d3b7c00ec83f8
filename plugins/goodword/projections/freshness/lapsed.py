"""FR001: what still invites although it is over, and what still leads to it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from goodword.entries import Entry, Event, Poll
from goodword.problems import Problem
from goodword.projections.freshness.places import written
from goodword.projections.freshness.scene import Linked, Scene, finding


def lapsed(scene: Scene) -> Iterator[Problem]:
    """From the day after the last, so that nothing fails on the day itself."""
    for entry in scene.listed:
        last = _last_day(scene, _end(entry))
        if last is None or not _is_past(scene, last):
            continue
        if isinstance(entry, Event):
            name, invitation, asks = "the event is over", "register", "still asks to register"
        else:
            name, invitation, asks = "the poll is closed", "vote", "still asks for votes"
        if getattr(entry, invitation):
            yield finding("FR001", entry.source, entry.place(invitation), f"{name} ({last}) and {asks}.")
        if entry.pin:
            yield finding("FR001", entry.source, entry.place("pin"), f"{name} ({last}) and still pinned.")
    yield from _advertised(scene)


def _end(entry: Entry) -> datetime | None:
    if isinstance(entry, Event):
        return entry.over
    return entry.closes.end if isinstance(entry, Poll) and entry.closes else None


def _last_day(scene: Scene, end: datetime | None) -> date | None:
    """The last day on the site's clock before a moment that may be told by another."""
    return (end - timedelta.resolution).astimezone(scene.catalogue.site.zone).date() if end else None


def _is_past(scene: Scene, last: date) -> bool:
    return scene.today > last + timedelta(days=scene.policy.days_of("FR001"))


def _advertised(scene: Scene) -> Iterator[Problem]:
    """An entry that expired into the archive and is linked to still: by an undated page, an offer, the navigation."""
    gone = {
        entry.permalink: last
        for entry in scene.catalogue.entries
        if entry.on_expiry == "archive" and entry.expires and not entry.draft
        if (last := _last_day(scene, entry.expires.end)) and _is_past(scene, last)
    }
    for page in scene.listed if gone and scene.facts.bodies else ():
        body = scene.body(page)
        for link in sorted(body.links) if body and page.kind == "page" else ():
            address = scene.address_of(page, link)
            if address and (target := address[0]) in gone:
                text, place = written(scene, page, link)
                message = (
                    f"what '{text}' leads to has expired ({gone[target]}), and this page still sends readers there."
                )
                yield finding("FR001", page.source, place, message)
    for linked, by in _elsewhere(scene) if gone else ():
        if (target := _permalink(scene, linked.link)) in gone:
            message = f"what '{linked.link}' leads to has expired ({gone[target]}), and {by} still sends readers there."
            yield finding("FR001", linked.source, linked.place, message)


def _elsewhere(scene: Scene) -> Iterator[tuple[Linked, str]]:
    """What no text links: the navigation, and offers, which blocks and the front page show until they end."""
    yield from ((item, "'nav'") for item in scene.facts.navigation)
    for offer in scene.catalogue.offers:
        if offer.url and not (offer.ends and offer.ends.end <= scene.now):
            yield Linked(offer.url, offer.source, offer.place), f"the offer '{offer.title}'"


def _permalink(scene: Scene, link: str) -> str:
    """What an item of the navigation leads to: a file's name, or an address."""
    entry = scene.catalogue.by_source.get(link)
    address = scene.address_of(None, link)
    return entry.permalink if entry else address[0] if address else ""

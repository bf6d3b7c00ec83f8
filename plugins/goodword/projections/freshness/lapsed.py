"""FR001: what still invites although it is over, and what still leads to it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from goodword.entries import Entry, Event, Poll
from goodword.problems import Problem
from goodword.projections.freshness.places import written
from goodword.projections.freshness.scene import Scene, finding


def lapsed(scene: Scene) -> Iterator[Problem]:
    """From the day after the last, so that nothing fails on the day itself."""
    grace = timedelta(days=scene.policy.days_of("FR001"))
    for entry in scene.listed:
        last = _last_day(entry)
        if last is None or scene.today <= last + grace:
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


def _last_day(entry: Entry) -> date | None:
    if isinstance(entry, Event):
        last = entry.ends or entry.starts
        return last.day if last else None
    return entry.closes.day if isinstance(entry, Poll) and entry.closes else None


def _advertised(scene: Scene) -> Iterator[Problem]:
    """An entry that has expired into the archive and is still linked to from an undated page or the navigation."""
    gone = {
        entry.permalink: entry.expires.day
        for entry in scene.catalogue.entries
        if entry.on_expiry == "archive" and entry.expires and entry.expires.end <= scene.now and not entry.draft
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
    for item in scene.facts.navigation if gone else ():
        if (target := _permalink(scene, item.link)) in gone:
            message = f"what '{item.link}' leads to has expired ({gone[target]}), and 'nav' still sends readers there."
            yield finding("FR001", item.source, item.place, message)


def _permalink(scene: Scene, link: str) -> str:
    """What an item of the navigation leads to: a file's name, or an address."""
    entry = scene.catalogue.by_source.get(link)
    address = scene.address_of(None, link)
    return entry.permalink if entry else address[0] if address else ""

"""What stands together on a listing: events to come and past, polls open and closed, months, news of our own."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from goodword.entries import Entry, Event, Poll, Section
from goodword.projections.pages.newsroom import press_groups
from goodword.projections.pages.views import Views
from goodword.views import EntryView, GroupView


def grouped(type_: str, entries: Sequence[Entry], section: Section | None, views: Views) -> tuple[GroupView, ...]:
    """The entries of a listing of a `type_`, in the groups of its section's kind."""
    if section and section.kind == "event":
        return _events(entries, views)
    if section and section.kind == "press":
        return press_groups(entries, views)
    if section and section.kind == "poll":
        return _polls(entries, views)
    if type_ == "year":
        return _months(entries, views)
    shown = views.entries(entries)
    return (GroupView(key="", title="", entries=shown),) if shown else ()


def _months(entries: Iterable[Entry], views: Views) -> tuple[GroupView, ...]:
    months = groupby(views.entries(entries), key=lambda entry: entry.date.month if entry.date else "")
    return tuple(GroupView(key="month", title=month, entries=tuple(group)) for month, group in months)


def _polls(entries: Iterable[Entry], views: Views) -> tuple[GroupView, ...]:
    """Open ones, and those ahead, apart from past ones."""
    shelf = list(entries)
    past = [e for e in shelf if isinstance(e, Poll) and e.closes and e.closes.end <= views.now]
    groups = (("open", [entry for entry in shelf if entry not in past]), ("past", past))
    return tuple(
        GroupView(key=key, title=views.strings(f"polls.{key}"), entries=views.entries(shelf))
        for key, shelf in groups
        if shelf
    )


def _events(entries: Iterable[Entry], views: Views) -> tuple[GroupView, ...]:
    """Upcoming soonest first, past latest first; then, in an author's preview, drafts that have no day yet."""
    shelf = list(entries)
    undated = [entry for entry in shelf if isinstance(entry, Event) and not entry.starts]
    events = [entry for entry in shelf if isinstance(entry, Event) and entry.starts and entry.over]
    coming = sorted((e for e in events if e.over and e.over > views.now), key=_start)
    past = sorted((e for e in events if e.over and e.over <= views.now), key=_start, reverse=True)
    groups = (("upcoming", coming), ("past", past), ("undated", undated))
    return tuple(
        GroupView(key=key, title=views.strings(f"event.{key}"), entries=views.entries(shelf))
        for key, shelf in groups
        if shelf
    )


def _start(entry: Event) -> tuple[float, str]:
    return (entry.starts.at.timestamp() if entry.starts else 0.0, entry.permalink)


def upcoming(views: Views) -> tuple[EntryView, ...]:
    """Events that are not over and not cancelled, soonest first."""
    events = [entry for entry in views.index.dated if isinstance(entry, Event) and entry.starts]
    coming = [event for event in events if event.over and event.over > views.now and event.status != "cancelled"]
    soonest_first = sorted(coming, key=_start)
    return views.entries(soonest_first)

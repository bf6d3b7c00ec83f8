"""What a block shows: the name of its template, and the views it gets."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from goodword.entries import Call, ElsewhereCall, Entry, Latest, OffersCall, Poll, PollCall, ResponsesCall, SaidCall
from goodword.paths import slugify
from goodword.projections.pages.community import answers, offers, promoted, values
from goodword.projections.pages.media import elsewhere_view
from goodword.projections.pages.views import Views

Shown = tuple[str, Mapping[str, object]]


def block(call: Call, views: Views) -> Shown:
    """The template below `goodword/blocks`, without its ending, and its variables. Only what the gate lets through."""
    if isinstance(call, Latest):
        return "latest", {"title": call.title, "entries": views.entries(list(_latest(call, views))[: call.limit])}
    if isinstance(call, PollCall):
        poll = current_poll(views, call.file)
        return "poll", {"title": call.title, "entry": views.entry(poll) if poll else None}
    if isinstance(call, SaidCall):
        said = promoted(views, tag=call.tag, person=call.person)[: call.limit]
        return "testimonials", {"title": call.title, "testimonials": tuple(map(views.testimonial, said))}
    if isinstance(call, ResponsesCall):
        answered = answers(views, call.tag)[: call.limit]
        return "responses", {"title": call.title, "responses": tuple(map(views.response, answered))}
    if isinstance(call, OffersCall):
        return "offers", {"title": call.title, "offers": offers(views, call.tag)[: call.limit]}
    if isinstance(call, ElsewhereCall):
        return "elsewhere", {"view": elsewhere_view(call, views.strings)}
    return "values", {"title": call.title, "values": values(views)}


def _latest(call: Latest, views: Views) -> Iterable[Entry]:
    shelf: Iterable[Entry] = views.index.dated
    if call.section:
        shelf = (entry for entry in shelf if entry.section == call.section)
    if call.tag:
        shelf = (entry for entry in shelf if slugify(call.tag) in map(slugify, entry.tags))
    if call.kind:
        shelf = (entry for entry in shelf if entry.kind == call.kind)
    return shelf


def current_poll(views: Views, source: str = "") -> Poll | None:
    """The poll of a file; without one the newest that is open, else the newest that has results."""
    polls = [entry for entry in views.index.dated if isinstance(entry, Poll)]
    if source:
        return next((poll for poll in polls if poll.source == source), None)
    opened = (poll for poll in polls if poll.is_open(views.now))
    counted = (poll for poll in polls if poll.counted is not None)
    return next(opened, None) or next(counted, None)

"""What stands in lists of the community: testimonials, answers to criticism, offers."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TypeVar
from zoneinfo import ZoneInfo

from msgspec.structs import replace

from goodword import markdown, paths
from goodword.entries import Consent, Offer, Response, Source, Testimonial
from goodword.fields import HOST_KEYS, Fields
from goodword.nodes import Mapped, Sequence
from goodword.people import parsed, read_consent, read_person_or_id
from goodword.problems import Place, Problem, Severity, problem_at

T = TypeVar("T")
Found = tuple[tuple[T, ...], tuple[Problem, ...]]


def read_testimonials(source: Source, zone: ZoneInfo) -> Found[Testimonial]:
    """A list of testimonials; those without consent are read as well, and withheld by the gate."""
    return _listed(source, zone, "testimonial", _testimonial)


def read_responses(source: Source, zone: ZoneInfo) -> Found[Response]:
    """A list of what was said and what was done about it."""
    return _listed(source, zone, "response", _response)


def read_offers(source: Source, zone: ZoneInfo) -> Found[Offer]:
    """A list of offers."""
    return _listed(source, zone, "offer", _offer)


_OF_ENTRIES = ("publish_at", "embargo", "expires", "unlisted")
"""Keys that decide who sees an entry: whoever writes one here means something by it."""
_FIRST = {"testimonial": "text: …", "response": "said: …", "offer": "title: …"}


def _listed(source: Source, zone: ZoneInfo, what: str, read: Callable[[Fields], T]) -> Found[T]:
    problems: list[Problem] = []
    node = parsed(source, problems)
    if node is not None and not isinstance(node, Sequence):
        hint = f"Begin each {what} with '- {_FIRST[what]}'."
        problems.append(problem_at(node.place, source.uri, "GW015", "this file is not a list.", hint))
    items = []
    for item in node.items if isinstance(node, Sequence) else ():
        if isinstance(item, Mapped):
            fields = Fields(source.uri, item, zone, problems)
            items.append(read(fields))
            fields.finish()
        else:
            message, hint = f"this {what} is not a mapping.", f"Write '{_FIRST[what]}' and what else belongs to it."
            problems.append(problem_at(getattr(item, "place", Place()), source.uri, "GW015", message, hint))
    return tuple(items), tuple(problems)


def testimonial_of(fields: Fields, body: str) -> Testimonial:
    """A file of its own: its metadata are the keys of a testimonial and `draft`, and its text is what was said."""
    heading = markdown.first_heading(body)
    said = markdown.without(body, heading) if heading and heading.leads else body
    words = " ".join(filter(None, map(markdown.plain, said.split("\n\n"))))
    if words and "text" in fields:
        hint = "Keep one of them: 'text', or what stands below the keys."
        fields.fault("GW007", "this testimonial has two texts.", hint, key="text")
    fields.text("title")
    for key in _OF_ENTRIES:
        if key in fields:
            hint = "Write 'date:' for a day to come, and 'consent: {until: …}' for an end."
            fields.fault("GW011", f"'{key}' says nothing of a testimonial.", hint, key=key)
    found = replace(_testimonial(fields, words, paths.dated_name(fields.source)[0]), draft=fields.flag("draft"))
    fields.finish(HOST_KEYS, unknown=Severity.ERROR)
    return found


def _testimonial(fields: Fields, words: str = "", named: date | None = None) -> Testimonial:
    """`words` and the day a file is `named` by stand for keys that are not there."""
    if not words:
        fields.require("text", "a testimonial is somebody's words", "Write 'text: …'.")
    fields.require("by", "a testimonial needs its person", "Write 'by:' with a person's id.")
    consent = read_consent(fields)
    if is_given(consent) and not named:
        fields.require("date", "a testimonial says when it was said", "Write 'date: YYYY-MM-DD'.")
    return Testimonial(
        text=fields.text("text") or words,
        by=read_person_or_id(fields, "by") or "",
        date=fields.day("date") or named,
        consent=consent,
        connection=fields.text("connection"),
        source_url=fields.url("source"),
        tags=fields.texts("tags"),
        source=fields.source,
        place=fields.place(),
    )


def is_given(consent: Consent | None) -> bool:
    """Whether anybody agreed at all, whatever became of it since."""
    return consent is not None and consent.date is not None and not consent.withdrawn


def _response(fields: Fields) -> Response:
    fields.require("said", "a response answers somebody", "Write 'said:' with text, by and date.")
    fields.require("did", "a response says what was done", "Write 'did: …'.")
    fields.require("done", "a response says when it was done", "Write 'done: YYYY-MM-DD'.")
    said = fields.mapping("said") or Fields(fields.source, Mapped((), fields.place()), fields.zone, [])
    if "said" in fields:
        said.require("text", "a criticism is somebody's words", "Write 'text: …'.")
        said.require("date", "a criticism was made on a day", "Write 'date: YYYY-MM-DD'.")
    if "said" in fields and "by" not in said and not said.flag("anonymous"):
        said.fault("GW020", "'said.by' is missing: whose words are they?", "Write a person's id, or 'anonymous: true'.")
    response = Response(
        said=said.text("text"),
        by=read_person_or_id(said, "by"),
        anonymous=said.flag("anonymous"),
        date=said.day("date"),
        consent=read_consent(said),
        did=fields.text("did"),
        done=fields.day("done"),
        tags=fields.texts("tags"),
        source=fields.source,
        place=fields.place(),
    )
    said.finish()
    return response


def _offer(fields: Fields) -> Offer:
    fields.require("title", "an offer says what it is", "Write 'title: …'.")
    fields.require("ends", "an offer ends on a day", "Write 'ends: YYYY-MM-DD'; that day is its last.")
    starts, ends = fields.when("starts"), fields.when("ends")
    if starts and ends and ends.end <= starts.at:
        fields.fault("GW022", "'ends' lies before 'starts'.", "Correct one of the two.", key="ends")
    return Offer(
        title=fields.text("title"),
        text=fields.text("text"),
        terms=fields.text("terms"),
        url=fields.url("url"),
        starts=starts,
        ends=ends,
        tags=fields.texts("tags"),
        source=fields.source,
        place=fields.place("url"),
    )

"""What each kind adds to the common keys: one reader a kind, from fields to constructor arguments."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any
from zoneinfo import ZoneInfo

from goodword import people
from goodword.dates import When, is_skipped
from goodword.entries import Consent, Correction, Location, Option, Person, Quote, Result
from goodword.fields import Fields
from goodword.problems import Severity
from goodword.references import file_path, read_kit, read_links

Arguments = dict[str, Any]
"""Keyword arguments of an entry type; checked by its constructor's types in the tests."""

PRESS_TYPES = ("release", "statement", "award", "coverage")
EVENT_STATUS = ("scheduled", "cancelled", "postponed")
_WEB = re.compile(r"https?://", re.IGNORECASE)
PAGE_TYPES = ("services", "pricing", "contact", "team", "about", "how-to", "legal")


def article(fields: Fields) -> Arguments:
    """`for`, `takeaway`, `sources`."""
    return {
        "audience": fields.text("for"),
        "takeaway": fields.text("takeaway"),
        "sources": read_links(fields, "sources"),
    }


def press(fields: Fields) -> Arguments:
    """Release, statement, award or coverage."""
    type_ = fields.word("type", PRESS_TYPES) or "release"
    if type_ == "coverage":
        hint = "Say where it appeared: 'outlet:' and 'url:'."
        fields.require("outlet", "coverage is somebody else's publication", hint)
        fields.require("url", "coverage links to the original", hint)
    return {
        "type": type_,
        "dateline": fields.text("dateline"),
        "contact": people.read_person_or_id(fields, "contact"),
        "outlet": fields.text("outlet"),
        "outlet_url": fields.url("url"),
        "corrections": tuple(sorted(_corrections(fields), key=lambda correction: correction.date)),
        "kit": read_kit(fields),
        "boilerplate": fields.text("boilerplate"),
        "public_embargo": fields.flag("public_embargo"),
    }


def story(fields: Fields) -> Arguments:
    """A customer's story. Words without consent are withheld: a missing consent is one that does not hold."""
    customer = people.read_person_or_id(fields, "customer")
    quote = _quote(fields)
    arguments: Arguments = {
        "customer": customer,
        "problem": fields.text("problem"),
        "done": fields.texts("done"),
        "results": tuple(_result(child) for child in fields.mappings("result")),
        "quote": quote,
    }
    if (quote or customer) and "consent" not in fields:
        arguments["consent"] = Consent()
    return arguments


def event(fields: Fields) -> Arguments:
    """Something to come to; times without offset are in the event's own zone."""
    zone = fields.time_zone("timezone") or fields.zone
    fields.require("starts", "an event needs its beginning", "Write 'starts: 2026-03-04T18:00'.")
    starts, ends = _moment(fields, "starts", zone), _moment(fields, "ends", zone)
    if starts and ends and ends.end <= starts.at:
        fields.fault("GW022", "'ends' lies before 'starts'.", "Correct one of the two.", key="ends")
    return {
        "starts": starts,
        "ends": ends,
        "timezone": zone.key,
        "location": _location(fields),
        "register": fields.url("register"),
        "status": fields.word("status", EVENT_STATUS) or "scheduled",
    }


def _moment(fields: Fields, key: str, zone: ZoneInfo) -> When | None:
    """When something begins or ends; people come at an hour that clocks show."""
    when = fields.when(key, zone)
    if when and not when.whole_day and is_skipped(when.at):
        message = f"'{key}' is at an hour that never comes: clocks in {zone.key} are put forward over it."
        fields.fault("GW012", message, "Write the hour that clocks then show.", key=key)
    return when


def poll(fields: Fields) -> Arguments:
    """A question, its options and, once there are any, the votes."""
    opens, closes = _moment(fields, "opens", fields.zone), _moment(fields, "closes", fields.zone)
    if opens and closes and closes.end <= opens.at:
        fields.fault("GW022", "'closes' lies before 'opens'.", "Correct one of the two.", key="closes")
    file, column, votes = _results(fields)
    names = fields.texts("options") or tuple(votes)
    known = set(names)
    counted = fields.mapping("results") if votes else None
    for pair in counted.node if counted else ():
        if pair.key not in known:
            message = f"'results' counts '{pair.key}', which is no option."
            fields.fault("GW038", message, "Use the option's words.", place=pair.place)
    if len(known) < len(names):
        fields.fault("GW038", "an option is named twice.", "Give each answer its own words.", key="options")
    if len(names) < 2 and not (file and not names):
        fields.fault("GW038", "a poll needs at least two options.", "Write 'options: [one, other]'.", key="options")
    return {
        "question": fields.text("question"),
        "opens": opens,
        "closes": closes,
        "options": tuple(Option(name, votes.get(name)) for name in names),
        "method": fields.text("method"),
        "vote": fields.url("vote"),
        "n": fields.integer("n"),
        "multiple": fields.flag("multiple"),
        "results_file": file,
        "results_column": column,
    }


def person(fields: Fields) -> Arguments:
    """A person's page; the person's own keys are read beside it."""
    return {"person": fields.source.rpartition("/")[2].removesuffix(".md")}


def page(fields: Fields) -> Arguments:
    """Anything else."""
    return {"type": fields.word("type", PAGE_TYPES)}


READERS: Mapping[str, Callable[[Fields], Arguments]] = {
    "article": article,
    "press": press,
    "story": story,
    "event": event,
    "poll": poll,
    "person": person,
    "page": page,
}


def _corrections(fields: Fields) -> Iterator[Correction]:
    """What was put right, and when, in the order in which it was."""
    yield from (c for child in fields.mappings("corrections") if (c := _correction(child)))


def _correction(fields: Fields) -> Correction | None:
    fields.require("date", "a correction has its day", "Write 'date: YYYY-MM-DD'.")
    fields.require("text", "a correction says what was wrong", "Write 'text: …'.")
    day, text = fields.day("date"), fields.text("text")
    fields.finish()
    return Correction(day, text) if day else None


def _result(fields: Fields) -> Result:
    figure = fields.text("figure")
    result = Result(figure, fields.text("what"), fields.text("source"))
    if not result.source:
        hint = "Write 'source: …': who measured it, and when."
        fields.fault("GW021", f"the figure '{figure}' has no source.", hint, severity=Severity.WARNING)
    fields.finish()
    return result


def _quote(fields: Fields) -> Quote | None:
    child = fields.mapping("quote")
    if child is None:
        return None
    child.require("text", "a quotation is somebody's words", "Write 'text: …'.")
    by: str | Person | None = people.read_person_or_id(child, "by")
    quote = Quote(child.text("text"), by)
    child.finish()
    return quote


def _location(fields: Fields) -> Location:
    if fields.is_text("location"):
        text = fields.text("location")
        return Location(url=fields.url("location")) if _WEB.match(text) else Location(text)
    child = fields.mapping("location")
    if child is None:
        return Location()
    location = Location(child.text("name"), child.text("address"), child.url("url"))
    child.finish()
    return location


def _results(fields: Fields) -> tuple[str, str, dict[str, int]]:
    """A CSV file and a column of it, or votes by option."""
    if fields.is_text("results"):
        return file_path(fields, "results"), "", {}
    child = fields.mapping("results") if fields.is_mapping("results") else None
    if child and "file" in child and not child.text_or_nothing("file").strip().isdigit():
        file, column = file_path(child, "file"), child.text("column")
        child.finish()
        return file, column, {}
    return "", "", _votes(fields)


def _votes(fields: Fields) -> dict[str, int]:
    child = fields.mapping("results")
    if child is None:
        return {}
    votes = {pair.key: child.integer(pair.key.lower()) or 0 for pair in child.node}
    for name in (name for name, count in votes.items() if count < 0):
        child.fault("GW018", f"'{name}' has a negative number of votes.", "Count votes from 0.", key=name.lower())
    return votes

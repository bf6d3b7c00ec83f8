"""What authors should know of their feeds: text that no feed can carry, and media that no feed can announce."""

from __future__ import annotations

from collections.abc import Iterator

from goodword.catalogue import Catalogue
from goodword.entries import Entry
from goodword.index import Index
from goodword.problems import Place, Problem, Severity, ordered, problem_at
from goodword.projections.feeds.text import is_address, unfit


def feed_problems(catalogue: Catalogue, index: Index) -> tuple[Problem, ...]:
    """GW080, a warning, for characters that are left out; GW081, an error, for empty media; GW082, a warning.

    GW082 is an identity that is no address. A missing file is GW029.
    """
    sizes = {attachment.uri: attachment.size for attachment in catalogue.attachments}
    found: list[Problem] = []
    for entry in index.dated:
        found += _unfit(entry)
        found += _without_length(entry, sizes)
        found += _unnamed(entry)
    for person in catalogue.people.values():
        if unfit(person.name):
            found.append(_left_out(person.place, person.source, f"the name of '{person.id}'", person.name))
    return ordered(found)


def _unfit(entry: Entry) -> Iterator[Problem]:
    tags = "".join(entry.tags)
    own = (("title", entry.title), ("description", entry.description), ("tags", tags), ("license", entry.license))
    for key, text in own:
        if unfit(text):
            place = entry.place(key) if key in entry.places else Place(entry.body_line)
            yield _left_out(place, entry.source, f"'{key}'", text)
    if match := unfit(entry.body):
        line = entry.body.count("\n", 0, match.start())
        column = match.start() - entry.body.rfind("\n", 0, match.start())
        yield _left_out(Place(entry.body_line + line, column), entry.source, "the text", entry.body)


def _left_out(place: Place, source: str, what: str, text: str) -> Problem:
    match = unfit(text)
    assert match, "asked for by whoever calls this"
    message = f"{what} holds the character U+{ord(match.group()):04X}, which feeds cannot carry; they leave it out."
    return problem_at(place, source, "GW080", message, "Type that word again.", severity=Severity.WARNING)


def _unnamed(entry: Entry) -> Iterator[Problem]:
    if entry.id and not is_address(entry.id):
        message = "'id' is no address, which feeds need; they tell it as a part of your site's."
        hint = "Write a tag of your own, such as 'tag:your-site.example,2026:name', and never change it."
        yield problem_at(entry.place("id"), entry.source, "GW082", message, hint, severity=Severity.WARNING)


def _without_length(entry: Entry, sizes: dict[str, int]) -> Iterator[Problem]:
    for media in entry.media:
        if sizes.get(media.src) == 0:
            message = f"'{media.src}' is empty, and a feed tells its length."
            hint = "Put the whole file in its place."
            yield problem_at(entry.place("media"), entry.source, "GW081", message, hint)

"""From a source to an entry, with everything that is wrong with it."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping, Sequence
from typing import Any
from zoneinfo import ZoneInfo

from msgspec import Struct
from msgspec.structs import replace

from goodword import common, markdown, paths
from goodword.blocks import find
from goodword.community import testimonial_of
from goodword.entries import KINDS, Entry, Person, Section, Source, Testimonial
from goodword.fields import HOST_KEYS, Fields
from goodword.front_matter import Document, Unreadable, split
from goodword.kinds import READERS
from goodword.people import read_consent, read_person
from goodword.problems import Place, Problem, Severity

TESTIMONIAL = "testimonial"
"""The kind of a file that has no page: what it says stands in the list of testimonials."""
_OTHER_WORDS = ("published", "publish", "private", "hidden", "visibility")
"""What other generators say for `draft`; here they would publish."""
_ALMOST_FENCE = re.compile(r"-{3,}")
_KEY = re.compile(r"^(draft|title|date|embargo|unlisted|publish_at) *:", re.MULTILINE)
_HEAD = 2000
_SHAPES: Mapping[str, tuple[type, str, str]] = {
    "template": (str, "the name of a template", "Write 'template: name.html'."),
    "search": (dict, "a mapping", "Write 'search: {exclude: true}'."),
}


class Read(Struct, frozen=True):
    """What a source gave: an entry unless it cannot be read at all, and a person where it describes one."""

    entry: Entry | None
    problems: tuple[Problem, ...]
    person: Person | None = None
    said: Testimonial | None = None
    """What a customer said, where the source holds nothing else."""


def read(source: Source, sections: Sequence[Section], zone: ZoneInfo) -> Read:
    """The entry of a Markdown source. A fault in an explicit draft is a warning: nobody sees a draft."""
    try:
        document = split(source.text)
    except Unreadable as error:
        return Read(None, (error.problem(source.uri),))
    if document.body == source.body:
        document = replace(document, body=source.body)  # which is then in memory once
    fields = Fields(source.uri, document.metadata, zone)
    _check_doubt(fields, document)
    section = section_of(source.uri, sections)
    kind = _kind(fields, section)
    if kind == TESTIMONIAL:
        said = testimonial_of(fields, document.body)
        return Read(None, _settled(fields), said=said)
    entry = _entry(fields, document, kind, section)
    blocks, faults = find(document, source.uri, zone)
    fields.problems += faults
    person = read_person(fields, posixpath.basename(source.uri).removesuffix(".md")) if kind == "person" else None
    fields.finish(HOST_KEYS)
    sound, faulty = (tuple(block for block in blocks if block.faulty is wrong) for wrong in (False, True))
    entry = entry and replace(entry, blocks=sound, faulty_blocks=faulty)
    person = person and replace(
        person, source=source.uri, biography=document.body, consent=entry.consent if entry else None
    )
    return Read(entry, _settled(fields), person)


def _check_doubt(fields: Fields, document: Document) -> None:
    """Never publish on doubt: metadata that is not at the head, or a key that decides who may see and says nothing."""
    first = next((line.strip() for line in document.body.split("\n") if line.strip()), "")
    if not document.metadata.pairs and _ALMOST_FENCE.fullmatch(first) and _KEY.search(document.body[:_HEAD]):
        hint = "Put '---' (three hyphens) on the very first line."
        fields.fault("GW001", "the front matter does not begin on the first line.", hint, place=Place())
    for key in _OTHER_WORDS:
        if key in fields:
            fields.fault("GW010", f"'{key}' does not decide who sees a page here.", "Write 'draft: true'.", key=key)
    if "draft" in fields.text_or_nothing("status").lower() or "draft" in fields.free("meta"):
        fields.fault("GW010", "'draft' stands where nobody reads it.", "Write 'draft: true' on a line of its own.")
    for key in ("draft", "embargo", "publish_at", "unlisted", "expires"):
        if fields.is_empty(key):
            fields.fault("GW016", f"'{key}' says nothing.", "Write its value, or remove the line.", key=key)


def section_of(uri: str, sections: Sequence[Section]) -> Section | None:
    """The section with the longest path that holds the file."""
    holding = [section for section in sections if uri.startswith(section.path + "/")]
    return max(holding, key=lambda section: len(section.path), default=None)


def _kind(fields: Fields, section: Section | None) -> str:
    explicit = fields.word("kind", (*KINDS, TESTIMONIAL))
    introduces = section is not None and posixpath.dirname(fields.source) == section.path
    if explicit:
        return explicit
    if fields.source.rpartition("/")[2] in paths.INDEX_NAMES and (introduces or section is None):
        return "page"
    if posixpath.dirname(fields.source) == "people":
        return "person"
    return section.kind if section else "page"


def _entry(fields: Fields, document: Document, kind: str, section: Section | None) -> Entry | None:
    arguments = common.keys(fields) | common.dates(fields, kind) | _heading(fields, document)
    consent = read_consent(fields)
    arguments |= READERS[kind](fields)
    if consent:
        arguments["consent"] = consent
    link = _permalink(fields, section)
    if link is None:
        return None
    return KINDS[kind](
        source=fields.source,
        permalink=link,
        section=section.path if section else "",
        body_line=document.body_line,
        places=common.places(fields.node),
        host=_host(fields),
        **arguments,
    )


def _host(fields: Fields) -> dict[str, object]:
    """What the host reads, without values on which it falls."""
    values = fields.host_values()
    for key, (shape, what, hint) in _SHAPES.items():
        if values.get(key) is not None and not isinstance(values[key], shape):
            fields.fault("GW015", f"'{key}' is not {what}.", hint, key=key)
            del values[key]
    return values


def _heading(fields: Fields, document: Document) -> dict[str, Any]:
    title = " ".join(fields.text("title").split())
    heading = markdown.first_heading(document.body)
    taken = heading if heading and (heading.leads or not title) else None
    headline = markdown.plain(taken.text) if taken else ""
    return {
        "title": title or headline or _title_from_name(fields),
        "headline": headline or title,
        "body": markdown.without(document.body, taken) if taken else document.body,
    }


def _title_from_name(fields: Fields) -> str:
    folder, name = posixpath.split(fields.source)
    stem = posixpath.basename(folder) if name in paths.INDEX_NAMES else paths.dated_name(fields.source)[1]
    if name not in paths.INDEX_NAMES and posixpath.dirname(fields.source) != "people":
        hint = "Begin the text with '# Your title', or write 'title: …'."
        fields.fault("GW020", "this page has no title and no heading.", hint, severity=Severity.WARNING)
    return stem.replace("-", " ").replace("_", " ").strip().capitalize()


def _permalink(fields: Fields, section: Section | None) -> str | None:
    slug = fields.text("slug")
    if slug and section and posixpath.dirname(fields.source) == section.path and _is_index(fields.source):
        hint = "Rename the folder, and the section in the configuration."
        fields.fault("GW036", "a section's introduction stands at the section's own address.", hint, key="slug")
        return None
    try:
        return paths.permalink(fields.source, slug)
    except ValueError:
        key, name = ("slug", slug) if slug else ("", fields.source)
        hint = "Use letters, digits and hyphens; the last part of the address only."
        fields.fault("GW036", f"'{name}' cannot be an address.", hint, key=key, place=None if slug else Place())
        return None


def _is_index(uri: str) -> bool:
    return uri.rpartition("/")[2] in paths.INDEX_NAMES


def _explicit_draft(fields: Fields) -> bool:
    return fields.is_text("draft") and fields.text("draft").lower() in ("true", "yes", "on")


def _settled(fields: Fields) -> tuple[Problem, ...]:
    """A draft may lack what it needs to be published; everything else that is wrong with it is a warning."""
    if not _explicit_draft(fields):
        return tuple(fields.problems)
    kept = [problem for problem in fields.problems if problem.code != "GW020"]
    return tuple(replace(p, severity=Severity.WARNING) if p.severity is Severity.ERROR else p for p in kept)

"""People: who they are, and the leave they gave to show their words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from zoneinfo import ZoneInfo

from msgspec import Struct
from msgspec.structs import replace

from goodword import paths
from goodword.entries import Consent, Link, Person, Profile, Source
from goodword.fields import Fields
from goodword.front_matter import Unreadable, parse
from goodword.nodes import Mapped, Scalar, Sequence
from goodword.problems import Place, Problem, problem_at
from goodword.references import read_image, read_links

RELATIONS = ("team", "customer", "advocate", "partner", "speaker")
_COVERS = ("name", "photo", "words", "employer")


class People(Struct, frozen=True):
    """People by id."""

    by_id: Mapping[str, Person]
    problems: tuple[Problem, ...] = ()


def read_people(sources: Iterable[Source], zone: ZoneInfo) -> People:
    """`people.yml`, and Material's `.authors.yml`; where both know an id, people.yml wins."""
    people: dict[str, Person] = {}
    problems: list[Problem] = []
    for source in sorted(sources, key=lambda s: s.uri != ".authors.yml"):
        top = _top_mapping(source, problems)
        if source.uri == ".authors.yml":
            top = next(
                (p.value for p in top if p.key == "authors" and isinstance(p.value, Mapped)), Mapped((), Place())
            )
        for pair in top:
            if not isinstance(pair.value, Mapped):
                problems.append(
                    problem_at(
                        pair.place, source.uri, "GW015", f"'{pair.key}' is not a person.", "Indent 'name: …' under it."
                    )
                )
                continue
            if not _can_be_address(pair.key):
                hint = "Use letters, digits and hyphens."
                problems.append(
                    problem_at(pair.place, source.uri, "GW036", f"'{pair.key}' cannot be a person's id.", hint)
                )
                continue
            fields = Fields(source.uri, pair.value, zone, problems)
            person = read_person(fields, pair.key)
            role = person.role or (fields.text("description") if source.uri == ".authors.yml" else "")
            people[pair.key] = replace(
                person, role=role, consent=read_consent(fields), source=source.uri, place=pair.place
            )
            fields.finish(("avatar", "slug"))
    return People(people, tuple(problems))


def read_person(fields: Fields, id: str) -> Person:
    """A person's keys, wherever they stand; `url` is short for a single link."""
    relation = fields.word("relation", RELATIONS)
    address = fields.url("url")
    links = read_links(fields, "links")
    since, left = fields.day("since"), fields.day("left")
    if since and left and left < since:
        fields.fault("GW022", "'left' lies before 'since'.", "Correct one of the two.", key="left")
    return Person(
        id=id,
        name=fields.text("name") or id.replace("-", " ").replace("_", " ").title(),
        role=fields.text("role"),
        organisation=fields.text("organisation"),
        relation=relation,
        links=links or ((Link(address, address),) if address else ()),
        photo=read_image(fields, "photo"),
        connection=fields.text("connection"),
        since=since,
        left=left,
        profile=fields.flag("profile") if "profile" in fields else relation == "team",
        email=fields.text("email"),
        phone=fields.text("phone"),
    )


def profile_page(person: Person) -> Profile:
    """The page of a person who has no file of their own."""
    return Profile(
        source=f"people/{person.id}.md",
        permalink=f"people/{person.id}/",
        section="",
        title=person.name,
        headline=person.name,
        body="",
        person=person.id,
        consent=person.consent,
    )


def read_person_or_id(fields: Fields, key: str) -> str | Person | None:
    """A person's id, or a mapping with at least a name."""
    if not fields.is_mapping(key):
        return fields.text(key) or None
    child = fields.mapping(key)
    assert child is not None
    child.require("name", "a person who is not in people.yml needs one", "Write 'name: …'.")
    person = read_person(child, "")
    child.finish()
    return replace(person, profile=False)


def read_consent(fields: Fields) -> Consent | None:
    """The leave a person gave, or the word `withdrawn`."""
    if fields.is_text("consent"):
        return _consent_word(fields)
    child = fields.mapping("consent")
    if child is None:
        return None
    covers = child.texts("covers")
    for word in covers:
        if word not in _COVERS:
            child.fault(
                "GW017", f"'consent.covers' holds '{word}'.", f"Write any of: {', '.join(_COVERS)}.", key="covers"
            )
    silent = {"covers": "covers" in child and not covers, "until": child.is_empty("until")}
    for key in (key for key, is_silent in silent.items() if is_silent):  # without the line more is allowed, not less
        child.fault("GW016", f"'consent.{key}' says nothing.", "Write its value, or remove the line.", key=key)
    child.text("reference")
    given, until = child.day("date"), child.when("until")
    if given and until and until.day < given:
        child.fault("GW022", "'consent.until' lies before 'consent.date'.", "Correct one of the two.", key="until")
    consent = Consent(given, covers, until, child.text("by"))
    child.finish()
    return consent


def _consent_word(fields: Fields) -> Consent:
    if fields.text("consent").lower() != "withdrawn":
        hint = "Write 'consent: withdrawn', or a mapping with date and covers."
        fields.fault("GW017", f"'consent' is not understood: '{fields.text('consent')}'.", hint, key="consent")
    return Consent(withdrawn=True)


def _can_be_address(id: str) -> bool:
    try:
        paths.check_name(id)
    except ValueError:
        return False
    return True


def _top_mapping(source: Source, problems: list[Problem]) -> Mapped:
    node = parsed(source, problems)
    if node is None or isinstance(node, Mapped):
        return node or Mapped((), Place())
    problems.append(
        problem_at(node.place, source.uri, "GW015", "this file is not a mapping.", "Write 'id:' and indent its keys.")
    )
    return Mapped((), Place())


def parsed(source: Source, problems: list[Problem]) -> Mapped | Sequence | Scalar | None:
    """A data file as nodes; None where it is empty or cannot be read, which is then among the problems."""
    try:
        return parse(source.text)
    except Unreadable as error:
        problems.append(error.problem(source.uri))
        return None

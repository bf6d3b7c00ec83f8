"""People, the firm and what customers say: the data files beside the pages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from zoneinfo import ZoneInfo

from goodword import paths
from goodword.entries import Company, Consent, Image, Link, Person, Source, Testimonial, Value
from goodword.fields import Fields, safe_url
from goodword.front_matter import Mapped, Scalar, Sequence, Unreadable, parse
from goodword.problems import Place, Problem, Severity

RELATIONS = ("team", "customer", "advocate", "partner", "speaker")
_COVERS = ("name", "photo", "words", "employer")


@dataclass(frozen=True, slots=True)
class People:
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
                    _problem(source.uri, pair.place, f"'{pair.key}' is not a person.", "Indent 'name: …' under it.")
                )
                continue
            fields = Fields(source.uri, pair.value, zone, problems)
            person = read_person(fields, pair.key)
            role = person.role or (fields.text("description") if source.uri == ".authors.yml" else "")
            people[pair.key] = replace(person, role=role, source=source.uri, place=pair.place)
            fields.finish(("avatar", "slug"))
    return People(people, tuple(problems))


def read_person(fields: Fields, id: str) -> Person:
    """A person's keys, wherever they stand; `url` is short for a single link."""
    relation = fields.word("relation", RELATIONS)
    address = fields.url("url")
    links = read_links(fields, "links")
    return Person(
        id=id,
        name=fields.text("name") or id.replace("-", " ").replace("_", " ").title(),
        role=fields.text("role"),
        organisation=fields.text("organisation"),
        relation=relation,
        links=links or ((Link(address, address),) if address else ()),
        photo=read_image(fields, "photo"),
        connection=fields.text("connection"),
        since=fields.day("since"),
        left=fields.day("left"),
        profile=fields.flag("profile") if "profile" in fields else relation == "team",
        email=fields.text("email"),
        phone=fields.text("phone"),
    )


def read_links(fields: Fields, key: str) -> tuple[Link, ...]:
    """URLs or mappings of title and url."""
    links = []
    for item in fields.items(key):
        if isinstance(item, Scalar):
            links += [Link(url.removeprefix("https://").strip("/"), url) for url in _one_url(fields, key, item)]
        else:
            title, url = item.text("title"), item.url("url")
            item.finish()
            if title or url:
                links.append(Link(title or url, url))
    return tuple(links)


def read_image(fields: Fields, key: str) -> Image | None:
    """`src` (relative to the file), `alt`, `caption`, `credit`, or just the path of a file."""
    if fields.is_text(key):
        return Image(file_path(fields, key), "")
    child = fields.mapping(key)
    if child is None:
        return None
    image = Image(file_path(child, "src"), child.text("alt"), child.text("caption"), child.text("credit"))
    child.finish()
    return image if image.src else None


def file_path(fields: Fields, key: str) -> str:
    """A file named relative to the file that names it, as a path within the content folder; a URL stays one."""
    text = fields.text(key)
    if not text or paths.is_external(text):
        return fields.url(key) if text else ""
    try:
        return paths.resolve(fields.source, text)
    except ValueError:
        fields.fault("GW031", f"'{text}' leads out of the content folder.", "Keep the file beside the page.", key=key)
        return ""


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
    child.text("reference")
    consent = Consent(child.day("date"), covers, child.when("until"), child.text("by"))
    child.finish()
    return consent


def _consent_word(fields: Fields) -> Consent:
    if fields.text("consent").lower() != "withdrawn":
        hint = "Write 'consent: withdrawn', or a mapping with date and covers."
        fields.fault("GW017", f"'consent' is not understood: '{fields.text('consent')}'.", hint, key="consent")
    return Consent(withdrawn=True)


def read_testimonials(source: Source, zone: ZoneInfo) -> tuple[tuple[Testimonial, ...], tuple[Problem, ...]]:
    """A list of testimonials; those without consent are read as well, and withheld by the gate."""
    problems: list[Problem] = []
    node = _parsed(source, problems)
    items = node.items if isinstance(node, Sequence) else ()
    if node is not None and not isinstance(node, Sequence):
        problems.append(
            _problem(source.uri, node.place, "this file is not a list.", "Begin each testimonial with '- text: …'.")
        )
    read = [_testimonial(source.uri, item, zone, problems) for item in items]
    return tuple(t for t in read if t), tuple(problems)


def _testimonial(uri: str, item: object, zone: ZoneInfo, problems: list[Problem]) -> Testimonial | None:
    if not isinstance(item, Mapped):
        place = getattr(item, "place", Place())
        problems.append(_problem(uri, place, "this testimonial is not a mapping.", "Write 'text: …' and 'by: …'."))
        return None
    fields = Fields(uri, item, zone, problems)
    fields.require("text", "a testimonial is somebody's words", "Write 'text: …'.")
    fields.require("by", "a testimonial needs its person", "Write 'by:' with a person's id.")
    testimonial = Testimonial(
        text=fields.text("text"),
        by=read_person_or_id(fields, "by") or "",
        date=fields.day("date"),
        consent=read_consent(fields),
        connection=fields.text("connection"),
        source_url=fields.url("source"),
        tags=fields.texts("tags"),
        source=uri,
        place=item.place,
    )
    fields.finish()
    return testimonial


def read_company(source: Source, zone: ZoneInfo) -> tuple[Company | None, tuple[Problem, ...]]:
    """`company.yml`; None where it cannot be read."""
    problems: list[Problem] = []
    node = _parsed(source, problems)
    if not isinstance(node, Mapped):
        return None, tuple(problems)
    fields = Fields(source.uri, _with_underscores(node), zone, problems)
    company = Company(
        name=fields.text("name"),
        legal_name=fields.text("legal_name"),
        tagline=fields.text("tagline"),
        boilerplate=fields.text("boilerplate"),
        logo=file_path(fields, "logo"),
        url=fields.url("url"),
        address=_address(fields),
        founded=fields.text("founded"),
        contacts=tuple(_contact(child) for child in fields.mappings("contact_points")),
        press_contact=fields.text("press_contact"),
        profiles=read_links(fields, "profiles"),
        values=tuple(_value(child) for child in fields.mappings("values")),
    )
    fields.finish()
    return company, tuple(problems)


def _with_underscores(node: Mapped) -> Mapped:
    """`press contact` and `press_contact` are the same key."""
    return Mapped(tuple(replace(pair, key=pair.key.replace(" ", "_")) for pair in node), node.place)


def _address(fields: Fields) -> str:
    if not fields.is_mapping("address"):
        return ", ".join(filter(None, map(str.strip, fields.text("address").split("\n"))))
    return ", ".join(value for _, value in fields.entries("address") if value)


def _contact(fields: Fields) -> Person:
    name = fields.text("name") or fields.text("type")
    person = Person(id="", name=name, role=fields.text("role"), email=fields.text("email"), phone=fields.text("phone"))
    fields.finish()
    return person


def _value(fields: Fields) -> Value:
    value = Value(fields.text("text"), fields.texts("evidence"))
    fields.finish()
    return value


def _one_url(fields: Fields, key: str, item: Scalar) -> tuple[str, ...]:
    try:
        return (safe_url(item.text.strip()),)
    except ValueError:
        fields.fault("GW019", f"'{key}' holds an address that cannot be linked: '{item.text}'.", place=item.place)
        return ()


def _top_mapping(source: Source, problems: list[Problem]) -> Mapped:
    node = _parsed(source, problems)
    if node is None or isinstance(node, Mapped):
        return node or Mapped((), Place())
    problems.append(_problem(source.uri, node.place, "this file is not a mapping.", "Write 'id:' and indent its keys."))
    return Mapped((), Place())


def _parsed(source: Source, problems: list[Problem]) -> Mapped | Sequence | Scalar | None:
    try:
        return parse(source.text)
    except Unreadable as error:
        problems.append(error.problem(source.uri))
        return None


def _problem(uri: str, place: Place, message: str, hint: str) -> Problem:
    return Problem(
        code="GW015",
        severity=Severity.ERROR,
        source=uri,
        line=place.line,
        column=place.column,
        message=message,
        hint=hint,
    )

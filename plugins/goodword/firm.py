"""The firm: company.yml."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from msgspec.structs import replace

from goodword.entries import Company, Person, Source, Value
from goodword.fields import Fields
from goodword.nodes import Mapped
from goodword.people import parsed
from goodword.problems import Problem, problem_at
from goodword.references import file_path, read_kit, read_links


def read_company(source: Source, zone: ZoneInfo) -> tuple[Company | None, tuple[Problem, ...]]:
    """`company.yml`; None where it cannot be read."""
    problems: list[Problem] = []
    node = parsed(source, problems)
    if node is not None and not isinstance(node, Mapped):
        problems.append(problem_at(node.place, source.uri, "GW015", "this file is not a mapping.", "Write 'name: …'."))
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
        vote=fields.url("vote"),
        kit=read_kit(fields),
        places={pair.key.lower(): pair.value.place for pair in fields.node},
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
    fields.require("text", "a value is a sentence", "Write 'text: …'.")
    value = Value(fields.text("text"), fields.texts("evidence"), fields.place())
    fields.finish()
    return value

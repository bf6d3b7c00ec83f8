"""People, the firm, and what stands in lists: everything that is written as data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from zoneinfo import ZoneInfo

from msgspec import Struct

from goodword import community, firm, people
from goodword.entries import Company, Offer, Person, Response, Source, Testimonial
from goodword.problems import Problem


class DataFiles(Struct, frozen=True):
    """What the data files say, and what is wrong with them."""

    people: Mapping[str, Person]
    company: Company | None
    testimonials: tuple[Testimonial, ...]
    responses: tuple[Response, ...]
    offers: tuple[Offer, ...]
    problems: tuple[Problem, ...]

    @classmethod
    def of(cls, sources: Sequence[Source], zone: ZoneInfo) -> DataFiles:
        """Of all sources those that are data files; the same name may stand in several folders."""
        known = people.read_people([s for s in sources if s.uri in ("people.yml", ".authors.yml")], zone)
        company, problems = None, [*known.problems]
        for source in sources:
            if source.uri == "company.yml":
                company, found = firm.read_company(source, zone)
                problems += found
        said, answered, offered = (
            _all(sources, name, read, zone, problems)
            for name, read in (
                ("testimonials.yml", community.read_testimonials),
                ("responses.yml", community.read_responses),
                ("offers.yml", community.read_offers),
            )
        )
        return cls(known.by_id, company, said, answered, offered, tuple(problems))


def _all(sources: Sequence[Source], name: str, read: Any, zone: ZoneInfo, problems: list[Problem]) -> tuple[Any, ...]:
    """What every file of a name lists."""
    items: list[Any] = []
    for source in sources:
        if source.uri.rpartition("/")[2] == name:
            found, faults = read(source, zone)
            items += found
            problems += faults
    return tuple(items)

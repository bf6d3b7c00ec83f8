"""FR009 and FR010: what git and the finished site say about dates."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from goodword.problems import Problem
from goodword.projections.freshness.scene import Scene, Stated, finding


def bumped(scene: Scene) -> Iterator[Problem]:
    """FR009: the newest date came without a change of the text."""
    changes = scene.facts.changes or {}
    for entry in scene.listed:
        change = changes.get(entry.source)
        if change and change.bumped:
            key = "updated" if entry.updated else "date"
            message = f"'{key}' was written on {change.bumped} and nothing of the text with it."
            yield finding("FR009", entry.source, entry.place(key), message)


def disagreements(scene: Scene) -> Iterator[Problem]:
    """FR010: two outputs state days that lie more than one apart."""
    by_permalink: dict[str, list[Stated]] = defaultdict(list)
    for stated in scene.facts.stated or ():
        by_permalink[stated.permalink].append(stated)
    for entry in scene.listed:
        told = by_permalink.get(entry.permalink, [])
        for what, days in (
            ("published", [(s.where, s.published) for s in told if s.published]),
            ("changed", [(s.where, s.modified) for s in told if s.modified]),
        ):
            apart = _apart(days)
            if apart and (apart[1][1] - apart[0][1]).days > scene.policy.days_of("FR010"):
                (early, first), (late, last) = apart
                message = f"{what} on {first} according to the {early}, on {last} according to the {late}."
                yield finding("FR010", entry.source, entry.place("date"), message)


def _apart(days: list[tuple[str, date]]) -> tuple[tuple[str, date], tuple[str, date]] | None:
    if len(days) < 2:
        return None
    return min(days, key=lambda pair: pair[1]), max(days, key=lambda pair: pair[1])

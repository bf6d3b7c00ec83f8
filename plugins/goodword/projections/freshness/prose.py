"""FR004 to FR008 and FR014: what the prose says about time, held against the day it is read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta

from msgspec import Struct

from goodword.claims import Claim, copyright_in
from goodword.entries import Entry
from goodword.problems import Place, Problem
from goodword.projections.freshness.judge import last_confirmed
from goodword.projections.freshness.places import place_in
from goodword.projections.freshness.scene import Scene, finding
from goodword.related import related_sources

_STILL_AWAITED = timedelta(days=548)
"""A year and a half, after which nobody waits for a sequel."""
_SEQUELS = frozenset({"article", "press", "story"})


class _Said(Struct, frozen=True):
    """A claim, and what it is judged by."""

    claim: Claim
    since: date | None
    """The day on which somebody last stood by the page."""
    newest: date | None
    """The newest 'as of' of the page, which stands for the older ones."""
    today: date
    scene: Scene

    def outlasts(self, code: str, day: date | None) -> bool:
        """Whether more days have passed since `day` than the rule allows."""
        return day is not None and (self.today - day).days > self.scene.policy.days_of(code)


def prose(scene: Scene) -> Iterator[Problem]:
    """What a page without a date claims: FR004, FR005, FR006; and on any page FR007 and FR008."""
    for entry in scene.listed:
        body = scene.body(entry)
        if body is None or not body.claims:
            continue
        undated = entry.kind == "page" and entry.date is None
        since = last_confirmed(entry, scene.commits.get(entry.source))
        newest = max((claim.day for claim in body.claims if claim.kind == "as-of" and claim.day), default=None)
        for claim in body.claims:
            judge = _JUDGES.get(claim.kind)
            if judge and (undated or claim.kind in ("copyright", "version")):
                for code, message in judge(_Said(claim, since, newest, scene.today, scene)):
                    yield finding(code, entry.source, place_in(entry, claim.words, claim.sentence), message)


_Finding = Iterator[tuple[str, str]]


def _promise(said: _Said) -> _Finding:
    if said.outlasts("FR004", said.claim.day):
        yield "FR004", f"'{said.claim.words}': that day has passed ({said.claim.day})."


def _this_year(said: _Said) -> _Finding:
    if said.since and said.since.year < said.today.year:
        yield "FR005", f"'{said.claim.words}' was written or confirmed in {said.since.year}."


def _now(said: _Said) -> _Finding:
    if said.outlasts("FR005", said.since):
        yield "FR005", f"'{said.claim.words}' was last confirmed on {said.since}."


def _as_of(said: _Said) -> _Finding:
    day = said.claim.day
    if day and day == said.newest and said.outlasts("FR006", day):
        yield "FR006", f"'{said.claim.words}' is {(said.today - day).days} days ago."


def _copyright(said: _Said) -> _Finding:
    """The site's own, or nobody's: a year that somebody else's picture or map bears is right for ever."""
    claim = said.claim
    after = claim.sentence.partition(claim.words)[2].strip(" .,;–—-").casefold()
    own = not after or after.startswith(("all rights", *said.scene.names))
    found = copyright_in(claim.words)
    if own and found and _is_ours(found.by, said.scene) and found.year < said.today.year:
        yield "FR007", f"'{claim.words}': it is {said.today.year}."


def _is_ours(named: str, scene: Scene) -> bool:
    """Whether a copyright before whose year somebody may be named is the site's own, or nobody's."""
    return not named or named.casefold().startswith(tuple(scene.names))


def _version(said: _Said) -> _Finding:
    if newer := said.scene.policy.superseded.get(said.claim.words):
        yield "FR008", f"'{said.claim.words}' has been superseded by '{newer}'."


_JUDGES: Mapping[str, Callable[[_Said], _Finding]] = {
    "promise": _promise,
    "year": _this_year,
    "now": _now,
    "as-of": _as_of,
    "copyright": _copyright,
    "version": _version,
}


def copyright_years(scene: Scene) -> Iterator[Problem]:
    """FR007 in the configuration and in the site's own templates."""
    for path, text in scene.facts.texts.items():
        for number, line in enumerate(text.split("\n"), start=1):
            found = copyright_in(line)
            is_old = found and found.year < scene.today.year and _is_ours(found.by, scene)
            if found and is_old and not line.lstrip().startswith(("#", "{#")):
                message = f"'{found.words}': it is {scene.today.year}."
                yield finding("FR007", path, Place(number, found.at + 1), message)


def sequels(scene: Scene) -> Iterator[Problem]:
    """FR014: a sequel was announced, and no later entry of the series, or one that links back, has appeared."""
    allowed = timedelta(days=scene.policy.days_of("FR014"))
    waiting = [
        (entry, claim)
        for entry in scene.listed
        if entry.kind in _SEQUELS and entry.date and allowed < scene.today - entry.date.day < _STILL_AWAITED
        if (claim := _announcement(entry, scene))
    ]
    followed = _followed(scene) if waiting else {}
    for entry, claim in waiting:
        if not any(_later(entry, other) for other in followed.get(entry.permalink, ())):
            message = f"'{claim.words}': no later entry of its series has appeared, and none that links back to it."
            yield finding("FR014", entry.source, place_in(entry, claim.words, claim.sentence), message)


def _announcement(entry: Entry, scene: Scene) -> Claim | None:
    body = scene.body(entry)
    return next((claim for claim in body.claims if claim.kind == "follow-up"), None) if body else None


def _later(entry: Entry, other: Entry) -> bool:
    return bool(entry.date and other.date and other.date.at > entry.date.at)


def _followed(scene: Scene) -> Mapping[str, list[Entry]]:
    """Entries by the permalink of what they carry on: what they link to or are related to, and their series."""
    found: dict[str, list[Entry]] = defaultdict(list)
    series: dict[str, list[Entry]] = defaultdict(list)
    for entry in scene.listed:
        if entry.kind not in _SEQUELS:
            continue
        body = scene.body(entry)
        for link in body.links if body else ():
            if address := scene.address_of(entry, link):
                found[address[0]].append(entry)
        for source in related_sources(entry, scene.catalogue.by_source):
            if other := scene.catalogue.by_source.get(source):
                found[other.permalink].append(entry)
        if entry.series:
            series[entry.series].append(entry)
    for shelf in series.values():
        newest = max(shelf, key=lambda entry: entry.date.at.timestamp() if entry.date else 0.0)
        for entry in shelf:
            found[entry.permalink].append(newest)
    return found

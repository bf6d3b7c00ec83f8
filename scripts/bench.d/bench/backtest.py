"""How often FR003 would have been right: every day of every history, judged by what was known on it.

An alarm is raised on the day on which a silence reaches a rule's limit, at most once in a gap. It was right if the
year after it held at most a third of the entries of the year up to the last one. A section fell quiet where that is
so of the year after an entry, and was not so after the entry before; it was noticed if a right alarm came within that
year. Only entries with at least two others in the year before them are looked at.
"""

from __future__ import annotations

import argparse
import csv
import random
import sys
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from pathlib import Path
from statistics import median

from goodword.projections.freshness import cadence

_YEAR = 365
_YOUNG = 90
_ENOUGH = 5
_LIVELY = 3
"""Entries a year below which nobody can say that a third of them is missing."""
Limit = Callable[[Sequence[int]], float | None]
"""From the ordinals of the days so far, oldest first, to the days of silence that are too many; or None."""
Histories = Mapping[str, Sequence[Sequence[int]]]
"""By organisation: for each section the ordinals of its days, oldest first."""


def this_rule(days: Sequence[int]) -> float | None:
    """FR003 without a declared cadence."""
    known = cadence([date.fromordinal(day) for day in days], date.fromordinal(max(days[-1], days[0] + _YOUNG)))
    return known.overdue if known else None


def fixed(limit: int) -> Limit:
    """The same number of days for every section."""
    return lambda _: limit


def three_times_the_median(days: Sequence[int]) -> float | None:
    """Three times the middle of the last twelve gaps, from the fifth gap on."""
    gaps = [later - earlier for earlier, later in pairwise(days)][-12:]
    return 3 * median(gaps) if len(gaps) >= _ENOUGH else None


def beyond_the_longest(days: Sequence[int]) -> float | None:
    """Half as long again as the longest of the last twelve gaps, from 150 to 180 days: the best that tuning found."""
    gaps = [later - earlier for earlier, later in pairwise(days)][-12:]
    return min(max(1.5 * max(gaps), 150), 180) if len(gaps) >= _ENOUGH else 180


RULES: Mapping[str, Limit] = {
    "FR003": this_rule,
    "90 days": fixed(90),
    "120 days": fixed(120),
    "three times the median": three_times_the_median,
    "1.5 times the longest gap": beyond_the_longest,
}


@dataclass(frozen=True, slots=True)
class Tally:
    """What a rule did to some histories."""

    right: int = 0
    wrong: int = 0
    noticed: int = 0
    fell: int = 0
    days: int = 0
    """On which a section was judged."""

    def __add__(self, other: Tally) -> Tally:
        return Tally(*(getattr(self, name) + getattr(other, name) for name in self.__slots__))

    @property
    def precision(self) -> float:
        """The share of alarms that were right."""
        return self.right / max(1, self.right + self.wrong)

    @property
    def recall(self) -> float:
        """The share of sections fallen quiet that were noticed."""
        return self.noticed / max(1, self.fell)

    @property
    def f1(self) -> float:
        """The harmonic mean of both."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0

    @property
    def false_alarms(self) -> float:
        """Wrong alarms a section-year."""
        return self.wrong / max(1.0, self.days / _YEAR)

    def figures(self) -> tuple[float, float, float, float]:
        """Precision, recall, F1, false alarms a section-year."""
        return self.precision, self.recall, self.f1, self.false_alarms


def judge(days: Sequence[int], limit: Limit, until: int) -> Tally:
    """One history, up to a year before `until`, the ordinal of the last day that anything is known of."""
    end = until - _YEAR
    alarms: list[tuple[int, bool]] = []
    quiet_from: list[int] = []
    was_quiet = False
    for number, day in enumerate(days[: bisect_right(days, end)]):
        before = number + 1 - bisect_right(days, day - _YEAR)
        is_quiet = before >= _LIVELY and _within(days, day, day + _YEAR) * 3 <= before
        if is_quiet and not was_quiet:
            quiet_from.append(day)
        was_quiet = is_quiet
        alarm = _alarm(days, number, limit, end, until)
        if alarm and before >= _LIVELY:
            alarms.append((alarm, _within(days, alarm, alarm + _YEAR) * 3 <= before))
    noticed = sum(any(right and day < alarm <= day + _YEAR for alarm, right in alarms) for day in quiet_from)
    right = sum(right for _, right in alarms)
    return Tally(right, len(alarms) - right, noticed, len(quiet_from), max(0, end - days[0] - _YOUNG))


def _alarm(days: Sequence[int], number: int, limit: Limit, end: int, until: int) -> int:
    """The day on which the silence after an entry reaches the limit; 0 where the next entry comes first."""
    allowed = limit(days[: number + 1])
    following = days[number + 1] if number + 1 < len(days) else until + 1
    alarm = days[number] + round(allowed) if allowed is not None else following
    return alarm if alarm < following and alarm <= end and alarm - days[0] >= _YOUNG else 0


def _within(days: Sequence[int], after: int, to: int) -> int:
    return bisect_right(days, to) - bisect_right(days, after)


def tallies(histories: Histories, limit: Limit, until: int) -> dict[str, Tally]:
    """By organisation."""
    return {name: sum((judge(days, limit, until) for days in own), Tally()) for name, own in histories.items()}


def interval(by_organisation: Mapping[str, Tally], rounds: int = 2000) -> list[tuple[float, float]]:
    """95 % of the figures of organisations drawn again and again with replacement (Efron's bootstrap)."""
    draw = random.Random(1)
    names = sorted(by_organisation)
    figures = sorted_columns(
        sum((by_organisation[name] for name in draw.choices(names, k=len(names))), Tally()).figures()
        for _ in range(rounds)
    )
    return [(column[int(0.025 * rounds)], column[int(0.975 * rounds)]) for column in figures]


def sorted_columns(rows: Iterable[Sequence[float]]) -> list[list[float]]:
    """Each column by itself, in order."""
    return [sorted(column) for column in zip(*rows, strict=True)]


def halves(histories: Histories) -> tuple[Histories, Histories]:
    """The organisations split in two by chance, always the same way: one to tune on, one to report."""
    names = sorted(histories)
    random.Random(2).shuffle(names)
    first = set(names[: len(names) // 2])
    return (
        {name: histories[name] for name in names if name in first},
        {name: histories[name] for name in names if name not in first},
    )


def read(path: Path) -> Histories:
    """A CSV file or a folder of them, with the columns `series`, `date` and perhaps `org`; one day counts once.

    Raises ValueError for a date that is none, KeyError for a column that is missing.
    """
    files = sorted(path.glob("*.csv")) if path.is_dir() else [path]
    found: dict[str, dict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
    for file in files:
        with file.open(encoding="utf-8", newline="") as rows:
            for row in csv.DictReader(rows):
                day = date.fromisoformat(row["date"]).toordinal()
                found[row.get("org") or row["series"]][row["series"]].add(day)
    return {name: [sorted(days) for _, days in sorted(series.items())] for name, series in found.items()}


def last_day(histories: Histories) -> int:
    """The ordinal of the last day of all."""
    return max(days[-1] for own in histories.values() for days in own)


def table(histories: Histories, until: int) -> list[str]:
    """A Markdown table: the figures of each rule, each with its interval."""
    rows = ["| Rule | Precision | Recall | F1 | False alarms a section-year |", "|---|---|---|---|---|"]
    for name, limit in RULES.items():
        own = tallies(histories, limit, until)
        figures = sum(own.values(), Tally()).figures()
        cells = [f"{f:.2f} ({low:.2f}–{high:.2f})" for f, (low, high) in zip(figures, interval(own), strict=True)]
        rows.append(f"| {name} | {' | '.join(cells)} |")
    return rows


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table for a file or a folder; with --halves, for each half of the organisations."""
    parser = argparse.ArgumentParser(prog="scripts/backtest", description=__doc__)
    parser.add_argument(
        "path", type=Path, help="CSV with the columns series, date and perhaps org; or a folder of them"
    )
    parser.add_argument(
        "--until", type=date.fromisoformat, help="the last day anything is known of; default: the newest"
    )
    parser.add_argument("--halves", action="store_true", help="the half that may be tuned on, and the other one")
    options = parser.parse_args(arguments)
    histories = read(options.path)
    until = options.until.toordinal() if options.until else last_day(histories)
    parts = zip(("the half to tune on", "the other half"), halves(histories), strict=True)
    for title, part in parts if options.halves else [("all", histories)]:
        sections = sum(map(len, part.values()))
        print(f"{title}: {sections} sections of {len(part)} organisations; in brackets 95 % over organisations")
        print("\n".join(table(part, until)))
    return 0


if __name__ == "__main__":
    sys.exit(main())

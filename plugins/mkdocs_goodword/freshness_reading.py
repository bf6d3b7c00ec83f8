"""The options of goodword/freshness as they are written, and everything that is wrong with them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from difflib import get_close_matches

from msgspec import Struct, field

from goodword.entries import KINDS
from goodword.kinds import PAGE_TYPES
from goodword.problems import Severity
from goodword.projections.freshness import RULES, Policy

_LEVELS = ("info", "warning", "error")
_OFF = "off"
_TYPES = (*PAGE_TYPES, "page", "evergreen")
_MOST_DAYS = 36525
IGNORE_REVS = ".git-blame-ignore-revs"
_NUMBER = re.compile(r"FR0*(\d{1,3})", re.IGNORECASE)


class Fault(Struct, frozen=True):
    """What is wrong with an option."""

    path: tuple[str, ...]
    """Keys below the plugin's name."""
    message: str
    hint: str


class Wish(Struct):
    """What was understood, and what was not."""

    level: str = "info"
    severities: dict[str, Severity | None] = field(default_factory=dict)
    days: dict[str, int] = field(default_factory=dict)
    review: dict[str, int] = field(default_factory=dict)
    owners: list[str] = field(default_factory=list)
    superseded: dict[str, str] = field(default_factory=dict)
    git_dates: bool = False
    ignore_revs: str = IGNORE_REVS
    link_report: str = ""
    faults: list[Fault] = field(default_factory=list)

    def fault(self, message: str, hint: str, *path: str) -> None:
        """Note what is wrong."""
        self.faults.append(Fault(path, message, hint))

    def policy(self) -> Policy:
        """As the core knows it."""
        return Policy(
            severities=self.severities,
            days=self.days,
            review_days=self.review,
            owned=frozenset(self.owners),
            superseded=self.superseded,
            by_commit=self.git_dates,
        )


def read_wishes(options: Mapping[str, object]) -> Wish:
    """Options by name; one that is not there is as it is shipped."""
    wish = Wish()
    level = options.get("severity", wish.level)
    if level in _LEVELS:
        wish.level = str(level)
    else:
        wish.fault(f"'severity' is '{level}'.", _one_of(_LEVELS), "severity")
    for code, setting in _pairs(wish, options, "rules", "FR006: suggestion"):
        _rule(wish, code, setting)
    for kind, days in _pairs(wish, options, "review", "pricing: 90"):
        if kind not in _TYPES:
            wish.fault(f"'{kind}' is no type of page.", _meant(kind, _TYPES), "review", kind)
        elif (number := _days(wish, kind, days, "review", kind)) is not None:
            wish.review[kind] = number
    _owners(wish, options.get("owners", []))
    for version, newer in _pairs(wish, options, "superseded", "Survey kit 2: Survey kit 3"):
        if isinstance(newer, str) and newer:
            wish.superseded[version] = newer
        else:
            wish.fault(f"'{version}' has no successor that is a text.", "Write it in quotes.", "superseded", version)
    _git(wish, options)
    report = options.get("link_report", "")
    if isinstance(report, str):
        wish.link_report = report
    else:
        wish.fault("'link_report' is no name of a file.", "Write the name of a file or a folder.", "link_report")
    return wish


def _pairs(wish: Wish, options: Mapping[str, object], name: str, example: str) -> Iterator[tuple[str, object]]:
    value = options.get(name, {})
    if isinstance(value, dict):
        yield from ((str(key), item) for key, item in value.items())
    else:
        wish.fault(f"'{name}' is no mapping.", f"Write '{name}: {{{example}}}'.", name)


def _rule(wish: Wish, code: str, setting: object) -> None:
    if code not in RULES:
        wish.fault(f"'{code}' is no rule.", _meant_rule(code), "rules", code)
        return
    values = setting if isinstance(setting, dict) else {"severity": setting}
    for key, value in values.items():
        where = ("rules", code, str(key)) if isinstance(setting, dict) else ("rules", code)
        if key == "severity":
            _severity(wish, code, value, *where)
        elif key == "days":
            _days_of_rule(wish, code, value, *where)
        else:
            wish.fault(f"the rule {code} has an unknown option '{key}'.", "Write 'severity' or 'days'.", *where)


def _severity(wish: Wish, code: str, word: object, *path: str) -> None:
    if word is False or word == _OFF:  # YAML 1.1 reads an unquoted `off` as false
        wish.severities[code] = None
    elif isinstance(word, str) and word in list(Severity):
        wish.severities[code] = Severity(word)
    else:
        wish.fault(f"the rule {code} has the severity '{word}'.", _one_of((*Severity, _OFF)), *path)


def _days_of_rule(wish: Wish, code: str, value: object, *path: str) -> None:
    if RULES[code].days is None:
        counting = [known for known, rule in RULES.items() if rule.days is not None]
        hint = f"Take 'days' out; the rules that count days are {', '.join(counting)}."
        wish.fault(f"the rule {code} counts no days.", hint, *path)
    elif (number := _days(wish, code, value, *path)) is not None:
        wish.days[code] = number


def _days(wish: Wish, name: str, value: object, *path: str) -> int | None:
    if isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= _MOST_DAYS:
        return value
    wish.fault(f"'{name}' has '{value}' for days.", f"Write a whole number from 0 to {_MOST_DAYS}, such as 365.", *path)
    return None


def _owners(wish: Wish, value: object) -> None:
    if not isinstance(value, list):
        wish.fault("'owners' is no list of kinds.", "Write 'owners: [page]'.", "owners")
        return
    for kind in map(str, value):
        if kind in KINDS:
            wish.owners.append(kind)
        else:
            wish.fault(f"'{kind}' is no kind.", _meant(kind, tuple(KINDS)), "owners", kind)


def _git(wish: Wish, options: Mapping[str, object]) -> None:
    for key, value in _pairs(wish, options, "git", "dates: true"):
        if key == "dates" and isinstance(value, bool):
            wish.git_dates = value
        elif key == "ignore_revs" and isinstance(value, str):
            wish.ignore_revs = value
        elif key == "dates":
            wish.fault(f"'dates' is '{value}'.", _one_of(("true", "false")), "git", key)
        elif key == "ignore_revs":
            wish.fault("'ignore_revs' is no name of a file.", f"Write a name such as {IGNORE_REVS}.", "git", key)
        else:
            wish.fault(f"'git' has an unknown option '{key}'.", _meant(key, ("dates", "ignore_revs")), "git", key)


def _meant_rule(code: str) -> str:
    """The rule of that number, as FR4 and fr004 name it; likeness of letters would find another."""
    number = _NUMBER.fullmatch(code)
    meant = f"FR{int(number.group(1)):03}" if number else ""
    return f"Did you mean '{meant}'?" if meant in RULES else f"Known: {', '.join(RULES)}."


def _meant(name: str, names: tuple[str, ...]) -> str:
    close = get_close_matches(name, names, n=1)
    return f"Did you mean '{close[0]}'?" if close else f"Known: {', '.join(names)}."


def _one_of(words: tuple[str, ...]) -> str:
    return f"Write one of: {', '.join(words)}."

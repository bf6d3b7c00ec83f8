"""The rules of freshness as values, and what a site sets about them."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct, field

from goodword.problems import Severity

ERROR, WARNING, SUGGESTION = Severity.ERROR, Severity.WARNING, Severity.SUGGESTION


class Rule(Struct, frozen=True):
    """One rule: what it finds, why it matters, what to do."""

    code: str
    title: str
    explanation: str
    remedy: str
    severity: Severity
    """Of a finding as a rule; a review or a section that is overdue twice is an error, one that is due a suggestion."""
    days: int | None = None
    """The days that are allowed; what they count from is the rule's own. None for a rule that counts none."""
    by_change: bool = False
    """Whether a change to a file can answer for it; the others are matters of time alone."""


_LIST = (
    Rule(
        "FR000",
        "an ignore that hides nothing",
        "Nobody remembers what it was for, and it would hide the next finding.",
        "Take it out of the front matter.",
        SUGGESTION,
    ),
    Rule(
        "FR001",
        "an invitation that has lapsed",
        "A reader who follows it finds a closed door.",
        "Remove the invitation, or say what came of it.",
        ERROR,
        days=0,
        by_change=True,
    ),
    Rule(
        "FR002",
        "a page whose review is overdue",
        "The page promises to be right; nobody has confirmed it in time.",
        "Read it end to end, mend what is wrong, then run 'goodword reviewed FILE'.",
        WARNING,
        days=7,
    ),
    Rule(
        "FR003",
        "a section gone quiet",
        "A visitor judges the firm by the newest date.",
        "Publish something, set a 'cadence' you can keep, or take the section out of the navigation.",
        WARNING,
        days=120,
    ),
    Rule(
        "FR004",
        "a promise whose day has passed",
        "The page has no date of its own, so a reader takes its future for the future.",
        "Say what came of it, or take the sentence out.",
        WARNING,
        days=0,
        by_change=True,
    ),
    Rule(
        "FR005",
        "words that were right when they were written",
        "On a page without a date nobody can tell which year 'this year' is.",
        "Write the year or the day, or take the words out.",
        SUGGESTION,
        days=365,
    ),
    Rule(
        "FR006",
        "an 'as of' that is old",
        "The page says itself how old its figures are.",
        "Bring the figures up to date, and the day with them.",
        WARNING,
        days=365,
    ),
    Rule(
        "FR007",
        "a copyright year that stands still",
        "It stands on every page and says that nobody is there.",
        "Take the year out: copyright needs none (Berne Convention, article 5).",
        WARNING,
        by_change=True,
    ),
    Rule(
        "FR008",
        "a version that has been superseded",
        "A reader looks for what is no longer there.",
        "Write of the version that took its place, or say that this is about the old one.",
        SUGGESTION,
    ),
    Rule(
        "FR009",
        "a new date on an old text",
        "Readers and search engines take it for news, and learn not to.",
        "Put the old date back, or run 'goodword reviewed FILE' if you have read it and it is right.",
        WARNING,
        by_change=True,
    ),
    Rule(
        "FR010",
        "dates that disagree",
        "A reader, a feed reader and a search engine each get another day.",
        "Let one key of the front matter tell the day, and look at what your templates and plugins add.",
        WARNING,
        days=1,
        by_change=True,
    ),
    Rule(
        "FR011",
        "a dead link",
        "A reader who follows it stands before nothing.",
        "Mend the address, or take the link out.",
        ERROR,
        days=7,
    ),
    Rule(
        "FR012",
        "a page that nobody keeps",
        "What belongs to nobody is read by nobody.",
        "Name somebody of people.yml who is there: 'owner: ID'.",
        WARNING,
        by_change=True,
    ),
    Rule(
        "FR013",
        "a shortened link",
        "It hides where it leads, and breaks on the day the shortener stops.",
        "Write the address it leads to.",
        SUGGESTION,
        by_change=True,
    ),
    Rule(
        "FR014",
        "a sequel that readers may still wait for",
        "Somebody liked it enough to look for more.",
        "Write it, link from it to this text or give both one 'series'; or take the announcement out.",
        WARNING,
        days=60,
    ),
)
RULES: Mapping[str, Rule] = {rule.code: rule for rule in _LIST}


class Policy(Struct, frozen=True, kw_only=True):
    """What a site sets about the rules; by default what `RULES` says."""

    severities: Mapping[str, Severity | None] = field(default_factory=dict)
    """By code; None turns a rule off everywhere."""
    days: Mapping[str, int] = field(default_factory=dict)
    """By code."""
    review_days: Mapping[str, int] = field(default_factory=dict)
    """By type of page; the type of a page without one is `page`."""
    owned: frozenset[str] = frozenset()
    """Kinds that need an owner."""
    superseded: Mapping[str, str] = field(default_factory=dict)
    """A version as texts name it, and what took its place."""
    by_commit: bool = False
    """Whether the last meaningful commit is a date, where neither `reviewed` nor `updated` is."""

    def days_of(self, code: str) -> int:
        """The days a rule allows."""
        return self.days.get(code, RULES[code].days or 0)

    def severity_of(self, code: str, found: Severity) -> Severity | None:
        """How much a finding matters here; what is only due stays a suggestion at most. None where the rule is off."""
        if code not in self.severities:
            return found
        chosen = self.severities[code]
        milder = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.SUGGESTION: 2, Severity.INFO: 3}
        if chosen and code in ("FR002", "FR003") and found is Severity.SUGGESTION:
            return max(chosen, found, key=milder.__getitem__)
        return chosen

    def is_on(self, code: str) -> bool:
        """Whether a rule judges at all."""
        return self.severities.get(code, RULES[code].severity) is not None

"""Typed reading of metadata: every fault is recorded with its place, so that a file's faults come out together."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from difflib import get_close_matches
from typing import TypeVar
from zoneinfo import ZoneInfo

from goodword import dates, scalars
from goodword.dates import Duration, When
from goodword.nodes import Mapped, Node, Pair, Scalar, is_null, plain_value
from goodword.nodes import Sequence as ListNode
from goodword.problems import Place, Problem, Severity, problem_at

HOST_KEYS = frozenset(
    {"template", "hide", "search", "categories", "icon", "status", "subtitle", "comments", "readtime", "robots"}
)
"""Keys of MkDocs and Material that pass through untouched."""

T = TypeVar("T")
_MOST_WEIGHED = 50
"""Unknown keys that are held against the known ones; a file with more is no page, and an error."""


class Fields:
    """One mapping of a file's metadata. Keys are case-insensitive; a key that is never asked for is unknown."""

    def __init__(
        self, source: str, node: Mapped, zone: ZoneInfo, problems: list[Problem] | None = None, path: str = ""
    ) -> None:
        self.source = source
        self.node = node
        self.zone = zone
        self.problems: list[Problem] = [] if problems is None else problems
        self.path = path
        self._pairs: dict[str, Pair] = {}
        self._asked: set[str] = set()
        for pair in self.node:
            first = self._pairs.setdefault(pair.key.lower(), pair)
            if first is not pair:
                message = f"'{pair.key}' is set twice (first on line {first.place.line})."
                self.fault("GW007", message, "Keep one of them.", place=pair.place)

    def __contains__(self, key: str) -> bool:
        return self._value(key) is not None

    def place(self, key: str = "") -> Place:
        """Where the value of `key` stands; without a key, where the mapping begins."""
        pair = self._pairs.get(key)
        return pair.value.place if pair else self.node.place

    def fault(
        self,
        code: str,
        message: str,
        hint: str = "",
        *,
        key: str = "",
        place: Place | None = None,
        severity: Severity = Severity.ERROR,
    ) -> None:
        """Record a fault at `place`, or where `key` stands."""
        where = place or self.place(key)
        self.problems.append(problem_at(where, self.source, code, message, hint, severity=severity))

    def text(self, key: str) -> str:
        """Plain text, stripped; empty where there is none."""
        node = self._value(key)
        if node is None:
            return ""
        if isinstance(node, Scalar):
            return node.text.strip()
        self._wrong(key, "text", "Write it on one line, or quote it.")
        return ""

    def text_or_nothing(self, key: str) -> str:
        """Plain text where there is one; anything else is somebody else's to judge."""
        node = self._value(key)
        return node.text if isinstance(node, Scalar) else ""

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts; one text stands for a list of one."""
        return tuple(scalar.text.strip() for scalar in self._scalars(key) if scalar.text.strip())

    def flag(self, key: str) -> bool:
        """True or false; a value that is neither is a fault and reads as False."""
        return bool(self._parsed(key, scalars.flag, "GW016", "is not true or false", "Write true or false."))

    def integer(self, key: str) -> int | None:
        """A whole number of at most 12 digits."""
        return self._parsed(key, scalars.integer, "GW018", "is not a whole number", "Write digits only.")

    def day(self, key: str) -> date | None:
        """A calendar day."""
        return self._parsed(key, dates.parse_day, "GW012", "is not a date", "Write it as YYYY-MM-DD.")

    def when(self, key: str, zone: ZoneInfo | None = None) -> When | None:
        """A day or a moment; without an offset it is in `zone`, by default the site's."""
        hint = "Write it as YYYY-MM-DD or YYYY-MM-DDTHH:MM."
        return self._parsed(key, lambda text: dates.parse_when(text, zone or self.zone), "GW012", "is not a date", hint)

    def duration(self, key: str) -> Duration | None:
        """A span such as `6 months`."""
        hint = "Write a number and a unit, such as 90 days, 6 months, quarterly or yearly."
        return self._parsed(key, dates.parse_duration, "GW014", "is not a duration", hint)

    def time_zone(self, key: str) -> ZoneInfo | None:
        """An IANA time zone."""
        hint = "Write a name such as Europe/Paris or UTC."
        return self._parsed(key, dates.parse_zone, "GW039", "is not a time zone", hint)

    def url(self, key: str, *, relative: bool = False) -> str:
        """A URL that a browser may safely follow, or a path from the top of the site, or a `relative` one."""
        hint = "Write a full address that begins with https://, mailto: or tel:."
        parse = scalars.safe_url if relative else scalars.full_url
        return self._parsed(key, parse, "GW019", "is not an address that can be linked", hint) or ""

    def urls(self, key: str) -> tuple[str, ...]:
        """A list of URLs."""
        return tuple(url for scalar in self._scalars(key) if (url := self._safe(key, scalar)))

    def word(self, key: str, allowed: Sequence[str]) -> str:
        """One of the `allowed` words; empty where there is none."""

        def parse(text: str) -> str:
            if text.lower() not in allowed:
                raise ValueError(text)
            return text.lower()

        hint = f"Write one of: {', '.join(allowed)}."
        return self._parsed(key, parse, "GW017", "is not a word that fits", hint) or ""

    def mapping(self, key: str) -> Fields | None:
        """A mapping under `key`."""
        node = self._value(key)
        if node is None:
            return None
        if isinstance(node, Mapped):
            return self._child(node, key)
        self._wrong(key, "a mapping", "Indent 'name: value' lines under it.")
        return None

    def mappings(self, key: str) -> tuple[Fields, ...]:
        """A list of mappings; one mapping stands for a list of one."""
        node = self._value(key)
        if node is None:
            return ()
        items = node.items if isinstance(node, ListNode) else (node,)
        children = tuple(self._child(item, key) for item in items if isinstance(item, Mapped))
        if stray := next((item for item in items if not isinstance(item, Mapped)), None):
            hint = "Begin each item with '- ' and indent 'name: value' lines under it."
            self._wrong(key, "a list of mappings", hint, stray.place)
        return children

    def entries(self, key: str) -> tuple[tuple[str, str], ...]:
        """A mapping of texts, in its order."""
        child = self.mapping(key)
        return tuple((pair.key, child.text(pair.key.lower())) for pair in child.node) if child else ()

    def is_empty(self, key: str) -> bool:
        """Whether the key is there and its value is not."""
        pair = self._pairs.get(key)
        return pair is not None and is_null(pair.value)

    def is_text(self, key: str) -> bool:
        """Whether the value is a single text, where a mapping is possible as well."""
        return isinstance(self._value(key), Scalar)

    def is_mapping(self, key: str) -> bool:
        """Whether the value is a mapping, where a single text is possible as well."""
        return isinstance(self._value(key), Mapped)

    def items(self, key: str) -> tuple[Scalar | Fields, ...]:
        """A list of texts and mappings mixed, as in `links`."""
        node = self._value(key)
        nodes = () if node is None else node.items if isinstance(node, ListNode) else (node,)
        if nested := next((n for n in nodes if isinstance(n, ListNode)), None):
            hint = "Begin each item with '- ' and no further brackets."
            self._wrong(key, "a list of texts or mappings", hint, nested.place)
        return tuple(self._child(n, key) if isinstance(n, Mapped) else n for n in nodes if not isinstance(n, ListNode))

    def free(self, key: str) -> dict[str, object]:
        """A mapping nobody interprets."""
        node = self._value(key)
        if node is None:
            return {}
        if isinstance(node, Mapped):
            return {pair.key: plain_value(pair.value) for pair in node}
        self._wrong(key, "a mapping", "Indent 'name: value' lines under it.")
        return {}

    def host_values(self) -> dict[str, object]:
        """What belongs to the host: its own keys, as ordinary values."""
        return {key: plain_value(pair.value) for key, pair in self._pairs.items() if key in HOST_KEYS}

    def require(self, key: str, why: str, hint: str) -> None:
        """Record a fault where `key` is missing."""
        if key not in self:
            self.fault("GW020", f"'{self.path}{key}' is missing: {why}.", hint)

    def finish(self, let_through: Iterable[str] = (), *, unknown: Severity = Severity.WARNING) -> None:
        """Report every key that was never asked for: an error where it resembles a known one, else `unknown`."""
        known = sorted(self._asked)
        strange = [(k, pair) for k, pair in self._pairs.items() if k not in self._asked and k not in let_through]
        for number, (key, pair) in enumerate(strange):
            close = get_close_matches(key, known, n=1, cutoff=0.75) if number < _MOST_WEIGHED else []
            self._unknown(pair, close, unknown if number < _MOST_WEIGHED else Severity.ERROR)

    def _unknown(self, pair: Pair, close: list[str], severity: Severity) -> None:
        name = f"'{self.path}{pair.key}'"
        if close:
            self.fault("GW010", f"{name} is not a key Goodword knows.", f"Did you mean '{close[0]}'?", place=pair.place)
            return
        hint = "Remove it, or put it under 'meta:'."
        self.fault("GW011", f"{name} is not a key Goodword knows.", hint, place=pair.place, severity=severity)

    def _child(self, node: Mapped, key: str) -> Fields:
        return Fields(self.source, node, self.zone, self.problems, f"{self.path}{key}.")

    def _value(self, key: str) -> Node | None:
        self._asked.add(key)
        pair = self._pairs.get(key)
        return None if pair is None or is_null(pair.value) else pair.value

    def _scalars(self, key: str) -> tuple[Scalar, ...]:
        node = self._value(key)
        if node is None:
            return ()
        items = node.items if isinstance(node, ListNode) else (node,)
        items = tuple(item for item in items if not is_null(item))
        if stray := next((item for item in items if not isinstance(item, Scalar)), None):
            self._wrong(key, "a list of texts", "Write [one, two], or one '- item' a line.", stray.place)
        return tuple(item for item in items if isinstance(item, Scalar))

    def _safe(self, key: str, scalar: Scalar) -> str:
        try:
            return scalars.full_url(scalar.text.strip())
        except ValueError:
            message = f"'{self.path}{key}' is not an address that can be linked: {scalars.short(scalar.text)}."
            self.fault("GW019", message, "Write a full address that begins with https://.", place=scalar.place)
            return ""

    def _parsed(self, key: str, parse: Callable[[str], T], code: str, what: str, hint: str) -> T | None:
        node = self._value(key)
        if node is None:
            return None
        text = node.text.strip() if isinstance(node, Scalar) else ""
        try:
            return parse(text)
        except (ValueError, OverflowError):
            shown = scalars.short(text) if isinstance(node, Scalar) else "a list or a mapping"
            self.fault(code, f"'{self.path}{key}' {what}: {shown}.", hint, key=key)
            return None

    def _wrong(self, key: str, expected: str, hint: str, place: Place | None = None) -> None:
        self.fault("GW015", f"'{self.path}{key}' is not {expected}.", hint, key=key, place=place)

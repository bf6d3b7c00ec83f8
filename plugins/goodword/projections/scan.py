"""The last look at a finished site: what must not be in it, wherever it came from."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from html import unescape

from goodword.catalogue import Catalogue
from goodword.entries import Entry
from goodword.gate import State, state
from goodword.problems import Problem, Severity

_ERRORS = ("Traceback", "Warning:", "getaddrinfo", "jinja2.exceptions.")
_PAGES = (".html", ".xml", ".json", ".txt")
"""Where an error's text would be read; scripts and styles are the theme's."""
_SECRETS = {
    "a private key": re.compile(rb"-----BEGIN (?:RSA |EC |OPENSSH |DSA |PGP )?PRIVATE KEY"),
    "an access key of AWS": re.compile(rb"\b(?:AKIA|ASIA)[0-9A-Z]{16}\b"),
    "a token of GitHub": re.compile(rb"\b(?:ghp|gho|ghs|ghr|github_pat)_[A-Za-z0-9_]{30,}\b"),
    "a token of GitLab": re.compile(rb"\bglpat-[A-Za-z0-9_-]{20,}\b"),
    "a token of Slack": re.compile(rb"\bxox[abprs]-[A-Za-z0-9-]{10,}\b"),
    "a live key of Stripe": re.compile(rb"\b[rs]k_live_[A-Za-z0-9]{20,}\b"),
    "a key of Google": re.compile(rb"\bAIza[0-9A-Za-z_-]{35}\b"),
}
"""Secrets that have a shape of their own; a guess at entropy would cry wolf."""
_TEXTS = (".html", ".xml", ".json", ".txt", ".ics", ".css", ".js", ".svg", ".webmanifest")
_LONG_TITLE = 3
"""Words from which a title is nobody else's by chance."""


def canaries(catalogue: Catalogue, now: datetime) -> dict[str, Entry]:
    """What would betray a withheld entry: its id, and its title where that has three words or more.

    What has expired was public once, and others may have named it: time passing must not break a build.
    """
    seen = {_folded(entry.title) for entry in catalogue.built(now)}
    found: dict[str, Entry] = {}
    for entry in catalogue.withheld(now):
        if state(entry, now) is State.EXPIRED or (entry.consent and entry.consent.until):
            continue
        title = _folded(entry.title)
        if len(title.split()) >= _LONG_TITLE and title not in seen:
            found[title] = entry
        if entry.id:
            found[_folded(entry.id)] = entry
    return found


@dataclass(frozen=True)
class Scan:
    """What to look for; made once, and asked of every file."""

    withheld: Mapping[str, Entry]
    errors: tuple[str, ...]
    pattern: re.Pattern[str] | None

    @classmethod
    def of(cls, withheld: Mapping[str, Entry], written: Iterable[str]) -> Scan:
        """An error's text that a source itself holds (`written`) is meant, and no finding."""
        sources = list(written)
        errors = tuple(text for text in _ERRORS if not any(text in source for source in sources))
        words = sorted(withheld, key=len, reverse=True)
        return cls(withheld, errors, re.compile("|".join(map(re.escape, words))) if words else None)

    def problems(self, path: str, data: bytes) -> list[Problem]:
        """What one file of the output betrays, shows or holds that it must not."""
        secrets = [
            _found(path, f"the output holds {name}.", "Take it out of the source, and have it revoked.")
            for name, secret in _SECRETS.items()
            if secret.search(data)
        ]
        return secrets + (self._in_text(path, data.decode("utf-8", "replace")) if path.endswith(_TEXTS) else [])

    def _in_text(self, path: str, text: str) -> list[Problem]:
        shown = [error for error in self.errors if error in text] if path.endswith(_PAGES) else []
        hint = "Look at the page, and mend its cause."
        found = [_found(path, f"the output shows the text of an error: '{error}'.", hint) for error in shown]
        if self.pattern:
            named = {self.withheld[word].source for word in self.pattern.findall(_folded(unescape(text)))}
            hint = "Nobody may see it now: take the words out, or publish it."
            messages = [f"the output names '{source}', which is withheld." for source in sorted(named)]
            found += [_found(path, message, hint) for message in messages]
        return found


def _folded(text: str) -> str:
    return " ".join(text.split())


def _found(path: str, message: str, hint: str) -> Problem:
    return Problem(code="GW070", severity=Severity.ERROR, source=path, message=message, hint=hint)

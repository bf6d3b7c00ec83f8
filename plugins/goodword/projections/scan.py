"""The last look at a finished site: what must not be in it, wherever it came from."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import datetime
from html import unescape

from msgspec import Struct

from goodword.catalogue import Catalogue
from goodword.entries import Entry
from goodword.gate import State, state
from goodword.problems import Place, Problem, Severity, problem_at
from goodword.secrets import secrets

_ERRORS = ("Traceback", "Warning:", "getaddrinfo", "jinja2.exceptions.")
_PAGES = (".html", ".xml", ".json", ".txt")
"""Where an error's text would be read; scripts and styles are the theme's."""
_TEXTS = (".html", ".xml", ".json", ".txt", ".ics", ".css", ".js", ".svg", ".webmanifest")
_ICS_FOLD, _ICS_ESCAPE = re.compile("\r?\n[ \t]"), re.compile(r"\\([\\;,nN])")
_JSON_ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|([\"\\/]))")
_LONG_TITLE = 3
"""Words from which a title is nobody else's by chance."""


def canaries(catalogue: Catalogue, now: datetime) -> dict[str, Entry]:
    """What would betray a withheld entry: its id, and its title where that has three words or more.

    What has expired was public once, and others may have named it: time passing must not break a build.
    """
    withheld = catalogue.withheld(now)
    seen = {_folded(entry.title) for entry in catalogue.built(now)} if withheld else set()
    found: dict[str, Entry] = {}
    for entry in withheld:
        if state(entry, now) is State.EXPIRED or (entry.consent and entry.consent.until):
            continue
        title = _folded(entry.title)
        if len(title.split()) >= _LONG_TITLE and title not in seen:
            found[title] = entry
        if entry.id:
            found[_folded(entry.id)] = entry
    return found


class Scan(Struct, frozen=True):
    """What to look for; made once, and asked of every file."""

    withheld: Mapping[str, Entry]
    errors: tuple[str, ...]
    pattern: re.Pattern[str] | None

    @classmethod
    def of(cls, withheld: Mapping[str, Entry], written: Iterable[str]) -> Scan:
        """An error's text that a source itself holds (`written`) is meant, and no finding."""
        meant = {text for source in written for text in _ERRORS if text in source}
        errors = tuple(text for text in _ERRORS if text not in meant)
        words = sorted(withheld, key=len, reverse=True)
        return cls(withheld, errors, re.compile("|".join(map(_spaced, words))) if words else None)

    def problems(self, path: str, data: bytes) -> list[Problem]:
        """What one file of the output betrays, shows or holds that it must not."""
        held = [_secret(path, name, data, at) for name, at in secrets(data)]
        return held + (self._in_text(path, data.decode("utf-8", "replace")) if path.endswith(_TEXTS) else [])

    def _in_text(self, path: str, text: str) -> list[Problem]:
        shown = [error for error in self.errors if error in text] if path.endswith(_PAGES) else []
        hint = "Look at the page, and mend its cause."
        found = [_found(path, f"the output shows the text of an error: '{error}'.", hint) for error in shown]
        if self.pattern:
            named = {self.withheld[_folded(words)].source for words in self.pattern.findall(_read(path, text))}
            hint = "Nobody may see it now: take the words out, or publish it."
            messages = [f"the output names '{source}', which is withheld." for source in sorted(named)]
            found += [_found(path, message, hint) for message in messages]
        return found


def _secret(path: str, name: str, data: bytes, at: int) -> Problem:
    """Where a secret begins, and nothing of it: a message is kept in logs."""
    place = Place(data.count(b"\n", 0, at) + 1, at - data.rfind(b"\n", 0, at))
    hint = "Take it out of the source, and have it revoked; write EXAMPLE into one that is only shown."
    return problem_at(place, path, "GW070", f"the output holds {name}.", hint)


def _read(path: str, text: str) -> str:
    """A file's text as whoever opens it reads it."""
    if path.endswith(".ics"):  # RFC 5545, 3.1 and 3.3.11
        return _ICS_ESCAPE.sub(lambda found: " " if found[1] in "nN" else found[1], _ICS_FOLD.sub("", text))
    if path.endswith(".json"):  # RFC 8259, 7
        return _JSON_ESCAPE.sub(lambda found: chr(int(found[1], 16)) if found[1] else found[2], text)
    return unescape(text)


def _folded(text: str) -> str:
    return " ".join(text.split())


def _spaced(folded: str) -> str:
    """An expression for a folded text as it was before, so that nobody need fold all that it is looked for in."""
    return r"\s+".join(map(re.escape, folded.split(" ")))


def _found(path: str, message: str, hint: str) -> Problem:
    return Problem(code="GW070", severity=Severity.ERROR, source=path, message=message, hint=hint)

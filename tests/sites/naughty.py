"""A site with naughty strings in every field that reaches a feed, as an author or an import could have left them."""

from __future__ import annotations

import json
from pathlib import Path

from sites.building import CONFIG, REPOSITORY

_CORPUS = Path(__file__).parent.parent / "corpora" / "blns.json"
STRINGS: list[str] = [
    *json.loads(_CORPUS.read_text(encoding="utf-8")),
    *("\x00\x01\x1f", "\x80\x9f", "]]>", "a]]>b", "\ufffe\ufdd0\ufdd1\U0001ffff", "\u202eرتل\u202c", "x" * 10_000),
    *("&amp;</b>", "&Q1", "<b>unclosed <i", "&#60;x&#62;", "<![CDATA[x", "<?php x ?>", "<!-- c", "\u2028\u2029"),
    *("e\u0301" * 50, "CafÃ©", "Anna <1a@b.example>", "&#xD800;", "&#0;", "</script><table><tr>", "a\ttab\nline"),
]
_PEOPLE = 40


def quoted(value: object) -> str:
    """A value as YAML that any character can stand in."""
    if isinstance(value, list):
        return f"[{', '.join(map(quoted, value))}]"
    if isinstance(value, dict):
        return f"{{{', '.join(f'{key}: {quoted(item)}' for key, item in value.items())}}}"
    return '"' + "".join(map(_escaped, str(value))) + '"'


def _escaped(char: str) -> str:
    if char in '"\\':
        return f"\\{char}"
    is_plain = char.isprintable() and not 0xD800 <= ord(char) < 0xE000
    return char if is_plain else f"\\U{ord(char):08x}"


def _article(number: int) -> str:
    text, other, third = (STRINGS[(number + step) % len(STRINGS)] for step in (0, 7, 31))
    keys: dict[str, object] = {
        "title": text or "Untitled",
        "description": other,
        "date": f"2026-{1 + number // 28 % 10:02d}-{1 + number % 28:02d}",
        "tags": [f"{number} {third}"[:60], "All of them"],
        "authors": [f"p{number % _PEOPLE}"],
        "image": {"src": "a.png", "alt": other or "x"},
        "media": [{"src": "talk.mp3", "title": third, "duration": text}],
    }
    if number % 3 == 0:
        keys["license"] = text
    front = "\n".join(f"{key}: {quoted(value)}" for key, value in keys.items())
    return f"---\n{front}\n---\n\n{text}\n\n{other}\n"


FILES: dict[str, str | bytes] = {
    **{f"articles/n{number}.md": _article(number) for number in range(len(STRINGS))},
    "articles/a.png": b"",
    "articles/talk.mp3": (REPOSITORY / "content/articles/audio/knock.mp3").read_bytes(),
    "people.yml": "".join(
        f"p{n}: {{name: {quoted(f'{n} {STRINGS[n * 12 % len(STRINGS)]}')}, relation: team}}\n" for n in range(_PEOPLE)
    ),
    "company.yml": f"name: {quoted('Larch </b> & <1a@b.example>')}\n"
    "contact_points: [{name: Post, email: post@larch.example}]\n",
    "community/events/e.md": f"---\ntitle: Event\ndate: 2026-01-01\nstarts: 2027-01-01T10:00\n"
    f"location: {quoted({'name': '<b>Hall', 'address': ']]>&'})}\n---\n\nCome.\n",
}


def config() -> str:
    """The configuration, which is hostile too."""
    names = f"site_name: {quoted('Larch & <b>Sons]]>')}\nsite_description: {quoted('&amp; <x> CafÃ©')}"
    return CONFIG.replace("site_name: Larch & Sons", names)

"""Every kind of source with one vector in every key that is read as a text or an address, each alone in its value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from goodword.entries import Source
from hostile.vectors import quoted

V = "{vector}"
"""Stands for the vector, as a value or as a key."""
OWN = "{vector of its own}"
"""Stands for the vector and the form's name, where two sources may not say the same."""
SELF = "{number}"
"""Stands for the vector's number."""

WHO = {
    "name": V,
    "role": V,
    "organisation": V,
    "connection": V,
    "email": V,
    "phone": V,
    "relation": "customer",
    "url": V,
    "links": [{"title": V, "url": "https://p.example/"}, {"title": V, "url": V}, V],
    "photo": {"src": "x.png", "alt": V, "caption": V, "credit": V},
}
PICTURE = {"src": "x.png", "alt": V, "caption": V, "credit": V}
SEEN = {"name": V, "photo": {**PICTURE, "src": V}}
GLIMPSED = {"name": V, "photo": V}
CONSENT = {
    "date": "2026-01-01",
    "covers": ["name", "words", "employer", "photo", V],
    "by": V,
    "reference": V,
}
COMMON = {
    "title": V,
    "description": V,
    "series": V,
    "license": V,
    "id": OWN,
    "evergreen": V,
    "owner": V,
    "authors": [V, f"p{SELF}"],
    "tags": [V],
    "aliases": [V],
    "related": [V],
    "canonical": V,
    "image": PICTURE,
    "media": [
        {
            "src": "talk.mp3",
            "type": V,
            "title": V,
            "duration": V,
            "transcript": V,
            "poster": "x.png",
            "captions": [{"src": "talk.vtt", "language": V, "title": V}, {"src": V}],
            "chapters": [{"at": "0:01", "title": V}, {"at": V, "title": V}],
        },
        {"src": V, "type": V, "title": V, "duration": V, "transcript": V, "poster": V, "captions": V},
    ],
    "freshness": {"ignore": {"FR004": V}},
    "meta": {"note": V, V: "note"},
    "status": V,
    "date": "2026-01-02",
}
ARTICLE = {"for": V, "takeaway": V, "sources": [{"title": V, "url": "https://s.example/"}, {"title": V, "url": V}, V]}
PRESS = {
    "type": "release",
    "dateline": V,
    "contact": WHO,
    "outlet": V,
    "url": V,
    "corrections": [{"date": "2026-02-01", "text": V}],
    "boilerplate": V,
    "kit": [V, {"src": "x.png", "title": V, "credit": V, "license": V}, {"src": V}],
}
STORY = {
    "customer": WHO,
    "problem": V,
    "done": [V],
    "result": [{"figure": V, "what": V, "source": V}],
    "quote": {"text": V, "by": WHO},
    "consent": CONSENT,
}
EVENT = {
    "starts": "2026-12-24T18:00",
    "location": {"name": V, "address": V, "url": V},
    "register": V,
    "status": "scheduled",
}
POLL = {
    "question": V,
    "opens": "2026-01-15",
    "closes": "2026-12-15",
    "options": [V, "another answer"],
    "results": {V: "3", "another answer": "5"},
    "method": V,
    "vote": V,
}


@dataclass(frozen=True)
class Form:
    """A way to write a kind of source. `at` is its file, by the vector's number."""

    name: str
    kind: str
    at: str
    keys: Mapping[str, Any]
    body: str = "Findable.\n"
    leading: int = 0
    """Keys of the file above the mapping that is read."""


def _terse(kind: str, keys: Mapping[str, Any]) -> Form:
    """What may be a mapping, as a text. Its kind is its own word."""
    common = {"title": V, "date": {"created": "2026-01-02"}, "image": V, "slug": V, "id": OWN, "consent": V}
    return Form(f"terse {kind}", kind, f"terse/{kind}{SELF}.md", {"kind": kind, **common, **keys})


def _pictured(kind: str, keys: Mapping[str, Any]) -> Form:
    """Pictures that a vector names."""
    common = {"title": "A picture", "date": "2026-01-02", "image": {**PICTURE, "src": V}}
    return Form(f"pictured {kind}", kind, f"pictured/{kind}{SELF}.md", {"kind": kind, **common, **keys})


FORMS = (
    Form("article", "article", f"articles/a{SELF}.md", {**COMMON, **ARTICLE, "consent": CONSENT}),
    Form("release", "press", f"press/r{SELF}.md", {**COMMON, **PRESS, "consent": CONSENT}),
    Form("coverage", "press", f"press/c{SELF}.md", {**COMMON, **PRESS, "type": "coverage", "consent": CONSENT}),
    Form("story", "story", f"community/stories/s{SELF}.md", {**COMMON, **STORY}),
    Form("event", "event", f"community/events/e{SELF}.md", {**COMMON, **EVENT, "consent": CONSENT}),
    Form("poll", "poll", f"community/polls/q{SELF}.md", {**COMMON, **POLL, "consent": CONSENT}),
    Form("person", "person", f"people/p{SELF}.md", {**COMMON, **WHO, "relation": "team", "consent": CONSENT}),
    Form("page", "page", f"page{SELF}.md", {**COMMON, "consent": CONSENT}),
    Form("lone person", "person", f"people/l{SELF}.md", {**WHO, "relation": "team"}),
)
"""Every kind that a Markdown file may have, each for every vector."""
TERSE = (
    _terse("article", {"sources": V}),
    _terse("press", {"contact": V}),
    _terse("story", {"customer": V, "quote": {"text": V, "by": V}}),
    _terse("event", {"starts": "2026-05-05", "location": V}),
    _terse("poll", {"options": V, "results": {V: "3", "b": "4"}}),
    _terse("person", {"links": V, "photo": V}),
    _terse("page", {"meta": V}),
)
PICTURED = (
    _pictured("article", {}),
    _pictured("press", {"contact": SEEN}),
    _pictured("story", {"customer": SEEN, "quote": {"text": V, "by": SEEN}, "consent": CONSENT}),
    _pictured("event", {"starts": "2026-05-05"}),
    _pictured("poll", {"options": ["a", "b"], "results": V}),
    _pictured("person", {"photo": {**PICTURE, "src": V}}),
    _pictured("page", {}),
    Form(
        "glimpsed contact",
        "press",
        f"glimpsed/press{SELF}.md",
        {"kind": "press", "date": "2026-01-02", "contact": GLIMPSED},
    ),
    Form(
        "glimpsed customer",
        "story",
        f"glimpsed/story{SELF}.md",
        {
            "kind": "story",
            "date": "2026-01-02",
            "customer": GLIMPSED,
            "quote": {"text": V, "by": GLIMPSED},
            "consent": CONSENT,
        },
    ),
)
"""Other ways to write the same keys, whose vectors they share: each vector stands in each of their keys for one kind."""
PEOPLE = {
    "guest": {**WHO, "profile": "true", "consent": CONSENT},
    "plain": {**SEEN, "links": V, "profile": "true"},
    "glimpsed": {**GLIMPSED, "consent": V},
}
FIRM = (
    Form(
        "home",
        "page",
        "index.md",
        {
            "title": V,
            "description": V,
            "meta": {
                "promise": V,
                "primary": {"text": V, "url": V},
                "quiet": {"text": V, "url": V},
                "proof": [{"figure": V, "what": V, "source": V, "date": V}],
            },
        },
    ),
    Form("section", "page", "articles/index.md", {"title": V, "description": V}),
    Form("plain page", "page", "page.md", {"title": V}),
    Form("plain release", "press", "press/r.md", {"title": V, "date": "2026-01-02"}),
    Form(
        "plain article", "article", "articles/a.md", {"title": V, "date": "2026-01-02", "authors": ["guest", "other"]}
    ),
    Form(
        "company",
        "",
        "company.yml",
        {
            "name": V,
            "legal_name": V,
            "tagline": V,
            "boilerplate": V,
            "logo": V,
            "url": V,
            "address": V,
            "founded": V,
            "press_contact": "guest",
            "contact_points": [{"name": V, "role": V, "email": V, "phone": V}, {"type": V, "email": V}],
            "profiles": [{"title": V, "url": "https://me.example/"}, {"title": V, "url": V}, V],
            "values": [{"text": V, "evidence": [V, "page.md"]}],
            "vote": V,
            "kit": [V, {"src": "x.png", "title": V, "credit": V, "license": V}, {"src": V}],
        },
    ),
    Form("people", "", "people.yml", PEOPLE, leading=1),
    Form(
        "authors",
        "",
        ".authors.yml",
        {
            "authors": {
                "other": {**WHO, "description": V, "avatar": V, "slug": V, "consent": CONSENT},
                "plain": {**SEEN, "links": V, "consent": V},
                "glimpsed": GLIMPSED,
            }
        },
        leading=2,
    ),
    Form(
        "testimonials",
        "",
        "testimonials.yml",
        {
            "": [
                {
                    "text": V,
                    "by": WHO,
                    "connection": V,
                    "source": V,
                    "tags": [V],
                    "date": "2026-01-01",
                    "consent": CONSENT,
                },
                {
                    "text": V,
                    "by": "guest",
                    "connection": V,
                    "source": V,
                    "tags": [V],
                    "date": "2026-01-02",
                    "consent": CONSENT,
                },
                {"text": V, "by": V, "consent": V},
                {"text": V, "by": GLIMPSED, "connection": V, "date": "2026-01-03", "consent": CONSENT},
                {"text": V, "by": SEEN, "connection": V, "date": "2026-01-04", "consent": CONSENT},
            ]
        },
    ),
)
"""What a site has once."""
OTHER_FIRM = (
    Form(
        "other home",
        "page",
        "index.md",
        {"title": V, "meta": {"promise": V, "primary": V, "quiet": V}},
    ),
    Form(
        "company",
        "",
        "company.yml",
        {
            "name": V,
            "logo": "x.png",
            "address": {"street": V, "town": V},
            "press_contact": V,
            "profiles": V,
        },
    ),
)
BLOCK = Form("block", "", "latest", {"latest": {"title": V, "tag": V, "section": V}}, leading=1)
"""The inside of a block."""


@dataclass
class Written:
    """A source, and where each value of it stands: line and column to the keys that lead to it."""

    text: str = ""
    places: dict[tuple[int, int], str] = field(default_factory=dict)

    def add(self, text: str) -> None:
        self.text += text

    def here(self, path: str) -> None:
        """The next character belongs to the value at `path`."""
        line = self.text.count("\n") + 1
        self.places.setdefault((line, len(self.text) - self.text.rfind("\n")), path)


def written(form: Form, vector: str, number: int) -> tuple[Source, dict[tuple[int, int], str]]:
    """A form filled with a vector, and the places of its values, and of keys within them."""
    page = form.at.endswith(".md")
    out = Written("---\n" if page else "")
    filled = _Filled(out, vector, f"{vector} {form.name}", str(number))
    for key, value in form.keys.items():
        if key:
            out.add(f"{key}: ")
        filled.value(value, key)
        out.add("\n")
    if page:
        out.add(f"---\n{form.body}")
    return Source(form.at.replace(SELF, str(number)), out.text), out.places


@dataclass
class _Filled:
    out: Written
    vector: str
    own: str
    number: str

    def value(self, value: Any, path: str) -> None:
        """Write a value as YAML on one line."""
        self.out.here(path)
        if isinstance(value, dict):
            self._mapping(value, path)
        elif isinstance(value, list):
            self.out.add("[")
            for number, item in enumerate(value):
                self.out.add(", " if number else "")
                self.value(item, path)
            self.out.add("]")
        else:
            self.out.add(self._scalar(value))

    def _mapping(self, mapping: dict[str, Any], path: str) -> None:
        self.out.add("{")
        for number, (key, value) in enumerate(mapping.items()):
            self.out.add(", " if number else "")
            below = f"{path}.{key}".lstrip(".")
            self.out.add("? ")
            self.out.here(below)
            self.out.add(f"{self._scalar(key)} : ")
            self.value(value, below)
        self.out.add("}")

    def _scalar(self, value: str) -> str:
        if value in (V, OWN):
            return quoted(self.vector if value == V else self.own)
        return value.replace(SELF, self.number)


def every_form(number: int) -> tuple[Form, ...]:
    """Every kind."""
    return FORMS


def forms_in_turn(number: int) -> tuple[Form, ...]:
    """For a vector that stands alone one kind after the other, and the other ways to write the keys; and an author."""
    author = next(form for form in FORMS if form.name == "person")
    own = FORMS[number % len(FORMS)]
    others = (TERSE[number % len(TERSE)], PICTURED[number % len(PICTURED)])
    return ((own,) if own is author else (own, author)) + others

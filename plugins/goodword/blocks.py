"""Blocks: fenced code with the info word `goodword` and YAML inside, which becomes part of the site.

```goodword
latest: {section: press, limit: 3}
```
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from difflib import get_close_matches
from functools import partial
from zoneinfo import ZoneInfo

from goodword import markdown
from goodword.entries import (
    DATED,
    KINDS,
    Block,
    Call,
    ElsewhereCall,
    Latest,
    OffersCall,
    PollCall,
    ResponsesCall,
    SaidCall,
    ValuesCall,
)
from goodword.fields import Fields
from goodword.front_matter import Document, Unreadable, parse
from goodword.nodes import Mapped, is_null
from goodword.problems import Place, Problem, Severity, problem_at
from goodword.references import file_path

_MOST = 50
_LISTED = tuple(kind for kind in KINDS if kind in DATED)


def find(document: Document, source: str, zone: ZoneInfo) -> tuple[tuple[Block, ...], list[Problem]]:
    """The blocks of a text and everything wrong with them; one that cannot be told from another is left out."""
    problems: list[Problem] = []
    blocks = []
    for code in markdown.fenced(document.body) if "goodword" in document.body else ():
        if code.info == "goodword":
            block = _block(code, document.body_line + code.line, source, zone, problems)
            blocks += [block] if block else []
    return tuple(blocks), problems


def _block(code: markdown.Fenced, line: int, source: str, zone: ZoneInfo, problems: list[Problem]) -> Block | None:
    try:
        node = parse(code.content, line + 1)
    except Unreadable as error:
        problems.append(error.problem(source))
        return None
    if not isinstance(node, Mapped) or len(node.pairs) != 1:
        problems.append(problem_at(Place(line), source, "GW032", "a block names one thing.", _HINT))
        return None
    pair = node.pairs[0]
    reader = _READERS.get(pair.key)
    if reader is None:
        close = get_close_matches(pair.key, _READERS, n=1, cutoff=0.6)
        hint = f"Did you mean '{close[0]}'?" if close else f"Known blocks: {', '.join(_READERS)}."
        problems.append(problem_at(pair.place, source, "GW032", f"there is no block '{pair.key}'.", hint))
        return None
    if not isinstance(pair.value, Mapped) and not is_null(pair.value):
        hint = f"Write '{pair.key}: {{name: value}}'; the guide lists its options."
        problems.append(problem_at(pair.place, source, "GW032", f"the options of '{pair.key}' are no mapping.", hint))
        return None
    own: list[Problem] = []
    options = pair.value if isinstance(pair.value, Mapped) else Mapped((), pair.place)
    fields = Fields(source, options, zone, own)
    call = reader(fields)
    fields.finish(unknown=Severity.ERROR)
    problems += own
    places = {option.key.lower(): option.value.place for option in options}
    return Block(code.text, call, code.line, places, faulty=bool(own))


def _latest(fields: Fields) -> Latest:
    return Latest(
        section=fields.text("section").strip("/"),
        tag=fields.text("tag"),
        kind=fields.word("kind", _LISTED),
        limit=_limit(fields),
        title=fields.text("title"),
    )


def _elsewhere(type: str, fields: Fields) -> ElsewhereCall:
    fields.require("url", f"a {type} lies somewhere", "Write 'url: https://…'.")
    fields.require("title", "a link has words", "Write 'title: …': what it shows.")
    return ElsewhereCall(
        type=type,
        url=fields.url("url"),
        title=fields.text("title"),
        note=fields.text("note"),
        poster=file_path(fields, "poster"),
    )


def _limit(fields: Fields) -> int:
    limit = fields.integer("limit")
    if limit is not None and not 1 <= limit <= _MOST:
        fields.fault("GW033", f"'limit' is {limit}.", f"Write a number from 1 to {_MOST}.", key="limit")
    return limit or 3


def _poll(fields: Fields) -> PollCall:
    return PollCall(file=file_path(fields, "file"), title=fields.text("title"))


def _said(fields: Fields) -> SaidCall:
    tag, person, title = (fields.text(key) for key in ("tag", "person", "title"))
    return SaidCall(tag=tag, person=person, limit=_limit(fields), title=title)


def _responses(fields: Fields) -> ResponsesCall:
    return ResponsesCall(tag=fields.text("tag"), limit=_limit(fields), title=fields.text("title"))


def _offers(fields: Fields) -> OffersCall:
    return OffersCall(tag=fields.text("tag"), limit=_limit(fields), title=fields.text("title"))


def _values(fields: Fields) -> ValuesCall:
    return ValuesCall(title=fields.text("title"))


_HINT = "Write for instance 'latest: {section: press, limit: 3}'."
_READERS: Mapping[str, Callable[[Fields], Call]] = {
    "latest": _latest,
    "video": partial(_elsewhere, "video"),
    "map": partial(_elsewhere, "map"),
    "poll": _poll,
    "testimonials": _said,
    "responses": _responses,
    "offers": _offers,
    "values": _values,
}

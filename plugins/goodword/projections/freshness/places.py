"""Where a finding stands in what the author wrote, and in which words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import islice, takewhile
from urllib.parse import unquote, urlsplit

from goodword.entries import Entry
from goodword.paths import Escape, is_external, is_markdown, resolve
from goodword.problems import Place
from goodword.projections.freshness.scene import Scene

_DESTINATION = re.compile(
    r"\]\(\s*(?:<([^<>\n]+)>|([^\s()<>]+(?:\([^\s()]*\)[^\s()<>]*)*))"
    r"|^ {0,3}\[[^\]\n]+\]:\s*<?([^\s<>]+)"
    r"|\b(?:href|src)=[\"']([^\"'\n]+)"
    r"|<(https?://[^<>\s]+)>",
    re.MULTILINE,
)
"""What an author can link with: inline, by reference (CommonMark 0.31, sections 6.3 and 4.7), HTML, an autolink."""

_BETWEEN = r"(?:[\s*_~\[]|\](?:\([^()\n]*\)|\[[^\[\]\n]*\])?)++"
"""What may stand between two words: white space, and the marks of emphasis and links; never given back."""
_SET_APART = re.compile(r" {0,3}[>|]")
_FENCE = re.compile(r"[ >]*(```|~~~)")
_MARKS = ("```", "~~~", ">", "|")
_LOOKED_AT = 100
"""Places of the same words that are compared, so that a text of nothing else is judged in linear time."""


def place_in(entry: Entry, words: str, sentence: str = "") -> Place:
    """Where words stand in an entry's Markdown: all of them, else as many as can be found together.

    In prose rather than in code, a quotation or a table; of several places, the one most like their sentence.
    """
    parts = words.split()
    for count in dict.fromkeys((len(parts), 4, 2)):
        pattern = re.compile(_BETWEEN.join(map(re.escape, parts[:count])))
        for text in (_prose(entry.body), entry.body) if parts else ():
            found = list(islice(pattern.finditer(text), _LOOKED_AT))
            if found:
                best = found[0] if len(found) == 1 else max(found, key=lambda match: _likeness(match, sentence))
                return _at(entry, best.start())
    return Place(entry.body_line)


@lru_cache(maxsize=64)
def _prose(body: str) -> str:
    """The Markdown with what is no prose blanked, as long as before."""
    if not any(mark in body for mark in _MARKS):
        return body
    lines, fence = [], ""
    for line in body.split("\n"):
        mark = _FENCE.match(line)
        is_apart = bool(fence or mark or _SET_APART.match(line))
        lines.append(" " * len(line) if is_apart else line)
        if mark and fence in ("", mark.group(1)):
            fence = "" if fence else mark.group(1)
    return "\n".join(lines)


def _likeness(match: re.Match[str], sentence: str) -> int:
    """How many characters before and after a place are those around the same words in a sentence."""
    text, start, end = match.string, match.start(), match.end()
    before, _, after = sentence.partition(" ".join(match.group().split()))
    left = " ".join(text[max(0, start - 2 * len(before)) : start].split())
    right = " ".join(text[end : end + 2 * len(after)].split())
    return _common(reversed(before.strip()), reversed(left)) + _common(after.strip(), right)


def _common(one: Iterable[str], other: Iterable[str]) -> int:
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def written(scene: Scene, entry: Entry, link: str) -> tuple[str, Place]:
    """A link of a rendered body as its author wrote it, and where: the host writes names of files anew."""
    meant = scene.address_of(entry, link)
    for text, start in _destinations(entry):
        if text == link or (meant is not None and _means(scene, entry, text) == meant):
            return text, _at(entry, start)
    return link, _place_of_end(entry, link)


def _destinations(entry: Entry) -> Iterator[tuple[str, int]]:
    for match in _DESTINATION.finditer(entry.body):
        number = match.lastindex or 0
        yield match.group(number), match.start(number)


def _means(scene: Scene, entry: Entry, text: str) -> tuple[str, str] | None:
    """The path from the site's root and the anchor that a destination means, be it a file's name or an address."""
    if not is_external(text) and is_markdown(urlsplit(text).path):
        try:
            target = scene.catalogue.by_source.get(resolve(entry.source, text))
        except Escape:
            return None
        return (target.permalink, unquote(urlsplit(text).fragment)) if target else None
    return scene.address_of(entry, text)


def _place_of_end(entry: Entry, link: str) -> Place:
    """Where a link stands that a block or an extension has made: the host hardly writes its end anew."""
    for wanted in (link, unquote(link), link.partition("#")[2], link.rstrip("/").rpartition("/")[2]):
        if wanted and wanted in entry.body:
            return place_in(entry, wanted)
    return place_in(entry, "")


def _at(entry: Entry, start: int) -> Place:
    above = entry.body[:start]
    return Place(entry.body_line + above.count("\n"), start - above.rfind("\n"))

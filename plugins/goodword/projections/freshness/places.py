"""Where a finding stands in what the author wrote, and in which words."""

from __future__ import annotations

import re
from collections.abc import Iterator
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


def place_in(entry: Entry, words: str) -> Place:
    """Where words first stand in an entry's Markdown: all of them, else as many as stand together without marks."""
    parts = words.split()
    for count in dict.fromkeys((len(parts), 4, 2)):
        match = re.search(r"\s+".join(map(re.escape, parts[:count])), entry.body) if parts else None
        if match:
            return _at(entry, match.start())
    return Place(entry.body_line)


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

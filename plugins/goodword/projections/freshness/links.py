"""FR011 and FR013: links that lead nowhere, and links that hide where they lead."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

from goodword.entries import Entry
from goodword.problems import Problem, Severity
from goodword.projections.freshness.places import written
from goodword.projections.freshness.scene import Dead, Scene, finding

SHORTENERS = frozenset(
    """
    amzn.to bit.do bit.ly buff.ly cutt.ly dlvr.it fb.me ff.im fur.ly goo.gl ift.tt is.gd j.mp lnkd.in ow.ly post.ly
    rb.gy rebrand.ly shorturl.at snip.ly su.pr t.co t.ly tiny.cc tinyurl.com tr.im trib.al tweetburner.com url.ie v.gd
    wp.me x.co
    """.split()  # noqa: SIM905  # a list of names reads better without quotes
)
"""Hosts whose addresses only lead on."""


def dead_links(scene: Scene) -> Iterator[Problem]:
    """FR011: of this site at once; of others where a saved report has found them dead twice, days apart."""
    dead = {report.url: report for report in scene.facts.dead or ()}
    for entry in scene.listed if scene.facts.bodies is not None else ():
        body = scene.body(entry)
        for link in sorted(body.links) if body else ():
            if problem := _within(entry, link, scene) or _beyond(entry, link, dead, scene):
                yield problem


def _within(entry: Entry, link: str, scene: Scene) -> Problem | None:
    """A dead link of this site; nothing is dead where nobody knows what is there."""
    if scene.facts.is_there is None:
        return None
    found = scene.address_of(entry, link)
    if found is None:
        return None
    path, anchor = found
    address = f"{path}#{anchor}" if anchor else path
    if scene.facts.is_there(address):
        return None
    what = "there is no such place on the page" if anchor and scene.facts.is_there(path) else "nothing is there"
    text, place = written(scene, entry, link)
    return finding("FR011", entry.source, place, f"'{text}' leads to '/{address}': {what}.")


def _beyond(entry: Entry, link: str, dead: dict[str, Dead], scene: Scene) -> Problem | None:
    report = dead.get(link) or dead.get(link.partition("#")[0])
    if report is None or (report.last - report.first).days < scene.policy.days_of("FR011"):
        return None
    reason = f" ({report.reason})" if report.reason else ""
    text, place = written(scene, entry, link)
    message = f"'{text}' was dead on {report.first} and still on {report.last}{reason}."
    return finding("FR011", entry.source, place, message, severity=Severity.INFO)


def shortened(scene: Scene) -> Iterator[Problem]:
    """FR013, in whatever a reader can follow."""
    for entry in scene.listed:
        body = scene.body(entry)
        for link in sorted(body.links) if body else ():
            if _host(link) in SHORTENERS:
                text, place = written(scene, entry, link)
                yield finding("FR013", entry.source, place, f"'{text}' does not say where it leads.")


def _host(link: str) -> str:
    """Only what follows two strokes is a host (RFC 3986, section 3.2)."""
    if "//" not in link:
        return ""
    try:
        return (urlsplit(link).hostname or "").removeprefix("www.")
    except ValueError:
        return ""

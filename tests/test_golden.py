"""Golden stories: content in; problems, states, listings and feeds out. One YAML file a story, in tests/golden/."""

import json
from datetime import timedelta
from pathlib import Path

import pytest
import yaml

from goodword.catalogue import Site, load
from goodword.dates import parse_zone
from goodword.entries import Attachment, Source
from goodword.gate import state
from goodword.problems import Severity
from goodword.projections.cards import cards
from goodword.projections.feeds import whole_feeds
from goodword.projections.freshness import RULES, Change, Dead, Facts, Policy, Stated, findings
from goodword.projections.pages import page_view
from goodword.projections.pages.listings import listings
from goodword.projections.structured import structured
from making import SECTIONS, at, english, lines, rendered_body, section, shown, views

STORIES = sorted((Path(__file__).parent / "golden").glob("*.yml"))
KEYS = {"story", "files", "attachments", "config", "now", "problems", "states", "listings", "feeds", "findings"} | {
    "rendered",
    "facts",
    "policy",
    "cards",
    "types",
    "enclosures",
}


def read(path):
    story = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert story.keys() <= KEYS
    assert {"story", "files", "problems"} <= story.keys()
    return story


def loaded(story):
    config = dict(story.get("config") or {})
    site = Site(
        name="Larkfield",
        url="https://larkfield.example/",
        zone=parse_zone(config.pop("timezone", "UTC")),
        sections=tuple(section(path, **options) for path, options in config.pop("sections", {}).items()) or SECTIONS,
        tags=tuple(config.pop("tags", ())),
        **config,
    )
    sources = [Source(uri, text) for uri, text in story["files"].items()]
    attachments = [Attachment(uri, 1, "application/octet-stream") for uri in story.get("attachments", ())]
    return load(site, sources, attachments)


def facts(story, found):
    """What a build would know: with `rendered`, the bodies and the addresses; under `facts`, git, outputs, reports."""
    given = story.get("facts") or {}
    versions = tuple((story.get("policy") or {}).get("superseded", ()))
    bodies = {e.permalink: rendered_body(e.body, versions=versions) for e in found.catalogue.entries}
    rendered = bodies if story.get("rendered") else None
    there = {*(rendered or ()), *(section.url for section in found.catalogue.site.sections), *given.get("there", ())}
    return Facts(
        bodies=rendered,
        is_there=there.__contains__ if rendered is not None else None,
        dead=tuple(Dead(**dead) for dead in given.get("dead", ())),
        changes={uri: Change(**values) for uri, values in given["changes"].items()} if "changes" in given else None,
        stated=tuple(Stated(**stated) for stated in given["stated"]) if "stated" in given else None,
        texts=given.get("texts", {}),
    )


def policy(story):
    """As the configuration of goodword/freshness would set it."""
    given = dict(story.get("policy") or {})
    severities = {code: Severity(word) if word else None for code, word in given.pop("severities", {}).items()}
    return Policy(severities=severities, owned=frozenset(given.pop("owned", ())), **given)


@pytest.mark.parametrize("path", STORIES, ids=lambda path: path.stem)
def test_the_story_ends_as_written(path):
    story = read(path)
    found = loaded(story)
    now = at(story.get("now", "2026-06-01T12:00Z"))
    assert lines(found.problems) == story["problems"]
    if "states" in story:
        assert {e.source: str(state(e, now)) for e in found.catalogue.entries} == story["states"]
    if "listings" in story:
        shown = {page.url: page for page in listings(views(found.catalogue, now.isoformat()))}
        for url, expected in story["listings"].items():
            assert [entry.permalink for entry in shown[url].entries] == expected
    if "feeds" in story:
        made = {f.path: f for f in whole_feeds(found.catalogue, found.catalogue.index(now), english(), {})}
        for folder, expected in story["feeds"].items():
            assert [item.title for item in made[folder].items] == expected
    tell_machines(story, found.catalogue, now)
    if "findings" in story:
        assert lines(findings(found.catalogue, now, facts(story, found), policy(story))) == story["findings"]


def tell_machines(story, catalogue, now):
    """Words of cards by page, types of JSON-LD by page, files that feeds carry by folder."""
    index = catalogue.index(now)
    if "cards" in story:
        made = {card.page: [card.kicker, card.title] for card in cards(catalogue, index, english(), now)}
        assert made == story["cards"]
    for permalink, expected in story.get("types", {}).items():
        entry = next(entry for entry in catalogue.entries if entry.permalink == permalink)
        url = f"{catalogue.site.url}{permalink}"
        told = structured(page_view(permalink, entry, shown(catalogue, now.isoformat())), url, catalogue.site.url)
        assert [json.loads(block)["@type"] for block in told] == expected
    if "enclosures" in story:
        made = {feed.path: feed for feed in whole_feeds(catalogue, index, english(), {})}
        for folder, expected in story["enclosures"].items():
            assert [[media.url for media in item.media] for item in made[folder].items] == expected


@pytest.mark.parametrize("path", STORIES, ids=lambda path: path.stem)
def test_the_order_of_the_files_changes_nothing(path):
    story = read(path)
    backwards = story | {"files": dict(reversed(story["files"].items()))}
    assert loaded(story).problems == loaded(backwards).problems


def test_every_story_is_told_once():
    told = [read(path)["story"] for path in STORIES]
    assert len(told) == len(set(told)) >= 25


FRESHNESS = sorted(RULES.keys() - {"FR000"})
TIMELESS = {"FR008", "FR009", "FR010", "FR011", "FR013"}
"""Rules that know no today: their fresh example stays fresh."""


def found_by(code, story, later=0):
    """Where a rule speaks in a story, some days later than it is told."""
    found = loaded(story)
    now = at(story["now"]) + timedelta(days=later)
    problems = findings(found.catalogue, now, facts(story, found), policy(story))
    return {problem.source for problem in problems if problem.code == code}


@pytest.mark.parametrize("code", FRESHNESS)
def test_every_rule_of_freshness_has_a_story_with_a_fresh_example_and_a_stale_one(code):
    """A fresh example is one that the rule looks at: it grows stale, or its rule knows no today."""
    story = read(Path(__file__).parent / "golden" / f"freshness-{code.lower()}.yml")
    assert story["story"].startswith(f"{code}, fresh and stale; ")
    stale = found_by(code, story)
    assert stale
    assert story["files"].keys() - stale - {"people.yml"}
    ages = set().union(*(found_by(code, story, later) for later in (1, 30, 90, 366))) - stale
    assert bool(ages) is (code not in TIMELESS)


def test_no_story_of_freshness_is_of_a_rule_that_is_none():
    told = {path.stem.removeprefix("freshness-").upper() for path in STORIES if path.stem.startswith("freshness-fr")}
    assert told == set(FRESHNESS)

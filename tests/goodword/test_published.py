"""Which files metadata publishes: portraits of people whom readers see, and of nobody else."""

import pytest

from goodword.gate import is_built
from goodword.published import held_back, named_files
from making import PARIS, at, clean, entry_source, source

NOW = "2026-06-01T12:00Z"
PEOPLE = source(
    "people.yml",
    """
    jo: {name: Jo Hill, photo: {src: jo.svg, alt: Jo}, left: 2026-06-02}
    """,
)
LEAVE = {"date": "2026-01-01"}
PRESS = {"title": "News", "date": "2026-01-01"}


def published(*sources, now=NOW, press=True, files=("jo.svg", "own.svg"), **site):
    catalogue = clean(PEOPLE, *sources, files=files, **site)
    moment = at(now)
    return set(named_files(catalogue, moment, lambda entry: is_built(entry, moment), has_newsroom=press)) - {""}


def answered(done, by="by: jo, consent: {date: 2026-01-01}"):
    text = f"- {{said: {{text: Cold., {by}, date: 2026-01-01}}, did: A stove., done: {done}}}"
    return source("community/responses.yml", text)


@pytest.mark.parametrize(
    ("now", "shown"),
    [
        ("2026-06-01T21:59Z", set()),  # midnight in Paris, where the firm is
        ("2026-06-01T22:00Z", {"jo.svg"}),
    ],
)
def test_whoever_was_answered_is_pictured_from_the_day_on_which_it_is_done(now, shown):
    assert published(answered("2026-06-02"), now=now, zone=PARIS) == shown


def test_whose_name_is_not_told_is_not_pictured():
    assert published(answered("2026-05-01", "by: jo, anonymous: true")) == set()
    assert published(answered("2026-05-01", "by: jo, consent: {date: 2026-01-01, covers: [words]}")) == set()
    assert published(answered("2026-05-01", "by: jo, consent: {date: 2026-01-01, covers: [words, name]}")) == set()


@pytest.mark.parametrize(
    "withheld", [{"draft": True}, {"publish_at": "2099-01-01"}, {"expires": "2026-05-01"}, {"consent": "withdrawn"}]
)
def test_nobody_is_pictured_whom_only_a_withheld_entry_names(withheld):
    quote = {"text": "Good.", "by": "jo"}
    told = [
        entry_source("articles/a.md", date="2026-01-01", authors=["jo"], **withheld),
        entry_source("press/b.md", date="2026-01-01", contact="jo", **withheld),
        entry_source("community/stories/c.md", date="2026-01-01", quote=quote, **({"consent": LEAVE} | withheld)),
    ]
    assert published(*told) == set()


def test_the_kit_of_an_embargoed_release_and_what_goes_with_a_draft_stay_at_home():
    held = entry_source("press/b.md", **PRESS, kit=["own.svg"], embargo="2026-07-01T09:00")
    media = [{"src": "a.mp3", "captions": "a.vtt", "poster": "own.svg"}]
    draft = entry_source("articles/a.md", date="2026-01-01", draft=True, media=media)
    files = ("jo.svg", "press/own.svg", "articles/a.mp3", "articles/a.vtt", "articles/own.svg")
    assert published(held, draft, files=files) == set()
    assert published(held, draft, files=files, now="2026-07-01T09:00Z") == {"press/own.svg"}


def test_a_pattern_publishes_nothing_of_what_is_withheld():
    body = "![x](in%20text.svg) <img alt=y src='../top.svg'> ![z](../../out.svg) and [terms](terms.pdf)"
    told = entry_source("press/b.md", body, **PRESS, kit=["own.svg"], embargo="2026-07-01T09:00")
    catalogue = clean(told, files=("press/own.svg",))
    held = held_back(catalogue.withheld(at(NOW)), frozenset({"jo.svg"}))
    assert held == {"press/own.svg", "press/in text.svg", "top.svg", "jo.svg"}
    assert held_back(catalogue.withheld(at("2026-07-01T09:00Z")), frozenset()) == frozenset()


@pytest.mark.parametrize(
    ("covers", "shown"),
    [(", covers: [name, words]", set()), (", covers: [name, words, photo]", {"jo.svg"}), ("", {"jo.svg"})],
)
def test_leave_beside_a_persons_name_that_leaves_out_the_photograph_leaves_it_out_everywhere(covers, shown):
    people = (
        "jo: {name: Jo Hill, organisation: Hill House, links: ['https://hill.example/'], profile: true,"
        f" photo: {{src: jo.svg, alt: Jo}}, consent: {{date: 2026-01-01{covers}}}}}\n"
    )
    catalogue = clean(
        source("people.yml", people),
        entry_source("articles/a.md", date="2026-01-01", authors=["jo"]),
        files=("jo.svg",),
    )
    moment = at(NOW)
    assert set(named_files(catalogue, moment, lambda e: is_built(e, moment), has_newsroom=False)) == shown
    jo = catalogue.people["jo"]
    assert (jo.id, jo.name) == ("jo", "Jo Hill")
    assert bool(jo.organisation) is bool(jo.links) is (not covers)


def test_a_press_contact_is_pictured_until_they_leave():
    firm = source("company.yml", "{name: Larkfield, press_contact: jo}")
    own = entry_source("press/b.md", **PRESS, contact="jo")
    for named in (firm, own):
        assert published(named) == {"jo.svg"}
        assert published(named, now="2026-06-02T00:00Z") == set()


def test_without_a_newsroom_the_firms_kit_is_not_published():
    firm = source("company.yml", "{name: Larkfield, kit: [own.svg]}")
    assert published(firm) == {"own.svg"}
    assert published(firm, press=False) == set()

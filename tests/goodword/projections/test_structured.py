"""What pages tell machines: every type, and nothing that a text could break out of."""

from __future__ import annotations

import json
from typing import Any

import pytest

from goodword.entries import Source
from goodword.projections.pages import page_view
from goodword.projections.structured import as_html, structured
from making import article, clean, entry_source, shown, source

NOW = "2026-06-01T12:00Z"
BASE = "https://larkfield.example/"
FIRM = source(
    "company.yml",
    """
    name: Larkfield
    legal_name: Larkfield House Repair Limited
    tagline: Repair and care for old houses
    boilerplate: Nine people in Wexcombe.
    founded: 2009
    address: 3 Kiln Yard
    contact_points: [{name: Office, email: hello@larkfield.example, phone: "+44 1632 960123"}]
    profiles: [https://social.example/@larkfield]
    """,
)
PEOPLE = source(
    "people.yml",
    """
    anna: {name: Anna Roe, relation: team, role: Surveyor, organisation: Larkfield, links: [https://a.example/]}
    gone: {name: Ned Ash, relation: team, organisation: Larkfield, left: 2025-01-01}
    jo: {name: Jo Hill, relation: advocate, organisation: Hill Farm, profile: true}
    """,
)
HOME = entry_source("index.md", title="Home")


def blocks(url: str, *sources: Source, now: str = NOW, base: str = BASE) -> dict[str, dict[str, Any]]:
    """The blocks of a page by their type."""
    catalogue = clean(*sources)
    entry = next((e for e in catalogue.entries if e.permalink == url), None)
    view = page_view(url, entry, shown(catalogue, now))
    made = [json.loads(block) for block in structured(view, f"{base}{url}" if base else "", base)]
    assert len({block["@type"] for block in made}) == len(made)
    return {block["@type"]: block for block in made}


def event(**keys: Any) -> Source:
    return entry_source(
        "community/events/day.md", **{"title": "Day", "date": "2026-01-01", "starts": "2026-07-01T18:00+02:00"} | keys
    )


def test_the_front_page_says_who_the_firm_is_and_what_the_site_is_called() -> None:
    found = blocks("", HOME, FIRM)
    assert set(found) == {"Organization", "WebSite"}
    firm = found["Organization"]
    assert (firm["name"], firm["legalName"]) == ("Larkfield", "Larkfield House Repair Limited")
    assert (firm["foundingDate"], firm["slogan"]) == ("2009", "Repair and care for old houses")
    assert firm["sameAs"] == ["https://social.example/@larkfield"]
    assert firm["contactPoint"][0]["telephone"] == "+44 1632 960123"
    assert found["WebSite"]["publisher"] == {"@id": firm["@id"]}


def test_an_article_is_a_blog_posting_by_its_authors() -> None:
    written = article("lime", date="2026-02-03", updated="2026-03-04", authors=["anna"], tags=["Lime"])
    found = blocks("articles/lime/", written, PEOPLE, FIRM)["BlogPosting"]
    assert (found["datePublished"], found["dateModified"]) == ("2026-02-03", "2026-03-04")
    (anna,) = found["author"]
    assert anna == {
        "@type": "Person",
        "@id": f"{BASE}people/anna/#person",
        "name": "Anna Roe",
        "url": f"{BASE}people/anna/",
        "jobTitle": "Surveyor",
    }
    assert found["publisher"]["@id"] == f"{BASE}#organization"
    assert (found["keywords"], found["mainEntityOfPage"]) == (["Lime"], f"{BASE}articles/lime/")


def test_an_entry_nobody_signs_is_the_firms() -> None:
    (author,) = blocks("articles/lime/", article("lime"))["BlogPosting"]["author"]
    assert (author["@type"], author["name"]) == ("Organization", "Larkfield")


def test_what_was_first_published_elsewhere_names_that_place() -> None:
    found = blocks("articles/lime/", article("lime", canonical="https://elsewhere.example/lime"))["BlogPosting"]
    assert (found["sameAs"], found["url"]) == ("https://elsewhere.example/lime", f"{BASE}articles/lime/")


def test_a_release_is_news_with_its_corrections_and_coverage_is_not_ours() -> None:
    fixed = {"corrections": [{"date": "2026-05-02", "text": "The year was wrong."}], "dateline": "Wexcombe"}
    release = entry_source("press/prices.md", date="2026-05-01", **fixed)
    found = blocks("press/prices/", release)["NewsArticle"]
    assert (found["dateline"], found["correction"]) == ("Wexcombe", ["2026-05-02: The year was wrong."])
    told = {"type": "coverage", "outlet": "The Courier", "url": "https://courier.example/1"}
    ours = blocks("press/seen/", entry_source("press/seen.md", date="2026-05-01", **told))
    assert ours["BlogPosting"]["citation"]["publisher"]["name"] == "The Courier"
    assert "NewsArticle" not in ours


@pytest.mark.parametrize(
    ("place", "mode", "kinds"),
    [
        ({"location": {"name": "Hall", "address": "1 Row"}}, "Offline", ["Place"]),
        ({"location": {"name": "Zoom", "url": "https://meet.example/x"}}, "Online", ["VirtualLocation"]),
        ({"location": "https://meet.example/x"}, "Online", ["VirtualLocation"]),
        ({"location": "The hall"}, "Offline", ["Place"]),
        ({"location": {"address": "1 Row", "url": "https://meet.example/x"}}, "Mixed", ["Place", "VirtualLocation"]),
        ({}, "Offline", []),
    ],
)
def test_an_event_says_where_and_how_one_takes_part(place: dict[str, Any], mode: str, kinds: list[str]) -> None:
    found = blocks("community/events/day/", event(**place))["Event"]
    assert found["eventAttendanceMode"] == f"https://schema.org/{mode}EventAttendanceMode"
    assert [one["@type"] for one in found.get("location", [])] == kinds


@pytest.mark.parametrize("status", ["scheduled", "cancelled", "postponed"])
def test_an_event_says_whether_it_takes_place(status: str) -> None:
    found = blocks("community/events/day/", event(status=status, ends="2026-07-01T20:00+02:00"))["Event"]
    assert found["eventStatus"] == f"https://schema.org/Event{status.capitalize()}"
    assert (found["startDate"], found["endDate"]) == ("2026-07-01T18:00:00+02:00", "2026-07-01T20:00:00+02:00")


def test_an_evening_on_which_clocks_change_has_an_offset_at_each_end() -> None:
    night = event(starts="2026-10-24T22:00", ends="2026-10-25T04:00", timezone="Europe/London")
    found = blocks("community/events/day/", night)["Event"]
    assert (found["startDate"], found["endDate"]) == ("2026-10-24T22:00:00+01:00", "2026-10-25T04:00:00+00:00")


def test_a_person_works_for_the_firm_while_they_do() -> None:
    found = blocks("people/anna/", PEOPLE, FIRM)["Person"]
    assert found["worksFor"]["@id"] == f"{BASE}#organization"
    assert found["sameAs"] == ["https://a.example/"]
    assert "worksFor" not in blocks("people/gone/", PEOPLE, FIRM)["Person"]
    assert blocks("people/jo/", PEOPLE, FIRM)["Person"]["worksFor"]["name"] == "Hill Farm"


def test_breadcrumbs_lead_from_the_front_page_to_the_page() -> None:
    found = blocks("articles/lime/", article("lime"))["BreadcrumbList"]["itemListElement"]
    assert [(one["position"], one["name"], one["item"]) for one in found] == [
        (1, "Larkfield", BASE),
        (2, "Articles", f"{BASE}articles/"),
        (3, "Lime", f"{BASE}articles/lime/"),
    ]


def test_the_firm_is_never_rated_or_reviewed() -> None:
    said = source(
        "community/testimonials.yml",
        "- {text: Five stars, by: jo, date: 2026-01-01, connection: none, consent: {date: 2026-01-01}}",
    )
    told = json.dumps(blocks("people/jo/", PEOPLE, FIRM, said))
    assert not any(word in told for word in ("Review", "ating", "Five stars"))


def test_a_page_that_is_not_to_be_found_tells_machines_nothing() -> None:
    assert blocks("articles/lime/", article("lime", unlisted=True)) == {}


def test_a_site_without_an_address_tells_machines_nothing() -> None:
    assert blocks("articles/lime/", article("lime"), base="") == {}


HOSTILE = [
    "</script><script>alert(1)</script>",
    "<!--",
    "]]>",
    "a\u2028b",
    '"quoted" \\ back',
    "&amp; &lt;",
    "עברית \u202ex",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_ends_the_script_or_changes_on_the_way(text: str) -> None:
    catalogue = clean(article("lime", title=text, tags=["Lime"]))
    view = page_view("articles/lime/", catalogue.entries[0], shown(catalogue, NOW))
    made = structured(view, f"{BASE}articles/lime/", BASE)
    html = as_html(made)
    assert html.count("<") == html.count(">") == 2 * len(made)
    assert "&" not in html
    assert json.loads(made[0])["name"] == view.entry.title

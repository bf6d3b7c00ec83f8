"""People: what their page tells, whom the list shows, and what remains of who has left."""

import pytest
from msgspec.structs import replace

from goodword.projections.pages import Listings, page_view
from goodword.projections.pages.listings import listing_view, listings
from making import article, clean, entry_source, shown, source, views

NOW = "2026-06-01T12:00Z"
PEOPLE = source(
    "people.yml",
    """
    ann: {name: Ann Roe, relation: team, links: [https://ann.example/]}
    jo: {name: Jo Hill, relation: advocate, profile: true, connection: A cousin., since: 2021-03-01, links: [{title: Hill House, url: https://hill.example/}, https://more.example/]}
    ned: {name: Ned, relation: team, left: 2026-06-01}
    eve: {name: Eve, relation: team, left: 2026-06-02}
    ida: {name: Ida, relation: partner, profile: true}
    may: {name: May, relation: customer}
    """,
)


def event(name, *who):
    return entry_source(f"community/events/{name}.md", date="2026-01-01", starts="2026-02-01", authors=list(who))


def profile(id, *sources, now=NOW):
    catalogue = clean(PEOPLE, *sources)
    return page_view(f"people/{id}/", catalogue.by_source[f"people/{id}.md"], shown(catalogue, now)).profile


def test_a_page_tells_what_a_person_wrote_and_gave():
    found = profile("jo", article("a", authors=["jo"]), event("talk", "jo", "ann"), event("other", "ann"))
    assert [entry.url for entry in found.written] == ["articles/a/"]
    assert [entry.url for entry in found.gave] == ["community/events/talk/"]


def test_who_is_not_of_the_team_is_found_at_their_own_place_first():
    found = profile("jo")
    assert (found.business.title, found.business.url) == ("Hill House", "https://hill.example/")
    assert found.person.connection == "A cousin."
    assert profile("ann").business is None
    assert profile("ida").business is None


@pytest.mark.parametrize(("now", "left"), [("2026-06-01T12:00Z", True), ("2026-05-31T12:00Z", False)])
def test_who_has_left_has_left_on_their_day(now, left):
    found = profile("ned", article("a", authors=["ned"], date="2020-01-01"), now=now)
    assert (found.left, bool(found.left_on)) == (left, left)
    assert [entry.url for entry in found.written] == ["articles/a/"]


def listed(now=NOW):
    page = views(clean(PEOPLE), now)
    (listing,) = [each for each in listings(page) if each.url == "people/"]
    return [(person.group, person.id) for person in listing_view(listing, page, None, None).people]


def test_the_list_is_by_relation_and_sends_nobody_to_who_has_left():
    assert listed() == [("Who we are", "ann"), ("Who we are", "eve"), ("Advocates", "jo"), ("Partners", "ida")]
    assert [id for _, id in listed("2026-05-31T12:00Z")] == ["ann", "eve", "ned", "jo", "ida"]


def test_what_somebody_wrote_goes_on_on_pages_of_its_own():
    texts = [article(f"a{number:03}", authors=["jo"], date=f"2025-01-{number % 28 + 1:02}") for number in range(230)]
    catalogue = clean(PEOPLE, *texts, event("talk", "jo"))
    known = shown(catalogue, NOW)
    first = page_view("people/jo/", catalogue.by_source["people/jo.md"], known).profile
    others = [page_view(f"people/jo/page/{number}/", None, known) for number in (2, 3)]
    pages = [first.written, *(entries for page in others for entries in [page.listing.groups[0].entries])]
    assert [len(page) for page in pages] == [100, 100, 30]
    assert len({entry.url for page in pages for entry in page}) == 230
    assert (first.pagination.newer, first.pagination.older) == ("", "people/jo/page/2/")
    assert (others[0].listing.pagination.newer, others[1].listing.pagination.newer) == (
        "people/jo/",
        "people/jo/page/2/",
    )
    assert others[0].title == "Written by Jo Hill (2)"
    assert [crumb.url for crumb in others[0].breadcrumbs] == ["people/", "people/jo/"]
    assert not [url for url in known.by_url if url.startswith("people/ann/") or url == "people/jo/"]


def test_a_year_of_many_entries_has_several_pages():
    texts = [article(f"a{number:03}", date=f"2025-{number % 12 + 1:02}-01") for number in range(120)]
    known = shown(clean(*texts), NOW)
    first, second = (page_view(url, None, known).listing for url in ("archive/2025/", "archive/2025/page/2/"))
    assert [sum(len(group.entries) for group in page.groups) for page in (first, second)] == [100, 20]
    assert (first.count, first.pagination.older, second.pagination.newer) == (
        120,
        "archive/2025/page/2/",
        "archive/2025/",
    )
    assert [group.title for group in second.groups] == ["February", "January"]


def test_all_that_somebody_wrote_is_on_their_page_where_nothing_makes_pages_of_lists():
    catalogue = clean(PEOPLE, *(article(f"a{number:03}", authors=["jo"]) for number in range(120)))
    known = Listings.of(replace(views(catalogue, NOW), has_listings=False), shown(catalogue, NOW).site, {})
    found = page_view("people/jo/", catalogue.by_source["people/jo.md"], known).profile
    assert len(found.written) == 120
    assert found.pagination.total == 1


def test_pages_of_what_people_wrote_are_in_order_of_the_people():
    texts = [article(f"a{number:03}", authors=["jo", "ida", "ann", "eve"]) for number in range(101)]
    found = [page.key for page in listings(views(clean(PEOPLE, *texts), NOW)) if page.type == "person"]
    assert found == ["ann", "eve", "ida", "jo"]

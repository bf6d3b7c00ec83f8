import pytest

from goodword.catalogue import order
from goodword.problems import ordered
from making import PARIS, article, at, clean, entry_source, lines, loaded, one, source

NOW = at("2026-06-01T00:00Z")


def test_entries_are_newest_first_undated_last_then_by_permalink():
    found = clean(
        entry_source("z.md"),
        entry_source("a.md"),
        article("old", "2025-01-01"),
        article("b-same", "2026-01-01"),
        article("a-same", "2026-01-01"),
    )
    assert [entry.permalink for entry in found.entries] == [
        "articles/a-same/",
        "articles/b-same/",
        "articles/old/",
        "a/",
        "z/",
    ]


def test_moments_of_different_zones_are_ordered_by_when_they_are():
    found = clean(article("east", "2026-01-01T08:00+09:00"), article("west", "2026-01-01T01:00-05:00"))
    assert [entry.title for entry in found.entries] == ["West", "East"]


def test_the_order_of_the_sources_changes_nothing():
    sources = [
        article("a", tags=["x"]),
        article("b", tags=["X"]),
        article("a2", slug="a"),
        source("people.yml", "anna: {relation: team, name: Anna}"),
    ]
    forwards, backwards = loaded(*sources), loaded(*reversed(sources))
    assert forwards.catalogue.entries == backwards.catalogue.entries
    assert forwards.problems == backwards.problems


def test_problems_come_ordered_and_once():
    found = loaded(article("b", order="many"), article("a", order="many", draft="perhaps"))
    assert found.problems == ordered(found.problems)
    assert [p.source for p in found.problems] == ["articles/a.md", "articles/a.md", "articles/b.md"]


def test_an_entry_that_cannot_be_read_leaves_the_others():
    found = loaded(source("articles/bad.md", "---\ntitle: a: b\n---\n"), article("good"))
    assert [entry.source for entry in found.catalogue.entries] == ["articles/good.md"]
    assert len(found.problems) == 1


def test_an_entry_cannot_be_changed():
    with pytest.raises(AttributeError, match="immutable"):
        one(article("a")).title = "other"


def test_files_that_are_not_markdown_are_no_entries():
    found = loaded(source("notes.txt", "draft"), source("people.yml", ""), source("articles/data.yml", "x: y"))
    assert found.catalogue.entries == ()
    assert found.problems == ()


def test_built_and_withheld_together_are_everything():
    catalogue = clean(article("a"), article("b", draft=True), article("c", unlisted=True), article("d", "2027-01-01"))
    assert {e.title for e in catalogue.built(NOW)} == {"A", "C"}
    assert {e.title for e in catalogue.withheld(NOW)} == {"B", "D"}


def test_an_identity_is_a_tag_uri_that_survives_a_new_address_of_the_site():
    source_ = article("a")
    found = [
        clean(source_, url=url, authority="larkfield.example", since="2026")
        for url in ("https://a.example/", "https://b.example/")
    ]
    assert {catalogue.identity(catalogue.entries[0]) for catalogue in found} == {
        "tag:larkfield.example,2026:articles/a/"
    }


def test_an_identity_does_not_change_with_a_date():
    assert [
        catalogue.identity(catalogue.entries[0])
        for catalogue in (
            clean(article("a", day), authority="x.example", since="2026") for day in ("2026-01-01", "2026-05-05")
        )
    ] == ["tag:x.example,2026:articles/a/"] * 2


def test_an_id_of_its_own_is_the_identity():
    catalogue = clean(article("a", id="urn:x:1"), authority="x.example", since="2026")
    assert catalogue.identity(catalogue.entries[0]) == "urn:x:1"


def test_without_an_authority_the_address_is_the_identity():
    catalogue = clean(article("a"))
    assert catalogue.identity(catalogue.entries[0]) == "https://larkfield.example/articles/a/"


def test_a_person_with_a_profile_and_no_page_gets_one():
    (page,) = clean(source("people.yml", "anna: {name: Anna Roe, relation: team}")).entries
    assert (page.kind, page.permalink, page.title, page.person) == ("person", "people/anna/", "Anna Roe", "anna")


def test_a_customer_gets_no_page_unasked():
    assert clean(source("people.yml", "jo: {name: Jo, relation: customer}")).entries == ()


def test_a_written_page_takes_the_place_of_the_made_one():
    (page,) = clean(
        source("people.yml", "anna: {name: Anna Roe, relation: team}"), source("people/anna.md", "Born in a barn.")
    ).entries
    assert (page.title, page.body.strip()) == ("Anna Roe", "Born in a barn.")


def test_a_persons_page_completes_the_data_file():
    catalogue = clean(
        source("people.yml", "anna: {name: Anna Roe, role: Mason, relation: customer}"),
        source("people/anna.md", "---\nrole: Master mason\n---\nBorn in a barn."),
    )
    anna = catalogue.people["anna"]
    assert (anna.name, anna.role, anna.relation, anna.profile) == ("Anna Roe", "Master mason", "customer", True)
    assert anna.biography.strip() == "Born in a barn."


def test_a_person_known_only_by_a_page_is_known():
    catalogue = clean(source("people/anna.md", "---\ntitle: Anna Roe\n---\nBorn."), article("a", authors=["anna"]))
    assert catalogue.people["anna"].name == "Anna Roe"


def test_a_draft_biography_tells_nothing_of_its_person():
    """Nothing of a withheld entry appears anywhere: a byline shows what people.yml says."""
    catalogue = clean(
        source("people.yml", "anna: {name: Anna Roe, role: Mason}"),
        source("people/anna.md", "---\ndraft: true\nname: Anna Smith\nrole: Director from May\n---\nSoon."),
    )
    anna = catalogue.people["anna"]
    assert (anna.name, anna.role, anna.biography) == ("Anna Roe", "Mason", "")


def test_a_person_is_found_by_id_or_taken_as_written():
    catalogue = clean(source("people.yml", "anna: {name: Anna}"))
    assert catalogue.person("anna").name == "Anna"
    assert catalogue.person("nobody") is None
    assert catalogue.person(None) is None
    assert catalogue.person(catalogue.people["anna"]) is catalogue.people["anna"]


def test_testimonials_are_found_in_any_folder():
    found = loaded(
        source(
            "community/reviews/testimonials.yml",
            "- {text: x, by: {name: Jo}, date: 2026-01-01, connection: none, consent: {date: 2026-01-01}}",
        )
    )
    assert [t.text for t in found.catalogue.testimonials] == ["x"]
    assert lines(found.problems) == []


def test_the_firm_is_read():
    assert clean(source("company.yml", "name: Larkfield")).company.name == "Larkfield"
    assert clean().company is None


def test_a_bare_date_is_ordered_by_the_sites_midnight():
    catalogue = clean(article("day", "2026-07-01"), article("time", "2026-06-30T21:30Z"), zone=PARIS)
    assert [entry.title for entry in catalogue.entries] == ["Day", "Time"]
    assert order(catalogue.entries[0]) < order(catalogue.entries[1])


def test_a_site_without_anything_has_an_empty_catalogue():
    found = loaded()
    assert (found.catalogue.entries, found.problems) == ((), ())

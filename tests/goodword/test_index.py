import pytest

from goodword.index import neighbours
from goodword.related import Related, Weights, related_sources
from making import article, at, clean, entry_source, source

NOW = at("2026-06-01T00:00Z")


def index(*sources, preview=False):
    return clean(*sources).index(NOW, preview=preview)


def links(entries):
    return [entry.permalink.rstrip("/").rpartition("/")[2] for entry in entries]


def test_entries_are_newest_first_and_pages_apart():
    found = index(article("a", "2026-01-01"), article("b", "2026-03-01"), entry_source("about.md"))
    assert links(found.dated) == ["b", "a"]
    assert links(found.pages) == ["about"]


def test_entries_of_one_day_are_ordered_by_permalink():
    assert links(index(article("c"), article("a"), article("b")).dated) == ["a", "b", "c"]


def test_withheld_and_unlisted_entries_are_under_no_key():
    secret = {"tags": ["Secret"], "series": "Secret", "authors": ["anna"]}
    found = index(
        source("people.yml", "anna: {name: Anna, relation: team}"),
        article("draft", draft=True, **secret),
        article("later", "2026-12-01", **secret),
        article("gone", expires="2026-01-02", **secret),
        article("hidden", unlisted=True, **secret),
    )
    assert found.dated == ()
    assert (dict(found.tags), dict(found.by_tag), dict(found.by_series), dict(found.by_year)) == ({}, {}, {}, {})
    assert (dict(found.by_person), dict(found.by_section)) == ({}, {})


def test_an_authors_preview_lists_what_is_withheld_but_not_what_is_unlisted():
    found = index(
        article("draft", draft=True), article("later", "2026-12-01"), article("hidden", unlisted=True), preview=True
    )
    assert set(links(found.dated)) == {"draft", "later"}


def test_entries_are_found_by_section_tag_person_and_year():
    found = index(
        source("people.yml", "anna: {name: Anna, relation: team}"),
        article("a", "2025-01-01", tags=["Old Roofs"], authors=["anna"]),
        article("b", "2026-01-01", tags=["Old Roofs", "New"]),
        entry_source("press/c.md", date="2026-02-01"),
    )
    assert links(found.by_section["articles"]) == ["b", "a"]
    assert links(found.by_section["press"]) == ["c"]
    assert links(found.by_tag["old-roofs"]) == ["b", "a"]
    assert found.tags == {"old-roofs": "Old Roofs", "new": "New"}
    assert links(found.by_person["anna"]) == ["a"]
    assert {year: links(shelf) for year, shelf in found.by_year.items()} == {2026: ["c", "b"], 2025: ["a"]}


def test_a_tag_named_twice_lists_its_entry_once():
    assert links(index(article("a", tags=["Roof", "Roof"])).by_tag["roof"]) == ["a"]


def test_a_series_is_read_by_order_then_oldest_first():
    found = index(
        article("third", "2026-01-01", series="S"),
        article("fourth", "2026-02-01", series="S"),
        article("second", "2026-03-01", series="S", order=2),
        article("first", "2026-04-01", series="S", order=1),
    )
    assert links(found.by_series["S"]) == ["first", "second", "third", "fourth"]


def test_people_are_found_in_stories_and_press_about_them():
    found = index(
        source("people.yml", "jo: {name: Jo}\nann: {name: Ann}"),
        entry_source(
            "community/stories/a.md",
            date="2026-01-01",
            customer="jo",
            quote={"text": "x", "by": "jo"},
            consent={"date": "2026-01-01"},
        ),
        entry_source("press/b.md", date="2026-02-01", contact="ann"),
    )
    assert {id: links(shelf) for id, shelf in found.about_person.items()} == {"ann": ["b"], "jo": ["a"]}


def test_only_people_with_a_built_page_have_a_profile():
    found = index(
        source("people.yml", "anna: {relation: team}\nben: {relation: customer}"),
        entry_source("people/carl.md", name="Carl"),
        entry_source("people/dora.md", name="Dora", draft=True),
    )
    assert found.profiles == {"anna", "carl"}


def test_neighbours_are_the_next_newer_and_the_next_older():
    shelf = index(article("a", "2026-01-01"), article("b", "2026-02-01"), article("c", "2026-03-01")).dated
    around = neighbours(shelf)
    newer, older = around["articles/b/"]
    assert (newer.permalink, older.permalink) == ("articles/c/", "articles/a/")
    assert around["articles/c/"][0] is None
    assert around["articles/a/"][1] is None


def entry_at(catalogue, permalink):
    return next(entry for entry in catalogue.entries if entry.permalink == permalink)


def related_of(catalogue, permalink="articles/a/"):
    return links(Related(catalogue.index(NOW), catalogue.by_source).of(entry_at(catalogue, permalink)))


def test_what_the_author_names_comes_first():
    catalogue = clean(
        article("a", tags=["x"], related=["d.md", "articles/c.md"]),
        article("b", tags=["x"]),
        article("c"),
        article("d"),
    )
    assert related_of(catalogue) == ["d", "c", "b"]


def test_rare_tags_weigh_more_than_common_ones():
    catalogue = clean(
        article("a", tags=["common", "rare"]),
        *(article(f"z{n}", tags=["common"]) for n in range(5)),
        article("rare", tags=["rare"]),
    )
    assert related_of(catalogue)[0] == "rare"
    assert len(related_of(catalogue)) == 3


def test_an_entry_is_not_related_to_itself_nor_to_its_own_series():
    catalogue = clean(
        article("a", tags=["x"], series="S"), article("b", tags=["x"], series="S"), article("c", tags=["x"])
    )
    assert related_of(catalogue) == ["c"]


def test_a_withheld_entry_is_related_to_nothing():
    catalogue = clean(article("a", tags=["x"], related=["b.md"]), article("b", tags=["x"], draft=True))
    assert related_of(catalogue) == []


def test_an_entry_without_tags_has_nothing_related():
    assert related_of(clean(article("a"), article("b"))) == []


ANNA = source("people.yml", "anna: {name: Anna Roe, relation: team}")
CROWD = [article(f"z{n}", title=f"Filler {'abcdefghijklmnopqrst'[n]}") for n in range(20)]


def related_by(weights, *sources):
    catalogue = clean(*sources, *CROWD)
    return links(Related(catalogue.index(NOW), catalogue.by_source, weights).of(entry_at(catalogue, "articles/a/")))


def test_a_rare_word_of_two_titles_brings_them_together():
    catalogue = clean(article("a", title="Fixing a chimney"), article("b", title="Chimney pots"), *CROWD)
    assert related_of(catalogue) == ["b"]


def test_a_word_that_many_titles_hold_says_nothing():
    catalogue = clean(*(article(name, title=f"About {name}{name}{name}{name}") for name in "abcdefghij"))
    assert related_of(catalogue) == []


def test_a_shared_author_brings_entries_together():
    catalogue = clean(ANNA, article("a", authors=["anna"]), article("b", authors=["anna"]), *CROWD)
    assert related_of(catalogue) == ["b"]


@pytest.mark.parametrize(
    ("weights", "first"),
    [
        (Weights(), "tag"),
        (Weights(tags=0), "word"),
        (Weights(tags=0, words=0), "author"),
        (Weights(tags=10, words=20, people=500), "author"),
        (Weights(tags=0, words=0, people=0, series=50), "part"),
    ],
)
def test_the_weights_say_what_counts(weights, first):
    found = related_by(
        weights,
        ANNA,
        article("a", title="One chimney", tags=["x"], authors=["anna"], series="S"),
        article("tag", tags=["x"]),
        article("word", title="Chimney"),
        article("author", authors=["anna"]),
        article("part", series="S"),
    )
    assert found[0] == first


def test_weights_of_nothing_relate_nothing():
    assert related_by(Weights(tags=0, words=0, people=0), article("a", tags=["x"]), article("b", tags=["x"])) == []


def test_only_pairs_that_stand_near_are_weighed():
    def pairs(number):
        many = [
            article(f"a{n}", tags=["x", f"t{n % 9}"], authors=["anna"], title=f"Same words {n}") for n in range(number)
        ]
        catalogue = clean(ANNA, *many)
        related = Related(catalogue.index(NOW), catalogue.by_source)
        return sum(len(related._weighed(entry)) for entry in catalogue.entries if entry.kind == "article")

    assert pairs(400) < 2.5 * pairs(200)
    assert pairs(400) < 400 * 60


def test_related_files_are_named_from_the_folder_of_the_entry_or_from_the_content_folder():
    catalogue = clean(
        article("a", related=["b.md", "articles/b.md", "../press/c.md"]),
        article("b"),
        entry_source("press/c.md", date="2026-01-01"),
    )
    entry = catalogue.by_source["articles/a.md"]
    assert related_sources(entry, catalogue.by_source) == ("articles/b.md", "articles/b.md", "press/c.md")

from datetime import date

import pytest

from goodword.paths import (
    Escape,
    alias,
    check_name,
    dated_name,
    is_external,
    is_markdown,
    permalink,
    resolve,
    same_place,
    slugify,
)


@pytest.mark.parametrize(
    ("uri", "slug", "expected"),
    [
        ("index.md", "", ""),
        ("README.md", "", ""),
        ("about.md", "", "about/"),
        ("articles/pricing.md", "", "articles/pricing/"),
        ("articles/2026-03-04-pricing.md", "", "articles/pricing/"),
        ("articles/2026-03-04_pricing.md", "", "articles/pricing/"),
        ("articles/pricing.md", "prices", "articles/prices/"),
        ("articles/2026-03-04-pricing.md", "prices", "articles/prices/"),
        ("articles/index.md", "", "articles/"),
        ("articles/roof/index.md", "", "articles/roof/"),
        ("articles/roof/index.md", "tiles", "articles/tiles/"),
        ("articles/crème brûlée.md", "", "articles/crème brûlée/"),
        ("a/b/c/d.markdown", "", "a/b/c/d/"),
    ],
)
def test_a_permalink_is_the_source_path_without_date_and_suffix(uri, slug, expected):
    assert permalink(uri, slug) == expected


@pytest.mark.parametrize(
    "slug", ["a/b", "/a", "../a", "a/", "..", ".", "a\\b", "a?b", "a:b", "CON", "nul.txt", "a.", " a", "a\nb"]
)
def test_a_slug_is_one_part_of_an_address(slug):
    with pytest.raises(Escape):
        permalink("articles/pricing.md", slug)


def test_a_slug_with_a_fragment_mark_is_no_address():
    """`articles/a#b/` in a link is the page `articles/a` and its fragment."""
    with pytest.raises(Escape):
        permalink("articles/pricing.md", "a#b")


@pytest.mark.parametrize(
    "name",
    ["CON", "con", "con.md.txt", "Aux", "COM1", "lpt9", "a:b", "a.", "a ", " a", "a*b", "a\x00b", "x" * 201, "é" * 101],
)
def test_names_that_a_common_file_system_refuses_are_refused(name):
    with pytest.raises(Escape):
        check_name(name)


@pytest.mark.parametrize("name", ["console", "com", "com10", "a.b", "crème", "日本", "x" * 200, "a-b_c"])
def test_ordinary_names_are_accepted(name):
    check_name(name)


@pytest.mark.parametrize(
    ("uri", "expected"),
    [
        ("articles/2026-03-04-pricing.md", (date(2026, 3, 4), "pricing")),
        ("2024-02-29-leap.md", (date(2024, 2, 29), "leap")),
        ("2026-03-04 spaced.md", (date(2026, 3, 4), "spaced")),
        ("pricing.md", (None, "pricing")),
        ("2026-03-04.md", (None, "2026-03-04")),
        ("2026-02-30-never.md", (None, "2026-02-30-never")),
        ("2026-3-4-short.md", (None, "2026-3-4-short")),
        ("2026-03-04-v1.2.md", (date(2026, 3, 4), "v1.2")),
    ],
)
def test_a_date_that_begins_a_file_name_is_taken_off(uri, expected):
    assert dated_name(uri) == expected


@pytest.mark.parametrize("name", ["9999-12-31-end.md", "0001-01-01-begin.md"])
def test_a_file_names_date_keeps_to_the_years_a_date_may_have(name):
    assert dated_name(name)[0] is None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("articles/Pricing/", "articles/pricing/"),
        ("caf\u00e9/", "cafe\u0301/"),
        ("straße/", "STRASSE/"),
        ("\ufb01x/", "fix/"),
    ],
)
def test_paths_a_file_system_confuses_are_one_place(one, other):
    assert same_place(one) == same_place(other)


def test_different_paths_are_different_places():
    assert same_place("articles/a/") != same_place("articles/b/")


@pytest.mark.parametrize(
    ("reference", "expected"),
    [
        ("photo.jpg", "articles/photo.jpg"),
        ("./photo.jpg", "articles/photo.jpg"),
        ("../logo.svg", "logo.svg"),
        ("/logo.svg", "logo.svg"),
        ("a%20b.jpg", "articles/a b.jpg"),
        ("photo.jpg?v=1#x", "articles/photo.jpg"),
        ("images/../photo.jpg", "articles/photo.jpg"),
        ("//cdn/x.png", "x.png"),
    ],
)
def test_a_reference_is_relative_to_its_file(reference, expected):
    assert resolve("articles/a.md", reference) == expected


@pytest.mark.parametrize(
    "reference", ["../../secret", "..%2f..%2fsecret", "%2e%2e/%2e%2e/secret", "/../secret", "../.."]
)
def test_a_reference_never_leaves_the_content_folder(reference):
    with pytest.raises(Escape):
        resolve("articles/a.md", reference)


@pytest.mark.parametrize("reference", ["https://x.example/a.png", "//x.example/a.png", "mailto:a@b.example", "data:,x"])
def test_a_url_is_external(reference):
    assert is_external(reference)


@pytest.mark.parametrize("reference", ["a.png", "/a.png", "../a.png", "#top", ""])
def test_a_path_is_not_external(reference):
    assert not is_external(reference)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("/old/", "old/index.html"),
        ("old", "old/index.html"),
        ("/blog/2019/old/", "blog/2019/old/index.html"),
        ("/old.html", "old.html"),
        ("old.HTM", "old.HTM/index.html"),
        ("/caf%C3%A9/", "café/index.html"),
        ("/old/?p=3", "old/index.html"),
    ],
)
def test_an_alias_is_the_output_path_of_a_redirect(text, expected):
    assert alias(text) == expected


@pytest.mark.parametrize(
    "text",
    ["", "/", "../up", "/a/../b", "%2e%2e/x", "https://other.example/x/", "//other.example/x", "/con/", "a:b", "/a|b/"],
)
def test_an_alias_stays_within_the_site(text):
    with pytest.raises(ValueError):  # noqa: PT011  # its kind is the contract, its text is not
        alias(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Roofing", "roofing"),
        ("Crème brûlée!", "crème-brûlée"),
        ("Cre\u0300me", "crème"),
        ("  two  words ", "two-words"),
        ("a_b", "a-b"),
        ("C++", "c"),
        ("日本語 タグ", "日本語-タグ"),
        ("Straße", "strasse"),
        ("../etc", "etc"),
        ("!!!", ""),
        ("<x>", "x"),
    ],
)
def test_a_tag_slug_keeps_letters_of_any_script(text, expected):
    assert slugify(text) == expected


@pytest.mark.parametrize("uri", ["a.md", "A.MD", "x/a.markdown"])
def test_markdown_files_are_pages(uri):
    assert is_markdown(uri)


@pytest.mark.parametrize("uri", ["a.txt", "md", "a.md.bak", "people.yml"])
def test_other_files_are_not_pages(uri):
    assert not is_markdown(uri)

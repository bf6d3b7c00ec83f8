from datetime import date

import pytest

from goodword.dates import Duration
from goodword.fields import Fields
from goodword.front_matter import parse
from goodword.problems import Severity
from goodword.scalars import safe_url
from making import PARIS, UTC, at, codes, lines, only


def fields(text, zone=UTC):
    return Fields("a.md", parse(text, 2), zone)


def test_keys_are_case_insensitive():
    read = fields("Title: One\nDRAFT: true")
    assert read.text("title") == "One"
    assert read.flag("draft") is True
    read.finish()
    assert read.problems == []


def test_two_spellings_of_one_key_are_set_twice():
    problem = only(fields("draft: true\nDraft: false").problems)
    assert (problem.code, problem.line, problem.column) == ("GW007", 3, 1)
    assert problem.message == "'Draft' is set twice (first on line 2)."


def test_text_is_as_written_and_stripped():
    read = fields("a: No\nb: 2026\nc: '  x  '\nd: |\n  two\n  lines\n")
    assert [read.text(key) for key in "abcd"] == ["No", "2026", "x", "two\nlines"]


@pytest.mark.parametrize("value", ["", "~", "null"])
def test_a_value_left_out_is_not_there(value):
    read = fields(f"title: {value}\ntags: {value}\ndate: {value}\ndraft: {value}")
    assert "title" not in read
    assert (read.text("title"), read.texts("tags"), read.when("date"), read.flag("draft")) == ("", (), None, False)
    assert read.problems == []


@pytest.mark.parametrize("value", ["[a]", "{a: b}"])
def test_text_that_is_a_list_or_mapping_is_a_fault(value):
    read = fields(f"title: {value}")
    assert read.text("title") == ""
    problem = only(read.problems)
    assert (problem.code, problem.severity, problem.line, problem.column) == ("GW015", Severity.ERROR, 2, 8)


@pytest.mark.parametrize(
    ("text", "expected"), [("[a, b]", ("a", "b")), ("a", ("a",)), ("[' a ', '', b]", ("a", "b")), ("[]", ())]
)
def test_one_text_stands_for_a_list_of_one(text, expected):
    assert fields(f"tags: {text}").texts("tags") == expected


@pytest.mark.parametrize("text", ["[a, [b]]", "[{a: b}]", "{a: b}"])
def test_a_list_of_anything_but_texts_is_a_fault(text):
    read = fields(f"tags: {text}")
    read.texts("tags")
    assert codes(read.problems) == ["GW015"]


@pytest.mark.parametrize("word", ["true", "True", "YES", "on"])
def test_yes_is_true(word):
    assert fields(f"draft: {word}").flag("draft") is True


@pytest.mark.parametrize("word", ["false", "No", "OFF"])
def test_no_is_false(word):
    read = fields(f"draft: {word}")
    assert read.flag("draft") is False
    assert read.problems == []


@pytest.mark.parametrize("word", ["maybe", "1", "0", "'y'", "[true]", "''"])
def test_what_is_neither_true_nor_false_is_a_fault(word):
    read = fields(f"draft: {word}")
    assert read.flag("draft") is False
    assert codes(read.problems) == ["GW016"]


@pytest.mark.parametrize(("text", "number"), [("12", 12), ("-3", -3), ("0", 0), ("999999999999", 999999999999)])
def test_whole_numbers_are_digits(text, number):
    assert fields(f"order: {text}").integer("order") == number


@pytest.mark.parametrize("text", ["1.5", "1e3", "0x1F", "--1", "٣", "twelve", "9" * 13, "9" * 5000, "'-'", "[1]"])
def test_other_numbers_are_a_fault(text):
    read = fields(f"order: {text}")
    assert read.integer("order") is None
    assert codes(read.problems) == ["GW018"]


def test_an_impossible_date_says_how_to_write_one():
    read = fields("title: x\nreviewed: 2026-13-01")
    assert read.day("reviewed") is None
    assert lines(read.problems) == [
        "a.md:3:11: error GW012 'reviewed' is not a date: '2026-13-01'. Write it as YYYY-MM-DD."
    ]


def test_a_moment_is_read_in_the_sites_zone_or_in_the_one_given():
    read = fields("starts: 2026-07-01T18:00", PARIS)
    assert read.when("starts").at == at("2026-07-01T16:00Z")
    assert read.when("starts", UTC).at == at("2026-07-01T18:00Z")
    assert read.day("starts") == date(2026, 7, 1)


def test_a_duration_is_read():
    assert fields("review_in: 6 months").duration("review_in") == Duration(months=6)
    read = fields("review_in: soon")
    assert read.duration("review_in") is None
    assert codes(read.problems) == ["GW014"]


def test_a_zone_is_read():
    assert fields("timezone: Europe/Paris").time_zone("timezone").key == "Europe/Paris"
    read = fields("timezone: Paris time")
    assert read.time_zone("timezone") is None
    assert codes(read.problems) == ["GW039"]


@pytest.mark.parametrize(
    "url",
    [
        "https://x.example/",
        "http://x.example/a?b=c#d",
        "HTTPS://X.example/",
        "mailto:a@x.example",
        "tel:+33123456",
        "/services/",
        "services/",
        "../a/",
        "#top",
        "a/b:c",
    ],
)
def test_addresses_a_browser_may_follow_are_accepted(url):
    assert safe_url(url) == url


@pytest.mark.parametrize(
    "url",
    [
        "",
        "javascript:alert(1)",
        "JavaScript:alert(1)",
        "java\tscript:alert(1)",
        " javascript:alert(1)",
        "\x01javascript:alert(1)",
        "data:text/html,x",
        "vbscript:x",
        "file:///etc/passwd",
        "ftp://x.example/",
        "//evil.example/",
        "https://",
        "https:///x",
        "http://[",
        "https://x.example/a b",
        "https://x.example/\u202e",
        "1javascript:x",
        "blob:https://x",
    ],
)
def test_other_addresses_are_refused(url):
    with pytest.raises(ValueError):  # noqa: PT011  # its kind is the contract, its text is not
        safe_url(url)


@pytest.mark.parametrize("url", ["\\\\evil.example", "/\\evil.example/", "/\\/evil.example/", "\\/evil.example"])
def test_an_address_that_browsers_read_as_another_host_is_refused(url):
    """WHATWG URL: a backslash is a slash, so `/\\evil.example` is `//evil.example`."""
    with pytest.raises(ValueError):  # noqa: PT011  # its kind is the contract, its text is not
        safe_url(url)


def test_an_unsafe_address_is_a_fault_at_its_place():
    read = fields("canonical: javascript:alert(1)")
    assert read.url("canonical") == ""
    assert (codes(read.problems), read.problems[0].column) == (["GW019"], 12)


def test_each_unsafe_address_of_a_list_is_a_fault_at_its_own_place():
    read = fields("urls: [https://a.example/, 'javascript:x', 'data:y']")
    assert read.urls("urls") == ("https://a.example/",)
    assert [(p.code, p.column) for p in read.problems] == [("GW019", 28), ("GW019", 44)]


def test_a_word_is_one_of_those_allowed():
    assert fields("type: Award").word("type", ("release", "award")) == "award"
    read = fields("type: prize")
    assert read.word("type", ("release", "award")) == ""
    assert lines(read.problems) == [
        "a.md:2:7: error GW017 'type' is not a word that fits: 'prize'. Write one of: release, award."
    ]


def test_a_long_value_is_shown_shortened():
    read = fields("date: " + "x" * 5000)
    read.day("date")
    assert len(str(read.problems[0])) < 200


def test_a_key_inside_a_mapping_is_named_with_its_path():
    image = fields("image:\n  srcc: a.png\n  src: b.png\n").mapping("image")
    image.text("src")
    image.finish()
    assert lines(image.problems) == [
        "a.md:3:3: error GW010 'image.srcc' is not a key Goodword knows. Did you mean 'src'?"
    ]


def test_a_mapping_that_is_text_is_a_fault():
    read = fields("image: photo.jpg")
    assert read.mapping("image") is None
    assert codes(read.problems) == ["GW015"]


def test_one_mapping_stands_for_a_list_of_one():
    (child,) = fields("media: {src: a.mp3}").mappings("media")
    assert child.text("src") == "a.mp3"


def test_a_list_of_mappings_with_a_text_in_it_is_a_fault():
    read = fields("media: [{src: a.mp3}, b.mp3]")
    assert len(read.mappings("media")) == 1
    assert codes(read.problems) == ["GW015"]


def test_a_list_inside_a_list_is_a_fault_also_where_texts_and_mappings_mix():
    read = fields("links: [https://a.example/, [https://b.example/]]")
    read.items("links")
    assert codes(read.problems) == ["GW015"]


def test_meta_is_free_and_keeps_its_types():
    read = fields("meta: {a: 1, b: [true, x], c: {d: ~}}")
    assert read.free("meta") == {"a": 1, "b": [True, "x"], "c": {"d": None}}
    read.finish()
    assert read.problems == []


def test_meta_that_is_no_mapping_is_a_fault():
    read = fields("meta: x")
    assert read.free("meta") == {}
    assert codes(read.problems) == ["GW015"]


def test_the_hosts_keys_are_handed_over():
    assert fields("hide: [toc]\nTemplate: x.html\ntitle: y").host_values() == {"hide": ["toc"], "template": "x.html"}


def test_a_key_close_to_a_known_one_is_an_error_with_the_word_meant():
    read = fields("draf: true")
    read.flag("draft")
    read.finish()
    problem = only(read.problems)
    assert (problem.code, problem.severity, problem.hint) == ("GW010", Severity.ERROR, "Did you mean 'draft'?")


def test_a_key_far_from_any_is_a_warning():
    read = fields("colour: red")
    read.flag("draft")
    read.finish()
    problem = only(read.problems)
    assert (problem.code, problem.severity) == ("GW011", Severity.WARNING)


def test_a_key_let_through_is_not_unknown():
    read = fields("avatar: x.png")
    read.finish(("avatar",))
    assert read.problems == []


def test_every_fault_of_a_file_comes_out_at_once():
    read = fields("date: never\ndraft: perhaps\norder: many\ntitle: [x]")
    read.when("date"), read.flag("draft"), read.integer("order"), read.text("title")
    assert [(p.line, p.code) for p in read.problems] == [(2, "GW012"), (3, "GW016"), (4, "GW018"), (5, "GW015")]


def test_a_missing_key_is_told_where_the_mapping_begins():
    read = fields("kit: x\nquote:\n  by: anna").mapping("quote")
    read.require("text", "a quotation is somebody's words", "Write 'text: …'.")
    problem = only(read.problems)
    assert (problem.code, problem.line, problem.column) == ("GW020", 4, 3)
    assert problem.message == "'quote.text' is missing: a quotation is somebody's words."


def test_entries_of_a_mapping_keep_their_order():
    assert fields("address: {street: A, City: B}").entries("address") == (("street", "A"), ("City", "B"))

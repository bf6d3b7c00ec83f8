import pytest

from goodword.front_matter import MAX_BYTES, MAX_DEPTH, Unreadable, corrected_line, divided, parse, split
from goodword.nodes import Mapped, Scalar, Sequence, is_null, plain_value
from goodword.problems import Place, Severity


def refusal(text, first_line=1):
    with pytest.raises(Unreadable) as caught:
        parse(text, first_line)
    return caught.value


def value(text):
    (pair,) = parse(text)
    return pair.value


def test_a_file_without_front_matter_is_all_body():
    document = split("# Hello\n\n---\n\ntext\n")
    assert document.metadata.pairs == ()
    assert document.body == "# Hello\n\n---\n\ntext\n"
    assert document.body_line == 1


def test_front_matter_and_body_part_at_the_second_fence():
    document = split("---\ntitle: One\n---\n\nText\n---\nmore\n")
    assert [pair.key for pair in document.metadata] == ["title"]
    assert document.body == "\nText\n---\nmore\n"
    assert document.body_line == 4


@pytest.mark.parametrize("closing", ["---", "...", "---  ", "---\r"])
def test_front_matter_is_closed_by_dashes_or_dots(closing):
    assert split(f"---\ntitle: One\n{closing}\nText").body == "Text"


def test_empty_front_matter_is_no_metadata():
    document = split("---\n---\nText")
    assert document.metadata.pairs == ()
    assert document.body == "Text"


def test_front_matter_of_comments_is_no_metadata():
    assert split("---\n# nothing yet\n---\nText").metadata.pairs == ()


def test_unclosed_front_matter_is_refused_at_the_first_line():
    with pytest.raises(Unreadable) as caught:
        split("---\ntitle: One\n\nText\n")
    assert caught.value.code == "GW001"
    assert caught.value.place == Place(1, 1)


def test_front_matter_that_is_a_list_is_refused():
    with pytest.raises(Unreadable) as caught:
        split("---\n- one\n- two\n---\nText")
    assert (caught.value.code, caught.value.place) == ("GW002", Place(2, 1))


def test_front_matter_that_is_a_word_is_refused():
    with pytest.raises(Unreadable) as caught:
        split("---\ndraft\n---\nText")
    assert caught.value.code == "GW002"


def test_windows_line_ends_are_read_like_others():
    document = split("---\r\ntitle: One\r\ntags: [a, b]\r\n---\r\nText\r\n")
    assert [plain_value(pair.value) for pair in document.metadata] == ["One", ["a", "b"]]


def test_every_value_knows_its_place_in_the_file():
    document = split("---\ntitle: One\ntags:\n  - first\n  - second\n---\n")
    title, tags = document.metadata.pairs
    assert (title.place, title.value.place) == (Place(2, 1), Place(2, 8))
    assert [item.place for item in tags.value.items] == [Place(4, 5), Place(5, 5)]


def test_a_document_that_begins_further_down_counts_from_there():
    assert parse("a: 1", first_line=10).pairs[0].value.place == Place(10, 4)


@pytest.mark.parametrize("text", ["", "\n\n", "# only a comment", "~", "null"])
def test_nothing_is_no_document(text):
    assert parse(text) is None


def test_scalars_keep_their_text():
    node = parse("a: No\nb: 2026\nc: 0x1F\nd: 1_000\ne: 12:30:45\nf: 2026-01-01")
    assert [pair.value.text for pair in node] == ["No", "2026", "0x1F", "1_000", "12:30:45", "2026-01-01"]


def test_quoted_scalars_are_not_plain():
    node = parse("a: plain\nb: 'single'\nc: \"double\"\nd: |\n  block\n")
    assert [pair.value.plain for pair in node] == [True, False, False, False]


@pytest.mark.parametrize(
    ("text", "code", "place", "says"),
    [
        ("a: &x 1\nb: *x", "GW008", Place(1, 4), "'&x' is a YAML anchor"),
        ("b: *x", "GW008", Place(1, 4), "'*x' is a YAML alias"),
        ("&x a: 1", "GW008", Place(1, 1), "anchor"),
        ("a: !!int 1", "GW008", Place(1, 4), "is a YAML tag"),
        ("a: !!python/object:os.system x", "GW008", Place(1, 4), "is a YAML tag"),
        ("a: !mine x", "GW008", Place(1, 4), "is a YAML tag"),
        ("a: !!int ''", "GW008", Place(1, 4), "is a YAML tag"),
        ("? [1, 2]\n: x", "GW008", Place(1, 3), "a key is a list or a mapping"),
        ("a: 1\n---\nb: 2", "GW008", Place(2, 1), "second document"),
        ("a: 1\nb: 2\na: 3", "GW007", Place(3, 1), "'a' is set twice (first on line 1)"),
        ("x:\n  a: 1\n  a: 2", "GW007", Place(3, 3), "'a' is set twice (first on line 2)"),
        ("a: [1, 2", "GW006", Place(2, 1), "not valid YAML"),
        ("a: 'open", "GW006", Place(1, 9), "not valid YAML"),
        ("a: 1\n\tb: 2", "GW006", Place(2, 1), "not valid YAML"),
        ("a: %x", "GW006", Place(1, 4), "not valid YAML"),
        ("a: `x`", "GW006", Place(1, 4), "not valid YAML"),
        ("a: @x", "GW006", Place(1, 4), "not valid YAML"),
        ("a: \x01", "GW004", Place(1, 1), "characters"),
        ("a: \x00", "GW004", Place(1, 1), "characters"),
        ("a: \ud800", "GW004", Place(1, 1), "characters"),
    ],
)
def test_what_front_matter_does_not_need_is_refused_with_its_place(text, code, place, says):
    fault = refusal(text)
    assert (fault.code, fault.place) == (code, place)
    assert says in fault.message


def test_an_unquoted_colon_prints_the_corrected_line():
    fault = refusal("title: Acme: acquires X\nembargo: 2099-01-01", first_line=2)
    assert (fault.code, fault.place) == ("GW005", Place(2, 12))
    assert fault.hint == 'Write: title: "Acme: acquires X"'


def test_the_corrected_line_can_be_read():
    fixed = corrected_line('title: "no: he said "x: y" \\ z')
    assert fixed is None
    fixed = corrected_line('title: He said "x: y" \\ z')
    assert value(fixed).text == 'He said "x: y" \\ z'


def test_the_corrected_line_keeps_its_indentation():
    assert corrected_line("  caption: Before: after") == '  caption: "Before: after"'


@pytest.mark.parametrize(
    "line", ["title", "title:", "title: one", "a: [b: c", "a: {b: c", 'a: "b: c', "a: 'b: c", "u: x:y"]
)
def test_no_correction_is_offered_where_a_colon_is_not_the_cause(line):
    assert corrected_line(line) is None


def test_twenty_levels_are_read_and_twenty_one_are_not():
    assert isinstance(parse("[" * MAX_DEPTH + "]" * MAX_DEPTH), Sequence)
    fault = refusal("[" * (MAX_DEPTH + 1) + "]" * (MAX_DEPTH + 1))
    assert (fault.code, fault.place) == ("GW008", Place(1, 21))


@pytest.mark.parametrize("opening", ["[", "{a: ", "- "])
def test_thousands_of_brackets_are_a_diagnostic(opening):
    assert refusal("x: " + opening * 5000 if opening != "- " else opening * 5000).code in ("GW006", "GW008")


def test_64_kib_are_read_and_one_byte_more_is_not():
    prefix = "a: "
    assert value(prefix + "x" * (MAX_BYTES - len(prefix))).text.startswith("xxx")
    fault = refusal(prefix + "x" * (MAX_BYTES - len(prefix) + 1), first_line=2)
    assert (fault.code, fault.place) == ("GW003", Place(2, 1))


def test_size_is_counted_in_bytes():
    assert refusal("a: " + "é" * (MAX_BYTES // 2)).code == "GW003"


def test_a_fault_becomes_an_error_at_its_place():
    problem = refusal("a: *x").problem("articles/a.md")
    assert (problem.severity, problem.source, problem.line, problem.column) == (Severity.ERROR, "articles/a.md", 1, 4)


@pytest.mark.parametrize("text", ["a:", "a: ~", "a: null", "a: NULL"])
def test_a_value_left_out_is_null(text):
    assert is_null(value(text))


@pytest.mark.parametrize("text", ['a: ""', "a: 'null'", "a: nul"])
def test_a_quoted_value_is_not_null(text):
    assert not is_null(value(text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: true", True),
        ("a: False", False),
        ("a: No", "No"),
        ("a: 12", 12),
        ("a: -3", -3),
        ("a: 1.5", 1.5),
        ("a: .5", 0.5),
        ("a: nan", "nan"),
        ("a: inf", "inf"),
        ("a: '12'", "12"),
        ("a:", None),
        ("a: [1, x, {b: ~}]", [1, "x", {"b": None}]),
        ("a: 2026-01-01", "2026-01-01"),
        ("a: " + "9" * 5000, "9" * 5000),
    ],
)
def test_plain_values_follow_the_core_schema(text, expected):
    assert plain_value(value(text)) == expected


def test_nodes_know_their_kind():
    node = parse("a: {b: [c]}")
    assert isinstance(node, Mapped)
    inner = node.pairs[0].value.pairs[0].value
    assert isinstance(inner, Sequence)
    assert isinstance(inner.items[0], Scalar)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Words.",
        "---\ntitle: One\n---\n\nWords.\n",
        "---\n---\nWords.",
        "--- \ntitle: One\n...\nWords.\n---\nMore.",
        "---\ntitle: One\n---",
        "---\ntitle: One\nWords.\n",
        "----\ntitle: One\n---\nWords.",
    ],
)
def test_a_text_is_divided_where_its_body_begins(text):
    head, body = divided(text)
    assert head + body == text
    try:
        assert split(text).body in (body, "")
    except Unreadable:
        assert (head, body) == ("", text)

import pytest
import yaml

from goodword.ledger import HEAD, NAME, Ledger, Line, Marks, read_ledger
from goodword.problems import Severity
from making import codes, lines, only

FULL = Line(
    id="tag:larkfield.example,2026:articles/lime/",
    at="articles/lime-plaster/",
    file="articles/2026-03-04-lime-plaster.md",
    was=("articles/lime/", "notes/kalk-für-wände/"),
    marks=Marks("0123456789", "abcdef0123"),
)
GONE = Line(id="tag:larkfield.example,2026:articles/old/", at="articles/old/", marks=Marks("0123456789", ""))
HOME = Line(id="tag:larkfield.example,2026:", at="", file="index.md")
ODD = Line(id='say "no", \\ \u2028 \x85 \x07: {x} # y', at="a/", file="a: b.md")


def test_what_is_written_is_read_again():
    ledger = read_ledger(Ledger((FULL, GONE, HOME, ODD)).text())
    assert lines(ledger.problems) == []
    assert {line.id: line for line in ledger.lines} == {line.id: line for line in (FULL, GONE, HOME, ODD)}


def test_each_entry_has_one_line_in_the_order_of_the_ids_whatever_the_order_it_came_in():
    text = Ledger((FULL, GONE, HOME, ODD)).text()
    assert text == Ledger((ODD, HOME, GONE, FULL)).text()
    body = text.removeprefix(HEAD).splitlines()
    assert len(body) == 4
    assert body[2] == (
        '"tag:larkfield.example,2026:articles/lime/": {"file": "articles/2026-03-04-lime-plaster.md", '
        '"at": "articles/lime-plaster/", "was": ["articles/lime/", "notes/kalk-für-wände/"], '
        '"like": "0123456789 abcdef0123"}'
    )


def test_the_file_is_yaml_too():
    read = yaml.safe_load(Ledger((FULL, GONE, HOME, ODD)).text())
    assert read[GONE.id] == {"at": "articles/old/", "like": "0123456789 -"}
    assert read[ODD.id] == {"file": "a: b.md", "at": "a/"}


def test_an_empty_ledger_and_remarks_are_fine():
    assert read_ledger(Ledger().text()) == Ledger()
    assert read_ledger("\n  # a remark\n\n") == Ledger()


@pytest.mark.parametrize(
    ("line", "column"),
    [
        ("<<<<<<< HEAD", 1),
        ("=======", 1),
        ('"a": {"at": "a/"', 16),
        ('"a": {"at": a/}', 13),
        ('"a": "b"', 1),
        ('"a": {}', 1),
        ('"": {"at": "a/"}', 1),
        ('"a": {"at": "a/"}, "b": {"at": "b/"}', 1),
        ('"a": {"at": "a/", "flie": "a.md"}', 19),
        ('"a": {"at": "../a/"}', 13),
        ('"a": {"at": "a/", "was": ["/etc/../"]}', 27),
        ('"a": {"at": "a/", "was": "b/"}', 19),
        ('"a": {"at": "a"}', 13),
        ('"a": {"at": 1}', 13),
        ('"a": {"at": "a/", "file": 1}', 1),
        ('"a": {"at": "a/", "was": [["b/"]]}', 27),
        ('"a": ' + '{"at":' * 5000, 1),
        ('"a": {"at": ' + "9" * 9000 + "}", 1),
    ],
)
def test_a_line_that_cannot_be_read_stops_the_build_at_its_place_and_the_others_stand(line, column):
    ledger = read_ledger(f'{HEAD}"x": {{"at": "x/"}}\n{line}\n')
    fault = only(ledger.problems)
    assert (fault.code, fault.severity, fault.source, fault.line) == ("GW090", Severity.ERROR, NAME, 4)
    assert fault.column == column
    assert [known.id for known in ledger.lines] == ["x"]


def test_an_id_or_a_file_on_two_lines_is_an_error_where_it_comes_again():
    text = '"x": {"file": "a.md", "at": "a/"}\n"y": {"file": "a.md", "at": "b/"}\n"x": {"at": "c/"}\n'
    found = read_ledger(text).problems
    assert codes(found) == ["GW091", "GW091"]
    assert [(p.line, p.message) for p in found] == [
        (2, "'a.md' stands on line 1 already."),
        (3, "'x' stands on line 1 already."),
    ]

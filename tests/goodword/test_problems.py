import json

import pytest

from goodword.entries import Image, KitFile, Media
from goodword.problems import (
    Place,
    Problem,
    Severity,
    as_github,
    as_json,
    as_line,
    as_sarif,
    has_errors,
    ordered,
    printable,
)

HINT = "Write it as YYYY-MM-DD."


def problem(**values):
    defaults = {
        "code": "GW012",
        "severity": Severity.ERROR,
        "source": "articles/launch.md",
        "line": 4,
        "column": 7,
        "message": "'date' is not a date: '2026-13-01'.",
        "hint": HINT,
    }
    return Problem(**defaults | values)


def test_a_line_names_place_severity_code_cause_and_remedy():
    expected = "articles/launch.md:4:7: error GW012 'date' is not a date: '2026-13-01'. Write it as YYYY-MM-DD."
    assert as_line(problem()) == expected
    assert str(problem()) == expected


def test_a_line_without_a_hint_ends_with_the_message():
    assert as_line(problem(hint="")).endswith("'2026-13-01'.")


def test_a_line_stays_one_line_and_steers_no_terminal():
    line = as_line(problem(message="a\nb\x1b[31mc\u2028d\u202ee\rf"))
    assert "\n" not in line
    assert line.isprintable()
    assert "a\N{REPLACEMENT CHARACTER}b" in line


def test_printable_keeps_letters_of_any_script_and_emoji():
    assert printable("Crème 日本 🎉") == "Crème 日本 🎉"


def test_problems_are_ordered_by_place_then_code():
    second = problem(line=4, column=9)
    third = problem(line=10, column=1)
    first = problem(line=4, column=7)
    other_file = problem(source="articles/a.md", line=99)
    by_code = problem(code="GW099")
    assert ordered([third, second, by_code, other_file, first]) == (other_file, first, by_code, second, third)


def test_exact_repetitions_are_told_once():
    assert len(ordered([problem(), problem(), problem(message="another")])) == 2


def test_only_errors_stop_a_build():
    assert has_errors([problem(severity=Severity.WARNING), problem()])
    assert not has_errors([problem(severity=s) for s in Severity if s is not Severity.ERROR])
    assert not has_errors([])


def test_json_has_the_fields_of_the_contract_and_nothing_else():
    (read,) = json.loads(as_json([problem(message='"quoted" – ü\n')]))
    assert read == {
        "code": "GW012",
        "severity": "error",
        "source": "articles/launch.md",
        "line": 4,
        "column": 7,
        "message": '"quoted" – ü\n',
        "hint": HINT,
    }


def test_json_of_nothing_is_an_empty_list():
    assert json.loads(as_json([])) == []


def test_json_can_be_written_as_utf_8_whatever_an_author_typed():
    assert json.loads(as_json([problem(message="lone \ud800 surrogate")]).encode("utf-8"))


@pytest.mark.parametrize(
    ("severity", "level"),
    [
        (Severity.ERROR, "error"),
        (Severity.WARNING, "warning"),
        (Severity.SUGGESTION, "notice"),
        (Severity.INFO, "notice"),
    ],
)
def test_a_github_annotation_has_the_level_of_its_severity(severity, level):
    assert as_github(problem(severity=severity)).startswith(f"::{level} file=")


def test_a_github_annotation_names_file_line_and_column_from_the_repository_root():
    expected = (
        "::error file=content/articles/launch.md,line=4,col=7,title=GW012::"
        "'date' is not a date: '2026-13-01'. Write it as YYYY-MM-DD."
    )
    assert as_github(problem(), prefix="content/") == expected


def test_a_github_annotation_escapes_what_would_end_it():
    text = as_github(problem(source="a,b:c%.md", message="50 %\r\n::error::x, y: z", hint=""))
    assert "\n" not in text
    assert "\r" not in text
    assert "file=a%2Cb%3Ac%25.md," in text
    assert text.endswith("::50 %25%0D%0A::error::x, y: z")


def test_sarif_has_one_run_with_the_rules_it_uses():
    log = json.loads(as_sarif([problem(), problem(line=5), problem(code="GW001")], version="1.2.3"))
    assert log["version"] == "2.1.0"
    (run,) = log["runs"]
    assert run["tool"]["driver"]["name"] == "goodword"
    assert run["tool"]["driver"]["version"] == "1.2.3"
    assert run["tool"]["driver"]["rules"] == [{"id": "GW001"}, {"id": "GW012"}]
    assert [result["ruleId"] for result in run["results"]] == ["GW012", "GW012", "GW001"]


def test_a_sarif_result_has_level_text_and_place():
    (result,) = json.loads(as_sarif([problem()], version="1", prefix="content/"))["runs"][0]["results"]
    assert result["level"] == "error"
    assert result["message"]["text"] == "'date' is not a date: '2026-13-01'. Write it as YYYY-MM-DD."
    place = result["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "content/articles/launch.md"
    assert place["region"] == {"startLine": 4, "startColumn": 7}


@pytest.mark.parametrize(("severity", "level"), [(Severity.WARNING, "warning"), (Severity.SUGGESTION, "note")])
def test_sarif_levels_follow_the_severity(severity, level):
    (result,) = json.loads(as_sarif([problem(severity=severity)], version="1"))["runs"][0]["results"]
    assert result["level"] == level


def test_a_sarif_address_is_a_uri():
    """SARIF 2.1.0, 3.4.3: uri is a URI as of RFC 3986."""
    log = json.loads(as_sarif([problem(source="articles/crème brûlée.md")], version="1"))
    (result,) = log["runs"][0]["results"]
    uri = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert uri == "articles/cr%C3%A8me%20br%C3%BBl%C3%A9e.md"


def test_where_something_was_written_makes_no_two_values_different():
    one, other = (Image("a.png", "A roof", place=Place(line)) for line in (3, 40))
    assert (one == other, hash(one) == hash(other), {one: 1}[other]) == (True, True, 1)
    assert Media("a.mp3", "audio", poster="b.png", poster_place=Place(2)) == Media("a.mp3", "audio", poster="b.png")


def test_values_of_two_kinds_or_with_other_words_differ():
    assert Image("a.png", "A roof") != Image("a.png", "A wall")
    assert Image("a.png", "") != KitFile("a.png", "")

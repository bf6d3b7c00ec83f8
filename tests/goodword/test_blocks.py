import pytest

from goodword.blocks import find
from goodword.entries import Latest
from goodword.front_matter import Document, parse, split
from goodword.nodes import Mapped
from goodword.problems import Place, Severity
from making import UTC, article, codes, entry_source, lines, loaded, only


def found(yaml, front=""):
    document = split(f"{front}Before.\n\n```goodword\n{yaml}\n```\n\nAfter.\n")
    return find(document, "a.md", UTC)


def test_a_block_asks_for_the_newest_entries():
    (block,), problems = found("latest: {section: /press/, limit: 5, tag: Roof, kind: press, title: News}")
    assert problems == []
    assert block.call == Latest(section="press", limit=5, tag="Roof", kind="press", title="News")
    assert block.text == "```goodword\nlatest: {section: /press/, limit: 5, tag: Roof, kind: press, title: News}\n```"


def test_a_block_without_options_asks_for_three():
    (block,), problems = found("latest: {}")
    assert (block.call.limit, problems) == (3, [])


def test_a_text_without_blocks_has_none():
    assert find(Document(Mapped((), Place()), "```python\nlatest: {}\n```", 1), "a.md", UTC) == ((), [])


def test_several_blocks_keep_their_order():
    body = "```goodword\nlatest: {tag: a}\n```\n\n~~~goodword\nlatest: {tag: b}\n~~~\n"
    blocks, _ = find(split(body), "a.md", UTC)
    assert [block.call.tag for block in blocks] == ["a", "b"]


@pytest.mark.parametrize(
    ("yaml", "line", "expected"),
    [
        ("latset: {}", 4, ("GW032", "Did you mean 'latest'?")),
        (
            "carousel: {}",
            4,
            ("GW032", "Known blocks: latest, video, map, poll, testimonials, responses, offers, values."),
        ),
        ("latest: {sectoin: press}", 4, ("GW010", "Did you mean 'section'?")),
        ("latest:\n  limit: 0", 5, ("GW033", "Write a number from 1 to 50.")),
        ("latest: {limit: 51}", 4, ("GW033", "Write a number from 1 to 50.")),
        ("latest: {kind: page}", 4, ("GW017", "Write one of: article, press, story, event, poll.")),
        ("latest: {limit: many}", 4, ("GW018", "Write digits only.")),
        ("latest: {limit: [1", 5, ("GW006", "Check the quotes and the indentation.")),
        ("latest: {tag: *x}", 4, ("GW008", "Write the value out, or quote it.")),
        ("", 3, ("GW032", "Write for instance 'latest: {section: press, limit: 3}'.")),
        ("just words", 3, ("GW032", "Write for instance 'latest: {section: press, limit: 3}'.")),
        ("latest: {}\nother: {}", 3, ("GW032", "Write for instance 'latest: {section: press, limit: 3}'.")),
    ],
)
def test_a_block_with_a_fault_is_an_error_at_its_line(yaml, line, expected):
    _, problems = found(yaml)
    problem = only(problems)
    assert (problem.code, problem.hint) == expected
    assert (problem.line, problem.severity) == (line, Severity.ERROR)


def test_an_unknown_option_that_resembles_none_is_an_error_too():
    """Design: an unknown block or option is an error with file and line."""
    _, problems = found("latest: {colour: red}")
    assert [p.severity for p in problems] == [Severity.ERROR]


@pytest.mark.parametrize("yaml", ["latest: press", "latest: [press]", "latest: 3"])
def test_options_that_are_no_mapping_are_an_error(yaml):
    _, problems = found(yaml)
    assert [p.severity for p in problems] == [Severity.ERROR]


def test_a_block_with_a_faulty_option_is_kept_to_be_judged_and_is_none_that_a_page_shows():
    (block,), _ = found("latest: {sectoin: press, tag: Roof}")
    assert (block.faulty, block.call.tag, block.place("tag")) == (True, "Roof", Place(4, 31))
    assert found("latset: {}")[0] == ()
    entry = loaded(entry_source("about.md", "```goodword\nlatest: {limit: 0}\n```\n")).catalogue.entries[0]
    assert (entry.blocks, len(entry.faulty_blocks)) == ((), 1)


def test_lines_are_counted_from_the_head_of_the_file():
    _, problems = found("latset: {}", front="---\ntitle: x\n---\n")
    assert lines(problems) == ["a.md:7:1: error GW032 there is no block 'latset'. Did you mean 'latest'?"]


def test_a_block_shown_as_an_example_is_no_block():
    body = "````markdown\n```goodword\nnonsense: {}\n```\n````\n"
    assert find(split(body), "a.md", UTC) == ((), [])


def test_a_block_that_is_never_closed_is_no_block():
    assert codes(find(split("```goodword\nlatest: {}\n"), "a.md", UTC)[1]) == []


def test_parsing_a_block_and_its_document_agree_on_lines():
    assert parse("latest: {}", 4).pairs[0].place == Place(4, 1)


def test_options_that_are_a_list_are_told_with_the_block_that_was_meant():
    found = loaded(article("a", body="```goodword\noffers: [1]\n```\n"))
    assert lines(found.problems) == [
        "articles/a.md:7:1: error GW032 the options of 'offers' are no mapping. Write 'offers: {name: value}'; the guide lists its options."
    ]

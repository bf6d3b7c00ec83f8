import pytest

from goodword.markdown import fenced, first_heading, plain, without


def heading(body):
    found = first_heading(body)
    return found and plain(found.text)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("# Title", "Title"),
        ("#  Title  ##  ", "Title"),
        ("\n\n# Title\n\ntext", "Title"),
        ("Title\n=====\n", "Title"),
        ("   # Title", "Title"),
        ("text\n\n# Later", "Later"),
        ("## Second level only", None),
        ("no heading", None),
        ("    # indented code", None),
        ("```\n# in code\n```\n\n# Real", "Real"),
        ("~~~\n# in code\n```\n~~~\n# Real", "Real"),
        ("````\n```\n# in code\n````\n# Real", "Real"),
        ("```\n# never closed", None),
        ("# Title {#anchor .big}", "Title"),
        ("", None),
        ("===\n", None),
    ],
)
def test_the_first_h1_outside_code_is_the_heading(body, expected):
    assert heading(body) == expected


def test_inline_code_of_three_backticks_opens_no_block():
    """CommonMark 0.31, 4.5: the info string of a backtick fence holds no backtick."""
    assert heading("```code``` in the text\n\n# Title") == "Title"


def test_a_heading_in_a_comment_is_not_the_heading():
    assert heading("<!--\n# Not yet public\n-->\n\n# Title") == "Title"


@pytest.mark.parametrize("code", ["```html\n<!--\n```", "The mark `<!--` opens a comment."])
def test_a_comment_mark_in_code_hides_no_heading(code):
    assert heading(f"{code}\n\n# Title\n\n<!-- more -->\n\ntext") == "Title"


def test_a_heading_leads_where_only_blank_lines_stand_above():
    assert first_heading("\n\n# A").leads
    assert not first_heading("text\n\n# A").leads
    assert not first_heading("```\ncode\n```\n# A").leads


def test_taking_the_heading_out_moves_no_line():
    body = "\nTitle\n=====\n\ntext\n"
    assert without(body, first_heading(body)) == "\n\n\n\ntext\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("**bold** and *soft* and `code`", "bold and soft and code"),
        ("***both***", "both"),
        ("[a link](https://x.example) here", "a link here"),
        ("![alt](x.png)", "alt"),
        ("[ref][1]", "ref"),
        ("snake_case_name", "snake_case_name"),
        ("2 * 3 * 4", "2 * 3 * 4"),
        ("Tom &amp; Co", "Tom & Co"),
        ("a <b>bold</b> tag", "a bold tag"),
        ("1 < 2 > 0", "1 < 2 > 0"),
        ("~~gone~~ ==marked==", "gone marked"),
        ("  spaced\tout  ", "spaced out"),
        ("&lt;x&gt;", "<x>"),
    ],
)
def test_inline_markdown_becomes_plain_text(text, expected):
    assert plain(text) == expected


@pytest.mark.parametrize(("text", "expected"), [(r"5 \* 3 \* 2", "5 * 3 * 2"), (r"\#1 of \[ten\]", "#1 of [ten]")])
def test_an_escaped_mark_is_the_mark(text, expected):
    assert plain(text) == expected


def test_fenced_blocks_tell_their_info_content_text_and_line():
    (block,) = fenced("text\n\n```goodword\nlatest: {}\n```\n\nend")
    assert (block.info, block.content, block.line) == ("goodword", "latest: {}", 2)
    assert block.text == "```goodword\nlatest: {}\n```"


def test_a_block_inside_a_longer_fence_is_only_code():
    (block,) = fenced("````markdown\n```goodword\nlatest: {}\n```\n````")
    assert block.info == "markdown"


def test_a_block_that_is_never_closed_is_none():
    assert fenced("```goodword\nlatest: {}\n") == []


def test_several_blocks_come_in_their_order():
    assert [block.info for block in fenced("```a\n```\n~~~ b\n~~~\n```\n```")] == ["a", "b", ""]

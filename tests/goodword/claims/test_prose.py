"""Sentences of a rendered body."""

import pytest

from goodword.claims import claims, sentences
from goodword.html import parse
from making import phrases


def of(html):
    return list(sentences(parse(html)))


def test_a_text_is_split_at_the_ends_of_its_sentences():
    assert of("<p>One. Two! Three? Four</p>") == ["One.", "Two!", "Three?", "Four"]


@pytest.mark.parametrize(
    "text", ["See e.g. Wexcombe.", "It is no. 7 of 9.", "Dr. Quill is in.", "It costs 3.50 in all."]
)
def test_an_abbreviation_ends_no_sentence(text):
    assert of(f"<p>{text}</p>") == [text]


@pytest.mark.parametrize(
    "html",
    [
        "<blockquote><p>Words.</p></blockquote>",
        "<pre><code>Words.</code></pre>",
        "<table><tr><td><p>Words.</p></td></tr></table>",
        '<div class="admonition quote"><p>Words.</p></div>',
    ],
)
def test_quotations_code_and_tables_are_left_out(html):
    assert of(html) == []


@pytest.mark.parametrize(
    "html",
    [
        "<p>He said “we open in May 2025” twice.</p>",
        '<p>He said "we open in May 2025" twice.</p>',
        "<p>He said <q>we open in May 2025</q> twice.</p>",
        "<p>He said <code>we open in May 2025</code> twice.</p>",
    ],
)
def test_words_in_quotation_marks_are_left_out(html):
    assert of(html) == ["He said … twice."]


@pytest.mark.parametrize(
    "word",
    [
        "No. ",
        "will ",
        '"',
        "‘a ",
        "in May 2025 ",
        "as of ",
        "© ",
        "we will be open by the end of ",
        "3 to ",
        "May 3 to ",
        "we are at ",
        "can be used ",
        "the new ",
        "a" * 50,
    ],
)
def test_a_text_that_only_repeats_itself_is_read_to_its_end(word):
    """Each of these once made a pattern, or one like it, go over the same text again and again."""
    found = claims(sentences(parse(f"<p>{word * 20_000}</p>")), phrases())
    assert len({claim.sentence for claim in found}) <= 2


def test_an_apostrophe_quotes_nothing():
    assert of("<p>The shop’s door and the firm’s van.</p>") == ["The shop’s door and the firm’s van."]


def test_emphasis_and_links_belong_to_their_sentence():
    assert of('<p>We <em>will</em> <a href="/x/">open</a><br>soon.</p>') == ["We will open soon."]


def test_a_list_and_its_items_are_told_once():
    assert of("<ul><li>One<ul><li>Two</li></ul></li><li><p>Three</p></li></ul>") == ["One", "Two", "Three"]

import pytest

from goodword.html import body_of, parse, shorten


def test_words_are_counted_without_markup():
    assert body_of("<p>Two <b>words</b></p><p>and more</p>").words == 4


def test_the_excerpt_is_the_first_paragraph():
    assert body_of("<h2>Head</h2><p> </p><p>First  <em>one</em>.</p><p>Second.</p>").excerpt == "First one."


def test_the_excerpt_is_what_stands_above_more():
    html = "<p>One.</p><ul><li>Two</li></ul><!-- more --><p>Three.</p>"
    assert body_of(html).excerpt == "One. Two"


def test_an_excerpt_of_nothing_is_empty():
    assert body_of("<ul><li>x</li></ul>").excerpt == ""
    assert body_of("").excerpt == ""


def test_an_excerpt_is_plain_text():
    assert body_of("<p>1 &lt; 2 &amp; <x-y>z</x-y></p>").excerpt == "1 < 2 & z"


def test_every_reference_is_found():
    html = (
        '<a href="a.html">x</a><img src="b.png" srcset="c.png 1x, d.png 2x">'
        '<video poster="e.png"><source src="f.mp4"></video><object data="g.pdf"></object>'
    )
    assert body_of(html).references == {"a.html", "b.png", "c.png", "d.png", "e.png", "f.mp4", "g.pdf"}


@pytest.mark.parametrize(
    "html",
    [
        "",
        "   ",
        "<",
        "<p",
        "</div></div></body></html>",
        "<p>" * 300,
        "<div>" * 2000,
        "<![CDATA[x",
        "<!-- never closed",
        "<?php echo 1 ?>",
        "\x00\x01\x0b",
        "\ud800",
        "<!doctype html>",
        "<!doctype html><p>x</p>",
        "<html>",
        "<html><head></head></html>",
        "<html><frameset></frameset></html>",
        "<head><title>x</title></head>",
        "<body><p>x</p></body>",
        "<body></body><body>",
        "<plaintext>x",
        "<svg><![CDATA[x]]></svg>",
    ],
)
def test_markup_however_broken_never_raises(html):
    assert body_of(html).words >= 0
    assert parse(html).tag == "div"


def test_a_short_text_is_not_shortened():
    assert shorten("x" * 300) == "x" * 300


def test_a_long_text_ends_at_a_sentence_where_one_fits():
    text = "A sentence that is long enough to be kept whole. " + "word " * 20
    assert shorten(text, 60) == "A sentence that is long enough to be kept whole."


def test_a_long_text_without_a_sentence_ends_at_a_word():
    assert shorten("alpha beta gamma, delta", 17) == "alpha beta gamma…"


def test_a_long_word_is_cut():
    assert shorten("x" * 400, 100) == "x" * 100 + "…"


@pytest.mark.parametrize("length", [20, 60, 160])
def test_a_shortened_text_is_never_longer_than_asked(length):
    assert len(shorten("Lorem ipsum dolor sit. " * 40, length)) <= length + 1


def test_what_a_reader_follows_is_apart_from_what_a_browser_fetches():
    body = body_of('<a href="/a/">a</a><img src="b.png" srcset="c.png 2x, d.png 3x"><video poster="e.png"></video>')
    assert body.links == {"/a/"}
    assert body.requests == {"b.png", "c.png", "d.png", "e.png"}
    assert body.references == body.links | body.requests

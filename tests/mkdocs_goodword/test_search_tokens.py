"""What is read fast is what the standard library's parser reads."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from mkdocs_goodword.search_tokens import _calls, feed


class Told(HTMLParser):
    """Writes down what it is told."""

    def __init__(self) -> None:
        super().__init__()
        self.told: list[tuple[object, ...]] = []

    def handle_starttag(self, tag, attrs):
        self.told.append(("start", tag, attrs))

    def handle_startendtag(self, tag, attrs):
        self.told.append(("startend", tag, attrs))

    def handle_endtag(self, tag):
        self.told.append(("end", tag))

    def handle_data(self, data):
        self.told.append(("text", data))


def told(html: str, *, fast: bool) -> list[tuple[object, ...]]:
    """What a parser handles; texts that stand side by side are one."""
    parser = Told()
    if fast:
        feed(parser, html)
    else:
        parser.feed(html)
        parser.close()
    return parser.told


PIECES = [
    *(
        "<p>",
        "</p>",
        '<p class="a">',
        '<a href="x?a=1&amp;b=2">',
        "</a>",
        "<br />",
        "<br/>",
        "<br >",
        '<img src="a" />',
    ),
    *('<h2 id="a-b">', "</h2>", "<input disabled>", '<x-y a:b="c">', '<a b c="">', "<!-- more -->", "<!---->"),
    *(
        "words",
        " & ",
        "&amp;",
        "&nbsp;",
        "&#39;",
        "&#xe9;",
        "&eacute",
        "&notit;",
        "a > b",
        "\n",
        "\u00e9\u2028",
        "\x00",
    ),
    *("<", "< p>", "<P>", "</P >", "</p x>", "</>", "<!doctype html>", "<?php ?>", "<![CDATA[x]]>", "<!-- a -- b -->"),
    *(
        "<script>",
        "</script>",
        "<style>",
        "<title>",
        "<textarea>",
        "</textarea>",
        "<a href='x'>",
        "<a href=x>",
        "<a\nb>",
    ),
    *('<a b="c"d="e">', "<a  b>", '<a b="&copy=1">', '<a b="<">', '<a b=">">', '<a b="\n">', "<a/ b>", "<a /b>"),
    *("<pre><code>", "</code></pre>", '<a b="', "<!--", "-->", "--!>", "&", "&#", "&#38;lt;", "<plaintext>", "<1>"),
]


@settings(max_examples=1500, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=9).map("".join))
@example("<p>text without an end &am")
def test_whatever_is_read_fast_is_what_the_parser_reads(html):
    assert told(html, fast=True) == told(html, fast=False)


@settings(max_examples=1000, deadline=None)
@given(st.text(alphabet="<>/ab \"'=&;#!-\n", max_size=24))
def test_no_text_of_marks_is_read_otherwise(html):
    assert told(html, fast=True) == told(html, fast=False)


@pytest.mark.parametrize(
    "html",
    [
        '<h2 id="a">One<a class="headerlink" href="#a" title="Permanent link">&para;</a></h2>\n<p>Two &amp; three.</p>',
        '<p><img alt="" src="../a.png" /> <a href="&#109;&#97;">x</a></p>\n<!-- more -->\n<pre><code>a &lt; b</code></pre>',
    ],
)
def test_what_markdown_writes_is_read_fast(html):
    assert _calls(Told(), html) is not None

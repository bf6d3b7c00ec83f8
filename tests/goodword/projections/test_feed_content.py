import pytest
from lxml import html as lxml_html

from goodword.projections.feeds.content import portable
from goodword.projections.feeds.text import absolute

PAGE = "https://larkfield.example/articles/a/"


def attribute(html, name):
    return [element.get(name) for element in lxml_html.fragment_fromstring(html, "div").iter() if element.get(name)]


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("b.png", PAGE + "b.png"),
        ("../b/", "https://larkfield.example/articles/b/"),
        ("/b/", "https://larkfield.example/b/"),
        ("#frag", PAGE + "#frag"),
        ("?q=1", PAGE + "?q=1"),
        ("//cdn.example/x", "https://cdn.example/x"),
        ("https://x.example/", "https://x.example/"),
        (" b.png ", PAGE + "b.png"),
        ("mailto:a@x.example", "mailto:a@x.example"),
        ("http://[", ""),
    ],
)
def test_5_an_address_is_made_absolute(url, expected):
    assert absolute(url, PAGE) == expected


@pytest.mark.parametrize(
    ("html", "name", "expected"),
    [
        ('<a href="../b/">x</a>', "href", [f"{PAGE[:-2]}b/"]),
        ('<a href="#top">x</a>', "href", [f"{PAGE}#top"]),
        ('<img src="b.png">', "src", [f"{PAGE}b.png"]),
        ('<img srcset="b.png 1x, /c.png 2x">', "srcset", [f"{PAGE}b.png 1x, https://larkfield.example/c.png 2x"]),
        ('<img srcset="b.png">', "srcset", [f"{PAGE}b.png"]),
        ('<img srcset="b,1.png 480w,c.png 800w">', "srcset", [f"{PAGE}b,1.png 480w, {PAGE}c.png 800w"]),
        ('<picture><source srcset="b.webp" type="image/webp"></picture>', "srcset", [f"{PAGE}b.webp"]),
        ('<video poster="p.png" src="v.mp4"></video>', "poster", [f"{PAGE}p.png"]),
        ('<video poster="p.png" src="v.mp4"></video>', "src", [f"{PAGE}v.mp4"]),
        ('<audio><source src="a.mp3"></audio>', "src", [f"{PAGE}a.mp3"]),
        ('<blockquote cite="../b/">x</blockquote>', "cite", [f"{PAGE[:-2]}b/"]),
        ('<q cite="/b/">x</q>', "cite", ["https://larkfield.example/b/"]),
    ],
)
def test_5_content_carries_absolute_addresses_everywhere(html, name, expected):
    assert attribute(portable(html, PAGE), name) == expected


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>a<script>alert(1)</script>b</p>", "<p>ab</p>"),
        ("<style>p{}</style><p>a</p>", "<p>a</p>"),
        ("<p>a<iframe src='https://x.example/'>f</iframe></p>", "<p>a</p>"),
        ("<p>a<object data='x'>o</object><embed src='x'></p>", "<p>a</p>"),
        ("<form action='/x'><input name='a'><button>go</button></form><p>a</p>", "<p>a</p>"),
        ("<p>a<svg><script>1</script><text>t</text></svg></p>", "<p>a</p>"),
        ("<p>a<math><mi>x</mi></math></p>", "<p>a<code>x</code></p>"),
        ("<p>a<x-card>card</x-card></p>", "<p>acard</p>"),
        ("<meta http-equiv='refresh' content='0'><base href='/x/'><link rel='x' href='y'><p>a</p>", "<p>a</p>"),
        ("<p onclick='x()' style='position:fixed' class='big'>a</p>", "<p>a</p>"),
        ("<p>a<!-- secret --></p>", "<p>a</p>"),
        ("<template><p>t</p></template><p>a</p>", "<p>a</p>"),
        ('<h2 id="t">T<a class="headerlink" href="#t">¶</a></h2>', '<h2 id="t">T</h2>'),
        ("<a href='javascript:alert(1)'>x</a>", "<a>x</a>"),
        ("<a href='data:text/html,x'>x</a>", "<a>x</a>"),
        ("<img src='data:image/png;base64,AA' alt='x'>", '<img alt="x">'),
        ("", ""),
        ("  \n ", ""),
    ],
)
def test_6_content_carries_nothing_that_runs_and_no_furniture(html, expected):
    assert portable(html, PAGE) == expected


@pytest.mark.parametrize(
    "html",
    [
        '<blockquote cite="javascript:alert(1)">x</blockquote>',
        '<q cite="data:text/html,x">x</q>',
        '<img srcset="data:image/svg+xml,x 1x, b.png 2x">',
        '<img srcset="javascript:alert(1) 1x">',
        '<video poster="javascript:alert(1)"></video>',
    ],
)
def test_no_attribute_carries_a_javascript_or_data_address(html):
    cleaned = portable(html, PAGE)
    assert "javascript:" not in cleaned
    assert "data:" not in cleaned


@pytest.mark.parametrize(
    "href", ["java&#10;script:alert(1)", "&#1;javascript:alert(1)", "JAVASCRIPT:x", "x:y", "http://["]
)
def test_a_link_is_absolute_and_safe_or_no_link(href):
    links = attribute(portable(f'<p><a href="{href}">x</a></p>', PAGE), "href")
    assert all(link.startswith(("https://", "http://")) for link in links)


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("1 &lt; 2 &amp; 3", "1 &lt; 2 &amp; 3"),
        ("&lt;b&gt; is a tag", "&lt;b&gt; is a tag"),
        ("<p>&lt;script&gt;</p>tail &lt;x&gt;", "<p>&lt;script&gt;</p>tail &lt;x&gt;"),
    ],
)
def test_text_that_shows_markup_stays_text(html, expected):
    assert portable(html, PAGE) == expected


@pytest.mark.parametrize(
    "html", ["<p>a\x00\x01\x0bb\x7f\ufffe</p>", "<p>a&#1;&#x0b;&#xFFFE;b</p>", "<p title='&#1;'>ab</p>"]
)
def test_content_carries_no_control_character_however_written(html):
    cleaned = portable(html, PAGE)
    assert lxml_html.fragment_fromstring(cleaned).text_content() == "ab"
    assert all(char.isprintable() or char in "\n\t" for char in cleaned)


TABS = """
<div class="tabbed-set tabbed-alternate" data-tabs="1:2"><input checked="checked" id="__tabbed_1_1" name="__tabbed_1"
type="radio" /><input id="__tabbed_1_2" name="__tabbed_1" type="radio" /><div class="tabbed-labels">
<label for="__tabbed_1_1">Tiles</label><label for="__tabbed_1_2">Slate</label></div><div class="tabbed-content">
<div class="tabbed-block"><p>Red.</p></div><div class="tabbed-block"><p>Grey.</p></div></div></div><p>After.</p>
"""
NUMBERED = (
    '<div class="highlight"><table class="highlighttable"><tr><td class="linenos"><div class="linenodiv"><pre>1\n2</pre>'
    '</div></td><td class="code"><div><pre><span></span><code><span class="k">if</span> a &lt; b:\n  pass</code></pre>'
    "</div></td></tr></table></div>"
)


def test_6_tabs_stand_one_after_the_other_under_their_labels():
    made = portable(TABS, PAGE)
    assert [e.text for e in lxml_html.fragment_fromstring(made, "div").iter("strong", "p") if e.text] == [
        *("Tiles", "Red.", "Slate", "Grey.", "After.")
    ]
    assert made.count("<strong>") == 2
    assert "input" not in made
    assert "label" not in made


def test_6_tabs_of_the_old_style_do_as_well():
    old = (
        '<div class="tabbed-set" data-tabs="1:2"><input type="radio"><label>A</label><div class="tabbed-content"><p>1</p>'
        '</div><input type="radio"><label>B</label><div class="tabbed-content"><p>2</p></div></div>'
    )
    assert [
        e.text for e in lxml_html.fragment_fromstring(portable(old, PAGE), "div").iter("strong", "p") if e.text
    ] == [
        "A",
        "1",
        "B",
        "2",
    ]


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        (NUMBERED, "<div><pre><code>if a &lt; b:\n  pass</code></pre></div>"),
        (
            (
                '<div class="highlight"><pre><span></span><code><a id="l-1" name="l-1" href="#l-1"></a><span class="linenos">1'
                '</span><span class="n">a</span> &amp;&amp; b\n</code></pre></div>'
            ),
            "<div><pre><code>a &amp;&amp; b\n</code></pre></div>",
        ),
        (
            (
                '<div class="highlight"><span class="filename">a.py</span><pre><span></span><code>x # (1)!\n</code></pre></div>'
                "<ol><li>Note.</li></ol>"
            ),
            "<div><strong>a.py</strong><pre><code>x # (1)\n</code></pre></div><ol><li>Note.</li></ol>",
        ),
        (
            '<pre class="mermaid"><code>graph LR\n  a --&gt; b</code></pre>',
            "<pre><code>graph LR\n  a --&gt; b</code></pre>",
        ),
        (
            (
                '<ul class="task-list"><li class="task-list-item"><label class="task-list-control"><input type="checkbox" '
                'disabled checked/><span class="task-list-indicator"></span></label> Done</li></ul>'
            ),
            "<ul><li><span>☑ </span> Done</li></ul>",
        ),
        (
            (
                '<p>x<sup id="fnref:1"><a class="footnote-ref" href="#fn:1">1</a></sup></p><div class="footnote"><ol>'
                '<li id="fn:1"><p>Note.&#160;<a class="footnote-backref" href="#fnref:1">↩</a></p></li></ol></div>'
            ),
            f'<p>x<sup id="fnref:1"><a href="{PAGE}#fn:1">1</a></sup></p><div><ol><li id="fn:1"><p>Note.&nbsp;</p></li></ol></div>',
        ),
        (
            '<div class="admonition note"><p class="admonition-title">Note</p><p>Text.</p></div>',
            "<div><strong>Note</strong><p>Text.</p></div>",
        ),
        (
            '<details class="tip"><summary>More</summary><p>x</p></details>',
            "<details><summary>More</summary><p>x</p></details>",
        ),
        ('<p><span class="arithmatex">\\(a &lt; b\\)</span>.</p>', "<p><code>\\(a &lt; b\\)</code>.</p>"),
        (
            '<p><math><semantics><mi>x</mi><annotation encoding="application/x-tex">x^2</annotation></semantics></math>.</p>',
            "<p><code>x^2</code>.</p>",
        ),
        ('<p><span class="twemoji"><svg><path d="M0"/></svg></span> Tip</p>', "<p><span></span> Tip</p>"),
        ('<p><img alt="😀" class="twemoji" src="https://cdn.example/1.svg">!</p>', "<p><span>😀</span>!</p>"),
        (
            '<video controls src="v.mp4" poster="p.png" autoplay></video><p>x</p>',
            f'<video src="{PAGE}v.mp4" poster="{PAGE}p.png"></video><br><a href="{PAGE}v.mp4">v.mp4</a><p>x</p>',
        ),
        ('<p>a<bdo dir="rtl">b</bdo></p>', "<p>ab</p>"),
        ('<nav class="md-clipboard"><button>copy</button></nav><p>a</p>', "<p>a</p>"),
    ],
)
def test_6_what_a_theme_puts_around_a_text_is_plain_html(html, expected):
    assert portable(html, PAGE) == expected


@pytest.mark.parametrize("depth", [10, 100])
def test_6_nesting_breaks_nothing(depth):
    html = "<div class='tabbed-set'><label>a</label><div class='tabbed-content'>" * depth + "x" + "</div></div>" * depth
    assert "x" in portable(html, PAGE)


@pytest.mark.parametrize(
    "html",
    [
        "<pre></pre>",
        "<pre><code></code></pre>",
        "<video></video>",
        '<video src="http://["></video>',
        "<table class='highlighttable'></table>",
        "<label class='task-list-control'></label>",
        "<p class='tabbed-set'>x</p>",
        "<a class='headerlink twemoji'>x</a>",
    ],
)
def test_6_broken_furniture_breaks_nothing(html):
    assert "after" in portable(f"{html}<p>after</p>", PAGE)


def test_6_no_position_no_handler_and_no_frame_survives():
    html = '<p style="position:fixed" onclick="x()">a</p><iframe src="https://x.example"></iframe><embed src="x"><x-y>b</x-y>'
    assert portable(html, PAGE) == "<p>a</p>b"

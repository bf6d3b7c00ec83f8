"""Whatever is typed, nothing raises: problems have a place, and every feed can be read."""

import os

import feedparser
from hypothesis import example, given, settings
from hypothesis import strategies as st
from lxml import etree

from goodword.entries import KINDS, Source
from goodword.html import body_of
from goodword.markdown import fenced, first_heading, plain
from goodword.problems import as_github, as_json, as_line, as_sarif
from goodword.projections.feeds import rss, whole_feeds
from goodword.projections.feeds.content import portable
from goodword.projections.freshness import findings
from goodword.projections.outputs import redirects
from goodword.projections.pages import page_view
from goodword.reader import read
from making import SECTIONS, UTC, at, english, loaded, shown

NOW = at("2026-06-01T12:00Z")
EXAMPLES = int(os.environ.get("GOODWORD_FUZZ_EXAMPLES", "0"))
"""Set by scripts/fuzz, which draws new examples; the test run always draws the same 200."""
hostile = settings(deadline=None, max_examples=EXAMPLES or 200, derandomize=not EXAMPLES, database=None)

COMMON = (
    *("title", "description", "date", "publish_at", "updated", "reviewed", "review_in", "expires", "on_expiry"),
    *("evergreen", "draft", "unlisted", "owner", "authors", "tags", "slug", "aliases", "id", "image", "media"),
    *("canonical", "license", "pin", "series", "order", "related", "meta", "consent", "kind", "hide"),
)
OWN = (
    *("for", "takeaway", "sources", "type", "dateline", "embargo", "contact", "outlet", "url", "corrections", "kit"),
    *("customer", "problem", "result", "quote", "starts", "ends", "timezone", "location", "register", "status"),
    *("question", "opens", "closes", "options", "results", "method", "vote", "name", "role", "links", "photo"),
    *("relation", "since", "left", "profile"),
)

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
NASTY = st.sampled_from(
    [
        "//[",
        "http://[",
        "//a／b",
        "javascript:x",
        "../../x",
        "CON",
        "9999-12-31",
        "0001-01-01",
        "2026-02-30",
        "2026-01-01T25:00",
        "2026-01-01T00:00+23:59",
        "Europe",
        "\\x00",
        "%00",
        "]]>",
        "<x>",
        "&#1;",
        "9" * 400,
        "1e999",
        "true",
        "~",
        "''",
        "@",
        "|",
        "{a: b}",
        "[a, [b]]",
        "- x",
        "*a",
        "&a b",
        "!!int ''",
        "a: b: c",
        "yes",
        "100 years",
        "withdrawn",
        "\u2028",
        "\u202e",
        "🎉",
    ]
)
SCALAR = st.one_of(
    TEXT, NASTY, st.integers().map(str), st.dates().map(str), st.datetimes().map(str), st.booleans().map(str)
)


def quoted(text):
    """`text` as a YAML double-quoted scalar."""
    return '"' + "".join(f"\\U{ord(char):08x}" for char in text) + '"'


KEY = st.sampled_from([*COMMON, *OWN, "text", "by", "src", "alt", "date", "covers", "until", "title", "figure", "a"])
VALUE = st.recursive(
    st.one_of(SCALAR.map(quoted), NASTY, st.just("")),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3).map(lambda items: "[" + ", ".join(items) + "]"),
        st.dictionaries(KEY, inner, max_size=3).map(lambda d: "{" + ", ".join(f"{k}: {v}" for k, v in d.items()) + "}"),
    ),
    max_leaves=6,
)
URI = st.sampled_from(
    [
        "articles/a.md",
        "press/2026-01-01-a.md",
        "community/stories/a.md",
        "community/events/a.md",
        "community/polls/a.md",
        "people/a.md",
        "index.md",
        "articles/index.md",
        "9999-12-31-x.md",
    ]
)


def placed(problems):
    """Every problem has a place and every rendering of it works."""
    for problem in problems:
        assert problem.line >= 1
        assert problem.column >= 1
        assert problem.message
        assert as_line(problem).isprintable()
        assert "\n" not in as_github(problem)
    assert as_json(problems).startswith("[")
    assert as_sarif(problems, version="0").startswith("{")


@hostile
@given(st.text(max_size=300), URI)
@example("title: \ud800", "articles/a.md")
@example("\x00", "articles/a.md")
@example("\u2028: x\r- y", "articles/a.md")
def test_any_text_as_front_matter_gives_an_entry_or_a_problem(text, uri):
    found = read(Source(uri, f"---\n{text}\n---\nBody."), SECTIONS, UTC)
    placed(found.problems)
    assert found.entry or found.problems


@hostile
@given(st.text(max_size=300), URI)
def test_any_text_as_a_file_gives_an_entry_or_a_problem(text, uri):
    found = read(Source(uri, text), SECTIONS, UTC)
    placed(found.problems)
    assert found.entry or found.problems


@hostile
@given(
    st.dictionaries(st.sampled_from([*COMMON, *OWN]), VALUE, min_size=1, max_size=5),
    URI,
    st.sampled_from(sorted(KINDS)),
)
@example({"image": '"//["'}, "articles/a.md", "article")
@example({"links": '[["x"]]'}, "people/a.md", "person")
def test_any_value_in_any_key_gives_an_entry_or_a_problem(values, uri, kind):
    front = "".join(f"{key}: {value}\n" for key, value in values.items())
    found = loaded(
        Source(uri, f"---\n{front}kind: {kind}\n---\n# T\n" if "kind" not in values else f"---\n{front}---\n# T\n")
    )
    placed(found.problems)
    assert found.catalogue.entries or found.problems


@hostile
@given(
    st.dictionaries(KEY, VALUE, max_size=4),
    st.sampled_from(["people.yml", ".authors.yml", "company.yml", "testimonials.yml", "responses.yml", "offers.yml"]),
)
def test_any_value_in_a_data_file_gives_no_exception(values, uri):
    front = "{" + ", ".join(f"{key}: {value}" for key, value in values.items()) + "}"
    text = {
        "people.yml": f"a: {front}",
        ".authors.yml": f"authors: {{a: {front}}}",
        **dict.fromkeys(("testimonials.yml", "responses.yml", "offers.yml"), f"- {front}"),
    }
    placed(loaded(Source(uri, text.get(uri, front))).problems)


@hostile
@given(st.text(max_size=300))
def test_any_text_as_a_data_file_gives_no_exception(text):
    for uri in ("people.yml", "company.yml", "testimonials.yml", "responses.yml", "offers.yml", ".authors.yml"):
        placed(loaded(Source(uri, text)).problems)


@hostile
@given(st.dictionaries(st.sampled_from([*COMMON, *OWN]), VALUE, max_size=4), URI, st.booleans())
def test_what_could_be_read_can_be_shown_judged_and_redirected(values, uri, preview):
    front = "".join(f"{key}: {value}\n" for key, value in values.items() if key != "date")
    catalogue = loaded(Source(uri, f"---\n{front}date: 2026-01-01\n---\n# T\n")).catalogue
    known = shown(catalogue, NOW.isoformat(), preview=preview)
    for entry in catalogue.entries:
        assert page_view(entry.permalink, entry, known).entry.title is not None
    for page in known.by_url.values():
        assert page_view(page.url, None, known).listing is not None
    placed(findings(catalogue, NOW))
    assert all(output.path.endswith((".html", ".htm")) for output in redirects(catalogue, NOW))


@hostile
@given(TEXT, TEXT, TEXT, TEXT)
@example("\x00]]>", "<x>&#1;", "\ufffe🎉", "<p>&#1;&#xFFFE;</p>")
@example("", "", "", "")
def test_any_text_gives_a_feed_that_can_be_read(title, description, tag, body):
    front = f"title: {quoted(title)}\ndescription: {quoted(description)}\ntags: [{quoted(tag)}]\ndate: 2026-01-01\n"
    good = Source("articles/good.md", "---\ndate: 2026-01-02\n---\n# Good")
    found = loaded(Source("articles/a.md", f"---\n{front}---\n{body}"), good, sections=SECTIONS[:1])
    catalogue = found.catalogue
    placed(found.problems)
    for feed in whole_feeds(catalogue, catalogue.index(NOW), english(), {"articles/a/": body}):
        document = rss(feed)
        etree.fromstring(document)
        assert rss(feed) == document
        assert len(feedparser.parse(document).entries) == len(feed.items)
    assert "Good" in rss(next(whole_feeds(catalogue, catalogue.index(NOW), english(), {}))).decode()


@hostile
@given(st.text(max_size=200))
@example("<html>")
@example("<!doctype html>")
@example("<p>&#1;</p>")
def test_any_html_has_facts_and_a_portable_form(html):
    assert body_of(html).words >= 0
    cleaned = portable(html, "https://x.example/a/")
    assert "<script" not in cleaned.lower()
    assert portable(cleaned, "https://x.example/a/") == cleaned


@hostile
@given(st.text(st.sampled_from("#=`~*_[]()<>!-\\ \nab:{}&;"), max_size=60))
def test_any_markdown_has_at_most_one_first_heading(text):
    found = first_heading(text)
    assert found is None or "\n" not in plain(found.text)
    assert all(block.text in text for block in fenced(text))

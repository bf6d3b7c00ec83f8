"""The last look at the finished site."""

from __future__ import annotations

import pytest

from goodword.projections.scan import Scan, canaries
from making import article, at, clean

NOW = at("2026-11-22T12:00Z")
SECRET = article("plan", title="The Secret Plan & Its Price", draft=True)


def found(html: str, *sources, written: str = "", path: str = "a/index.html") -> list[str]:
    scan = Scan.of(canaries(clean(*sources), NOW), [written])
    return [problem.message for problem in scan.problems(path, html.encode())]


def test_the_title_of_a_withheld_entry_is_found_however_it_is_written():
    expected = ["the output names 'articles/plan.md', which is withheld."]
    assert found("<p>The Secret\n  Plan &amp; Its Price</p>", SECRET) == expected
    assert found("The Secret Plan is good", SECRET) == []


def test_a_title_is_found_folded_in_a_calendar_and_escaped_in_json():
    expected = ["the output names 'articles/plan.md', which is withheld."]
    comma = article("plan", title="Our Secret, Costly Café", draft=True)
    assert found("SUMMARY:Our Sec\r\n ret\\, Costly Café", comma, path="a/event.ics") == expected
    assert found('{"title":"Our Secret, Costly Caf\\u00e9"}', comma, path="search/search_index.json") == expected
    assert found('{"title":"Our Secret, Costly Caf\\u00e8"}', comma, path="search/search_index.json") == []


def test_a_title_of_two_words_is_anybodys():
    assert found("<p>Secret plan</p>", article("plan", title="Secret plan", draft=True)) == []


def test_a_title_that_a_published_entry_has_as_well_betrays_nothing():
    other = article("other", title="The Secret Plan & Its Price")
    assert found("<p>The Secret Plan &amp; Its Price</p>", SECRET, other) == []


def test_what_has_expired_was_public_once_and_stops_no_build():
    expired = article("plan", title="The Secret Plan & Its Price", expires="2026-11-01")
    assert found("The Secret Plan &amp; Its Price", expired) == []


def test_the_id_of_a_withheld_entry_is_found():
    hidden = article("plan", title="Plan", draft=True, id="urn:goodword:plan")
    assert found("urn:goodword:plan", hidden) == ["the output names 'articles/plan.md', which is withheld."]


@pytest.mark.parametrize(
    "text", ["Traceback (most recent call last)", "socket.gaierror: getaddrinfo failed", "Warning: deprecated"]
)
def test_the_text_of_an_error_is_found_unless_a_source_writes_it(text):
    assert len(found(f"<pre>{text}</pre>")) == 1
    assert found(f"<pre>{text}</pre>", written=f"about {text}") == []


@pytest.mark.parametrize("path", ["key.pem", "a/index.html", "feed.xml"])
def test_a_private_key_is_found_in_any_file(path):
    key = "-----BEGIN RSA PRIVATE " + "KEY-----"
    assert found(key, path=path) == ["the output holds a private key."]


def test_a_token_is_found_by_its_shape():
    assert found("token: ghp_" + "a1B2" * 9) == ["the output holds a token of GitHub."]
    assert found("token: ghp_short") == []


def test_a_secret_shown_in_code_is_found_unless_it_says_it_is_an_example():
    assert found("<code>ghp_" + "a1B2" * 9 + "</code>") == ["the output holds a token of GitHub."]
    assert found("<code>ghp_" + "EXAMPLE" + "a1B2" * 9 + "</code>") == []


def test_a_secret_is_told_with_its_place_and_never_shown():
    secret = "ghp_" + "a1B2" * 9
    [problem] = Scan.of({}, [secret]).problems("a/index.html", f"<p>\n  {secret}</p>".encode())
    assert (problem.code, problem.source, problem.line, problem.column) == ("GW070", "a/index.html", 2, 3)
    assert secret[4:] not in str(problem)


def test_a_picture_is_not_read_as_text():
    assert found("The Secret Plan & Its Price", SECRET, path="a.png") == []

"""Each secret is told by its shape, its near miss is not, and no file makes us wait."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goodword.secrets import SHAPES, Shape, secrets

A, HEX, LOW = "a1B2c3D4e5" * 30, "0a1b2c3d4e5f6789" * 8, "qwertzuiopasdfghjklyxcvb"
DASH = "-" * 5

TABLE: list[tuple[str, str, str]] = [
    ("a private key", f"{DASH}BEGIN RSA PRIVATE KEY{DASH}", f"{DASH}BEGIN RSA PUBLIC KEY{DASH}"),
    ("a private key", f"{DASH}BEGIN PRIVATE KEY{DASH}", f"{DASH}BEGIN EXAMPLE PRIVATE KEY{DASH}"),
    ("a private key", f"{DASH}BEGIN PGP PRIVATE KEY BLOCK{DASH}", "-BEGIN PGP PRIVATE KEY-"),
    ("a private key", "PuTTY-User-Key-File-3: ssh-ed25519", "a PuTTY-User-Key-File-N is a key"),
    ("an access key of AWS", "AKIA" + "Q7" * 8, "AKIA" + "Q7" * 7),
    ("an access key of AWS", "ASIA" + "Q7" * 8, "AKIAIOSFODNN7" + "EXAMPLE"),
    ("a secret key of AWS", "aws_secret_access_key = " + A[:40], "aws_secret_access_key = " + A[:39]),
    ("a secret key of AWS", f'"SecretAccessKey": "{A[:40]}"', "SecretAccessKey is forty letters"),
    ("a storage key of Azure", "AccountKey=" + A[:86] + "==", "AccountKey=" + A[:80] + "=="),
    ("a password in an address", "https://ann:hunter2@larch.de/x", "https://larch.de:8080/@ann"),
    ("a password in an address", "postgres://ann:hunter2@10.0.0.1/x", "postgres://ann:$PASSWORD@10.0.0.1/x"),
    ("a password in an address", "https://ann:hunter2@example.de/", "https://ann:hunter2@example.com/"),
    ("a password in an address", "ftp://ann:hunter2@larch.de", "ftp://ann:password@larch.de"),
    ("a key of Cloudant", f"cloudant_api_key='{HEX[:64]}'", f"cloudant_api_key='{HEX[:63]}'"),
    ("a key of Cloudant", f"CLOUDANT_PASSWORD: {LOW}", f"the cloudant hotel: {LOW}"),
    ("a token of a Discord bot", f"MT{A[:24]}.{A[:6]}.{A[:38]}", f"MT{A[:24]}.{A[:5]}.{A[:38]}"),
    *[("a token of GitHub", f"gh{kind}_{A[:36]}", f"gh{kind}_{A[:20]}") for kind in "posru"],
    ("a token of GitHub", "github_pat_" + A[:22] + "_" + A[:59], "github_pat_" + A[:12]),
    *[("a token of GitLab", f"gl{kind}-{A[:20]}", f"gl{kind}-{A[:12]}") for kind in ("pat", "rt", "dt", "ptt", "cbt")],
    ("a key of IBM Cloud", f"ibm_api_key = '{A[:44]}'", f"ibm_api_key = '{A[:43]}'"),
    ("a secret key of IBM Cloud", f'"secret_access_key": "{HEX[:48]}"', f'"secret_access_key": "{HEX[:47]}"'),
    ("a key of SoftLayer", f"SOFTLAYER_API_KEY={HEX[:64]}", f"SOFTLAYER_API_KEY={HEX[:60]}"),
    ("a key of Artifactory", "AKCp" + A[:69], "AKCp" + A[:40]),
    ("a signed token (JWT)", f"eyJ{A[:20]}.eyJ{A[:40]}.{A[:43]}", f"eyJ{A[:20]}.eyJ{A[:40]}."),
    ("a signed token (JWT)", f"Bearer eyJ{A[:20]}.eyJ{A[:40]}.{A[:43]}", f"eyJ{A[:20]}.eyJ{A[:40]}.EXAMPLE{A[:36]}"),
    ("a key of Mailchimp", HEX[:32] + "-us19", HEX[:31] + "-us19"),
    ("a token of npm", "npm_" + A[:36], "npm_" + "config_user_agent"),
    ("a token of npm", "//r.x/:_authToken=0a1b2c3d-0a1b-0a1b-0a1b-0a1b2c3d4e5f", "//r.x/:_authToken=${NPM_TOKEN}"),
    ("a key of OpenAI", "sk-" + A[:20] + "T3BlbkFJ" + A[:20], "sk-" + A[:10] + "T3BlbkFJ" + A[:10]),
    ("a key of OpenAI", "sk-proj-" + A[:74] + "T3BlbkFJ" + A[:74], "sk-proj-" + A[:74]),
    ("a key of Anthropic", "sk-ant-api03-" + A[:95], "sk-ant-api03-..."),
    ("a token of PyPI", "pypi-AgE" + A[:150], "pypi-AgE" + A[:30]),
    ("a key of SendGrid", f"SG.{A[:22]}.{A[:43]}", f"SG.{A[:22]}.{A[:42]}"),
    *[("a token of Slack", f"xox{kind}-1234567890-{A[:12]}", f"xox{kind}-short") for kind in "abpers"],
    (
        "a webhook of Slack",
        f"https://hooks.slack.com/services/T{A[:9].upper()}/B{A[:9].upper()}/{A[:24]}",
        "https://hooks.slack.com/services/T000/B000/XXXX",
    ),
    ("a token of Square", "sq0atp-" + A[:22], "sq0atp-" + A[:12]),
    ("a token of Square", "EAAA" + A[:60], "EAAA" + A[:50]),
    ("a live key of Stripe", "sk_live_" + A[:24], "sk_test_" + A[:24]),
    ("a live key of Stripe", "rk_live_" + A[:24], "rk_live_" + A[:12]),
    ("a secret of Stripe", "whsec_" + A[:32], "whsec_" + A[:20]),
    ("a token of a Telegram bot", f"123456789:AA{A[:33]}", f"12:34:AA{A[:33]}"),
    ("a key of Twilio", "SK" + HEX[:32], "SK" + HEX[:31]),
    ("a key of Twilio", "AC" + HEX[:32], "SKU" + HEX[:32]),
    ("a key of Google", "AIza" + A[:35], "AIza" + A[:34]),
    ("a secret of Google", "GOCSPX-" + A[:28], "GOCSPX-" + A[:20]),
]


def names(text: str) -> list[str]:
    return [name for name, _ in secrets(text.encode())]


@pytest.mark.parametrize(("name", "secret", "_miss"), TABLE)
@pytest.mark.parametrize("frame", ["{}", "<code>{}</code>", "key: {}\n", 'a="{}" b', "({})", "x={}"])
def test_a_secret_is_found_wherever_it_stands(frame, name, secret, _miss):
    assert name in names(frame.format(secret))


@pytest.mark.parametrize(("_name", "_secret", "miss"), TABLE)
def test_what_only_looks_like_a_secret_is_none(_name, _secret, miss):
    assert names(f"<p>{miss}</p>") == []


def test_every_shape_has_its_row():
    assert {shape.name for shape in SHAPES} == {name for name, _, _ in TABLE}


LOOKED_ROUND = re.compile(rb"\(\?<?!(?:[^()]|\(\?i:[^()]*\))*\)")


def written_as(shape: Shape) -> st.SearchStrategy[bytes]:
    """Whatever the shape's expression matches, and some things that what it looks for on either side forbids."""
    return st.from_regex(LOOKED_ROUND.sub(b"", shape.pattern.pattern).replace(b"}+", b"}"), fullmatch=True)


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.name)
@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_every_secret_holds_the_run_in_which_its_marks_are_looked_for(shape, data):
    runs = re.findall(rb"[A-Za-z0-9_-]{20,}", data.draw(written_as(shape)))
    assert max(map(len, runs), default=0) >= shape.run
    assert not shape.is_within or any(mark in run for mark in shape.marks for run in runs)


def marked(secret: str) -> list[str]:
    """The names of the shapes that a text has, when every expression looks at the whole of it."""
    return [shape.name for shape in SHAPES if shape.pattern.search(secret.encode())]


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from([text for row in TABLE for text in row[1:]]), max_size=4), st.sampled_from(" -/<"))
def test_what_is_found_is_what_looking_everywhere_finds(texts, between):
    text = between.join(texts)
    assert "EXAMPLE" in text or set(names(text)) == set(marked(text))


def test_a_secret_in_highlighted_code_is_found():
    html = f'<span class="n">aws_secret_access_key</span><span class="w"> </span><span class="o">=</span><span class="w"> </span><span class="s2">&quot;{A[:40]}&quot;</span>'
    assert names(html) == ["a secret key of AWS"]


def test_a_secret_is_told_where_it_begins_and_each_of_two():
    text = f"ab ghp_{A[:36]} and ghp_{A[1:37]}".encode()
    assert list(secrets(text)) == [("a token of GitHub", 3), ("a token of GitHub", 48)]


@pytest.mark.parametrize("text", ["sk_live_{}", "ghp_{}", "glpat-{}", "sk-ant-api03-{}", "xoxb-{}"])
def test_a_secret_that_says_it_is_an_example_is_meant(text):
    assert names(text.format("EXAMPLE" + A[:100])) == []
    assert names(text.format("example" + A[:100])) != []


WORDS = "The frost lifts slates, and about us we use skill; see https://larch.example/contact-us/ and Asking MTB. "


def test_prose_holds_no_secret_and_few_places_to_look_at():
    page = (WORDS * 300).encode()[:30_000]
    assert list(secrets(page)) == []
    marks = [mark for shape in SHAPES for mark in shape.marks]
    assert sum(map(page.count, marks)) <= 3 * page.count(b"The frost")


def _time(data: bytes) -> float:
    begun = time.process_time()
    list(secrets(data))
    return time.process_time() - begun


BEGINNINGS = sorted({mark.decode() for shape in SHAPES for mark in shape.marks})
HALVES = [
    "eyJaaaaaaaaaaaa.",
    "-eyJ",
    "a-us1",
    "0" * 31 + "-us",
    "aws_secret" + "<b>" * 4,
    "ibm_key" + " " * 40,
    "a:b",
    "://a:b",
    "sk-" + "T3BlbkFJ",
]


@pytest.mark.parametrize("piece", [*BEGINNINGS, *HALVES])
def test_time_grows_with_the_length_and_no_faster(piece):
    data = (piece * (100_000 // len(piece))).encode()
    assert _time(data) < 0.5

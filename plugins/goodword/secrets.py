"""Secrets that can be told by their shape, as those who issue them publish it; a guess at entropy would cry wolf.

Each shape has marks, texts without which it cannot be there, and an expression looks only at their surroundings, so
that time grows with the length of a file and no faster. Most shapes are, or hold, a long run of letters and digits: of
those a page has a few, mostly names of pages, and the marks are looked for in them and not in the whole page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property

from msgspec import Struct

_AROUND = 130
"""Bytes looked at on either side of a mark, where a shape does not begin with it."""
_MEANT = b"EXAMPLE"
"""What an author writes into a secret that is none; no key has it by chance."""
_GLUE = rb"(?:<[^<>]{0,60}>|&(?:quot|#3[49]);|[\"'`\s]){0,12}"
"""Between a name and its value in highlighted code: tags, quotes, blanks."""
_IS = _GLUE + rb"[:=]>?" + _GLUE
_END = rb"(?![A-Za-z0-9_/+-])"
_PUBLIC = rb"(?:[a-z0-9-]+\.)*(?:example(?:\.com|\.net|\.org)?|test|invalid|localhost)(?![a-z0-9.-])"
"""Hosts that lead nowhere (RFC 2606)."""


class Shape(Struct, frozen=True, dict=True):
    """A kind of secret: what it is, the marks one of which it holds, and how it is written."""

    name: str
    marks: tuple[bytes, ...]
    expression: bytes
    leads: bool
    """Whether a mark is its beginning."""
    run: int = 0
    """How many letters, digits, `_` and `-` it holds in a row, at the least; 0 where that may be fewer than `_RUN`."""
    is_within: bool = False
    """Whether its marks lie within that run."""

    @cached_property
    def pattern(self) -> re.Pattern[bytes]:
        """Its expression, compiled where a mark was found: most are never."""
        return re.compile(self.expression)


def _led(name: str, marks: bytes, rest: bytes, run: int = 0, *, is_within: bool = True) -> Shape:
    """A shape that begins with one of its marks, which are separated by blanks."""
    words = tuple(marks.split())
    begin = rb"(?<![A-Za-z0-9_])(?:" + b"|".join(map(re.escape, words)) + rb")"
    return Shape(name, words, begin + rest, leads=True, run=run, is_within=bool(run) and is_within)


def _named(name: str, marks: bytes, pattern: bytes, run: int = 0) -> Shape:
    """A value whose own shape says too little, with the name it is given."""
    return Shape(name, tuple(marks.split()), pattern, leads=True, run=run)


def _held(name: str, marks: bytes, pattern: bytes, run: int, *, is_within: bool = True) -> Shape:
    """A shape that holds one of its marks."""
    return Shape(name, tuple(marks.split()), pattern, leads=False, run=run, is_within=is_within)


_WORD = rb"[A-Za-z0-9_-]"
_RUN = 20
"""Letters and digits in a row from which on a run is looked at."""
_LETTERS = b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-"
_GIST = bytes(ord("a") if byte in _LETTERS else ord(" ") for byte in range(256))
"""What makes a run the same letter throughout, so that one search finds where runs are."""
_LOGIN = (
    rb"://[^\s/?#:@<>\"'&${}*]{1,80}:(?!(?i:password|passwd|pass|pw|token|secret|x+)@)"
    rb"[^\s/?#:@<>\"'&${}*]{3,80}@(?!" + _PUBLIC + rb")[A-Za-z0-9\[]"
)
"""RFC 3986, 3.2.1; a password that is its own name, or a variable, is none."""
SHAPES = (
    Shape("a private key", (b"-----BEGIN ",), rb"-----BEGIN (?:[A-Z0-9]{1,12} ){0,3}PRIVATE KEY", leads=True),
    _led("a private key", b"PuTTY-User-Key-File-", rb"[0-9]: [a-z]", 20),
    _led("an access key of AWS", b"AKIA ASIA ABIA ACCA", rb"[0-9A-Z]{16}(?![A-Za-z0-9_])", 20),
    _named(
        "a secret key of AWS",
        b"secret_access_key SECRET_ACCESS_KEY ecretAccessKey aws_secret AWS_SECRET",
        rb"(?i:s?ecret_?access_?key|aws_secret(?:_key)?)" + _IS + rb"[A-Za-z0-9/+]{40}(?![A-Za-z0-9/+=])",
    ),
    _led("a storage key of Azure", b"AccountKey=", rb"[A-Za-z0-9+/]{86}=="),
    Shape("a password in an address", (b"://",), _LOGIN, leads=True),
    _named(
        "a key of Cloudant",
        b"cloudant CLOUDANT Cloudant",
        rb"(?i:cloudant)[A-Za-z0-9_.-]{0,20}(?i:key|pass|password|pw|pwd|token)"
        + _IS
        + rb"(?:[0-9a-f]{64}|[a-z]{24})"
        + _END,
        24,
    ),
    _led(
        "a token of a Discord bot",
        b"MD MT Mj Mz ND NT Nj Nz OD OT",
        _WORD + rb"{22,26}\." + _WORD + rb"{6}\." + _WORD + rb"{27,40}" + _END,
        24,
    ),
    _led("a token of GitHub", b"ghp_ gho_ ghs_ ghr_ ghu_ github_pat_", rb"[A-Za-z0-9_]{30,}", 34),
    _led(
        "a token of GitLab",
        b"glpat- gldt- glrt- glcbt- glptt- glft- glsoat- glimt- glagent- GR1348941",
        _WORD + rb"{20,}",
        25,
    ),
    _named(
        "a key of IBM Cloud",
        b"ibm IBM bluemix BLUEMIX",
        rb"(?i:ibm|bluemix)[A-Za-z0-9_.-]{0,20}(?i:key|token|password)" + _IS + _WORD + rb"{44}" + _END,
        44,
    ),
    _named(
        "a secret key of IBM Cloud",
        b"secret_access_key SECRET_ACCESS_KEY ecretAccessKey",
        rb"(?i:s?ecret_?access_?key)" + _IS + rb"[0-9a-f]{48}" + _END,
        48,
    ),
    _named(
        "a key of SoftLayer",
        b"softlayer SOFTLAYER SoftLayer",
        rb"(?i:softlayer)[A-Za-z0-9_.-]{0,20}(?i:key|token|password)" + _IS + rb"[0-9a-f]{64}" + _END,
        64,
    ),
    _led("a key of Artifactory", b"AKCp", rb"[A-Za-z0-9]{60,80}" + _END, 64),
    _led(
        "a signed token (JWT)",
        b"eyJ",
        rb"(?<!-eyJ)" + _WORD + rb"{10,4000}+\.eyJ" + _WORD + rb"{10,8000}+\." + _WORD + rb"{20,}",
        20,
        is_within=False,
    ),
    _held("a key of Mailchimp", b"-us", rb"(?<![A-Za-z0-9])[0-9a-f]{32}-us[0-9]{1,2}" + _END, 36),
    _led("a token of npm", b"npm_", rb"[A-Za-z0-9]{36}" + _END, 40),
    _led("a token of npm", b"_authToken=", rb"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}" + _END, 36, is_within=False),
    _held("a key of OpenAI", b"T3BlbkFJ", rb"sk-" + _WORD + rb"{16,120}T3BlbkFJ" + _WORD + rb"{16,120}", 43),
    _led("a key of Anthropic", b"sk-ant-", rb"[a-z]{2,8}[0-9]{2}-" + _WORD + rb"{60,}", 72),
    _led("a token of PyPI", b"pypi-AgE", _WORD + rb"{50,}", 58),
    _led("a key of SendGrid", b"SG.", _WORD + rb"{22}\." + _WORD + rb"{43}" + _END, 43, is_within=False),
    _named("a token of Slack", b"xox xapp-", rb"(?<![A-Za-z0-9_])(?:xox[abeoprs]|xapp)-[A-Za-z0-9-]{10,}"),
    _led(
        "a webhook of Slack",
        b"hooks.slack.com/",
        rb"(?:services|workflows|triggers)/[A-Z][A-Za-z0-9]{7,12}/[A-Za-z0-9]{8,20}/[A-Za-z0-9]{20,}",
    ),
    _led("a token of Square", b"sq0atp- sq0csp-", _WORD + rb"{22,43}" + _END, 29),
    _led("a token of Square", b"EAAA", _WORD + rb"{60}" + _END, 64),
    _led("a live key of Stripe", b"sk_live_ rk_live_", rb"[A-Za-z0-9]{20,}", 28),
    _led("a secret of Stripe", b"whsec_", rb"[A-Za-z0-9+/]{32,}"),
    _held(
        "a token of a Telegram bot",
        b":AA",
        rb"(?<![A-Za-z0-9_:.])[0-9]{8,10}:AA" + _WORD + rb"{33}" + _END,
        35,
        is_within=False,
    ),
    _led("a key of Twilio", b"AC SK", rb"[0-9a-f]{32}" + _END, 34),
    _led("a key of Google", b"AIza", _WORD + rb"{35}(?!\w)", 39),
    _led("a secret of Google", b"GOCSPX-", _WORD + rb"{28}" + _END, 35),
)


def secrets(data: bytes) -> Iterator[tuple[str, int]]:
    """(what, offset) for every secret that does not say it is an example; never the secret itself."""
    runs = _runs(data)
    longest, within = max(map(len, runs), default=0), b" ".join(runs)
    for shape in SHAPES:
        if shape.run <= longest:
            held = within if shape.is_within else data
            places = (place for mark in shape.marks if mark in held for place in _places(shape, mark, data))
            yield from ((shape.name, place) for place in dict.fromkeys(places))


def _runs(data: bytes) -> set[bytes]:
    """Letters and digits of which at least `_RUN` stand in a row."""
    gist, runs = data.translate(_GIST), set[bytes]()
    at = gist.find(b"a" * _RUN)
    while at >= 0:
        end = gist.find(b" ", at)
        runs.add(data[at:end] if end >= 0 else data[at:])
        at = gist.find(b"a" * _RUN, end) if end >= 0 else -1
    return runs


def _places(shape: Shape, mark: bytes, data: bytes) -> Iterator[int]:
    at = data.find(mark)
    while at >= 0:
        if shape.leads:
            found = shape.pattern.match(data, at)
        else:
            found = shape.pattern.search(data, max(0, at - _AROUND), at + _AROUND)
        if found and _MEANT not in found[0]:
            yield found.start()
        at = data.find(mark, max(at + len(mark), found.end() if found else 0))

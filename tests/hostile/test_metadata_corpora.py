"""Strings and documents that broke other programs, as metadata: an entry or a problem with a place, never more."""

from __future__ import annotations

import itertools
import json
import subprocess
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest

from goodword.entries import Source
from goodword.front_matter import Unreadable, corrected_line, parse
from goodword.gate import State, state
from goodword.nodes import Mapped, Scalar
from goodword.problems import Problem, Severity, as_github, as_json, as_line
from goodword.reader import Read, read
from making import SECTIONS, UTC, at, loaded

CORPORA = Path(__file__).parents[1] / "corpora"
NOW = at("2026-06-01T12:00Z")
TEMPLATES = {
    **{
        key: ("articles/a.md", f"{key}: {{}}\n")
        for key in ("title", "description", "tags", "slug", "id", "draft", "embargo", "owner", "authors", "evergreen")
    },
    **{key: ("articles/a.md", f"{key}: {{}}\n") for key in ("series", "related", "license", "expires", "review_in")},
    "a key": ("articles/a.md", "{}: true\n"),
    "date": ("articles/a.md", "date: {}\ntitle: A\n"),
    "aliases": ("articles/a.md", "title: A\ndate: 2026-01-01\naliases: [{}]\n"),
    "meta": ("articles/a.md", "title: A\nmeta: {{a: {}}}\n"),
    "canonical": ("articles/a.md", "title: A\ncanonical: {}\n"),
    "image": ("articles/a.md", "title: A\nimage: {}\n"),
    "sources": ("articles/a.md", "title: A\nsources:\n  - {}\n"),
    "source url": ("articles/a.md", "title: A\nsources:\n  - title: A\n    url: {}\n"),
    "media": ("articles/a.md", "title: A\nmedia:\n  - src: {}\n"),
    "url": ("press/a.md", "title: A\ntype: coverage\noutlet: B\nurl: {}\n"),
    "kit": ("press/a.md", "title: A\nkit:\n  - {}\n"),
    "register": ("community/events/a.md", "title: A\nstarts: 2026-01-01\nregister: {}\n"),
    "timezone": ("community/events/a.md", "title: A\nstarts: 2026-01-01\ntimezone: {}\n"),
    "vote": ("community/polls/a.md", "title: A\noptions: [a, b]\nvote: {}\n"),
    "options": ("community/polls/a.md", "title: A\noptions:\n  - {}\n  - b\n"),
    "customer": ("community/stories/a.md", "title: A\ncustomer: {}\n"),
    "consent": ("community/stories/a.md", "title: A\nconsent: {}\n"),
    "links": ("people/a.md", "links:\n  - {}\n"),
    "photo": ("people/a.md", "photo: {}\n"),
}
ADDRESSES = ("canonical", "image", "sources", "source url", "media", "url", "register", "vote", "links", "photo")


def _corpus(name: str) -> Any:
    return json.loads((CORPORA / name).read_text(encoding="utf-8"))


NAUGHTY: list[str] = list(dict.fromkeys(_corpus("blns.json")))
DOCUMENTS: dict[str, str] = _corpus("yaml-test-suite.json")


def placed(problems: Iterable[Problem]) -> None:
    """Every problem says where, and can be shown in every form."""
    for problem in problems:
        assert problem.line >= 1
        assert problem.column >= 1
        assert problem.message
        assert as_line(problem).isprintable()
        assert "\n" not in as_github(problem)
    assert json.loads(as_json(list(problems))) is not None


def has_error(problems: Iterable[Problem]) -> bool:
    """Whether the build stops here."""
    return any(problem.severity is Severity.ERROR for problem in problems)


def sound(uri: str, front: str, body: str = "# A heading\n") -> Read:
    """What a file gave, once it has been asserted that it is an entry, or a problem with a place."""
    found = read(Source(uri, f"---\n{front}\n---\n{body}"), SECTIONS, UTC)
    placed(found.problems)
    assert found.entry or found.problems
    return found


def withheld(found: Read) -> bool:
    """Whether nobody sees it: it is a draft, it is no entry, or the build stops."""
    entry = found.entry
    return entry is None or has_error(found.problems) or state(entry, NOW) is State.DRAFT


FORMS: dict[str, Callable[[str], str]] = {
    "plain": str,
    "quoted": lambda text: json.dumps(text, ensure_ascii=False),
    "escaped": json.dumps,
}


def failing(items: Iterable[str], check: Callable[[str], object]) -> list[tuple[str, str]]:
    """The items on which a check does not hold, each with the reason."""
    found = []
    for item in items:
        try:
            check(item)
        except Exception as error:  # noqa: BLE001  # a crash is what is looked for; all are told together
            found.append((item, f"{type(error).__name__}: {error}"[:200]))
    return found


def addresses(value: object) -> Iterable[str]:
    """Every text within an entry or a person that a link or a picture is made of."""
    for name in ("canonical", "outlet_url", "register", "vote", "url", "src"):
        if isinstance(found := getattr(value, name, None), str):
            yield found
    for name in ("image", "photo", "location"):
        if getattr(value, name, None) is not None:
            yield from addresses(getattr(value, name))
    for name in ("sources", "links", "media"):
        for item in getattr(value, name, ()):
            yield from addresses(item)


def runs(address: str) -> bool:
    """Whether a browser would run an address, which drops tabs, line ends and controls before the scheme."""
    bare = "".join(char for char in address if char.isprintable() and not char.isspace()).lower()
    return bare.startswith(("javascript:", "vbscript:", "data:"))


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("key", TEMPLATES)
def test_every_naughty_string_in_every_key_gives_an_entry_or_a_problem(key: str, form: str) -> None:
    uri, template = TEMPLATES[key]

    def check(text: str) -> None:
        found = sound(uri, template.format(FORMS[form](text)))
        assert found.entry or has_error(found.problems)
        if key in ADDRESSES:
            assert not [
                address for thing in (found.entry, found.person) for address in addresses(thing) if runs(address)
            ]

    texts = NAUGHTY if form != "escaped" else [text for text in NAUGHTY if not text.isascii()]
    assert failing(texts, check) == []


@pytest.mark.parametrize("form", FORMS)
def test_a_draft_with_a_naughty_string_in_any_key_is_never_published(form: str) -> None:
    turn = itertools.count()

    def check(text: str) -> None:
        for uri, template in itertools.islice(TEMPLATES.values(), next(turn) % 5, None, 5):
            front = template.format(FORMS[form](text))
            if not front.startswith("draft:"):
                assert withheld(sound(uri, f"draft: true\n{front}")), front

    assert failing(NAUGHTY, check) == []


def test_quoted_text_arrives_as_it_was_written() -> None:
    def check(text: str) -> None:
        node = parse(f"title: {json.dumps(text, ensure_ascii=False)}")
        assert isinstance(node, Mapped)
        (pair,) = node
        assert isinstance(pair.value, Scalar)
        assert pair.value.text == text

    assert failing([text for text in NAUGHTY if not refused_by_yaml(text)], check) == []


def refused_by_yaml(text: str) -> bool:
    """Whether YAML does not allow a character as it stands, or folds it as a line end (YAML 1.1, 5.1 and 5.4)."""
    return any(
        ord(char) < 0x20 or 0x7F <= ord(char) < 0xA0 or ord(char) in (0x2028, 0x2029, 0xFFFE, 0xFFFF) for char in text
    )


def test_the_line_that_is_proposed_for_an_unquoted_colon_can_be_read() -> None:
    def check(text: str) -> None:
        line = corrected_line(f"title: {text}")
        if line is not None:
            node = parse(line)
            assert isinstance(node, Mapped)
            (pair,) = node
            assert isinstance(pair.value, Scalar)
            assert pair.value.text == text.strip()

    assert failing([f"{text}: {text}" for text in NAUGHTY if not refused_by_yaml(text)], check) == []


@pytest.mark.parametrize("uri", ["articles/a.md", "people/a.md", "index.md"])
def test_every_document_of_the_yaml_test_suite_gives_an_entry_or_a_problem(uri: str) -> None:
    assert failing(DOCUMENTS, lambda name: sound(uri, DOCUMENTS[name])) == []


@pytest.mark.parametrize("uri", ["articles/a.md", "community/stories/a.md", "index.md"])
def test_a_draft_with_a_document_of_the_yaml_test_suite_below_is_never_published(uri: str) -> None:
    def check(id: str) -> None:
        assert withheld(sound(uri, f"draft: true\n{DOCUMENTS[id]}"))

    assert failing(DOCUMENTS, check) == []


def test_every_document_of_the_yaml_test_suite_as_a_whole_file_gives_an_entry_or_a_problem() -> None:
    def check(id: str) -> None:
        found = read(Source("articles/a.md", DOCUMENTS[id]), SECTIONS, UTC)
        placed(found.problems)
        assert found.entry or has_error(found.problems)

    assert failing(DOCUMENTS, check) == []


@pytest.mark.parametrize("uri", ["people.yml", ".authors.yml", "company.yml", "community/testimonials.yml"])
def test_every_document_of_the_yaml_test_suite_as_a_data_file_gives_no_exception(uri: str) -> None:
    assert failing(DOCUMENTS, lambda name: placed(loaded(Source(uri, DOCUMENTS[name])).problems)) == []


@pytest.mark.parametrize("key", ["draft", "Draft", "embargo", "publish_at", "unlisted", "title", "tags", "meta", "x"])
def test_a_key_that_is_set_twice_is_an_error_wherever_it_stands(key: str) -> None:
    for front in (
        f"{key}: 1\n{key}: 2",
        f"{key}: 1\ntitle2: x\n{key.upper()}: 2",
        f"meta: {{a: {{{key}: 1, {key}: 2}}}}",
    ):
        found = sound("articles/a.md", f"date: 2026-01-01\n{front}")
        assert "GW007" in [problem.code for problem in found.problems]
        assert has_error(found.problems)


NEARLY = 64 * 1024 - 100


def _numbered(pattern: str, limit: int = NEARLY) -> str:
    """Copies of a pattern, numbered, up to a size."""
    parts, size, number = [], 0, 0
    while size < limit:
        parts.append(pattern.format(number))
        size += len(parts[-1])
        number += 1
    return "".join(parts[:-1])


def _filled(pattern: str, limit: int = NEARLY) -> str:
    return pattern * (limit // len(pattern))


BOMB = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{chr(98 + n)}: &{chr(98 + n)} [{', '.join([f'*{chr(97 + n)}'] * 9)}]\n" for n in range(9)
)
REFUSED = {
    "alias bomb": BOMB,
    "a bomb of merges": "a: &a {x: 1}\n" + "".join(f"b{n}: {{<<: *a}}\n" for n in range(3000)),
    "an alias of itself": "title: &a [*a]",
    "5,000 brackets": f"title: {'[' * 5000}{']' * 5000}",
    "5,000 open brackets": "title: " + "[" * 5000,
    "5,000 braces": "title: " + "{a: " * 5000 + "1" + "}" * 5000,
    "5,000 dashes": "title:\n  " + "- " * 5000 + "x",
    "5,000 question marks": "? " * 5000 + "x",
    "32,000 open brackets": "title: " + _filled("["),
    "a tagged integer of nothing": 'draft: !!int ""',
    "a tagged float of nothing": 'draft: !!float ""',
    "a tagged timestamp of nothing": 'date: !!timestamp ""',
    "a tagged set": "tags: !!set {a, b}",
    "binary that is none": "title: !!binary =",
    "a Python object": "title: !!python/object/apply:os.system ['echo ran']",
    "a Python name": "title: !!python/name:os.system",
    "a verbatim tag": "title: !<tag:yaml.org,2002:python/object:os.system> x",
    "a tag directive": "%TAG ! tag:yaml.org,2002:python/\n---\ntitle: !object:os.system x",
    "a key that is a sequence": "? [a, b]\n: c",
    "a key twice": "draft: true\ndraft: false",
    "a key twice by case": "draft: false\nDRAFT: true",
    "a date of 5,000 digits": f"date: {'9' * 5000}",
    "a draft of 5,000 digits": f"draft: {'1' * 5000}",
    "an order of 5,000 digits": f"order: {'7' * 5000}",
    "an order of 60,000 digits": f"order: {'7' * 60000}",
    "a duration of 5,000 digits": f"review_in: {'7' * 5000} days",
    "a duration of 12 digits": "review_in: 999999999999 years",
    "a time zone of 60,000 letters": f"kind: event\nstarts: 2026-01-01\ntimezone: {'A' * 60000}",
    "a time zone of 1,000 folders": f"kind: event\nstarts: 2026-01-01\ntimezone: {'A/' * 1000}B",
    "votes of 5,000 digits": f"kind: poll\nresults: {{a: {'1' * 5000}, b: 2}}",
    "sexagesimal digits": "date: " + _filled("59:") + "59",
    "a slug of 60,000 letters": f"slug: {'a' * 60000}",
    "an alias of 60,000 letters": f"aliases: [{'a' * 60000}]",
    "an image of 1,000 steps up": f"image: {'../' * 1000}etc/passwd",
    "65 KiB": "title: " + "a" * 65 * 1024,
    "16 MiB": "title: " + "a" * 16 * 1024 * 1024,
    "a NUL": "title: \0",
    "half a surrogate": "title: \ud800",
    "an escape character": "title: \x1b[2J",
}
SURVIVED = {
    "60,000 letters": f"title: {'a' * 60000}",
    "5,000 digits": f"title: {'9' * 5000}",
    "tags, as many as fit": f"tags: [{_filled('a,')}a]",
    "different tags, as many as fit": f"tags: [{_numbered('t{},')}a]",
    "aliases, as many as fit": f"aliases: [{_numbered('/a{}/,')}b]",
    "related entries, as many as fit": f"related: [{_numbered('a{}.md,')}b.md]",
    "sources, as many as fit": f"sources: [{_numbered('{{title: s{}, url: /a/}},')}/b/]",
    "meta, as many as fit": f"meta: {{{_numbered('k{}: v,')}k: v}}",
    "unknown keys, as many as fit": _numbered("zq{}: 1\n"),
    "keys much like known ones, as many as fit": _numbered("titl{}: 1\n"),
    "long unknown keys, as many as fit": _numbered("description_of_the_authors_{}: 1\n"),
    "unknown keys in sources, as many as fit": f"sources: [{_numbered('{{urll{}: 1}},')}/b/]",
    "corrections, as many as fit": f"kind: press\ncorrections: [{_numbered('{{date: 2026-01-01, text: c{}}},')}]",
    "options, as many as fit": f"kind: poll\noptions: [{_numbered('o{},')}x]",
    "votes, as many as fit": f"kind: poll\nresults: {{{_numbered('o{}: 1,')}x: 1}}",
    "votes for no option, as many as fit": f"kind: poll\noptions: [{_numbered('x{},', 30000)}y]\nresults: {{{_numbered('o{}: 1,', 30000)}x: 1}}",
    "times that are none, as many as fit": f"authors: [{_filled('2026-01-01T00:00:00,')}a]",
    "spaces, as many as fit": f'description: "{_filled(" ")}x"',
    "line ends, as many as fit": "title: A" + _filled("\n"),
    "comments, as many as fit": _filled("#\n") + "title: A",
    "escapes, as many as fit": 'title: "' + _filled("\\x41") + '"',
    "percent signs, as many as fit": f'image: "{_filled("%2e%2e/")}x"',
}
BODIES = {
    "open brackets": _filled("[", 200_000),
    "emphasis": _filled("*a_", 200_000),
    "backticks": _numbered("`{} ", 200_000),
    "open fences": _filled("```\n", 200_000),
    "headings": _filled("#", 200_000),
    "underlines": "a\n" + _filled("=", 200_000) + "x",
    "open tags": _filled("<a ", 200_000),
    "open comments": _filled("<!--", 200_000),
    "blocks": "```goodword\nlatest: {section: articles}\n```\n\n" * 4000,
    "spaces": "# " + _filled(" ", 200_000) + "x",
    "heading of links": "# " + _filled("[a](", 200_000),
    "quotations": _filled("> ", 200_000),
    "hyphens": _filled("-", 200_000) + " x",
}
CASES = {
    **{f"{name} (metadata)": f"---\ndate: 2026-01-01\n{front}\n---\n# T\n" if "date:" not in front else f"---\n{front}\n---\n# T\n" for name, front in {**REFUSED, **SURVIVED}.items()},
    **{f"{name} (body)": f"---\ndate: 2026-01-01\n---\n{body}" for name, body in BODIES.items()},
}  # fmt: skip
CHILD = """
import json, os, resource, signal, sys, time
from zoneinfo import ZoneInfo
from goodword.entries import Section, Source
from goodword.reader import read
sections = (Section("articles", "article", "Articles"),)
zone = ZoneInfo("UTC")
read(Source("articles/a.md", "---\\ntitle: A\\n---\\nB"), sections, zone)
cases = json.load(sys.stdin)
for name, text in cases.items():
    source = Source("articles/a.md", text)
    if os.fork():
        _, status = os.wait()
        if status:
            print(json.dumps([name, {"died": status}]), flush=True)
        continue
    resource.setrlimit(resource.RLIMIT_AS, (400 << 20, 400 << 20))
    signal.alarm(10)
    before = time.process_time()
    try:
        found = read(source, sections, zone)
        told = {"problems": [[p.code, p.line, p.column, str(p.severity)] for p in found.problems[:50]], "count": len(found.problems), "entry": found.entry is not None}
        told["errors"] = sum(str(p.severity) == "error" for p in found.problems)
    except BaseException as error:
        told = {"raised": f"{type(error).__name__}: {error}"[:200]}
    told["seconds"] = time.process_time() - before
    told["mebibytes"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps([name, told]), flush=True)
    os._exit(0)
"""


@pytest.fixture(scope="module")
def measured() -> dict[str, dict[str, Any]]:
    """What each hostile document came to, in a process of its own with little memory."""
    done = subprocess.run(
        [sys.executable, "-c", CHILD],
        input=json.dumps(CASES),
        capture_output=True,
        text=True,
        timeout=110,
        check=False,
        env={"PYTHONPATH": str(Path(__file__).parents[2] / "plugins"), "LC_ALL": "C.UTF-8"},
    )
    assert done.returncode == 0, done.stderr
    return dict(json.loads(line) for line in done.stdout.splitlines())


@pytest.mark.parametrize("name", CASES)
def test_a_hostile_document_takes_less_than_a_second_and_200_megabytes(
    name: str, measured: dict[str, dict[str, Any]]
) -> None:
    told = measured[name]
    assert "raised" not in told
    assert "died" not in told
    assert told["seconds"] < 1
    assert told["mebibytes"] < 200
    assert told["entry"] or told["errors"]
    assert all(line >= 1 and column >= 1 for _, line, column, _ in told["problems"])


@pytest.mark.parametrize("name", REFUSED)
def test_what_front_matter_does_not_need_is_an_error(name: str, measured: dict[str, dict[str, Any]]) -> None:
    assert measured[f"{name} (metadata)"]["errors"] >= 1


@pytest.mark.parametrize("name", REFUSED)
def test_a_draft_with_a_hostile_value_is_never_published(name: str) -> None:
    front = REFUSED[name]
    if not front.lower().startswith(("draft:", "%tag", "? ")):
        assert withheld(sound("articles/a.md", f"draft: true\n{front}"))


def test_a_python_object_is_never_made(tmp_path: Path) -> None:
    target = tmp_path / "ran"
    with pytest.raises(Unreadable):
        parse(f"title: !!python/object/apply:os.system ['touch {target}']")
    assert not target.exists()

"""The handbook's promises name tests that exist, and those that no other file keeps are kept here."""

from __future__ import annotations

import ast
import re
import struct
from collections.abc import Callable
from pathlib import Path

import pytest

from sites.building import Built

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "content/guide/promises.md").read_text(encoding="utf-8")
NAMED = re.findall(r"`(tests/[\w./-]+\.py)::(\w+)`", PAGE)
PROMISES = re.split(r"^\*\*(?=\d+\. )", PAGE, flags=re.MULTILINE)[1:]


def kept_in(path: Path) -> set[str]:
    """The tests at the top of a file, those that are skipped or expected to fail left out."""
    return {
        node.name
        for node in ast.parse(path.read_text(encoding="utf-8")).body
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
        if not any("skip" in ast.unparse(mark) or "xfail" in ast.unparse(mark) for mark in node.decorator_list)
    }


@pytest.mark.parametrize(("file", "test"), NAMED, ids=[test for _, test in NAMED])
def test_every_test_named_on_the_page_exists(file: str, test: str) -> None:
    assert (ROOT / file).is_file(), f"content/guide/promises.md names {file}, which is not there"
    assert test in kept_in(ROOT / file), f"content/guide/promises.md names {test}, which is not in {file}"


def test_there_are_ten_promises_in_order_and_each_names_a_test() -> None:
    assert [promise.partition(".")[0] for promise in PROMISES] == [str(n) for n in range(1, 11)]
    assert [promise for promise in PROMISES if "::test_" not in promise] == []


def test_whatever_looks_like_a_test_on_the_page_is_read_as_one() -> None:
    assert len(re.findall(r"\btest_\w+\b(?!\.py)", PAGE)) == len(NAMED)


def test_the_page_and_the_security_policy_promise_the_same_number() -> None:
    policy = (ROOT / "SECURITY.md").read_text(encoding="utf-8")
    assert len(re.findall(r"^\d+\. ", policy, flags=re.MULTILINE)) == len(PROMISES)
    assert "(content/guide/promises.md)" in policy


def entry(text: str) -> str:
    """An article with this text."""
    return f"---\ntitle: Roofs in winter\ndescription: What frost does.\ndate: 2026-11-01\n---\n\n{text}\n"


@pytest.mark.sites
@pytest.mark.parametrize("host", ["goodword", "mkdocs"])
def test_raw_html_is_shown_as_text_and_runs_nowhere(host: str, build_site: Callable[..., Built]) -> None:
    hostile = (
        "<script>alert('GW')</script>\n\nText <img src=x onerror=\"alert('GW')\"> and\n\n"
        "<svg onload=\"alert('GW')\">\n\n[a link](javascript:alert('GW'))"
    )
    built = build_site({"articles/roofs.md": entry(hostile)}, host=host, strict=False).good()
    page = built.text("articles/roofs/index.html")
    assert "&lt;script&gt;alert(" in page
    assert "&lt;img src=x onerror=" in page
    assert "&lt;svg onload=" in page
    for path, data in built.files().items():
        if path.endswith((".html", ".xml")):
            assert not re.search(rb"<(script|img|svg|a)\b[^<>]*>?alert\('GW'\)", data), path
            assert b"javascript:alert" not in re.sub(rb">[^<]*<", b"><", data), path


@pytest.mark.sites
def test_a_photograph_is_published_without_its_position(build_site: Callable[..., Built]) -> None:
    exif = b"Exif\0\0II*\0" + struct.pack("<IHHHIII", 8, 1, 0x8825, 4, 1, 26, 0) + b"GPSLatitude 48.85"
    segment = b"\xff\xe1" + struct.pack(">H", len(exif) + 2) + exif
    photograph = b"\xff\xd8" + segment + b"\xff\xda\x00\x02pixels\xff\xd9"
    files = {"articles/roofs.md": entry("![A roof](roof.jpg)"), "articles/roof.jpg": photograph}
    built = build_site(files).good()
    assert b"pixels" in built.files()["articles/roof.jpg"]
    assert built.holding("GPSLatitude") == []

"""A published document that names its makers: plain MkDocs says nothing, Goodword says so where it is named."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pypdf
import pytest

from sites.building import Site

pytestmark = pytest.mark.sites

PLAIN = """\
site_name: Larch & Sons
site_url: https://larch.example/
docs_dir: content
site_dir: public
theme: {name: material, font: false}
"""
HEAD = "---\ntitle: Roofs in winter\ndescription: What frost does.\ndate: 2026-11-01\n"
ARTICLE = f"{HEAD}---\n\nText.\n\nSee [the prices](../files/prices.docx) and [again](../files/prices.docx).\n"


def sheet(author: str) -> bytes:
    writer = pypdf.PdfWriter()
    writer.add_blank_page(72, 72)
    writer.add_metadata({"/Author": author})
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()


def letter() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("docProps/core.xml", "<c><creator>Ann Example</creator></c>")
        archive.writestr("word/document.xml", '<d><ins author="Bob"/></d>')
    return file.getvalue()


FILES: dict[str, str | bytes] = {
    "press/launch.md": f"{HEAD}kit: [facts.pdf, quiet.pdf, torn.pdf]\n---\n\nText.\n",
    "press/facts.pdf": sheet("Ann Example"),
    "press/quiet.pdf": sheet("Larch & Sons"),
    "press/torn.pdf": sheet("Ann Example")[:200],
    "articles/roofs.md": ARTICLE,
    "files/prices.docx": letter(),
    "files/at-home.docx": letter(),
    "files/chosen.docx": letter(),
}
CONFIG = PLAIN.replace("material, font: false", "goodword") + (
    "plugins:\n  - search\n  - goodword/catalogue: {publish: [files/chosen.docx]}\n  - goodword/listings\n"
)


def test_plain_mkdocs_publishes_an_authors_name_and_says_nothing(tmp_path: Path) -> None:
    built = Site.made(tmp_path / "site", FILES, PLAIN).build("mkdocs").good()
    assert b"Ann Example" in built.files()["press/facts.pdf"]
    assert "facts.pdf" not in built.said
    assert "Ann Example" not in built.said


def test_every_published_document_is_told_once_where_it_is_named_and_stays_as_it_is(tmp_path: Path) -> None:
    built = Site.made(tmp_path / "site", FILES, CONFIG).build("goodword", strict=False).good()
    told = [line for line in built.said.replace("\n    ", " ").split("\n") if "GW073" in line]
    assert len(told) == 4, built.said
    text = " ".join(built.said.split())
    assert "articles/roofs.md:9:" in text
    assert "'files/prices.docx' is published and names author 'Ann Example', comment or change 'Bob'." in text
    assert "files/chosen.docx:1:1: warning GW073" in text
    assert "press/launch.md:5:6: warning GW073 'press/facts.pdf' is published and names author 'Ann Example'." in text
    assert "press/launch.md:5:6: warning GW073 what 'press/torn.pdf' tells of its makers cannot be read" in text
    assert "Traceback" not in text
    files = built.files()
    assert {path: files[path] for path in FILES if path.endswith((".pdf", ".docx")) and path in files} == {
        path: data for path, data in FILES.items() if path.endswith((".pdf", ".docx")) and path != "files/at-home.docx"
    }


def test_a_strict_build_stops_at_a_document_that_names_its_makers(tmp_path: Path) -> None:
    built = Site.made(tmp_path / "site", FILES, CONFIG).build("goodword", strict=True)
    assert built.returncode == 1
    assert "GW073" in built.said

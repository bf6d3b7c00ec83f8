"""Every address Goodword makes is a name that every common file system holds: judged by pathvalidate's verdicts."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from mkdocs.config.base import ValidationError

from goodword import paths
from making import article, lines, loaded
from mkdocs_goodword.settings import section

NAMES = json.loads((Path(__file__).parents[1] / "corpora" / "names.json").read_text(encoding="utf-8"))
STRICTER = ("\u200b", "\ufeff", "\u202e", "a\x85b", "a\xa0b", "a\xadb", "a#b", "a%b", "CON .txt", "conin$")
"""What pathvalidate accepts and we refuse: what nobody sees, what an address means otherwise, what Windows shortens."""
LONG = "n" * 201


def is_refused(name: str) -> bool:
    """Whether an address may not hold this name."""
    try:
        paths.check_name(name)
    except paths.Escape:
        return True
    return False


def test_what_some_file_system_refuses_is_refused() -> None:
    assert len(NAMES["refused"]) > 800
    assert [ascii(name) for name in NAMES["refused"] if not is_refused(name)] == []


def test_what_every_file_system_holds_is_accepted_unless_it_would_mislead() -> None:
    ours = [name for name in NAMES["accepted"] if is_refused(name)]
    meant = [
        name
        for name in ours
        if name in (".", "..")
        or not name.isprintable()
        or set("#%") & set(name)
        or name.partition(".")[0].endswith(" ")
        or name.lower().startswith(("conin$", "conout$"))
        or len(name.encode()) > 200
    ]
    assert ours == meant
    assert len(NAMES["accepted"]) - len(ours) > 1000


@pytest.mark.parametrize("name", STRICTER, ids=ascii)
def test_names_that_mislead_are_refused_although_disks_hold_them(name: str) -> None:
    assert is_refused(name)


@pytest.mark.parametrize("name", ["CON", "nul.txt", "COM\u00b9", "lpt0", "Clock$", "aux .md"])
def test_a_slug_that_is_a_device_of_windows_is_an_error_at_its_place(name: str) -> None:
    found = lines(loaded(article("a", slug=name)).problems)
    assert [line for line in found if line.startswith("articles/a.md:4:7: error GW036 ")], found


@pytest.mark.parametrize("tag", ["CON", "Aux", "nul!", "LPT\u00b9", LONG])
def test_a_tag_whose_page_no_disk_could_hold_is_an_error_at_its_place(tag: str) -> None:
    found = lines(loaded(article("a", tags=[tag])).problems)
    assert [line for line in found if line.startswith("articles/a.md:4:") and "error GW036 " in line], found


@pytest.mark.parametrize("path", ["../x", "..", "aux", "a/CON", "a:b", "a//b", ".", "a\\b"])
def test_a_section_is_a_folder_that_every_disk_holds(path: str) -> None:
    with pytest.raises(ValidationError, match="cannot be an address"):
        section(path, {"kind": "article"})


def test_no_two_devices_are_forgotten() -> None:
    devices = ("con", "prn", "aux", "nul", "clock$", *(f"{port}{n}" for port in ("com", "lpt") for n in "0123456789"))
    assert [name for name in devices if not is_refused(name) or not is_refused(f"{name}.md")] == []

"""Whatever is edited, a build that remembers gives the very bytes of one that remembers nothing."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sites.building import SITES, Site, differing
from sites.editing import EDITS, Author, restore, snapshot
from sites.remembering import Made, by_goodword, by_host, rows

pytestmark = pytest.mark.sites

EXAMPLES = int(os.environ.get("GOODWORD_FUZZ_EXAMPLES", "0"))
"""Set to draw new sequences of edits, one after another; the test run always draws the same few."""


def cold(author: Author) -> Made:
    """A build that remembers nothing."""
    return by_host(author.site, cached=False, now=author.now.isoformat(), to="cold")


def by_properdocs(author: Author) -> Made:
    """As `properdocs build`, in a process of its own; what it warns of stands among other things."""
    built = author.site.build("properdocs", now=author.now.isoformat(), strict=False, to="warm")
    return Made(built.files(), failed=built.said if built.returncode else "")


WARM: dict[str, Callable[[Author], Made]] = {
    "mkdocs": lambda author: by_host(author.site, now=author.now.isoformat(), to="warm"),
    "goodword": lambda author: by_goodword(author.site, "--jobs", "1", now=author.now.isoformat(), to="warm"),
    "properdocs": by_properdocs,
}


def follow(folder: Path, steps: Sequence[Sequence[tuple[str, int]]], host: str) -> int:
    """Edit and build, step by step; how many steps gave a site. What stops the build is taken back."""
    author = Author(Site.copied(SITES / "full", folder))
    good = 0
    for number, step in enumerate([[("body", 0)], *steps]):
        before, now = snapshot(author.site), author.now
        for author.step, (name, chosen) in enumerate(step, 10 * number):
            EDITS[name](author, chosen)
        told = f"{steps[:number]} under {host}"
        fresh, remembered = cold(author), WARM[host](author)
        assert bool(fresh.failed) == bool(remembered.failed), (told, fresh.failed, remembered.failed)
        if fresh.failed:
            restore(author.site, before)
            author.now = now
            continue
        assert host == "properdocs" or fresh.warned == remembered.warned, told
        assert differing(fresh.files, remembered.files) == [], told
        good += 1
    assert rows(author.site).is_file()
    return good


@pytest.mark.parametrize("host", ["goodword", "mkdocs"])
def test_every_kind_of_edit_gives_the_bytes_of_a_build_that_remembers_nothing(host: str, tmp_path: Path) -> None:
    edits = [(name, number) for number, name in enumerate(sorted(EDITS))][host == "mkdocs" :: 2]
    steps = [edits[at : at + 2] for at in range(0, len(edits), 2)]
    assert follow(tmp_path, steps, host) >= len(steps)


steps = st.lists(st.tuples(st.sampled_from(sorted(EDITS)), st.integers(0, 99)), min_size=1, max_size=1 + bool(EXAMPLES))
sequences = st.lists(steps, min_size=3, max_size=5)


@pytest.mark.parametrize("host", sorted(WARM))
@settings(deadline=None, max_examples=EXAMPLES or 1, derandomize=not EXAMPLES, database=None)
@given(edits=sequences)
def test_any_edits_in_any_order_give_the_bytes_of_a_build_that_remembers_nothing(
    host: str, edits: list[list[tuple[str, int]]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("edited")
    try:
        assert follow(folder, edits, host) > 0
    finally:
        shutil.rmtree(folder)


def test_properdocs_remembers_what_mkdocs_rendered(tmp_path: Path) -> None:
    author = Author(Site.copied(SITES / "full", tmp_path))
    WARM["mkdocs"](author)
    EDITS["body"](author, 1)
    assert differing(cold(author).files, WARM["properdocs"](author).files) == []

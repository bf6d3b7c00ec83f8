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


WARM: dict[str, Callable[[Author], Made]] = {
    "mkdocs": lambda author: by_host(author.site, now=author.now.isoformat(), to="warm"),
    "goodword": lambda author: by_goodword(author.site, "--jobs", "1", now=author.now.isoformat(), to="warm"),
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
        assert fresh.warned == remembered.warned, told
        assert differing(fresh.files, remembered.files) == [], told
        good += 1
    assert rows(author.site).is_file()
    return good


@pytest.mark.parametrize("host", sorted(WARM))
def test_every_kind_of_edit_gives_the_bytes_of_a_build_that_remembers_nothing(host: str, tmp_path: Path) -> None:
    edits = [(name, number) for number, name in enumerate(sorted(EDITS))][host == "mkdocs" :: 2]
    steps = [edits[at : at + 2] for at in range(0, len(edits), 2)]
    assert follow(tmp_path, steps, host) >= len(steps)


steps = st.lists(st.tuples(st.sampled_from(sorted(EDITS)), st.integers(0, 99)), min_size=1, max_size=1 + bool(EXAMPLES))
sequences = st.lists(steps, min_size=3, max_size=5)


@settings(deadline=None, max_examples=EXAMPLES or 2, derandomize=not EXAMPLES, database=None)
@given(edits=sequences, host=st.sampled_from(sorted(WARM)))
def test_any_edits_in_any_order_give_the_bytes_of_a_build_that_remembers_nothing(
    edits: list[list[tuple[str, int]]], host: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("edited")
    try:
        assert follow(folder, edits, host) > 0
    finally:
        shutil.rmtree(folder)


def test_properdocs_remembers_what_mkdocs_rendered_and_gives_the_bytes_of_a_build_that_remembers_nothing(
    tmp_path: Path,
) -> None:
    author = Author(Site.copied(SITES / "full", tmp_path))
    for host in ("mkdocs", "properdocs", "properdocs"):
        author.step += 1
        for name in ("body", "title", "tags", "link_to_what_is_there"):
            EDITS[name](author, author.step)
        built = author.site.build(host, strict=False, to="warm").good()
        assert differing(cold(author).files, built.files()) == []

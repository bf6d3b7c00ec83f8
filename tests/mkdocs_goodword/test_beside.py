"""A copy of the process writes the feeds while the build goes on, and nobody can tell from the site."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from mkdocs_goodword import feed_shelf, social_cards
from mkdocs_goodword.cache import beside
from mkdocs_goodword.feed_shelf import Shelf
from sites.building import CONFIG, SITES, Site, differing
from sites.editing import Author
from sites.remembering import by_goodword, by_host

_SCRIPT = """
import json, os, signal, sys, time
from pathlib import Path
from types import SimpleNamespace
from mkdocs_goodword.cache.beside import WORTHWHILE, beside
from mkdocs_goodword.cache.memory import Memory
from mkdocs_goodword.cache.reuse import Reuse
from mkdocs_goodword.cache.store import Store

folder, what = Path(sys.argv[1]), sys.argv[2]
memory = Memory(Store(folder / "rows"), None, print)
memory.documents = SimpleNamespace(rendered=0)
memory.reuse = Reuse(folder, {}, b"", placed={str(n): n for n in range(WORTHWHILE)})
memory.clean.add("before")

def work():
    memory.reuse.made["made"], memory.reuse.placed["placed"] = b"told", 7
    memory.clean.add("clean")
    memory.store.put(b"key" * 5, b"row")
    if what == "raises":
        raise ValueError
    if what == "is killed":
        os.kill(os.getpid(), signal.SIGKILL)
    if what == "is slow":
        time.sleep(60)
    (folder / "by").write_text(str(os.getpid()))

begun = beside(memory, work, 1 if what == "is alone" else 2)
if what == "is slow":
    begun.stop()
    begun.stop()
    print(json.dumps({"over": begun.is_over, "wrote": (folder / "by").exists()}))
    raise SystemExit
done = begun.is_done() if begun else None
row = memory.store.get(b"key" * 5)
print(json.dumps({
    "done": done, "made": sorted(memory.reuse.made), "placed": memory.reuse.placed.get("placed"),
    "count": len(memory.reuse.placed), "clean": sorted(memory.clean), "row": row.decode() if row else None,
    "elsewhere": (folder / "by").exists() and (folder / "by").read_text() != str(os.getpid()),
}))
"""


def told(folder: Path, what: str) -> dict[str, object]:
    """What is known after a copy that `what`; in a process of its own, for only one with a single thread is copied."""
    script = [sys.executable, "-c", _SCRIPT, str(folder), what]
    ran = subprocess.run(script, capture_output=True, text=True, timeout=60, check=True)
    found: dict[str, object] = json.loads(ran.stdout)
    return found


def test_what_the_copy_has_remembered_comes_back(tmp_path: Path) -> None:
    assert told(tmp_path, "works") == {
        "done": True,
        "made": ["made"],
        "placed": 7,
        "count": beside.WORTHWHILE + 1,
        "clean": ["before", "clean"],
        "row": "row",
        "elsewhere": True,
    }


@pytest.mark.parametrize("what", ["raises", "is killed"])
def test_what_a_copy_could_not_do_is_left_to_be_done(tmp_path: Path, what: str) -> None:
    found = told(tmp_path, what)
    assert (found["done"], found["made"], found["row"], found["clean"]) == (False, [], None, ["before"])


def test_a_build_that_fails_ends_it_before_it_writes_more(tmp_path: Path) -> None:
    assert told(tmp_path, "is slow") == {"over": True, "wrote": False}


def test_with_one_process_nothing_is_copied(tmp_path: Path) -> None:
    assert told(tmp_path, "is alone")["done"] is None


@pytest.mark.sites
@pytest.mark.filterwarnings("ignore:.*multi-threaded:DeprecationWarning")  # pytest's workers have a thread to listen
@pytest.mark.parametrize("is_much", [False, True])
def test_feeds_written_beside_are_those_of_a_cold_build_and_much_is_left_to_the_build(
    is_much: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = Site.copied(SITES / "full", tmp_path)
    site.write({"articles/plain.md": "---\ntitle: Plain\ndate: 2026-02-01\n---\n\nFirst words.\n"})
    by_goodword(site).good()
    monkeypatch.setattr(beside, "WORTHWHILE", 1)
    monkeypatch.setattr(beside, "can_copy", lambda: True)
    if is_much:
        monkeypatch.setattr(feed_shelf, "_ALONE", 2)
    here: list[str] = []
    plain = Shelf._write
    monkeypatch.setattr(Shelf, "_write", lambda self, *rest, **more: (here.append(""), plain(self, *rest, **more))[1])
    Author(site).add(site.path("articles/plain.md"), "\nMore words.\n")
    before = (site.folder / "public/feed.xml").read_bytes()
    warm = by_goodword(site, "--jobs", "2").good()
    assert bool(here) == is_much
    assert warm.files["feed.xml"] != before
    cold = by_host(site, cached=False, to="cold").good()
    assert differing(cold.files, warm.files) == []


@pytest.mark.sites
@pytest.mark.filterwarnings("ignore:.*multi-threaded:DeprecationWarning")  # pytest's workers have a thread to listen
def test_half_of_a_new_sites_cards_are_drawn_beside_the_rest_of_the_build(
    site: Callable[..., Site], monkeypatch: pytest.MonkeyPatch
) -> None:
    page = "---\ntitle: Number {}\ndate: 2026-01-02\n---\n\nWords.\n"
    author = site({f"articles/{n}.md": page.format(n) for n in range(5)}, f"{CONFIG}  - goodword/social-cards\n")
    monkeypatch.setattr(social_cards, "WORTHWHILE", 1)
    monkeypatch.setattr(beside, "can_copy", lambda: True)
    here: list[str] = []
    plain = social_cards._drawn
    monkeypatch.setattr(social_cards, "_drawn", lambda card, colours: (here.append(card.path), plain(card, colours))[1])
    made = by_goodword(author, "--jobs", "2").good()
    assert (len(cards_of(made.files)), len(here)) == (6, 3)
    assert cards_of(by_host(author, cached=False, to="cold").good().files) == cards_of(made.files)


@pytest.mark.sites
@pytest.mark.filterwarnings("ignore:.*multi-threaded:DeprecationWarning")  # pytest's workers have a thread to listen
def test_a_build_that_is_interrupted_ends_what_draws_beside_it_and_leaves_nothing(
    site: Callable[..., Site], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = "---\ntitle: Number {}\ndate: 2026-01-02\n---\n\nWords.\n"
    author = site({f"articles/{n}.md": page.format(n) for n in range(5)}, f"{CONFIG}  - goodword/social-cards\n")
    monkeypatch.setattr(social_cards, "WORTHWHILE", 1)
    monkeypatch.setattr(beside, "can_copy", lambda: True)
    by = tmp_path / "by"

    def draw_slowly(_card: object, _colours: object) -> tuple[bytes, bool]:
        by.write_text(str(os.getpid()))
        time.sleep(60)
        return b"", True

    def interrupt(_plugin: object, *, config: object) -> None:
        end = time.monotonic() + 30
        while not (by.exists() and by.read_text()):
            assert time.monotonic() < end
            time.sleep(0.01)
        raise KeyboardInterrupt

    monkeypatch.setattr(social_cards, "_drawn", draw_slowly)
    monkeypatch.setattr(social_cards.SocialCardsPlugin, "on_post_build", interrupt)
    assert by_goodword(author, "--jobs", "2").failed
    assert not Path("/proc", by.read_text()).exists()
    assert not (author.folder / ".public.goodword-stage").exists()


def cards_of(files: dict[str, bytes]) -> dict[str, bytes]:
    return {path: data for path, data in files.items() if path.endswith("card.png")}

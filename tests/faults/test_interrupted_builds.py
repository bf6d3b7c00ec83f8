"""A build that is broken off at any system call leaves the last good site or the new one, never a mixture."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import signal
import socket
import subprocess
import time
import urllib.request
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from queue import SimpleQueue

import pytest

from faults.tracing import STEADY, Forking
from sites.building import GOODWORD, Ran, Site, contents, environment, stamps

pytestmark = pytest.mark.sites

BEFORE = {f"articles/2026-11-0{n}-a{n}.md": f"# Article {n}\n\nText {n}.\n" for n in (1, 2, 3)}
FOREIGN = {"CNAME": b"larch.example", "articles/theirs.txt": b"theirs"}
KEPT_BESIDE = {"content", "public", "site_config.yml", ".public.goodword-lock", ".cache"}
CALLS = (
    *("open", "openat", "mkdir", "mkdirat", "unlink", "unlinkat", "rmdir", "link", "linkat", "ftruncate"),
    *("rename", "renameat", "renameat2", "write", "pwrite64", "sendfile", "copy_file_range", "fsync", "fdatasync"),
    *("syncfs", "utimensat", "fchmod", "chmod"),
)
FAULTS = ("error=ENOSPC", "error=EIO", "signal=KILL")
ALONG = [(number / 14, FAULTS[number % 3]) for number in range(15)]
"""How far into the build's calls, and what goes wrong there."""
AROUND = [(-1, "error=EIO"), (-1, "signal=KILL"), (0, "error=ENOSPC"), (0, "signal=KILL")]
AROUND += [(1, "error=EIO"), (1, "signal=KILL"), (2, "error=EIO"), (9, "signal=KILL")]
"""How many calls after the exchange of the two folders, and what goes wrong there."""
POINTS = [*(("along", *point) for point in ALONG), *(("around", *point) for point in AROUND)]


@dataclass(frozen=True)
class Call:
    """One call that touches the stage, the output folder or the lock."""

    name: str
    number: int
    """Of all calls of that name since the process began."""
    line: str


@dataclass(frozen=True)
class Broken:
    """A build with one fault, and a second one without."""

    call: Call
    fault: str
    ran: Ran
    hit: bool
    left: dict[str, bytes]
    again: Ran
    afterwards: dict[str, bytes]
    beside: set[str]

    def __str__(self) -> str:
        return f"{self.fault} at {self.call.name} {self.call.number} ({self.call.line[:160]})\n{self.ran}"


def calls_of(log: Path, folder: Path) -> list[Call]:
    """The calls that touch what the build writes, in their order."""
    counts: dict[str, int] = {}
    found = []
    for line in log.read_text(encoding="utf-8", errors="replace").splitlines():
        match = re.match(r"(?:\d+ +)?(\w+)\(", line)
        if not match:
            continue
        name = match.group(1)
        counts[name] = counts.get(name, 0) + 1
        if f"{folder}/public" in line or ".public.goodword-" in line:
            found.append(Call(name, counts[name], line))
    return found


@dataclass(frozen=True)
class Sweep:
    """A site with a good earlier build and with edits since, and what is to come of them."""

    folder: Path
    old: dict[str, bytes]
    new: dict[str, bytes]
    calls: list[Call]
    forks: SimpleQueue[Forking]

    def traced(self, folder: Path, log: Path, *injected: str, trace: str = "") -> Ran:
        """A build under strace."""
        names = trace or ",".join(f"?{name}" for name in CALLS)
        fork = self.forks.get()
        try:
            return fork.traced(folder, log, names, *(word for one in injected for word in ("-e", f"inject={one}")))
        finally:
            self.forks.put(fork)

    def copy(self, name: str) -> Site:
        """The site as it is before the build that is broken off."""
        target = self.folder.parent / name
        shutil.copytree(self.folder, target, symlinks=True)
        return Site(target)

    def call(self, kind: str, where: float) -> Call:
        """The call at a point."""
        if kind == "along":
            return self.calls[round(where * (len(self.calls) - 1))]
        exchange = next(n for n, call in enumerate(self.calls) if call.name == "renameat2")
        return self.calls[exchange + int(where)]

    def breaking(self, number: int) -> Broken:
        """Break a build off at a point, then build again."""
        kind, where, fault = POINTS[number]
        call = self.call(kind, where)
        own = self.copy(f"point-{number:02}")
        log = own.folder.parent / f"point-{number:02}.log"
        ran = self.traced(own.folder, log, f"{call.name}:{fault}:when={call.number}", trace=call.name)
        said = log.read_text(encoding="utf-8", errors="replace")
        hit = ran.returncode in (-9, 137) if "KILL" in fault else "(INJECTED)" in said
        left = contents(own.folder / "public")
        again = own.run("build")
        afterwards = contents(own.folder / "public")
        return Broken(call, fault, ran, hit, left, again, afterwards, {path.name for path in own.folder.iterdir()})


@pytest.fixture(scope="module")
def forks(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SimpleQueue[Forking]]:
    """Two servers that fork builds."""
    folder = tmp_path_factory.mktemp("warm")
    queue: SimpleQueue[Forking] = SimpleQueue()
    with contextlib.ExitStack() as stack:
        for name in ("one", "other"):
            queue.put(stack.enter_context(Forking(folder, Site.made(folder / name, BEFORE).folder)))
        yield queue


@pytest.fixture(scope="module")
def sweep(tmp_path_factory: pytest.TempPathFactory, forks: SimpleQueue[Forking]) -> Sweep:
    """Built well once, edited, and the calls of the next build counted."""
    folder = tmp_path_factory.mktemp("sweep")
    own = Site.made(folder / "site", BEFORE)
    own.build().good()
    for name, data in FOREIGN.items():
        (own.folder / "public" / name).write_bytes(data)
    old = contents(own.folder / "public")
    own.write(
        {"articles/2026-11-01-a1.md": "# Article 1\n\nEdited.\n", "articles/2026-11-04-a4.md": "# Four\n\nNew.\n"}
    )
    own.path("articles/2026-11-02-a2.md").unlink()
    clean = own.build(to="clean").good().files() | FOREIGN
    shutil.rmtree(own.folder / "clean")
    (own.folder / ".clean.goodword-lock").unlink()
    assert clean != old
    made = Sweep(own.folder, old, clean, [], forks)
    counted = made.copy("counted")
    ran = made.traced(counted.folder, folder / "counted.log")
    assert ran.returncode == 0, ran
    assert contents(counted.folder / "public") == clean
    return replace(made, calls=calls_of(folder / "counted.log", counted.folder))


@pytest.fixture(scope="module")
def broken(sweep: Sweep) -> list[Broken]:
    """Every point, two at a time."""
    with ThreadPoolExecutor(2) as pool:
        return list(pool.map(sweep.breaking, range(len(POINTS))))


def _name(point: tuple[str, float, str]) -> str:
    return f"{point[2].partition('=')[2]} {point[0]} {point[1]:.2f}"


every_point = pytest.mark.parametrize("number", range(len(POINTS)), ids=list(map(_name, POINTS)))


def test_the_calls_of_a_build_are_those_the_faults_are_meant_for(sweep: Sweep) -> None:
    names = {call.name for call in sweep.calls}
    assert len(sweep.calls) > 200
    assert {"write", "renameat2"} <= names
    assert names & {"mkdir", "mkdirat"}
    assert names & {"unlink", "unlinkat"}


@every_point
def test_a_fault_at_any_call_leaves_the_last_site_or_the_new_one(
    number: int, broken: list[Broken], sweep: Sweep
) -> None:
    one = broken[number]
    assert one.hit, f"the fault was never injected: {one}"
    assert one.left in (sweep.old, sweep.new), str(one)
    if one.ran.returncode == 0:
        assert one.left == sweep.new, str(one)


@every_point
def test_after_a_fault_the_next_build_works_and_leaves_nothing_beside(
    number: int, broken: list[Broken], sweep: Sweep
) -> None:
    one = broken[number]
    assert one.again.returncode == 0, f"{one}\nthen {one.again}"
    assert one.afterwards == sweep.new, str(one)
    assert one.beside <= KEPT_BESIDE, str(one)


@every_point
def test_what_a_broken_build_says_is_true(number: int, broken: list[Broken], sweep: Sweep) -> None:
    one = broken[number]
    assert "Traceback" not in one.ran.said, str(one)
    if "KILL" not in one.fault and one.ran.returncode:
        assert one.ran.stderr.strip(), "it says nothing"
    if "last site stands" in one.ran.said:
        assert one.left == sweep.old, f"it says that the last site stands, and the new one does: {one}"


def test_a_kill_at_the_exchange_leaves_the_old_site_and_one_after_it_the_new(
    broken: list[Broken], sweep: Sweep
) -> None:
    left = {POINTS[n][1:]: broken[n].left for n in range(len(POINTS)) if POINTS[n][0] == "around"}
    assert left[-1, "signal=KILL"] == sweep.old
    assert left[1, "signal=KILL"] == sweep.new
    assert left[9, "signal=KILL"] == sweep.new


def test_a_system_without_the_exchange_swaps_by_two_renames(sweep: Sweep) -> None:
    own = sweep.copy("no-exchange")
    ran = sweep.traced(own.folder, own.folder.parent / "no-exchange.log", "renameat2:error=ENOSYS")
    assert ran.returncode == 0, ran
    assert contents(own.folder / "public") == sweep.new
    assert {path.name for path in own.folder.iterdir()} <= KEPT_BESIDE


@pytest.fixture(scope="module")
def renames(sweep: Sweep) -> list[int]:
    """Which of all renames are the two that swap the folders where the system has no exchange."""
    own = sweep.copy("two-renames")
    log = own.folder.parent / "two-renames.log"
    assert sweep.traced(own.folder, log, "renameat2:error=ENOSYS").returncode == 0
    calls = calls_of(log, own.folder)
    found = [call.number for call in calls if call.name == "rename" and f'{own.folder}/public"' in call.line]
    assert len(found) == 2
    return found


@pytest.mark.parametrize("which", [0, 1])
def test_without_the_exchange_a_rename_that_fails_leaves_the_last_site(
    which: int, renames: list[int], sweep: Sweep
) -> None:
    when = renames[which]
    own = sweep.copy(f"failed-rename-{when}")
    log = own.folder.parent / f"failed-rename-{when}.log"
    ran = sweep.traced(own.folder, log, "renameat2:error=ENOSYS", f"rename:error=EIO:when={when}")
    assert ran.returncode == 1, ran
    assert "Traceback" not in ran.said
    assert contents(own.folder / "public") == sweep.old, "the output folder is not what it was"
    assert own.run("build").returncode == 0
    assert contents(own.folder / "public") == sweep.new
    assert {path.name for path in own.folder.iterdir()} <= KEPT_BESIDE


@pytest.mark.parametrize("which", [0, 1])
def test_without_the_exchange_a_kill_between_the_renames_is_put_right_by_the_next_build(
    which: int, renames: list[int], sweep: Sweep
) -> None:
    when = renames[which]
    own = sweep.copy(f"killed-rename-{when}")
    log = own.folder.parent / f"killed-rename-{when}.log"
    ran = sweep.traced(own.folder, log, "renameat2:error=ENOSYS", f"rename:signal=KILL:when={when}")
    assert ran.returncode in (-9, 137), ran
    places = [own.folder / "public", own.folder / ".public.goodword-old"]
    assert sweep.old in [contents(place) for place in places if place.exists()], "the last site is nowhere"
    assert own.run("build").returncode == 0
    assert contents(own.folder / "public") == sweep.new
    assert {path.name for path in own.folder.iterdir()} <= KEPT_BESIDE


def _as_root(*words: str) -> subprocess.CompletedProcess[str]:
    before = [] if os.geteuid() == 0 else ["sudo", "-n"]
    try:
        return subprocess.run([*before, *words], capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError) as error:
        said = getattr(error, "stderr", "") or error
        raise AssertionError(f"this test must mount a file system, as root: {' '.join(words)}: {said}") from None


@contextlib.contextmanager
def mounted(folder: Path, size: str) -> Iterator[None]:
    """A file system of a size in memory."""
    folder.mkdir(exist_ok=True)
    _as_root("mount", "-t", "tmpfs", "-o", f"size={size},mode=0777", "tmpfs", str(folder))
    try:
        yield
    finally:
        _as_root("umount", str(folder))


def test_a_disk_too_small_for_the_second_build_keeps_the_first(site: Callable[..., Site]) -> None:
    own = site(BEFORE)
    disk = own.folder / "disk"
    with mounted(disk, "64m"):
        own.build(to="disk/public").good()
        taken = shutil.disk_usage(disk).used
        _as_root("mount", "-o", f"remount,size={taken // 1024 + 16}k", str(disk))
        before = stamps(disk / "public")
        own.write({"articles/2026-11-01-a1.md": "# Article 1\n\nEdited.\n"})
        built = own.build(to="disk/public")
        assert built.returncode == 1, built.said
        assert "No space left" in built.stderr
        assert "Traceback" not in built.said
        assert stamps(disk / "public") == before
        assert shutil.disk_usage(disk).used <= taken + 8192, "what could not be finished still fills the disk"
        _as_root("mount", "-o", "remount,size=64m", str(disk))
        assert b"Edited." in own.build(to="disk/public").good().files()["articles/a1/index.html"]
        assert {path.name for path in disk.iterdir()} <= KEPT_BESIDE


def test_an_output_folder_on_a_disk_of_its_own_is_built_or_refused_with_the_reason(site: Callable[..., Site]) -> None:
    own = site(BEFORE)
    disk = own.folder / "public"
    with mounted(disk, "64m"):
        (disk / "CNAME").write_text("larch.example")
        built = own.build()
        assert "Traceback" not in built.said
        assert (disk / "CNAME").read_text() == "larch.example"
        if built.returncode == 0:
            assert (disk / "index.html").exists()
        else:
            assert set(contents(disk)) == {"CNAME"}
            assert "mount" in built.stderr.lower(), f"this tells nobody what to do: {built.stderr}"


def test_an_output_folder_whose_parent_cannot_be_written_keeps_its_site(site: Callable[..., Site]) -> None:
    own = site(BEFORE)
    parent = own.folder / "parent"
    parent.mkdir()
    own.build(to="parent/public").good()
    before = stamps(parent / "public")
    own.write({"articles/2026-11-01-a1.md": "# Article 1\n\nEdited.\n"})
    words = [GOODWORD, "build", "-d", "parent/public"]
    if os.geteuid() == 0:
        assert shutil.which("setpriv"), "as root this test needs setpriv (util-linux)"
        words = ["setpriv", "--bounding-set", "-dac_override,-dac_read_search", *words]
    parent.chmod(0o555)
    try:
        done = subprocess.run(
            words,
            check=False,
            cwd=own.folder,
            env=environment(own.folder, STEADY),
            capture_output=True,
            text=True,
            encoding="utf-8",
        )
        assert done.returncode == 1, done
        assert "Permission denied" in done.stderr
        assert "Traceback" not in done.stderr
        assert stamps(parent / "public") == before
    finally:
        parent.chmod(0o755)
    assert own.build(to="parent/public").good().text("articles/a1/index.html")


def test_an_output_folder_that_is_a_link_stays_one_and_is_built_again_and_again(site: Callable[..., Site]) -> None:
    own = site(BEFORE)
    (own.folder / "served").mkdir()
    (own.folder / "public").symlink_to("served")
    first = own.build()
    assert "Traceback" not in first.said
    assert first.returncode == 0, first.said
    assert (own.folder / "public").is_symlink(), "the link is gone: what it led to is no longer the site"
    assert (own.folder / "served" / "index.html").exists()
    own.build().good()


def test_of_two_builds_at_once_the_second_names_the_process_of_the_first(site: Callable[..., Site]) -> None:
    own = site(BEFORE)
    own.build().good()
    before = stamps(own.folder / "public")
    own.write({"articles/2026-11-01-a1.md": "# Article 1\n\nEdited.\n"})
    lock = own.folder / ".public.goodword-lock"
    first = subprocess.Popen(
        [GOODWORD, "build"],
        cwd=own.folder,
        env=environment(own.folder, STEADY),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        end = time.monotonic() + 30
        while lock.read_text() != f"process {first.pid}":
            assert time.monotonic() < end
            assert first.poll() is None, "the first build ended before the second could begin"
            time.sleep(0.002)
        first.send_signal(signal.SIGSTOP)
        started = time.monotonic()
        second = own.run("build")
        assert second.returncode == 1, second
        assert f"process {first.pid}" in second.stderr
        assert time.monotonic() - started < 8
        assert stamps(own.folder / "public") == before
        assert (own.folder / ".public.goodword-stage").exists() or first.poll() is None
    finally:
        first.send_signal(signal.SIGCONT)
        _, said = first.communicate(timeout=30)
    assert first.returncode == 0, said
    assert b"Edited." in contents(own.folder / "public")["articles/a1/index.html"]


@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM"])
def test_a_build_that_is_asked_to_stop_leaves_the_last_site_and_the_next_one_works(name: str, sweep: Sweep) -> None:
    own = sweep.copy(f"stopped-{name}")
    stage = own.folder / ".public.goodword-stage"
    process = subprocess.Popen(
        [GOODWORD, "build"],
        cwd=own.folder,
        env=environment(own.folder, STEADY),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    end = time.monotonic() + 30
    while not any(stage.glob("*")):
        assert time.monotonic() < end
        assert process.poll() is None
        time.sleep(0.002)
    process.send_signal(getattr(signal, name))
    _, said = process.communicate(timeout=30)
    assert process.returncode != 0
    assert "Traceback" not in said, said
    assert contents(own.folder / "public") == sweep.old
    assert own.run("build").returncode == 0
    assert contents(own.folder / "public") == sweep.new
    assert {path.name for path in own.folder.iterdir()} <= KEPT_BESIDE


@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM", "SIGKILL"])
def test_a_preview_that_is_interrupted_leaves_the_output_folder_alone(name: str, site: Callable[..., Site]) -> None:
    own = site(BEFORE)
    own.build().good()
    before = stamps(own.folder / "public")
    with contextlib.closing(socket.socket()) as free:
        free.bind(("127.0.0.1", 0))
        place = f"127.0.0.1:{free.getsockname()[1]}"
    log = own.folder.parent / "serve.log"
    (own.folder.parent / "tmp").mkdir()
    with log.open("wb") as file:
        process = subprocess.Popen(
            [GOODWORD, "serve", "-a", place],
            cwd=own.folder,
            env=environment(own.folder, {**STEADY, "TMPDIR": str(own.folder.parent / "tmp")}),
            stdout=file,
            stderr=file,
        )
    try:
        _answering(f"http://{place}/articles/a1/", process, log)
        own.write({"articles/2026-11-01-a1.md": "# Article 1\n\nEdited.\n"})
        process.send_signal(getattr(signal, name))
        process.wait(15)
    finally:
        process.kill()
        process.wait()
    assert "Traceback" not in log.read_text()
    assert stamps(own.folder / "public") == before
    assert {path.name for path in own.folder.iterdir()} <= KEPT_BESIDE
    if name == "SIGINT":
        assert list((own.folder.parent / "tmp").iterdir()) == []


def _answering(address: str, process: subprocess.Popen[bytes], log: Path) -> None:
    end = time.monotonic() + 25
    while time.monotonic() < end:
        assert process.poll() is None, log.read_text()
        with contextlib.suppress(OSError), urllib.request.urlopen(address, timeout=5) as answer:
            assert answer.status == 200
            return
        time.sleep(0.1)
    raise AssertionError(log.read_text())

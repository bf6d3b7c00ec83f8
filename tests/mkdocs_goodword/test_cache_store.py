"""The file of the render cache is bounded, and whatever happens to it, the site is right."""

from __future__ import annotations

import contextlib
import os
import pickle
import random
import re
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from hashlib import blake2b
from pathlib import Path

import pytest

from mkdocs_goodword import render_cache
from mkdocs_goodword.cache import readings, surroundings
from mkdocs_goodword.cache.reuse import Reuse
from mkdocs_goodword.cache.rows import Rows, lasting
from mkdocs_goodword.cache.store import Store
from sites.building import SITES, Site, differing
from sites.remembering import by_goodword, by_host, rows

LIMIT = 400_000
WRITER = """
import sys
from hashlib import blake2b
from pathlib import Path
from mkdocs_goodword.cache.store import Store
store = Store(Path(sys.argv[1]))
print("begun", flush=True)
for number in range(100_000):
    key = blake2b(str(number).encode(), digest_size=16).digest()
    store.put(key, blake2b(key).digest() * 40)
    if number % 50 == 49:
        store._write()
"""
"""Writes rows whose values follow from their keys, in many small transactions."""
CRAMPED = """
import os, resource, sys
from pathlib import Path
from mkdocs_goodword.cache.store import Store
resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))
store = Store(Path(sys.argv[1]))
for number in range(5_000):
    store.put(number.to_bytes(16, "big"), os.urandom(1_000))
    store.get(number.to_bytes(16, "big"))
print(store.close())
"""


OVERFLOWING = """
import os, sys, time
from pathlib import Path
from mkdocs_goodword.cache.store import Store
store = Store(Path(sys.argv[1]), limit=100_000)
for number in range(200):
    store.put(number.to_bytes(16, "big"), os.urandom(2_000))
store._write()
if sys.argv[2] == "copied" and os.fork() == 0:
    del store
    raise SystemExit(0)
os.wait() if sys.argv[2] == "copied" else None
print(len(store._paths()), flush=True)
time.sleep(60)
"""
"""Waits, with rows beside the file, for whatever ends it; a copy of it has gone before it says so."""


def key_of(number: int) -> bytes:
    return blake2b(str(number).encode(), digest_size=16).digest()


def noise(number: int, size: int = 2_000) -> bytes:
    """Bytes that no compression makes smaller, the same each time."""
    return random.Random(number).randbytes(size)


def filled(path: Path, count: int, limit: int = LIMIT) -> Store:
    store = Store(path, limit=limit)
    for number in range(count):
        store.put(key_of(number), noise(number))
    return store


def test_a_row_is_found_by_the_next_build_and_only_under_its_own_key(tmp_path: Path) -> None:
    assert filled(tmp_path / "rows", 3).close() == ""
    store = Store(tmp_path / "rows")
    assert store.get(key_of(2)) == noise(2)
    assert store.get(key_of(3)) is None
    assert store.close() == ""


def test_the_file_keeps_to_its_limit_and_shrinks_to_a_lower_one(tmp_path: Path) -> None:
    path = tmp_path / "rows"
    assert filled(path, 1_000).close().startswith("is full")
    assert 200_000 < path.stat().st_size <= LIMIT
    Store(path, limit=LIMIT // 4).close()
    assert path.stat().st_size <= LIMIT // 4
    assert [name.name for name in tmp_path.iterdir()] == ["rows"]


def test_rows_for_which_there_is_no_room_are_there_until_the_build_is_done(tmp_path: Path) -> None:
    path = tmp_path / "rows"
    store = Store(path, limit=LIMIT)
    for number in range(1_000):
        store.put(key_of(number), noise(number))
        if number % 50 == 49:
            store._write()
            assert path.stat().st_size + store.path.with_name("rows-wal").stat().st_size < 4 * LIMIT
    lent = store.lent()
    assert [store.get(key_of(number)) for number in range(1_000)] == [noise(number) for number in range(1_000)]
    assert [lent.get(key_of(number)) for number in range(1_000)] == [noise(number) for number in range(1_000)]
    lent.close()
    assert store.close() == (
        "is full: what neither it nor the site holds is made again.\n"
        "Set 'size: 5' (MiB) or more under goodword/render-cache to keep all"
    )
    assert [name.name for name in tmp_path.iterdir()] == ["rows"]
    assert path.stat().st_size <= LIMIT
    again = Store(path, limit=LIMIT)
    assert again.get(key_of(0)) == noise(0)  # what was made first took longest, and is what everything else is made of
    assert again.get(key_of(999)) is None
    assert again.close() == ""


def test_what_tells_the_next_build_is_the_last_to_go_and_goes_where_nobody_asks(tmp_path: Path) -> None:
    told = lasting(key_of(0))
    store = filled(tmp_path / "rows", 300)
    store.put(told, b"told")
    kept = []
    for build in range(24):
        store.close()
        store = Store(tmp_path / "rows", limit=LIMIT)
        kept.append(store._file.execute("SELECT count(*) FROM kept WHERE key = ?", (told,)).fetchone()[0])
        for number in range(1_000 * build, 1_000 * build + 200):
            store.put(key_of(number), noise(number))
    store.close()
    assert all(kept[:16])
    assert kept[-1] == 0


def test_rows_that_a_build_made_or_asked_for_do_not_go_without_a_word(tmp_path: Path) -> None:
    path = tmp_path / "rows"
    full = "is full: what neither it nor the site holds is made again.\nSet 'size: 1' (MiB)"
    store = filled(path, 180, limit=400_000)  # more than the limit, and less than what waits beside the file
    assert len(store._paths()) == 1
    assert store.close().startswith(full)
    store = Store(path, limit=300_000)
    assert store.get(key_of(0)) == noise(0)
    assert store.close().startswith(full)
    assert Store(path, limit=200_000).close() == ""  # nobody has asked for anything


def test_a_copy_finds_what_was_put_beside_the_file_after_its_rows_were_lent(tmp_path: Path) -> None:
    store = Store(tmp_path / "rows", limit=LIMIT)
    lent = store.lent()
    for number in range(1_000):
        store.put(key_of(number), noise(number))
    store._write()
    assert len(store._paths()) == 2
    assert lent.get(key_of(999)) == noise(999)
    lent.close()
    store.close()


def test_rows_beside_the_file_that_a_killed_build_left_are_taken_away(tmp_path: Path) -> None:
    ended = subprocess.run([sys.executable, "-c", "import os; print(os.getpid())"], capture_output=True, check=True)
    left = tmp_path / f"rows-over-{int(ended.stdout)}"
    alive, other = tmp_path / f"rows-over-{os.getppid()}", tmp_path / "rows-over-mine"
    own = tmp_path / f"rows-over-{os.getpid()}"  # a container gives every build the same number
    for path in (left, left.with_name(f"{left.name}-wal"), own, alive, other):
        path.write_text("rows")
    Store(tmp_path / "rows").close()
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(["rows", alive.name, other.name])


def test_damage_to_the_rows_beside_the_file_loses_those_and_none_in_the_file(tmp_path: Path) -> None:
    path = tmp_path / "rows"
    store = filled(path, 3_000)  # more than SQLite holds in memory, so that it meets the damage
    store._write()
    _, beside = store._paths()
    for name in (beside, beside.with_name(f"{beside.name}-wal")):
        name.write_bytes(noise(1, name.stat().st_size))
    assert [store.get(key_of(number)) for number in range(400, 3_000)][-1] is None
    assert store.get(key_of(0)) == noise(0)
    for number in range(3_000, 4_000):
        store.put(key_of(number), noise(number))
    trouble = store.close()
    assert trouble.startswith(f"has lost what it had no room for: {beside} cannot be used (")
    assert [name.name for name in tmp_path.iterdir()] == ["rows"]
    again = Store(path, limit=LIMIT)
    assert (again.get(key_of(0)), again.close()) == (noise(0), "")


@pytest.mark.parametrize("alone", ["alone", "copied"])
def test_rows_beside_the_file_go_with_a_build_that_is_interrupted(alone: str, tmp_path: Path) -> None:
    words = [sys.executable, "-c", OVERFLOWING, str(tmp_path / "rows"), alone]
    writer = subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert writer.stdout is not None
    assert writer.stdout.readline() == b"2\n"
    (beside,) = (name.name for name in tmp_path.glob("rows-over-*[0-9]"))
    assert beside == f"rows-over-{writer.pid}"
    writer.send_signal(signal.SIGINT)
    assert b"KeyboardInterrupt" in writer.communicate()[1]
    assert not list(tmp_path.glob("rows-over-*"))


def test_what_was_asked_for_last_stays_and_what_nobody_asks_for_goes(tmp_path: Path) -> None:
    path = tmp_path / "rows"
    filled(path, 60).close()
    for _ in range(20):
        Store(path, limit=LIMIT).close()
    store = Store(path, limit=LIMIT)
    assert [store.get(key_of(number)) for number in range(20)] == [noise(number) for number in range(20)]
    for number in range(1_000, 1_060):
        store.put(key_of(number), noise(number))
    assert store.close() == ""
    last = Store(path, limit=LIMIT)
    kept = [number for number in range(60) if last.get(key_of(number)) is not None]
    last.close()
    assert set(kept) >= set(range(20))
    assert len(kept) < 60


def test_a_changed_byte_in_a_row_loses_that_row_and_no_other(tmp_path: Path) -> None:
    path = tmp_path / "rows"
    filled(path, 20).close()
    data = path.read_bytes()
    at = data.index(noise(7)[500:600])
    path.write_bytes(data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :])
    store = Store(path)
    assert [number for number in range(20) if store.get(key_of(number)) != noise(number)] == [7]
    assert store.get(key_of(7)) is None
    assert store.close() == ""


def test_a_writer_that_is_killed_leaves_rows_that_are_right(tmp_path: Path) -> None:
    path = tmp_path / "rows"
    for wait in (0.02, 0.1, 0.3):
        writer = subprocess.Popen([sys.executable, "-c", WRITER, str(path)], stdout=subprocess.PIPE)
        assert writer.stdout is not None
        assert writer.stdout.readline() == b"begun\n"
        time.sleep(wait)
        writer.send_signal(signal.SIGKILL)
        writer.communicate()
        store = Store(path)
        found = [(number, value) for number in range(5_000) if (value := store.get(key_of(number))) is not None]
        assert found, "it was killed before it wrote anything"
        assert all(value == blake2b(key_of(number)).digest() * 40 for number, value in found)
        store.put(b"mine", b"kept")
        assert store.close() == ""
        again = Store(path)
        assert (again.get(b"mine"), again.close()) == (b"kept", "")


def test_a_disk_that_takes_no_more_ends_the_remembering_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "rows"
    ran = subprocess.run([sys.executable, "-c", CRAMPED, str(path)], capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    assert f"{path} cannot be used" in ran.stdout
    store = filled(path, 10)
    assert (store.get(key_of(9)), store.close()) == (noise(9), "")


# -- whole sites ----------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def remembered(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A site that was built once, and whose cache is whole."""
    site = Site.copied(SITES / "minimal", tmp_path_factory.mktemp("remembered"))
    by_host(site).good()
    return site


@pytest.fixture
def remembering(remembered: Site, tmp_path: Path) -> Site:
    """The same, with its times, to be changed."""
    return Site(shutil.copytree(remembered.folder, tmp_path / "site"))


@pytest.fixture(scope="module")
def cold(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """What it is without a cache."""
    site = Site.copied(SITES / "minimal", tmp_path_factory.mktemp("cold"))
    return by_host(site, cached=False).good().files


def _noise(path: Path) -> None:
    path.write_bytes(noise(1, path.stat().st_size))


def _noise_behind_the_head(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:100] + noise(1, path.stat().st_size - 100))


def _half(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def _empty(path: Path) -> None:
    path.write_bytes(b"")


def _nothing(path: Path) -> None:
    path.unlink()


def _another_format(path: Path) -> None:
    with contextlib.closing(sqlite3.connect(path)) as file:
        file.execute("PRAGMA user_version = 99")


def _other_tables(path: Path) -> None:
    with contextlib.closing(sqlite3.connect(path)) as file:
        file.execute("DROP TABLE kept")
        file.execute("CREATE TABLE kept (something TEXT)")


def _counting(value: object) -> Callable[[Path], None]:
    """Another count of builds."""

    def damage(path: Path) -> None:
        with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as file:
            file.execute("UPDATE builds SET number = ?", (value,))

    return damage


def _log_of_another(path: Path) -> None:
    path.with_name(f"{path.name}-wal").write_bytes(noise(2, 9_000))


DAMAGES = {
    "noise": (_noise, 1),
    "noise behind the head": (_noise_behind_the_head, 1),
    "half": (_half, 1),
    "another format": (_another_format, 1),
    "other tables": (_other_tables, 1),
    "a word for a count": (_counting("seven"), 1),
    "no end of builds": (_counting(float("inf")), 1),
    "the last count there is": (_counting((1 << 63) - 1), 1),
    "empty": (_empty, 0),
    "nothing": (_nothing, 0),
    "the log of another file": (_log_of_another, 0),
}
"""What is done to the file, and how many lines are said about it."""


@pytest.mark.sites
@pytest.mark.parametrize("name", DAMAGES)
def test_a_damaged_file_is_told_in_a_line_and_the_next_build_remembers_again(
    name: str, remembering: Site, cold: dict[str, bytes]
) -> None:
    damage, lines = DAMAGES[name]
    damage(rows(remembering))
    built = by_host(remembering).good()
    assert differing(cold, built.files) == []
    assert len(built.about_the_cache()) == lines, built.said
    assert all("render cache was damaged: " in line for line in built.about_the_cache())
    for _ in range(2):
        again = by_host(remembering).good()
    assert (again.documents, again.pages, again.about_the_cache()) == (0, 0, [])
    assert again.files == built.files


@pytest.mark.sites
def test_any_bytes_changed_anywhere_in_the_file_change_no_byte_of_the_site(
    remembering: Site, cold: dict[str, bytes]
) -> None:
    path, draw = rows(remembering), random.Random(7)
    whole = path.read_bytes()
    for _ in range(6):
        data = bytearray(whole)
        for _ in range(draw.choice((1, 30, 300))):
            data[draw.randrange(len(data))] ^= 1 << draw.randrange(8)
        path.write_bytes(data)
        assert differing(cold, by_host(remembering).good().files) == []


@pytest.mark.sites
@pytest.mark.parametrize("place", ["the file", "its folder"])
def test_something_else_in_its_place_is_told_in_a_line_and_left_alone(
    place: str, remembering: Site, cold: dict[str, bytes]
) -> None:
    path = rows(remembering)
    if place == "the file":
        path.unlink()
        (path / "theirs").mkdir(parents=True)
    else:
        shutil.rmtree(path.parent)
        path.parent.write_text("theirs")
    built = by_host(remembering).good()
    assert differing(cold, built.files) == []
    assert len(built.about_the_cache()) == 1
    assert (path / "theirs").is_dir() or path.parent.read_text() == "theirs"


@pytest.mark.sites
def test_a_file_that_another_process_writes_to_is_told_in_a_line_and_waited_for_no_longer_than_a_moment(
    remembering: Site, cold: dict[str, bytes]
) -> None:
    with contextlib.closing(sqlite3.connect(rows(remembering), isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        began = time.monotonic()
        built = by_host(remembering).good()
        assert time.monotonic() - began < 30
        other.execute("ROLLBACK")
    assert differing(cold, built.files) == []
    assert len(built.about_the_cache()) == 1
    assert by_host(remembering).good().documents == 0


def _as_root(*words: str) -> None:
    before = [] if os.geteuid() == 0 else ["sudo", "-n"]
    done = subprocess.run([*before, *words], capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"this test must mount a file system, as root: {' '.join(words)}: {done.stderr}"


@contextlib.contextmanager
def disk_of_its_own(folder: Path, size: str) -> Iterator[Callable[[str], None]]:
    """A small file system for a folder; what is given back mounts it anew with other options."""
    folder.mkdir(parents=True, exist_ok=True)
    _as_root("mount", "-t", "tmpfs", "-o", f"size={size},mode=0777", "tmpfs", str(folder))
    try:
        yield lambda options: _as_root("mount", "-o", f"remount,{options}", str(folder))
    finally:
        _as_root("umount", str(folder))


@pytest.mark.sites
def test_a_disk_that_is_full_only_when_the_next_build_is_told_is_told_of_too(
    remembering: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fill(_reuse: Reuse, store: Store, _untouched: object) -> None:
        store.trouble = "is not used: the disk is full"

    monkeypatch.setattr(Reuse, "remember", fill)
    assert by_goodword(remembering).good().about_the_cache() == ["The render cache is not used: the disk is full."]


@pytest.mark.sites
def test_a_file_that_is_full_is_told_in_lines_of_eighty_columns(
    remembering: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(render_cache, "_MEBIBYTE", 1 << 14)
    remembering.configure("  - goodword/freshness\n", "  - goodword/freshness\n  - goodword/render-cache: {size: 1}\n")
    said = by_goodword(remembering).good().said
    at = said.index("The render cache is full: what neither it nor the site holds is made again.")
    assert re.fullmatch(r"Set 'size: \d+' \(MiB\) or more under goodword/render-cache to keep all\.", said[at + 1])
    assert all(len(line) <= 80 for line in said[at : at + 2])


@pytest.mark.sites
@pytest.mark.parametrize("fault", ["full", "read-only"])
def test_a_disk_that_cannot_be_written_to_is_told_in_a_line_and_the_site_is_right(fault: str, tmp_path: Path) -> None:
    site = Site.copied(SITES / "minimal", tmp_path / "site")
    with disk_of_its_own(rows(site).parent, "40k" if fault == "full" else "8m") as remount:
        if fault == "read-only":
            by_host(site).good()
            site.write({"index.md": "---\ntitle: Home\nreviewed: 2026-11-01\n---\n\nEdited.\n"})
            remount("ro")
        built = by_host(site).good()
        assert differing(by_host(site, cached=False, to="cold").files, built.files) == []
        assert len(built.about_the_cache()) == 1
        remount("rw,size=8m")
        by_host(site).good()
        again = by_host(site).good()
        assert (again.documents, again.pages, again.about_the_cache()) == (0, 0, [])


class Command:
    """What a pickle runs when it is loaded without care."""

    def __init__(self, words: str) -> None:
        self.words = words

    def __reduce__(self) -> tuple[object, tuple[str]]:
        return os.system, (self.words,)


def _readings(path: Path) -> Iterator[bytes]:
    store = Store(path)
    with contextlib.closing(sqlite3.connect(path)) as file:
        keys = [key for (key,) in file.execute("SELECT key FROM kept")]
    yield from (key for key in keys if (store.get(key) or b"").startswith(b"\x80\x05"))
    store.close()


@pytest.mark.sites
def test_a_row_that_would_run_a_command_is_refused_and_the_source_read_again(
    remembering: Site, cold: dict[str, bytes]
) -> None:
    path, trace = rows(remembering), remembering.folder / "trace"
    poisons = [
        pickle.dumps(Command(f"touch {trace}"), protocol=5),
        pickle.dumps([Command(f"touch {trace}")], protocol=5),
        b"cos\nsystem\n(S'touch trace'\ntR.",
        b"\x80\x05]\x94.",
        b"\x80\x05\x95",
        b"nothing of ours",
        b"",
    ]
    keys = list(_readings(path))
    assert len(keys) >= 2
    for at in range(len(poisons)):
        made = Rows()
        for number, key in enumerate(keys):
            made.put(key, poisons[(at + number) % len(poisons)])
        store = Store(path)
        for key, sealed in made.taken():
            store.put_packed(key, sealed)
        store.close()
        built = by_host(remembering).good()
        assert not trace.exists()
        assert built.documents == 0
    assert differing(cold, built.files) == []


def test_what_reads_rows_makes_no_value_but_ours() -> None:
    trap = pickle.dumps(Command("exit 1"), protocol=5)
    with pytest.raises(pickle.UnpicklingError, match="system"):
        readings._Restricted(__import__("io").BytesIO(trap)).load()


@pytest.mark.sites
def test_what_another_version_remembered_is_not_found(remembering: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    assert by_host(remembering).good().documents == 0
    monkeypatch.setattr(surroundings, "software", lambda: b"another version")
    other = by_host(remembering).good()
    assert other.documents > 0
    assert other.pages > other.documents
    monkeypatch.undo()
    assert by_host(remembering).good().documents == 0


def test_the_limit_of_a_process_on_its_files_is_put_back() -> None:
    """A guard for the guard: the cramped disk is cramped for its own process alone."""
    assert resource.getrlimit(resource.RLIMIT_FSIZE)[0] == resource.RLIM_INFINITY

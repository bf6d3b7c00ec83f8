"""What copies of a process may have of the rows that it keeps, and files that they write."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

import pytest
from mkdocs.config.defaults import MkDocsConfig

from mkdocs_goodword.cache import ahead
from mkdocs_goodword.cache.documents import Documents
from mkdocs_goodword.cache.memory import Memory
from mkdocs_goodword.cache.packing import is_packed, pack, unpack
from mkdocs_goodword.cache.store import Store
from mkdocs_goodword.disk import write_file

PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(1000)


def test_a_copy_reads_what_is_written_and_what_is_pending(tmp_path: Path) -> None:
    store = Store(tmp_path / "rows.sqlite")
    store.put(b"one", b"1")
    store._write()
    store.put(b"two", b"2")
    lent = store.lent()
    assert [lent.get(key) for key in (b"one", b"two", b"three")] == [b"1", b"2", None]
    store.close()


def test_what_a_copy_puts_goes_back_and_is_never_written_by_it(tmp_path: Path) -> None:
    store = Store(tmp_path / "rows.sqlite")
    lent = store.lent()
    lent.put(b"one", b"1")
    assert store.get(b"one") is None
    for row in lent.taken():
        store.put_packed(*row)
    assert store.get(b"one") == b"1"
    assert lent.taken() == []
    store.close()


def test_a_copy_reads_texts_through_a_connection_of_its_own(tmp_path: Path) -> None:
    store = Store(tmp_path / "rows.sqlite")
    memory = Memory(store, MkDocsConfig(), print)
    memory.documents = Documents(store, b"")
    lent = store.lent()
    memory.lend(lent)
    assert memory.documents.store is lent  # SQLite: "do not open a connection, then fork, then use it in the child"
    store.close()


@pytest.mark.filterwarnings("ignore:.*multi-threaded:DeprecationWarning")  # pytest's workers have a thread to listen
def test_copies_give_way_to_others_before_they_hold_most_of_a_site(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ahead, "can_copy", lambda: True)
    monkeypatch.setattr(ahead, "_ROUND", 4)
    did = list(ahead.Copies(2).map(_who, range(10), range(10)))
    assert [number for number, _ in did] == [2 * number for number in range(10)]
    rounds = [{process for _, process in did[at : at + 4]} for at in (0, 4, 8)]
    assert not set.intersection(rounds[0], rounds[1])
    assert not set.intersection(rounds[1], rounds[2])


def _who(one: int, other: int) -> tuple[int, int]:
    return one + other, os.getpid()


def test_a_copy_makes_again_what_it_cannot_read(tmp_path: Path) -> None:
    path = tmp_path / "rows.sqlite"
    store = Store(path)
    store.put(b"one", b"1")
    store.close()
    file = sqlite3.connect(path)
    file.execute("UPDATE kept SET value = x'00'")
    file.commit()
    file.close()
    lent = Store(path).lent()
    assert lent.get(b"one") is None
    path.write_bytes(b"no database" * 1000)
    assert Store(tmp_path).lent().get(b"one") is None


def test_many_bytes_are_written_before_many_rows_are(tmp_path: Path) -> None:
    store = Store(tmp_path / "rows.sqlite")
    for number in range(3):
        store.put_packed(bytes([number]), bytes(4 << 20))
    assert len(store._pending) == 1
    store.close()


@pytest.mark.parametrize("value", [b"", b"words", PICTURE])
def test_a_row_is_what_was_packed(value: bytes) -> None:
    row = pack(b"key", value)
    assert is_packed(b"key", row)
    assert not is_packed(b"other", row)
    assert unpack(row) == value


def test_a_picture_is_kept_as_it_is() -> None:
    assert pack(b"key", PICTURE).endswith(PICTURE)


def test_a_file_is_written_whatever_stood_there_and_however_deep(tmp_path: Path) -> None:
    path = f"{tmp_path}/a/b/c.txt"
    write_file(path, b"a longer text")
    write_file(path, b"text")
    assert Path(path).read_bytes() == b"text"

"""What one build tells the next, and what it keeps to itself."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from goodword.html import Body
from mkdocs_goodword.cache.documents import Noted
from mkdocs_goodword.cache.reuse import Reuse
from mkdocs_goodword.feed_facts import Fact, facts_of, tell
from mkdocs_goodword.traces import Trace, Traces

NOTED = Noted(b"key", b"made", {"a.md": ("a/", False), "b.md": None}, ["a.md"], [], True)
BODY = Body(3, "Three plain words.", frozenset({"a/"}), frozenset(), ())
TRACE = Trace(NOTED, BODY, b"text", ["a.png"], b"page")
AROUND = b"around"
NO_TEXT = "caf\udce9"
"""A name of bytes that are no text."""


class Held(dict[bytes, bytes]):
    """Rows that are held and packed by nobody."""

    def put(self, key: bytes, value: bytes) -> None:
        self[key] = value

    def put_packed(self, key: bytes, packed: bytes) -> None:
        raise AssertionError("nothing is packed here")

    def close(self) -> str:
        return ""


def test_traces_come_back_as_they_were() -> None:
    store, now = Held(), datetime(2026, 11, 26, 5, tzinfo=UTC)
    told = Traces({"a.md": TRACE, "b.md": TRACE}, b"views", now, datetime.max.replace(tzinfo=UTC))
    told.put(store, AROUND, Traces({}))
    assert Traces.of(store, AROUND) == told


def test_a_page_whose_name_no_text_holds_leaves_no_trace_and_stops_nothing() -> None:
    store = Held()
    Traces({f"{NO_TEXT}.md": TRACE}).put(store, AROUND, Traces({}))
    assert Traces.of(store, AROUND).pages == {}


def test_a_file_whose_name_no_text_holds_is_made_anew(tmp_path: Path) -> None:
    store = Held()
    for name in ("a.txt", f"{NO_TEXT}.txt"):
        (tmp_path / name).write_text("x")
    left = Reuse(tmp_path, {}, b"", made={"a.txt": b"told", f"{NO_TEXT}.txt": b"told"})
    left.remember(store, ())
    found = Reuse.of(store, tmp_path)
    assert (found.known.keys(), found.place("a.txt", b"told"), found.place("a.txt", b"else")) == (
        {"a.txt"},
        True,
        False,
    )


def test_an_item_is_clean_only_of_what_it_was_looked_through_for() -> None:
    store, facts = Held(), {b"one": Fact(12, False, True), b"two": Fact(9, True, False)}
    tell(store, AROUND, b"secrets", facts)
    assert facts_of(store, AROUND, b"secrets") == facts
    assert [fact.is_clean for fact in facts_of(store, AROUND, b"secrets, and a name").values()] == [False, False]
    assert facts_of(store, b"elsewhere", b"secrets") == {}

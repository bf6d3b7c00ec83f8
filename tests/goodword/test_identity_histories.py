"""Any history of a site: whatever is renamed, moved, rewritten, taken away or written anew, an id stays with its entry."""

from __future__ import annotations

import os
from collections import defaultdict
from dataclasses import dataclass, field
from functools import cache

from hypothesis import given, settings
from hypothesis import strategies as st

from goodword.catalogue import Loaded, load
from goodword.entries import Source
from goodword.gate import is_built
from goodword.ledger import Ledger, read_ledger
from goodword.projections.outputs import redirects
from goodword.reader import read
from goodword.recording import findings, proposed
from making import at, entry_source, lines, site

EXAMPLES = int(os.environ.get("GOODWORD_FUZZ_EXAMPLES", "0"))
NOW = at("2026-06-01T00:00Z")
once = cache(read)
"""What a file says does not depend on its history, and most files of one step are those of the step before."""
FILES = [f"{folder}/{name}.md" for folder in ("articles", "press", "notes") for name in ("a", "b", "c", "2026-01-02-a")]


@dataclass
class Written:
    """An entry as its author knows it; `uid` is what nobody tells Goodword."""

    uid: int
    file: str
    title: str
    body: str
    slug: str = ""
    draft: bool = False

    @property
    def source(self) -> Source:
        keys = {"title": self.title, "date": f"2026-01-{self.uid % 28 + 1:02}"}
        keys |= {"slug": self.slug} if self.slug else {}
        return entry_source(self.file, self.body, **keys, **({"draft": True} if self.draft else {}))


@dataclass
class History:
    """What became of the files, and what was promised to readers of the feeds on the way."""

    entries: list[Written] = field(default_factory=list)
    ledger: Ledger = field(default_factory=Ledger)
    promised: dict[int, str] = field(default_factory=dict)
    owners: dict[str, int] = field(default_factory=dict)
    holders: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    born: int = 0

    def load(self, ledger: Ledger | None) -> Loaded:
        values = {"authority": "larkfield.example", "since": "2026"}
        return load(site(**values), [entry.source for entry in self.entries], reader=once, ledger=ledger)

    def create(self, file: str, *, short: bool) -> None:
        self.born += 1
        body = f"Brief {self.born}." if short else " ".join(f"word{self.born}x{n}" for n in range(20))
        self.entries.append(Written(self.born, file, f"Title {self.born}", body))

    def settle(self) -> None:
        """Check what a build makes of the files as they are, and write the ledger."""
        found = self.load(self.ledger)
        catalogue = found.catalogue
        assert not [line for line in lines(found.problems) if " error " in line]
        by_source = {entry.file: entry.uid for entry in self.entries}
        ids = {by_source[entry.source]: catalogue.identity(entry) for entry in catalogue.entries}
        assert len(set(ids.values())) == len(ids)
        seen = {by_source[entry.source]: entry for entry in catalogue.entries if is_built(entry, NOW)}
        for uid, id in ids.items():
            assert self.promised.get(uid, id) == id, "an id stays with its entry"
            assert self.owners.get(id, uid) == uid, "and is nobody else's, ever"
        for uid, entry in seen.items():
            self.promised[uid], self.owners[ids[uid]] = ids[uid], uid
            self.holders[entry.permalink].append(uid)
        self._follow(found, seen)
        self.ledger = self._stored(found)

    def _follow(self, found: Loaded, seen: dict) -> None:
        """Where old addresses lead."""
        made = list(redirects(found.catalogue, NOW))
        led = {output.path: output.data.decode() for output in made}
        assert len(led) == len(made)
        living = {entry.permalink for entry in seen.values()}
        assert not {path.removesuffix("index.html") for path in led} & living
        for address, held in self.holders.items():
            path = f"{address}index.html"
            if address not in living and held[-1] in seen:
                targets = [f"https://larkfield.example/{seen[uid].permalink}" for uid in held if uid in seen]
                assert any(f'rel="canonical" href="{target}"' in led[path] for target in targets)

    def _stored(self, found: Loaded) -> Ledger:
        catalogue = found.catalogue
        text = proposed(catalogue.kept, catalogue.entries, catalogue.identity, NOW).text()
        ledger = read_ledger(text)
        assert lines(ledger.problems) == []
        after = self.load(ledger)
        assert [p.code for p in (*after.problems, *findings(after.catalogue.kept, after.catalogue.entries, NOW))] == []
        assert proposed(after.catalogue.kept, after.catalogue.entries, catalogue.identity, NOW).text() == text
        return ledger


def free(history: History, file: str, slug: str = "", *, but: Written | None = None) -> bool:
    """Whether a file and its address are nobody's."""
    others = [entry for entry in history.entries if entry is not but]
    return not any(_place(entry.file, entry.slug) == _place(file, slug) or entry.file == file for entry in others)


def _place(file: str, slug: str) -> tuple[str, str]:
    folder, _, name = file.rpartition("/")
    return folder, slug or name.removesuffix(".md").removeprefix("2026-01-02-")


ACTIONS = ("create", "brief", "move", "slug", "title", "body", "draft", "delete", "swap", "replace")
STEP = st.tuples(st.sampled_from(ACTIONS), st.integers(0, 99), st.integers(0, 99))


def act(history: History, action: str, first: int, second: int) -> None:
    file = FILES[second % len(FILES)]
    if action in ("create", "brief") or not history.entries:
        if free(history, file):
            history.create(file, short=action == "brief")
        return
    entry = history.entries[first % len(history.entries)]
    if action in ("title", "body", "draft", "delete"):
        change(history, action, entry)
    else:
        place(history, action, entry, history.entries[second % len(history.entries)], file)


def change(history: History, action: str, entry: Written) -> None:
    """Something other than its place. A draft is left alone, because the ledger takes no note of it."""
    if action == "draft":
        entry.draft = not entry.draft
    elif action == "delete":
        history.entries.remove(entry)
    elif not entry.draft:
        entry.title += " again" if action == "title" else ""
        entry.body += " More." if action == "body" else ""


def place(history: History, action: str, entry: Written, other: Written, file: str) -> None:
    """Another file or slug; or a place for a place; or a new entry where this one was."""
    if action == "move" and free(history, file, entry.slug, but=entry):
        entry.file = file
    elif action == "slug":
        slug = ("", "s", "a", "t")[FILES.index(file) % 4]
        entry.slug = slug if free(history, entry.file, slug, but=entry) else entry.slug
    elif action == "swap":
        entry.file, other.file, entry.slug, other.slug = other.file, entry.file, other.slug, entry.slug
    elif action == "replace" and not entry.slug and free(history, file):
        old, entry.file = entry.file, file
        history.create(old, short=False)


@settings(deadline=None, max_examples=EXAMPLES or 150, derandomize=not EXAMPLES, database=None)
@given(st.lists(STEP, max_size=14))
def test_an_id_stays_with_its_entry_and_is_never_anothers(steps: list[tuple[str, int, int]]) -> None:
    history = History()
    for step in [("create", 0, 0), ("create", 0, 5), *steps]:
        act(history, *step)
        history.settle()

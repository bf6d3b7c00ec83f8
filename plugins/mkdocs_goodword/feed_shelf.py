"""Items of feeds, each made and looked through once; a file of a feed is written only where something in it changed."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from msgspec.structs import replace

from goodword.entries import Entry
from goodword.projections.feeds import (
    FORMATS,
    Choices,
    Feed,
    Maker,
    Slip,
    Written,
    channels,
    document,
    documents,
    shelf_of,
    written_items,
)
from mkdocs_goodword.building import Building
from mkdocs_goodword.cache.fingerprints import Fingerprints, digest
from mkdocs_goodword.cache.rows import Kept, lasting
from mkdocs_goodword.cache.surroundings import software
from mkdocs_goodword.disk import write_file
from mkdocs_goodword.feed_facts import Fact, facts_of, tell
from mkdocs_goodword.feed_rows import joined, parted, row_of
from mkdocs_goodword.looking import is_looked_through, looked_for, looked_through
from mkdocs_goodword.remembering import kept, taken_over, together, was_written

_BATCH = 32
"""Items that are written at once."""
_DOCUMENTS = 64
"""Documents that a process writes at a time: those of one feed share its head."""
_MOST_BYTES = 64 << 20
"""Of written items that are held; what was held longest goes first."""
_TIME = _MOST_BYTES // 2
"""Of items whose documents are written one after the other; some of their items are older."""
_JSON = list(FORMATS).index("json")
_ALONE = 512
"""Items to make, and documents to write, up to which one process is enough for them."""
_Files = dict[str, tuple[str, dict[str, str]]]
"""By feed: the digest of all that is in it, and by path what each of its files is made of."""
_Missing = tuple[Feed[Slip], str, str, bytes]
"""A document, its format, its path, and what its file is made of."""


class TooMuchError(Exception):
    """There is more to do than one process should, which would hold all that it remembers until it is done."""


class Shelf:
    """The items of one build, by what they are made of.

    A process that works beside the build `is_alone`: it raises TooMuchError where the build should do it, with others.
    """

    def __init__(
        self, building: Building, maker: Maker, config: MkDocsConfig, choices: Choices, *, is_alone: bool = False
    ) -> None:
        self._choices, self._is_alone = choices, is_alone
        self._maker, self._config = maker, config
        self._fingerprints = Fingerprints()
        catalogue = building.catalogue
        self._around = digest(
            "feed items",
            software(),
            self._fingerprints.of(
                [catalogue.site, catalogue.company, catalogue.people, sorted(maker.index.profiles)],
                [building.strings.language, building.strings.texts, choices],
            ),
        )
        self._written: dict[bytes, Written] = {}
        self._held = 0
        self._entries: dict[bytes, Entry] = {}
        self._clean: dict[bytes, bool] = {}
        self._frames: dict[tuple[str, str, bool], bool] = {}
        self.slips = self._placed(building)
        """By permalink."""

    @property
    def _store(self) -> Kept | None:
        return kept(self._config)

    def _placed(self, building: Building) -> Mapping[str, Slip]:
        """Where every item stands; only those of which nothing is remembered are made for it."""
        told = {entry.permalink: self._told(entry, building) for entry in self._maker.index.dated if entry.date}
        self._entries = {told[entry.permalink]: entry for entry in self._maker.index.dated if entry.date}
        wanted = looked_for(self._config)
        known = facts_of(self._store, self._around, wanted)
        missing = [entry for key, entry in self._entries.items() if key not in known]
        facts = known | self._made(missing, told)
        if self._store and (missing or len(known) != len(self._entries)):
            tell(self._store, self._around, wanted, {key: facts[key] for key in self._entries})
        self._clean = {key: True for key, fact in facts.items() if fact.is_clean}
        return {
            entry.permalink: self._maker.slip(entry, facts[key].weight, is_episode=facts[key].is_episode, told=key)
            for key, entry in self._entries.items()
        }

    def _told(self, entry: Entry, building: Building) -> bytes:
        known = building.digests.get(entry.source)
        head, body = (known.head, known.body) if known else (self._fingerprints.of(entry), digest(entry.body))
        identity, files = building.catalogue.identity(entry), self._maker.ingredients(entry)
        own = self._fingerprints.of(files) if files else b""
        text = building.digest_of(entry.permalink)
        return digest(self._around, entry.source, entry.permalink, identity, own, head, body, text)

    def _made(self, entries: Sequence[Entry], told: Mapping[str, bytes]) -> dict[bytes, Fact]:
        self._leave_much(len(entries))
        batches = [entries[at : at + _BATCH] for at in range(0, len(entries), _BATCH)]
        made = together(self._config, len(batches), lambda number: self._batch(batches[number], told))
        return {key: fact for batch in made for key, fact in batch}

    def _batch(self, entries: Sequence[Entry], told: Mapping[str, bytes]) -> list[tuple[bytes, Fact]]:
        """Make items, write each in every format, and look it through."""
        items = [self._maker.item(entry) for entry in entries]
        made = []
        for entry, item, written in zip(entries, items, written_items(items), strict=True):
            key = told[entry.permalink]
            self._keep(key, written)
            made.append((key, Fact(item.weight, item.is_episode, self._is_clean_item(key, written))))
        return made

    def _keep(self, key: bytes, written: Written) -> None:
        if self._store:
            self._store.put(row_of(key), joined(written))
        self._hold(key, written)

    def _hold(self, key: bytes, written: Written) -> None:
        self._written[key] = written
        self._held += sum(map(len, written))
        while self._held > _MOST_BYTES and self._store:
            self._held -= sum(map(len, self._written.pop(next(iter(self._written)))))

    def _of(self, slip: Slip) -> Written:
        """An item in each format."""
        known = self._written.get(slip.told)
        if known is not None:
            return known
        row = self._store.get(row_of(slip.told)) if self._store else None
        if row is None:
            self._batch([self._entries[slip.told]], {self._entries[slip.told].permalink: slip.told})
            return self._written[slip.told]
        written = parted(row)
        self._hold(slip.told, written)
        return written

    def write(self, stylesheet: str) -> list[Feed[Slip]]:
        """Every file of every feed; those that the last build left the same stay. Gives back what is subscribed to."""
        store, key = self._store, lasting(digest("feed files", self._around))
        row = store.get(key) if store else None
        known: _Files = json.loads(row) if row else {}
        made: _Files = {}
        missing: list[_Missing] = []
        subscribed: list[Feed[Slip]] = []
        for channel in channels(self._maker, self._choices):
            subscribed.append(channel)
            told = self._told_of_feed(channel, stylesheet)
            before = known.get(channel.path)
            if before is None or before[0] != told or not self._stand(before[1]):
                before = told, self._files(channel, stylesheet, missing)
            made[channel.path] = before
        self._write_all(_near(missing), stylesheet)
        if store and made != known:
            store.put(key, json.dumps(made).encode())
        return subscribed

    def _told_of_feed(self, channel: Feed[Slip], stylesheet: str) -> str:
        shelf = shelf_of(channel.path, self._maker.index)
        slips = (self.slips[entry.permalink].told for entry in shelf if entry.date)
        return digest(self._fingerprints.of(channel, stylesheet), *slips).hex()

    def _stand(self, files: Mapping[str, str]) -> bool:
        """Whether the last build's files of a feed stand for this one's."""
        return all(taken_over(self._config, path, bytes.fromhex(told)) for path, told in files.items())

    def _files(self, channel: Feed[Slip], stylesheet: str, missing: list[_Missing]) -> dict[str, str]:
        """What each file of a feed is made of; `missing` gets those that have to be written."""
        files: dict[str, str] = {}
        for feed in documents(channel, self._maker, self.slips):
            about = self._fingerprints.of(replace(feed, items=()), stylesheet)
            told = digest("feed document", software(), about, *(slip.told for slip in feed.items))
            for form in FORMATS:
                path, own = feed.file(form, feed.archive), digest(form, told)
                files[path] = own.hex()
                if not taken_over(self._config, path, own):
                    missing.append((feed, form, path, own))
        return files

    def _leave_much(self, count: int) -> None:
        if self._is_alone and count > _ALONE:
            raise TooMuchError

    def _write_all(self, missing: Sequence[_Missing], stylesheet: str) -> None:
        self._leave_much(len(missing))
        clean = together(
            self._config,
            len(missing),
            lambda number: self._write(*missing[number][:3], stylesheet=stylesheet),
            batch=_DOCUMENTS,
        )
        for (_, _, path, own), is_clean in zip(missing, clean, strict=True):
            was_written(self._config, path, own)
            if is_clean:
                is_looked_through(self._config, path)

    def _write(self, feed: Feed[Slip], form: str, path: str, *, stylesheet: str) -> bool:
        """Write a document; whether it is clean."""
        data = document(form, feed, [self._of(slip) for slip in feed.items], stylesheet)
        write_file(f"{self._config.site_dir}/{path}", data)
        return self._is_clean(feed, form, stylesheet)

    def _is_clean(self, feed: Feed[Slip], form: str, stylesheet: str) -> bool:
        """Whether a document holds nothing that the finished site must not, told from its parts."""
        frame = (feed.path, form, bool(feed.archive))
        if frame not in self._frames:
            text = document(form, replace(feed, items=()), [], stylesheet).decode()
            self._frames[frame] = looked_through(self._config, feed.file(form, feed.archive), text)
        return self._frames[frame] and all(
            self._is_clean_item(slip.told, self._of(slip)) if slip.told not in self._clean else self._clean[slip.told]
            for slip in feed.items
        )

    def _is_clean_item(self, told: bytes, written: Written) -> bool:
        """Its texts are the same in every format, and looked through once, as somebody reads them."""
        texts = "\n".join(_texts(json.loads(written[_JSON])))
        self._clean[told] = looked_through(self._config, "item.html", texts)
        return self._clean[told]


def _near(missing: Sequence[_Missing]) -> list[_Missing]:
    """Documents of the same time together, of every feed, so that items that many show are read back but once."""
    slips = {slip.told: slip for feed, *_ in missing for slip in feed.items}
    newest = sorted(slips.values(), key=lambda slip: slip.published, reverse=True)
    weights = accumulate(len(FORMATS) * slip.weight for slip in newest)
    times = {slip.told: weight // _TIME for slip, weight in zip(newest, weights, strict=True)}
    return sorted(missing, key=lambda document: times[document[0].items[0].told] if document[0].items else 0)


def _texts(value: Any) -> Iterator[str]:
    """Every text in a value read from JSON."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, (list, dict)):
        for part in value.values() if isinstance(value, dict) else value:
            yield from _texts(part)

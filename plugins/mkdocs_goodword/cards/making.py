"""Every card of a site in its place: linked where it was published, written where it is remembered, drawn where new."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from goodword.projections.cards import Card
from goodword.projections.outputs import Output
from mkdocs_goodword.cache.ahead import ahead, can_copy
from mkdocs_goodword.cache.fingerprints import digest
from mkdocs_goodword.cache.memory import Memory
from mkdocs_goodword.cache.store import Rows, is_packed, unpack
from mkdocs_goodword.cache.surroundings import software
from mkdocs_goodword.cards.values import Colours
from mkdocs_goodword.disk import write_outputs

WORTHWHILE = 64
"""Cards below which other processes cost more than they save."""
Draw = Callable[[Card, Colours], tuple[bytes, bool]]
"""Gives the bytes of a card, and whether every other machine would give them: a title may want what this one lacks."""


@dataclass(frozen=True)
class Maker:
    """What one build needs for its cards."""

    folder: Path
    colours: Colours
    draw: Draw
    memory: Memory | None
    jobs: int = 1

    def make(self, cards: Sequence[Card]) -> int:
        """Put every card into the output folder; gives back how many had to be drawn."""
        missing = [card for card in cards if not self._placed(card)]
        if self.jobs > 1 and len(missing) >= WORTHWHILE and can_copy():
            self._draw_together(missing)
        else:
            for card in missing:
                self._keep(card, *self.draw(card, self.colours))
        if self.memory:
            self.memory.clean.update(card.path for card in cards)  # a picture we have drawn betrays nobody
        return len(missing)

    def _key(self, card: Card) -> bytes:
        return digest("card", software(), self._palette, card.kicker, card.title, card.name)

    @cached_property
    def _palette(self) -> str:
        return repr(self.colours)

    def _placed(self, card: Card) -> bool:
        """Whether the card stands there now without being drawn."""
        if self.memory is None:
            return False
        key = self._key(card)
        if self.memory.reuse and self.memory.reuse.place(card.path, key):
            return True
        told = self.memory.store.get(key)
        data = self.memory.store.get(told) if told is not None else None
        if data is not None:
            self._write(card, data)
            self._note(card, key)
        return data is not None

    def _note(self, card: Card, key: bytes) -> None:
        """Tell the next build what the file was made of."""
        if self.memory and self.memory.reuse:
            self.memory.reuse.made[card.path] = key

    def _draw_together(self, cards: Sequence[Card]) -> None:
        rows = Rows()

        def work(number: int) -> None:
            data, is_whole = self.draw(cards[number], self.colours)
            rows.put(number.to_bytes(8), bytes([is_whole]) + data)

        for key, packed in ahead(len(cards), work, rows, self.jobs):
            assert is_packed(key, packed), "another process has just packed it"
            row = unpack(packed)
            self._keep(cards[int.from_bytes(key)], row[1:], bool(row[0]))

    def _keep(self, card: Card, data: bytes, is_whole: bool) -> None:
        if self.memory and is_whole:
            key, told = self._key(card), digest("bytes", data)
            self.memory.store.put(key, told)
            self.memory.store.put(told, data)
            self._note(card, key)
        self._write(card, data)

    def _write(self, card: Card, data: bytes) -> None:
        write_outputs(self.folder, [Output(card.path, data)])

"""Every card of a site in its place: linked where it was published, written where it is remembered, drawn where new."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from pathlib import Path

from msgspec import Struct

from goodword.projections.cards import Card
from goodword.projections.outputs import Output
from mkdocs_goodword.cache.ahead import ahead, can_copy
from mkdocs_goodword.cache.fingerprints import digest
from mkdocs_goodword.cache.memory import Memory
from mkdocs_goodword.cache.rows import Kept, Rows
from mkdocs_goodword.cache.surroundings import software
from mkdocs_goodword.cards.values import Colours
from mkdocs_goodword.disk import write_outputs

WORTHWHILE = 64
"""Cards below which other processes cost more than they save."""
Draw = Callable[[Card, Colours], tuple[bytes, bool]]
"""Gives the bytes of a card, and whether every other machine would give them: a title may want what this one lacks."""


class Maker(Struct, frozen=True, dict=True):
    """What one build needs for its cards."""

    folder: Path
    colours: Colours
    draw: Draw
    memory: Memory | None
    jobs: int = 1

    def missing(self, cards: Sequence[Card]) -> list[Card]:
        """Put every card that is known into the output folder; gives back those that have to be drawn."""
        if self.memory:
            self.memory.clean.update(card.path for card in cards)  # a picture that we draw betrays nobody
        return [card for card in cards if not self._placed(card)]

    def make(self, cards: Sequence[Card]) -> None:
        """Draw cards into the output folder."""
        store = self.memory.store if self.memory else Rows()
        if self.jobs > 1 and len(cards) >= WORTHWHILE and can_copy():
            self._draw_together(cards, store)
        else:
            for card in cards:
                self._note(card, self._keep(card, *self.draw(card, self.colours), store))

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

    def _note(self, card: Card, key: bytes | None) -> None:
        """Tell the next build what the file was made of, where that can be told."""
        if key and self.memory and self.memory.reuse:
            self.memory.reuse.made[card.path] = key

    def _draw_together(self, cards: Sequence[Card], store: Kept) -> None:
        rows = Rows()

        def work(number: int) -> bytes | None:
            return self._keep(cards[number], *self.draw(cards[number], self.colours), rows)

        made = ahead(len(cards), work, self.jobs, rows=rows, store=store)
        for card, key in zip(cards, made, strict=True):
            self._note(card, key)

    def _keep(self, card: Card, data: bytes, is_whole: bool, store: Kept) -> bytes | None:
        """Write a card, and remember it where any machine would draw the same; gives back the key it then has."""
        self._write(card, data)
        if not is_whole:
            return None
        key, told = self._key(card), digest("bytes", data)
        store.put(key, told)
        store.put(told, data)
        return key

    def _write(self, card: Card, data: bytes) -> None:
        write_outputs(self.folder, [Output(card.path, data)])

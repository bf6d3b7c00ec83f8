"""Work that a copy of this process does while this one goes on."""

from __future__ import annotations

import contextlib
import os
import pickle
import signal
from collections.abc import Callable
from typing import BinaryIO

from msgspec import Struct

from mkdocs_goodword.cache.ahead import can_copy, end_with
from mkdocs_goodword.cache.memory import Memory
from mkdocs_goodword.cache.store import Store

WORTHWHILE = 256
"""Pages that stand, from which on a copy of the process costs less than it saves."""
_LITTLE = 32
"""Texts that were rendered, up to which there is so little to do that one process is enough for it."""


class Beside(Struct):
    """A piece of work under way. It writes files of its own; what it has remembered comes back when it is done."""

    memory: Memory
    process: int
    answer: BinaryIO
    """The end of a pipe that gives what the copy has to tell."""
    is_over: bool = False

    def is_done(self) -> bool:
        """Wait for it. False where the copy failed: then its work is still to be done, and to fail here."""
        with self.answer:
            data = self.answer.read()
        if self._status() != 0:
            return False
        made, placed, clean, rows = pickle.loads(data)  # noqa: S301  # from a copy of this very process
        if self.memory.reuse:
            self.memory.reuse.made |= made
            self.memory.reuse.placed |= placed
        self.memory.clean |= clean
        for row in rows:
            self.memory.store.put_packed(*row)
        return True

    def stop(self) -> None:
        """End it, where it is not done: the build has failed, and nothing more may be written."""
        if not self.is_over:
            self.answer.close()
            with contextlib.suppress(ProcessLookupError):  # it has ended by itself
                os.kill(self.process, signal.SIGKILL)
            self._status()

    def _status(self) -> int:
        self.is_over = True
        return os.waitpid(self.process, 0)[1]


def beside(memory: Memory, work: Callable[[], object], jobs: int) -> Beside | None:
    """Begin some work in a copy of this process; None where that is not safe, or nobody asks what stands."""
    if jobs < 2 or memory.reuse is None or not isinstance(memory.store, Store) or not can_copy():
        return None
    reading, writing = os.pipe()
    parent, process = os.getpid(), os.fork()
    if process == 0:
        _work(memory, work, writing, parent)
    os.close(writing)
    begun = Beside(memory, process, os.fdopen(reading, "rb"))
    memory.beside.append(begun.stop)
    return begun


def is_settled(memory: Memory) -> bool:
    """Whether most of a site of some size stands, and little was new: then one process is not kept from more."""
    if memory.reuse is None or memory.documents is None:
        return False
    return len(memory.reuse.placed) >= WORTHWHILE and memory.documents.rendered <= _LITTLE


def _work(memory: Memory, work: Callable[[], object], writing: int, parent: int) -> None:
    """What the copy does; it never comes back from here."""
    code = 1
    try:
        end_with(parent)
        assert isinstance(memory.store, Store)
        assert memory.reuse is not None
        rows = memory.store.lent()
        memory.lend(rows)
        for told in (memory.reuse.made, memory.reuse.placed, memory.clean):
            told.clear()
        work()
        data = pickle.dumps((memory.reuse.made, memory.reuse.placed, memory.clean, rows.taken()))
        with os.fdopen(writing, "wb") as pipe:
            pipe.write(data)
        code = 0
    finally:
        os._exit(code)  # whatever went wrong goes wrong again in the process that told us to do this, which says so

"""Work done ahead by processes that are copies of this one, where all or most of a site must be made.

A page is made of live values (templates, navigation, views) that cannot be sent anywhere; a copy of the process has
them already, and so it has what feeds and cards are made of. It writes files itself. What comes back are plain values,
and rows for the store, which only this process writes.
"""

from __future__ import annotations

import contextlib
import ctypes
import gc
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor
from typing import TYPE_CHECKING, Any, TypeVar

from mkdocs_goodword.cache.rows import Kept, Rows

if TYPE_CHECKING:
    from concurrent.futures import ProcessPoolExecutor

_BATCH = 16
_ROUND = 64
"""Tasks after which the copies are replaced: a thousand pages, for which they take some seconds."""
T = TypeVar("T")
_PR_SET_PDEATHSIG = 1
_work: Callable[[int], Any]
_rows: Rows


def can_copy() -> bool:
    """Whether this process can be copied: on Linux, while it has one thread. Source: fork(2)."""
    return sys.platform == "linux" and threading.active_count() == 1


class Copies(Executor):
    """Processes that begin as copies of this one where that is safe, else anew.

    Whatever a copy touches of the memory they have in common becomes its own, until it holds most of a large site for
    itself. So new ones take the place of the old after every `_ROUND` tasks.
    """

    def __init__(self, jobs: int) -> None:
        self.jobs = jobs
        self.inherit = can_copy()
        """Whether the processes have everything that this one has."""

    def map(
        self, fn: Callable[..., T], *iterables: Iterable[Any], timeout: float | None = None, chunksize: int = 1
    ) -> Iterator[T]:
        """As the executors of the standard library do; a process that is ended from outside is a BrokenExecutor."""
        tasks = list(zip(*iterables, strict=True))
        for at in range(0, len(tasks), _ROUND):
            with _processes(self.jobs, "fork" if self.inherit else "spawn") as pool:
                try:
                    with _uninterrupted() if self.inherit else contextlib.nullcontext():
                        made = pool.map(
                            fn, *zip(*tasks[at : at + _ROUND], strict=True), timeout=timeout, chunksize=chunksize
                        )
                    yield from made
                except BaseException:
                    pool.shutdown(cancel_futures=True)  # what has not begun need not be waited for
                    raise


@contextlib.contextmanager
def _uninterrupted() -> Iterator[None]:
    """Put Ctrl+C off while copies begin: where it met Python as it copies itself, it was lost, or broke the copy."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _processes(jobs: int, method: str) -> ProcessPoolExecutor:
    import multiprocessing  # noqa: PLC0415  # this and the next, only where there is much to do
    from concurrent.futures import ProcessPoolExecutor  # noqa: PLC0415  # as above

    gc.freeze()  # what the copies have in common is not looked at for cycles, so that they go on sharing its memory
    context = multiprocessing.get_context(method)
    return ProcessPoolExecutor(jobs, mp_context=context, initializer=_begin, initargs=(os.getpid(),))


def _begin(parent: int) -> None:
    """Ctrl+C reaches every process of a terminal; for an answer that one broke off, the build would wait for ever."""
    end_with(parent)
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def end_with(parent: int) -> None:
    """End when the build does, however it ends. Source: PR_SET_PDEATHSIG(2const)."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != parent:
            os._exit(1)


def ahead(
    count: int, work: Callable[[int], T], jobs: int, *, rows: Rows, store: Kept, batch: int = _BATCH
) -> Iterator[T]:
    """What `work(n)` gives, for each n below `count` in order; copies of this process do it, a batch at a time.

    What it puts into `rows` is put into the `store` here, while they go on.
    """
    global _work, _rows  # a copy of the process inherits them, and nothing else could reach it
    _work, _rows = work, rows
    batches = [range(at, min(at + batch, count)) for at in range(0, count, batch)]
    for made, packed in Copies(jobs).map(_batch, batches):
        for row in packed:
            store.put_packed(*row)
        yield from made


def _batch(numbers: Sequence[int]) -> tuple[list[Any], list[tuple[bytes, bytes]]]:
    made = [_work(number) for number in numbers]
    sweep()
    return made, _rows.taken()


def sweep() -> None:
    """Free the cycles that rendering leaves (a Markdown instance, a template's blocks): a hundred kilobytes a page.

    The youngest values alone are looked at; what lives on is never looked at again.
    """
    gc.collect(0)

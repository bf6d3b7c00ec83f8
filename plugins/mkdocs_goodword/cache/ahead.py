"""Pages rendered ahead by processes that are copies of this one, where all or most of a site must be rendered.

A page is made of live values (templates, navigation, views) that cannot be sent anywhere; a copy of the process has
them already. What comes back is rows for the store, under which the host then finds each page.
"""

from __future__ import annotations

import ctypes
import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor

from mkdocs_goodword.cache.store import Rows

_BATCH = 32
_PR_SET_PDEATHSIG = 1
_work: Callable[[int], None]
_rows: Rows


def can_copy() -> bool:
    """Whether this process can be copied: on Linux, while it has one thread. Source: fork(2)."""
    return sys.platform == "linux" and threading.active_count() == 1


def executor(jobs: int) -> ProcessPoolExecutor:
    """Processes that begin as copies of this one where that is safe, else anew."""
    method = "fork" if can_copy() else "spawn"
    context = multiprocessing.get_context(method)
    return ProcessPoolExecutor(jobs, mp_context=context, initializer=_end_with, initargs=(os.getpid(),))


def _end_with(parent: int) -> None:
    """End when the build does, however it ends. Source: PR_SET_PDEATHSIG(2const)."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != parent:
            os._exit(1)


def ahead(count: int, work: Callable[[int], None], rows: Rows, jobs: int) -> Sequence[tuple[bytes, bytes]]:
    """Do `work(n)` for each n below `count` in copies of this process; gives back what it put into `rows`."""
    global _work, _rows  # a copy of the process inherits them, and nothing else could reach it
    _work, _rows = work, rows
    batches = [range(at, min(at + _BATCH, count)) for at in range(0, count, _BATCH)]
    with executor(jobs) as pool:
        return [row for made in pool.map(_batch, batches) for row in made]


def _batch(numbers: Sequence[int]) -> list[tuple[bytes, bytes]]:
    for number in numbers:
        _work(number)
    return _rows.taken()

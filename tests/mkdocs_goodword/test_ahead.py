"""Processes that are copies of a build."""

from __future__ import annotations

import contextlib
import os
import signal
import time

import pytest

from mkdocs_goodword.cache import ahead
from mkdocs_goodword.cache.ahead import Copies


@pytest.mark.filterwarnings("ignore:.*multi-threaded:DeprecationWarning")  # pytest's workers have a thread to listen
@pytest.mark.parametrize("inherits", [True, False])
def test_a_copy_that_is_interrupted_finishes_its_answer(inherits: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ahead, "can_copy", lambda: inherits)
    assert list(Copies(2).map(signal.raise_signal, [signal.SIGINT] * 3)) == [None] * 3


def _slow(number: int) -> int:
    time.sleep(0.2)
    return number


@pytest.mark.filterwarnings("ignore:.*multi-threaded:DeprecationWarning")  # pytest's workers have a thread to listen
def test_an_interrupt_while_copies_begin_ends_the_work_and_waits_for_little_of_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(ahead, "can_copy", lambda: True)
    plain = os.fork

    def interrupted() -> int:
        process = plain()
        with contextlib.suppress(KeyboardInterrupt):  # as Python does in what it calls when it has copied itself
            signal.raise_signal(signal.SIGINT)
        return process

    monkeypatch.setattr(os, "fork", interrupted)
    began = time.monotonic()
    with pytest.raises(KeyboardInterrupt):
        list(Copies(2).map(_slow, range(60)))
    assert time.monotonic() - began < 3
    assert signal.SIGINT not in signal.pthread_sigmask(signal.SIG_BLOCK, ())

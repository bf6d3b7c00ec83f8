"""Processes that are copies of a build."""

from __future__ import annotations

import signal

from mkdocs_goodword.cache.ahead import Copies


def _interrupted(number: int) -> int | None:
    """What a copy answers that Ctrl+C reaches in the middle of its work."""
    try:
        signal.raise_signal(signal.SIGINT)
    except KeyboardInterrupt:
        return None
    return number


def test_a_copy_that_is_interrupted_finishes_its_answer() -> None:
    assert list(Copies(2).map(_interrupted, range(3))) == [0, 1, 2]

"""What git knows. The only place that runs a subprocess."""

from __future__ import annotations

import subprocess
from pathlib import Path


class NoHistoryError(Exception):
    """Git cannot answer; the message says why."""


def changed_since(folder: Path, revision: str) -> frozenset[str]:
    """Files below `folder` that differ from `revision` or are new, relative to it. Raises NoHistoryError."""
    changed = _git(folder, "diff", "--name-only", "--relative", "-z", "--end-of-options", revision, "--", ".")
    new = _git(folder, "ls-files", "--others", "--exclude-standard", "-z", "--", ".")
    return frozenset(filter(None, (changed + new).split("\0")))


def _git(folder: Path, *words: str) -> str:
    try:
        done = subprocess.run(["git", "-C", str(folder), *words], capture_output=True, text=True, check=False)  # noqa: S603, S607  # git from PATH, no shell
    except OSError:
        raise NoHistoryError("git is not installed.") from None
    if done.returncode:
        raise NoHistoryError(done.stderr.strip().split("\n")[0] or "git failed.")
    return done.stdout

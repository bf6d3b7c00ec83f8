"""What git knows. The only place that runs a subprocess."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path

_NONE_YET = "does not have any commits yet"
_LOG = (
    *("log", "--no-color", "--no-ext-diff", "--no-textconv", "--no-show-signature", "--relative", "-M", "-p", "-U0"),
    *("--src-prefix=a/", "--dst-prefix=b/", "--format=%x01%H %as"),
)


class NoHistoryError(Exception):
    """Git cannot answer; the message says why."""


class ShallowError(NoHistoryError):
    """The clone has not the whole history, so that every page would seem to be as new as the clone."""


def changed_since(folder: Path, revision: str) -> frozenset[str]:
    """Files below `folder` that differ from `revision` or are new, relative to it. Raises NoHistoryError."""
    _git(folder, "rev-parse", "--git-dir")  # outside a history 'git diff' speaks of something else
    _know(folder, revision)
    changed = _git(folder, "diff", "--name-only", "--relative", "-z", "--end-of-options", revision, "--", ".")
    new = _git(folder, "ls-files", "--others", "--exclude-standard", "-z", "--", ".")
    return frozenset(filter(None, (changed + new).split("\0")))


def _know(folder: Path, revision: str) -> None:
    """Raises NoHistoryError for a revision this clone has not, and says how to get it."""
    try:
        _git(folder, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    except NoHistoryError:
        if _is_shallow(folder):
            raise ShallowError(
                "this clone is shallow and has no such commit. Fetch the whole history: 'fetch-depth: 0' for "
                "actions/checkout, 'GIT_DEPTH: \"0\"' on GitLab, else 'git fetch --unshallow'."
            ) from None
        raise NoHistoryError(
            "git knows no such commit. Write a branch, a tag or a hash that 'git log' knows; a branch of the server "
            "is 'origin/NAME', once it has been fetched."
        ) from None


def _is_shallow(folder: Path) -> bool:
    return _git(folder, "rev-parse", "--is-shallow-repository").strip() == "true"


def commits(folder: Path, forms: Sequence[str]) -> list[tuple[str, str]]:
    """Short hash, and day with subject, of each commit that added, took away or mentions one of some texts.

    Of every branch and tag, the newest first. A folder without a history has none. Raises NoHistoryError.
    """
    try:
        _git(folder, "rev-parse", "--git-dir")
    except NoHistoryError:
        return []
    pattern = "|".join(r"[[:space:]]+".join(map(_literal, form.split(" "))) for form in forms)
    show = ("log", "--all", "--format=%h%x09%as %s", "--regexp-ignore-case", "--extended-regexp")
    changed = _git(folder, *show, "-G", pattern, "--", ".")
    named = _git(folder, *show, f"--grep={pattern}", "--", ".")
    rows = sorted({line for line in (changed + named).split("\n") if line}, key=lambda row: row.partition("\t")[2])
    return [(short, subject) for short, _, subject in (row.partition("\t") for row in reversed(rows))]


def _literal(text: str) -> str:
    """A text as an extended regular expression (POSIX 9.4) that matches it."""
    return re.sub(r"([.\[\]\\()*+?{}|^$])", r"\\\1", text)


def log_of(folder: Path) -> Iterator[str]:
    r"""The lines of one `git log` of all Markdown below `folder`, newest commit first: `\x01HASH DAY`, then its diffs.

    Raises NoHistoryError, also while it is read; ShallowError for a shallow clone.
    """
    if _is_shallow(folder):
        raise ShallowError("this clone is shallow.")
    words = ["git", "-C", str(folder), "-c", "core.quotePath=false", *_LOG, "--", "*.md"]
    with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:  # noqa: S603  # no shell
        assert running.stdout is not None
        assert running.stderr is not None
        for line in running.stdout:
            yield line.decode("utf-8", "replace").rstrip("\n")
        said = running.stderr.read().decode("utf-8", "replace")
    if running.returncode and _NONE_YET not in said:
        raise NoHistoryError(said.strip().split("\n")[0] or "git failed.")


def _git(folder: Path, *words: str) -> str:
    try:
        done = subprocess.run(["git", "-C", str(folder), *words], capture_output=True, check=False)  # noqa: S603, S607  # git from PATH, no shell
    except OSError:
        raise NoHistoryError("git is not installed.") from None
    if done.returncode:
        raise NoHistoryError(done.stderr.decode("utf-8", "replace").strip().split("\n")[0] or "git failed.")
    return done.stdout.decode("utf-8", "replace")

"""A command as a process of its own, and what it took.

Memory is the larger of two readings: the kernel's high-water mark of the largest single process of the tree (wait4),
which is exact, and the largest sum over all processes alive at once of what each holds alone plus its share of what
they have in common (PSS), read every SAMPLE seconds while there is more than one. A process that starts as a child of
another inherits its mark, so that nothing below the bench's own 50 MB or so can be told.
"""

from __future__ import annotations

import os
import signal
import subprocess
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

SAMPLE = 0.1
_PATIENCE = 10.0


class FailedError(Exception):
    """A command failed; the message has the end of what it printed."""


@dataclass(frozen=True)
class Usage:
    """What a process and its descendants took."""

    seconds: float
    """By the wall clock."""

    cpu: float
    """Seconds of user and system time, of descendants that were waited for too."""

    memory: int
    """Bytes at the peak."""


class Running:
    """A process that runs, in a session of its own so that its descendants are known."""

    def __init__(self, command: Sequence[str], folder: Path, env: Mapping[str, str], log: Path) -> None:
        self._log = log
        with log.open("wb") as output:
            self._started = time.perf_counter()
            self._process = subprocess.Popen(
                command,
                cwd=folder,
                env=env,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        self._ended = threading.Event()
        self._shared = 0
        self._sampler = threading.Thread(target=self._sample, daemon=True)
        self._sampler.start()

    def _sample(self) -> None:
        while not self._ended.wait(SAMPLE):
            processes = session(self._process.pid)
            if len(processes) > 1:
                self._shared = max(self._shared, sum(proportional(pid) for pid in processes))

    def wait(self) -> Usage:
        """Until it ends by itself. Raises FailedError where it ends badly."""
        try:
            usage, status = self._reaped()
        except KeyboardInterrupt:
            self.stop()
            raise
        if status:
            raise FailedError(f"{self._command} ended with {status}:\n{self.said()}")
        return usage

    def stop(self) -> Usage:
        """Interrupt it as Ctrl+C would; kill its session where that is not enough."""
        os.killpg(self._process.pid, signal.SIGINT)
        killer = threading.Timer(_PATIENCE, os.killpg, (self._process.pid, signal.SIGKILL))
        killer.start()
        try:
            return self._reaped()[0]
        finally:
            killer.cancel()

    def alive(self) -> bool:
        """Whether it still runs; it stays to be waited for."""
        options = os.WEXITED | os.WNOHANG | os.WNOWAIT
        return os.waitid(os.P_PID, self._process.pid, options) is None

    def said(self) -> str:
        """The end of what it printed."""
        return self._log.read_text(encoding="utf-8", errors="replace")[-3000:]

    @property
    def _command(self) -> str:
        return " ".join(str(word) for word in self._process.args) if isinstance(self._process.args, list) else ""

    def _reaped(self) -> tuple[Usage, int]:
        _, status, used = os.wait4(self._process.pid, 0)
        seconds = time.perf_counter() - self._started
        self._process.returncode = os.waitstatus_to_exitcode(status)
        self._ended.set()
        self._sampler.join()
        peak = max(used.ru_maxrss * 1024, self._shared)
        return Usage(seconds, used.ru_utime + used.ru_stime, peak), self._process.returncode


def session(leader: int) -> list[int]:
    """The processes of a session. Source: proc_pid_stat(5), field 6, counted from behind the name in brackets."""
    with os.scandir("/proc") as entries:
        names = [entry.name for entry in entries if entry.name.isdigit()]
    return [int(name) for name in names if _session_of(name) == leader]


def _session_of(name: str) -> int:
    fields = _read(f"/proc/{name}/stat").rpartition(b")")[2].split()
    return int(fields[3]) if len(fields) > 3 else -1


def proportional(pid: int) -> int:
    """A process's proportional set size in bytes; 0 where it has just ended. Source: proc_pid_smaps(5)."""
    for line in _read(f"/proc/{pid}/smaps_rollup").split(b"\n"):
        if line.startswith(b"Pss:"):
            return int(line.split()[1]) * 1024
    return 0


def _read(path: str) -> bytes:
    """What the kernel says of a process; nothing where it ended between being listed and being read.

    In bare calls, since what is measured shares the processor with them.
    """
    try:
        file = os.open(path, os.O_RDONLY)
        try:
            return os.read(file, 4096)
        finally:
            os.close(file)
    except (FileNotFoundError, ProcessLookupError):
        return b""

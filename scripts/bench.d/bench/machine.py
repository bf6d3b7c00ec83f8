"""The machine that the numbers are of."""

from __future__ import annotations

import os
import platform
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path


@dataclass(frozen=True)
class Machine:
    """What a number depends on, besides the code."""

    cpu: str
    cores: int
    """That this process may use."""

    memory: int
    """Bytes."""

    kernel: str
    python: str
    load: float
    """How busy the machine was with other things during the minute before."""

    when: str
    """UTC."""


def machine() -> Machine:
    """This one, now."""
    return Machine(
        cpu=field(Path("/proc/cpuinfo").read_text(encoding="utf-8"), "model name") or platform.machine(),
        cores=len(os.sched_getaffinity(0)),
        memory=int((field(Path("/proc/meminfo").read_text(encoding="utf-8"), "MemTotal") or "0").split()[0]) * 1024,
        kernel=f"{platform.system()} {platform.release()}",
        python=platform.python_version(),
        load=round(os.getloadavg()[0], 2),
        when=datetime.now(UTC).isoformat(timespec="seconds"),
    )


def field(text: str, name: str) -> str:
    """The first value of a name in the manner of /proc: `name : value`."""
    for line in text.split("\n"):
        key, _, value = line.partition(":")
        if key.strip() == name:
            return value.strip()
    return ""

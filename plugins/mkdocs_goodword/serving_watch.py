"""What has changed on the disk: told by the system as it happens, and found again by looking at every file."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from watchdog.events import (
    DirCreatedEvent,
    DirDeletedEvent,
    DirMovedEvent,
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    FileSystemEvent,
    FileSystemEventHandler,
)
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver, ObservedWatch
from watchdog.observers.polling import PollingObserver

from mkdocs_goodword.report import log

POLLING = 0.5
"""Seconds between two looks at every file, where the system does not tell."""
_CHANGES: list[type[FileSystemEvent]] = [
    *(DirCreatedEvent, DirDeletedEvent, DirMovedEvent),
    *(FileCreatedEvent, FileDeletedEvent, FileModifiedEvent, FileMovedEvent),
]
"""A build reads every file: to be told of that would never end."""

Mark = tuple[int, int, int, int]
"""Inode, size in bytes, and in nanoseconds the times of the last change of the bytes and of the file."""


class Watch:
    """What the host's server asks of an observer: on the system's own notices, else by looking twice a second."""

    def __init__(self, *, poll: bool = False) -> None:
        self._asked: list[tuple[FileSystemEventHandler, str, bool]] = []
        self._observer: BaseObserver = PollingObserver(timeout=POLLING) if poll else Observer()

    def schedule(self, handler: FileSystemEventHandler, path: str, *, recursive: bool = False) -> ObservedWatch:
        """Tell `handler` of every change at or below a path."""
        self._asked.append((handler, path, recursive))
        return self._scheduled(handler, path, recursive)

    def unschedule(self, watch: ObservedWatch) -> None:
        """Tell of nothing more there."""
        self._observer.unschedule(watch)

    def start(self) -> None:
        """Begin. Where the system has no notices left to give, look instead, and say so."""
        try:
            self._observer.start()
        except OSError as error:
            log.info("The system tells no changes here (%s): every file is looked at twice a second.", error.strerror)
            self._observer.stop()
            self._observer = PollingObserver(timeout=POLLING)
            for asked in self._asked:
                self._scheduled(*asked)
            self._observer.start()

    def stop(self) -> None:
        """End."""
        self._observer.stop()

    def join(self) -> None:
        """Wait for the end."""
        self._observer.join()

    def _scheduled(self, handler: FileSystemEventHandler, path: str, recursive: bool) -> ObservedWatch:
        """Of a single file its folder is watched: an editor that puts another in its place ends a watch on the file."""
        is_file = Path(path).is_file()
        place = str(Path(path).parent) if is_file else path
        told = _Changes(handler, only=path if is_file else "")
        return self._observer.schedule(told, place, recursive=recursive and not is_file, event_filter=_CHANGES)


class _Changes(FileSystemEventHandler):
    """Every kind of change as one kind, so that a folder that comes or goes counts as its files do."""

    def __init__(self, handler: FileSystemEventHandler, *, only: str) -> None:
        self.handler, self.only = handler, only

    def dispatch(self, event: FileSystemEvent) -> None:
        """Pass it on."""
        if not self.only or self.only in (event.src_path, event.dest_path):
            self.handler.dispatch(FileModifiedEvent(event.src_path))


def marks(paths: Iterable[Path | str]) -> dict[str, Mark]:
    """Every file at or below the paths as it is now; what editors keep beside a file is left out.

    Raises OSError where one goes while it is looked at.
    """
    return {path: mark for start in paths for path, mark in _marks(str(start))}


def _marks(path: str) -> Iterator[tuple[str, Mark]]:
    try:
        with os.scandir(path) as found:
            items = list(found)
    except NotADirectoryError:
        yield path, _mark(os.stat(path))  # noqa: PTH116  # thousands of files: Path costs more
        return
    for item in items:
        if item.is_dir(follow_symlinks=False):
            yield from _marks(item.path)
        elif not _is_scratch(item.name):
            yield item.path, _mark(item.stat(follow_symlinks=item.is_file()))


def _is_scratch(name: str) -> bool:
    """Whether Emacs or Vim keeps such a file beside the one it edits."""
    return name.startswith(".#") or (name[0] == name[-1] == "#") or (name[0] == "." and name[-4:-1] == ".sw")


def _mark(found: os.stat_result) -> Mark:
    return found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns

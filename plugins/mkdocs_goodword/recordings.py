"""What recordings are and how long they play, by their bytes and not by their names."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from goodword import matroska
from goodword.entries import Recording
from mkdocs_goodword.cache.fingerprints import digest
from mkdocs_goodword.cache.rows import Kept
from mkdocs_goodword.cache.surroundings import software

Probe = Callable[[Path], Recording | None]
_SOUND = (".mp3", ".m4a", ".ogg", ".oga", ".opus", ".flac", ".wav", ".aac")
_VIDEO = (".mp4", ".m4v", ".mov", ".ogv")
_MATROSKA = (".webm", ".weba")
_CAPTIONS = ".vtt"
_KNOWN = (*_SOUND, *_VIDEO, *_MATROSKA, _CAPTIONS)
_NONE = Recording("", 0)


def probe(path: Path) -> Recording | None:
    """A file that by its name is sound, video or captions; one with an empty type is not what its name says."""
    suffix = path.suffix.lower()
    if suffix not in _KNOWN:
        return None
    if suffix == _CAPTIONS:
        return Recording("text/vtt", 0) if _head(path, 9).removeprefix(b"\xef\xbb\xbf").startswith(b"WEBVTT") else _NONE
    if suffix in _MATROSKA:  # mutagen does not read it
        plays = matroska.read(_head(path, matroska.HEAD))
        return Recording(f"{'video' if plays.video else 'audio'}/webm", round(plays.seconds)) if plays else _NONE
    return _by_mutagen(path, suffix)


def _head(path: Path, size: int) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(size)
    except OSError:  # whoever publishes the file says that it cannot be read
        return b""


def _by_mutagen(path: Path, suffix: str) -> Recording:
    import mutagen  # noqa: PLC0415  # it takes longer to load than a build without recordings to do

    try:
        found = mutagen.File(path)
    except (mutagen.MutagenError, ValueError, EOFError, OSError):
        return _NONE
    info = getattr(found, "info", None)
    seconds = getattr(info, "length", 0) or 0
    if info is None or not 0 < seconds < 10**7:
        return _NONE
    kinds = [mime for mime in getattr(found, "mime", ()) if mime.startswith(("audio/", "video/"))]
    return Recording(_type(suffix, kinds[0] if kinds else ""), round(seconds))


def _type(suffix: str, mime: str) -> str:
    """The media type that browsers know. Source: the WHATWG's MIME Sniffing, RFC 5334, RFC 4337."""
    if "ogg" in mime or suffix in (".ogg", ".oga", ".opus", ".ogv"):
        return "video/ogg" if suffix == ".ogv" else "audio/ogg"
    if "mp4" in mime:
        return "audio/mp4" if suffix == ".m4a" else "video/mp4"
    return {"audio/mp3": "audio/mpeg", "audio/x-flac": "audio/flac"}.get(mime, mime)


class Probes:
    """Remembers what was found in files that nobody has touched, their times of change included."""

    def __init__(self, store: Kept | None) -> None:
        self.store = store

    def __call__(self, path: Path) -> Recording | None:
        """As `probe`."""
        if path.suffix.lower() not in _KNOWN or self.store is None:
            return probe(path)
        state = path.stat()
        marks = (state.st_ino, state.st_size, state.st_mtime_ns, state.st_ctime_ns)
        key = digest("recording", software(), str(path), *map(str, marks))
        if (row := self.store.get(key)) is not None:
            kind, seconds = json.loads(row)
            return Recording(kind, seconds)
        found = probe(path) or _NONE
        self.store.put(key, json.dumps([found.type, found.seconds]).encode())
        return found

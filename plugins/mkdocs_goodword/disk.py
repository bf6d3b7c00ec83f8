"""Reading the content folder."""

from __future__ import annotations

import codecs
import io
import mimetypes
import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Protocol

from msgspec import Struct, field

from goodword.entries import Attachment, Source
from goodword.front_matter import divided
from goodword.paths import is_markdown
from goodword.problems import Problem, Severity
from goodword.projections.outputs import Output
from mkdocs_goodword.recordings import Probe, probe

_LARGEST_TABLE = 1 << 20
DATA_FILES = frozenset({"people.yml", "company.yml", ".authors.yml"})
_LISTS = frozenset({"testimonials.yml", "responses.yml", "offers.yml"})


class Excluded(Protocol):
    """The host's patterns of files that are not part of the site."""

    def match_file(self, file: str) -> bool:
        """Whether a path relative to the content folder is one of them."""


class Content(Struct):
    """What the content folder holds, and what cannot be read of it."""

    sources: list[Source] = field(default_factory=list)
    attachments: list[Attachment] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def read_content(folder: Path, excluded: Excluded | None = None, look: Probe = probe) -> Content:
    """Every file below `folder` in a stable order; hidden files and what the host excludes are left out."""
    content = Content()
    for path, uri in _files(str(folder), folder, "", content.problems):
        if uri not in DATA_FILES and (_is_hidden(uri) or (excluded and excluded.match_file(uri))):
            continue
        if _is_source(uri):
            _read(path, uri, content)
        else:
            media_type = mimetypes.guess_type(uri)[0] or "application/octet-stream"
            found = look(Path(path))
            known = found.type if found and found.type else media_type
            content.attachments.append(Attachment(uri, Path(path).stat().st_size, known, found))
            if uri.endswith(".csv"):
                content.sources += _table(Path(path), uri)
    return content


def _files(folder: str, root: Path, above: str, problems: list[Problem]) -> Iterator[tuple[str, str]]:
    for item in sorted(os.scandir(folder), key=lambda item: item.name):
        uri = above + item.name
        if item.is_symlink() and (why := _refusal(Path(item.path), root)):
            problems.append(_problem(uri, "GW031", why, "Copy the file here."))
        elif item.is_dir():
            yield from _files(item.path, root, f"{uri}/", problems)
        elif item.is_file():
            yield item.path, uri
        elif not _is_hidden(uri):
            problems.append(_problem(uri, "GW031", "this is no file, and to read it might never end.", "Take it away."))


def _refusal(path: Path, root: Path) -> str:
    """Why a link is not followed: it may only lead to a file inside that could be published under its own name."""
    home = root.resolve()
    try:
        target = path.resolve(strict=True)
    except (OSError, RuntimeError):
        return "this link leads nowhere."
    if not target.is_relative_to(home):
        return "this link leads out of the content folder."
    if not target.is_file():
        return "this link leads to a folder, which could be a loop."
    uri = target.relative_to(home).as_posix()
    if _is_hidden(uri) or _is_source(uri):
        return f"this link gives '{uri}' a second name, under which it could be published."
    return ""


def _is_source(uri: str) -> bool:
    return is_markdown(uri) or uri in DATA_FILES or uri.rpartition("/")[2] in _LISTS


def _read(path: str, uri: str, content: Content) -> None:
    try:
        with io.FileIO(path) as file:
            text = text_of(file.readall())
    except UnicodeDecodeError as error:
        hint = "Save it as UTF-8."
        content.problems.append(_problem(uri, "GW030", f"this file is not UTF-8 (byte {error.start}).", hint))
        return
    except OSError as error:
        content.problems.append(
            _problem(uri, "GW030", f"this file cannot be read: {error.strerror}.", "Check its permissions.")
        )
        return
    content.sources.append(Source(uri, *divided(text)))


def _table(path: Path, uri: str) -> list[Source]:
    """A table of votes, perhaps: what is none is a file like any other, and who wants its votes is told."""
    try:
        return [Source(uri, text_of(path.read_bytes()))] if path.stat().st_size <= _LARGEST_TABLE else []
    except (OSError, UnicodeDecodeError):
        return []


def text_of(data: bytes) -> str:
    """The text of a source, its lines ended alike. Raises UnicodeDecodeError."""
    text = data.removeprefix(codecs.BOM_UTF8).decode()
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def _is_hidden(uri: str) -> bool:
    return uri.startswith((".", "templates/")) or "/." in uri


def _problem(uri: str, code: str, message: str, hint: str) -> Problem:
    return Problem(code=code, severity=Severity.ERROR, source=uri, message=message, hint=hint)


def files_below(folder: Path | str, above: str = "") -> Iterator[str]:
    """Every file below a folder, relative to it, in order; what a link leads to is not looked into."""
    with os.scandir(folder) as found:
        items = sorted(found, key=lambda item: item.name)
    for item in items:
        if item.is_dir(follow_symlinks=False):
            yield from files_below(item.path, f"{above}{item.name}/")
        elif item.is_file(follow_symlinks=False):
            yield f"{above}{item.name}"


def write_outputs(folder: Path | str, outputs: Iterable[Output]) -> None:
    """Write files below the output folder."""
    for output in outputs:
        write_file(f"{folder}/{output.path}", output.data)


def write_file(path: str, data: bytes) -> None:
    """Write a file; most folders are there already, and asking first would cost as much as writing."""
    try:
        file = open(path, "wb")  # noqa: SIM115, PTH123 - closed below; a Path costs as much as the file
    except FileNotFoundError:
        os.makedirs(os.path.dirname(path), exist_ok=True)  # noqa: PTH103, PTH120 - the same
        file = open(path, "wb")  # noqa: SIM115, PTH123 - the same
    with file:
        file.write(data)

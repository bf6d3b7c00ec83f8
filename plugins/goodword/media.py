"""Recordings that go with an entry: how they are written, and whether they are what they are said to be."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import datetime

from goodword import paths
from goodword.entries import Attachment, Captions, Chapter, Entry, Media
from goodword.fields import Fields
from goodword.gate import State, is_built, state
from goodword.problems import Place, Problem, problem_at
from goodword.references import file_path

_CLOCK = re.compile(r"(?:(\d{1,3}):)?(\d{1,3}):([0-5]\d)")
_NOT_YET = (State.DRAFT, State.SCHEDULED, State.EMBARGOED, State.AWAITING_CONSENT)
"""States of what nobody has been able to hear; what has expired was public once."""
_FORMATS = "MP3, M4A, Ogg, FLAC or WAV; video as MP4 or WebM"


def read_media(fields: Fields) -> Media:
    """One item of `media`."""
    fields.require("src", "a media file is named by it", "Write 'src: talk.mp3'.")
    media = Media(
        file_path(fields, "src"),
        fields.text("type"),
        fields.text("title"),
        fields.text("duration"),
        fields.text("transcript"),
        captions=_captions(fields),
        chapters=_chapters(fields),
        poster=file_path(fields, "poster"),
        poster_place=fields.place("poster"),
        transcript_place=fields.place("transcript"),
        place=fields.place("src"),
    )
    fields.finish()
    return media


def _captions(fields: Fields) -> tuple[Captions, ...]:
    """The path of a WebVTT file, or mappings of src, language and title."""
    if fields.is_text("captions"):
        return (Captions(file_path(fields, "captions"), place=fields.place("captions")),)
    found = []
    for child in fields.mappings("captions"):
        child.require("src", "captions are a WebVTT file", "Write 'src: talk.vtt'.")
        src, place = file_path(child, "src"), child.place("src")
        found.append(Captions(src, child.text("language"), child.text("title"), place))
        child.finish()
    return tuple(one for one in found if one.src)


def _chapters(fields: Fields) -> tuple[Chapter, ...]:
    """Mappings of `at` and `title`, the first of them first."""
    found: list[Chapter] = []
    for child in fields.mappings("chapters"):
        at, title = child.text("at"), child.text("title")
        seconds = _seconds(at)
        if seconds is None:
            child.fault("GW111", f"a chapter begins at '{at}', which is no time.", "Write 'at: 1:30'.", key="at")
        elif found and seconds <= found[-1].seconds:
            child.fault("GW111", f"the chapter at '{at}' comes too late.", "Begin with the first chapter.", key="at")
        else:
            found.append(Chapter(seconds, title or at))
        child.finish()
    return tuple(found)


def _seconds(text: str) -> int | None:
    match = _CLOCK.fullmatch(text)
    if match:
        hours, minutes, rest = (int(part or 0) for part in match.groups())
        return hours * 3600 + minutes * 60 + rest
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else None


def check_media(
    entry: Entry, known: Mapping[str, Attachment], meant: Callable[[str, Collection[str], str], str]
) -> Iterator[Problem]:
    """Faults of an entry's recordings: what nothing can play, captions that are none, chapters after the end.

    `meant` says which of some files was meant by the name of one that is not there.
    """
    for media in entry.media:
        file = known.get(media.src)
        place = media.place
        if file and not is_played(file):
            message = f"'{media.src}' is no recording that a browser can play."
            yield problem_at(place, entry.source, "GW110", message, f"Save it again: sound as {_FORMATS}.")
        length = file.recording.seconds if file and file.recording else 0
        late = next((chapter for chapter in media.chapters if length and chapter.seconds >= length), None)
        if late:
            message = (
                f"the chapter '{late.title}' begins after the end of '{media.src}', which is {length} seconds long."
            )
            yield problem_at(place, entry.source, "GW111", message, "Correct the time of the chapter.")
        beside = ((media.poster, media.poster_place), *((one.src, one.place) for one in media.captions))
        for name, where in beside:
            if name and not paths.is_external(name) and name not in known:
                files = [uri for uri, other in known.items() if name == media.poster or not _is_broken(other)]
                hint = meant(name, files, entry.source) or "Check the name; it is relative to this file."
                yield problem_at(where, entry.source, "GW029", f"'media' names '{name}', which does not exist.", hint)
        for one in media.captions:
            found = known.get(one.src)
            if found and _is_broken(found):
                message = f"'{one.src}' holds no captions: it does not begin with WEBVTT."
                yield problem_at(one.place, entry.source, "GW112", message, "Export them as WebVTT (.vtt).")


def exposed_transcripts(entries: Sequence[Entry], now: datetime) -> Iterator[Problem]:
    """Published texts that hold what a recording says which nobody may hear yet, and no other."""
    by_source = {entry.source: entry for entry in entries}
    heard = {name for entry in entries if is_built(entry, now) for name, _ in _transcripts(entry)}
    for entry in entries:
        if state(entry, now) in _NOT_YET:
            for name, _ in _transcripts(entry):
                if name not in heard and name in by_source and is_built(by_source[name], now):
                    message = f"this is the transcript of '{entry.source}', which is withheld, and it is published."
                    yield problem_at(Place(), name, "GW113", message, "Withhold it as well, with the same key.")


def lost_transcripts(entry: Entry, known: Collection[str]) -> Iterator[tuple[str, Place]]:
    """The texts that an entry names as the words of its recordings and that do not exist, and where it does."""
    return ((name, place) for name, place in _transcripts(entry) if name not in known)


def _transcripts(entry: Entry) -> Iterator[tuple[str, Place]]:
    """The sources that an entry names as the words of its recordings, and where it does."""
    for media in entry.media:
        if media.transcript and not media.transcript.startswith("#") and not paths.is_external(media.transcript):
            try:
                yield paths.resolve(entry.source, media.transcript), media.transcript_place
            except ValueError:  # it leads out of the content folder, to no page
                yield media.transcript, media.transcript_place


def is_played(file: Attachment) -> bool:
    """Whether a file was looked into and is sound or video; where nobody has looked, its name decides."""
    if file.recording:
        return file.recording.type.startswith(("audio/", "video/"))
    return file.media_type.startswith(("audio/", "video/", "application/octet-stream"))


def _is_broken(file: Attachment) -> bool:
    return file.recording is not None and not file.recording.type

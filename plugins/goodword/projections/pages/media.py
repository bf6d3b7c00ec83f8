"""Recordings as pages show them, with true lengths and sizes."""

from __future__ import annotations

import mimetypes
from datetime import datetime
from functools import lru_cache
from typing import Protocol
from urllib.parse import urlsplit

from goodword.catalogue import Catalogue
from goodword.entries import Attachment, Captions, ElsewhereCall, Entry, Media
from goodword.gate import is_listed
from goodword.paths import href, is_external, resolve
from goodword.strings import Strings
from goodword.views import ChapterView, ElsewhereView, LinkView, MediaView, TrackView


class Views(Protocol):
    """What a recording needs of the page's views."""

    @property
    def catalogue(self) -> Catalogue: ...
    @property
    def strings(self) -> Strings: ...
    @property
    def now(self) -> datetime: ...
    @property
    def preview(self) -> bool: ...


def media_views(entry: Entry, views: Views) -> tuple[MediaView, ...]:
    """Every recording of an entry."""
    return tuple(_view(entry, media, views) for media in entry.media if media.src)


def _view(entry: Entry, media: Media, views: Views) -> MediaView:
    file = _files(views.catalogue.attachments).get(media.src)
    guessed = mimetypes.guess_type(media.src)[0] or ""
    kind = file.media_type if file and file.recording else media.type or (file.media_type if file else guessed)
    seconds = file.recording.seconds if file and file.recording else 0
    return MediaView(
        kind="video" if kind.startswith("video/") else "audio",
        src=media.src,
        type=kind if "/" in kind else guessed,
        title=media.title or entry.title,
        length=clock(seconds) if seconds else media.duration,
        seconds=seconds,
        size=_size(file.size, views.strings) if file and file.size else "",
        poster=media.poster,
        captions=tuple(_track(one, views) for one in media.captions if not is_external(one.src)),
        chapters=tuple(ChapterView(time=clock(c.seconds), seconds=c.seconds, title=c.title) for c in media.chapters),
        transcript=_transcript(entry, media.transcript, views),
    )


@lru_cache(maxsize=2)
def _files(attachments: tuple[Attachment, ...]) -> dict[str, Attachment]:
    return {attachment.uri: attachment for attachment in attachments}


def clock(seconds: int) -> str:
    """`1:02:03`, or `2:03` below an hour."""
    hours, rest = divmod(seconds, 3600)
    minutes, rest = divmod(rest, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def _size(size: int, strings: Strings) -> str:
    return (
        strings("media.mb", n=f"{size / 1e6:.1f}") if size >= 1e5 else strings("media.kb", n=max(1, round(size / 1e3)))
    )


def _track(captions: Captions, views: Views) -> TrackView:
    """Captions of our own: a browser fetches them before anybody plays, and lets in none of another site."""
    language = captions.language or views.strings.language.replace("_", "-")
    return TrackView(src=captions.src, language=language, title=captions.title or language)


def _transcript(entry: Entry, named: str, views: Views) -> LinkView | None:
    """A place on the entry's own page, an address, or the page of another text that may be seen."""
    title = views.strings("media.transcript")
    if named.startswith("#") or is_external(named):
        is_safe = named.startswith(("#", "https://", "http://"))
        return LinkView(title=title, url=named) if is_safe else None
    try:
        page = views.catalogue.by_source.get(resolve(entry.source, named)) if named else None
    except ValueError:
        return None
    if page is None or not (is_listed(page, views.now) or views.preview):
        return None
    return LinkView(title=title, url=href(page.permalink))


def elsewhere_view(call: ElsewhereCall, strings: Strings) -> ElsewhereView:
    """A block `video` or `map`."""
    host = urlsplit(call.url).hostname or ""
    return ElsewhereView(
        type=call.type,
        url=call.url,
        title=call.title,
        note=call.note,
        opens=strings("elsewhere.opens", host=host.removeprefix("www.")),
        poster=call.poster,
    )

"""What can be played, as a template sees it."""

from __future__ import annotations

from msgspec import Struct

from goodword.views.parts import LinkView


class TrackView(Struct, frozen=True, kw_only=True):
    """Captions: a WebVTT file, its language as BCP 47 has it, its name in the player."""

    src: str
    language: str
    title: str


class ChapterView(Struct, frozen=True, kw_only=True):
    """Where a part begins: `12:30` for people, seconds for players."""

    time: str
    seconds: int
    title: str


class MediaView(Struct, frozen=True, kw_only=True):
    """Sound or video of an entry; `src` and `poster` are paths of the site, or addresses elsewhere."""

    kind: str
    """`audio` or `video`."""
    src: str
    type: str
    """Media type."""
    title: str
    length: str
    """`12:30`, or empty where nobody knows."""
    seconds: int
    size: str
    """`4.2 MB`, or empty where nobody knows."""
    poster: str
    captions: tuple[TrackView, ...]
    chapters: tuple[ChapterView, ...]
    transcript: LinkView | None


class ElsewhereView(Struct, frozen=True, kw_only=True):
    """A video or a map on somebody else's site: a picture of ours, and a link."""

    type: str
    url: str
    title: str
    note: str
    opens: str
    """What a click does, and on whose site."""
    poster: str

"""What a feed is, whatever it is written as: no format stands in here, every address is absolute, every date zoned."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from functools import cached_property
from typing import Generic, Protocol, TypeVar

from msgspec import Struct, field

from goodword.paths import href

FORMATS: Mapping[str, tuple[str, str]] = {
    "rss": (".xml", "application/rss+xml"),
    "atom": (".atom.xml", "application/atom+xml"),
    "json": (".json", "application/feed+json"),
}
"""The ending of an archive, and the media type."""
CURRENT: Mapping[str, str] = {"rss": "feed.xml", "atom": "atom.xml", "json": "feed.json"}
"""The names of what readers subscribe to."""
_OVERHEAD = 2048
"""Bytes of the elements around the texts of an item, in the longest of the formats."""
_ESCAPES = (("&", 12), ("<", 12), (">", 3), ('"', 5), ("\n", 1))
"""Bytes that a character gains where it is escaped, and where it is escaped twice."""
_PODCAST_ENDINGS = (".mp3", ".m4a")
"""What podcast programs play. Source: Apple's requirements, which the validator checks."""


class Author(Struct, frozen=True, kw_only=True):
    """Who wrote something; `url` is their page here, or empty."""

    name: str
    url: str = ""


class MediaFile(Struct, frozen=True, kw_only=True):
    """Audio, video or a picture that goes with an item."""

    url: str
    type: str
    size: int = 0
    """Bytes; 0 where only another site knows."""
    title: str = ""
    seconds: int = 0
    """How long it plays; 0 where nobody said."""
    transcript: str = ""
    transcript_type: str = ""

    @property
    def medium(self) -> str:
        """`audio`, `video`, `image` or `document`: the words of Media RSS."""
        first = self.type.partition("/")[0]
        return first if first in ("audio", "video", "image") else "document"

    @property
    def is_episode(self) -> bool:
        """Whether a podcast program plays it."""
        return self.medium == "audio" and self.size > 0 and self.url.endswith(_PODCAST_ENDINGS)


class Podcast(Struct, frozen=True, kw_only=True):
    """What podcast directories want to know of a feed with audio in it."""

    category: str = "Business"
    explicit: bool = False
    email: str = ""
    """Of the owner. Directories insist on it, and without it nothing is offered to them."""
    is_declared: bool = False
    """Whether the firm says that this is a podcast. Then it has the podcast namespace, of which the validator warns."""
    image: str = ""
    guid: str = ""


class Placed(Protocol):
    """Where an item stands in feeds and their archives, whatever it says."""

    @property
    def id(self) -> str:
        """Its permanent identity."""

    @property
    def url(self) -> str:
        """Its page, absolute."""

    @property
    def published(self) -> datetime:
        """It is ordered by this."""

    @property
    def updated(self) -> datetime:
        """The newest of these is its feed's date."""

    @property
    def weight(self) -> int:
        """At most how many bytes it takes in any format."""

    @property
    def is_episode(self) -> bool:
        """Whether a podcast program plays it."""


class Slip(Struct, frozen=True, kw_only=True):
    """An item's place, told without making the item."""

    id: str
    url: str
    published: datetime
    updated: datetime
    weight: int
    is_episode: bool
    told: bytes
    """The digest of everything the item is made of."""


class Item(Struct, frozen=True, kw_only=True, dict=True):
    """One entry as a feed carries it."""

    id: str
    url: str
    origin: str
    """Where it was first published: `url`, or a page elsewhere."""
    title: str
    summary: str
    """Plain text."""
    content: str
    """HTML that a reader may show as it is."""
    published: datetime
    updated: datetime
    authors: tuple[Author, ...]
    tags: tuple[str, ...]
    image: MediaFile | None = None
    media: tuple[MediaFile, ...] = ()
    license: str = ""
    """The address of the terms, or empty."""
    rights: str = ""
    podcast: Podcast = field(default_factory=Podcast)
    """Of the site."""

    @cached_property
    def weight(self) -> int:
        """At most how many bytes it takes in any format, from its texts alone."""
        files = (*self.media, self.image) if self.image else self.media
        everything = "".join(
            [
                *(self.title, self.summary, self.content, self.rights, self.license, self.id),
                *(self.url, self.url, self.origin, *self.tags),
                *(text for author in self.authors for text in (author.name, author.url)),
                *(text for file in files for text in (file.url, file.url, file.title, file.transcript)),
            ]
        )
        escaped = sum(everything.count(char) * more for char, more in _ESCAPES)
        elements = _OVERHEAD + 512 * len(files) + 128 * (len(self.tags) + len(self.authors))
        return len(everything.encode("utf-8", "replace")) + escaped + elements

    @property
    def enclosure(self) -> MediaFile | None:
        """The one file that RSS may carry: the first whose length is known."""
        return next((media for media in self.media if media.size), None)

    @property
    def episode(self) -> MediaFile | None:
        """The enclosure, where a podcast program plays it."""
        known = self.enclosure if self.podcast.email else None
        return known if known and known.is_episode else None

    @property
    def is_episode(self) -> bool:
        """Whether a podcast program plays it."""
        return self.episode is not None


ItemT_co = TypeVar("ItemT_co", bound=Placed, covariant=True)


class Feed(Struct, Generic[ItemT_co], frozen=True, kw_only=True):
    """One document of a feed: what readers subscribe to, or one archive of what has left it (RFC 5005, section 4)."""

    path: str
    """Of the folder it stands in, as an address shows it: empty for the site, `articles/`."""
    id: str
    """The same for every document and format of the feed, and for no other feed."""
    title: str
    description: str
    home: str
    """The page it goes with, absolute."""
    site: str
    """The site's own address."""
    language: str
    updated: datetime
    """The newest item's, never the build's."""
    items: tuple[ItemT_co, ...]
    author: Author
    rights: str = ""
    license: str = ""
    image: str = ""
    """A JPEG, PNG or GIF, absolute; or empty."""
    hubs: tuple[str, ...] = ()
    podcast: Podcast = field(default_factory=Podcast)
    archive: str = ""
    """`2026-03` or `2026-03-17`; empty for what readers subscribe to."""
    previous: str = ""
    """The archive of what is next older; empty where nothing is."""

    @property
    def has_episodes(self) -> bool:
        """Whether podcast programs find something in this document."""
        return any(item.is_episode for item in self.items)

    def file(self, form: str, archive: str) -> str:
        """Where a document of this feed stands below the output folder; `form` is a key of `FORMATS`."""
        return self.path + (f"feed/{archive}{FORMATS[form][0]}" if archive else CURRENT[form])

    def url(self, form: str, archive: str) -> str:
        """The public address of a document of this feed."""
        return self.site + href(self.file(form, archive))

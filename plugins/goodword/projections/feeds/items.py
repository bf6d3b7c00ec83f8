"""From an entry to the item of a feed."""

from __future__ import annotations

import mimetypes
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, time
from functools import cached_property, partial
from html import escape

from msgspec import Struct, field

from goodword.catalogue import Catalogue
from goodword.dates import When
from goodword.entries import Attachment, Entry, Media, PressUpdate
from goodword.html import Body, body_of
from goodword.index import Index
from goodword.paths import href, is_external, resolve
from goodword.projections.feeds.archives import MOST_OF_ITEM
from goodword.projections.feeds.content import portable
from goodword.projections.feeds.facts import with_facts
from goodword.projections.feeds.text import clean_text, identifier, moment, uri
from goodword.projections.feeds.values import Author, Item, MediaFile, Podcast, Slip
from goodword.strings import Strings

_WEB = ("https://", "http://")
_CREATIVE_COMMONS = re.compile(r"CC-(BY(?:-NC)?(?:-ND|-SA)?)-(\d\.\d)(?:-([A-Z]{2,3}))?", re.IGNORECASE)
_SPDX = re.compile(r"[A-Za-z0-9.+-]+")
_CLOCK = re.compile(r"(?:(\d{1,3}):)?(\d{1,3}):([0-5]\d)")
_SPOKEN = re.compile(r"(\d{1,4}) *(seconds?|secs?|s|minutes?|mins?|m|hours?|h)\.?", re.IGNORECASE)


Remember = Callable[[str, str, str, Callable[[], str]], str]
"""Gives an entry's text as feeds carry it, by the entry's identity, its page's address and whatever else it is made
from, as one text; it calls its last argument where it does not know it yet."""


def forgetful(_identity: str, _page: str, _inputs: str, make: Callable[[], str]) -> str:
    """Remembers nothing."""
    return make()


class Maker(Struct, frozen=True, kw_only=True, dict=True):
    """Makes items; `html` is the rendered body by permalink, and `bodies` are facts of it where they are known.

    Both are asked for one entry at a time.
    """

    catalogue: Catalogue
    index: Index
    strings: Strings
    html: Mapping[str, str]
    bodies: Mapping[str, Body] = field(default_factory=dict)
    footer: bool | str = True
    """Whether items say where they were first published, or in what words: `{link}` is the place."""
    podcast: Podcast = field(default_factory=Podcast)
    license: str = ""
    """The terms of entries that name none."""
    remember: Remember = forgetful

    def slip(self, entry: Entry, weight: int, *, is_episode: bool, told: bytes) -> Slip:
        """Where the item of an entry stands, by what was once known of the item."""
        published, updated = _moments(entry)
        return Slip(
            id=identifier(self.catalogue.identity(entry), self.catalogue.site.url),
            url=self.catalogue.site.url + href(entry.permalink),
            published=published,
            updated=updated,
            weight=weight,
            is_episode=is_episode,
            told=told,
        )

    def ingredients(self, entry: Entry) -> tuple[object, ...]:
        """What an item is made of beside the entry, its id, its body and what all of a site's items share."""
        files = [media.src for media in entry.media] + ([entry.image.src] if entry.image else [])
        transcripts = tuple(self._transcript(entry, media.transcript) for media in entry.media)
        return (*map(self._attachments.get, files), *transcripts)

    def item(self, entry: Entry) -> Item:
        """The entry, with its summary alone where its text is too long for any document."""
        url = self.catalogue.site.url + href(entry.permalink)
        origin = uri(entry.canonical) if entry.canonical.startswith(_WEB) else url
        summary = entry.description or self._excerpt(entry) or entry.title
        made = self._item(entry, url, origin, summary, self._signed(self._text(entry, url), summary, origin))
        if made.weight <= MOST_OF_ITEM:
            return made
        return self._item(entry, url, origin, summary, self._signed("", summary, origin))

    def _item(self, entry: Entry, url: str, origin: str, summary: str, content: str) -> Item:
        published, updated = _moments(entry)
        terms = entry.license or self.license
        return Item(
            id=identifier(self.catalogue.identity(entry), self.catalogue.site.url),
            url=url,
            origin=origin,
            title=clean_text(entry.title) or url,
            summary=clean_text(summary) or url,
            content=content,
            published=published,
            updated=updated,
            authors=self._authors(entry),
            tags=tuple(filter(None, (clean_text(tag) for tag in entry.tags))),
            image=self._image(entry),
            media=tuple(made for media in entry.media if (made := self._media(entry, media))),
            license=license_url(terms),
            rights=self.rights(terms),
            podcast=self.podcast,
        )

    def firm(self) -> Author:
        """Who answers for everything here."""
        company = self.catalogue.company
        site = self.catalogue.site
        name = clean_text(company.name if company else "") or clean_text(site.name) or site.url
        return Author(name=name, url=site.url)

    def rights(self, terms: str) -> str:
        """Whose the text is, and under which terms."""
        name, plain = self.firm().name, clean_text(terms)
        return (
            self.strings("feed.licensed", name=name, terms=plain) if plain else self.strings("feed.rights", name=name)
        )

    def author(self, id: str) -> Author:
        """A person, with their page where they have one."""
        person = self.catalogue.people[id]
        url = f"{self.catalogue.site.url}{href(f'people/{id}/')}" if id in self.index.profiles else ""
        return Author(name=clean_text(person.name), url=url)

    def _authors(self, entry: Entry) -> tuple[Author, ...]:
        known = (self.author(id) for id in entry.authors if id in self.catalogue.people)
        return tuple(author for author in known if author.name) or (self.firm(),)

    def _excerpt(self, entry: Entry) -> str:
        body = self.bodies.get(entry.permalink) or body_of(self.html.get(entry.permalink, ""))
        return body.excerpt

    def _text(self, entry: Entry, url: str) -> str:
        told = with_facts(entry, self.html.get(entry.permalink, ""), self.strings)
        title = entry.headline or entry.title
        make = partial(portable, told, url, title)
        return self.remember(self.catalogue.identity(entry), url, f"{title}\n{told}", make)

    def _signed(self, content: str, summary: str, origin: str) -> str:
        body = content or f"<p>{escape(clean_text(summary), quote=False)}</p>"
        if not self.footer:
            return body
        words = self.footer if isinstance(self.footer, str) else self.strings("feed.footer")
        link = f'<a href="{escape(origin)}">{escape(clean_text(self.catalogue.site.name) or origin, quote=False)}</a>'
        before, found, after = escape(clean_text(words), quote=False).partition("{link}")
        return f"{body}\n<p><small>{before}{link if found else f' {link}'}{after}</small></p>"

    def _image(self, entry: Entry) -> MediaFile | None:
        if not entry.image or not entry.image.src:
            return None
        return self._file(entry.image.src, title=entry.image.alt)

    def _media(self, entry: Entry, media: Media) -> MediaFile | None:
        if not media.src:
            return None
        return self._file(
            media.src,
            type=media.type,
            title=media.title,
            seconds=self._length(media),
            transcript=self._transcript(entry, media.transcript),
        )

    def _length(self, media: Media) -> int:
        """As the file has it, else as the author has written."""
        file = self._attachments.get(media.src)
        return (file.recording.seconds if file and file.recording else 0) or seconds(media.duration)

    def _transcript(self, entry: Entry, named: str) -> str:
        """An address, or the page of another text here; a file beside the entry is not published for being named."""
        if not named or is_external(named):
            return uri(named) if named.startswith(("http://", "https://")) else ""
        try:
            page = self._listed.get(resolve(entry.source, named))
        except ValueError:
            return ""
        return self.catalogue.site.url + href(page.permalink) if page else ""

    @cached_property
    def _listed(self) -> Mapping[str, Entry]:
        return {entry.source: entry for entry in (*self.index.dated, *self.index.pages)}

    @cached_property
    def _attachments(self) -> Mapping[str, Attachment]:
        return {attachment.uri: attachment for attachment in self.catalogue.attachments}

    def _file(self, src: str, *, type: str = "", title: str = "", seconds: int = 0, transcript: str = "") -> MediaFile:
        attachment = self._attachments.get(src)
        kind = attachment.media_type if attachment else mimetypes.guess_type(src)[0]
        return MediaFile(
            url=uri(src) if is_external(src) else self.catalogue.site.url + href(src),
            type=type if re.fullmatch(r"[\w.+-]+/[\w.+-]+", type) else kind or "application/octet-stream",
            size=attachment.size if attachment else 0,
            title=clean_text(title),
            seconds=seconds,
            transcript=transcript,
            transcript_type=(mimetypes.guess_type(transcript)[0] or "text/html") if transcript else "",
        )


def _moments(entry: Entry) -> tuple[datetime, datetime]:
    """When it was published, and when it was last changed."""
    assert entry.date, "what stands in feeds has a date"
    published = moment(entry.date)
    return published, max([published, *map(moment, _changes(entry))])


def _changes(entry: Entry) -> Iterator[When]:
    """When it changed in substance: a correction is an update that readers are told of."""
    if entry.updated:
        yield entry.updated
    if isinstance(entry, PressUpdate) and entry.date:
        zone = entry.date.at.tzinfo
        for correction in entry.corrections:
            yield When(datetime.combine(correction.date, time(), tzinfo=zone), True)


def license_url(terms: str) -> str:
    """Where terms are written out: those of Creative Commons at their own place, others in the SPDX list.

    Nothing for what is neither an address nor an SPDX id.
    """
    if terms.startswith(("https://", "http://")):
        return uri(terms)
    if not _SPDX.fullmatch(terms):
        return ""
    if terms.upper() == "CC0-1.0":
        return "https://creativecommons.org/publicdomain/zero/1.0/"
    if match := _CREATIVE_COMMONS.fullmatch(terms):
        kind, version, ported = match.groups()
        return f"https://creativecommons.org/licenses/{kind.lower()}/{version}/{f'{ported.lower()}/' if ported else ''}"
    return f"https://spdx.org/licenses/{terms}.html"


def seconds(duration: str) -> int:
    """How long something plays: `12:30`, `1:02:03`, `45 minutes` or a number of seconds; 0 for anything else."""
    text = duration.strip()
    if match := _CLOCK.fullmatch(text):
        hours, minutes, rest = (int(part or 0) for part in match.groups())
        return hours * 3600 + minutes * 60 + rest
    if match := _SPOKEN.fullmatch(text):
        return int(match.group(1)) * {"s": 1, "m": 60, "h": 3600}[match.group(2)[0].lower()]
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else 0

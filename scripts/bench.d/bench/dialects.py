"""The same post as each engine wants it written. Pure: (path inside the site, text)."""

from __future__ import annotations

import json
import re
import struct
import zlib
from collections.abc import Callable
from dataclasses import dataclass

from bench.corpus import Corpus, Identity, Post
from bench.words import PEOPLE

_TARGET = re.compile(r"\(@(post|image):(\d+)\)")
_NAMES = dict(PEOPLE)

Write = Callable[[Corpus, Post], tuple[str, str]]


@dataclass(frozen=True)
class Dialect:
    """How an engine's sources look."""

    write: Write
    images: str
    """The folder of images, inside the site."""


def goodword(corpus: Corpus, post: Post) -> tuple[str, str]:
    """YAML; links between source files, relative."""
    own = post.identity
    front = _yaml(own, description=post.description, authors=post.authors, tags=post.tags)
    if own.section == "press":
        front += "type: release\n"

    def link(target: Identity) -> str:
        return f"{target.slug}.md" if target.section == own.section else f"../{target.section}/{target.slug}.md"

    body = _body(corpus, post, link, "../images/", fold="<!-- more -->")
    return f"content/{own.section}/{own.slug}.md", f"---\n{front}---\n\n{body}"


def hugo(corpus: Corpus, post: Post) -> tuple[str, str]:
    """YAML; links to addresses."""
    own = post.identity
    front = _yaml(own, description=post.description, authors=post.authors, tags=post.tags)
    body = _body(corpus, post, lambda to: f"/{to.section}/{to.slug}/", "/images/", fold="<!--more-->")
    return f"content/{own.section}/{own.slug}.md", f"---\n{front}---\n\n{body}"


def eleventy(corpus: Corpus, post: Post) -> tuple[str, str]:
    """YAML; links to addresses; lists show the description."""
    own = post.identity
    front = _yaml(own, description=post.description, authors=post.authors, tags=post.tags)
    body = _body(corpus, post, lambda to: f"/{to.section}/{to.slug}/", "/images/", fold="")
    return f"content/{own.section}/{own.slug}.md", f"---\n{front}---\n\n{body}"


def material(corpus: Corpus, post: Post) -> tuple[str, str]:
    """YAML; all posts in one folder, sections as categories; links between source files."""
    own = post.identity
    front = _yaml(own, description=post.description, authors=post.authors, tags=post.tags)
    front += f"slug: {own.slug}\ncategories: [{own.section}]\n"
    title = f"# {own.title}\n\n"
    body = _body(corpus, post, lambda to: f"{to.slug}.md", "../images/", fold="<!-- more -->")
    return f"docs/posts/{own.slug}.md", f"---\n{front}---\n\n{title}{body}"


def pelican(corpus: Corpus, post: Post) -> tuple[str, str]:
    """Lines of metadata, names for people, `{filename}` for links."""
    own = post.identity
    front = (
        f"Title: {own.title}\nDate: {own.date.isoformat()}\nSlug: {own.slug}\nCategory: {own.section}\n"
        f"Tags: {', '.join(post.tags)}\nAuthors: {', '.join(_NAMES[id] for id in post.authors)}\n"
        f"Summary: {post.description}\n"
    )
    body = _body(corpus, post, lambda to: f"{{filename}}/{to.section}/{to.slug}.md", "{static}/images/", fold="")
    return f"content/{own.section}/{own.slug}.md", f"{front}\n{body}"


DIALECTS = {
    "goodword": Dialect(goodword, "content/images"),
    "hugo": Dialect(hugo, "static/images"),
    "eleventy": Dialect(eleventy, "content/images"),
    "material": Dialect(material, "docs/images"),
    "pelican": Dialect(pelican, "content/images"),
}


def _yaml(own: Identity, *, description: str, authors: tuple[str, ...], tags: tuple[str, ...]) -> str:
    return (
        f"title: {json.dumps(own.title)}\ndate: {own.date.isoformat()}\ndescription: {json.dumps(description)}\n"
        f"authors: [{', '.join(authors)}]\ntags: [{', '.join(tags)}]\n"
    )


def _body(corpus: Corpus, post: Post, link: Callable[[Identity], str], images: str, *, fold: str) -> str:
    def target(found: re.Match[str]) -> str:
        if found[1] == "image":
            return f"({images}{image_name(int(found[2]))})"
        return f"({link(corpus.identity(int(found[2])))})"

    blocks = (post.lead, fold, post.rest) if fold else (post.lead, post.rest)
    return _TARGET.sub(target, "\n\n".join(blocks)) + "\n"


def image_name(number: int) -> str:
    """The file name of an image."""
    return f"figure-{number}.png"


def image(number: int) -> bytes:
    """A PNG of 320 by 200 points in one grey."""
    row = b"\0" + bytes([20 * number % 256]) * 320
    parts = [
        (b"IHDR", struct.pack(">IIBBBBB", 320, 200, 8, 0, 0, 0, 0)),
        (b"IDAT", zlib.compress(row * 200, 9)),
        (b"IEND", b""),
    ]
    chunks = [struct.pack(">I", len(data)) + kind + data + _crc(kind + data) for kind, data in parts]
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


def _crc(data: bytes) -> bytes:
    return struct.pack(">I", zlib.crc32(data))

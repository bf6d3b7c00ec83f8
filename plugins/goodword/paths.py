"""Addresses: from a source path to a permalink, and from a reference in a file to the file it means."""

from __future__ import annotations

import posixpath
import re
import unicodedata
from datetime import date
from functools import lru_cache
from urllib.parse import quote, unquote, urlsplit

from goodword.dates import parse_day

_DATED_NAME = re.compile(r"(\d{4}-\d{2}-\d{2})[-_ ](.+)", re.ASCII)
_NOT_OF_A_PATH = re.compile(r"[%?#\x00-\x1f]|^ +| +$")
"""What ends a path in an address, or is taken out of it."""
_NOT_WORD = re.compile(r"[^\w]+")
_RESERVED = frozenset(
    {
        "con",
        "prn",
        "aux",
        "nul",
        "clock$",
        "conin$",
        "conout$",
        *(f"{p}{n}" for p in ("com", "lpt") for n in "0123456789¹²³"),
    }
)
"""Devices of Windows, whatever follows a dot. Source: learn.microsoft.com/windows/win32/fileio/naming-a-file."""
INDEX_NAMES = ("index.md", "README.md")


class Escape(ValueError):
    """A path that would leave its folder, or that some file system cannot hold."""


def is_markdown(uri: str) -> bool:
    """Whether the host renders this file as a page."""
    return uri.lower().endswith((".md", ".markdown", ".mdown", ".mkdn", ".mkd"))


def is_shown_by_networks(src: str) -> bool:
    """Whether social networks show this picture beside a link: they know neither SVG nor AVIF."""
    return urlsplit(src).path.lower().endswith((".jpg", ".jpeg", ".png", ".webp", ".gif"))


def dated_name(uri: str) -> tuple[date | None, str]:
    """The date that begins a file's name, if one does, and the rest of the name without its suffix."""
    stem = posixpath.splitext(posixpath.basename(uri))[0]
    match = _DATED_NAME.fullmatch(stem)
    if not match:
        return None, stem
    try:
        return parse_day(match.group(1)), match.group(2)
    except ValueError:
        return None, stem


def permalink(uri: str, slug: str = "") -> str:
    """`articles/2026-03-04-pricing.md` gives `articles/pricing/`; the home page gives an empty text.

    Raises Escape where a part of it cannot be a folder's name everywhere.
    """
    folder, name = posixpath.split(uri)
    if slug:
        check_name(slug)
    if name in INDEX_NAMES:
        parent, own = posixpath.split(folder)
        path = posixpath.join(parent, slug) if slug and own else folder
    else:
        path = posixpath.join(folder, slug or dated_name(uri)[1])
    for part in filter(None, path.split("/")):
        check_name(part)
    return f"{path}/" if path else ""


def check_name(name: str) -> None:
    """Raises Escape for a name that leaves its folder or that a common file system refuses."""
    if name in ("", ".", "..") or name != name.strip() or name.endswith("."):
        raise Escape(name)
    if any(char in '<>:"/\\|?*#%' or not char.isprintable() for char in name):
        raise Escape(name)
    if name.split(".", maxsplit=1)[0].rstrip().lower() in _RESERVED or len(name.encode("utf-8", "replace")) > 200:
        raise Escape(name)


def same_place(path: str) -> str:
    """What two paths have in common when a file system that ignores case and Unicode form confuses them."""
    if path.isascii():  # nearly always, and then it has one form
        return path.lower()
    return unicodedata.normalize("NFC", unicodedata.normalize("NFKC", path).casefold())


def is_external(reference: str) -> bool:
    """Whether a reference leads out of the content folder by being a URL, a broken one included."""
    try:
        parts = urlsplit(reference)
    except ValueError:
        return True
    return bool(parts.scheme or parts.netloc)


def resolve(uri: str, reference: str) -> str:
    """The content-relative path that `reference` in the file `uri` means; a leading `/` is the content folder.

    Raises Escape where it leads out of the content folder.
    """
    path = unquote(urlsplit(reference).path)
    base = "" if path.startswith("/") else posixpath.dirname(uri)
    joined = posixpath.normpath(posixpath.join(base, path.lstrip("/")))
    if joined == ".." or joined.startswith("../"):
        raise Escape(reference)
    return joined


def reference(uri: str, path: str) -> str:
    """How the file `uri` names a path of the content folder, so that `resolve` finds it."""
    relative = posixpath.relpath(path, posixpath.dirname(uri) or ".")
    written = _NOT_OF_A_PATH.sub(lambda found: quote(found[0]), relative)
    return f"./{written}" if is_external(written) else written


def alias(text: str) -> str:
    """The output path of a redirect for an old address: `/old/` gives `old/index.html`. Raises Escape."""
    path = unquote(urlsplit(text).path).strip("/")
    for part in path.split("/"):
        check_name(part)
    if not path or is_external(text):
        raise Escape(text)
    return path if posixpath.splitext(path)[1] in (".html", ".htm") else f"{path}/index.html"


@lru_cache(maxsize=1 << 16)
def named(permalink: str) -> str:
    """An address as it stands in an identity: in the form that programs compare by (RFC 3986, section 6.2.2)."""
    return quote(permalink, safe="/~@!$&'()*+,;=", errors="replace")


@lru_cache(maxsize=1 << 16)
def href(permalink: str) -> str:
    """An address as it stands in a link: percent-encoded (RFC 3986)."""
    return quote(permalink, errors="replace")


@lru_cache(maxsize=1 << 12)
def slugify(text: str) -> str:
    """Letters and digits of any script, joined by hyphens, in lower case: `Crème brûlée!` gives `crème-brûlée`."""
    normal = unicodedata.normalize("NFC", text).casefold()
    return _NOT_WORD.sub("-", normal.replace("_", "-")).strip("-")

"""Texts as the values they stand for; each raises ValueError where a text is none."""

from __future__ import annotations

from posixpath import normpath
from urllib.parse import urlsplit

_TRUE, _FALSE = frozenset({"true", "yes", "on"}), frozenset({"false", "no", "off"})
_SCHEMES = frozenset({"http", "https", "mailto", "tel"})


def safe_url(text: str) -> str:
    """`text` if it is a web address, mailto, tel or a path within the site. Raises ValueError."""
    if not text or any(char.isspace() or not char.isprintable() or char == "\\" for char in text):
        raise ValueError(text)
    if text.startswith("//"):
        raise ValueError(text)
    parts = urlsplit(text)
    if parts.scheme and parts.scheme not in _SCHEMES:
        raise ValueError(text)
    if not parts.scheme and any(":" in way.split("/", maxsplit=1)[0] for way in (text, normpath(parts.path))):
        raise ValueError(text)
    if parts.scheme in ("http", "https") and not parts.hostname:
        raise ValueError(text)
    return text


def full_url(text: str) -> str:
    """A `safe_url` that means one place wherever it stands: with a scheme, or from the top of the site.

    Raises ValueError: `nonsense`, and `www.x.example` without `https://`, would lead to a page below their own.
    """
    if not urlsplit(safe_url(text)).scheme and not text.startswith(("/", "#")):
        raise ValueError(text)
    return text


def flag(text: str) -> bool:
    """True or false, also as yes or no, on or off."""
    if text.lower() in _TRUE:
        return True
    if text.lower() in _FALSE:
        return False
    raise ValueError(text)


def integer(text: str) -> int:
    """A whole number of at most 12 digits."""
    if not text.isascii() or not text.lstrip("-").isdigit() or len(text) > 12:
        raise ValueError(text)
    return int(text)


def short(text: str) -> str:
    """A text in quotes for a message, cut after 60 characters; the one function here that never raises."""
    return f"'{text[:60]}…'" if len(text) > 60 else f"'{text}'"

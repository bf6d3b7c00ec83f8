"""What a feed may say in plain text: characters that XML carries, addresses that are URIs, moments that readers parse.

Source of every rule here that names the validator: the code of the W3C feed validation service.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, time
from hashlib import blake2b
from html import escape, unescape
from html.entities import name2codepoint
from urllib.parse import quote, urljoin

from goodword.dates import When

_LAST = "".join(chr(plane << 16 | last) for plane in range(1, 17) for last in (0xFFFE, 0xFFFF))
UNFIT = re.compile(f"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffd-\uffff{_LAST}]")
"""What XML 1.0 cannot carry (section 2.2), and what the validator takes for broken text: C1, U+FFFD, and code points
that stand for no character."""
AMPERSAND = "\ufdd0"
"""Stands for an `&` until the bytes are written, where it becomes `&#x26;`; no text of an author holds it."""
_TAG = re.compile(r"<[a-zA-Z/!?]")
_ENTITY = re.compile(r"&(#?\w+)")
_URI = "%/:=&?~#+!$,;'@()*[]"
"""What `quote` leaves alone: everything that has a meaning in a URI, and what is quoted already (RFC 3986)."""
EMAIL = re.compile(r"[\w.+'-]+@([a-z0-9-]+\.)+[a-z0-9][a-z0-9-]*", re.ASCII | re.IGNORECASE)
"""An e-mail address as the validator reads one."""
_ADDRESS = re.compile(r"<[^<>\s]+@[^<>\s]+>")
_MOJIBAKE = re.compile("[\u00c2\u00c3][\u0080-\u00bf]")
_IS_URI = re.compile(r"[a-zA-Z][0-9a-zA-Z+.-]*:[0-9a-zA-Z;/?:@&=+$.\-_!~*'()%,#]+")
_IN_URI = "/?:@!$&'()*+,;="
_HALF_HOUR = 1800
EARLIEST = datetime(1990, 1, 1, 12, tzinfo=UTC)
"""Before this nothing was on the web, and the validator takes a date for a mistake."""
_NOON = time(12)


def clean_text(text: str) -> str:
    """Plain text that XML can carry, on one line."""
    return " ".join(UNFIT.sub("", mended(text)).split())


def mended(text: str) -> str:
    """A text that was once read in the wrong encoding as it was meant: `CafÃ©` is `Café`."""
    if not _MOJIBAKE.search(text):
        return text
    try:
        return text.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return text


def as_html(text: str) -> str:
    """Plain text as the HTML that readers take it for."""
    return escape(clean_text(text), quote=False)


def reads_as_markup(text: str) -> bool:
    """Whether readers and the validator take plain text for HTML: it holds a tag or an entity."""
    if _TAG.search(text):
        return True
    names = _ENTITY.findall(text)
    return any(name in name2codepoint or name == "apos" or not name.isalpha() for name in names)


def rss_text(text: str) -> str:
    """Plain text for an element of RSS that has no type: HTML only where it would be taken for HTML.

    The validator then wants the `&` of that HTML as a hexadecimal reference (RSS Best Practices Profile, title).
    """
    plain = clean_text(text)
    return escape(plain, quote=False).replace("&", AMPERSAND) if reads_as_markup(plain) else plain


def untyped(text: str) -> str:
    """Names, tags and rights: nobody reads them as HTML, and where they look like it they get other brackets."""
    plain = clean_text(text)
    if not reads_as_markup(plain) and not _ADDRESS.search(plain):
        return plain
    shown = clean_text(unescape(plain)).replace("<", "‹").replace(">", "›")
    return shown.replace("&", "＆") if reads_as_markup(shown) else shown


def written(data: bytes) -> bytes:
    """The bytes of a document with every stand-in replaced."""
    return data.replace(AMPERSAND.encode(), b"&#x26;")


def is_address(id: str) -> bool:
    """Whether a text is a whole URI (RFC 3986)."""
    return bool(_IS_URI.fullmatch(id))


def identifier(id: str, base: str) -> str:
    """An identity that is an address as it is, any other as a part of the site's: Atom takes nothing but addresses."""
    plain = clean_text(id)
    return plain if is_address(plain) else f"{base}#{quote(plain, safe=_IN_URI, errors='replace')}"


def absolute(url: str, base: str) -> str:
    """`url` as seen from the page at `base`; what cannot be resolved becomes empty."""
    if url.startswith("#"):
        return base.partition("#")[0] + url.strip()
    try:
        return urljoin(base, url.strip())
    except ValueError:
        return ""


def uri(url: str) -> str:
    """An address with nothing in it but what a URI may hold."""
    return quote(UNFIT.sub("", url).strip(), safe=_URI, errors="replace")


def moment(when: When) -> datetime:
    """When a feed says it was published: a day without a time is noon of it in the site's zone.

    Noon is the same day for readers between eleven hours west and eleven hours east of the firm, no zone's clocks
    have ever jumped over it, and nobody reads it as the evening before, as happens to a midnight.
    """
    return parsable(when.at if not when.whole_day else datetime.combine(when.day, _NOON, tzinfo=when.at.tzinfo))


def is_plausible(at: datetime) -> bool:
    """Whether a date is one that feeds tell: an older text is on the web without its date of publication."""
    return at.year >= EARLIEST.year


def distinct(at: datetime, id: str) -> datetime:
    """The moment with a fraction of a second that the identity gives.

    Entries of one day share their noon, and the validator warns of two that were changed at the same moment.
    """
    fraction = int.from_bytes(blake2b(id.encode("utf-8", "replace"), digest_size=8).digest(), "big") % 1_000_000
    return (at if is_plausible(at) else EARLIEST).replace(microsecond=fraction)


def parsable(at: datetime) -> datetime:
    """The moment to the second, with an offset that RFC 3339 and the validator's reading of RFC 2822 both know."""
    offset = at.utcoffset()
    whole = offset is not None and offset.total_seconds() % _HALF_HOUR == 0
    return (at if whole else at.astimezone(UTC)).replace(microsecond=0)

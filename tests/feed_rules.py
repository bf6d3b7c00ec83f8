"""What the W3C feed validation service says of a document, as far as its rules concern what Goodword writes.

Each rule is named as the service names it. Read from its published code (validators, channel, item, content, link,
image, itunes, media); it does not run offline. Both of its levels count: a warning is a fault here.
"""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from email.utils import parsedate
from functools import cache
from html.entities import name2codepoint
from unicodedata import normalize
from urllib.parse import quote, unquote

from html5lib.html5parser import HTMLParser, ParseError
from lxml import etree
from lxml import html as lxml_html

ATOM = "{http://www.w3.org/2005/Atom}"
CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
ITUNES = "{http://www.itunes.com/dtds/podcast-1.0.dtd}"
MEDIA = "{http://search.yahoo.com/mrss/}"
DC = "{http://purl.org/dc/elements/1.1/}"
FH = "{http://purl.org/syndication/history/1.0}"
KNOWN_NAMESPACES = {space.strip("{}") for space in (ATOM, ITUNES, MEDIA, DC, FH)} | {
    "http://purl.org/rss/1.0/modules/content/",
    "http://backend.userland.com/creativeCommonsRssModule",
}
"""Of those that the service knows, the ones that Goodword has a use for."""

_ELEMENT_NAMES = """
a abbr acronym address area article aside audio b bdi big blockquote br caption center cite code col colgroup data dd
del details dfn dir div dl dt em figcaption figure footer font header h1 h2 h3 h4 h5 h6 hgroup hr i img ins kbd label
legend li m main map mark menu meter nav ol output p picture pre progress q rp rt ruby s samp section small source span
strike strong sub summary sup table tbody td time tfoot th thead tr track tt u ul var video wbr
"""
_ATTRIBUTE_NAMES = """
abbr alt cite colspan datetime dir height href hreflang id lang media open poster rowspan scope src srcset start
summary title type width
"""
_ELEMENTS, _ATTRIBUTES = frozenset(_ELEMENT_NAMES.split()), frozenset(_ATTRIBUTE_NAMES.split())
_MARKUP = _ELEMENTS | {"script", "title", "iframe", "form", "style", "object", "embed", "textarea", "select"}
_URI = re.compile(r"[a-zA-Z][0-9a-zA-Z+\-.]*:(//)?[0-9a-zA-Z;/?:@&=+$.\-_!~*'()%,#]+$")
_TAG_URI = re.compile(
    r"tag:([a-z0-9\-._]+?@)?[a-z0-9.\-]+?,\d{4}(-\d{2}(-\d{2})?)?:"
    r"[0-9a-zA-Z;/?:@&=+$.\-_!~*'()%,]*(#[0-9a-zA-Z;/?:@&=+$.\-_!~*'()%,]*)?$"
)
_SCHEMES = {"http", "https", "tag", "urn", "mailto", "tel", "ftp", "info"}
_DOMAIN = r"([A-Z0-9-]+\.)+[A-Z0-9][-A-Z0-9]*"
_HTTP = re.compile(rf"https?://{_DOMAIN}(:\d+)?(/|$)", re.IGNORECASE)
_EMAIL = re.compile(rf"[A-Z0-9_\-+.']+@{_DOMAIN}", re.IGNORECASE)
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]+)*")
_CATEGORIES = {
    *("Arts", "Business", "Comedy", "Education", "Fiction", "Government", "Health & Fitness", "History", "Leisure"),
    *("Kids & Family", "Music", "News", "Religion & Spirituality", "Science", "Society & Culture", "Sports"),
    *("TV & Film", "Technology", "True Crime"),
}
_RFC2822 = re.compile(
    r"(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{4} \d\d:\d\d:\d\d "
    r"[+-]\d\d[03]0$"
)
_RFC3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d*)?(Z|[+-]\d\d:\d\d)$")
_RELATIONS = {"alternate", "current", "enclosure", "hub", "license", "prev-archive", "self", "via"}
_MIME = re.compile(r"[^\s()<>,;:\\\"/\[\]?=]+/[^\s()<>,;:\\\"/\[\]?=]+$")
_BAD = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x80-\x9f\ufffd]")


def faults(document: bytes) -> list[str]:
    """Everything the service would say."""
    text = document.decode("utf-8")
    root = etree.fromstring(document)
    found = [f"BadCharacters {match.group()!r}" for match in _BAD.finditer(text)]
    found += [
        f"UnknownNamespace {uri}" for uri in {u for e in root.iter() for u in e.nsmap.values()} - KNOWN_NAMESPACES
    ]
    found += [f"BadCharacters {text[:40]!r}" for e in root.iter() for text in (e.text or "",) if _is_misread(text)]
    if root.tag == "rss":
        found += _rss(root, text)
    elif root.tag == f"{ATOM}feed":
        found += _atom(root)
    else:
        found.append(f"UndefinedElement {root.tag}")
    return found + _media(root)


def _rss(root: etree._Element, text: str) -> list[str]:
    lines = text.split("\n")
    channel = root.find("channel")
    found = [f"Missing {name}" for name in ("title", "link", "description", "language") if not channel.findtext(name)]
    found += _once(channel, ("title", "link", "description", "image", "language", "lastBuildDate", "copyright"))
    links = channel.findall(f"{ATOM}link")
    found += ["MissingAtomSelfLink"] if [link.get("rel") for link in links].count("self") != 1 else []
    found += _links(links)
    names = [child.tag for child in channel]
    if "item" in names and any(name != "item" for name in names[names.index("item") :]):
        found.append("MisplacedItem")
    found += [f"InvalidFullLink {url}" for url in _texts(channel, "link") if not _URI.match(url)]
    found += _days(channel, "lastBuildDate")
    found += [] if _LANGUAGE.fullmatch(channel.findtext("language") or "") else ["InvalidLanguage"]
    found += ["UndefinedElement copyright dc:rights"] if channel.find(f"{DC}rights") is not None else []
    for name in ("title", "description", "copyright"):
        found += _plain(channel.find(name), lines, rss=True)
    if (image := channel.find("image")) is not None:
        found += ["ImageTitleDoesntMatch"] if image.findtext("title") != channel.findtext("title") else []
        found += ["ImageLinkDoesntMatch"] if image.findtext("link") != channel.findtext("link") else []
        found += (
            ["ImageUrlFormat"] if not image.findtext("url").lower().endswith((".png", ".jpg", ".jpeg", ".gif")) else []
        )
    items = channel.findall("item")
    found += [f"DuplicateValue {guid}" for guid, n in Counter(i.findtext("guid") for i in items).items() if n > 1]
    for item in items:
        found += _rss_item(item, lines)
    return found + _podcast(channel, items)


def _rss_item(item: etree._Element, lines: list[str]) -> list[str]:
    found = _once(item, ("title", "link", "description", CONTENT, "guid", "pubDate", "enclosure", f"{DC}rights"))
    names = [child.tag for child in item]
    if CONTENT in names and names.index(CONTENT) < names.index("description"):
        found.append("NeedDescriptionBeforeContent")
    if "author" in names and f"{DC}creator" in names:
        found.append("DuplicateItemSemantics author dc:creator")
    found += _plain(item.find("title"), lines, rss=True)
    for tag in item.findall("category"):
        found += _plain(tag, lines, rss=True) + ([] if tag.text else ["NotBlank category"])
    for name in ("description", CONTENT):
        found += _safe(item.findtext(name) or "")
    found += _days(item, "pubDate") + _moments(item, f"{ATOM}updated")
    found += _plain(item.find(f"{DC}rights"), lines, rss=True)
    guid = item.find("guid")
    if guid is not None and len(guid.text or "") < 9 and (guid.text or "0").isdigit():
        found.append("NotSufficientlyUnique")
    if guid is None or (guid.get("isPermaLink") == "true") != (guid.text == item.findtext("link")):
        found.append("InvalidHttpGUID")
    for enclosure in item.findall("enclosure"):
        if not _HTTP.match(enclosure.get("url", "")) or not _URI.match(enclosure.get("url")):
            found.append("InvalidURLAttribute enclosure")
        if not enclosure.get("length", "").isdigit() or not _MIME.match(enclosure.get("type", "")):
            found.append("enclosure without length or type")
    return found + [f"InvalidFullLink {url}" for url in _texts(item, "link") if not _URI.match(url)]


def _podcast(channel: etree._Element, items: list[etree._Element]) -> list[str]:
    with_tags = [item for item in items if any(str(child.tag).startswith(ITUNES) for child in item)]
    if not with_tags:
        return ["itunes without episodes"] if any(str(child.tag).startswith(ITUNES) for child in channel) else []
    found = [
        f"MissingItunesElement {n}" for n in ("category", "explicit", "owner") if channel.find(f"{ITUNES}{n}") is None
    ]
    found += [
        f"InvalidItunesCategory {c.get('text')}"
        for c in channel.findall(f"{ITUNES}category")
        if c.get("text") not in _CATEGORIES
    ]
    for name in channel.iter(f"{ITUNES}author", f"{ITUNES}name"):
        found += _plain(name, [], rss=False) + (["TooLong"] if len(name.text or "") > 255 else [])
    for email in channel.iter(f"{ITUNES}email"):
        found += [] if _EMAIL.fullmatch(email.text or "") else [f"InvalidContact {email.text}"]
    for image in channel.iter(f"{ITUNES}image"):
        found += [] if _HTTP.match(image.get("href", "")) else ["InvalidURLAttribute itunes:image"]
    for item in with_tags:
        found += [f"InvalidTrueFalse {v}" for v in _texts(item, f"{ITUNES}explicit") if v not in ("true", "false")]
        enclosure = item.find("enclosure")
        if enclosure is None or enclosure.get("url").split(".")[-1] not in ("m4a", "mp3", "mov", "mp4", "m4v", "pdf"):
            found.append("UnsupportedItunesFormat")
        found += [
            f"InvalidDuration {d}"
            for d in _texts(item, f"{ITUNES}duration")
            if not re.match(r"\d+(:[0-5]\d(:[0-5]\d)?)?$", d)
        ]
    return found


def _atom(feed: etree._Element) -> list[str]:
    found = [f"Missing {name}" for name in ("id", "title", "updated") if not feed.findtext(f"{ATOM}{name}")]
    language = feed.get("{http://www.w3.org/XML/1998/namespace}lang") or ""
    found += [] if _LANGUAGE.fullmatch(language) else [f"InvalidLanguage {language!r}"]
    links = feed.findall(f"{ATOM}link")
    found += _links(links) + _atom_common(feed) + _atom_history(feed, [link.get("rel") for link in links])
    names = [child.tag for child in feed]
    entries = feed.findall(f"{ATOM}entry")
    after = names[names.index(f"{ATOM}entry") :] if entries else []
    found += [f"MisplacedMetadata {n}" for n in after if n.startswith(ATOM) and n != f"{ATOM}entry"]
    changed = Counter(e.findtext(f"{ATOM}updated") for e in entries)
    found += [f"DuplicateUpdated {day}" for day, n in changed.items() if n > 1]
    found += [f"DuplicateEntries {i}" for i, n in Counter(e.findtext(f"{ATOM}id") for e in entries).items() if n > 1]
    for entry in entries:
        found += _atom_common(entry) + _links(entry.findall(f"{ATOM}link"), in_entry=True)
        found += [
            f"Missing {n}" for n in ("id", "title", "updated", "author", "content") if entry.find(f"{ATOM}{n}") is None
        ]
    return found


def _atom_history(feed: etree._Element, relations: list[str | None]) -> list[str]:
    """ArchiveIncomplete, MissingCurrentInArchive: looked for where the first entry begins."""
    names = [child.tag for child in feed]
    before = names[: names.index(f"{ATOM}entry")] if f"{ATOM}entry" in names else names
    found = [] if relations.count("self") == 1 else ["MissingSelf"]
    if f"{FH}archive" in before:
        found += [] if {"prev-archive", "next-archive"} & set(relations) else ["ArchiveIncomplete"]
        found += [] if "current" in relations else ["MissingCurrentInArchive"]
    return found


def _atom_common(element: etree._Element) -> list[str]:
    found = []
    for name in ("title", "subtitle", "summary", "rights", "content"):
        for text in element.findall(f"{ATOM}{name}"):
            found += _safe(text.text or "") if text.get("type") == "html" else _plain(text, [], rss=False)
            found += [] if text.text else [f"NotBlank {name}"]
    found += _moments(element, f"{ATOM}published") + _moments(element, f"{ATOM}updated")
    for category in element.findall(f"{ATOM}category"):
        found += [] if category.get("term", "").strip() else ["NotBlank term"]
    for author in element.findall(f"{ATOM}author"):
        if re.search(rf"<{_EMAIL.pattern}>", author.findtext(f"{ATOM}name") or "", re.IGNORECASE):
            found.append("ContainsEmail")
        found += [f"InvalidIRI {u}" for u in _texts(author, f"{ATOM}uri") if not _URI.match(u)]
        found += _plain(author.find(f"{ATOM}name"), [], rss=False)
        found += [] if author.findtext(f"{ATOM}name") else ["NotBlank name"]
    id = element.findtext(f"{ATOM}id") or ""
    found += [] if _canonical(id) == id else [f"NonCanonicalURI {id}"]
    found += [] if id.partition(":")[0].lower() in _SCHEMES else [f"SchemeNotIANARegistered {id}"]
    return found + ([] if (_TAG_URI if id.startswith("tag:") else _URI).match(id) else [f"InvalidFullLink {id}"])


def _links(links: list[etree._Element], *, in_entry: bool = False) -> list[str]:
    alternates = Counter((link.get("type"), link.get("hreflang")) for link in links if link.get("rel") == "alternate")
    found = [f"DuplicateAtomLink {kind}" for kind, n in alternates.items() if n > 1]
    for link in links:
        rel = link.get("rel", "alternate")
        if rel == "self" and link.get("type") not in (None, "application/atom+xml", "application/rss+xml"):
            found.append("SelfNotAtom")
        found += [] if rel in _RELATIONS else [f"UnregisteredAtomLinkRel {rel}"]
        found += [] if _URI.match(link.get("href", "")) else [f"InvalidLink {link.get('href')}"]
        found += ["FeedHistoryRelInEntry"] if in_entry and rel in ("current", "prev-archive") else []
        found += [] if link.get("type") is None or _MIME.match(link.get("type")) else ["InvalidMIMEType"]
        found += [] if link.get("length") is None or link.get("length").isdigit() else ["InvalidNonNegativeInteger"]
    return found


def _plain(element: etree._Element | None, lines: list[str], *, rss: bool) -> list[str]:
    """ContainsHTML, ContainsUndeclaredHTML, CharacterData."""
    if element is None:
        return []
    text = element.text or ""
    if tags := [tag for tag in re.findall(r"</(\w+)>", text) if tag.lower() in _MARKUP]:
        return [f"ContainsHTML {tags[0]} in {element.tag}"]
    hexadecimal = bool(lines) and "&#x" in lines[element.sourceline - 1]
    if names := re.findall(r"&(#?\w+)", text):
        marked = [n for n in names if n in name2codepoint or n == "apos" or not n.isalpha()]
        return [f"ContainsHTML &{n}; in {element.tag}" for n in marked if not hexadecimal]
    if rss and re.search(r"&#[x0-9]|<[/a-zA-Z]", text) and not hexadecimal:
        return [f"CharacterData in {element.tag}"]
    return []


@cache  # a text stands in every format, in the feeds of its section, its tags and its authors, and in an archive
def _safe(html: str) -> tuple[str, ...]:
    """NotHtml, SecurityRisk, SecurityRiskAttr, DangerousStyleAttr, ContainsRelRef."""
    if not html:
        return ()
    found = []
    try:
        HTMLParser(strict=True).parseFragment(html)
    except ParseError as error:
        found.append(f"NotHtml {error}: {html[:80]!r}")
    for element in lxml_html.fragment_fromstring(html, create_parent="div").iter():
        if not isinstance(element.tag, str):
            found.append("comment")
            continue
        found += [] if element.tag in _ELEMENTS else [f"SecurityRisk {element.tag}"]
        found += [f"SecurityRiskAttr {name}" for name in element.attrib if name not in _ATTRIBUTES]
        addresses = [element.get(name) for name in ("href", "src", "poster", "cite") if element.get(name) is not None]
        addresses += [part.split()[0] for part in (element.get("srcset") or "").split(", ") if part.split()]
        found += [f"ContainsRelRef {a}" for a in addresses if not re.match(r"(https?|mailto|tel):", a)]
    return tuple(found)


def _media(root: etree._Element) -> list[str]:
    found = []
    for content in root.iter(f"{MEDIA}content"):
        found += [] if _URI.match(content.get("url", "")) else [f"InvalidFullLink {content.get('url')}"]
        found += [] if content.get("medium") in ("image", "audio", "video", "document") else ["InvalidMediaMedium"]
        found += [] if int(content.get("fileSize", "1")) > 0 else ["InvalidPositiveInteger"]
    for title in root.iter(f"{MEDIA}title"):
        found += _safe(title.text or "")
    return found


def _once(parent: etree._Element, names: tuple[str, ...]) -> list[str]:
    return [f"DuplicateElement {name}" for name in names if len(parent.findall(name)) > 1]


def _texts(parent: etree._Element, name: str) -> list[str]:
    return [element.text or "" for element in parent.findall(name)]


def _days(parent: etree._Element, name: str) -> list[str]:
    """InvalidRFC2822Date, IncorrectDOW, ImplausibleDate; what is too new only the day of the visit tells."""
    found = []
    for day in _texts(parent, name):
        parsed = parsedate(day)
        if not _RFC2822.match(day) or not parsed:
            found.append(f"InvalidRFC2822Date {day}")
            continue
        found += [] if date(*parsed[:3]).strftime("%a") == day[:3] else [f"IncorrectDOW {day}"]
        found += [] if parsed[0] >= 1990 else [f"ImplausibleDate {day}"]
    return found


def _moments(parent: etree._Element, name: str) -> list[str]:
    days = _texts(parent, name)
    found = [f"InvalidRFC3339Date {day}" for day in days if not _RFC3339.match(day)]
    return found + [f"ImplausibleDate {day}" for day in days if day < "1990-01-01"]


def _canonical(uri: str) -> str:
    """As the service writes an address to compare it."""
    scheme, _, rest = uri.partition(":")
    head, path = (re.match(r"(//[^/?#]*)?(.*)", rest, re.DOTALL) or [rest, "", rest]).groups("")
    return f"{scheme.lower()}:{head}{quote(normalize('NFC', unquote(path)), safe='~:/?[]@!$&' + chr(39) + '()*+,;=#%')}"


def _is_misread(text: str) -> bool:
    """Whether it reads as UTF-8 that somebody took for Latin-1."""
    if not re.search("[\u00c2\u00c3][\u0080-\u00bf]", text):
        return False
    try:
        text.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return False
    return True

"""The keys that every kind shares, as constructor arguments of an entry."""

from __future__ import annotations

import re
from typing import Any

from goodword import paths
from goodword.dates import When, start_of
from goodword.entries import DATED, Ignore
from goodword.fields import Fields
from goodword.media import read_media
from goodword.nodes import Mapped, Pair, Scalar
from goodword.nodes import Sequence as ListNode
from goodword.problems import Place, Severity
from goodword.references import read_image

_RULE = re.compile(r"FR0(?:0[1-9]|1[0-4])")


def places(metadata: Mapped) -> dict[str, Place]:
    """Where each value stands, each text of a list under `key.text`, an ignored rule under `freshness.CODE`.

    What a `date` groups stands as if it were written alone.
    """
    found = {pair.key.lower(): pair.value.place for pair in metadata}
    for pair in metadata:
        for item in pair.value.items if isinstance(pair.value, ListNode) else ():
            if isinstance(item, Scalar):
                found.setdefault(f"{pair.key.lower()}.{item.text.strip()}", item.place)
    for inner in _within(metadata, "date"):
        found.setdefault(inner.key.lower(), inner.value.place)
    for inner in _within(metadata, "freshness", "ignore"):
        found.setdefault(f"freshness.{inner.key.strip().upper()}", inner.value.place)
    return found


def _within(metadata: Mapped, *path: str) -> tuple[Pair, ...]:
    """What a mapping in a mapping holds; nothing where it is none."""
    for name in path:
        value = next((pair.value for pair in metadata if pair.key.lower() == name), None)
        if not isinstance(value, Mapped):
            return ()
        metadata = value
    return tuple(metadata)


def keys(fields: Fields) -> dict[str, Any]:
    """What every kind may say, dates aside."""
    return {
        "description": " ".join(fields.text("description").split()),
        "review_in": fields.duration("review_in"),
        "evergreen": _evergreen(fields),
        "ignores": _ignores(fields),
        "draft": fields.flag("draft"),
        "unlisted": fields.flag("unlisted"),
        "owner": fields.text("owner"),
        "authors": fields.texts("authors"),
        "tags": fields.texts("tags"),
        "aliases": _aliases(fields),
        "id": fields.text("id"),
        "image": _image(fields),
        "media": tuple(read_media(child) for child in fields.mappings("media")),
        "canonical": fields.url("canonical"),
        "license": fields.text("license"),
        "pin": fields.flag("pin"),
        "series": fields.text("series"),
        "order": fields.integer("order"),
        "related": fields.texts("related"),
        "meta": _meta(fields),
        "on_expiry": fields.word("on_expiry", ("hide", "archive")) or "hide",
    }


def dates(fields: Fields, kind: str) -> dict[str, Any]:
    """When it was published, changed and confirmed, and when it may be seen."""
    nested = fields.mapping("date") if fields.is_mapping("date") else None
    if nested:
        published, updated, reviewed = nested.when("created"), nested.when("updated"), nested.day("reviewed")
        nested.finish()
    else:
        published, updated, reviewed = fields.when("date"), None, None
    named = paths.dated_name(fields.source)[0]
    if "date" not in fields and named:
        published = When(start_of(named, fields.zone), True)
    if kind in DATED and not published and ("date" not in fields or (nested and "created" not in nested)):
        hint = "Write 'date: YYYY-MM-DD', or begin the file's name with the date."
        fields.fault("GW020", f"'date' is missing: {_article(kind)} {kind} needs the day it is published.", hint)
    return {
        "date": published,
        "updated": fields.when("updated") or updated,
        "reviewed": fields.day("reviewed") or reviewed,
        "publish_at": fields.when("publish_at"),
        "embargo": fields.when("embargo"),
        "expires": fields.when("expires"),
    }


def _article(word: str) -> str:
    return "an" if word[0] in "aeiou" else "a"


def _evergreen(fields: Fields) -> str:
    text = fields.text("evergreen")
    if text.lower() in ("true", "yes"):
        hint = 'Say why, for instance: evergreen: "a definition; laws do not change".'
        fields.fault("GW042", "'evergreen' needs its reason.", hint, key="evergreen")
    return "" if text.lower() in ("false", "no") else text


def _ignores(fields: Fields) -> tuple[Ignore, ...]:
    """`freshness: {ignore: {FR004: "a quotation"}}`: no rule is silenced without a reason."""
    freshness = fields.mapping("freshness")
    ignored = freshness.mapping("ignore") if freshness else None
    if freshness:
        freshness.finish()
    found = []
    for pair in ignored.node if ignored else ():
        code, reason = pair.key, ignored.text(pair.key.lower()) if ignored else ""
        if not _RULE.fullmatch(code):
            hint = "Write one of FR001 to FR014."
            fields.fault("GW044", f"'freshness.ignore' names '{code}', which is no rule.", hint, place=pair.place)
        elif not reason or reason.lower() in ("true", "yes"):
            hint = f'Say why, for instance: freshness: {{ignore: {{{code}: "a quotation"}}}}.'
            fields.fault("GW044", f"'freshness.ignore' of {code} needs its reason.", hint, place=pair.place)
        else:
            found.append(Ignore(code, reason))
    return tuple(found)


def _image(fields: Fields) -> Any:
    image = read_image(fields, "image")
    if image and not image.alt:
        hint = "Write 'alt:' with what the picture shows."
        fields.fault("GW029", "the image has no alternative text.", hint, key="image", severity=Severity.WARNING)
    return image


def _meta(fields: Fields) -> dict[str, object]:
    """Nobody interprets it, but for the links of the front page: a browser follows them."""
    front = fields.mapping("meta") if fields.source in paths.INDEX_NAMES and fields.is_mapping("meta") else None
    for key in ("primary", "quiet"):
        link = front.mapping(key) if front and front.is_mapping(key) else None
        if link and (address := link.text_or_nothing("url")) and not paths.is_markdown(address):
            link.url("url", relative=True)
    return fields.free("meta")


def _aliases(fields: Fields) -> tuple[str, ...]:
    found = []
    for text in fields.texts("aliases"):
        try:
            paths.alias(text)
            found.append(text)
        except ValueError:
            fields.fault(
                "GW037",
                f"'{text}' cannot be an old address of this page.",
                "Write a path like /old/page/.",
                key="aliases",
            )
    return tuple(found)

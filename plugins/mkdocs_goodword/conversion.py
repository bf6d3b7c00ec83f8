"""A text as HTML, and everything else the outcome depends on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any

from mkdocs.structure.files import File, Files
from msgspec import Struct, msgpack

from goodword.html import Body
from mkdocs_goodword.links import Rules

Seen = tuple[str, bool] | None
"""What the host was told of a file: its address and whether it is left out of the site; None where there is none."""


class Conversion(Struct, frozen=True, array_like=True):
    """A rendered body and what it took; every part is a plain value."""

    html: str
    toc: list[Any]
    """`[title, id, level, children]` for each heading."""
    title: str | None
    ids: list[str]
    anchors: dict[str, dict[str, str]]
    """For each file that is linked to: anchor to the link as written."""
    asked: dict[str, Seen]
    """Files that links were looked up in, and what was found."""
    named: list[str]
    """Sources and addresses of this site that links could mean."""
    withheld: list[str]
    """Those of `named` that nobody could see."""
    said: list[tuple[int, str]]
    """The host's remarks, with their levels."""
    unlinked: list[str]
    disarmed: list[str]
    body: Body
    is_whole: bool = True
    """Whether nothing was asked for that is not told here."""

    def as_bytes(self) -> bytes:
        """As it is kept; nothing where a name in it is of bytes that no text has (PEP 383), or not all is told."""
        try:
            return _ENCODER.encode(self) if self.is_whole else b""
        except UnicodeEncodeError:
            return b""

    @classmethod
    def from_bytes(cls, data: bytes) -> Conversion:
        """From what `as_bytes` gave."""
        return _decoder().decode(data)

    def holds(self, files: Files, rules: Rules | None) -> bool:
        """Whether everything that was seen would be seen again."""
        return would_see_again(self.asked, self.named, self.withheld, files, rules)


_ENCODER = msgpack.Encoder(order="deterministic")
"""Sets have no order of their own, and the bytes tell one conversion from another."""


@cache
def _decoder() -> msgpack.Decoder[Conversion]:
    return msgpack.Decoder(Conversion)


def would_see_again(
    asked: Mapping[str, Seen], named: Iterable[str], withheld: Sequence[str], files: Files, rules: Rules | None
) -> bool:
    """Whether a conversion that asked for these files and names would be told the same again."""
    if rules and any((name in rules.withheld) != (name in withheld) for name in named):
        return False
    known = files.src_uris
    return all(seen(known.get(uri) or files.get_file_from_path(uri)) == answer for uri, answer in asked.items())


def seen(file: File | None) -> Seen:
    """What the host is told of a file."""
    return (file.url, file.inclusion.is_excluded()) if file else None

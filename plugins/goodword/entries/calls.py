"""Blocks: what an author asks for inside a text."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from msgspec import Struct, field

from goodword.problems import Place, Sourced


class Latest(Struct, frozen=True, kw_only=True):
    """The block `latest`: the newest entries of a section or a tag."""

    section: str = ""
    tag: str = ""
    kind: str = ""
    limit: int = 3
    title: str = ""


class ElsewhereCall(Struct, frozen=True, kw_only=True):
    """The blocks `video` and `map`: what lies on somebody else's site, as a picture and a link."""

    type: str
    """`video` or `map`."""
    url: str
    title: str
    note: str = ""
    """Its length, an address."""
    poster: str = ""
    """A picture of the content folder; else one is drawn."""


class PollCall(Struct, frozen=True, kw_only=True):
    """The block `poll`: one poll, or the one that is open now, else the last that has results."""

    file: str = ""
    """Its source, relative to the content folder."""
    title: str = ""


class SaidCall(Struct, frozen=True, kw_only=True):
    """The block `testimonials`: what customers said, the newest first."""

    tag: str = ""
    person: str = ""
    limit: int = 3
    title: str = ""


class ResponsesCall(Struct, frozen=True, kw_only=True):
    """The block `responses`: what was said and what was done, the newest first."""

    tag: str = ""
    limit: int = 3
    title: str = ""


class OffersCall(Struct, frozen=True, kw_only=True):
    """The block `offers`: those that are on."""

    tag: str = ""
    limit: int = 3
    title: str = ""


class ValuesCall(Struct, frozen=True, kw_only=True):
    """The block `values`: what the firm stands for, with what shows it."""

    title: str = ""


Call = Latest | ElsewhereCall | PollCall | SaidCall | ResponsesCall | OffersCall | ValuesCall


class Block(Sourced, frozen=True):
    """Something of the site placed in a text: `text` is the fenced code as written, fences included.

    `line` is the body's line on which it begins, counted from 0.
    """

    whereabouts: ClassVar[tuple[str, ...]] = ("places",)

    text: str
    call: Call
    line: int = 0
    places: Mapping[str, Place] = field(default_factory=dict)
    """Where the value of each option stands in the file."""
    faulty: bool = False
    """Whether an option cannot be read, so that the block is shown nowhere."""

    def place(self, option: str) -> Place:
        """Where an option's value stands in the file."""
        return self.places.get(option, Place())

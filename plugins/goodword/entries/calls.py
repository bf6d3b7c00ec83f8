"""Blocks: what an author asks for inside a text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from goodword.problems import Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Latest:
    """The block `latest`: the newest entries of a section or a tag."""

    section: str = ""
    tag: str = ""
    kind: str = ""
    limit: int = 3
    title: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ElsewhereCall:
    """The blocks `video` and `map`: what lies on somebody else's site, as a picture and a link."""

    type: str
    """`video` or `map`."""
    url: str
    title: str
    note: str = ""
    """Its length, an address."""
    poster: str = ""
    """A picture of the content folder; else one is drawn."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PollCall:
    """The block `poll`: one poll, or the one that is open now, else the last that has results."""

    file: str = ""
    """Its source, relative to the content folder."""
    title: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidCall:
    """The block `testimonials`: what customers said, the newest first."""

    tag: str = ""
    person: str = ""
    limit: int = 3
    title: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ResponsesCall:
    """The block `responses`: what was said and what was done, the newest first."""

    tag: str = ""
    limit: int = 3
    title: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OffersCall:
    """The block `offers`: those that are on."""

    tag: str = ""
    limit: int = 3
    title: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ValuesCall:
    """The block `values`: what the firm stands for, with what shows it."""

    title: str = ""


Call = Latest | ElsewhereCall | PollCall | SaidCall | ResponsesCall | OffersCall | ValuesCall


@dataclass(frozen=True, slots=True)
class Block:
    """Something of the site placed in a text: `text` is the fenced code as written, fences included.

    `line` is the body's line on which it begins, counted from 0.
    """

    text: str
    call: Call
    line: int = 0
    places: Mapping[str, Place] = field(default_factory=dict, compare=False)
    """Where the value of each option stands in the file."""
    faulty: bool = False
    """Whether an option cannot be read, so that the block is shown nowhere."""

    def place(self, option: str) -> Place:
        """Where an option's value stands in the file."""
        return self.places.get(option, Place())

"""What journalists take away from a page."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class FileView:
    """A file to take away."""

    title: str
    url: str
    size: str
    """In words, `12 kB`; empty where nobody knows."""
    credit: str
    license: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NewsroomView:
    """What journalists take away from a page."""

    files: tuple[FileView, ...]
    """Of the update's own kit, else of the firm's."""
    kit: str
    """The address of all of them in one file, or empty."""
    size: str
    """Of all of them, in words."""
    plain_text: str
    """The address of the update as plain text, or empty."""

"""What journalists take away from a page."""

from __future__ import annotations

from msgspec import Struct


class FileView(Struct, frozen=True, kw_only=True):
    """A file to take away."""

    title: str
    url: str
    size: str
    """In words, `12 kB`; empty where nobody knows."""
    credit: str
    license: str


class NewsroomView(Struct, frozen=True, kw_only=True):
    """What journalists take away from a page."""

    files: tuple[FileView, ...]
    """Of the update's own kit, else of the firm's."""
    kit: str
    """The address of all of them in one file, or empty."""
    size: str
    """Of all of them, in words."""
    plain_text: str
    """The address of the update as plain text, or empty."""

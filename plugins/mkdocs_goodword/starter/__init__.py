"""The files of a new site and of a new entry, with places for their words."""

from __future__ import annotations

from pathlib import Path
from string import Template

_FOLDER = Path(__file__).parent


def filled(file: str, /, **values: object) -> str:
    """A file of this folder with its `$places` filled; a place without a value stays as it is."""
    return Template((_FOLDER / file).read_text(encoding="utf-8")).safe_substitute(values)

"""A finished site takes the place of another, as a build's last step does it."""

from __future__ import annotations

from pathlib import Path

from mkdocs_goodword.manifest import write_manifest
from mkdocs_goodword.output_folder import Changes, stage_of, swap

OURS = {"index.html": "home", "articles/a/index.html": "a", "articles/b/index.html": "b"}


def staged(folder: Path, files: dict[str, str]) -> Path:
    """A finished stage."""
    stage = stage_of(folder)
    for name, text in files.items():
        (stage / name).parent.mkdir(parents=True, exist_ok=True)
        (stage / name).write_text(text)
    write_manifest(stage)
    return stage


def published(folder: Path, files: dict[str, str]) -> Changes:
    """What a build of these files changes in an output folder."""
    return swap(staged(folder, files), folder)

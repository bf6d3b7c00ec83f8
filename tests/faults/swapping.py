"""A finished site takes the place of another, as a build's last step does it.

As a program it reads the paths of output folders, one a line, swaps an edited site into each, and answers with the fault
or with an empty line.
"""

from __future__ import annotations

import sys
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


def fault(folder: Path) -> str:
    """What hinders a swap, or nothing."""
    try:
        published(folder, OURS | {"index.html": "edited"})
    except OSError as error:
        return f"{error.filename}: {error.strerror}"
    return ""


if __name__ == "__main__":
    for line in sys.stdin:
        print(fault(Path(line.rstrip("\n"))), flush=True)

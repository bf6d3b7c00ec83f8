"""Files of installed themes: the same with the same versions, and copied when these change."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from mkdocs.structure.files import File, Files, InclusionLevel

from mkdocs_goodword.cache.fingerprints import digest
from mkdocs_goodword.cache.reuse import Reuse
from mkdocs_goodword.cache.surroundings import is_installed, software


def carry_assets(files: Files, reuse: Reuse) -> None:
    """Take what stands already out of the host's copying; call when nobody asks any more what is part of the site."""
    for file in files:
        if _is_asset(file):
            told = digest("asset", software(), str(file.src_dir), file.src_uri)
            if reuse.place(file.dest_uri, told):
                file.inclusion = InclusionLevel.EXCLUDED
            else:
                reuse.made[file.dest_uri] = told


def _is_asset(file: File) -> bool:
    """Whether it is a file as a package has installed it, and nobody has made another of it."""
    if file.src_dir is None or not _is_installed(file.src_dir) or file.is_documentation_page():
        return False
    return file.inclusion.is_included() and not file.generated_by and bool(file.abs_src_path)


@lru_cache(maxsize=8)
def _is_installed(folder: str) -> bool:
    return is_installed(Path(folder))

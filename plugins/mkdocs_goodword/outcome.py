"""The finished site is looked through before anybody sees it."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

from msgspec import Struct

from goodword.problems import Problem, ordered
from goodword.projections.scan import Scan, canaries
from mkdocs_goodword.building import Building
from mkdocs_goodword.cache.fingerprints import digest
from mkdocs_goodword.cache.memory import Memory
from mkdocs_goodword.cache.rows import Kept, Rows
from mkdocs_goodword.cache.surroundings import software
from mkdocs_goodword.disk import files_below
from mkdocs_goodword.report import report


class Look(Struct, frozen=True):
    """What finished files are looked through for, and which are known to be clean of it."""

    scan: Scan
    told: bytes
    """The digest of everything that is looked for."""

    @classmethod
    def of(cls, building: Building) -> Look:
        """What must not be seen at the build's moment."""
        withheld = canaries(building.catalogue, building.clock.now)
        scan = Scan.of(withheld, (source.text for source in building.sources.values()))
        return cls(scan, digest("scan", software(), *sorted(withheld), *scan.errors))

    def problems(self, path: str, data: bytes, store: Kept) -> list[Problem]:
        """What one file must not hold; bytes that were clean once are not looked through again."""
        key = digest(self.told, PurePosixPath(path).suffix, data)
        if store.get(key) is not None:
            return []
        found = self.scan.problems(path, data)
        if not found:
            store.put(key, b"")
        return found


def betrayals(folder: Path, look: Look, memory: Memory | None) -> tuple[Problem, ...]:
    """What must not be in the output, told and given back."""
    found: list[Problem] = []
    store, reuse, clean = (memory.store, memory.reuse, memory.clean) if memory else (Rows(), None, set[str]())
    for name in files_below(folder):
        if name not in clean:
            found += look.problems(name, (folder / name).read_bytes(), store)
    if reuse:
        unsure = reuse.placed if reuse.scanned != look.told else ()
        for name in sorted(unsure):
            found += look.problems(name, (reuse.folder / name).read_bytes(), store)
        reuse.scan = look.told
    problems = ordered(found)
    report(problems)
    return problems

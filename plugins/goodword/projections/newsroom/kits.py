"""Press kits: files for journalists and a note of whose they are, in one archive with always the same bytes."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterable, Iterator

from msgspec import Struct

from goodword.catalogue import Catalogue
from goodword.entries import Entry, KitFile
from goodword.newsroom import firm_kit, own_kit
from goodword.paths import href, same_place
from goodword.strings import Strings

CREDITS = "CREDITS.txt"
_TIME = (1980, 1, 1, 0, 0, 0)
"""The earliest an archive can say (APPNOTE 4.4.6): when a file was copied here is nobody's business."""
_UNIX, _PLAIN_FILE = 3, 0o100644 << 16


class Kit(Struct, frozen=True):
    """One archive: where it stands, whose it is, its address, and its files by their names in it."""

    path: str
    title: str
    page: str
    """The absolute address of the page that offers it."""
    files: tuple[tuple[str, KitFile], ...]


def kits(catalogue: Catalogue, is_built: Callable[[Entry], bool]) -> Iterator[Kit]:
    """The firm's kit and those of the press updates that have a page."""
    site = catalogue.site
    path, files = firm_kit(catalogue.company, site.sections)
    if catalogue.company and path:
        page = site.url + href(path.rpartition("/")[0] + "/")
        yield Kit(path, catalogue.company.name or site.name, page, tuple(_named(files)))
    for entry in filter(is_built, catalogue.entries):
        path, files = own_kit(entry)
        if path:
            yield Kit(path, entry.title, site.url + href(entry.permalink), tuple(_named(files)))


def _named(files: Iterable[KitFile]) -> Iterator[tuple[str, KitFile]]:
    """Each file under its own name; of two with one name the second is told by its folders as well."""
    taken = {same_place(CREDITS)}
    for file in dict.fromkeys(files):
        parts = file.src.split("/")
        names = ("-".join(parts[-n:]) for n in range(1, len(parts) + 1))
        name = next((name for name in names if same_place(name) not in taken), None)
        if name:
            taken.add(same_place(name))
            yield name, file


def zipped(kit: Kit, read: Callable[[str], bytes | None], strings: Strings) -> bytes | None:
    """The archive, of the files that `read` gives; None where it gives none.

    Nothing is compressed: photographs are already, and the same files then give the same bytes with every version of
    zlib. Times, permissions and order are fixed.
    """
    held = [(name, file, data) for name, file in kit.files if (data := read(file.src)) is not None]
    if not held:
        return None
    note = _credits(kit, [(name, file) for name, file, _ in held], strings).encode("utf-8-sig")
    members = sorted([*((name, data) for name, _, data in held), (CREDITS, note)])
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for name, data in members:
            archive.writestr(_member(name), data)
    return buffer.getvalue()


def _member(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, _TIME)
    info.create_system, info.external_attr = _UNIX, _PLAIN_FILE
    return info


def _credits(kit: Kit, files: Iterable[tuple[str, KitFile]], strings: Strings) -> str:
    """Whose each file is and on which terms, for whoever has the archive and no longer the page."""
    lines = [strings("kit.title", title=kit.title), kit.page]
    for name, file in files:
        told = (
            ("", file.title),
            ("kit.credit", file.credit),
            ("kit.license", file.license),
        )
        facts = [strings(key, text=text) if key else text for key, text in told if text]
        lines += ["", name, *(f"  {' '.join(fact.split())}" for fact in facts or [strings("kit.uncredited")])]
    return "\r\n".join(lines) + "\r\n"

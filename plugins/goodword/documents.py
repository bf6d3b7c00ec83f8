"""What a document tells of its makers. Its bytes are left as they are: only its author can save it without."""

from __future__ import annotations

from collections.abc import Callable, Collection
from importlib import import_module
from pathlib import PurePosixPath

from goodword import office
from goodword.problems import printable

_OFFICE = frozenset(
    {
        *(".docx", ".docm", ".dotx", ".dotm", ".xlsx", ".xlsm", ".xltx", ".xlsb", ".pptx", ".pptm", ".ppsx", ".potx"),
        *(".odt", ".ott", ".ods", ".ots", ".odp", ".otp", ".odg", ".doc", ".dot", ".xls", ".xlt", ".ppt", ".pps"),
    }
)
_NOBODY = frozenset({"author", "autor", "auteur", "anonymous", "unknown"})
"""What programs write where there is no name."""
_Reader = Callable[[bytes], tuple[tuple[str, str], ...]]
_MOST = 12
"""Names in one message."""
_LONGEST = 60


class UnreadableError(ValueError):
    """The file says it is a document, and its makers cannot be read: damaged, encrypted, or of another format."""


def makers(data: bytes, name: str, *, public: Collection[str] = ()) -> tuple[str, ...]:
    """Facts about those who made a PDF or an Office document, such as `author 'Ann Example'`; each once.

    Whoever is in `public` may be named. A file that is no document tells nothing. Raises UnreadableError, with the
    reason in words.
    """
    try:
        found = _named(data, PurePosixPath(name).suffix.lower())
    except ValueError as error:
        raise UnreadableError(str(error)) from None
    cleaned = dict.fromkeys((what, printable(" ".join(who.split()))) for what, who in found)
    meant = [(what, who) for what, who in cleaned if who and who.lower() not in _NOBODY and who not in public]
    told = [f"{what} '{who[:_LONGEST]}'" for what, who in meant]
    return (*told[:_MOST], f"{len(told) - _MOST} more") if len(told) > _MOST else tuple(told)


def _named(data: bytes, suffix: str) -> tuple[tuple[str, str], ...]:
    if suffix == ".pdf" or data.startswith(b"%PDF-"):
        read: _Reader = import_module("goodword.pdf").named  # pypdf takes long to import, and few sites have a PDF
        return read(data)
    return office.named(data) if suffix in _OFFICE else ()

"""What is wrong in a template, told at its line: who writes templates need not read our code to find it."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

import jinja2
from mkdocs.exceptions import Abort

from goodword.problems import printable
from mkdocs_goodword.report import log

_OF_TEMPLATE = "__jinja_exception__"
"""What Jinja leaves in the frames that stand for a template's lines. Source: jinja2.debug."""
_CALLED = ("jinja2", "json", "goodword.strings")
"""What only does as a template's line asks: `sort`, `tojson` and `t`, where the word is unknown."""


@contextlib.contextmanager
def templates_told() -> Iterator[None]:
    """Log a template's fault as `file:line: cause`, and end the host's build as its own errors do. Raises Abort."""
    try:
        yield
    except Exception as error:
        place = _place(error)
        if place is None and isinstance(error, jinja2.TemplateNotFound):
            message = f"There is no template '{error}', which a page or the theme names"
            log.error(printable(f"{message}. Mend the name, or write the template."))
            raise Abort(message) from error
        if place is None:
            raise
        log.error(printable(f"{place}: {_cause(error)}. Mend the template."))
        raise Abort(f"A template cannot be used: {place}") from error


def _place(error: Exception) -> str | None:
    """The template's file and line; None where the fault lies in code, be it ours or a plugin's."""
    frame, place, is_template = error.__traceback__, None, False
    while frame is not None:
        known = frame.tb_frame.f_globals
        is_line = _OF_TEMPLATE in known
        is_template = is_line or (is_template and _is_called(str(known.get("__name__"))))
        if is_line:
            place = f"{_shown(frame.tb_frame.f_code.co_filename)}:{frame.tb_lineno}"
        frame = frame.tb_next
    return place if is_template or isinstance(error, jinja2.TemplateError) else None


def _is_called(module: str) -> bool:
    return module in _CALLED or module.partition(".")[0] in _CALLED


def _shown(file: str) -> str:
    """As an author would write it, where it lies below where they are."""
    here = Path.cwd()
    return str(Path(file).relative_to(here)) if Path(file).is_relative_to(here) else file


def _cause(error: Exception) -> str:
    if isinstance(error, jinja2.TemplateNotFound):
        return f"there is no template '{error}'"
    if isinstance(error, KeyError):
        return f"nothing is called {error}"
    return str(error).rstrip(".") or type(error).__name__

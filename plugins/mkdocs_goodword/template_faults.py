"""What is wrong in a template, told at its line: who writes templates need not read our code to find it."""

from __future__ import annotations

import contextlib
import re
import traceback
from collections.abc import Iterator
from pathlib import Path

import jinja2
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from msgspec import Struct

from goodword.problems import printable
from mkdocs_goodword.config_places import outline_of
from mkdocs_goodword.report import log

_OF_TEMPLATE = "__jinja_exception__"
"""What Jinja leaves in the frames that stand for a template's lines. Source: jinja2.debug."""
_READING = (jinja2.FileSystemLoader.get_source.__code__, jinja2.Environment.compile.__code__)
"""Where Jinja reads a template; what else than its own errors is raised there does not say of which it is."""
_EXTRA = "_build_extra_template"
"""The host's function that renders a template of `extra_templates`, whose lines name no file."""
_DEEP = 100
"""Lines of templates on the way to a fault, from which on one of them includes itself."""
_LANGUAGE = re.compile(r"partials/languages/(.*)\.html")
"""Material's words in a language."""
_CALLED = ("jinja2", "json", "goodword.strings")
"""What only does as a template's line asks: `sort`, `tojson` and `t`, where the word is unknown."""


class _Line(Struct, frozen=True):
    """A line of a template."""

    file: str
    number: int

    def __str__(self) -> str:
        return f"{_shown(self.file)}:{self.number}" if self.number else _shown(self.file)


@contextlib.contextmanager
def templates_told(config: MkDocsConfig) -> Iterator[None]:
    """Log a template's fault as `file:line: cause`, and end the host's build as its own errors do. Raises Abort."""
    try:
        yield
    except Exception as error:
        message = fault_of(error, config)
        if message is None:
            raise
        log.error(message)
        raise Abort("A template cannot be used.") from error


def fault_of(error: Exception, config: MkDocsConfig) -> str | None:
    """What is wrong in a template, and where; None where the fault lies in code, be it ours or a plugin's."""
    if isinstance(error, jinja2.TemplateNotFound) and (language := _LANGUAGE.fullmatch(str(error.name))):
        outline = outline_of(config)
        place = f"{outline.name}:{outline.place('theme', 'language').line}"
        message = f"the theme has no words for the language '{language[1]}'"
        return printable(f"{place}: {message}. Set another 'language', or write '{language[0]}' in your custom_dir.")
    lines = _lines(error)
    if lines:
        line, own = lines[-1], _written(lines, config.theme.custom_dir)
        if own is None or own.file == line.file:
            return printable(f"{line}: {_cause(error)}. Mend the template.")
        return printable(f"{line}: {_cause(error)}, included from {own}. Mend {_shown(own.file)}.")
    if isinstance(error, jinja2.TemplateNotFound):
        message = f"There is no template '{error.name}', which a page or the theme names"
        return printable(f"{message}. Mend the name, or write the template.")
    return None


def _lines(error: Exception) -> list[_Line]:
    """The lines on the way to a fault, its own last; none where it lies in code."""
    lines, is_template, extra = list[_Line](), False, ""
    for frame, number in traceback.walk_tb(error.__traceback__):
        code, is_line = frame.f_code, _OF_TEMPLATE in frame.f_globals
        is_template = is_line or (is_template and _is_called(str(frame.f_globals.get("__name__"))))
        if is_line:
            lines.append(_Line(extra or code.co_filename, number))
        elif code in _READING and not isinstance(error, jinja2.TemplateError) and frame.f_locals["filename"]:
            return [*lines, _Line(frame.f_locals["filename"], _line_of(error))]
        elif code.co_name == _EXTRA:
            extra = frame.f_locals["file"].abs_src_path
    is_endless = isinstance(error, RecursionError) and len(lines) > _DEEP
    return lines if is_template or is_endless or isinstance(error, jinja2.TemplateError) else []


def _line_of(error: Exception) -> int:
    """Where it is known; otherwise 0."""
    return error.object.count(b"\n", 0, error.start) + 1 if isinstance(error, UnicodeDecodeError) else 0


def _written(lines: list[_Line], custom_dir: str | None) -> _Line | None:
    """The last of the lines that the site's author wrote: what lies between is ours and the host's."""
    theirs = (line for line in reversed(lines) if custom_dir and Path(line.file).is_relative_to(custom_dir))
    return next(theirs, None)


def _is_called(module: str) -> bool:
    return module in _CALLED or module.partition(".")[0] in _CALLED


def _shown(file: str) -> str:
    """As an author would write it, where it lies below where they are."""
    here = Path.cwd()
    return str(Path(file).relative_to(here)) if Path(file).is_relative_to(here) else file


def _cause(error: Exception) -> str:
    if isinstance(error, jinja2.TemplateNotFound):
        return f"there is no template '{error.name}'"
    if isinstance(error, KeyError):
        return f"nothing is called {error}"
    if isinstance(error, UnicodeDecodeError):
        return "this is not UTF-8, as templates are"
    if isinstance(error, RecursionError):
        return "this includes itself, or is nested too deep"
    if isinstance(error, SyntaxError):
        return error.msg
    if isinstance(error, OSError):
        return f"this cannot be read ({error.strerror})"
    return str(error).rstrip(".") or type(error).__name__

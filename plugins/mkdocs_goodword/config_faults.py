"""What is wrong with a configuration that the host cannot load, where it does not say so itself."""

from __future__ import annotations

import sys
import traceback
from pathlib import Path

import yaml
from mkdocs.exceptions import ConfigurationError

_LOADING = sys.stdlib_module_names | {"mkdocs", "mkdocs_goodword", "mergedeep", "yaml", "yaml_env_tag"}
"""Packages that load a configuration: what others raise is a fault of a hook or of a plugin, who want its traceback."""


def unusable(error: Exception, file: str) -> str | None:
    """Where a configuration cannot be used, why, and how to mend it; None where code is at fault."""
    if isinstance(error, ConfigurationError):
        return _unread(error, file)
    frames = [frame for frame, _ in traceback.walk_tb(error.__traceback__)]
    if isinstance(error, SyntaxError):
        return f"{error.filename}:{error.lineno}: {error.msg}. Mend the hook."
    if any(str(frame.f_globals.get("__name__")).partition(".")[0] not in _LOADING for frame in frames):
        return None
    if isinstance(error, RecursionError):
        return f"{file}: it inherits itself, or is nested too deep. Take out 'INHERIT', or write fewer levels."
    keys = [
        frame.f_locals["key"] for frame in frames if frame.f_code.co_name == "_validate" and "key" in frame.f_locals
    ]
    if keys:
        return f"{file}: '{keys[0]}' cannot be used ({error}). Write it as the handbook does."
    return f"{file}: it cannot be read ({error}). Write lines such as 'site_name: …'."


def _unread(error: ConfigurationError, file: str) -> str:
    cause = error.__context__
    if isinstance(cause, yaml.reader.ReaderError):
        return f"{file}: {cause.reason}, at character {cause.position}. Save it as UTF-8, without such characters."
    if isinstance(cause, yaml.MarkedYAMLError) and (mark := cause.problem_mark or cause.context_mark):
        inherited = Path(mark.name or file)
        where = file if inherited.resolve() == Path(file).resolve() else inherited
        place = f"{where}:{mark.line + 1}:{mark.column + 1}"
        return f"{place}: this is not valid YAML: {cause.problem}. Check the quotes and the indentation."
    return f"{file}: {' '.join(str(error).split())}"

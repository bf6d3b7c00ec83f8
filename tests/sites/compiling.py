"""Templates that are compiled once for many builds: half of a small site's build is nothing else, and gives the same.

What Jinja makes of a template follows from its text and name and from the settings of the environment; a filter that
is applied to a constant runs then, too. Where all of these can be told, the code is kept in a folder under them.
"""

from __future__ import annotations

import hashlib
import marshal
import os
import sys
from collections.abc import Mapping
from pathlib import Path
from types import CodeType
from typing import Any

import jinja2

from mkdocs_goodword.rendering import Escaping

SETTINGS = (
    *("block_start_string", "block_end_string", "variable_start_string", "variable_end_string"),
    *("comment_start_string", "comment_end_string", "line_statement_prefix", "line_comment_prefix"),
    *("trim_blocks", "lstrip_blocks", "newline_sequence", "keep_trailing_newline"),
    *("optimized", "sandboxed", "is_async", "finalize"),
)


class UntoldError(Exception):
    """A function that is found under no name, such as one made for a single build."""


def remember(folder: Path) -> None:
    """Let every environment of this process, and of those it forks, look in a folder for what it would compile."""
    folder.mkdir(exist_ok=True)
    plain: Any = jinja2.Environment.compile

    def compiled(env: jinja2.Environment, source: Any, name: Any = None, filename: Any = None, *more: Any) -> Any:
        try:
            kept = folder / key(env, source, name, filename)
        except UntoldError:
            return plain(env, source, name, filename, *more)
        if more or not isinstance(source, str):
            return plain(env, source, name, filename, *more)
        if kept.exists():
            return marshal.loads(kept.read_bytes())
        code: CodeType = plain(env, source, name, filename)
        part = kept.with_suffix(f".{os.getpid()}")
        part.write_bytes(marshal.dumps(code))
        part.replace(kept)
        return code

    jinja2.Environment.compile = compiled  # type: ignore[method-assign]  # in this process of tests alone


def key(env: jinja2.Environment, source: Any, name: Any, filename: Any) -> str:
    """All that the code follows from, as the name of a file; UntoldError where something cannot be told."""
    escapes = env.autoescape if isinstance(env.autoescape, (bool, Escaping)) else told(env.autoescape)
    told_of = (
        *(source, name, filename, told(type(env)), told(env.code_generator_class), escapes),
        *(getattr(env, setting) for setting in SETTINGS),
        *(sorted(env.extensions), sorted((key, repr(value)) for key, value in env.policies.items())),
        *(_all(env.filters), _all(env.tests)),
    )
    return hashlib.sha256(repr(told_of).encode("utf-8", "surrogatepass")).hexdigest()


def _all(functions: Mapping[str, Any]) -> list[tuple[str, str]]:
    return sorted((name, told(function)) for name, function in functions.items())


def told(thing: Any) -> str:
    """The name under which a function or a class is found."""
    module, name = getattr(thing, "__module__", ""), getattr(thing, "__qualname__", "")
    found: Any = sys.modules.get(module)
    for part in name.split("."):
        found = getattr(found, part, None)
    if found is not thing:
        raise UntoldError(repr(thing))
    return f"{module}.{name}"

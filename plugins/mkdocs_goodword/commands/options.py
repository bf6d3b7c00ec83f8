"""Options that every command shares."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

F = TypeVar("F", bound=Callable[..., Any])

DEFAULT_CONFIG = "site_config.yml"


def config_option(function: F) -> F:
    """`-f FILE`."""
    return click.option(
        "-f",
        "--config-file",
        default=DEFAULT_CONFIG,
        show_default=True,
        metavar="FILE",
        help="The site's configuration.",
    )(function)


def now_option(function: F) -> F:
    """`--now ISO8601`."""
    return click.option("--now", metavar="ISO8601", help="The moment to work for; default: the clock.")(function)


def json_option(function: F) -> F:
    """`--json`."""
    return click.option("--json", "as_json", is_flag=True, help="Write JSON and nothing else to standard output.")(
        function
    )

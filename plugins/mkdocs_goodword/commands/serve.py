"""`goodword serve`."""

from __future__ import annotations

import gc
import logging
from typing import Any

import click
from mkdocs.exceptions import Abort

from mkdocs_goodword import serving
from mkdocs_goodword.commands.options import config_option, now_option
from mkdocs_goodword.host import Failure, clock_of, listen, load


@click.command()
@config_option
@click.option("-a", "--dev-addr", metavar="HOST:PORT", help="Where to listen; default: 127.0.0.1:8000.")
@click.option("-o", "--open", "open_", is_flag=True, help="Open the site in a browser.")
@click.option("--poll", is_flag=True, help="Look at every file twice a second, where the system tells no changes.")
@now_option
def serve(config_file: str, dev_addr: str | None, open_: bool, poll: bool, now: str | None) -> None:
    """Preview the site with live reload; drafts are shown and marked."""
    gc.enable()
    listen(logging.INFO)
    clock_of(load(config_file), now)
    overrides: dict[str, Any] = {"dev_addr": dev_addr} if dev_addr else {}
    try:
        serving.serve(config_file, open_in_browser=open_, poll=poll, **overrides)
    except Abort as error:
        raise Failure(str(error)) from None
    except OSError as error:
        if error.filename:
            raise Failure(f"{error.filename}: {error.strerror}.") from None
        raise Failure(f"cannot listen on {dev_addr or '127.0.0.1:8000'}: {error.strerror}.") from None

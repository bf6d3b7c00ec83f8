"""The command line: `goodword COMMAND`."""

from __future__ import annotations

import gc
import io
import os
import sys
from importlib import import_module
from typing import Any

import click

from goodword.problems import printable
from mkdocs_goodword.clock import EPOCH_VARIABLE

_COMMANDS = {
    "init": "init.init",
    "new": "new.new",
    "build": "build.build",
    "serve": "serve.serve",
    "check": "check.check",
    "list": "listing.list_",
    "publish": "publish.publish",
    "reviewed": "reviewed.reviewed",
    "ids": "ids.ids",
    "forget": "forget.forget",
}
"""By name: the module of `mkdocs_goodword.commands` and the command in it. Only the one that is called is loaded."""


class Commands(click.Group):
    """The commands; what the command line itself refuses is repeated without control characters."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Their names, in order of the alphabet."""
        return sorted(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name, or nothing."""
        module, _, name = _COMMANDS.get(cmd_name, "").partition(".")
        if not module:
            return None
        command: click.Command = getattr(import_module(f"mkdocs_goodword.commands.{module}"), name)
        return command

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command that was named."""
        try:
            return super().invoke(ctx)
        except click.UsageError as error:
            raise click.UsageError(printable(error.format_message().replace("\n\t", " ")), error.ctx) from None


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 80})
@click.version_option(package_name="goodword", message="%(prog)s %(version)s")
def cli() -> None:
    """Turn what a firm writes into a site that earns it a good word."""


def _speak_any_language() -> None:
    """A terminal that knows few letters gets the others spelled out, and ends no command."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def main() -> None:
    """Run the command line. Material's banner is about the host, not about the author's site.

    A command's values live to its end, so that nothing is gained by looking for cycles among them: it took a fifth of
    a build, a sixth of loading the code, and a tenth more when the interpreter stops. `serve` lives on, and looks.
    """
    gc.disable()
    _speak_any_language()
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")
    if not os.environ.get(EPOCH_VARIABLE):
        os.environ.pop(EPOCH_VARIABLE, None)
    try:
        cli()
    finally:
        gc.freeze()


if __name__ == "__main__":
    main()

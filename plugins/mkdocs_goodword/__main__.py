"""The command line: `goodword COMMAND`."""

from __future__ import annotations

import io
import os
import sys
from typing import Any

import click

from goodword.problems import printable
from mkdocs_goodword.clock import EPOCH_VARIABLE
from mkdocs_goodword.commands import build, check, forget, ids, init, listing, new, publish, reviewed, serve


class Commands(click.Group):
    """The commands; what the command line itself refuses is repeated without control characters."""

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


for command in (
    init.init,
    new.new,
    build.build,
    serve.serve,
    check.check,
    listing.list_,
    publish.publish,
    reviewed.reviewed,
    forget.forget,
    ids.ids,
):
    cli.add_command(command)


def _speak_any_language() -> None:
    """A terminal that knows few letters gets the others spelled out, and ends no command."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def main() -> None:
    """Run the command line. Material's banner is about the host, not about the author's site."""
    _speak_any_language()
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")
    if not os.environ.get(EPOCH_VARIABLE):
        os.environ.pop(EPOCH_VARIABLE, None)
    cli()


if __name__ == "__main__":
    main()

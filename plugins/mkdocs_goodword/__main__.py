"""The command line: `goodword COMMAND`."""

from __future__ import annotations

import os

import click

from mkdocs_goodword.clock import EPOCH_VARIABLE
from mkdocs_goodword.commands import build, check, init, listing, new, publish, reviewed, serve


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 80})
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
):
    cli.add_command(command)


def main() -> None:
    """Run the command line. Material's banner is about the host, not about the author's site."""
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")
    if not os.environ.get(EPOCH_VARIABLE):
        os.environ.pop(EPOCH_VARIABLE, None)
    cli()


if __name__ == "__main__":
    main()

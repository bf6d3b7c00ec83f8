"""`goodword reviewed`."""

from __future__ import annotations

import click

from goodword.edit import with_nested_key
from goodword.front_matter import Unreadable
from goodword.projections.freshness import judge
from mkdocs_goodword.commands.options import config_option, now_option
from mkdocs_goodword.host import Failure, begin, clock_of, content_file, listen, load, rewrite, say, today


@click.command()
@click.argument("file")
@config_option
@now_option
def reviewed(file: str, config_file: str, now: str | None) -> None:
    """Say that you read a page end to end today and that it is right."""
    listen()
    config = load(config_file)
    clock = clock_of(config, now)
    path, uri = content_file(config, file)
    day = today(config, clock).date().isoformat()
    try:
        rewrite(path, lambda text: with_nested_key(text, "date", "reviewed", day))
    except (Unreadable, UnicodeDecodeError) as error:
        raise Failure(f"{uri} cannot be read: {getattr(error, 'message', error)}") from None
    page = next((page for page in judge(begin(config, clock).catalogue, clock.now) if page.source == uri), None)
    due = f" The next review is due on {page.due}." if page and page.due else ""
    say(f"{uri}: reviewed {day}.{due}")

"""`goodword forget`."""

from __future__ import annotations

import json
from itertools import groupby

import click
from msgspec.structs import asdict

from goodword.forgetting import Mention, Wanted
from goodword.problems import printable
from mkdocs_goodword.commands.options import config_option, json_option, now_option
from mkdocs_goodword.history import NoHistoryError
from mkdocs_goodword.host import begin, clock_of, listen, load, say
from mkdocs_goodword.mentions import mentions

_REMEDIES = {
    "content": "Content: take the person out. Until then, 'consent: withdrawn' in people.yml withholds their words.",
    "configuration": "Configuration: take the line out.",
    "ledger": "Ledger: write another address in the place of the name; keep the identity at the front of the line.",
    "cache": "Render cache: delete it; the next build makes it anew.",
    "output": "Published folder: build again, and delete what then still waits beside it (.goodword-spare).",
    "history": "History: these commits name the person, and so does every clone and fork that has them.",
}
_BEYOND = """\
What no command here reaches: the history on other machines (git-filter-repo rewrites your own; then everybody clones
anew), what feed readers, mail programs, search engines and web archives have taken, and what people have copied. Ask
those who keep it.
Not looked for: nicknames, first names alone, initials, pictures, and what they wrote under no name."""


@click.command()
@click.argument("person")
@config_option
@json_option
@now_option
def forget(person: str, config_file: str, as_json: bool, now: str | None) -> None:
    """List every file, line, cache and commit that names a person, to be purged. Nothing is changed."""
    listen()
    config = load(config_file)
    known = begin(config, clock_of(config, now)).catalogue.people.get(person)
    wanted = Wanted.of(person, known.name if known else person)
    found: list[Mention] = []
    trouble = ""
    try:
        found.extend(mentions(wanted, config))
    except NoHistoryError as error:
        trouble = f"The history could not be asked: {error}"
    if as_json:
        click.echo(json.dumps([asdict(mention) for mention in found], indent=2))
    else:
        _tell(wanted, found)
    if trouble:
        say(trouble, err=True)


def _tell(wanted: Wanted, found: list[Mention]) -> None:
    say(f"Looked for: {', '.join(wanted.forms)}.")
    if not found:
        say("Nothing here names them.")
    for where, places in groupby(found, key=lambda mention: mention.where):
        say("", _REMEDIES[where])
        for mention in places:
            say(f"  {_place(mention)}")
    say("", *_BEYOND.splitlines())


def _place(mention: Mention) -> str:
    at = f"{mention.source}:{mention.line}" if mention.line else mention.source
    return printable(f"{at}  {mention.text[:100]}".rstrip())

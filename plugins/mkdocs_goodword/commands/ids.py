"""`goodword ids`."""

from __future__ import annotations

from collections.abc import Iterator

import click

from goodword.ledger import NAME, Ledger
from goodword.problems import Severity, as_line
from goodword.recording import proposed
from mkdocs_goodword.commands.options import config_option, now_option
from mkdocs_goodword.host import Failure, begin, clock_of, listen, load, say
from mkdocs_goodword.ids_file import store_ledger
from mkdocs_goodword.settings import placeholder_of


@click.command()
@config_option
@now_option
def ids(config_file: str, now: str | None) -> None:
    """Write down the id of everything published, so that it outlives a move."""
    listen()
    config = load(config_file)
    clock = clock_of(config, now)
    building = begin(config, clock)
    catalogue = building.catalogue
    faults = [problem for problem in building.problems if problem.severity is Severity.ERROR]
    if faults:
        raise Failure(f"{NAME} stays as it is: an entry with a fault would count as gone.", *map(as_line, faults))
    if option := placeholder_of(catalogue.site):
        raise Failure(f"{NAME} stays as it is: '{option}' is still the placeholder, and an id is for ever.")
    after = proposed(catalogue.kept, catalogue.entries, catalogue.identity, clock.now)
    if not store_ledger(config, after):
        say(f"{NAME} is complete: nothing to change.")
        return
    say(*_told(catalogue.kept.ledger or Ledger(), after), f"Commit {NAME} with your content.")


def _told(before: Ledger, after: Ledger) -> Iterator[str]:
    """What became of each line, new ones counted."""
    old = {line.id: line for line in before.lines}
    new = [line for line in after.lines if line.id not in old]
    if new:
        yield f"{len(new)} published {'entry' if len(new) == 1 else 'entries'} written into {NAME}."
    for line in after.lines:
        known = old.get(line.id, line)
        if known.file and not line.file:
            yield f"Gone: {known.file}. Its id is used up."
        elif (known.file, known.at) != (line.file, line.at):
            yield f"Moved: {known.file or f'/{known.at}'} to {line.file}."

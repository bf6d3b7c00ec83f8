"""Votes from a CSV file: counted already, or one answer a row as forms export them."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping

from msgspec import Struct
from msgspec.structs import replace

from goodword.entries import Entry, Option, Poll
from goodword.problems import Place, Problem, Severity, problem_at

_DELIMITERS = (",", ";", "\t")
_MOST_TOLD = 10
"""Faults of one file; after as many, its author knows."""
_SEPARATOR = ";"
"""Between the answers of one person."""


class _Row(Struct, frozen=True):
    line: int
    cells: tuple[str, ...]

    def cell(self, at: int) -> str:
        return self.cells[at].strip() if at < len(self.cells) else ""


def counted(entry: Entry, files: Mapping[str, str]) -> tuple[Entry, list[Problem]]:
    """The entry, with the votes of the CSV file that it names; `files` are texts by path."""
    if not isinstance(entry, Poll) or not entry.results_file:
        return entry, []
    text = files.get(entry.results_file)
    if text is None:
        hint = "Name a CSV file, saved as UTF-8, of at most 1 MiB; its name is relative to this file."
        message = f"'results' names '{entry.results_file}', which cannot be read."
        return entry, [_at_results(entry, "GW029", message, hint)]
    try:
        rows = list(_rows(text))
    except csv.Error as error:
        message = f"'{entry.results_file}' is no CSV file: {error}."
        return entry, [_at_results(entry, "GW102", message, "Export it again.")]
    if len(rows) < 2:
        message = f"'{entry.results_file}' holds no answers."
        return entry, [_at_results(entry, "GW102", message, "The first line names the columns, answers follow.")]
    votes = _answers(entry, rows) if entry.results_column else _counts(entry, rows)
    return _with(entry, *votes)


def _rows(text: str) -> Iterator[_Row]:
    """Rows that hold anything, with the lines they begin on. Raises csv.Error."""
    first = text.partition("\n")[0]
    delimiter = max(_DELIMITERS, key=first.count)
    reader, line = csv.reader(io.StringIO(text), delimiter=delimiter, strict=True), 1
    for cells in reader:
        if any(cell.strip() for cell in cells):
            yield _Row(line, tuple(cells))
        line = reader.line_num + 1


Votes = tuple[dict[str, int], int | None, list[Problem]]
"""Votes by answer, how many answered where the file tells, and what is wrong."""


def _answers(poll: Poll, rows: list[_Row]) -> Votes:
    """One person a row: the answers in the named column."""
    header = [cell.strip() for cell in rows[0].cells]
    if poll.results_column not in header:
        message = f"'{poll.results_file}' has no column '{poll.results_column}'."
        return {}, None, [_at_results(poll, "GW102", message, f"Its columns: {', '.join(header)}.")]
    at, known = header.index(poll.results_column), {option.text for option in poll.options}
    votes, people, problems = dict.fromkeys(known, 0), 0, list[Problem]()
    for row in rows[1:]:
        given = row.cell(at).split(_SEPARATOR) if poll.multiple else [row.cell(at)]
        answers = {answer.strip() for answer in given} - {""}
        people += bool(answers)
        for answer in sorted(answers):
            if known and answer not in known:
                problems.append(_no_option(poll, row, answer))
            votes[answer] = votes.get(answer, 0) + 1
    return votes, people, problems


def _counts(poll: Poll, rows: list[_Row]) -> Votes:
    """One option a row: its words, then its votes."""
    known, votes, problems = {option.text for option in poll.options}, dict[str, int](), list[Problem]()
    for row in rows[1:]:
        answer, number = row.cell(0), row.cell(1)
        if known and answer not in known:
            problems.append(_no_option(poll, row, answer))
        elif answer in votes:
            problems.append(_in_file(poll, row, "GW038", f"'{answer}' is counted twice.", "Keep one of the lines."))
        elif not (number.isascii() and number.isdigit() and len(number) <= 12):
            hint = "Write the option, then its votes; or name the 'column' that holds people's answers."
            problems.append(_in_file(poll, row, "GW018", f"'{number}' is not a number of votes.", hint))
        else:
            votes[answer] = int(number)
    return votes, None, problems


def _with(poll: Poll, votes: dict[str, int], people: int | None, problems: list[Problem]) -> tuple[Poll, list[Problem]]:
    if problems:
        softened = Severity.WARNING if poll.draft else Severity.ERROR
        return poll, [replace(problem, severity=softened) for problem in problems[:_MOST_TOLD]]
    names = [option.text for option in poll.options] or list(votes)
    options = tuple(Option(name, votes.get(name, 0)) for name in names)
    return replace(poll, options=options, n=poll.n if poll.n is not None else people), []


def _no_option(poll: Poll, row: _Row, answer: str) -> Problem:
    message = f"'{answer[:80]}' is no option of '{poll.source}'."
    return _in_file(poll, row, "GW038", message, "Use the option's words.")


def _in_file(poll: Poll, row: _Row, code: str, message: str, hint: str) -> Problem:
    return problem_at(Place(row.line), poll.results_file, code, message, hint)


def _at_results(poll: Poll, code: str, message: str, hint: str) -> Problem:
    severity = Severity.WARNING if poll.draft else Severity.ERROR
    return problem_at(poll.place("results"), poll.source, code, message, hint, severity=severity)

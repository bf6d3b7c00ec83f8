"""Faults of polls, testimonials, values and the blocks that show them, which no single file can know."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from goodword import paths
from goodword.entries import (
    Block,
    Consent,
    ElsewhereCall,
    Entry,
    Latest,
    Offer,
    OffersCall,
    Person,
    Poll,
    PollCall,
    Response,
    ResponsesCall,
    SaidCall,
    Story,
    Testimonial,
)
from goodword.gate import as_agreed
from goodword.problems import Problem, Severity, problem_at
from goodword.whole import Catalogue, at, meant, meant_file

_NAMELESS = Consent(covers=("words",))
"""What `anonymous: true` promises."""
_UNNAMED = "Take the name out, or ask the person and add 'name' to 'covers'."


def _polls(catalogue: Catalogue) -> Iterator[Problem]:
    """Votes that more people gave than answered."""
    for poll in catalogue.entries:
        if not isinstance(poll, Poll):
            continue
        votes = [option.votes for option in poll.options if option.votes is not None]
        most = max(votes, default=0) if poll.multiple else sum(votes)
        if poll.n is not None and most > poll.n:
            what = f"an option has {most} votes" if poll.multiple else f"there are {most} votes"
            hint = "Correct 'n' or 'results'" + ("." if poll.multiple else ", or write 'multiple: true'.")
            yield at(poll, "n", "GW101", f"{what}, and 'n' says that {poll.n} answered.", hint)
        if votes and poll.multiple and poll.n is None:
            message = "'n' is missing: where one person may give several answers, votes do not say how many answered."
            yield at(poll, "multiple", "GW101", message, "Write 'n:' with the number of people.")


def _current_polls(catalogue: Catalogue) -> Iterator[Problem]:
    """A block that shows a poll there is none of."""
    polls = [entry.source for entry in catalogue.entries if isinstance(entry, Poll)]
    for entry, block in _blocks(catalogue):
        if isinstance(block.call, PollCall) and block.call.file and block.call.file not in polls:
            hint = meant_file(block.call.file, polls, entry.source) or "Name a poll's file, relative to this one."
            message = f"'poll' names '{block.call.file}', which is no poll."
            yield at(entry, block.place("file"), "GW033", message, hint)


def _connections(catalogue: Catalogue) -> Iterator[Problem]:
    """Words of praise say what connects the speaker with the firm, here or in people.yml."""
    hint = "Write 'connection:' with what connects them with you beside being a customer, or 'connection: none'."
    for said in catalogue.testimonials:
        person = catalogue.people.get(said.by) if isinstance(said.by, str) else said.by
        known = said.connection or (person.connection if person else "none")
        if not known and not is_unsettled(said.consent) and not (said.consent and said.consent.withdrawn):
            yield problem_at(said.place, said.source, "GW020", "this testimonial has no 'connection'.", hint)


def _names(catalogue: Catalogue) -> Iterator[Problem]:
    """A text that names somebody whose leave does not cover the name."""
    for entry in catalogue.entries:
        if isinstance(entry, Story):
            people = (entry.customer, entry.quote.by if entry.quote else None)
            for message in _named(people, entry.consent, _words(entry), catalogue):
                yield at(entry, "consent", "GW104", message, _UNNAMED)
    for said in catalogue.sayings:
        is_nameless = isinstance(said, Response) and said.anonymous
        for message in _named((said.by,), _NAMELESS if is_nameless else said.consent, _said(said), catalogue):
            yield problem_at(said.place, said.source, "GW104", message, _UNNAMED)


def _named(
    people: Iterable[str | Person | None], consent: Consent | None, words: str, catalogue: Catalogue
) -> Iterator[str]:
    """Faults of a text that holds the whole name of somebody whose leave does not show it, as it is or as an address.

    The connection in people.yml is shown beside their words, like one that stands with these.
    """
    known = [catalogue.people.get(who) if isinstance(who, str) else who for who in people]
    found = [who for who in known if who and who.name and as_agreed(who, consent).name != who.name]
    if not found:
        return
    text = f"-{paths.slugify(' '.join((words, *(person.connection for person in found))))}-"
    for name in dict.fromkeys(person.name for person in found):
        if f"-{paths.slugify(name)}-" in text:
            yield f"this names '{name}', and the consent does not cover the name."


def _said(said: Testimonial | Response) -> str:
    """Everything of somebody's words in a list that readers see."""
    if isinstance(said, Testimonial):
        return " ".join((said.text, said.connection, said.source_url))
    return f"{said.said} {said.did}"


def _words(story: Story) -> str:
    """Everything of a story that readers see, its addresses and those of its files included."""
    image = story.image
    shown = (
        *(story.permalink, story.title, story.headline, story.description, story.body, story.problem, *story.done),
        *(text for result in story.results for text in (result.figure, result.what, result.source)),
        *((image.alt, image.caption, image.credit, image.src) if image else ()),
        *(text for one in story.media for text in (one.title, *(c.title for c in one.chapters), *one.files())),
        *(*story.tags, story.series),
        story.quote.text if story.quote else "",
    )
    return " ".join(shown)


def _values(catalogue: Catalogue) -> Iterator[Problem]:
    """A value that nothing shows, and evidence that is not there."""
    for value in catalogue.company.values if catalogue.company else ():
        if not value.evidence:
            message = f"nothing shows this value, and it is not shown: '{value.text[:60]}'."
            hint = "Write 'evidence:' with pages or addresses that do."
            yield problem_at(value.place, "company.yml", "GW103", message, hint, severity=Severity.WARNING)
        for name in value.evidence:
            if not paths.is_external(name) and name not in catalogue.by_source:
                hint = meant(name, catalogue.by_source) or "Name a file of the content folder, or an address."
                message = f"'evidence' names '{name}', which does not exist."
                yield problem_at(value.place, "company.yml", "GW026", message, hint, severity=Severity.WARNING)


def _asked_tags(catalogue: Catalogue) -> Iterator[Problem]:
    """A block of testimonials, responses or offers that asks for a tag or a person none of them has."""
    shelves: tuple[tuple[type, str, Sequence[Testimonial | Response | Offer]], ...] = (
        (SaidCall, "testimonials", catalogue.testimonials),
        (ResponsesCall, "responses", catalogue.responses),
        (OffersCall, "offers", catalogue.offers),
    )
    for entry, block in _blocks(catalogue):
        for type_, name, shelf in shelves:
            if isinstance(block.call, type_):
                yield from _unasked(entry, block, name, shelf, catalogue)


def _unasked(
    entry: Entry, block: Block, name: str, shelf: Sequence[Testimonial | Response | Offer], catalogue: Catalogue
) -> Iterator[Problem]:
    known = {tag for item in shelf for tag in item.tags}
    tag, person = getattr(block.call, "tag", ""), getattr(block.call, "person", "")
    if tag and tag not in known:
        message = f"'{name}' asks for the tag '{tag}', which none of them has."
        hint = meant(tag, known) or f"Their tags: {', '.join(sorted(known)) or 'none'}."
        yield at(entry, block.place("tag"), "GW033", message, hint)
    if person and person not in catalogue.people:
        message = f"'{name}' asks for '{person}', who is not in people.yml."
        hint = meant(person, catalogue.people) or "Write a person's id."
        yield at(entry, block.place("person"), "GW033", message, hint)


def _posters(catalogue: Catalogue) -> Iterator[Problem]:
    """A block that names a picture there is none of."""
    files = {attachment.uri for attachment in catalogue.attachments}
    for entry, block in _blocks(catalogue):
        poster = block.call.poster if isinstance(block.call, ElsewhereCall) else ""
        if poster and not paths.is_external(poster) and poster not in files:
            hint = meant_file(poster, files, entry.source) or "Check the name; it is relative to this file."
            message = f"'poster' names '{poster}', which does not exist."
            yield at(entry, block.place("poster"), "GW029", message, hint)


def _newest(catalogue: Catalogue) -> Iterator[Problem]:
    """A block that asks for a section or a tag there is none of."""
    sections = [section.path for section in catalogue.sections]
    for entry, block in _blocks(catalogue):
        call = block.call
        if isinstance(call, Latest) and call.section and call.section not in sections:
            hint = meant(call.section, sections) or f"Sections: {', '.join(sections)}."
            message = f"'latest' asks for the section '{call.section}', which does not exist."
            yield at(entry, block.place("section"), "GW033", message, hint)
        if isinstance(call, Latest) and call.tag:
            tags = {tag for other in catalogue.entries for tag in other.tags}
            if paths.slugify(call.tag) not in map(paths.slugify, tags):
                hint = meant(call.tag, tags) or "Write a tag of one of your texts."
                message = f"'latest' asks for the tag '{call.tag}', which nothing has."
                yield at(entry, block.place("tag"), "GW033", message, hint)


def _blocks(catalogue: Catalogue) -> Iterator[tuple[Entry, Block]]:
    return ((entry, block) for entry in catalogue.entries for block in (*entry.blocks, *entry.faulty_blocks))


def is_unsettled(consent: Consent | None) -> bool:
    """Whether nobody has agreed and nobody has taken it back."""
    return consent is None or (consent.date is None and not consent.withdrawn)


RULES: tuple[Callable[[Catalogue], Iterable[Problem]], ...] = (
    _polls,
    _current_polls,
    _connections,
    _names,
    _values,
    _asked_tags,
    _posters,
    _newest,
)

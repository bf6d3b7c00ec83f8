"""What no single file can know: addresses and identities used twice, people and entries that do not exist."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Collection, Iterable, Iterator
from datetime import date, datetime, timedelta, tzinfo
from difflib import get_close_matches

from goodword import addresses, media, paths
from goodword.entries import Consent, ElsewhereCall, Entry, Latest, Person, PressUpdate, Story
from goodword.index import related_sources
from goodword.problems import Place, Problem, Severity, problem_at
from goodword.whole import Catalogue, at

_MOST_WEIGHED = 100


def check(catalogue: Catalogue) -> list[Problem]:
    """Every fault between the files of a catalogue."""
    return [problem for rule in _RULES for problem in rule(catalogue)]


def lapsed_consents(catalogue: Catalogue, now: datetime) -> list[Problem]:
    """Words that are withheld at `now` because the leave to show them has run out."""
    hint = "Ask the person again, then write a new 'consent:'."
    found = []
    for entry in catalogue.entries:
        if _has_lapsed(entry.consent, now) and not entry.draft:
            message = "a person's words are withheld: the consent has run out."
            found.append(at(entry, "consent", "GW027", message, hint, severity=Severity.WARNING))
    for said in catalogue.testimonials:
        if _has_lapsed(said.consent, now):
            message = "this testimonial is withheld: the consent has run out."
            found.append(problem_at(said.place, said.source, "GW027", message, hint, severity=Severity.WARNING))
    return found


def reviewed_ahead(catalogue: Catalogue, now: datetime, zone: tzinfo) -> list[Problem]:
    """Nobody has read a page on a day that is still to come, wherever on earth they are."""
    tomorrow = now.astimezone(zone).date() + timedelta(days=1)
    return [
        at(
            entry,
            "reviewed",
            "GW045",
            f"'reviewed' is {entry.reviewed}, which is still to come.",
            f"Write the day on which somebody read it; a promise for later is 'review_in: {_until(entry, tomorrow)}'.",
        )
        for entry in catalogue.entries
        if entry.reviewed and entry.reviewed > tomorrow
    ]


def _until(entry: Entry, day: date) -> str:
    return f"{(entry.reviewed - day).days} days" if entry.reviewed else ""


def _has_lapsed(consent: Consent | None, now: datetime) -> bool:
    return consent is not None and consent.until is not None and consent.until.end <= now


def _tags(catalogue: Catalogue) -> Iterator[Problem]:
    first: dict[str, tuple[str, Entry]] = {}
    allowed = set(catalogue.allowed_tags)
    for entry in sorted(catalogue.entries, key=lambda entry: entry.source):
        for tag in entry.tags:
            slug = paths.slugify(tag)
            name, owner = first.setdefault(slug, (tag, entry))
            if not slug:
                yield at(entry, f"tags.{tag}", "GW024", f"the tag '{tag}' has no letter or digit.", "Use a word.")
            elif not addresses.is_portable(slug):
                message = f"the tag '{tag}' cannot be an address: some file systems refuse the name."
                yield at(entry, f"tags.{tag}", "GW036", message, "Use another word.")
            elif name != tag:
                hint = "Write the tag the same way everywhere."
                message = f"the tags '{tag}' and '{name}' ('{owner.source}') have one address."
                yield at(entry, f"tags.{tag}", "GW024", message, hint)
            if allowed and tag not in allowed:
                hint = _meant(tag, allowed) or "Choose one of the configured tags."
                yield at(entry, f"tags.{tag}", "GW043", f"the tag '{tag}' is not in the configuration's list.", hint)


def _bylines(catalogue: Catalogue) -> Iterator[Problem]:
    """An unknown author warns: the words still stand. An unknown owner is a matter of freshness (FR012)."""
    for entry in catalogue.entries:
        for id in entry.authors:
            if id not in catalogue.people:
                yield _unknown(entry, "authors", id, catalogue, Severity.WARNING)


def _people(catalogue: Catalogue) -> Iterator[Problem]:
    """A person who is quoted, or whom the press is sent to, must exist."""
    for entry in catalogue.entries:
        for key, who in _references(entry):
            if isinstance(who, str) and who not in catalogue.people:
                yield _unknown(entry, key, who, catalogue, Severity.ERROR)
    for said in catalogue.testimonials:
        if isinstance(said.by, str) and said.by and said.by not in catalogue.people:
            hint = _meant(said.by, catalogue.people) or "Add the person, or write a mapping with name."
            message = f"'by' names '{said.by}', who is not in people.yml."
            yield problem_at(said.place, said.source, "GW025", message, hint)


def _references(entry: Entry) -> Iterable[tuple[str, str | Person | None]]:
    if isinstance(entry, Story):
        return (("customer", entry.customer), ("quote", entry.quote.by if entry.quote else None))
    if isinstance(entry, PressUpdate):
        return (("contact", entry.contact),)
    return ()


def _unknown(entry: Entry, key: str, id: str, catalogue: Catalogue, severity: Severity) -> Problem:
    hint = _meant(id, catalogue.people) or "Add the person to people.yml."
    return at(entry, key, "GW025", f"'{key}' names '{id}', who is not in people.yml.", hint, severity=severity)


def _related(catalogue: Catalogue) -> Iterator[Problem]:
    for entry in catalogue.entries:
        for reference, source in zip(entry.related, related_sources(entry, catalogue.by_source), strict=True):
            if source not in catalogue.by_source:
                hint = _meant(source, catalogue.by_source) or "Name a file of the content folder."
                yield at(
                    entry,
                    "related",
                    "GW026",
                    f"'related' names '{reference}', which does not exist.",
                    hint,
                    severity=Severity.WARNING,
                )


def _blocks(catalogue: Catalogue) -> Iterator[Problem]:
    """A block that asks for a section, or names a picture, that there is none of."""
    known = [section.path for section in catalogue.sections]
    files = {attachment.uri for attachment in catalogue.attachments}
    for entry in catalogue.entries:
        for block in entry.blocks:
            poster = block.call.poster if isinstance(block.call, ElsewhereCall) else ""
            if poster and not paths.is_external(poster) and poster not in files:
                hint = _meant(poster, files) or "Check the name; it is relative to this file."
                message = f"'poster' names '{poster}', which does not exist."
                yield problem_at(Place(entry.body_line + block.line + 1), entry.source, "GW029", message, hint)
            if isinstance(block.call, Latest) and block.call.section and block.call.section not in known:
                place = Place(entry.body_line + block.line + 1)
                hint = _meant(block.call.section, known) or f"Sections: {', '.join(known)}."
                message = f"'latest' asks for the section '{block.call.section}', which does not exist."
                yield problem_at(place, entry.source, "GW033", message, hint)


def _files(catalogue: Catalogue) -> Iterator[Problem]:
    """A file that the metadata names and that is not there."""
    known = {attachment.uri for attachment in catalogue.attachments}
    for entry in catalogue.entries:
        for key, name in _named_files(entry):
            if name and not paths.is_external(name) and name not in known:
                severity = Severity.WARNING if key == "image" else Severity.ERROR
                hint = _meant(name, known) or "Check the name; it is relative to this file."
                yield at(entry, key, "GW029", f"'{key}' names '{name}', which does not exist.", hint, severity=severity)


def _media(catalogue: Catalogue) -> Iterator[Problem]:
    """Recordings that are none, and what goes with them."""
    known = {attachment.uri: attachment for attachment in catalogue.attachments}
    for entry in catalogue.entries:
        if entry.media:
            yield from media.check_media(entry, known, lambda name: _meant(name, known))


def _named_files(entry: Entry) -> Iterator[tuple[str, str]]:
    if entry.image:
        yield "image", entry.image.src
    yield from (("media", one.src) for one in entry.media)
    if isinstance(entry, PressUpdate):
        yield from (("kit", name) for name in entry.kit)


def _pictures(catalogue: Catalogue) -> Iterator[Problem]:
    """A photo of a person, or the firm's logo, that is not there."""
    known = {attachment.uri for attachment in catalogue.attachments}
    company = catalogue.company
    named = [(person.photo.src, person.source, person.place) for person in catalogue.people.values() if person.photo]
    named += [(company.logo, "company.yml", Place())] if company and company.logo else []
    for name, source, place in named:
        if name and not paths.is_external(name) and name not in known:
            hint = _meant(name, known) or "Check the name; it is relative to this file."
            yield problem_at(place, source, "GW029", f"'{name}' does not exist.", hint, severity=Severity.WARNING)


def _consents(catalogue: Catalogue) -> Iterator[Problem]:
    """Words without consent are withheld, and the author is told."""
    hint = "Ask the person, then write 'consent:' with date and covers."
    for entry in catalogue.entries:
        if _unsettled(entry.consent) and entry.consent and not entry.draft:
            message = "a person's words are withheld: there is no consent."
            yield at(entry, "consent", "GW027", message, hint, severity=Severity.WARNING)
    for said in catalogue.testimonials:
        if _unsettled(said.consent):
            message = "this testimonial is withheld: there is no consent."
            yield problem_at(said.place, said.source, "GW027", message, hint, severity=Severity.WARNING)


def _unsettled(consent: Consent | None) -> bool:
    return consent is None or (consent.date is None and not consent.withdrawn)


def _meant(word: str, known: Collection[str]) -> str:
    """Did you mean ...? Of many candidates only those that resemble the word in length are weighed."""
    pool = known if len(known) <= _MOST_WEIGHED else _of_like_length(word, known)
    close = get_close_matches(word, pool, n=1, cutoff=0.7)
    return f"Did you mean '{close[0]}'?" if close else ""


def _of_like_length(word: str, known: Collection[str]) -> list[str]:
    alike = [name for name in known if name[:1] == word[:1] or name.rpartition("/")[2] == word.rpartition("/")[2]]
    return heapq.nsmallest(_MOST_WEIGHED, alike, key=lambda name: (abs(len(name) - len(word)), name))


_RULES: tuple[Callable[[Catalogue], Iterable[Problem]], ...] = (
    addresses.collisions,
    addresses.identities,
    _tags,
    _bylines,
    _people,
    _related,
    _blocks,
    _files,
    _media,
    _pictures,
    _consents,
)

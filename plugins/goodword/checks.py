"""What no single file can know: addresses and identities used twice, people and entries that do not exist."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime, timedelta, tzinfo

from goodword import addresses, community_checks, media, paths
from goodword.community_checks import is_unsettled
from goodword.entries import (
    Consent,
    Entry,
    Person,
    PressUpdate,
    Response,
    Story,
    Testimonial,
)
from goodword.problems import Place, Problem, Severity, problem_at
from goodword.related import related_sources
from goodword.whole import Catalogue, at, meant, meant_file


def check(catalogue: Catalogue) -> list[Problem]:
    """Every fault between the files of a catalogue."""
    return [problem for rule in _RULES for problem in rule(catalogue)]


def lapsed_consents(catalogue: Catalogue, now: datetime) -> list[Problem]:
    """Words that are withheld at `now` because the leave to show them has run out, or is of a day to come."""
    found = []
    for entry in catalogue.entries:
        why, hint = _lapse(entry.consent, now)
        if why and not entry.draft:
            message = f"a person's words are withheld: {why}."
            found.append(at(entry, "consent", "GW027", message, hint, severity=Severity.WARNING))
    for said in catalogue.sayings:
        why, hint = _lapse(said.consent, now)
        if why:
            message = f"this {_called(said)} is withheld: {why}."
            found.append(problem_at(said.place, said.source, "GW027", message, hint, severity=Severity.WARNING))
    return found


def exposed_embargoes(catalogue: Catalogue, now: datetime) -> list[Problem]:
    """Embargoed entries at `now` that anybody can read already, in a repository that is public."""
    hint = "Keep it out of the repository until its hour, or write 'public_embargo: true' if you mean it."
    message = "this is under embargo, and the repository that holds it is public: anybody can read it now."
    return [
        at(entry, "embargo", "GW100", message, hint)
        for entry in catalogue.entries
        if entry.embargo and now < entry.embargo.at and not (isinstance(entry, PressUpdate) and entry.public_embargo)
    ]


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


def _lapse(consent: Consent | None, now: datetime) -> tuple[str, str]:
    """Why a leave does not hold at `now` that does at another time, and the remedy; empty where it does."""
    if is_unsettled(consent):  # then there is none, which is told whatever the time
        return "", ""
    if consent is not None and consent.until is not None and consent.until.end <= now:
        return "the consent has run out", "Ask the person again, then write a new 'consent:'."
    if consent is not None and consent.begins and now < consent.begins:
        return f"the consent is of {consent.date}, which is still to come", "Write the day on which they agreed."
    return "", ""


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
                hint = meant(tag, allowed) or "Choose one of the configured tags."
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
    for said in catalogue.sayings:
        if isinstance(said.by, str) and said.by and said.by not in catalogue.people:
            hint = meant(said.by, catalogue.people) or "Add the person, or write a mapping with name."
            message = f"'by' names '{said.by}', who is not in people.yml."
            yield problem_at(said.place, said.source, "GW025", message, hint)


def _references(entry: Entry) -> Iterable[tuple[str, str | Person | None]]:
    if isinstance(entry, Story):
        return (("customer", entry.customer), ("quote", entry.quote.by if entry.quote else None))
    if isinstance(entry, PressUpdate):
        return (("contact", entry.contact),)
    return ()


def _unknown(entry: Entry, key: str, id: str, catalogue: Catalogue, severity: Severity) -> Problem:
    hint = meant(id, catalogue.people) or "Add the person to people.yml."
    return at(entry, key, "GW025", f"'{key}' names '{id}', who is not in people.yml.", hint, severity=severity)


def _related(catalogue: Catalogue) -> Iterator[Problem]:
    for entry in catalogue.entries:
        for reference, source in zip(entry.related, related_sources(entry, catalogue.by_source), strict=True):
            if source not in catalogue.by_source:
                hint = meant(source, catalogue.by_source) or "Name a file of the content folder."
                yield at(
                    entry,
                    f"related.{reference}",
                    "GW026",
                    f"'related' names '{reference}', which does not exist.",
                    hint,
                    severity=Severity.WARNING,
                )


def _files(catalogue: Catalogue) -> Iterator[Problem]:
    """A file that the metadata names and that is not there."""
    files = {attachment.uri: attachment for attachment in catalogue.attachments}
    for entry in catalogue.entries:
        for key, name, place in _named_files(entry):
            if name and not paths.is_external(name) and name not in files:
                severity = Severity.WARNING if key == "image" else Severity.ERROR
                fitting = [uri for uri, file in files.items() if key != "media" or media.is_played(file)]
                hint = meant_file(name, fitting, entry.source) or "Check the name; it is relative to this file."
                message = f"'{key}' names '{name}', which does not exist."
                yield at(entry, place, "GW029", message, hint, severity=severity)


def _media(catalogue: Catalogue) -> Iterator[Problem]:
    """Recordings that are none, and what goes with them."""
    known = {attachment.uri: attachment for attachment in catalogue.attachments}
    for entry in catalogue.entries:
        if entry.media:
            for found in media.check_media(entry, known, meant_file):
                yield at(entry, Place(found.line, found.column), found.code, found.message, found.hint)
            for name, place in media.lost_transcripts(entry, catalogue.by_source):
                close = meant_file(name, catalogue.by_source, entry.source)
                hint = close or "Name a text of yours, a heading (#…) or an address."
                message = f"'transcript' names '{name}', which does not exist."
                yield at(entry, place, "GW026", message, hint, severity=Severity.WARNING)


def _named_files(entry: Entry) -> Iterator[tuple[str, str, Place]]:
    """Keys, the files that they name, and where those stand."""
    if entry.image:
        yield "image", entry.image.src, entry.image.place
    yield from (("media", one.src, one.place) for one in entry.media)
    if isinstance(entry, PressUpdate):
        yield from (("kit", file.src, file.place) for file in entry.kit)


def _firm_kit(catalogue: Catalogue) -> Iterator[Problem]:
    """A file of the firm's kit that is not there, and a contact for the press who is not known."""
    company, known = catalogue.company, {attachment.uri for attachment in catalogue.attachments}
    if company is None:
        return
    for file in company.kit:
        if file.src not in known:
            hint = meant_file(file.src, known, "company.yml") or "Check the name; it is relative to this file."
            message = f"'kit' names '{file.src}', which does not exist."
            yield problem_at(file.place, "company.yml", "GW029", message, hint)
    who = company.press_contact
    if who and who not in catalogue.people:
        hint = meant(who, catalogue.people) or "Add the person to people.yml."
        message = f"'press_contact' names '{who}', who is not in people.yml."
        yield problem_at(company.place("press_contact"), "company.yml", "GW025", message, hint)


def _pictures(catalogue: Catalogue) -> Iterator[Problem]:
    """A photo of a person, or the firm's logo, that is not there."""
    known = {attachment.uri for attachment in catalogue.attachments}
    company = catalogue.company
    photos = [(person.photo, person.source) for person in catalogue.people.values() if person.photo]
    named = [(photo.src, source, photo.place) for photo, source in photos]
    named += [(company.logo, "company.yml", company.place("logo"))] if company and company.logo else []
    for name, source, place in named:
        if name and not paths.is_external(name) and name not in known:
            hint = meant_file(name, known, source) or "Check the name; it is relative to this file."
            yield problem_at(place, source, "GW029", f"'{name}' does not exist.", hint, severity=Severity.WARNING)


def _consents(catalogue: Catalogue) -> Iterator[Problem]:
    """Words without consent are withheld, and the author is told."""
    hint = "Ask the person, then write 'consent:' with date and covers."
    for entry in catalogue.entries:
        if is_unsettled(entry.consent) and entry.consent and not entry.draft:
            message = "a person's words are withheld: there is no consent."
            yield at(entry, "consent", "GW027", message, hint, severity=Severity.WARNING)
    for said in catalogue.sayings:
        if is_unsettled(said.consent) and not (isinstance(said, Response) and said.anonymous):
            message = f"this {_called(said)} is withheld: there is no consent."
            yield problem_at(said.place, said.source, "GW027", message, hint, severity=Severity.WARNING)


def _called(said: Testimonial | Response) -> str:
    return "testimonial" if isinstance(said, Testimonial) else "response"


_RULES: tuple[Callable[[Catalogue], Iterable[Problem]], ...] = (
    addresses.collisions,
    addresses.identities,
    _tags,
    _bylines,
    _people,
    _related,
    _files,
    _media,
    _firm_kit,
    _pictures,
    _consents,
    *community_checks.RULES,
)

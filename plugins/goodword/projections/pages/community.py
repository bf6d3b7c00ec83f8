"""What people said, what was done about it, what the firm stands for, what it offers: all that may be shown."""

from __future__ import annotations

from datetime import date

from goodword.entries import Response, Testimonial, Value
from goodword.gate import has_left, is_answered, is_on, is_said, names_person
from goodword.paths import href, is_external, slugify
from goodword.projections.pages.views import Views
from goodword.views import LinkView, OfferView, ValueView


def said_of(views: Views, *, tag: str = "", person: str = "") -> list[Testimonial]:
    """Testimonials that may be shown, the newest first; a person's own only where they may be named with them."""
    said = [each for each in views.catalogue.testimonials if is_said(each, views.now, views.today)]
    if tag:
        said = [each for each in said if slugify(tag) in map(slugify, each.tags)]
    if person:
        said = [each for each in said if each.by == person and names_person(each.consent)]
    return sorted(said, key=lambda each: (each.date or date.min, each.text), reverse=True)


def promoted(views: Views, *, tag: str = "", person: str = "") -> list[Testimonial]:
    """Those of people who have not left: words of others stay where history is told, and advertise nothing."""
    everybody = views.catalogue.person
    return [
        t
        for t in said_of(views, tag=tag, person=person)
        if not ((who := everybody(t.by)) and has_left(who, views.today))
    ]


def answers(views: Views, tag: str = "") -> list[Response]:
    """Criticism that was answered, the newest answer first; what is to be done is no answer yet."""
    done = [each for each in views.catalogue.responses if is_answered(each, views.now, views.today)]
    if tag:
        done = [each for each in done if slugify(tag) in map(slugify, each.tags)]
    return sorted(done, key=lambda each: (each.done or date.min, each.said), reverse=True)


def offers(views: Views, tag: str = "") -> tuple[OfferView, ...]:
    """Offers that are on, those that end first."""
    on = [(each.ends.end, each) for each in views.catalogue.offers if each.ends and is_on(each, views.now)]
    return tuple(
        OfferView(
            title=each.title,
            text=each.text,
            terms=each.terms,
            url=each.url,
            ends=views.strings.date(each.ends),
            over=end.isoformat(),
        )
        for end, each in sorted(on, key=lambda pair: (pair[0], pair[1].title))
        if not tag or slugify(tag) in map(slugify, each.tags)
    )


def values(views: Views) -> tuple[ValueView, ...]:
    """What the firm stands for, where something shows it that readers can see."""
    company = views.catalogue.company
    shown = ((value, _evidence(value, views)) for value in (company.values if company else ()))
    return tuple(ValueView(text=value.text, evidence=evidence) for value, evidence in shown if evidence)


def _evidence(value: Value, views: Views) -> tuple[LinkView, ...]:
    return tuple(link for name in value.evidence if (link := _link(name, views)))


def _link(name: str, views: Views) -> LinkView | None:
    if is_external(name):
        return LinkView(title=name.removeprefix("https://").strip("/"), url=name)
    entry = views.listed.get(name)
    return LinkView(title=entry.title, url=href(entry.permalink)) if entry else None


def folder_of(views: Views, shelf: str) -> str:
    """Where the page of testimonials or responses stands: beside the file that lists them, or with their own."""
    found: list[str] = []
    for said in views.catalogue.testimonials if shelf == "testimonials" else views.catalogue.responses:
        folder, _, name = said.source.rpartition("/")
        if name == f"{shelf}.yml" or folder.rpartition("/")[2] == shelf:
            found.append(said.source.removesuffix(".yml") if name == f"{shelf}.yml" else folder)
        else:
            found.append(f"{folder}/{shelf}".lstrip("/"))
    return f"{min(found)}/"

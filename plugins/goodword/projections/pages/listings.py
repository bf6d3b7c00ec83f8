"""Which listing pages a site has, and what stands on each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta

from msgspec import Struct

from goodword.entries import Entry, Event, Section
from goodword.gate import has_left
from goodword.paths import href
from goodword.projections.pages.community import answers, folder_of, said_of
from goodword.projections.pages.groups import grouped
from goodword.projections.pages.newsroom import filter_links, filters, topics_of
from goodword.projections.pages.views import Filters, Views
from goodword.views import ArchiveView, LinkView, ListingView, PaginationView, PersonView

_WINDOW = 2
_ROWS = 100
"""Rows on a page of a year, or of what a person wrote: they are looked through, and not read."""
_RELATION_ORDER = ("team", "advocate", "partner", "speaker", "customer", "")


class Listing(Struct, frozen=True, kw_only=True):
    """One listing page before it is shown: where it stands and which entries are on it."""

    type: str
    url: str
    """Address of this page: `articles/`, `articles/page/2/`."""
    key: str
    """Section path, tag slug, year or id of a person; empty for the overviews."""
    title: str
    entries: tuple[Entry, ...] = ()
    number: int = 1
    total: int = 1

    @property
    def base(self) -> str:
        """The address of the first page of the same listing."""
        return self.url if self.number == 1 else self.url.removesuffix(f"page/{self.number}/")

    @property
    def shelf(self) -> str:
        """The address of the list whose feed goes with it."""
        return f"{self.key}/" if self.type == "filter" else self.base

    @property
    def source(self) -> str:
        """The file that introduces it, or would."""
        return f"{self.url}index.md"


def listings(views: Views) -> tuple[Listing, ...]:
    """Every listing page of the site, an empty section's included: its address is a promise."""
    index, strings = views.index, views.strings
    pages: list[Listing] = []
    for section in views.catalogue.site.sections:
        shelf = index.by_section.get(section.path, ())
        pages += _paged(
            views, "section", section.url, key=section.path, title=views.index.title_of(section), entries=shelf
        )
        if section.kind == "press":
            for url, title, entries in filters(section, shelf, views):
                pages += _paged(views, "filter", url, key=section.path, title=title, entries=entries)
    for slug, tag in index.tags.items():
        title = strings("listing.tag", tag=tag)
        pages += _paged(views, "tag", f"tags/{slug}/", key=slug, title=title, entries=index.by_tag[slug])
    for year, entries in index.by_year.items():
        title = strings("listing.year", year=year)
        pages += _paged(views, "year", f"archive/{year}/", key=str(year), title=title, entries=entries, rows=_ROWS)
    for id in sorted(index.profiles):
        pages += written_by(id, views)[1:]  # the first page of it is the person's own
    return (*pages, *_overviews(views))


def written_by(id: str, views: Views) -> list[Listing]:
    """The pages of what a person wrote, one at least; no more where nothing makes pages of listings."""
    title = views.strings("listing.person", name=views.known(id).name)
    entries = [entry for entry in views.index.by_person.get(id, ()) if entry.kind != "event"]
    rows = _ROWS if views.has_listings else len(entries)
    return list(_paged(views, "person", f"people/{id}/", key=id, title=title, entries=entries, rows=rows))


def _overviews(views: Views) -> Iterator[Listing]:
    for shelf, found in (("testimonials", said_of(views)), ("responses", answers(views))):
        if found:
            yield Listing(type=shelf, url=folder_of(views, shelf), key="", title=views.strings(f"listing.{shelf}"))
    for type_, url, filled in (
        ("tags", "tags/", views.index.tags),
        ("archive", "archive/", views.index.by_year),
        ("people", "people/", views.index.profiles),
    ):
        if filled:
            yield Listing(type=type_, url=url, key="", title=views.strings(f"listing.{type_}"))


def overviews(views: Views) -> tuple[LinkView, ...]:
    """Links to the overviews there are."""
    return tuple(LinkView(title=page.title, url=page.url) for page in _overviews(views)) if views.has_listings else ()


def _paged(
    views: Views, type_: str, url: str, *, key: str, title: str, entries: Sequence[Entry], rows: int = 0
) -> Iterator[Listing]:
    """At least `rows` on each page. An events section is one page: a calendar is not read by the page."""
    ordered = sorted(entries, key=lambda entry: not entry.pin) if type_ == "section" else list(entries)
    per_page = max(views.catalogue.site.per_page, rows)
    whole = bool(ordered) and all(isinstance(entry, Event) for entry in ordered)
    chunks = [ordered] if whole else [ordered[n : n + per_page] for n in range(0, len(ordered), per_page)] or [[]]
    for number, chunk in enumerate(chunks, start=1):
        address = url if number == 1 else f"{url}page/{number}/"
        yield Listing(
            type=type_, url=address, key=key, title=title, entries=tuple(chunk), number=number, total=len(chunks)
        )


def listing_view(listing: Listing, views: Views, introduction: Entry | None, feed: LinkView | None) -> ListingView:
    """What a listing's template sees."""
    section = next((s for s in views.catalogue.site.sections if s.path == listing.key), None)
    is_section = listing.type in ("section", "filter") and section is not None
    press = is_section and section is not None and section.kind == "press"
    company, everything = views.catalogue.company, _everything(listing, views)
    years, topics, types = (
        views.once(listing.key, lambda: _filters(section, views)) if is_section and section else ((), (), ())
    )
    return ListingView(
        type=listing.type,
        kind=section.kind if is_section and section else "",
        title=introduction.headline or introduction.title if introduction else listing.title,
        description=introduction.description if introduction else "",
        groups=grouped(listing.type, listing.entries, section if is_section else None, views),
        people=_people(views) if listing.type == "people" else (),
        testimonials=tuple(map(views.testimonial, said_of(views))) if listing.type == "testimonials" else (),
        responses=tuple(map(views.response, answers(views))) if listing.type == "responses" else (),
        links=_links(listing, views),
        years=years,
        topics=topics,
        types=types,
        pagination=pagination(listing),
        feed=feed,
        contact=views.press_contact() if press else None,
        boilerplate=company.boilerplate if press and company and listing.type == "section" else "",
        count=len(everything),
        archive=_archive(views.archived[listing.key], everything, views) if _is_archived(listing, views) else None,
    )


def _is_archived(listing: Listing, views: Views) -> bool:
    """Whether it is of a section that is an archive, or will be."""
    return listing.type == "section" and listing.key in views.archived


def _archive(begins: date, everything: Sequence[Entry], views: Views) -> ArchiveView | None:
    newest = next((entry.date.day.year for entry in everything if entry.date), None)
    oldest = next((entry.date.day.year for entry in reversed(everything) if entry.date), None)
    if newest is None:
        return None
    span = str(newest) if oldest == newest else f"{oldest}–{newest}"
    return ArchiveView(
        title=views.strings("listing.archived", years=span),
        begins=begins.isoformat(),
        until=(begins - timedelta(days=1)).isoformat(),
        holds=begins <= views.today,
    )


def _everything(listing: Listing, views: Views) -> tuple[Entry, ...]:
    """The entries of all pages of a listing."""
    if listing.type == "section":
        return views.index.by_section.get(listing.key, ())
    if listing.type == "year":
        return views.index.by_year[int(listing.key)]
    return views.index.by_tag.get(listing.key, ()) if listing.type == "tag" else listing.entries


def _people(views: Views) -> tuple[PersonView, ...]:
    known = ((id, person) for id, person in views.catalogue.people.items() if id in views.index.profiles)
    listed = [person for _, person in known if not has_left(person, views.today)]
    ranked = sorted(listed, key=lambda person: (_RELATION_ORDER.index(person.relation), person.name.casefold()))
    return tuple(views.person(person) for person in ranked)


def _links(listing: Listing, views: Views) -> tuple[LinkView, ...]:
    if listing.type == "tags":
        tags = sorted(views.index.tags.items(), key=lambda item: item[1].casefold())
        return tuple(
            LinkView(title=f"{tag} ({len(views.index.by_tag[slug])})", url=f"tags/{href(slug)}/") for slug, tag in tags
        )
    if listing.type == "archive":
        years = sorted(views.index.by_year.items(), reverse=True)
        return tuple(LinkView(title=f"{year} ({len(shelf)})", url=f"archive/{year}/") for year, shelf in years)
    return ()


def _filters(section: Section, views: Views) -> Filters:
    """Where a section's years, topics and types lead: a newsroom's to lists of its own, others to the whole site's."""
    entries = views.index.by_section.get(section.path, ())
    if section.kind == "press" and views.has_listings:
        years, topics, types = filter_links(section, entries, views)
        return years, topics, types
    return _years(entries), tuple(views.tag(tag) for tag in topics_of(entries)), ()


def _years(entries: Iterable[Entry]) -> tuple[LinkView, ...]:
    years = sorted({entry.date.day.year for entry in entries if entry.date}, reverse=True)
    return tuple(LinkView(title=str(year), url=f"archive/{year}/") for year in years)


def _near(number: int, total: int) -> list[int]:
    """The pages a reader may jump to: the first, the last and those around."""
    around = range(max(1, number - _WINDOW), min(total, number + _WINDOW) + 1)
    return sorted({1, total, *around})


def pagination(listing: Listing) -> PaginationView:
    """Where the other pages of a listing are."""

    def address(number: int) -> str:
        return href(listing.base if number == 1 else f"{listing.base}page/{number}/")

    return PaginationView(
        number=listing.number,
        total=listing.total,
        newer=address(listing.number - 1) if listing.number > 1 else "",
        older=address(listing.number + 1) if listing.number < listing.total else "",
        pages=tuple(LinkView(title=str(n), url=address(n)) for n in _near(listing.number, listing.total)),
    )

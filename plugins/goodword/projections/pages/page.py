"""The whole view of a page: what every page shares, and what is this page's own."""

from __future__ import annotations

import re
from collections.abc import Mapping

from msgspec import Struct, field
from msgspec.structs import replace

from goodword.entries import Entry, Profile
from goodword.gate import has_left
from goodword.index import neighbours
from goodword.paths import href, is_external, is_shown_by_networks
from goodword.projections.pages.community import said_of
from goodword.projections.pages.following import (
    SUBSCRIBE,
    SYNDICATION,
    Offered,
    subscribe_view,
    syndication_view,
)
from goodword.projections.pages.home import home_view
from goodword.projections.pages.listings import Listing, listing_view, listings, pagination, written_by
from goodword.projections.pages.newsroom import newsroom_view
from goodword.projections.pages.views import Views, summary
from goodword.related import Related
from goodword.views import (
    EntryView,
    FeedLinkView,
    LinkView,
    ListingView,
    PageView,
    PictureView,
    ProfileView,
    SeriesView,
    SiteView,
)

_EXTERNAL = re.compile(r"[a-z]+:", re.IGNORECASE)


class Listings(Struct, frozen=True):
    """What is worked out once for all pages of a build."""

    views: Views
    site: SiteView
    feeds: Mapping[str, FeedLinkView]
    """The feed that stands at an address: the site's under the empty text."""
    by_url: Mapping[str, Listing]
    around: Mapping[str, tuple[Entry | None, Entry | None]]
    related: Related
    titles: Mapping[str, str]
    """Of undated pages, by address."""
    calendars: Mapping[str, FeedLinkView] = field(default_factory=dict)
    """The calendar that goes with the page at an address."""
    offered: Offered = field(default_factory=Offered)
    cards: Mapping[str, PictureView] = field(default_factory=dict)
    """The card of the page at an address; the front page's serves every page that has none."""

    @classmethod
    def of(
        cls,
        views: Views,
        site: SiteView,
        feeds: Mapping[str, FeedLinkView],
        calendars: Mapping[str, FeedLinkView] | None = None,
        *,
        offered: Offered | None = None,
        cards: Mapping[str, PictureView] | None = None,
    ) -> Listings:
        """Work it out; linear in the number of entries."""
        around: dict[str, tuple[Entry | None, Entry | None]] = {}
        for shelf in views.index.by_section.values():
            around |= neighbours(shelf)
        by_url = {listing.url: listing for listing in listings(views)} if views.has_listings else {}
        titles = {entry.permalink: entry.title for entry in views.index.pages}
        close = Related(views.index, views.catalogue.by_source, views.catalogue.site.related)
        told = calendars or {}, offered or Offered(), cards or {}
        return cls(views, site, feeds, by_url, around, close, titles, *told)


def page_view(url: str, entry: Entry | None, known: Listings) -> PageView:
    """The view of the page at `url`: of an entry, of a listing, or of a listing an entry introduces."""
    views, listing = known.views, known.by_url.get(url)
    feed = known.feeds.get(listing.shelf if listing else url)
    shown = views.entry(entry) if entry else None
    listed = _listing(listing, entry, feed, views) if listing else None
    home = home_view(views, entry) if not url else None
    newer, older = known.around.get(entry.permalink, (None, None)) if entry else (None, None)
    view = PageView(
        site=known.site,
        title=_title(shown, listed),
        description=_description(shown, listed, known.site),
        robots="noindex" if shown and shown.state else "",
        feeds=tuple(dict.fromkeys((*known.site.feeds[:1], *((feed,) if feed else ()), *_of_section(shown, known)))),
        breadcrumbs=_breadcrumbs(url, known),
        entry=shown,
        listing=listed,
        profile=_profile(entry, feed, views) if isinstance(entry, Profile) else None,
        home=home,
        newer=_link(newer),
        older=_link(older),
        related=views.entries(known.related.of(entry)) if entry else (),
        series=_series(entry, views) if entry else None,
        current=_current(href(url), known.site),
        newsroom=newsroom_view(url, entry, views),
        calendar=known.calendars.get(url),
        picture=_picture(entry, url, known),
    )
    return _followed(view, url, known) if known.feeds and not shown else view


def _followed(view: PageView, url: str, known: Listings) -> PageView:
    """The pages that go with feeds, where the author has none of their own."""
    views, say = known.views, known.views.strings
    if url == SUBSCRIBE:
        made = subscribe_view(views, known.feeds, known.calendars, known.offered)
        about = summary(say("subscribe.what", name=made.name))
        return replace(view, title=say("subscribe"), description=about, subscribe=made)
    if url == SYNDICATION:
        terms = syndication_view(views, known.feeds, known.offered)
        about = summary(say("syndication.about", name=terms.name))
        return replace(view, title=say("syndication.title"), description=about, syndication=terms)
    return view


def _picture(entry: Entry | None, url: str, known: Listings) -> PictureView | None:
    """The entry's own picture where networks can show it, else a card, else the picture after all."""
    image = entry.image if entry and entry.image and entry.image.src else None
    if image is None or not is_shown_by_networks(image.src):
        card = known.cards.get(url) or known.cards.get("")
        if card or image is None:
            return card
    src = image.src if is_external(image.src) else href(image.src)
    return PictureView(url=src, alt=image.alt, width=0, height=0)


def _title(entry: EntryView | None, listing: ListingView | None) -> str:
    title = entry.title if entry else listing.title if listing else ""
    number = listing.pagination.number if listing else 1
    return title if number == 1 else f"{title} ({number})"


def _description(entry: EntryView | None, listing: ListingView | None, site: SiteView) -> str:
    own = entry.description if entry else listing.description if listing else ""
    return summary(own or site.description)


def _listing(listing: Listing, entry: Entry | None, feed: FeedLinkView | None, views: Views) -> ListingView:
    introduction = entry or views.index.introductions.get(listing.base)
    link = LinkView(title=feed.title, url=feed.url) if feed else None
    return listing_view(listing, views, introduction, link)


def _of_section(entry: EntryView | None, known: Listings) -> tuple[FeedLinkView, ...]:
    feed = known.feeds.get(entry.section.url) if entry and entry.section else None
    return (feed,) if feed else ()


def _link(entry: Entry | None) -> LinkView | None:
    return LinkView(title=entry.title, url=href(entry.permalink)) if entry else None


def _breadcrumbs(url: str, known: Listings) -> tuple[LinkView, ...]:
    """The pages above this one that exist, outermost first."""
    parts = url.split("/")[:-2]
    crumbs = []
    for depth in range(1, len(parts) + 1):
        above = "/".join(parts[:depth]) + "/"
        title = known.titles.get(above) or (known.by_url[above].title if above in known.by_url else "")
        if title:
            crumbs.append(LinkView(title=title, url=href(above)))
    return tuple(crumbs)


def _series(entry: Entry, views: Views) -> SeriesView | None:
    shelf = views.index.by_series.get(entry.series, ()) if entry.series else ()
    at = next((n for n, other in enumerate(shelf, start=1) if other is entry), None)
    if at is None or len(shelf) < 2:
        return None
    links = tuple(LinkView(title=other.title, url=href(other.permalink)) for other in shelf)
    return SeriesView(title=entry.series, entries=links, position=at)


def _profile(page: Profile, feed: FeedLinkView | None, views: Views) -> ProfileView | None:
    person = views.catalogue.people.get(page.person)
    if person is None:
        return None
    said = said_of(views, person=person.id)
    shelf = views.index.by_person.get(person.id, ())
    view, written = views.person(person), written_by(person.id, views)[0]
    return ProfileView(
        person=view,
        since=views.strings.date(person.since),
        left=has_left(person, views.today),
        left_on=views.strings.date(person.left) if has_left(person, views.today) else None,
        business=next(iter(view.links), None) if person.relation not in ("", "team") else None,
        written=views.entries(written.entries),
        pagination=pagination(written),
        gave=views.entries(entry for entry in shelf if entry.kind == "event"),
        stories=views.entries(e for e in views.index.about_person.get(person.id, ()) if e.kind == "story"),
        testimonials=tuple(views.testimonial(t) for t in said),
        feed=LinkView(title=feed.title, url=feed.url) if feed else None,
    )


def _current(url: str, site: SiteView) -> str:
    """The masthead link with the longest address that holds this page."""
    holding = [
        link.url for link in site.masthead if link.url and not _EXTERNAL.match(link.url) and url.startswith(link.url)
    ]
    return max(holding, key=len, default="")

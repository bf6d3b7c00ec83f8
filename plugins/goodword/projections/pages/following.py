"""`/subscribe/` and `/syndication/`: how to follow the site, and how its texts may be published again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html import escape
from urllib.parse import quote

from msgspec import Struct

from goodword.projections.pages.views import Views
from goodword.strings import Strings
from goodword.views import (
    FeedLinkView,
    FollowGroupView,
    FollowView,
    LinkView,
    SubscribeView,
    SyndicationView,
)

SUBSCRIBE, SYNDICATION = "subscribe/", "syndication/"
"""Their addresses; a page of the author's own at one of them takes its place."""
_READERS = {
    "Feedly": "https://feedly.com/i/subscription/feed/{}",
    "Inoreader": "https://www.inoreader.com/?add_feed={}",
    "NewsBlur": "https://www.newsblur.com/?url={}",
    "The Old Reader": "https://theoldreader.com/feeds/subscribe?url={}",
}
"""Services that take the address of a feed in their own."""
_MAIL = {
    "Blogtrottr": "https://blogtrottr.com/?subscribe={}",
    "Feedrabbit": "https://feedrabbit.com/?url={}",
}
_FORMATS = {
    "application/rss+xml": "feed.rss",
    "application/atom+xml": "feed.atom",
    "application/feed+json": "feed.json",
}
_GROUPS = (("tags/", "subscribe.topics"), ("people/", "subscribe.people"))


class Offered(Struct, frozen=True, kw_only=True):
    """What the firm says of following and of republishing, beside the feeds themselves."""

    newsletter: str = ""
    """Where readers sign up for the firm's own e-mail."""
    license: str = ""
    """The terms of the texts, by name."""
    license_url: str = ""
    is_signed: bool = True
    """Whether the items of feeds say where they were first published."""


def subscribe_view(
    views: Views, feeds: Mapping[str, FeedLinkView], calendars: Mapping[str, FeedLinkView], offered: Offered
) -> SubscribeView:
    """Every feed by its folder, the site's under the empty text; calendars by the page they go with."""
    base, strings = views.catalogue.site.url, views.strings
    made = {path: _feed(_name(path, views) or feed.title, feed, base, strings) for path, feed in feeds.items()}
    whole = _events(calendars)
    return SubscribeView(
        name=views.catalogue.site.name,
        site=made[""],
        groups=tuple(_groups(made, strings)),
        calendars=tuple(_calendar(calendar, base, strings) for calendar in whole),
        newsletter=offered.newsletter,
        mail=tuple(_opening(_MAIL, made[""].url)),
        list="feeds.opml",
    )


def _groups(feeds: Mapping[str, FollowView], strings: Strings) -> Iterable[FollowGroupView]:
    rest = {path: feed for path, feed in feeds.items() if path}
    named = [(title, tuple(rest.pop(path) for path in [*rest] if path.startswith(start))) for start, title in _GROUPS]
    for title, group in [("subscribe.sections", tuple(rest.values())), *named]:
        if group:
            yield FollowGroupView(title=strings(title), feeds=group)


def _name(path: str, views: Views) -> str:
    """What a feed's list is called on its own page; empty for the site's."""
    kind, _, name = path.rstrip("/").partition("/")
    if kind == "tags" and name in views.index.tags:
        return views.index.tags[name]
    if kind == "people" and name in views.catalogue.people:
        return views.catalogue.people[name].name
    return next((views.index.title_of(section) for section in views.catalogue.sections if section.url == path), "")


def _feed(title: str, feed: FeedLinkView, base: str, strings: Strings) -> FollowView:
    url = base + feed.url
    own = LinkView(title=strings("subscribe.program"), url=f"feed:{url}")
    return FollowView(
        title=title,
        url=url,
        formats=tuple(LinkView(title=strings(_FORMATS[other.type]), url=base + other.url) for other in feed.others),
        readers=(own, *_opening(_READERS, url)),
    )


def _events(calendars: Mapping[str, FeedLinkView]) -> list[FeedLinkView]:
    """The site's calendar and those of its sections; an event's own is on its page."""
    return [calendar for calendar in calendars.values() if calendar.url.endswith("calendar.ics")]


def _calendar(calendar: FeedLinkView, base: str, strings: Strings) -> FollowView:
    url = base + calendar.url
    subscribed = f"webcal:{url.partition(':')[2]}"
    return FollowView(
        title=calendar.title,
        url=url,
        formats=(),
        readers=(LinkView(title=strings("subscribe.calendar.program"), url=subscribed),),
    )


def _opening(services: Mapping[str, str], url: str) -> Iterable[LinkView]:
    return (LinkView(title=name, url=address.format(quote(url, safe=""))) for name, address in services.items())


def syndication_view(views: Views, feeds: Mapping[str, FeedLinkView], offered: Offered) -> SyndicationView:
    """The terms, as far as the firm has set any."""
    site, company = views.catalogue.site, views.catalogue.company
    contact = next((person for person in (company.contacts if company else ()) if person.email), None)
    terms = LinkView(title=offered.license, url=offered.license_url) if offered.license else None
    name = (company.name if company else "") or site.name
    original = f"<a href='{site.url}…'>{escape(site.name or name)}</a>"
    return SyndicationView(
        name=name,
        head="<meta name='robots' content='noindex'>",
        foot=f"<p>{views.strings('feed.footer', link=original)}</p>",
        license=terms,
        contact=views.person(contact) if contact else None,
        feed=site.url + feeds[""].url,
        is_signed=offered.is_signed,
    )

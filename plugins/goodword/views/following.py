"""Ways to follow a site, and the terms for publishing its texts again."""

from __future__ import annotations

from msgspec import Struct

from goodword.views.parts import LinkView, PersonView


class FollowView(Struct, frozen=True, kw_only=True):
    """An address to subscribe to, a feed's or a calendar's; every address here is absolute."""

    title: str
    url: str
    formats: tuple[LinkView, ...]
    """The same in other formats."""
    readers: tuple[LinkView, ...]
    """Programs and services that open it."""


class FollowGroupView(Struct, frozen=True, kw_only=True):
    """Feeds of one sort: of sections, of topics, of people."""

    title: str
    feeds: tuple[FollowView, ...]


class SubscribeView(Struct, frozen=True, kw_only=True):
    """What stands at `/subscribe/`."""

    name: str
    """Of the site."""
    site: FollowView
    groups: tuple[FollowGroupView, ...]
    calendars: tuple[FollowView, ...]
    newsletter: str
    """Where the firm itself sends e-mail from, or empty."""
    mail: tuple[LinkView, ...]
    """Services that send a feed by e-mail."""
    list: str
    """The file that names every feed (OPML), relative to the site's root."""


class SyndicationView(Struct, frozen=True, kw_only=True):
    """What stands at `/syndication/`."""

    name: str
    """Whose the texts are."""
    head: str
    """A line of HTML for the head of a copy."""
    foot: str
    """A line of HTML for its foot."""
    license: LinkView | None
    """None where the firm has named no terms: then one has to ask."""
    contact: PersonView | None
    """Whom to ask: somebody with an e-mail address."""
    feed: str
    """Absolute."""
    is_signed: bool
    """Whether the items of feeds say where they were first published."""

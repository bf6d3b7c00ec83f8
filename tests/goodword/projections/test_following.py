"""The pages that go with feeds: how to subscribe, and the terms for publishing texts again."""

import pytest

from goodword.projections.feeds import feed_links
from goodword.projections.pages import Listings, Offered, page_view
from goodword.projections.pages.site import site_view
from goodword.views import FeedLinkView
from making import article, at, english, entry_source, loaded, source, views

NOW = "2026-06-01T00:00Z"
PEOPLE = source("people.yml", "anna: {name: Anna Roe, relation: team}")
FIRM = source(
    "company.yml",
    "name: Larkfield Ltd\ncontact_points: [{name: Desk, phone: '1'}, {name: Post, email: post@larkfield.example}]",
)
CALENDARS = {
    "community/events/": FeedLinkView(title="Events", url="community/events/calendar.ics", type="text/calendar"),
    "community/events/a/": FeedLinkView(title="A", url="community/events/a/event.ics", type="text/calendar"),
}


def page(url, *sources, offered=None, feeds=True, **values):
    catalogue = loaded(*sources, **values).catalogue
    made = views(catalogue, NOW)
    links = feed_links(catalogue, catalogue.index(at(NOW)), english()) if feeds else ()
    known = {
        link.page: FeedLinkView(
            title=link.title,
            url=link.rss,
            type="application/rss+xml",
            others=(
                FeedLinkView(title=link.title, url=link.atom, type="application/atom+xml"),
                FeedLinkView(title=link.title, url=link.json, type="application/feed+json"),
            ),
        )
        for link in links
    }
    listings = Listings.of(made, site_view(made, known.values()), known, CALENDARS, offered=offered)
    return page_view(url, catalogue.by_source.get(f"{url.rstrip('/')}.md"), listings)


def test_every_feed_is_told_in_three_formats_under_the_name_of_its_list():
    tagged = [article(f"a{n}", tags=["Crème brûlée"], authors=["anna"]) for n in range(3)]
    told = page("subscribe/", PEOPLE, *tagged).subscribe
    assert told.site.url == "https://larkfield.example/feed.xml"
    assert [(group.title, group.feeds[0].title, group.feeds[0].url) for group in told.groups] == [
        ("One section", "Articles", "https://larkfield.example/articles/feed.xml"),
        ("One topic", "Crème brûlée", "https://larkfield.example/tags/cr%C3%A8me-br%C3%BBl%C3%A9e/feed.xml"),
        ("One person", "Anna Roe", "https://larkfield.example/people/anna/feed.xml"),
    ]
    assert [(link.title, link.url.rpartition("/")[2]) for link in told.groups[2].feeds[0].formats] == [
        ("Atom", "atom.xml"),
        ("JSON", "feed.json"),
    ]


def test_readers_are_given_the_address_as_theirs_want_it():
    readers = {link.title: link.url for link in page("subscribe/", article("a")).subscribe.site.readers}
    assert readers["A program on this device"] == "feed:https://larkfield.example/feed.xml"
    assert readers["Feedly"] == "https://feedly.com/i/subscription/feed/https%3A%2F%2Flarkfield.example%2Ffeed.xml"
    assert readers["Inoreader"] == "https://www.inoreader.com/?add_feed=https%3A%2F%2Flarkfield.example%2Ffeed.xml"


def test_calendars_are_told_but_not_those_of_single_events():
    (calendar,) = page("subscribe/", article("a")).subscribe.calendars
    assert calendar.url == "https://larkfield.example/community/events/calendar.ics"
    assert calendar.readers[0].url == "webcal://larkfield.example/community/events/calendar.ics"


def test_the_firms_own_letter_goes_before_other_services():
    told = page("subscribe/", article("a"), offered=Offered(newsletter="https://letter.example/")).subscribe
    assert told.newsletter == "https://letter.example/"
    assert [link.title for link in told.mail] == ["Blogtrottr", "Feedrabbit"]


def test_without_terms_one_has_to_ask_whoever_has_an_address():
    told = page("syndication/", FIRM, article("a")).syndication
    assert (told.name, told.license, told.contact.email) == ("Larkfield Ltd", None, "post@larkfield.example")


def test_terms_that_are_set_are_named_and_linked():
    offered = Offered(license="CC-BY-4.0", license_url="https://creativecommons.org/licenses/by/4.0/", is_signed=False)
    told = page("syndication/", article("a"), offered=offered).syndication
    assert (told.license.title, told.license.url) == ("CC-BY-4.0", "https://creativecommons.org/licenses/by/4.0/")
    assert (told.contact, told.is_signed) == (None, False)


def test_the_line_to_copy_names_the_site_as_the_items_of_feeds_do():
    told = page("syndication/", FIRM, article("a"), name="Larkfield & you").syndication
    assert told.name == "Larkfield Ltd"
    assert told.foot == "<p>First published at <a href='https://larkfield.example/…'>Larkfield &amp; you</a>.</p>"


@pytest.mark.parametrize("url", ["subscribe/", "syndication/"])
def test_a_page_of_the_authors_own_wins(url):
    view = page(url, entry_source(f"{url.rstrip('/')}.md"), article("a"))
    assert (view.subscribe, view.syndication) == (None, None)
    assert view.entry.url == url


@pytest.mark.parametrize("url", ["", "articles/", "articles/a/", "404.html"])
def test_other_pages_carry_nothing_of_them(url):
    view = page(url, article("a"))
    assert (view.subscribe, view.syndication) == (None, None)


def test_every_page_leads_there_where_there_are_feeds_or_a_page_of_ones_own():
    assert page("", article("a")).site.subscribe == "subscribe/"
    assert page("", article("a")).site.syndication == "syndication/"
    assert page("", article("a"), feeds=False).site.subscribe == ""
    assert page("", entry_source("subscribe.md"), feeds=False).site.subscribe == "subscribe/"
    assert page("subscribe/", article("a"), feeds=False).subscribe is None

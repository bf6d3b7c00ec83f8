import pytest

from goodword.projections.pages import page_view
from goodword.projections.pages.listings import listings
from goodword.projections.pages.portraits import initials
from goodword.projections.pages.views import summary
from making import PARIS, article, clean, entry_source, loaded, shown, source, views

NOW = "2026-06-01T12:00Z"
ANNA = source("people.yml", "anna: {name: Anna Roe, relation: team}\njo: {name: Jo Hill, relation: customer}")
SECRET = "Zebra acquisition"
"""A title nothing but its own page may show."""
WITHHELD = [{"draft": True}, {"publish_at": "2027-01-01"}, {"expires": "2026-05-01"}]
HIDDEN = [*WITHHELD, {"unlisted": True}]


def view(catalogue, url, now=NOW, html=None, **options):
    entry = next((e for e in catalogue.entries if e.permalink == url), None)
    return page_view(url, entry, shown(catalogue, now, html, **options))


def listing(catalogue, url, now=NOW):
    return page_view(url, None, shown(catalogue, now)).listing


def entry_view(*sources, now=NOW, html=None, **values):
    catalogue = clean(*sources, **values)
    return views(catalogue, now, html).entry(catalogue.entries[0])


def titles(entries):
    return [entry.title for entry in entries]


def groups(found):
    return {group.key: titles(group.entries) for group in found.groups}


def story(name="s", date="2026-01-01", **keys):
    return entry_source(f"community/stories/{name}.md", **{"date": date, "consent": {"date": "2026-01-01"}} | keys)


def event(name, starts, **keys):
    return entry_source(f"community/events/{name}.md", date="2026-01-01", starts=starts, **keys)


def poll(name="p", **keys):
    return entry_source(f"community/polls/{name}.md", **{"date": "2026-01-01", "options": ["Roof", "Wall"]} | keys)


# Views of one entry


def test_a_view_shows_what_the_entry_says():
    found = entry_view(
        ANNA,
        article(
            "a",
            title="T",
            description="D.",
            tags=["Roof Tiles"],
            authors=["jo"],
            pin=True,
            updated="2026-02-02",
            reviewed="2026-03-03",
            canonical="https://x.example/",
            image={"src": "a.png", "alt": "A", "caption": "C"},
        ),
        files=("articles/a.png",),
    )
    assert (found.kind, found.label, found.title, found.headline, found.url) == (
        "article",
        "Article",
        "T",
        "T",
        "articles/a/",
    )
    assert (found.description, found.pin, found.canonical) == ("D.", True, "https://x.example/")
    assert (found.date.iso, found.updated.iso, found.reviewed.text) == ("2026-01-01", "2026-02-02", "3 March 2026")
    assert [(tag.title, tag.url) for tag in found.tags] == [("Roof Tiles", "tags/roof-tiles/")]
    assert (found.section.title, found.section.url) == ("Articles", "articles/")
    assert titles_of_people(found.authors) == ["Jo Hill"]
    assert (found.image.src, found.image.alt, found.image.caption) == ("articles/a.png", "A", "C")
    assert (found.state, found.state_label) == ("", "")


def titles_of_people(people):
    return [person.name for person in people]


def test_a_description_is_written_or_an_excerpt_of_the_text():
    html = {"articles/a/": "<p>First paragraph.</p><p>Second.</p>"}
    assert entry_view(article("a", description="Own."), html=html).description == "Own."
    assert entry_view(article("a"), html=html).description == "First paragraph."
    assert entry_view(article("a")).description == ""


@pytest.mark.parametrize(("words", "minutes"), [(0, 1), (10, 1), (660, 3)])
def test_reading_takes_at_least_a_minute(words, minutes):
    assert entry_view(article("a"), html={"articles/a/": f"<p>{'word ' * words}</p>"}).minutes == minutes


@pytest.mark.parametrize(
    ("now", "label"), [("2026-12-31T12:00Z", ""), ("2027-01-01T12:00Z", ""), ("2027-01-02T12:00Z", "Published in 2026")]
)
def test_a_dated_entry_older_than_a_year_says_so(now, label):
    found = entry_view(article("a", "2026-01-01"), now=now)
    assert found.age_label == label
    assert (found.age_from, found.age_text) == ("2027-01-02", "Published in 2026")


def test_an_undated_page_has_no_age():
    found = entry_view(entry_source("about.md", date="2020-01-01"))
    assert (found.age_label, found.age_from, found.age_text) == ("", "", "")


def test_an_evergreen_entry_has_no_age():
    found = entry_view(article("a", "2020-01-01", evergreen="a definition"), now="2027-01-02T12:00Z")
    assert (found.age_label, found.age_from, found.age_text) == ("", "", "")


def test_an_author_nobody_knows_is_not_shown():
    catalogue = loaded(article("a", authors=["nobody"])).catalogue
    assert views(catalogue, NOW).entry(catalogue.entries[0]).authors == ()


def test_an_article_view_has_its_note():
    detail = entry_view(article("a", **{"for": "owners", "takeaway": "choose", "sources": [{"title": "Book"}]})).detail
    assert (detail.audience, detail.takeaway) == ("owners", "choose")
    assert [(link.title, link.url) for link in detail.sources] == [("Book", "")]


COMPANY = source("company.yml", "name: Larkfield\nboilerplate: We mend.\npress_contact: anna")


def test_a_press_view_takes_contact_and_boilerplate_from_the_firm():
    detail = entry_view(
        ANNA,
        COMPANY,
        entry_source(
            "press/a.md", date="2026-01-01", kit=["kit.zip"], corrections=[{"date": "2026-02-02", "text": "A name."}]
        ),
        files=("press/kit.zip",),
    ).detail
    assert (detail.type, detail.contact.name, detail.boilerplate) == ("release", "Anna Roe", "We mend.")
    assert [(c.date.iso, c.text) for c in detail.corrections] == [("2026-02-02", "A name.")]


def test_coverage_has_neither_our_contact_nor_our_boilerplate():
    found = entry_view(
        ANNA,
        COMPANY,
        entry_source("press/a.md", date="2026-01-01", type="coverage", outlet="Times", url="https://t.example/"),
    )
    assert found.label == "In the news"
    assert (found.detail.contact, found.detail.boilerplate) == (None, "")
    assert (found.detail.outlet, found.detail.outlet_url) == ("Times", "https://t.example/")


def test_a_story_view_has_customer_figures_and_quotation():
    detail = entry_view(
        ANNA,
        story(
            customer="jo",
            problem="Damp.",
            quote={"text": "It works.", "by": "jo"},
            result=[{"figure": "40 %", "what": "less heat", "source": "meter"}],
        ),
    ).detail
    assert (detail.customer.name, detail.problem) == ("Jo Hill", "Damp.")
    assert (detail.quote.text, detail.quote.by.name) == ("It works.", "Jo Hill")
    assert [(r.figure, r.what, r.source) for r in detail.results] == [("40 %", "less heat", "meter")]
    assert detail.consent.iso == "2026-01-01"


@pytest.mark.parametrize(
    ("now", "past", "register"),
    [("2026-06-10T15:59Z", False, "https://r.example/"), ("2026-06-10T16:00Z", True, "")],
)
def test_registering_ends_with_the_event(now, past, register):
    detail = entry_view(
        event("e", "2026-06-10T16:00", ends="2026-06-10T18:00", register="https://r.example/"), now=now, zone=PARIS
    ).detail
    assert (detail.past, detail.register, detail.over) == (past, register, "2026-06-10T18:00:00+02:00")


def test_nobody_registers_for_a_cancelled_event():
    detail = entry_view(event("e", "2026-06-10", register="https://r.example/", status="cancelled")).detail
    assert (detail.register, detail.status, detail.status_label) == ("", "cancelled", "Cancelled")


@pytest.mark.parametrize(
    ("results", "n", "votes", "percent"),
    [
        (None, None, [None, None], [None, None]),
        ({"Roof": 0, "Wall": 0}, 0, [0, 0], [None, None]),
        ({"Roof": 3, "Wall": 1}, 4, [3, 1], [75, 25]),
        ({"Roof": 3}, 3, [3, None], [100, None]),
    ],
)
def test_a_poll_view_counts_votes(results, n, votes, percent):
    detail = entry_view(poll(results=results)).detail
    assert detail.n == n
    assert [option.votes for option in detail.options] == votes
    assert [option.percent for option in detail.options] == percent


@pytest.mark.parametrize(
    ("now", "open_"),
    [
        ("2026-06-09T12:00Z", False),
        ("2026-06-10T00:00Z", True),
        ("2026-06-12T23:59Z", True),
        ("2026-06-13T00:00Z", False),
    ],
)
def test_votes_are_asked_for_only_while_a_poll_is_open(now, open_):
    detail = entry_view(poll(opens="2026-06-10", closes="2026-06-12", vote="https://v.example/"), now=now).detail
    assert (detail.open, bool(detail.vote)) == (open_, open_)


def test_a_poll_without_a_question_asks_its_title():
    assert entry_view(poll(title="Which first?")).detail.question == "Which first?"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Anna Roe", "AR"),
        ("Anna Maria van der Roe", "AR"),
        ("Cher", "C"),
        ("(Bob) Smith", "S"),
        ("", ""),
        ("émile zola", "ÉZ"),
    ],
)
def test_initials_are_of_the_first_and_the_last_word(name, expected):
    assert initials(name) == expected


def test_a_summary_is_one_short_line():
    assert summary("two\n lines") == "two lines"
    assert len(summary("word " * 100)) <= 161


def test_a_person_view_leads_to_the_profile_else_to_the_own_link():
    catalogue = clean(
        source("people.yml", "a: {relation: team, url: https://a.example/}\nb: {url: https://b.example/}\nc: {name: C}")
    )
    made = views(catalogue, NOW)
    assert [made.who(id).url for id in "abc"] == ["people/a/", "https://b.example/", ""]
    assert made.who("nobody") is None


# Listings


def test_every_section_has_a_listing_an_empty_one_included():
    catalogue = clean(article("a"))
    urls = [found.url for found in listings(views(catalogue, NOW))]
    assert urls == [
        "articles/",
        "press/",
        "community/stories/",
        "community/events/",
        "community/polls/",
        "archive/2026/",
        "archive/",
    ]
    empty = listing(catalogue, "press/")
    assert (empty.count, empty.groups) == (0, ())


def test_a_long_section_is_read_by_the_page():
    catalogue = clean(*(article(f"a{n}", f"2026-01-{n + 1:02}") for n in range(7)), per_page=3)
    pages = [found for found in listings(views(catalogue, NOW)) if found.type == "section" and found.key == "articles"]
    assert [(p.url, p.number, p.total, p.base, len(p.entries)) for p in pages] == [
        ("articles/", 1, 3, "articles/", 3),
        ("articles/page/2/", 2, 3, "articles/", 3),
        ("articles/page/3/", 3, 3, "articles/", 1),
    ]
    assert [e.title for p in pages for e in p.entries] == ["A6", "A5", "A4", "A3", "A2", "A1", "A0"]


@pytest.mark.parametrize(("count", "pages"), [(0, 1), (1, 1), (3, 1), (4, 2), (6, 2)])
def test_a_full_page_is_followed_by_no_empty_one(count, pages):
    catalogue = clean(*(article(f"a{n}") for n in range(count)), per_page=3)
    assert len([p for p in listings(views(catalogue, NOW)) if p.key == "articles"]) == pages


def test_a_page_of_a_listing_knows_newer_and_older():
    catalogue = clean(*(article(f"a{n}") for n in range(7)), per_page=3)
    first, second, third = (
        listing(catalogue, url).pagination for url in ("articles/", "articles/page/2/", "articles/page/3/")
    )
    assert (first.newer, first.older) == ("", "articles/page/2/")
    assert (second.newer, second.older) == ("articles/", "articles/page/3/")
    assert (third.newer, third.older) == ("articles/page/2/", "")
    assert [link.url for link in second.pages] == ["articles/", "articles/page/2/", "articles/page/3/"]
    assert page_view("articles/page/2/", None, shown(catalogue, NOW)).title == "Articles (2)"


def test_the_count_of_a_listing_is_of_all_its_pages():
    catalogue = clean(*(article(f"a{n}", tags=["x"]) for n in range(7)), per_page=3)
    assert listing(catalogue, "articles/").count == 7
    assert listing(catalogue, "tags/x/").count == 7


def test_pinned_entries_lead_their_section():
    catalogue = clean(article("new", "2026-03-01"), article("old", "2025-01-01", pin=True))
    assert groups(listing(catalogue, "articles/")) == {"": ["Old", "New"]}


def test_a_tag_has_a_page_with_its_entries_newest_first():
    catalogue = clean(
        article("a", "2026-01-01", tags=["Roof"]), article("b", "2026-02-01", tags=["Roof"]), article("c")
    )
    found = listing(catalogue, "tags/roof/")
    assert (found.type, found.title, groups(found)) == ("tag", "Everything about Roof", {"": ["B", "A"]})
    overview = listing(catalogue, "tags/")
    assert [(link.title, link.url) for link in overview.links] == [("Roof (2)", "tags/roof/")]


def test_years_are_listed_by_month_newest_first():
    catalogue = clean(
        article("a", "2025-01-10"), article("b", "2025-03-10"), article("c", "2025-03-01"), article("d", "2026-01-01")
    )
    found = listing(catalogue, "archive/2025/")
    assert [(group.title, titles(group.entries)) for group in found.groups] == [
        ("March", ["B", "C"]),
        ("January", ["A"]),
    ]
    assert [link.title for link in listing(catalogue, "archive/").links] == ["2026 (1)", "2025 (3)"]


def test_a_newsroom_parts_what_is_ours_from_what_others_wrote():
    catalogue = clean(
        entry_source("press/ours.md", date="2026-01-01"),
        entry_source("press/theirs.md", date="2026-02-01", type="coverage", outlet="T", url="https://t.example/"),
    )
    assert groups(listing(catalogue, "press/")) == {"own": ["Ours"], "coverage": ["Theirs"]}


def test_a_calendar_shows_what_comes_soonest_first_and_what_is_past_latest_first():
    catalogue = clean(
        event("later", "2026-08-01"),
        event("soon", "2026-06-02"),
        event("today", "2026-06-01"),
        event("yesterday", "2026-05-31"),
        event("long-ago", "2026-01-01"),
    )
    assert groups(listing(catalogue, "community/events/")) == {
        "upcoming": ["Today", "Soon", "Later"],
        "past": ["Yesterday", "Long-ago"],
    }


@pytest.mark.parametrize(("now", "key"), [("2026-06-01T17:59Z", "upcoming"), ("2026-06-01T18:00Z", "past")])
def test_an_event_moves_to_the_past_at_the_moment_it_ends(now, key):
    catalogue = clean(event("e", "2026-06-01T16:00", ends="2026-06-01T18:00"))
    assert groups(listing(catalogue, "community/events/", now)) == {key: ["E"]}


def test_a_calendar_is_never_paged():
    catalogue = clean(*(event(f"e{n}", f"2026-07-{n + 1:02}") for n in range(12)), per_page=5)
    (page,) = [found for found in listings(views(catalogue, NOW)) if found.key == "community/events"]
    assert (page.total, len(page.entries)) == (1, 12)


def test_people_are_listed_team_first_then_by_name_without_who_has_left():
    catalogue = clean(
        source(
            "people.yml",
            """
            z: {name: Zoe, relation: team}
            a: {name: Abe, relation: partner, profile: true}
            m: {name: Mia, relation: team}
            g: {name: Gone, relation: team, left: 2026-01-01}
            j: {name: Jo, relation: customer}
            """,
        )
    )
    assert [person.name for person in listing(catalogue, "people/").people] == ["Mia", "Zoe", "Abe"]


def test_a_listing_is_introduced_by_its_index():
    catalogue = clean(entry_source("articles/index.md", title="What we know", description="All of it."), article("a"))
    found = view(catalogue, "articles/")
    assert (found.title, found.listing.title, found.listing.description) == (
        "What we know",
        "What we know",
        "All of it.",
    )
    assert found.listing.count == 1


def test_a_section_names_its_years_and_its_most_used_tags():
    catalogue = clean(article("a", "2025-01-01", tags=["x", "y"]), article("b", "2026-01-01", tags=["y"]))
    found = listing(catalogue, "articles/")
    assert [link.title for link in found.years] == ["2026", "2025"]
    assert [link.title for link in found.topics] == ["y", "x"]


def test_a_site_without_tags_people_or_dates_has_no_overviews():
    urls = {found.url for found in listings(views(clean(entry_source("about.md")), NOW))}
    assert urls.isdisjoint({"tags/", "archive/", "people/"})


# Pages


def test_breadcrumbs_lead_down_from_the_top():
    catalogue = clean(entry_source("community/index.md", title="Community"), event("e", "2026-07-01"))
    assert [(c.title, c.url) for c in view(catalogue, "community/events/e/").breadcrumbs] == [
        ("Community", "community/"),
        ("Events", "community/events/"),
    ]
    assert view(catalogue, "community/").breadcrumbs == ()


def test_newer_and_older_stay_in_the_section():
    catalogue = clean(
        article("a", "2026-01-01"), article("b", "2026-02-01"), entry_source("press/p.md", date="2026-01-15")
    )
    found = view(catalogue, "articles/a/")
    assert (found.newer.url, found.older) == ("articles/b/", None)


def test_a_series_knows_its_order_and_where_one_stands():
    catalogue = clean(*(article(name, f"2026-01-0{n}", series="Roofs") for n, name in enumerate("abc", start=1)))
    found = view(catalogue, "articles/b/").series
    assert (found.title, found.position) == ("Roofs", 2)
    assert [link.url for link in found.entries] == ["articles/a/", "articles/b/", "articles/c/"]


def test_a_series_of_one_is_none():
    assert (
        view(clean(article("a", series="Roofs"), article("b", series="Roofs", draft=True)), "articles/a/").series
        is None
    )


def test_related_entries_are_views():
    catalogue = clean(article("a", related=["b.md"]), article("b"))
    assert titles(view(catalogue, "articles/a/").related) == ["B"]


def test_an_unlisted_page_is_not_indexed():
    catalogue = clean(article("a", unlisted=True), article("b"))
    found = view(catalogue, "articles/a/")
    assert (found.robots, found.entry.state, found.newer, found.older) == ("noindex", "unlisted", None, None)
    assert view(catalogue, "articles/b/").robots == ""


def test_the_head_names_the_sites_feed_first_then_the_sections():
    catalogue = clean(article("a"))
    assert [feed.url for feed in view(catalogue, "articles/a/").feeds] == ["feed.xml", "articles/feed.xml"]
    assert [feed.url for feed in view(catalogue, "articles/").feeds] == ["feed.xml", "articles/feed.xml"]
    assert [feed.url for feed in view(catalogue, "").feeds] == ["feed.xml"]


def test_the_description_of_a_page_falls_back_to_the_sites():
    catalogue = clean(article("a", description="Own."), article("b"), description="Old houses.")
    assert view(catalogue, "articles/a/").description == "Own."
    assert view(catalogue, "articles/b/").description == "Old houses."


def test_the_masthead_has_at_most_five_links_and_marks_the_present_one():
    pages = [entry_source(f"p{n}.md") for n in range(6)]
    catalogue = clean(article("a"), entry_source("press/p.md", date="2026-01-01"), *pages)
    found = view(catalogue, "articles/a/")
    assert [link.url for link in found.site.masthead][:2] == ["articles/", "press/"]
    assert len(found.site.masthead) == 5
    assert found.current == "articles/"
    assert view(catalogue, "").current == ""


def test_an_empty_section_is_in_no_masthead_and_not_among_the_sections():
    site = view(clean(article("a")), "").site
    assert [section.url for section in site.sections] == ["articles/"]
    assert "press/" not in [link.url for link in site.masthead]


def test_pages_of_the_top_level_are_in_the_authors_order_then_by_title():
    catalogue = clean(entry_source("b.md"), entry_source("a.md"), entry_source("z.md", order=1), entry_source("x/y.md"))
    assert [link.url for link in view(catalogue, "").site.pages] == ["z/", "a/", "b/"]


def test_a_profile_shows_what_a_person_wrote_said_and_gave():
    catalogue = clean(
        source("people.yml", "jo: {name: Jo, relation: customer, profile: true, since: 2020-01-01}"),
        article("a", authors=["jo"]),
        story(customer="jo"),
        source(
            "community/testimonials.yml",
            """
            - {text: Shown., by: jo, date: 2026-01-01, connection: none, consent: {date: 2026-01-01}}
            - {text: Past., by: jo, date: 2025-01-01, connection: none, consent: {date: 2025-01-01, until: 2025-12-31}}
            """,
        ),
    )
    found = view(catalogue, "people/jo/").profile
    assert (titles(found.written), titles(found.stories)) == (["A"], ["S"])
    assert [t.quote.text for t in found.testimonials] == ["Shown."]
    assert (found.since.year, found.left) == (2020, False)


# The front page


def test_the_front_page_shows_the_newest_of_each():
    catalogue = clean(
        ANNA,
        source("company.yml", "name: Larkfield\ntagline: Old houses, kept."),
        *(article(name, f"2026-0{n}-01") for n, name in enumerate("abcd", start=1)),
        *(entry_source(f"press/p{n}.md", date=f"2026-0{n}-02") for n in range(1, 5)),
        story("s1", "2026-01-01"),
        story("s2", "2026-02-01"),
        *(event(f"e{n}", f"2026-07-0{n}") for n in range(1, 4)),
        poll(closes="2026-06-30"),
        source(
            "community/testimonials.yml",
            "- {text: Good., by: jo, date: 2026-01-01, connection: none, consent: {date: 2026-01-01}}",
        ),
    )
    home = view(catalogue, "").home
    assert home.promise == "Old houses, kept."
    assert (home.lead.title, titles(home.seconds)) == ("D", ["C", "B"])
    assert titles(home.press) == ["P4", "P3", "P2"]
    assert (home.story.title, titles(home.events), home.poll.title) == ("S2", ["E1", "E2"], "P")
    assert home.testimonial.quote.text == "Good."
    assert (home.articles_section.url, home.press_section.url, home.events_section.url) == (
        "articles/",
        "press/",
        "community/events/",
    )


def test_a_front_page_without_content_has_no_gaps():
    home = view(clean(), "").home
    assert (home.lead, home.seconds, home.press, home.story, home.testimonial, home.events, home.poll) == (
        None,
        (),
        (),
        None,
        None,
        (),
        None,
    )
    assert (home.primary, home.quiet, home.proof, home.articles_section, home.press_section, home.events_section) == (
        None,
        None,
        (),
        None,
        None,
        None,
    )


@pytest.mark.parametrize(("date", "is_shown"), [("2025-06-01", True), ("2025-05-31", False)])
def test_a_section_with_nothing_newer_than_a_year_is_not_advertised(date, is_shown):
    assert (view(clean(article("a", date)), "").home.lead is not None) is is_shown


def test_a_pinned_article_leads_the_front_page():
    catalogue = clean(article("new", "2026-03-01"), article("old", "2026-01-01", pin=True))
    assert view(catalogue, "").home.lead.title == "Old"


def test_an_authors_preview_lists_a_draft_event_that_has_no_day_yet():
    draft = entry_source("community/events/b.md", title="B", draft=True)
    catalogue = clean(entry_source("community/events/a.md", title="A", date="2026-01-01", starts="2027-01-01"), draft)
    for preview, groups in ((True, [("upcoming", ["A"]), ("undated", ["B"])]), (False, [("upcoming", ["A"])])):
        found = page_view("community/events/", None, shown(catalogue, NOW, preview=preview)).listing.groups
        assert [(group.key, titles(group.entries)) for group in found] == groups


def test_a_cancelled_or_past_event_is_not_announced():
    catalogue = clean(event("off", "2026-07-01", status="cancelled"), event("past", "2026-05-01"))
    assert view(catalogue, "").home.events == ()


def test_a_closed_poll_is_not_on_the_front_page():
    assert view(clean(poll(closes="2026-05-31")), "").home.poll is None


def test_the_front_page_takes_promise_links_and_figures_from_its_meta():
    front = entry_source(
        "index.md",
        meta={
            "promise": "Kept.",
            "primary": {"text": "Ask us", "url": "contact.md"},
            "quiet": {"url": "https://x.example/"},
            "proof": [{"figure": "40 %", "what": "less", "source": "meter", "date": 2026}],
        },
    )
    home = view(clean(front, entry_source("contact.md")), "").home
    assert home.promise == "Kept."
    assert (home.primary.title, home.primary.url) == ("Ask us", "contact/")
    assert (home.quiet.title, home.quiet.url) == ("https://x.example/", "https://x.example/")
    assert [(p.figure, p.date) for p in home.proof] == [("40 %", "2026")]


@pytest.mark.parametrize(
    "meta", [{"promise": ["x"]}, {"primary": "x"}, {"proof": "x"}, {"proof": [1]}, {"primary": {"url": ["x"]}}]
)
def test_no_meta_breaks_the_front_page(meta):
    assert view(clean(entry_source("index.md", meta=meta)), "").home is not None


# Nothing of what is withheld


@pytest.mark.parametrize("keys", HIDDEN)
def test_nothing_of_a_hidden_entry_is_on_any_other_page(keys):
    hidden = article("zebra", title=SECRET, tags=["Zebras"], series="Zebra series", authors=["anna"], **keys)
    catalogue = clean(ANNA, hidden, article("a", related=["zebra.md"], tags=["Roof"], series="Zebra series"))
    known = shown(catalogue, NOW)
    pages = [page_view(found.url, None, known) for found in known.by_url.values()]
    pages += [page_view(e.permalink, e, known) for e in catalogue.entries if e.title != SECRET]
    pages.append(page_view("", None, known))
    for page in pages:
        told = repr(page).replace("Zebra series", "")
        assert "zebra" not in told.casefold()


@pytest.mark.parametrize("keys", HIDDEN)
def test_nothing_of_a_hidden_introduction_is_on_its_listing_or_in_the_masthead(keys):
    catalogue = clean(entry_source("articles/index.md", title=SECRET, description=SECRET, **keys), article("a"))
    known = shown(catalogue, NOW)
    for url in ("", "articles/", "articles/a/"):
        entry = catalogue.by_source["articles/a.md"] if url == "articles/a/" else None
        assert SECRET not in repr(page_view(url, entry, known))


@pytest.mark.parametrize("keys", WITHHELD)
def test_the_front_page_does_not_link_to_a_withheld_entry(keys):
    front = entry_source("index.md", meta={"primary": {"text": "Ask", "url": "articles/zebra.md"}})
    catalogue = clean(front, article("zebra", title=SECRET, **keys))
    home = view(catalogue, "").home
    assert home.primary is None or "zebra" not in home.primary.url


@pytest.mark.parametrize("consent", ["withdrawn", {"date": "2025-01-01", "until": "2026-05-31"}])
def test_words_without_consent_are_on_no_page(consent):
    catalogue = clean(
        ANNA,
        story("zebra", title=SECRET, customer="jo", quote={"text": SECRET, "by": "jo"}, consent=consent),
        article("a"),
    )
    known = shown(catalogue, NOW)
    pages = [page_view(found.url, None, known) for found in known.by_url.values()]
    assert SECRET not in repr([*pages, page_view("", None, known)])


def test_an_authors_preview_shows_a_draft_and_says_so():
    catalogue = clean(article("a", draft=True))
    found = view(catalogue, "articles/a/", preview=True)
    assert (found.entry.state, found.entry.state_label) == ("draft", "Draft")
    assert titles(page_view("articles/", None, shown(catalogue, NOW, preview=True)).listing.groups[0].entries) == ["A"]


@pytest.mark.parametrize("name", ["9999-12-31-end", "0001-01-01-begin", "2999-01-01-far"])
def test_a_preview_shows_a_file_of_any_year(name):
    catalogue = loaded(entry_source(f"articles/{name}.md")).catalogue
    assert len(views(catalogue, NOW, preview=True).entries(catalogue.entries)) == 1


def test_the_same_catalogue_gives_the_same_views():
    sources = [ANNA, article("a", tags=["x"]), article("b", tags=["x"], authors=["anna"])]
    assert view(clean(*sources), "articles/a/") == view(clean(*reversed(sources)), "articles/a/")


# Events


@pytest.mark.parametrize(
    ("location", "mode", "label"),
    [
        ("The hall", "in-person", "In person"),
        ("https://meet.example/x", "online", "Online"),
        ({"name": "Zoom", "url": "https://meet.example/x"}, "online", "Online"),
        ({"address": "1 Row", "url": "https://meet.example/x"}, "mixed", "In person and online"),
        ("", "", ""),
    ],
)
def test_an_event_says_how_one_takes_part(location, mode, label):
    found = entry_view(event("day", "2026-07-01T18:00", location=location)).detail
    assert (found.mode, found.mode_label) == (mode, label)


@pytest.mark.parametrize(
    ("starts", "zone", "words"),
    [
        ("2026-07-01T18:00", "Europe/Paris", "Central European Summer Time (UTC+2)"),
        ("2026-12-01T18:00", "Europe/Paris", "Central European Standard Time (UTC+1)"),
        ("2026-07-01T18:00", "Antarctica/Troll", "Troll (UTC+2)"),
        ("2026-07-01T18:00", "America/St_Johns", "Newfoundland Daylight Time (UTC−2:30)"),
        ("2026-12-01T18:00", "Europe/London", "Greenwich Mean Time (UTC)"),
        ("2026-07-01", "Europe/Paris", ""),
    ],
)
def test_an_event_says_whose_clocks_its_times_are_of(starts, zone, words):
    assert entry_view(event("day", starts, timezone=zone)).detail.zone == words


@pytest.mark.parametrize(
    ("status", "says"), [("scheduled", ""), ("cancelled", "not"), ("postponed", "not settled yet")]
)
def test_who_meant_to_come_is_told_that_it_does_not_take_place(status, says):
    assert says in entry_view(event("day", "2026-07-01T18:00", status=status)).detail.status_note


def test_no_more_views_of_entries_are_held_than_a_memory_holds(monkeypatch):
    catalogue = clean(*(article(f"a{number}") for number in range(10)))
    every = [views(catalogue, NOW).entry(entry) for entry in catalogue.entries]
    monkeypatch.setattr("goodword.projections.pages.views._HELD", 4)
    bounded = views(catalogue, NOW)
    assert [bounded.entry(entry) for entry in catalogue.entries] == every
    assert len(bounded._entries) <= 4

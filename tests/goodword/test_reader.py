from datetime import date

import pytest

from goodword.dates import Duration
from goodword.entries import (
    Article,
    Consent,
    Correction,
    Event,
    Image,
    KitFile,
    Link,
    Location,
    Media,
    Option,
    Page,
    Person,
    Poll,
    PressUpdate,
    Profile,
    Quote,
    Result,
    Source,
    Story,
)
from goodword.problems import Severity
from goodword.reader import read, section_of
from making import PARIS, SECTIONS, UTC, at, codes, lines, one, only, source


def reading(uri, text, zone=UTC):
    return read(source(uri, text), SECTIONS, zone)


def entry(uri, text, zone=UTC):
    found = reading(uri, text, zone)
    assert lines(found.problems) == []
    return found.entry


def article(front="", body="# Title\n\nWords.", uri="articles/one.md", zone=UTC):
    return entry(uri, f"---\ndate: 2026-01-01\n{front}\n---\n{body}", zone)


def faults(front, uri="articles/one.md", body="# Title"):
    return reading(uri, f"---\ndate: 2026-01-01\n{front}\n---\n{body}").problems


@pytest.mark.parametrize(
    ("uri", "kind"),
    [
        ("articles/one.md", Article),
        ("articles/deep/down/one.md", Article),
        ("press/one.md", PressUpdate),
        ("community/stories/one.md", Story),
        ("about.md", Page),
        ("index.md", Page),
        ("articles/index.md", Page),
        ("articles/README.md", Page),
        ("articles/roof/index.md", Article),
        ("people/anna.md", Profile),
        ("people/index.md", Page),
        ("community/index.md", Page),
        ("articlesx/one.md", Page),
    ],
)
def test_a_kind_comes_from_the_folder(uri, kind):
    found = reading(uri, "---\ndate: 2026-01-01\n---\n# Title")
    assert type(found.entry) is kind


def test_the_longest_section_that_holds_the_file_wins():
    sections = (*SECTIONS, SECTIONS[0].__class__("articles/notes", "press", "Notes"))
    assert section_of("articles/notes/a.md", sections).path == "articles/notes"
    assert section_of("articles/a.md", sections).path == "articles"
    assert section_of("other/a.md", sections) is None


def test_kind_in_the_front_matter_overrides_the_folder():
    found = reading("articles/one.md", "---\nkind: press\ndate: 2026-01-01\n---\n# T").entry
    assert type(found) is PressUpdate
    assert found.section == "articles"


def test_an_unknown_kind_is_an_error():
    problem = only(faults("kind: essay"))
    assert (problem.code, problem.line, problem.column) == ("GW017", 3, 7)


def test_the_title_defaults_to_the_first_h1_which_is_not_repeated():
    found = article()
    assert (found.title, found.headline) == ("Title", "Title")
    assert "Title" not in found.body
    assert "Words." in found.body


def test_a_title_and_a_leading_h1_may_differ():
    found = article("title: Short", "# A longer headline\n\nWords.")
    assert (found.title, found.headline) == ("Short", "A longer headline")
    assert "headline" not in found.body


def test_an_h1_further_down_stays_where_a_title_is_written():
    found = article("title: Short", "Words.\n\n# Chapter\n\nMore.")
    assert (found.title, found.headline) == ("Short", "Short")
    assert "# Chapter" in found.body


def test_a_title_is_one_line():
    assert article("title: |\n  two\n  lines").title == "two lines"


def test_a_file_without_title_is_named_after_itself_with_a_warning():
    found = reading("articles/2026-01-01-roof-tiles.md", "Words.")
    assert found.entry.title == "Roof tiles"
    problem = only(found.problems)
    assert (problem.code, problem.severity) == ("GW020", Severity.WARNING)


def test_a_date_in_the_file_name_is_the_date():
    found = entry("articles/2026-03-04-pricing.md", "# Pricing", PARIS)
    assert found.date.day == date(2026, 3, 4)
    assert found.date.at == at("2026-03-03T23:00Z")
    assert found.permalink == "articles/pricing/"


def test_a_written_date_wins_over_the_file_name():
    found = entry("articles/2026-03-04-pricing.md", "---\ndate: 2026-05-06\n---\n# P")
    assert found.date.day == date(2026, 5, 6)


def test_an_impossible_date_is_not_replaced_by_the_file_name():
    problems = reading("articles/2026-03-04-pricing.md", "---\ndate: 2026-13-01\n---\n# P").problems
    assert lines(problems) == [
        (
            "articles/2026-03-04-pricing.md:2:7: error GW012 'date' is not a date: '2026-13-01'."
            " Write it as YYYY-MM-DD or YYYY-MM-DDTHH:MM."
        )
    ]


def test_dates_may_be_written_as_created_updated_and_reviewed():
    found = entry(
        "articles/a.md", "---\ndate:\n  created: 2026-01-01\n  updated: 2026-02-02\n  reviewed: 2026-03-03\n---\n# A"
    )
    assert (found.date.day, found.updated.day, found.reviewed) == (
        date(2026, 1, 1),
        date(2026, 2, 2),
        date(2026, 3, 3),
    )


def test_a_key_of_its_own_wins_over_the_mapping():
    found = entry(
        "articles/a.md", "---\ndate: {created: 2026-01-01, updated: 2026-02-02}\nupdated: 2026-04-04\n---\n# A"
    )
    assert found.updated.day == date(2026, 4, 4)


@pytest.mark.parametrize("kind", ["article", "press", "story", "event", "poll"])
def test_dated_kinds_need_a_date(kind):
    needed = {"event": "starts: 2026-01-01\n", "poll": "options: [a, b]\n"}.get(kind, "")
    problem = only(reading("x.md", f"---\nkind: {kind}\n{needed}---\n# X").problems)
    assert problem.code == "GW020"
    assert "the day it is published" in problem.message


def test_a_date_mapping_without_created_is_no_date():
    problems = reading("articles/a.md", "---\ndate: {updated: 2026-02-02}\n---\n# A").problems
    assert codes(problems) == ["GW020"]


def test_a_page_needs_no_date():
    assert entry("about.md", "# About").date is None


def test_common_keys_are_read():
    found = article(
        "description: |\n  Two\n  lines.\nupdated: 2026-02-01\nreviewed: 2026-03-01\nreview_in: 6 months\n"
        "expires: 2027-01-01\non_expiry: archive\nevergreen: a definition\nunlisted: true\nowner: anna\n"
        "authors: [anna, ben]\ntags: [Roof, Tiles]\naliases: [/old/]\nid: tag:x,2026:1\n"
        "image: {src: a.png, alt: A roof, caption: C, credit: D}\n"
        "media: [{src: talk.mp3, type: audio/mpeg, title: Talk, duration: '12:00', transcript: t.txt}]\n"
        "canonical: https://x.example/\nlicense: CC-BY-4.0\npin: true\nseries: Roofs\norder: 2\nrelated: [b.md]\n"
        "meta: {x: 1}\npublish_at: 2026-01-02T10:00"
    )
    assert found.description == "Two lines."
    assert (found.updated.day, found.reviewed, found.review_in) == (
        date(2026, 2, 1),
        date(2026, 3, 1),
        Duration(months=6),
    )
    assert (found.expires.day, found.on_expiry, found.evergreen) == (date(2027, 1, 1), "archive", "a definition")
    assert (found.unlisted, found.owner, found.authors, found.tags) == (
        True,
        "anna",
        ("anna", "ben"),
        ("Roof", "Tiles"),
    )
    assert (found.aliases, found.id) == (("/old/",), "tag:x,2026:1")
    assert found.image == Image("articles/a.png", "A roof", "C", "D")
    assert found.media == (Media("articles/talk.mp3", "audio/mpeg", "Talk", "12:00", "t.txt"),)
    assert found.files() == ("articles/talk.mp3", "articles/a.png")
    assert (found.canonical, found.license) == ("https://x.example/", "CC-BY-4.0")
    assert (found.pin, found.series, found.order, found.related) == (True, "Roofs", 2, ("b.md",))
    assert (found.meta, found.publish_at.at) == ({"x": 1}, at("2026-01-02T10:00Z"))


def test_places_of_keys_are_kept():
    place = article("tags: [a]").place("tags")
    assert (place.line, place.column) == (3, 7)


def test_the_body_knows_on_which_line_it_begins():
    assert article().body_line == 5


@pytest.mark.parametrize("key", ["template", "hide", "icon", "status", "subtitle", "comments", "categories"])
def test_the_hosts_own_keys_pass_through(key):
    assert article(f"{key}: x").host == {key: "x"}


def test_an_image_may_be_just_a_file_and_then_lacks_its_alternative_text():
    problem = only(faults("image: photo.jpg"))
    assert (problem.code, problem.severity) == ("GW029", Severity.WARNING)


def test_an_image_may_stand_elsewhere():
    assert article("image: {src: 'https://x.example/a.png', alt: A}").image.src == "https://x.example/a.png"


@pytest.mark.parametrize(
    ("front", "code"),
    [
        ("image: {src: ../../secret.png, alt: x}", "GW031"),
        ("image: {src: 'javascript:alert(1)', alt: x}", "GW019"),
        ("image: {src: 'data:image/png;base64,AA', alt: x}", "GW019"),
        ("image: {src: '//[', alt: x}", "GW019"),
        ("image: {src: 'http://[', alt: x}", "GW019"),
        ("media: {src: 'http://[', type: audio/mpeg}", "GW019"),
        ("media: [{type: audio/mpeg}]", "GW020"),
        ("evergreen: true", "GW042"),
        ("aliases: [../up/]", "GW037"),
        ("aliases: ['https://x.example/']", "GW037"),
        ("on_expiry: burn", "GW017"),
        ("review_in: sometimes", "GW014"),
        ("order: first", "GW018"),
        ("canonical: 'javascript:alert(1)'", "GW019"),
        ("slug: a/b", "GW036"),
        ("slug: /a", "GW036"),
        ("slug: ..", "GW036"),
        ("slug: CON", "GW036"),
        ("title: [x]", "GW015"),
        ("authors: {a: b}", "GW015"),
        ("sources: [[x]]", "GW015"),
        ("sources: ['javascript:alert(1)']", "GW019"),
        ("consent: perhaps", "GW017"),
        ("consent: {date: 2026-01-01, covers: [shoes]}", "GW017"),
        ("consent: {date: never}", "GW012"),
        ("draft: perhaps", "GW016"),
        ("draft: [true]", "GW016"),
    ],
)
def test_each_fault_of_a_value_is_one_error_at_its_line(front, code):
    problem = only(faults(front))
    assert (problem.code, problem.severity, problem.line) == (code, Severity.ERROR, 3)


@pytest.mark.parametrize(
    "name", ["articles/CON.md", "articles/a:b.md", "articles/aux/x.md", "articles/x .md", "articles/a..md"]
)
def test_a_file_name_that_cannot_be_an_address_is_an_error_at_its_head(name):
    found = read(Source(name, "---\ndate: 2026-01-01\n---\n# X"), SECTIONS, UTC)
    assert found.entry is None
    problem = only(found.problems)
    assert (problem.code, problem.line, problem.column) == ("GW036", 1, 1)


def test_metadata_that_cannot_be_read_gives_no_entry():
    found = reading("articles/a.md", "---\ndraft: true\ntitle: Acme: acquires X\n---\n# A")
    assert found.entry is None
    assert codes(found.problems) == ["GW005"]


def test_a_readable_explicit_draft_only_warns():
    found = reading("press/a.md", "---\ndraft: true\ntags: {a: b}\ntype: coverage\nembargo: soon\n---\n# A")
    assert found.entry.draft
    assert {p.severity for p in found.problems} == {Severity.WARNING}
    assert codes(found.problems) == ["GW015", "GW012"]


@pytest.mark.parametrize("value", ["perhaps", "[true]", "''"])
def test_a_draft_that_is_not_clearly_one_is_an_error(value):
    found = reading("articles/a.md", f"---\ndate: 2026-01-01\ndraft: {value}\n---\n# A")
    assert [p.severity for p in found.problems] == [Severity.ERROR]


def test_an_article_says_for_whom_and_what_for():
    found = article(
        "for: owners\ntakeaway: choose\nsources: [{title: Book}, 'https://x.example/', {title: W, url: /w/}]"
    )
    assert (found.audience, found.takeaway) == ("owners", "choose")
    assert found.sources == (Link("Book", ""), Link("x.example", "https://x.example/"), Link("W", "/w/"))


def test_a_press_update_is_read():
    found = entry(
        "press/a.md",
        """
        ---
        date: 2026-01-01
        type: Award
        dateline: Larkfield
        embargo: 2026-01-02T09:30
        contact: {name: Ann Roe, email: ann@x.example, phone: '+44 1'}
        corrections: [{date: 2026-01-03, text: A name was wrong.}]
        kit: [photo.jpg, ../logo.svg]
        ---
        # A
        """,
        PARIS,
    )
    assert (found.type, found.dateline) == ("award", "Larkfield")
    assert found.embargo.at == at("2026-01-02T08:30Z")
    assert found.contact == Person(id="", name="Ann Roe", email="ann@x.example", phone="+44 1")
    assert found.corrections == (Correction(date(2026, 1, 3), "A name was wrong."),)
    assert found.kit == (KitFile("press/photo.jpg"), KitFile("logo.svg"))


def test_coverage_needs_its_outlet_and_address():
    problems = faults("type: coverage", "press/a.md")
    assert [p.message.split(" is ")[0] for p in problems] == ["'outlet'", "'url'"]


def test_a_press_update_is_a_release_unless_it_says_otherwise():
    assert entry("press/a.md", "---\ndate: 2026-01-01\n---\n# A").type == "release"


def test_a_kit_file_outside_the_content_folder_is_refused():
    assert codes(faults("kit: [../../secret.zip]", "press/a.md")) == ["GW031"]


def test_a_correction_needs_day_and_text():
    assert codes(faults("corrections: [{}]", "press/a.md")) == ["GW020", "GW020"]


def test_a_story_is_read():
    found = entry(
        "community/stories/a.md",
        """
        ---
        date: 2026-01-01
        customer: hall
        problem: Damp.
        result: {figure: 40 %, what: less heat, source: meter 2025}
        quote: {text: It works., by: {name: Jo, role: Warden}}
        consent: {date: 2025-12-01, covers: [name, words], until: 2027-01-01, by: parent, reference: drawer 3}
        ---
        # A
        """,
    )
    assert (found.customer, found.problem) == ("hall", "Damp.")
    assert found.results == (Result("40 %", "less heat", "meter 2025"),)
    assert found.quote == Quote("It works.", Person(id="", name="Jo", role="Warden"))
    assert found.consent.date == date(2025, 12, 1)
    assert found.consent.covers == ("name", "words")
    assert found.consent.until.day == date(2027, 1, 1)


def test_where_the_proof_of_a_consent_is_kept_is_not_even_read_into_an_entry():
    found = entry(
        "community/stories/a.md",
        "---\ndate: 2026-01-01\ncustomer: {name: Jo}\nconsent: {date: 2025-12-01, reference: drawer 3}\n---\n# A",
    )
    assert "drawer" not in repr(found)


def test_a_story_that_names_a_customer_without_consent_has_one_that_does_not_hold():
    found = entry("community/stories/a.md", "---\ndate: 2026-01-01\ncustomer: {name: Jo}\n---\n# A")
    assert found.consent == Consent()


def test_a_consent_may_be_withdrawn():
    found = entry("community/stories/a.md", "---\ndate: 2026-01-01\nconsent: Withdrawn\n---\n# A")
    assert found.consent.withdrawn


def test_a_figure_without_source_is_a_warning():
    problem = only(faults("result: [{figure: 40 %, what: less}]", "community/stories/a.md"))
    assert (problem.code, problem.severity) == ("GW021", Severity.WARNING)


def test_an_event_is_read_in_its_own_zone():
    found = entry(
        "community/events/a.md",
        """
        ---
        date: 2026-01-01
        starts: 2026-07-01T18:00
        ends: 2026-07-01T20:00
        timezone: America/New_York
        location: {name: Hall, address: 1 Road, url: https://meet.example/}
        register: https://x.example/
        status: postponed
        ---
        # A
        """,
        PARIS,
    )
    assert type(found) is Event
    assert (found.starts.at, found.ends.at) == (at("2026-07-01T22:00Z"), at("2026-07-02T00:00Z"))
    assert found.timezone == "America/New_York"
    assert found.location == Location("Hall", "1 Road", "https://meet.example/")
    assert (found.register, found.status) == ("https://x.example/", "postponed")


def test_an_event_without_a_zone_is_in_the_sites():
    found = entry(
        "community/events/a.md", "---\ndate: 2026-01-01\nstarts: 2026-07-01T18:00\nlocation: Hall\n---\n# A", PARIS
    )
    assert (found.starts.at, found.timezone) == (at("2026-07-01T16:00Z"), "Europe/Paris")
    assert found.location == Location("Hall")


def test_an_event_needs_its_beginning():
    assert codes(faults("location: Hall", "community/events/a.md")) == ["GW020"]


@pytest.mark.parametrize(
    ("starts", "expected"),
    [
        ("2026-03-29T01:59", []),
        ("2026-03-29T02:30", ["GW012"]),
        ("2026-03-29T03:00", []),
        ("2026-03-29T02:30+01:00", []),
        ("2026-10-25T02:30", []),
        ("2026-03-29", []),
    ],
)
def test_an_event_begins_at_an_hour_that_clocks_show(starts, expected):
    assert codes(faults(f"timezone: Europe/Paris\nstarts: {starts}", "community/events/a.md")) == expected


@pytest.mark.parametrize(
    ("starts", "ends", "expected"),
    [
        ("2026-07-01T18:00", "2026-07-01T17:59", ["GW022"]),
        ("2026-07-01T18:00", "2026-07-01T18:00", ["GW022"]),
        ("2026-07-01T18:00", "2026-07-01T18:01", []),
        ("2026-07-02", "2026-07-01", ["GW022"]),
        ("2026-07-01", "2026-07-01", []),
        ("2026-07-01T18:00", "2026-07-01", []),
    ],
)
def test_an_event_ends_after_it_starts(starts, ends, expected):
    assert codes(faults(f"starts: {starts}\nends: {ends}", "community/events/a.md")) == expected


@pytest.mark.parametrize(
    ("front", "over"),
    [
        ("starts: 2026-07-01T18:00\nends: 2026-07-01T20:00", "2026-07-01T18:00Z"),
        ("starts: 2026-07-01T18:00", "2026-07-01T22:00Z"),
        ("starts: 2026-07-01", "2026-07-01T22:00Z"),
        ("starts: 2026-07-01\nends: 2026-07-03", "2026-07-03T22:00Z"),
        ("starts: 2026-10-25T01:30", "2026-10-25T23:00Z"),
    ],
)
def test_an_event_is_over_at_its_end_or_with_the_day_it_starts_on(front, over):
    found = entry("community/events/a.md", f"---\ndate: 2026-01-01\n{front}\n---\n# A", PARIS)
    assert found.over == at(over)


def test_a_poll_is_read():
    found = entry(
        "community/polls/a.md",
        """
        ---
        date: 2026-01-01
        question: Which?
        opens: 2026-01-02
        closes: 2026-01-31
        options: [Roof, Wall, None]
        results: {Roof: 12, Wall: 0}
        method: At the counter.
        vote: https://vote.example/
        ---
        # A
        """,
    )
    assert type(found) is Poll
    assert (found.question, found.method, found.vote) == ("Which?", "At the counter.", "https://vote.example/")
    assert found.options == (Option("Roof", 12), Option("Wall", 0), Option("None", None))


@pytest.mark.parametrize(
    ("now", "is_open"),
    [
        ("2026-01-01T23:59Z", False),
        ("2026-01-02T00:00Z", True),
        ("2026-01-31T23:59Z", True),
        ("2026-02-01T00:00Z", False),
    ],
)
def test_a_poll_is_open_from_its_first_day_to_the_end_of_its_last(now, is_open):
    found = entry(
        "community/polls/a.md",
        "---\ndate: 2026-01-01\nopens: 2026-01-02\ncloses: 2026-01-31\noptions: [a, b]\n---\n# A",
    )
    assert found.is_open(at(now)) is is_open


@pytest.mark.parametrize(
    ("front", "code"),
    [
        ("options: [a, b]\nresults: {c: 1}", "GW038"),
        ("options: [a]", "GW038"),
        ("question: x", "GW038"),
        ("options: [a, b]\nresults: {a: -1}", "GW018"),
        ("options: [a, b]\nresults: {a: many}", "GW018"),
        ("options: [a, b]\nresults: [1, 2]", "GW015"),
        ("options: [a, b]\nopens: 2026-02-01\ncloses: 2026-01-01", "GW022"),
    ],
)
def test_a_poll_that_does_not_add_up_is_an_error(front, code):
    assert codes(faults(front, "community/polls/a.md")) == [code]


def test_an_option_named_twice_is_an_error():
    assert codes(faults("options: [Yes, No, Yes]", "community/polls/a.md")) == ["GW038"]


def test_a_page_has_a_type_that_is_never_guessed():
    assert entry("contact.md", "# Contact").type == ""
    assert entry("contact.md", "---\ntype: Contact\n---\n# Contact").type == "contact"
    assert codes(reading("contact.md", "---\ntype: shop\n---\n# Contact").problems) == ["GW017"]


def test_a_persons_page_gives_the_person_too():
    found = reading("people/anna-roe.md", "---\nname: Anna Roe\nrole: Mason\nrelation: team\n---\nBorn in a barn.")
    assert found.problems == ()
    assert (found.entry.person, found.person.id, found.person.name) == ("anna-roe", "anna-roe", "Anna Roe")
    assert (found.person.role, found.person.biography.strip()) == ("Mason", "Born in a barn.")


def test_a_key_of_another_kind_is_unknown():
    assert codes(faults("dateline: Wexcombe", "articles/a.md")) == ["GW011"]


def test_reading_twice_gives_the_same_entry():
    text = "---\ndate: 2026-01-01\ntags: [a]\n---\n# A"
    assert one(source("articles/a.md", text)) == one(source("articles/a.md", text))


def test_the_text_of_an_entry_is_in_memory_once():
    source = Source("articles/one.md", "---\ntitle: One\n---\n", "Words of some length.\n")
    entry = read(source, SECTIONS, UTC).entry
    assert entry.body is source.body
    assert source.sharing(entry.body) is source


def test_a_heading_that_becomes_the_title_leaves_the_rest_in_memory_once():
    source = Source("articles/one.md", "", "# One\n\nWords of some length.\n")
    entry = read(source, SECTIONS, UTC).entry
    shared = source.sharing(entry.body)
    assert shared.text == source.text
    assert shared.body is entry.body

"""Testimonials, answers to criticism, offers and values: what may be shown, to whom, and until when."""

import pytest
from msgspec.structs import replace

from goodword.checks import lapsed_consents
from goodword.entries import Consent, Image, Link, Person
from goodword.gate import as_agreed, next_change
from goodword.projections.pages.blocks import block
from goodword.projections.pages.community import answers, offers, promoted, said_of, values
from goodword.projections.pages.home import home_view
from goodword.projections.pages.listings import listing_view, listings
from making import PARIS, article, at, clean, codes, entry_source, lines, loaded, only, source, views

NOW = "2026-06-01T12:00Z"
PEOPLE = source(
    "people.yml",
    """
    jo: {name: Jo Hill, role: Owner, organisation: Hill House, relation: customer, links: [https://hill.example/], photo: {src: jo.svg, alt: Jo}}
    ann: {name: Ann Roe, relation: advocate, profile: true, connection: Buys from us., left: 2026-05-01}
    """,
)
JO = Person(
    id="jo",
    name="Jo Hill",
    role="Owner",
    organisation="Hill House",
    relation="customer",
    links=(Link("hill", "https://hill.example/"),),
    photo=Image("jo.svg", "Jo"),
    connection="A cousin.",
    profile=True,
)


def agreed(*covers, by=""):
    return as_agreed(JO, Consent(date=at(NOW).date(), covers=covers, by=by))


def test_leave_that_lists_nothing_covers_everything():
    assert agreed() == JO
    assert as_agreed(JO, None) == JO


def test_without_the_name_nobody_can_be_told_from_what_is_left():
    assert agreed("words", "photo", "employer") == Person(id="", name="", relation="customer", connection="A cousin.")


def test_without_the_photograph_there_is_none_and_without_the_employer_no_organisation_and_no_link():
    shown = agreed("words", "name")
    assert (shown.name, shown.photo, shown.organisation, shown.links) == ("Jo Hill", None, "", ())
    assert agreed("words", "name", "photo").photo == JO.photo
    assert agreed("words", "name", "employer").links == JO.links


def test_whom_a_guardian_speaks_for_has_a_first_name_only_unless_the_name_is_covered():
    minor = agreed(by="her mother")
    assert minor == Person(id="", name="Jo", relation="customer", connection="A cousin.")
    assert agreed("name", "words", by="her mother").name == "Jo Hill"


SAID = source(
    "community/testimonials.yml",
    """
    - {text: Old., by: jo, date: 2025-01-01, connection: none, tags: [lime], consent: {date: 2025-01-01, covers: [name, words]}}
    - {text: New., by: jo, date: 2026-01-01, connection: A cousin., tags: [Lime], consent: {date: 2026-01-01, covers: [words]}}
    - {text: Gone., by: jo, date: 2026-02-01, tags: [lime], consent: withdrawn}
    - {text: Over., by: jo, date: 2026-02-01, connection: none, consent: {date: 2026-02-01, until: 2026-05-31}}
    - {text: Left., by: ann, date: 2026-03-01, consent: {date: 2026-03-01}}
    """,
)
FILES = ("jo.svg",)


def shown(*sources, now=NOW):
    return views(clean(PEOPLE, *sources, files=FILES), now)


def texts(said):
    return [each.text for each in said]


def test_testimonials_are_shown_newest_first_and_only_with_consent():
    page = shown(SAID)
    assert texts(said_of(page)) == ["Left.", "New.", "Old."]
    assert texts(said_of(page, tag="lime")) == ["New.", "Old."]


def test_words_of_a_day_to_come_wait_for_it_as_entries_do():
    later = SAID.text + "- {text: Later., by: jo, date: 2026-06-02, connection: none, consent: {date: 2026-06-01}}\n"
    catalogue = clean(PEOPLE, source("community/testimonials.yml", later), files=FILES, zone=PARIS)
    assert "Later." not in texts(said_of(views(catalogue, "2026-06-01T21:59Z")))
    assert "Later." in texts(said_of(views(catalogue, "2026-06-01T22:00Z")))
    assert catalogue.next_change(at(NOW)) == at("2026-06-01T22:00Z")


def test_leave_of_a_day_to_come_is_none_yet_and_the_author_is_told():
    ahead = "- {text: Soon., by: jo, date: 2026-01-01, connection: none, consent: {date: 2027-06-02}}"
    catalogue = clean(PEOPLE, source("testimonials.yml", ahead), files=FILES)
    assert said_of(views(catalogue, NOW)) == []
    assert texts(said_of(views(catalogue, "2027-06-01T10:00Z"))) == ["Soon."], "it is 2 June somewhere"
    assert catalogue.next_change(at(NOW)) == at("2027-06-01T10:00Z")
    assert lines(lapsed_consents(catalogue, at(NOW))) == [
        "testimonials.yml:1:3: warning GW027 this testimonial is withheld: the consent is of 2027-06-02, which is still to come. Write the day on which they agreed."
    ]
    assert lapsed_consents(catalogue, at("2027-06-02T00:00Z")) == []


def test_a_person_is_shown_only_with_words_they_may_be_named_with():
    assert texts(said_of(shown(SAID), person="jo")) == ["Old."]


def test_who_has_left_is_not_promoted_and_their_words_stay():
    page = shown(SAID)
    assert texts(promoted(page)) == ["New.", "Old."]
    assert home_view(page, None).testimonial.quote.text == "New."
    assert texts(promoted(shown(SAID, now="2026-04-30T12:00Z")))[0] == "Left."


def test_testimonials_have_a_page_of_their_own_with_date_and_connection():
    page = shown(SAID)
    (listing,) = [each for each in listings(page) if each.type == "testimonials"]
    view = listing_view(listing, page, None, None)
    assert (listing.url, view.title) == ("community/testimonials/", "What customers say")
    told = [(t.quote.by.name, t.quote.by.url, t.connection, t.date.text) for t in view.testimonials]
    assert told == [
        ("Ann Roe", "people/ann/", "Buys from us.", "1 March 2026"),
        ("A customer", "", "A cousin.", "1 January 2026"),
        ("Jo Hill", "", "No other connection with the firm", "1 January 2025"),
    ]


OWN = entry_source(
    "community/testimonials/2026-05-01-jo.md",
    "# Cleaner\n\nThey left it *cleaner*\nthan before.\n\nOn time, too.",
    kind="testimonial",
    by="jo",
    connection="none",
    tags=["Hall"],
    consent={"date": "2026-05-01", "covers": ["words", "name"]},
)


def test_a_testimonial_may_have_a_file_of_its_own_and_stands_in_the_same_list():
    page = shown(SAID, OWN)
    assert texts(said_of(page))[0] == "They left it cleaner than before. On time, too."
    assert texts(said_of(page, tag="hall")) == texts(said_of(page))[:1]
    assert page.testimonial(said_of(page)[0]).date.text == "1 May 2026"
    assert page.catalogue.entries == shown(SAID).catalogue.entries
    assert "2026-05-01-jo" not in str([listing.url for listing in listings(page)])


@pytest.mark.parametrize(
    ("uri", "address"),
    [
        ("community/testimonials/2026-05-01-jo.md", "community/testimonials/"),
        ("community/2026-05-01-jo.md", "community/testimonials/"),
        ("2026-05-01-jo.md", "testimonials/"),
    ],
)
def test_testimonials_in_files_have_a_page_without_a_list(uri, address):
    (listing,) = [each for each in listings(shown(replace(OWN, uri=uri))) if each.type == "testimonials"]
    assert listing.url == address


@pytest.mark.parametrize("withheld", ["draft: true", "consent: withdrawn", "date: 2026-07-01"])
def test_a_testimonial_in_a_file_is_withheld_like_any_other(withheld):
    key = withheld.partition(":")[0]
    kept = [line for line in OWN.text.split("\n") if not line.startswith(f"{key}:")]
    own = replace(OWN, head="\n".join([kept[0], withheld, *kept[1:]]))
    assert texts(said_of(shown(SAID, own))) == texts(said_of(shown(SAID)))


def test_without_testimonials_there_is_no_page_of_them():
    assert [each for each in listings(shown()) if each.type in ("testimonials", "responses")] == []


def test_praise_says_its_day_and_what_connects():
    found = loaded(PEOPLE, source("testimonials.yml", "- {text: a, by: jo, consent: {date: 2026-01-01}}"), files=FILES)
    assert lines(found.problems) == [
        "testimonials.yml:1:3: error GW020 'date' is missing: a testimonial says when it was said. Write 'date: YYYY-MM-DD'.",
        "testimonials.yml:1:3: error GW020 this testimonial has no 'connection'. Write 'connection:' with what connects them with you beside being a customer, or 'connection: none'.",
    ]


def test_words_that_are_withheld_need_no_more_than_leave():
    found = loaded(
        PEOPLE, source("testimonials.yml", "- {text: a, by: jo}\n- {text: b, by: jo, consent: withdrawn}"), files=FILES
    )
    assert codes(found.problems) == ["GW027"]


ANSWERS = source(
    "community/responses.yml",
    """
    - {said: {text: Late., anonymous: true, date: 2026-01-01}, did: A clock., done: 2026-02-01, tags: [time]}
    - {said: {text: Dear., by: jo, date: 2026-01-02, consent: {date: 2026-01-03, covers: [words]}}, did: A list., done: 2026-03-01}
    - {said: {text: Loud., by: jo, date: 2026-01-02, consent: withdrawn}, did: Felt., done: 2026-03-01}
    - {said: {text: Cold., anonymous: true, date: 2026-01-01}, did: A stove., done: 2026-06-02}
    """,
)


def test_an_answer_is_shown_once_it_was_done_and_the_words_are_free():
    page = shown(ANSWERS)
    assert [each.said for each in answers(page)] == ["Dear.", "Late."]
    assert [each.said for each in answers(page, "time")] == ["Late."]
    assert [page.response(each).quote.by and page.response(each).quote.by.name for each in answers(page)] == [
        "A customer",
        None,
    ]
    assert answers(shown(ANSWERS, now="2026-06-02T00:00Z"))[0].said == "Cold."


def test_answers_have_a_page_of_their_own():
    page = shown(ANSWERS)
    (listing,) = [each for each in listings(page) if each.type == "responses"]
    view = listing_view(listing, page, None, None)
    assert (listing.url, view.title, [each.did for each in view.responses]) == (
        "community/responses/",
        "You said, we did",
        ["A list.", "A clock."],
    )


OFFERS = source(
    "offers.yml",
    """
    - {title: Later, ends: 2026-07-01}
    - {title: Now, starts: 2026-06-01, ends: 2026-06-10, tags: [roof]}
    - {title: Ahead, starts: 2026-06-02, ends: 2026-06-10}
    - {title: Over, ends: 2026-05-31}
    """,
)


@pytest.mark.parametrize(
    ("now", "titles"),
    [
        ("2026-05-31T23:59Z", ["Over", "Later"]),
        ("2026-06-01T00:00Z", ["Now", "Later"]),
        ("2026-06-10T23:59Z", ["Ahead", "Now", "Later"]),
        ("2026-06-11T00:00Z", ["Later"]),
        ("2026-07-02T00:00Z", []),
    ],
)
def test_an_offer_is_gone_after_its_last_day(now, titles):
    assert [offer.title for offer in offers(shown(OFFERS, now=now))] == titles


def test_the_front_page_shows_the_two_offers_that_end_first_and_none_that_is_over():
    for now, titles in (("2026-06-10T12:00Z", ["Ahead", "Now"]), ("2027-01-01T00:00Z", [])):
        assert [offer.title for offer in home_view(shown(OFFERS, now=now), None).offers] == titles


def test_an_offer_tells_the_browser_when_it_is_gone():
    (offer,) = offers(shown(OFFERS), "roof")
    assert (offer.over, offer.ends.text) == ("2026-06-11T00:00:00+00:00", "10 June 2026")


def test_the_next_build_is_due_when_an_offer_begins_or_ends_and_when_leave_runs_out():
    catalogue = clean(PEOPLE, OFFERS, SAID, files=FILES)
    assert next_change((), at(NOW), catalogue.listed) == at("2026-06-02T00:00Z")
    assert next_change((), at("2026-05-30T12:00Z"), catalogue.listed) == at("2026-06-01T00:00Z")


def test_the_next_build_is_due_on_the_day_on_which_something_is_done_and_on_which_somebody_leaves():
    catalogue = clean(PEOPLE, ANSWERS, files=FILES, zone=PARIS)
    assert catalogue.next_change(at(NOW)) == at("2026-06-02T00:00+02:00")
    assert catalogue.next_change(at("2026-04-01T12:00Z")) == at("2026-05-01T00:00+02:00")
    assert catalogue.next_change(at("2026-06-02T12:00Z")) is None


def test_the_day_of_an_answer_that_nobody_may_see_is_no_day_of_a_build():
    catalogue = clean(PEOPLE, ANSWERS, files=FILES)
    assert catalogue.next_change(at("2026-02-02T12:00Z")) == at("2026-03-01T00:00Z")
    gone = source(
        "r.yml", "- {said: {text: a, anonymous: true, date: 2026-01-01, consent: withdrawn}, did: b, done: 2026-09-01}"
    )
    catalogue = clean(source("community/responses.yml", gone.text))
    assert catalogue.next_change(at(NOW)) is None


FIRM = source(
    "company.yml",
    """
    name: Larkfield
    values:
      - {text: Say it., evidence: [articles/a.md, https://x.example/said/, articles/soon.md]}
      - {text: Keep it., evidence: [articles/soon.md]}
    """,
)


def test_a_value_is_shown_with_what_readers_can_see_of_it():
    page = shown(FIRM, article("a"), article("soon", publish_at="2099-01-01"))
    (value,) = values(page)
    assert (value.text, [(link.title, link.url) for link in value.evidence]) == (
        "Say it.",
        [("A", "articles/a/"), ("x.example/said", "https://x.example/said/")],
    )


def test_a_value_that_nothing_shows_is_told():
    found = loaded(source("company.yml", "name: L\nvalues:\n  - text: Be good.\n  - {text: B, evidence: [gone.md]}\n"))
    assert lines(found.problems) == [
        "company.yml:3:5: warning GW103 nothing shows this value, and it is not shown: 'Be good.'. Write 'evidence:' with pages or addresses that do.",
        "company.yml:4:5: warning GW026 'evidence' names 'gone.md', which does not exist. Name a file of the content folder, or an address.",
    ]


def shown_by(yaml, *sources):
    page = shown(
        SAID,
        ANSWERS,
        OFFERS,
        FIRM,
        article("a"),
        article("soon", draft=True),
        entry_source("about.md", f"Text.\n\n```goodword\n{yaml}\n```\n"),
    )
    return block(page.catalogue.by_source["about.md"].blocks[0].call, page)


@pytest.mark.parametrize(
    ("yaml", "template", "key", "count"),
    [
        ("testimonials: {tag: lime, limit: 1, title: T}", "testimonials", "testimonials", 1),
        ("testimonials: {person: jo}", "testimonials", "testimonials", 1),
        ("testimonials: {}", "testimonials", "testimonials", 2),
        ("responses: {tag: time}", "responses", "responses", 1),
        ("offers: {}", "offers", "offers", 2),
        ("values: {}", "values", "values", 1),
    ],
)
def test_a_block_shows_what_may_be_shown(yaml, template, key, count):
    name, shown_values = shown_by(yaml)
    assert (name, len(shown_values[key])) == (template, count)


@pytest.mark.parametrize(
    ("yaml", "message"),
    [
        (
            "testimonials: {tag: lme}",
            "'testimonials' asks for the tag 'lme', which none of them has. Did you mean 'lime'?",
        ),
        ("testimonials: {person: joo}", "'testimonials' asks for 'joo', who is not in people.yml. Did you mean 'jo'?"),
        ("responses: {tag: x}", "'responses' asks for the tag 'x', which none of them has. Their tags: time."),
        ("offers: {tag: x}", "'offers' asks for the tag 'x', which none of them has. Their tags: roof."),
        ("offers: {limit: 0}", "'limit' is 0. Write a number from 1 to 50."),
    ],
)
def test_a_block_that_asks_for_what_is_not_there_is_an_error_at_its_line(yaml, message):
    page = entry_source("about.md", f"Text.\n\n```goodword\n{yaml}\n```\n")
    problem = only(loaded(PEOPLE, SAID, ANSWERS, OFFERS, page, files=FILES).problems)
    assert (problem.code, problem.source) == ("GW033", "about.md")
    assert f"{problem.message} {problem.hint}" == message

from datetime import date

import pytest

from goodword.community import read_testimonials
from goodword.entries import Image, Link
from goodword.firm import read_company
from goodword.people import read_people
from goodword.problems import Severity
from making import UTC, at, codes, lines, only, source


def people(text, uri="people.yml"):
    return read_people([source(uri, text)], UTC)


def said_in(text):
    return read_testimonials(source("community/testimonials.yml", text), UTC)


def company(text):
    return read_company(source("company.yml", text), UTC)


def test_a_person_is_read():
    found = people(
        """
        anna:
          name: Anna Roe
          role: Mason
          organisation: Larkfield
          relation: team
          links: [https://a.example/, {title: Blog, url: https://b.example/}]
          photo: {src: images/anna.jpg, alt: Anna at work}
          connection: Founder
          since: 2019-04-01
          left: 2026-01-31
          email: anna@larkfield.example
          phone: "+44 1"
        """
    )
    assert found.problems == ()
    anna = found.by_id["anna"]
    assert (anna.id, anna.name, anna.role, anna.organisation) == ("anna", "Anna Roe", "Mason", "Larkfield")
    assert anna.links == (Link("a.example", "https://a.example/"), Link("Blog", "https://b.example/"))
    assert anna.photo == Image("images/anna.jpg", "Anna at work")
    assert (anna.since, anna.left) == (date(2019, 4, 1), date(2026, 1, 31))
    assert (anna.source, anna.place.line) == ("people.yml", 1)


@pytest.mark.parametrize(
    ("keys", "has_page"),
    [
        ("relation: team", True),
        ("relation: customer", False),
        ("relation: partner", False),
        ("name: A", False),
        ("relation: customer, profile: true", True),
        ("relation: team, profile: false", False),
    ],
)
def test_only_the_team_gets_a_page_unasked(keys, has_page):
    assert people(f"a: {{{keys}}}").by_id["a"].profile is has_page


def test_a_name_defaults_to_the_id():
    assert people("anna-roe: {role: x}").by_id["anna-roe"].name == "Anna Roe"


def test_url_is_short_for_a_single_link():
    assert people("a: {url: https://a.example/}").by_id["a"].links == (
        Link("https://a.example/", "https://a.example/"),
    )


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("anna: Mason", "GW015", 1),
        ("anna:", "GW015", 1),
        ("- anna", "GW015", 1),
        ("anna: {rolle: x}", "GW010", 1),
        ("anna: {relation: boss}", "GW017", 1),
        ("anna: {since: long ago}", "GW012", 1),
        ("anna: {url: 'javascript:x'}", "GW019", 1),
        ("anna: {links: ['javascript:x']}", "GW019", 1),
        ("anna: {links: [[https://a.example/]]}", "GW015", 1),
        ("anna: {photo: '//['}", "GW019", 1),
        ("anna: {name: A}\nanna: {name: B}", "GW007", 2),
        ("anna: {name: *x}", "GW008", 1),
    ],
)
def test_a_fault_in_the_list_of_people_is_an_error_at_its_line(text, code, line):
    problem = only(people(text).problems)
    assert (problem.code, problem.severity, problem.line) == (code, Severity.ERROR, line)


@pytest.mark.parametrize("id", ["../../evil", "a/b", "..", "CON", "a:b"])
def test_an_id_that_cannot_be_an_address_is_an_error(id):
    assert codes(people(f"'{id}': {{name: E, relation: team}}").problems) == ["GW036"]


def test_a_fault_of_one_person_leaves_the_others():
    found = people("anna: {relation: boss}\nben: {name: Ben}")
    assert set(found.by_id) == {"anna", "ben"}


def test_an_empty_list_of_people_is_no_fault():
    found = people("# nobody yet\n")
    assert (dict(found.by_id), found.problems) == ({}, ())


def test_authors_of_materials_blog_are_read():
    found = people(
        """
        authors:
          anna:
            name: Anna Roe
            description: Mason
            avatar: https://x.example/a.png
            url: https://a.example/
            slug: anna
        """,
        ".authors.yml",
    )
    assert found.problems == ()
    assert (found.by_id["anna"].name, found.by_id["anna"].role) == ("Anna Roe", "Mason")


def test_people_yml_wins_over_authors_yml():
    found = read_people(
        [
            source("people.yml", "anna: {name: New}"),
            source(".authors.yml", "authors: {anna: {name: Old}, ben: {name: Ben}}"),
        ],
        UTC,
    )
    assert {id: person.name for id, person in found.by_id.items()} == {"anna": "New", "ben": "Ben"}


def test_a_testimonial_is_read():
    (said,), problems = said_in(
        """
        - text: It works.
          by: jo
          date: 2026-01-02
          consent: {date: 2026-01-01, covers: [words]}
          connection: Got a discount
          source: https://reviews.example/1
          tags: [roof]
        """
    )
    assert problems == ()
    assert (said.text, said.by, said.date) == ("It works.", "jo", date(2026, 1, 2))
    assert said.consent.holds(at("2026-02-01T00:00Z"))
    assert (said.connection, said.source_url, said.tags) == ("Got a discount", "https://reviews.example/1", ("roof",))
    assert (said.source, said.place.line) == ("community/testimonials.yml", 1)


def test_a_testimonial_may_write_its_person_out():
    (said,), problems = said_in("- {text: Good., by: {name: Jo, role: Warden}}")
    assert problems == ()
    assert (said.by.name, said.by.profile) == ("Jo", False)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("text: x", ["GW015"]),
        ("- just words", ["GW015"]),
        ("- {by: jo}", ["GW020"]),
        ("- {text: x}", ["GW020"]),
        ("- {text: x, by: jo, consent: maybe}", ["GW017"]),
        ("- {text: x, by: jo, stars: 5}", ["GW011"]),
        ("- {text: x, by: {role: Warden}}", ["GW020"]),
        ("- {text: x", ["GW006"]),
    ],
)
def test_a_fault_in_a_testimonial_is_told(text, expected):
    assert codes(said_in(text)[1]) == expected


def test_one_bad_testimonial_leaves_the_others():
    said, problems = said_in("- {text: A, by: a}\n- nonsense\n- {text: C, by: c}")
    assert [t.text for t in said] == ["A", "C"]
    assert problems[0].line == 2


def test_the_firm_is_read_with_spaces_or_underscores():
    found, problems = company(
        """
        name: Larkfield
        legal name: Larkfield Ltd
        tagline: Old houses, kept.
        boilerplate: We mend.
        logo: images/mark.svg
        url: https://larkfield.example/
        address: {street: 1 Road, city: Wexcombe}
        founded: 1998
        contact points: [{type: Office, email: o@x.example, phone: "1"}]
        press_contact: anna
        profiles: [https://social.example/@lark]
        values: [{text: We answer., evidence: [articles/a.md]}]
        """
    )
    assert problems == ()
    assert (found.name, found.legal_name, found.press_contact) == ("Larkfield", "Larkfield Ltd", "anna")
    assert (found.address, found.founded, found.logo) == ("1 Road, Wexcombe", "1998", "images/mark.svg")
    assert (found.contacts[0].name, found.contacts[0].email) == ("Office", "o@x.example")
    assert found.values[0].evidence == ("articles/a.md",)


def test_an_address_may_be_lines():
    assert company("address: |\n  1 Road\n  Wexcombe\n")[0].address == "1 Road, Wexcombe"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("nam: x", ["GW010"]),
        ("logo: ../secret.svg", ["GW031"]),
        ("url: 'javascript:x'", ["GW019"]),
        ("name: [x]", ["GW015"]),
        ("values: [words]", ["GW015"]),
        ("- name: x", ["GW015"]),
        ("Larkfield", ["GW015"]),
        ("legal name: a\nlegal_name: b", ["GW007"]),
    ],
)
def test_a_fault_of_the_firms_file_is_told(text, expected):
    assert codes(company(text)[1]) == expected


def test_a_firm_without_a_file_text_is_nobody():
    assert company("") == (None, ())


def test_problems_of_people_name_the_file():
    assert lines(people("anna: {relation: boss}").problems) == [
        (
            "people.yml:1:18: error GW017 'relation' is not a word that fits: 'boss'."
            " Write one of: team, customer, advocate, partner, speaker."
        )
    ]

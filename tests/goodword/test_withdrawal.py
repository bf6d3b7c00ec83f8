"""One line in people.yml withholds everything a person said, and what is about them."""

import pytest

from goodword.forgetting import Wanted
from goodword.gate import State, may_show, state
from making import article, at, clean, codes, entry_source, lines, loaded, source, views

NOW = at("2026-06-01T12:00Z")
CONSENT = {"date": "2026-01-01"}
SAID = source(
    "community/testimonials.yml",
    """
    - {text: Good., by: jo, date: 2026-01-01, connection: none, consent: {date: 2026-01-01}}
    - {text: Fine., by: ann, date: 2026-01-01, connection: none, consent: {date: 2026-01-01}}
    """,
)
ANSWERS = source(
    "community/responses.yml",
    "- {said: {text: Bad., by: jo, date: 2026-01-01, consent: {date: 2026-01-01}}, did: Mended., done: 2026-01-02}",
)
FIRM = source("company.yml", "name: L\npress_contact: jo\n")


def site(line="consent: withdrawn", *more):
    people = source(
        "people.yml",
        f"jo: {{name: Jo Hill, relation: advocate, profile: true{line and ', ' + line}}}\nann: {{name: Ann}}\n",
    )
    return clean(
        people,
        SAID,
        ANSWERS,
        FIRM,
        article("by-jo", authors=["jo", "ann"]),
        article("by-ann", authors=["ann"]),
        entry_source("community/stories/of.md", date="2026-01-01", customer="jo", consent=CONSENT),
        entry_source(
            "community/stories/quoting.md",
            date="2026-01-01",
            customer="ann",
            quote={"text": "x", "by": "jo"},
            consent=CONSENT,
        ),
        entry_source("community/events/with.md", date="2026-01-01", starts="2027-01-01", authors=["jo", "ann"]),
        entry_source("press/p.md", date="2026-01-01", contact="jo"),
        *more,
    )


def built(catalogue):
    return {entry.source for entry in catalogue.built(NOW)}


def test_all_that_is_theirs_is_withheld():
    catalogue = site()
    assert built(catalogue) == {"articles/by-ann.md", "community/events/with.md", "press/p.md"}
    assert {str(state(entry, NOW)) for entry in catalogue.withheld(NOW)} == {"awaiting-consent"}
    assert [said.text for said in catalogue.testimonials if may_show(said, NOW)] == ["Fine."]
    assert [each for each in catalogue.responses if may_show(each, NOW)] == []


@pytest.mark.parametrize(
    ("people", "own", "shown"),
    [("", "", True), ("consent: withdrawn", "", False), ("", ", consent: withdrawn", False)],
)
def test_criticism_that_was_taken_back_is_withheld_though_it_names_nobody(people, own, shown):
    said = f"{{text: Dear., by: jo, anonymous: true, date: 2026-01-01{own}}}"
    unnamed = source("community/more/responses.yml", f"- {{said: {said}, did: Mended., done: 2026-01-02}}")
    told = [each.said for each in site(people, unnamed).responses if may_show(each, NOW)]
    assert ("Dear." in told) is shown


def test_words_whose_speaker_is_written_out_by_name_are_withheld_too():
    jo = {"name": "Jo Hill", "role": "Owner"}
    written = (
        source(
            "more/testimonials.yml",
            "- {text: Out., by: {name: Jo Hill}, date: 2026-01-01, connection: none, consent: {date: 2026-01-01}}",
        ),
        entry_source("community/stories/out.md", date="2026-01-01", customer=jo, consent=CONSENT),
        entry_source("press/out.md", date="2026-01-01", contact={**jo, "email": "jo@x.example"}),
    )
    catalogue = site("consent: withdrawn", *written)
    assert "community/stories/out.md" not in built(catalogue)
    assert [said.text for said in catalogue.testimonials if may_show(said, NOW)] == ["Fine."]
    assert catalogue.by_source["press/out.md"].contact is None


@pytest.mark.parametrize("name", ["jo hill", "JO  HILL", "Jo\u00a0Hill"])
def test_a_name_that_is_written_another_way_is_still_theirs(name):
    said = f"- {{text: Out., by: {{name: {name}}}, date: 2026-01-01, connection: none, consent: {{date: 2026-01-01}}}}"
    catalogue = site("consent: withdrawn", source("more/testimonials.yml", said))
    assert [each.text for each in catalogue.testimonials if may_show(each, NOW)] == ["Fine."]


def test_what_is_not_theirs_stays_and_names_them_no_more():
    catalogue = site()
    assert catalogue.by_source["community/events/with.md"].authors == ("ann",)
    assert catalogue.by_source["press/p.md"].contact is None
    assert catalogue.press_contact(None, NOW.date()) is None
    assert catalogue.index(NOW).profiles == frozenset()


def test_their_photograph_is_in_no_kit_and_no_picture_of_an_entry_and_they_are_at_no_desk():
    people = "jo: {name: Jo Hill, photo: jo.jpg, consent: withdrawn}\nann: {name: Ann, photo: ann.jpg}\n"
    firm = "name: L\nkit: [jo.jpg, mark.svg]\ncontact_points: [{name: Jo Hill, email: jo@l.example}, {name: Press}]\n"
    press = entry_source(
        "press/p.md", date="2026-01-01", kit=["../jo.jpg", "../ann.jpg"], image={"src": "../jo.jpg", "alt": "x"}
    )
    catalogue = clean(
        source("people.yml", people), source("company.yml", firm), press, files=("jo.jpg", "ann.jpg", "mark.svg")
    )
    (entry,) = catalogue.entries
    assert ([file.src for file in entry.kit], entry.image) == (["ann.jpg"], None)
    assert [file.src for file in catalogue.company.kit] == ["mark.svg"]
    assert [contact.name for contact in catalogue.company.contacts] == ["Press"]
    assert catalogue.withdrawn_portraits == {"jo.jpg"}


def test_their_photograph_stands_before_no_film_and_is_no_mark_of_the_firm():
    people = source("people.yml", "jo: {name: Jo Hill, photo: jo.png, consent: withdrawn}\n")
    block = '```goodword\nvideo: {url: "https://films.example/x", title: A film, poster: ../jo.png}\n```\n'
    film = article("film", body=block, media=[{"src": "a.mp4", "poster": "../jo.png"}])
    firm = source("company.yml", "name: L\nlogo: jo.png\n")
    catalogue = clean(people, film, firm, files=("jo.png", "articles/a.mp4"))
    assert catalogue.by_source["articles/film.md"].files() == ("articles/a.mp4",)
    assert catalogue.company.logo == ""


def test_a_picture_of_two_is_the_others_to_show():
    people = "jo: {name: Jo Hill, photo: both.jpg, consent: withdrawn}\nann: {name: Ann, photo: both.jpg}\n"
    assert clean(source("people.yml", people), files=("both.jpg",)).withdrawn_portraits == frozenset()


def test_the_photograph_of_a_page_that_is_withdrawn_is_known_too():
    own = source("people/jo.md", "---\nphoto: jo.jpg\nconsent: withdrawn\n---\n\nJo.\n")
    catalogue = clean(own, files=("people/jo.jpg",))
    assert catalogue.told_by(lambda page: False).withdrawn_portraits == {"people/jo.jpg"}


def test_without_the_line_all_of_it_is_shown():
    catalogue = site("")
    assert len(built(catalogue)) == 7
    assert catalogue.index(NOW).profiles == {"jo"}


def test_the_line_may_stand_on_their_own_page():
    own = source("people/jo.md", "---\nconsent: withdrawn\n---\n\nJo.\n")
    assert built(site("", own)) == {"articles/by-ann.md", "community/events/with.md", "press/p.md"}


def test_a_word_that_is_none_is_an_error():
    found = loaded(source("people.yml", "jo: {name: Jo, consent: withdraw}"))
    assert lines(found.problems) == [
        "people.yml:1:25: error GW017 'consent' is not understood: 'withdraw'. Write 'consent: withdrawn', or a mapping with date and covers."
    ]


UNNAMED = {"date": "2026-01-01", "covers": ["words"]}
PEOPLE = source(
    "people.yml",
    "jo: {name: Jo Hill, relation: customer, role: Owner, organisation: Hill House, photo: {src: jo.svg, alt: Jo}}",
)


def story(**keys):
    return entry_source(
        "community/stories/a.md",
        keys.pop("body", "Words."),
        **{"date": "2026-01-01", "customer": "jo", "consent": UNNAMED, **keys},
    )


def test_a_story_whose_leave_does_not_cover_the_name_names_nobody():
    catalogue = clean(PEOPLE, story(quote={"text": "Dry.", "by": "jo"}), files=("jo.svg",))
    detail = views(catalogue, "2026-06-01T12:00Z").entry(catalogue.entries[0]).detail
    for person in (detail.customer, detail.quote.by):
        assert (person.id, person.name, person.role, person.organisation, person.photo) == (
            "",
            "A customer",
            "",
            "",
            None,
        )
    assert catalogue.index(NOW).about_person == {}


SHOWN = ("x.svg", "a.mp3", "jo-hill.mp3")


@pytest.mark.parametrize(
    "keys",
    [
        {"title": "A kitchen for Jo Hill"},
        {"body": "Then Jo\nHill moved the bed."},
        {"description": "JO HILL had damp."},
        {"image": {"src": "x.svg", "alt": "Jo Hill in her kitchen"}},
        {"slug": "jo-hill"},
        {"done": ["Asked Jo Hill."]},
        {"quote": {"text": "I, Jo Hill, was cold.", "by": "jo"}},
        {"series": "At Jo Hill's"},
        {"media": [{"src": "a.mp3", "title": "Jo Hill tells"}]},
        {"media": [{"src": "jo-hill.mp3"}]},
    ],
)
def test_a_text_that_names_whom_it_may_not_is_an_error(keys):
    found = loaded(PEOPLE, story(**keys), files=("jo.svg", *(f"community/stories/{name}" for name in SHOWN)))
    assert codes(found.problems) == ["GW104"]


def test_a_name_within_another_word_is_none_of_theirs():
    clean(PEOPLE, story(body="Banjo hillside, Jo Hillary."), files=("jo.svg",))


def test_a_testimonial_that_names_whom_it_may_not_is_an_error():
    said = source(
        "testimonials.yml",
        "- {text: I am Jo Hill., by: jo, date: 2026-01-01, connection: none, consent: {date: 2026-01-01, covers: [words]}}",
    )
    assert lines(loaded(PEOPLE, said, files=("jo.svg",)).problems) == [
        "testimonials.yml:1:3: error GW104 this names 'Jo Hill', and the consent does not cover the name. Take the name out, or ask the person and add 'name' to 'covers'."
    ]


def test_a_story_tells_what_was_done_in_steps():
    catalogue = clean(entry_source("community/stories/a.md", date="2026-01-01", done=["Dug.", "Waited."]))
    assert views(catalogue, "2026-06-01T12:00Z").entry(catalogue.entries[0]).detail.done == ("Dug.", "Waited.")


WANTED = Wanted.of("jo-hill", "Jo Hill")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("a\nBy Jo  Hill.\n", [(2, "By Jo  Hill.")]),
        ("JO\nHILL and jo hill", [(1, "JO"), (2, "HILL and jo hill")]),
        ("by: jo-hill", [(1, "by: jo-hill")]),
        ("Jo Hillary, Banjo Hill, jo-hill-x, johill", []),
        ("Jo Hill, Jo Hill", [(1, "Jo Hill, Jo Hill")]),
    ],
)
def test_a_person_is_found_by_id_and_name(text, found):
    assert [(each.line, each.text) for each in WANTED.in_text("content", "a.md", text)] == found


@pytest.mark.parametrize(
    ("name", "found"),
    [("2024-jo-hill-kitchen.md", True), ("people/jo-hill.md", True), ("Jo Hill.jpg", True), ("jo-hillary.md", False)],
)
def test_a_file_is_found_by_its_name(name, found):
    assert bool(list(WANTED.in_name("content", name))) is found


def test_state_of_withdrawn_words_is_awaiting_consent():
    assert {state(entry, NOW) for entry in site().entries if entry.source.startswith("community/stories")} == {
        State.AWAITING_CONSENT
    }


@pytest.mark.parametrize(
    "keys", ["connection: The aunt of Jo Hill", 'connection: none, source: "https://reviews.example/jo-hill"']
)
def test_what_stands_beside_the_words_names_nobody_either(keys):
    leave = "consent: {date: 2026-01-01, covers: [words]}"
    said = source("testimonials.yml", f"- {{text: Dry., by: jo, date: 2026-01-01, {keys}, {leave}}}")
    assert codes(loaded(PEOPLE, said, files=("jo.svg",)).problems) == ["GW104"]


def test_neither_does_what_people_yml_says_connects_them():
    people = source("people.yml", "jo: {name: Jo Hill, relation: customer, connection: Jo Hill is our aunt}")
    assert codes(loaded(people, story()).problems) == ["GW104"]


@pytest.mark.parametrize(("name", "told"), [("Jo Hill", ["GW104"]), ("Jo", [])])
def test_of_whom_a_guardian_speaks_for_a_text_names_the_first_name_only(name, told):
    people = source("people.yml", f"jo: {{name: {name}, relation: customer}}")
    guarded = story(title=f"A prize for {name}", consent={"date": "2026-01-01", "by": "Ann Hill"})
    assert codes(loaded(people, guarded).problems) == told


def test_words_for_which_a_guardian_spoke_are_not_on_the_page_that_tells_the_whole_name():
    people = source("people.yml", "jo: {name: Jo Hill, relation: customer, profile: true}")
    guarded = story(consent={"date": "2026-01-01", "by": "Ann Hill"})
    assert clean(people, guarded).index(NOW).about_person == {}


@pytest.mark.parametrize(("anonymous", "told"), [("anonymous: true", ["GW104"]), ("consent: {date: 2026-01-01}", [])])
def test_criticism_without_a_name_names_nobody_in_its_words_either(anonymous, told):
    said = f"- {{said: {{text: I am Jo Hill., by: jo, date: 2026-01-01, {anonymous}}}, did: Done., done: 2026-01-02}}"
    assert codes(loaded(PEOPLE, source("responses.yml", said), files=("jo.svg",)).problems) == told

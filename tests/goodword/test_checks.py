import pytest

from goodword.addresses import attachments
from goodword.catalogue import load
from goodword.entries import Attachment, Recording, Source
from goodword.problems import Severity
from making import article, clean, codes, entry_source, lines, loaded, only, site, source

PEOPLE = source("people.yml", "anna: {name: Anna}\njo: {name: Jo, relation: customer}")
NO_CAPTIONS = Recording("", 0)
CONSENT = {"date": "2026-01-01"}


def problems(*sources, **values):
    return loaded(*sources, **values).problems


def test_two_sources_for_one_address_are_an_error_naming_both():
    problem = only(problems(article("2026-01-01-a", title="A"), article("a")))
    assert (problem.code, problem.severity) == ("GW023", Severity.ERROR)
    assert {problem.source, problem.message.split("'")[3]} == {"articles/2026-01-01-a.md", "articles/a.md"}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("articles/Roof.md", "articles/roof.md"),
        ("articles/café.md", "articles/cafe\u0301.md"),
        ("articles/straße.md", "articles/STRASSE.md"),
        ("about.md", "about/index.md"),
        ("about/index.md", "about/README.md"),
    ],
)
def test_names_that_a_file_system_confuses_are_an_error(one, other):
    assert codes(problems(entry_source(one, date="2026-01-01"), entry_source(other, date="2026-01-01"))) == ["GW023"]


def test_three_sources_for_one_address_are_two_errors():
    assert codes(problems(article("a"), article("b", slug="a"), article("c", slug="a"))) == ["GW023", "GW023"]


def test_an_alias_that_is_somebodys_address_is_an_error_at_the_alias():
    problem = only(problems(article("a"), article("b", aliases=["/articles/A/"])))
    assert (problem.code, problem.source, problem.line) == ("GW023", "articles/b.md", 4)


def test_two_entries_with_one_alias_are_an_error():
    assert codes(problems(article("a", aliases=["/old/"]), article("b", aliases=["old"]))) == ["GW023"]


@pytest.mark.parametrize(
    "alias",
    [
        "/tags/roof/",
        "/archive/2025/",
        "/feed/2025-01/",
        "/articles/page/2/",
        "/tags/",
        "/archive/",
        "/people/",
        "/articles/",
        "/press/",
    ],
)
def test_an_alias_at_an_address_goodword_makes_is_an_error(alias):
    found = problems(article("a", tags=["roof"], aliases=[alias]))
    assert codes(found) == ["GW023"]


@pytest.mark.parametrize("uri", ["tags/roof.md", "archive/2025.md", "articles/page/2.md", "404.html.md"])
def test_a_file_at_an_address_goodword_makes_is_an_error(uri):
    assert codes(problems(entry_source(uri, date="2026-01-01"))) == ["GW023"]


@pytest.mark.parametrize("uri", ["tags/index.md", "archive/index.md", "people/index.md", "articles/index.md"])
def test_a_listing_may_be_introduced_by_a_file(uri):
    assert problems(entry_source(uri)) == ()


@pytest.mark.parametrize(
    ("name", "taken"),
    [
        ("feed.xml", "'feed.xml' (a feed)"),
        ("articles/feed.json", "'articles/feed.json' (a feed)"),
        ("articles/Atom.xml", "'articles/atom.xml' (a feed)"),
        ("feed/2026-03.xml", "'feed/2026-03.xml' (a feed)"),
        ("articles/feed/2026-03-17.atom.xml", "'articles/feed/2026-03-17.atom.xml' (a feed)"),
        ("people/anna/feed/2026-03.json", "'people/anna/feed/2026-03.json' (a feed)"),
        ("feeds.opml", "a file Goodword writes"),
        ("articles/a/card.png", "'articles/a/card.png' (the card of 'articles/a.md')"),
        ("articles/a/index.html", "'articles/a.md'"),
        ("old/index.html", "'articles/a.md' (alias '/old/')"),
    ],
)
def test_a_file_where_something_else_is_published_is_an_error_that_says_what(name, taken):
    catalogue = loaded(article("a", aliases=["/old/"])).catalogue
    (found,) = attachments(catalogue, [name], ())
    assert found.message == f"'{name}' stands where {taken} is published."


@pytest.mark.parametrize("name", ["articles/data/feed.xml", "files/atom.xml", "feed/plan.pdf", "articles/feeds.json"])
def test_a_file_named_as_a_feed_where_none_can_stand_is_no_fault(name):
    assert attachments(loaded(article("a")).catalogue, [name], ()) == []


def test_entries_that_keep_their_addresses_apart_have_no_fault():
    assert clean(article("a", aliases=["/old-a/"]), article("b", aliases=["/old-b/", "/b.html"])).entries


def test_one_identity_for_two_entries_is_an_error_at_the_second():
    problem = only(problems(article("a", id="urn:x:1"), article("b", id="urn:x:1")))
    assert (problem.code, problem.source) == ("GW034", "articles/b.md")


@pytest.mark.parametrize(("taker", "owner"), [("b", "a"), ("a", "b")])
def test_an_id_that_is_another_entrys_identity_is_an_error_whichever_file_comes_first(taker, owner):
    found = problems(article(taker, id=f"https://larkfield.example/articles/{owner}/"), article(owner))
    assert [(p.code, p.source) for p in found] == [("GW034", f"articles/{taker}.md")]


def test_two_tags_with_one_address_are_an_error_naming_both():
    problem = only(problems(article("a", tags=["Old Roofs"]), article("b", tags=["old-roofs"])))
    assert (problem.code, problem.severity, problem.source) == ("GW024", Severity.ERROR, "articles/b.md")
    assert problem.message == "the tags 'old-roofs' and 'Old Roofs' ('articles/a.md') have one address."


@pytest.mark.parametrize("tag", ["!!!", "—", "🎉"])
def test_a_tag_without_a_letter_is_an_error(tag):
    assert codes(problems(article("a", tags=[tag]))) == ["GW024"]


def test_a_tag_outside_the_configured_list_is_an_error_with_the_word_meant():
    problem = only(problems(article("a", tags=["Roofs", "Wall"]), tags=("Roof", "Wall")))
    assert (problem.code, problem.hint) == ("GW043", "Did you mean 'Roof'?")


@pytest.mark.parametrize(("key", "value"), [("authors", ["ana"])])
def test_an_unknown_person_in_a_byline_is_a_warning(key, value):
    problem = only(problems(PEOPLE, article("a", **{key: value})))
    assert (problem.code, problem.severity, problem.hint) == ("GW025", Severity.WARNING, "Did you mean 'anna'?")
    assert problem.line == 4


def test_an_unknown_person_who_is_quoted_is_an_error():
    problem = only(
        problems(
            PEOPLE,
            entry_source(
                "community/stories/a.md", date="2026-01-01", quote={"text": "x", "by": "nobody"}, consent=CONSENT
            ),
        )
    )
    assert (problem.code, problem.severity, problem.hint) == ("GW025", Severity.ERROR, "Add the person to people.yml.")


@pytest.mark.parametrize(
    ("uri", "keys"),
    [("community/stories/a.md", {"customer": "nobody", "consent": CONSENT}), ("press/a.md", {"contact": "nobody"})],
)
def test_an_unknown_customer_or_contact_is_an_error(uri, keys):
    assert [p.severity for p in problems(PEOPLE, entry_source(uri, date="2026-01-01", **keys))] == [Severity.ERROR]


def test_an_unknown_person_of_a_testimonial_is_an_error_at_it():
    problem = only(
        problems(
            PEOPLE,
            source(
                "community/testimonials.yml",
                "- {text: a, by: jo, date: 2026-01-01, connection: none, consent: {date: 2026-01-01}}\n- {text: b, by: joe, date: 2026-01-01, consent: {date: 2026-01-01}}",
            ),
        )
    )
    assert (problem.code, problem.line, problem.hint) == ("GW025", 2, "Did you mean 'jo'?")


def test_a_person_written_out_needs_no_entry_in_the_list():
    assert problems(entry_source("press/a.md", date="2026-01-01", contact={"name": "Ann"})) == ()


def test_a_dangling_related_is_a_warning_with_the_file_meant():
    problem = only(problems(article("roof-tiles"), article("a", related=["roof-tile.md"])))
    assert (problem.code, problem.severity) == ("GW026", Severity.WARNING)
    assert problem.hint == "Did you mean 'articles/roof-tiles.md'?"


def test_related_to_a_withheld_entry_is_no_fault():
    assert problems(article("a", draft=True), article("b", related=["a.md"])) == ()


@pytest.mark.parametrize(
    ("uri", "keys", "severity"),
    [
        ("articles/a.md", {"image": {"src": "photo.jpg", "alt": "x"}}, Severity.WARNING),
        ("articles/a.md", {"media": [{"src": "talk.mp3"}]}, Severity.ERROR),
        ("press/a.md", {"kit": ["kit.zip"]}, Severity.ERROR),
    ],
)
def test_a_file_that_is_not_there_warns_for_an_image_and_stops_for_the_rest(uri, keys, severity):
    problem = only(problems(entry_source(uri, date="2026-01-01", **keys)))
    assert (problem.code, problem.severity) == ("GW029", severity)


def test_files_that_are_there_or_elsewhere_are_no_fault():
    clean(
        article("a", image={"src": "photo.jpg", "alt": "x"}, media=[{"src": "https://x.example/a.mp3"}]),
        files=("articles/photo.jpg",),
    )


def test_the_file_meant_is_suggested():
    problem = only(problems(article("a", image={"src": "foto.jpg", "alt": "x"}), files=("articles/photo.jpg",)))
    assert problem.hint == "Did you mean 'photo.jpg'?"


NAMING = {
    "image": ("articles/deep/a.md", "---\ndate: 2026-01-01\nimage: {{src: {name}, alt: x}}\n---\n# A", ".jpg"),
    "media": ("articles/deep/a.md", "---\ndate: 2026-01-01\nmedia: [{{src: {name}}}]\n---\n# A", ".mp3"),
    "kit": ("press/deep/a.md", "---\ndate: 2026-01-01\nkit: [{name}]\n---\n# A", ".zip"),
    "photo": ("people.yml", "anna: {{name: Anna, photo: {{src: {name}, alt: Anna}}}}", ".jpg"),
    "logo": ("company.yml", "name: Larkfield\nlogo: {name}", ".svg"),
    "transcript": (
        "articles/deep/a.md",
        "---\ndate: 2026-01-01\nmedia: [{{src: https://x.example/a.mp3, transcript: {name}}}]\n---\n# A",
        ".md",
    ),
    "poster": (
        "about.md",
        "# A\n\n```goodword\nvideo: {{url: 'https://x.example/', title: T, poster: {name}}}\n```\n",
        ".jpg",
    ),
    "poll": ("about.md", "# A\n\n```goodword\npoll: {{file: {name}}}\n```\n", ".md"),
}


@pytest.mark.parametrize("place", ["articles/deep/", "articles/", "press/deep/", "press/kit/", "images/", ""])
@pytest.mark.parametrize("name", ["the cover", "the c%6fver", "the cover?", "the cover #1", "the: cover"])
@pytest.mark.parametrize("key", ["image", "media", "kit", "photo", "logo", "poster"])
def test_a_file_that_is_suggested_passes_when_the_author_follows(key, name, place):
    uri, text, ending = NAMING[key]
    there = f"{place}{name}{ending}"
    mistyped = there.replace("the", "te").replace("%", "%25").replace("?", "%3f").replace("#", "%23")
    (problem,) = told_of(uri, text.format(name=f"'/{mistyped}'"), files=(there,))
    if there.startswith("the:"):  # nobody may name it: a browser takes it for an address
        assert "Did you mean" not in problem.hint
        return
    meant = problem.hint.removeprefix("Did you mean '").removesuffix("'?")
    assert problem.hint == f"Did you mean '{meant}'?"
    assert told_of(uri, text.format(name=f"'{meant}'"), files=(there,)) == []


@pytest.mark.parametrize(
    "there", ["articles/deep/the polls.md", "articles/the polls.md", "community/polls/the polls.md"]
)
@pytest.mark.parametrize("key", ["transcript", "poll"])
def test_a_text_that_is_suggested_passes_when_the_author_follows(key, there):
    uri, text, _ = NAMING[key]
    poll = Source(there, "---\ndate: 2026-01-01\nkind: poll\noptions: [Roof, Wall]\n---\n# Roof")
    (problem,) = told_of(uri, text.format(name="'/" + there.replace("the", "te") + "'"), poll)
    meant = problem.hint.removeprefix("Did you mean '").removesuffix("'?")
    assert told_of(uri, text.format(name=f"'{meant}'"), poll) == []


def told_of(uri, text, *more, files=()):
    return [problem for problem in loaded(source(uri, text), *more, files=files).problems if problem.source == uri]


@pytest.mark.parametrize(
    ("media", "file"),
    [
        ({"src": "talk.mp3"}, Attachment("articles/talks.mp3", 9, "text/plain")),
        (
            {"src": "https://x.example/a.mp3", "captions": "talk.vt"},
            Attachment("articles/talk.vtt", 9, "", NO_CAPTIONS),
        ),
    ],
)
def test_a_file_that_would_be_refused_is_not_suggested(media, file):
    problem = only(load(site(), [article("a", media=[media])], [file]).problems)
    assert problem.hint == "Check the name; it is relative to this file."


def test_a_missing_photo_of_a_person_and_a_missing_logo_are_told():
    found = problems(
        source("people.yml", "anna: {name: Anna, photo: {src: gone.jpg, alt: Anna}}"),
        source("company.yml", "name: Larkfield\nlogo: gone.svg"),
    )
    assert [(p.source, p.code) for p in found] == [("company.yml", "GW029"), ("people.yml", "GW029")]


@pytest.mark.parametrize("consent", ["", "consent: {covers: [words]}\n"])
def test_a_story_without_consent_is_a_warning(consent):
    text = f"---\ndate: 2026-01-01\ncustomer: jo\n{consent}---\n# A"
    problem = only(problems(PEOPLE, Source("community/stories/a.md", text)))
    assert (problem.code, problem.severity) == ("GW027", Severity.WARNING)


def test_a_withdrawn_consent_is_what_it_says_and_no_finding():
    assert (
        problems(PEOPLE, entry_source("community/stories/a.md", date="2026-01-01", customer="jo", consent="withdrawn"))
        == ()
    )


def test_a_testimonial_without_consent_is_a_warning():
    problem = only(problems(PEOPLE, source("testimonials.yml", "- {text: a, by: jo}")))
    assert (problem.code, problem.severity) == ("GW027", Severity.WARNING)


def test_a_testimonial_whose_consent_has_no_date_is_a_warning():
    """The gate withholds it, so the author is told."""
    assert codes(problems(PEOPLE, source("testimonials.yml", "- {text: a, by: jo, consent: {covers: [words]}}"))) == [
        "GW027"
    ]


def test_faults_between_files_only_warn_where_the_entry_is_a_draft():
    found = problems(PEOPLE, entry_source("press/a.md", draft=True, contact="nobody", kit=["gone.zip"]))
    assert sorted((p.code, p.severity) for p in found) == [("GW025", "warning"), ("GW029", "warning")]


def test_a_clean_site_has_no_problems():
    assert lines(problems(PEOPLE, article("a", authors=["anna"], tags=["Roof"]), article("b", related=["a.md"]))) == []

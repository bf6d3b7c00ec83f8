"""Polls: what is counted, where one answers, which one is this week's, and what subscribers get."""

import pytest

from goodword.answers import counted
from goodword.projections.feeds import whole_feeds
from goodword.projections.pages.blocks import block, current_poll
from goodword.projections.pages.details import answer
from goodword.projections.pages.home import home_view
from goodword.projections.pages.listings import listing_view, listings
from making import at, clean, english, entry_source, lines, loaded, source, views

NOW = "2026-06-01T12:00Z"
OPTIONS = ["Roof & gutter", "Wall"]


def poll(name="a", **keys):
    return entry_source(f"community/polls/{name}.md", **{"date": "2026-01-01", "options": OPTIONS, **keys})


def detail(*sources, now=NOW):
    catalogue = clean(*sources)
    return views(catalogue, now).entry(catalogue.by_source["community/polls/a.md"]).detail


def test_shares_are_of_those_who_answered():
    shown = detail(poll(results={"Roof & gutter": 30, "Wall": 21}, n=60))
    assert [(option.votes, option.percent) for option in shown.options] == [(30, 50), (21, 35)]
    assert (shown.n, shown.multiple) == (60, False)


def test_shares_of_several_answers_may_exceed_the_whole():
    shown = detail(poll(results={"Roof & gutter": 8, "Wall": 6}, n=10, multiple=True))
    assert [option.percent for option in shown.options] == [80, 60]


def test_without_votes_there_is_no_number_of_answers():
    shown = detail(poll())
    assert (shown.n, [option.percent for option in shown.options]) == (None, [None, None])


def test_answers_of_a_form_are_counted_by_person():
    table = source("community/polls/t.csv", 'When,First\n1,"Wall; Roof & gutter"\n2,Wall\n3,\n4,"Wall;Wall"\n')
    shown = detail(poll(results={"file": "t.csv", "column": "First"}, multiple=True), table)
    assert ([option.votes for option in shown.options], shown.n) == ([1, 3], 3)


def test_options_may_come_from_the_file():
    table = source("community/polls/t.csv", "Answer\tVotes\nWall\t3\nRoof\t4\n")
    shown = detail(entry_source("community/polls/a.md", date="2026-01-01", results="t.csv"), table)
    assert [(option.text, option.votes) for option in shown.options] == [("Wall", 3), ("Roof", 4)]


def test_an_option_that_is_called_file_is_an_option():
    shown = detail(poll(options=["File", "Folder"], results={"File": 3, "Folder": 4}))
    assert shown.n == 7


def test_a_draft_with_a_broken_file_only_warns():
    found = loaded(poll(results="gone.csv", draft=True))
    assert [line.split()[1] for line in lines(found.problems)] == ["warning"]


def test_what_is_no_poll_is_left_alone():
    (entry,) = clean(entry_source("articles/a.md", date="2026-01-01")).entries
    assert counted(entry, {}) == (entry, [])


@pytest.mark.parametrize(
    ("vote", "option", "address"),
    [
        ("mailto:p@x.example", "", "mailto:p@x.example?subject=Roof%3F"),
        ("mailto:p@x.example", "A & B", "mailto:p@x.example?subject=Roof%3F&body=A%20%26%20B"),
        ("mailto:p@x.example?subject=Poll", "Ä", "mailto:p@x.example?subject=Poll&body=%C3%84"),
        ("mailto:p@x.example?Body=x", "Wall", "mailto:p@x.example?Body=x&subject=Roof%3F"),
        ("https://vote.example/?q=1", "", "https://vote.example/?q=1"),
        ("https://vote.example/", "Wall", ""),
        ("", "Wall", ""),
    ],
)
def test_where_an_answer_is_given(vote, option, address):
    assert answer(vote, "Roof?", option) == address


FIRM = source("company.yml", "name: Larkfield\nvote: mailto:polls@larkfield.example\n")


@pytest.mark.parametrize(
    ("now", "is_open", "ahead"),
    [
        ("2026-05-31T23:59Z", False, True),
        ("2026-06-01T00:00Z", True, False),
        ("2026-06-07T23:59Z", True, False),
        ("2026-06-08T00:00Z", False, False),
    ],
)
def test_one_can_answer_while_it_is_open_and_at_the_firms_address(now, is_open, ahead):
    shown = detail(poll(opens="2026-06-01", closes="2026-06-07"), FIRM, now=now)
    assert (shown.open, shown.ahead, bool(shown.vote), bool(shown.options[0].vote)) == (
        is_open,
        ahead,
        is_open,
        is_open,
    )
    assert shown.over == "2026-06-08T00:00:00+00:00"


POLLS = (
    poll("old", date="2025-01-01", closes="2025-02-01", results={"Wall": 1, "Roof & gutter": 2}),
    poll("open", date="2026-05-01", closes="2026-07-01"),
    poll("uncounted", date="2026-05-02", closes="2026-05-20"),
    poll("hidden", date="2026-05-03", draft=True),
)


def test_this_weeks_poll_is_the_open_one_else_the_last_with_results():
    catalogue = clean(*POLLS)
    current = {
        now: current_poll(views(catalogue, now))
        for now in ("2026-06-01T12:00Z", "2026-08-01T12:00Z", "2024-01-01T12:00Z")
    }
    assert [poll and poll.permalink for poll in current.values()] == [
        "community/polls/open/",
        "community/polls/old/",
        None,
    ]
    assert home_view(views(catalogue, NOW), None).poll.url == "community/polls/open/"


def test_a_block_shows_a_poll_by_its_file_and_none_that_is_withheld():
    page = "Here:\n\n```goodword\npoll: {file: community/polls/%s.md, title: We asked}\n```\n"
    catalogue = clean(*POLLS, entry_source("about.md", page % "old"), entry_source("more.md", page % "hidden"))
    shown = views(catalogue, NOW)
    by_file = {name: block(catalogue.by_source[name].blocks[0].call, shown) for name in ("about.md", "more.md")}
    assert by_file["about.md"][1]["entry"].url == "community/polls/old/"
    assert by_file["more.md"] == ("poll", {"title": "We asked", "entry": None})


def test_past_polls_are_an_archive_of_their_own():
    shown = views(clean(*POLLS), NOW)
    (page,) = [page for page in listings(shown) if page.url == "community/polls/"]
    groups = listing_view(page, shown, None, None).groups
    assert {group.key: [entry.url for entry in group.entries] for group in groups} == {
        "open": ["community/polls/open/"],
        "past": ["community/polls/uncounted/", "community/polls/old/"],
    }


def test_subscribers_get_the_question_and_the_votes():
    catalogue = clean(
        poll(question="Roof <or> wall?", results={"Wall": 1, "Roof & gutter": 2}, method="By post."), poll("b")
    )
    (made,) = [feed for feed in whole_feeds(catalogue, catalogue.index(at(NOW)), english(), {}) if not feed.path]
    first, second = (item.content for item in made.items)
    assert "<strong>Roof &lt;or&gt; wall?</strong>" in first
    assert "<td>Roof &amp; gutter</td><td>2</td>" in first
    assert "3 answers. By post." in first
    assert "<li>Roof &amp; gutter</li>" in second

"""The rules FR004 to FR014 on the day before, the day of and the day after; in two zones; on leap days."""

from datetime import date

import pytest
from msgspec.structs import replace

from goodword.problems import Place, Severity
from goodword.projections.freshness import RULES, Change, Dead, Facts, Linked, Policy, Stated, findings, judge
from making import PARIS, article, at, clean, codes, entry_source, lines, only, rendered_body, source


def facts(catalogue, versions=(), **values):
    bodies = {entry.permalink: rendered_body(entry.body, versions=versions) for entry in catalogue.entries}
    return Facts(bodies=bodies, **values)


def found(now, *sources, policy=None, zone=None, **values):
    catalogue = clean(*sources, **({"zone": zone} if zone else {}))
    chosen = policy or Policy(severities={"FR003": None})
    return findings(catalogue, at(now), facts(catalogue, tuple(chosen.superseded), **values), chosen)


def page(body, **keys):
    return entry_source("services.md", body, **{"reviewed": "2026-01-01", "review_in": "20 years"} | keys)


@pytest.mark.parametrize(
    ("now", "expected"),
    [("2028-02-28T12:00Z", []), ("2028-02-29T12:00Z", []), ("2028-03-01T12:00Z", ["FR004"])],
)
def test_a_promise_for_a_leap_day_has_passed_on_the_day_after(now, expected):
    assert codes(found(now, page("The shop will open on 29 February 2028."))) == expected


def test_a_promise_passes_at_midnight_in_the_sites_zone():
    text = page("The shop will open on 10 June 2026.")
    assert codes(found("2026-06-10T21:59Z", text, zone=PARIS)) == []
    assert codes(found("2026-06-10T22:00Z", text, zone=PARIS)) == ["FR004"]
    assert codes(found("2026-06-10T22:00Z", text)) == []


def test_a_month_has_passed_when_its_last_day_has():
    text = page("The shop will open in February 2028.")
    assert codes(found("2028-02-29T23:00Z", text)) == []
    assert codes(found("2028-03-01T00:00Z", text)) == ["FR004"]


@pytest.mark.parametrize("keys", [{"date": "2026-01-01"}])
def test_a_page_with_a_date_may_promise_and_say_now(keys):
    assert found("2028-01-01T00:00Z", page("This year we will open in May 2026. Coming soon.", **keys)) == ()


def test_days_of_grace_are_configuration():
    policy = Policy(days={"FR004": 10})
    text = page("The shop will open on 10 June 2026.")
    assert codes(found("2026-06-20T12:00Z", text, policy=policy)) == []
    assert codes(found("2026-06-21T12:00Z", text, policy=policy)) == ["FR004"]


@pytest.mark.parametrize(("now", "expected"), [("2026-12-31T23:59Z", []), ("2027-01-01T00:00Z", ["FR005"])])
def test_this_year_is_over_with_the_year(now, expected):
    assert codes(found(now, page("This year we train two apprentices."))) == expected


@pytest.mark.parametrize(
    ("now", "expected"), [("2026-12-31T12:00Z", []), ("2027-01-01T12:00Z", []), ("2027-01-02T12:00Z", ["FR005"])]
)
def test_coming_soon_is_old_after_a_year(now, expected):
    assert codes(found(now, page("A price list is coming soon."))) == expected


def test_nobody_knows_how_old_the_words_of_a_page_without_any_date_are():
    assert found("2027-06-01T00:00Z", entry_source("a.md", "This year we open. Coming soon.")) == ()


@pytest.mark.parametrize(
    ("now", "expected"), [("2027-05-03T12:00Z", []), ("2027-05-04T12:00Z", ["FR006"]), ("2027-05-05T12:00Z", ["FR006"])]
)
def test_an_as_of_is_old_when_more_than_a_year_has_passed(now, expected):
    assert codes(found(now, page("As of 3 May 2026 it costs £300."))) == expected


@pytest.mark.parametrize(("now", "expected"), [("2026-12-31T23:00Z", []), ("2027-01-01T00:00Z", ["FR007"])])
def test_a_copyright_year_stands_still_from_new_year_on(now, expected):
    assert codes(found(now, page("© 2026 Larkfield"))) == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("© Larkfield 2019", ["FR007"]),
        ("Copyright Larkfield Ltd 2015–2019, all rights reserved", ["FR007"]),
        ("© Larkfield &amp; Sons 2019", ["FR007"]),
        ("© Larkfield 2026", []),
        ("Map: © OpenStreetMap contributors 2019", []),
        ("See the Copyright, Designs and Patents Act 1988.", []),
        ("Copyright Act 1988", []),
    ],
)
def test_a_copyright_year_after_a_name_is_judged_where_the_name_is_the_sites(line, expected):
    assert codes(found("2026-06-01T00:00Z", page(line))) == expected
    assert codes(found("2026-06-01T00:00Z", texts={"site_config.yml": f"copyright: {line}\n"})) == expected


@pytest.mark.parametrize(
    "line", ["copyright: © 2019 Larkfield", "<p>&copy;2019-2025 Larkfield</p>", "Copyright (c) 2019", "© 2019, 2025"]
)
def test_a_copyright_year_in_configuration_and_theme_is_found(line):
    problem = only(found("2026-06-01T00:00Z", texts={"site_config.yml": f"site_name: x\n{line}\n"}))
    assert (problem.code, problem.source, problem.line) == ("FR007", "site_config.yml", 2)


@pytest.mark.parametrize("line", ["copyright: © 2026 Larkfield", "# © 2019", "copyright: Larkfield", "year: 2019"])
def test_what_is_no_old_copyright_is_left_alone(line):
    assert found("2026-06-01T00:00Z", texts={"site_config.yml": line}) == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The shop opens in May 2024.", ["FR004"]),
        ("What opens in May 2024?", []),
        ("In our example the lease ends on 31 December 2024.", []),
        ("Coming soon: our new kiln.", ["FR005"]),
    ],
)
def test_a_question_and_an_example_promise_nothing(text, expected):
    assert codes(found("2027-06-01T00:00Z", page(text))) == expected


def test_a_superseded_version_is_judged_in_dated_entries_too():
    policy = Policy(superseded={"Kit 2": "Kit 3"}, severities={"FR003": None})
    problem = only(found("2026-06-01T00:00Z", article("a", body="Take Kit 2."), policy=policy))
    assert (problem.code, problem.severity) == ("FR008", Severity.SUGGESTION)


def test_a_bumped_date_is_told_where_the_date_stands():
    changes = {"articles/a.md": Change(date(2026, 1, 1), bumped=date(2026, 6, 1))}
    sources = article("a", "2026-01-01", updated="2026-06-01")
    problem = only(found("2026-06-02T00:00Z", sources, changes=changes))
    assert (problem.code, problem.line) == ("FR009", 4)


@pytest.mark.parametrize(("second", "expected"), [("2026-06-01", []), ("2026-06-02", []), ("2026-06-03", ["FR010"])])
def test_outputs_may_be_a_day_apart(second, expected):
    stated = (
        Stated("articles/a/", "byline", published=date(2026, 6, 1)),
        Stated("articles/a/", "feed.json", published=date.fromisoformat(second)),
    )
    assert codes(found("2026-06-05T00:00Z", article("a", "2026-06-01"), stated=stated)) == expected


@pytest.mark.parametrize(("last", "expected"), [("2026-06-06", []), ("2026-06-07", []), ("2026-06-08", ["FR011"])])
def test_a_link_of_another_site_is_dead_after_a_week(last, expected):
    dead = (Dead("https://gone.example/a", date(2026, 6, 1), date.fromisoformat(last)),)
    problems = found("2026-06-10T00:00Z", page("[x](https://gone.example/a#part)"), dead=dead)
    assert codes(problems) == expected
    assert all(problem.severity is Severity.INFO for problem in problems)


def test_a_link_of_this_site_is_dead_at_once_and_so_is_an_anchor():
    there = {"services/", "services/#words", ""}
    body = (
        "[a](#words) [b](/services/) [c](/nothing/) [d](#nowhere) [e](https://larkfield.example/gone/) [f](mailto:x@y)"
    )
    problems = found("2026-06-01T00:00Z", page(body), is_there=there.__contains__)
    assert [(p.code, p.message) for p in problems] == [
        ("FR011", "'/nothing/' leads to '/nothing/': nothing is there."),
        ("FR011", "'#nowhere' leads to '/services/#nowhere': there is no such place on the page."),
        ("FR011", "'https://larkfield.example/gone/' leads to '/gone/': nothing is there."),
    ]


@pytest.mark.parametrize(
    "link", ["press/offer.md", "press/offer/", "/press/offer/", "https://larkfield.example/press/offer/#terms"]
)
def test_an_expired_offer_that_only_the_navigation_links_is_found_there(link):
    offer = entry_source("press/offer.md", date="2026-05-01", expires="2026-06-10", on_expiry="archive")
    navigation = (
        Linked("index.md", "site_config.yml", Place(7, 5)),
        Linked(link, "site_config.yml", Place(8, 12)),
        Linked("https://other.example/press/offer/", "site_config.yml", Place(9, 5)),
    )
    assert found("2026-06-10T12:00Z", offer, navigation=navigation) == ()
    assert lines(found("2026-06-11T12:00Z", offer, navigation=navigation)) == [
        (
            f"site_config.yml:8:12: error FR001 what '{link}' leads to has expired (2026-06-10), and 'nav' still sends "
            "readers there. Remove the invitation, or say what came of it."
        )
    ]


@pytest.mark.parametrize(
    ("now", "expected"),
    [("2026-07-01T22:00Z", []), ("2026-07-02T21:59Z", []), ("2026-07-02T22:00Z", ["FR001"])],
)
def test_an_event_of_another_zone_is_over_on_the_day_after_by_the_sites_clock(now, expected):
    """It ends at eight in the evening in Los Angeles, which is the next morning in Paris."""
    times = {"starts": "2026-07-01T18:00", "ends": "2026-07-01T20:00", "timezone": "America/Los_Angeles"}
    event = entry_source("community/events/a.md", date="2026-01-01", register="https://x.example/", **times)
    assert codes(found(now, event, zone=PARIS)) == expected


@pytest.mark.parametrize(
    ("now", "days", "expected"),
    [
        ("2026-06-10T23:59Z", 0, []),
        ("2026-06-11T00:00Z", 0, ["FR001"]),
        ("2026-06-20T12:00Z", 10, []),
        ("2026-06-21T12:00Z", 10, ["FR001"]),
    ],
)
def test_a_link_to_what_expired_at_noon_is_told_the_day_after_or_as_many_days_later_as_allowed(now, days, expected):
    expired = entry_source("gone.md", reviewed="2026-06-01", expires="2026-06-10T12:00", on_expiry="archive")
    assert codes(found(now, expired, page("[x](/gone/)"), policy=Policy(days={"FR001": days}))) == expected


@pytest.mark.parametrize(("ends", "count"), [("2026-06-30", 1), ("2026-06-10", 0)])
def test_an_offer_that_is_on_and_leads_to_an_expired_entry_is_found_where_it_is_written(ends, count):
    expired = entry_source("press/look.md", date="2026-05-01", expires="2026-06-10", on_expiry="archive")
    offers = f"- title: A look\n  text: Free.\n  starts: 2026-05-01\n  ends: {ends}\n  url: /press/look/\n"
    problems = found("2026-06-11T12:00Z", expired, source("community/offers.yml", offers))
    assert [(p.code, p.source, p.line, p.column) for p in problems] == [("FR001", "community/offers.yml", 5, 8)] * count
    assert all("(2026-06-10), and the offer 'A look' still sends readers there" in p.message for p in problems)


@pytest.mark.parametrize(
    ("wrote", "host", "column"),
    [
        ("See [it](articles/a.md#gone).", "articles/a/#gone", 10),
        ("See [it](<articles/a.md#gone>).", "articles/a/#gone", 11),
        ('See [it](./articles/a.md#gone "A title").', "articles/a/#gone", 10),
        ("See [it][1].\n\n[1]: articles/a.md#gone", "articles/a/#gone", 6),
        ("See [it](/articles/a/#gone).", "/articles/a/#gone", 10),
        ("See [it](wiki_(a).md) and [it](articles/a.md#gone).", "articles/a/#gone", 32),
        ("The block makes it.", "articles/a/#gone", 1),
    ],
)
def test_a_finding_on_a_link_quotes_what_the_author_wrote_and_points_at_it(wrote, host, column):
    catalogue = clean(entry_source("index.md", wrote, reviewed="2026-01-01"), article("a"))
    home = catalogue.by_source["index.md"].permalink
    bodies = {home: replace(rendered_body(""), links=frozenset({host}))}
    known = Facts(bodies=bodies, is_there={"", "articles/a/"}.__contains__)
    problem = only(findings(catalogue, at("2026-01-02T00:00Z"), known))
    quoted = next((word for word in wrote.replace("(", " ").split() if "#gone" in word), host).lstrip("<").rstrip(">).")
    assert (problem.code, problem.column) == ("FR011", column)
    assert problem.message == f"'{quoted}' leads to '/articles/a/#gone': there is no such place on the page."


def test_a_link_to_words_of_a_page_asks_for_no_anchor():
    there = {"services/", "services/#words"}
    body = "[a](#:~:text=Words) [b](/services/#words:~:text=Words,more) [c](/services/#nowhere:~:text=Words)"
    problems = found("2026-06-01T00:00Z", page(body), is_there=there.__contains__)
    assert [p.message for p in problems] == [
        "'/services/#nowhere:~:text=Words' leads to '/services/#nowhere': there is no such place on the page."
    ]


@pytest.mark.parametrize(
    ("left", "expected"), [("2026-06-02", []), ("2026-06-01", ["FR012"]), ("2026-05-31", ["FR012"])]
)
def test_an_owner_is_gone_on_the_day_they_leave(left, expected):
    people = source("people.yml", f"anna: {{name: Anna Roe, left: {left}}}")
    assert codes(found("2026-06-01T12:00Z", people, page("Words.", owner="anna"))) == expected


@pytest.mark.parametrize("url", ["https://bit.ly/3xY", "http://is.gd/a", "https://www.tinyurl.com/x", "https://t.co/x"])
def test_a_shortened_link_is_found(url):
    assert codes(found("2026-06-01T00:00Z", page(f"[x]({url})"))) == ["FR013"]


@pytest.mark.parametrize("url", ["https://notbit.ly/", "https://bit.ly.example/", "https://x.example/?to=bit.ly"])
def test_an_address_that_only_resembles_a_shortener_is_left_alone(url):
    assert found("2026-06-01T00:00Z", page(f"[x]({url})")) == ()


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        ("2026-03-02T12:00Z", []),
        ("2026-03-03T12:00Z", ["FR014"]),
        ("2027-07-02T12:00Z", ["FR014"]),
        ("2027-07-03T12:00Z", []),
    ],
)
def test_a_sequel_is_awaited_from_the_sixty_first_day_for_a_year_and_a_half(now, expected):
    assert codes(found(now, article("a", body="In my next post I show the roof."))) == expected


@pytest.mark.parametrize(
    "sequel",
    [
        article("b", "2026-02-01", body="[Before](../a/)"),
        article("b", "2026-02-01", related=["articles/a.md"]),
        article("b", "2026-02-01", series="Roofs"),
    ],
)
def test_a_sequel_that_links_back_or_shares_the_series_has_come(sequel):
    assert found("2026-06-01T00:00Z", article("a", body="Stay tuned.", series="Roofs"), sequel) == ()


def test_an_earlier_entry_is_no_sequel():
    earlier = article("b", "2025-12-01", body="[Later](../a/)", series="Roofs")
    assert codes(found("2026-06-01T00:00Z", article("a", body="Stay tuned.", series="Roofs"), earlier)) == ["FR014"]


@pytest.mark.parametrize(
    ("above", "line"),
    [
        ("```text\nWe will open in May 2026.\n```\n\n", 11),
        ("> We will open in May 2026.\n\n", 9),
        ("- We said that we will open in May 2026.\n\n", 9),
    ],
)
def test_a_finding_stands_at_its_sentence_and_not_at_the_same_words_in_code_or_a_quotation(above, line):
    text = page(f"{above}We will open in May 2026.")
    (problem,) = found("2026-06-10T12:00Z", text)
    assert (problem.code, problem.line) == ("FR004", line)


@pytest.mark.parametrize(
    "text",
    [
        "The *shop will* open\nin May 2026.",
        "The [shop](a.md) will **open** in May 2026.",
        "The shop [will open](a.md) in May 2026.",
        "The shop [will _open_][a] in **May 2026**.\n\n[a]: a.md",
    ],
)
def test_a_finding_stands_at_its_words_whatever_marks_are_between_them(text):
    (problem,) = (p for p in found("2026-06-10T12:00Z", page(f"One.\n\n- {text}")) if p.code == "FR004")
    line = f"- {text}".split("\n")[0]
    assert (problem.line, problem.column) == (9, line.index("will") + 1)


def test_marks_without_end_are_looked_through_in_no_time():
    assert codes(found("2026-06-10T12:00Z", page("will" + "][" * 5000 + "\n\nWe will open in May 2026."))) == ["FR004"]


@pytest.mark.parametrize(
    ("date", "place"),
    [
        ("{created: 2020-01-01, reviewed: 2020-02-01}", (2, 39)),
        ("\n  created: 2020-01-01\n  reviewed: 2020-02-01", (4, 13)),
    ],
)
def test_a_review_stands_where_it_is_written_in_a_group_of_dates_too(date, place):
    text = source("services.md", f"---\ndate: {date}\nreview_in: 1 year\n---\n# Services\n")
    problem = only(found("2026-06-10T12:00Z", text))
    assert (problem.code, problem.line, problem.column) == ("FR002", *place)


def test_an_ignore_without_use_stands_where_it_is_written():
    text = source("a.md", "---\nfreshness:\n  ignore:\n    FR004: a quotation\n    FR013: ours\n---\n# A\n")
    assert [(p.line, p.column) for p in found("2026-06-10T12:00Z", text)] == [(4, 12), (5, 12)]


def test_each_of_two_sentences_with_the_same_words_has_its_own_place():
    text = page("This year we plaster. This year\nwe paint.")
    assert [(p.line, p.column) for p in found("2027-01-01T12:00Z", text) if p.code == "FR005"] == [(7, 1), (7, 23)]


def test_a_finding_stands_at_its_line():
    problem = only(found("2026-07-01T00:00Z", page("One.\n\nTwo: the shop will\nopen on 10 June 2026.")))
    assert (problem.line, problem.column) == (9, 15)


def test_a_rule_can_be_turned_off_and_have_another_severity():
    text = page("The shop will open on 10 June 2026.")
    off, error = (Policy(severities={"FR004": word}) for word in (None, Severity.ERROR))
    assert found("2026-07-01T00:00Z", text, policy=off) == ()
    assert only(found("2026-07-01T00:00Z", text, policy=error)).severity is Severity.ERROR


def test_what_is_only_due_stays_a_suggestion_whatever_the_rule_is_set_to():
    policy = Policy(severities={"FR002": Severity.ERROR})
    due = entry_source("a.md", reviewed="2026-01-01", review_in="30 days")
    severities = [only(found(f"2026-{day}T00:00Z", due, policy=policy)).severity for day in ("01-30", "02-01", "03-05")]
    assert severities == [Severity.SUGGESTION, Severity.ERROR, Severity.ERROR]


def test_an_ignore_hides_a_finding_and_one_without_use_is_told():
    text = "The shop will open on 10 June 2026."
    ignoring = page(text, freshness={"ignore": {"FR004": "an example"}})
    assert found("2026-07-01T00:00Z", ignoring) == ()
    problem = only(found("2026-06-01T00:00Z", ignoring))
    assert (problem.code, problem.severity) == ("FR000", Severity.SUGGESTION)


def test_nobody_knows_whether_an_ignore_is_of_use_where_its_rule_has_not_judged():
    catalogue = clean(page("Words.", freshness={"ignore": {"FR004": "a", "FR009": "b", "FR010": "c"}}))
    assert findings(catalogue, at("2026-06-01T00:00Z")) == ()


def test_an_ignored_dead_link_is_told_as_useless_only_where_reports_were_read():
    """A build reads none, and a site with faults has no texts that say what leads to a lapsed offer."""
    ignoring = page("[x](https://gone.example/)", freshness={"ignore": {"FR011": "known"}})
    dead = (Dead("https://gone.example/", date(2026, 5, 1), date(2026, 5, 9)),)
    assert [codes(found("2026-06-01T00:00Z", ignoring, dead=known)) for known in (None, (), dead)] == [
        [],
        ["FR000"],
        [],
    ]
    lapsed = clean(page("Words.", freshness={"ignore": {"FR001": "it says so"}}))
    assert findings(lapsed, at("2026-06-01T00:00Z")) == ()


def test_a_commit_is_a_date_only_where_the_site_says_so():
    catalogue = clean(entry_source("a.md", date="2020-01-01"))
    known = {"a.md": Change(date(2026, 1, 1))}
    old = findings(catalogue, at("2026-06-01T00:00Z"), Facts(changes=known))
    new = findings(catalogue, at("2026-06-01T00:00Z"), Facts(changes=known), Policy(by_commit=True))
    assert (codes(old), codes(new)) == (["FR002"], [])


def test_review_intervals_are_configuration():
    policy = Policy(review_days={"page": 30, "evergreen": 60})
    catalogue = clean(
        entry_source("a.md", reviewed="2026-01-01"),
        entry_source("b.md", reviewed="2026-01-01", evergreen="a definition"),
    )
    due = {judged.source: judged.due for judged in judge(catalogue, at("2026-01-02T00:00Z"), policy)}
    assert due == {"a.md": date(2026, 1, 31), "b.md": date(2026, 3, 2)}


def test_rules_that_a_change_can_answer_for_are_those_of_the_specification():
    assert {code for code, rule in RULES.items() if rule.by_change} == {
        "FR001", "FR004", "FR007", "FR009", "FR010", "FR012", "FR013",
    }  # fmt: skip


def test_a_page_that_readers_do_not_see_is_not_judged():
    hidden = page("The shop will open on 10 June 2026. [x](https://bit.ly/x)", unlisted=True)
    assert lines(found("2026-07-01T00:00Z", hidden)) == []

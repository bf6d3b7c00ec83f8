"""Which entry is which: each test writes the ledger for one state of the files, then reads another with it."""

from goodword.catalogue import load
from goodword.ledger import Ledger, read_ledger
from goodword.problems import ordered
from goodword.projections.outputs import redirect_rules, redirects
from goodword.recording import findings, proposed, recorded, unrecorded
from making import article, at, codes, entry_source, lines, only, site

NOW = at("2026-06-01T00:00Z")
LONG = "Lime plaster takes about a month for each coat, and longer in a cold house, so begin in spring."
OTHER = "A gutter that is cleaned every autumn saves more walls than any paint that was ever sold for it."
TAG = "tag:larkfield.example,2026:"


def with_ledger(ledger, *sources):
    return load(site(authority="larkfield.example", since="2026"), sources, ledger=ledger)


def written(found, now=NOW):
    catalogue = found.catalogue
    text = proposed(catalogue.kept, catalogue.entries, catalogue.identity, now).text()
    ledger = read_ledger(text)
    assert lines(ledger.problems) == []
    return ledger


def ledger_of(*sources):
    return written(with_ledger(Ledger(), *sources))


def ids(found):
    return {entry.source: found.catalogue.identity(entry) for entry in found.catalogue.entries}


def problems(found, now=NOW):
    kept = found.catalogue.kept
    return ordered([*found.problems, *findings(kept, found.catalogue.entries, now)])


def led(found, now=NOW):
    rules = redirect_rules(found.catalogue, now)
    pages = {output.path for output in redirects(found.catalogue, now)}
    told = {line.split()[0][1:]: line.split()[1] for line in rules.data.decode().splitlines()} if rules else {}
    assert pages == {f"{old}index.html" for old in told}
    return told


def test_without_a_ledger_the_address_is_the_identity_and_nothing_is_said():
    found = with_ledger(None, article("lime", body=LONG))
    assert ids(found) == {"articles/lime.md": f"{TAG}articles/lime/"}
    assert problems(found) == ()
    assert unrecorded(found.catalogue.kept, found.catalogue.entries, NOW) == ()


def test_what_the_ledger_knows_is_no_finding():
    sources = (article("lime", body=LONG), entry_source("services.md"))
    assert problems(with_ledger(ledger_of(*sources), *sources)) == ()


def test_a_moved_entry_keeps_its_id_and_its_old_address_leads_on():
    ledger = ledger_of(article("lime", body=LONG))
    found = with_ledger(ledger, entry_source("press/plaster.md", LONG, date="2026-01-01", title="Lime"))
    assert ids(found) == {"press/plaster.md": f"{TAG}articles/lime/"}
    assert led(found) == {"articles/lime/": "/press/plaster/"}
    warning = only(problems(found))
    assert str(warning) == (
        "ids.yml:3:1: warning GW093 'articles/lime.md' is now 'press/plaster.md' at /press/plaster/: "
        "it keeps its id, and visitors are led on. Run 'goodword ids', and commit ids.yml."
    )


def test_a_move_is_told_no_more_once_it_is_written_and_still_leads_on():
    ledger = ledger_of(article("lime", body=LONG))
    moved = article("plaster", body=LONG, title="Lime")
    found = with_ledger(written(with_ledger(ledger, moved)), moved)
    assert problems(found) == ()
    assert led(found) == {"articles/lime/": "/articles/plaster/"}
    assert ids(found) == {"articles/plaster.md": f"{TAG}articles/lime/"}


def test_another_slug_keeps_the_id():
    found = with_ledger(ledger_of(article("lime", body=LONG)), article("lime", body=LONG, slug="plaster"))
    assert ids(found) == {"articles/lime.md": f"{TAG}articles/lime/"}
    assert led(found) == {"articles/lime/": "/articles/plaster/"}


def test_an_address_that_was_left_twice_leads_to_where_the_entry_is_now():
    one = written(with_ledger(ledger_of(article("a", body=LONG)), article("b", body=LONG)))
    two = with_ledger(one, article("c", body=LONG))
    assert led(two) == {"articles/a/": "/articles/c/", "articles/b/": "/articles/c/"}
    back = with_ledger(written(two), article("a", body=LONG))
    assert led(back) == {"articles/b/": "/articles/a/", "articles/c/": "/articles/a/"}


def test_an_entry_is_known_by_its_text_though_its_title_and_its_links_are_new():
    ledger = ledger_of(article("lime", body=f"{LONG} See [prices](../services.md)."))
    found = with_ledger(ledger, entry_source("p/x.md", f"{LONG}\n\nSee [prices](../../services.md).", title="New"))
    assert ids(found)["p/x.md"] == f"{TAG}articles/lime/"


def test_an_entry_is_known_by_its_title_and_date_though_its_text_is_new():
    found = with_ledger(ledger_of(article("lime", body=LONG)), article("x", body=OTHER, title="Lime"))
    assert ids(found)["articles/x.md"] == f"{TAG}articles/lime/"


def test_a_title_alone_is_too_little_to_know_an_entry_by():
    ledger = ledger_of(entry_source("prices.md", LONG))
    found = with_ledger(ledger, entry_source("services/prices.md", OTHER))
    assert ids(found)["services/prices.md"] == f"{TAG}services/prices/"
    assert codes(problems(found)) == ["GW095", "GW092"]


def test_a_few_words_are_too_little_to_know_an_entry_by():
    ledger = ledger_of(article("one", body="Coming soon."))
    found = with_ledger(ledger, article("two", "2026-02-02", body="Coming soon."))
    assert ids(found)["articles/two.md"] == f"{TAG}articles/two/"


def test_of_two_that_resemble_it_as_much_neither_takes_the_id():
    ledger = ledger_of(article("lime", body=LONG))
    found = with_ledger(ledger, article("a", body=LONG, title="Lime"), article("b", body=LONG, title="Lime"))
    assert set(ids(found).values()) == {f"{TAG}articles/a/", f"{TAG}articles/b/"}
    assert codes(problems(found)) == ["GW095", "GW092"]


def test_of_two_that_resemble_it_the_one_that_does_so_more_takes_the_id():
    ledger = ledger_of(article("lime", body=LONG))
    found = with_ledger(ledger, article("a", body=LONG), article("b", body=LONG, title="Lime"))
    assert ids(found)["articles/b.md"] == f"{TAG}articles/lime/"


def test_a_copy_takes_no_id_from_its_original():
    original = article("lime", body=LONG)
    found = with_ledger(ledger_of(original), original, article("copy", body=LONG, title="Lime"))
    assert ids(found) == {"articles/lime.md": f"{TAG}articles/lime/", "articles/copy.md": f"{TAG}articles/copy/"}


def test_a_copy_takes_no_id_from_its_original_though_that_has_a_new_text_by_now():
    ledger = ledger_of(article("lime", body=LONG))
    found = with_ledger(ledger, article("lime", body=OTHER), article("copy", "2026-05-05", body=LONG))
    assert ids(found) == {"articles/lime.md": f"{TAG}articles/lime/", "articles/copy.md": f"{TAG}articles/copy/"}


def test_an_entry_that_is_written_anew_in_its_place_is_the_same():
    found = with_ledger(ledger_of(article("lime", body=LONG)), article("lime", "2026-02-02", body=OTHER, title="New"))
    assert ids(found) == {"articles/lime.md": f"{TAG}articles/lime/"}
    assert problems(found) == ()


def test_an_entry_that_moved_off_and_a_new_one_in_its_place_are_told_apart():
    ledger = ledger_of(article("prices", body=LONG))
    found = with_ledger(
        ledger, article("old-prices", body=LONG, title="Prices"), article("prices", "2026-05-05", body=OTHER)
    )
    assert ids(found) == {
        "articles/old-prices.md": f"{TAG}articles/prices/",
        "articles/prices.md": f"{TAG}articles/prices/2",
    }
    assert led(found) == {}, "somebody lives there"
    again = with_ledger(written(found), *(article("old-prices", body=LONG), article("prices", body=OTHER)))
    assert ids(again) == ids(found)


def test_two_that_changed_places_keep_their_ids():
    ledger = ledger_of(article("a", body=LONG), article("b", body=OTHER))
    found = with_ledger(ledger, article("a", body=OTHER, title="B"), article("b", body=LONG, title="A"))
    assert ids(found) == {"articles/a.md": f"{TAG}articles/b/", "articles/b.md": f"{TAG}articles/a/"}
    assert led(found) == {}
    assert codes(problems(found)) == ["GW093", "GW093"]


def test_a_date_in_front_of_a_files_name_changes_nothing():
    ledger = ledger_of(article("lime", body=LONG))
    found = with_ledger(ledger, article("2026-05-05-lime", "2026-05-05", body=OTHER, title="New"))
    assert ids(found) == {"articles/2026-05-05-lime.md": f"{TAG}articles/lime/"}
    assert led(found) == {}


def test_an_id_of_its_own_goes_before_everything():
    ledger = ledger_of(article("lime", body=LONG))
    found = with_ledger(ledger, article("x", "2026-02-02", body=OTHER, title="New", id=f"{TAG}articles/lime/"))
    assert ids(found) == {"articles/x.md": f"{TAG}articles/lime/"}
    assert led(found) == {"articles/lime/": "/articles/x/"}
    assert codes(problems(found)) == ["GW093"]


def test_an_id_of_its_own_is_kept_with_its_addresses():
    ledger = ledger_of(article("lime", body=LONG, id="urn:x:1"))
    found = with_ledger(ledger, article("plaster", body=OTHER, title="New", id="urn:x:1"))
    assert ids(found) == {"articles/plaster.md": "urn:x:1"}
    assert led(found) == {"articles/lime/": "/articles/plaster/"}


def test_an_id_that_is_taken_out_again_is_remembered():
    found = with_ledger(ledger_of(article("lime", body=LONG, id="urn:x:1")), article("lime", body=LONG))
    assert ids(found) == {"articles/lime.md": "urn:x:1"}


def test_another_id_than_the_ledgers_warns_where_it_stands_until_it_is_written():
    ledger = ledger_of(article("lime", body=LONG))
    changed = article("lime", body=LONG, id="urn:x:1", slug="plaster")
    found = with_ledger(ledger, changed)
    assert codes(problems(found)) == ["GW094", "GW095"]
    warning = problems(found)[0]
    assert (warning.source, warning.line) == ("articles/lime.md", 4)
    assert ids(found) == {"articles/lime.md": "urn:x:1"}
    assert led(found) == {"articles/lime/": "/articles/plaster/"}
    after = with_ledger(written(found), changed)
    assert problems(after) == ()
    assert led(after) == {"articles/lime/": "/articles/plaster/"}
    assert not next(line for line in after.catalogue.kept.ledger.lines if line.id.startswith("tag:")).file


def test_the_id_of_an_entry_that_is_still_there_is_nobody_elses():
    lime = article("lime", body=LONG)
    found = with_ledger(ledger_of(lime), lime, article("x", body=OTHER, id=f"{TAG}articles/lime/"))
    error = only([problem for problem in problems(found) if problem.code == "GW034"])
    assert error.source == "articles/x.md"


def test_an_entry_that_is_gone_warns_until_that_is_written_and_gives_its_id_to_nobody():
    ledger = ledger_of(article("lime", body=LONG))
    found = with_ledger(ledger)
    warning = only(problems(found))
    assert (warning.code, warning.source, warning.line) == ("GW092", "ids.yml", 3)
    after = written(found)
    assert problems(with_ledger(after)) == ()
    new = with_ledger(after, article("lime", "2026-05-05", body=OTHER, title="New"))
    assert ids(new) == {"articles/lime.md": f"{TAG}articles/lime/2"}
    third = with_ledger(written(with_ledger(written(new))), article("lime", "2026-05-06", body="Third.", title="Third"))
    assert ids(third) == {"articles/lime.md": f"{TAG}articles/lime/3"}


def test_an_entry_that_comes_back_has_its_id_again():
    gone = written(with_ledger(ledger_of(article("lime", body=LONG))))
    assert ids(with_ledger(gone, article("lime", body=LONG))) == {"articles/lime.md": f"{TAG}articles/lime/"}


def test_a_file_that_cannot_be_read_is_not_gone():
    ledger = ledger_of(article("lime", body=LONG))
    found = with_ledger(ledger, article("lime", body=LONG).__class__("articles/lime.md", "---\ntitle: Never closed\n"))
    assert codes(problems(found)) == ["GW001"]


def test_an_alias_and_a_page_of_goodwords_own_go_before_an_old_address():
    ledger = ledger_of(article("lime", body=LONG), entry_source("tips.md", OTHER))
    found = with_ledger(
        ledger,
        article("plaster", body=LONG, title="Lime"),
        article("other", body="Text.", aliases=["/articles/lime/"]),
        entry_source("press/tips.md", OTHER, date="2026-01-01"),
    )
    assert led(found) == {"articles/lime/": "/articles/other/", "tips/": "/press/tips/"}
    site_with_tips = site(authority="larkfield.example", since="2026")
    sections = (*site_with_tips.sections, site_with_tips.sections[0].__class__("tips", "article", "Tips"))
    sources = [entry_source("press/tips.md", OTHER, date="2026-01-01")]
    listed = load(site(authority="larkfield.example", since="2026", sections=sections), sources, ledger=ledger)
    assert led(listed) == {}, "the section's list stands there"


def test_nothing_of_an_entry_that_nobody_has_seen_enters_the_ledger():
    ledger = ledger_of(
        article("secret-draft", body=LONG, draft=True),
        article("secret-date", "2027-01-01", body=LONG),
        article("secret-embargo", body=LONG, embargo="2027-01-01"),
        article("public", body=LONG),
    )
    assert [line.file for line in ledger.lines] == ["articles/public.md"]
    assert "secret" not in ledger.text()


def test_a_withheld_entry_that_moves_leaves_its_line_alone_and_is_known_again():
    ledger = ledger_of(article("lime", body=LONG))
    hidden = with_ledger(ledger, article("takeover", body=LONG, title="Lime", draft=True))
    assert problems(hidden) == ()
    after = written(hidden)
    assert after.text() == ledger.text()
    shown = with_ledger(after, article("takeover", body=LONG, title="Lime"))
    assert ids(shown) == {"articles/takeover.md": f"{TAG}articles/lime/"}
    assert led(shown) == {"articles/lime/": "/articles/takeover/"}


def test_the_old_address_of_a_withheld_entry_leads_nowhere():
    ledger = ledger_of(article("lime", body=LONG))
    assert led(with_ledger(ledger, article("plaster", body=LONG, title="Lime", draft=True))) == {}


def test_one_entry_can_be_written_and_leaves_the_other_lines_alone():
    ledger = ledger_of(article("gone", body=LONG))
    found = with_ledger(ledger, article("lime", "2026-05-05", body=OTHER), article("more", "2026-05-06"))
    catalogue = found.catalogue
    after = recorded(catalogue.kept, catalogue.by_source["articles/lime.md"], catalogue.identity, NOW)
    assert [line.file for line in after.lines] == ["articles/gone.md", "articles/lime.md"]
    draft = with_ledger(ledger, article("lime", body=OTHER, draft=True)).catalogue
    assert recorded(draft.kept, draft.by_source["articles/lime.md"], draft.identity, NOW).lines == ledger.lines


def test_missing_lines_are_counted_once_and_break_nothing():
    found = with_ledger(ledger_of(entry_source("services.md")), entry_source("services.md"), article("a"), article("b"))
    assert lines(problems(found)) == [
        "ids.yml:1:1: info GW095 2 published entries have no line yet. Run 'goodword ids', and commit ids.yml."
    ]
    assert len(unrecorded(found.catalogue.kept, found.catalogue.entries, NOW)) == 2


def test_a_ledger_without_a_line_asks_for_nothing():
    found = with_ledger(Ledger(), article("a"))
    assert problems(found) == ()
    assert len(unrecorded(found.catalogue.kept, found.catalogue.entries, NOW)) == 1


def test_a_new_address_of_the_site_changes_no_id_that_is_written():
    ledger = written(load(site(), [article("lime", body=LONG)], ledger=Ledger()))
    found = load(site(url="https://new.example/"), [article("lime", body=LONG)], ledger=ledger)
    assert ids(found) == {"articles/lime.md": "https://larkfield.example/articles/lime/"}

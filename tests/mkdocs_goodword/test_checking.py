"""`goodword check` on freshness: what it sees, what it leaves out, and how it says so."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from sites.building import CONFIG, Ran, Site, environment

pytestmark = pytest.mark.sites

STALE = {
    "people.yml": "ada: {name: Ada Vane}\n",
    "prices.md": "---\ntype: pricing\nreviewed: 2026-11-01\nowner: ada\n---\n# Prices\n\nThe shop will open on 3 May 2026.\n",
    "links.md": "---\nreviewed: 2026-11-01\n---\n# Links\n\n[dead](../nothing/) [short](https://bit.ly/x) [home](../)\n",
    "old.md": "---\nreviewed: 2025-01-01\nowner: ada\n---\n# Old\n",
}


def codes(ran: Ran) -> list[str]:
    return sorted(problem["code"] for problem in json.loads(ran.stdout))


@pytest.fixture
def stale(site: Callable[..., Site]) -> Site:
    """A site with findings of four rules."""
    return site(STALE)


def git(own: Site, *words: str) -> None:
    told = {f"GIT_{who}_{what}": f"ada@{who}.example" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    subprocess.run(
        ["git", "-C", str(own.folder), *words], check=True, capture_output=True, env=environment(own.folder, told)
    )


def test_check_judges_rendered_prose_and_links(stale: Site) -> None:
    ran = stale.run("check", "--only", "freshness", "--format", "json")
    assert codes(ran) == ["FR002", "FR004", "FR011", "FR013"]
    assert ran.returncode == 1
    assert codes(stale.run("check", "--only", "links", "--format", "json")) == ["FR011", "FR013"]


def test_a_build_tells_the_same_and_fails_at_nothing(stale: Site) -> None:
    built = stale.build(strict=True).good()
    assert "FR" not in built.said.replace("--only freshness", "")


def test_a_build_fails_on_freshness_only_where_the_configuration_asks(stale: Site) -> None:
    stale.configure("- goodword/freshness", "- goodword/freshness: {severity: warning}")
    assert stale.build(strict=True).returncode == 1
    assert stale.build(strict=False).returncode == 0


def test_an_untouched_site_builds_whatever_the_day(stale: Site) -> None:
    for now in ("2026-11-22T09:00:00+00:00", "2027-11-22T09:00:00+00:00", "2031-01-01T00:00:00+00:00"):
        stale.build(now=now, strict=True, to=now[:4]).good()


def test_the_rules_are_configured(stale: Site) -> None:
    rules = "{rules: {FR002: off, FR004: {severity: error, days: 10}, FR011: info}, owners: [page]}"
    stale.configure("- goodword/freshness", f"- goodword/freshness: {rules}")
    ran = stale.run("check", "--only", "freshness", "--format", "json")
    told = [(p["code"], p["severity"], p["source"]) for p in json.loads(ran.stdout)]
    assert sorted(told) == [
        ("FR004", "error", "prices.md"),
        ("FR011", "info", "links.md"),
        ("FR012", "warning", "index.md"),
        ("FR012", "warning", "links.md"),
        ("FR013", "suggestion", "links.md"),
    ]


OPTIONS = """\
  - goodword/freshness:
      severity: loud
      rules:
        FR4: off
        fr002: off
        FR02: {days: 3}
        FR099: off
        FR006: quiet
        FR005: {dayz: 3}
        FR003: {days: soon}
        FR007: {severity: error, days: 3}
      review: {servces: 30, pricing: never}
      owners: [page, pge]
      superseded: {Kit 2: 3}
      git: {dates: maybe, ignore: x}
      link_report: [a]
"""
TOLD = """\
site_config.yml:12:17: error GW054 'severity' is 'loud'. Write one of: info, warning, error.
site_config.yml:14:14: error GW054 'FR4' is no rule. Did you mean 'FR004'?
site_config.yml:15:16: error GW054 'fr002' is no rule. Did you mean 'FR002'?
site_config.yml:16:15: error GW054 'FR02' is no rule. Did you mean 'FR002'?
site_config.yml:17:16: error GW054 'FR099' is no rule. Known: FR000, FR001, FR002, FR003, FR004, FR005, FR006, FR007, FR008, FR009, FR010, FR011, FR012, FR013, FR014.
site_config.yml:18:16: error GW054 the rule FR006 has the severity 'quiet'. Write one of: error, warning, suggestion, info, off.
site_config.yml:19:23: error GW054 the rule FR005 has an unknown option 'dayz'. Write 'severity' or 'days'.
site_config.yml:20:23: error GW054 'FR003' has 'soon' for days. Write a whole number from 0 to 36525, such as 365.
site_config.yml:21:40: error GW054 the rule FR007 counts no days. Take 'days' out; the rules that count days are FR001, FR002, FR003, FR004, FR005, FR006, FR010, FR011, FR014.
site_config.yml:22:25: error GW054 'servces' is no type of page. Did you mean 'services'?
site_config.yml:22:38: error GW054 'pricing' has 'never' for days. Write a whole number from 0 to 36525, such as 365.
site_config.yml:23:22: error GW054 'pge' is no kind. Did you mean 'page'?
site_config.yml:24:27: error GW054 'Kit 2' has no successor that is a text. Write it in quotes.
site_config.yml:25:20: error GW054 'dates' is 'maybe'. Write one of: true, false.
site_config.yml:25:35: error GW054 'git' has an unknown option 'ignore'. Did you mean 'ignore_revs'?
site_config.yml:26:20: error GW054 'link_report' is no name of a file. Write the name of a file or a folder.
"""


def test_options_that_cannot_be_are_told_all_at_once_each_at_its_place(site: Callable[..., Site]) -> None:
    own = site({"a.md": "---\nreviewed: someday\n---\n# A\n"}, CONFIG.replace("  - goodword/freshness\n", OPTIONS))
    ran = own.run("check", "--only", "content")
    assert ran.stdout.partition("site_config.yml")[0].startswith("a.md:2:11: error GW012"), "beside what else is wrong"
    assert [line for line in ran.stdout.splitlines(keepends=True) if "GW054" in line] == TOLD.splitlines(keepends=True)
    assert ran.returncode == 1
    built = own.build()
    assert built.returncode == 1
    assert all(line in built.said for line in TOLD.splitlines())
    assert not built.folder.exists()


def test_a_name_that_the_host_does_not_know_is_told_at_its_place_with_the_one_that_was_meant(
    site: Callable[..., Site],
) -> None:
    config = (
        CONFIG.replace("- goodword/freshness", "- goodword/freshness: {rulez: {FR004: off}}") + "nave: []\nquux: 1\n"
    )
    assert site(config=config).run("check", "--only", "content").stdout.splitlines()[:-1] == [
        "site_config.yml:11:26: warning GW052 'rulez' is no option of goodword/freshness. Did you mean 'rules'?",
        "site_config.yml:12:1: warning GW052 'nave' is no key of the configuration. Did you mean 'nav'?",
        (
            "site_config.yml:13:1: warning GW052 'quux' is no key of the configuration. "
            "Compare it with the guide's page on configuration."
        ),
    ]


@pytest.mark.parametrize("options", ["[]", "{rules: [FR004]}", "{rules: }", "{owners: page}", "{git: true}"])
def test_options_of_the_wrong_shape_end_no_check(options: str, site: Callable[..., Site]) -> None:
    own = site(config=CONFIG.replace("- goodword/freshness", f"- goodword/freshness: {options}"))
    ran = own.run("check", "--format", "json")
    assert "Traceback" not in ran.said
    told = [problem for problem in json.loads(ran.stdout or "[]") if problem["code"] == "GW054"]
    assert bool(told) is (options not in ("[]", "{rules: }"))


def test_on_a_change_time_fails_no_page_that_nobody_touched(stale: Site) -> None:
    for words in (("init", "-q"), ("add", "-A"), ("commit", "-qm", "first")):
        git(stale, *words)
    assert json.loads(stale.run("check", "--changed-since", "HEAD", "--format", "json").stdout) == []
    stale.write({"links.md": STALE["links.md"] + "\nMore.\n", "old.md": STALE["old.md"] + "\nMore.\n"})
    ran = stale.run("check", "--changed-since", "HEAD", "--format", "json")
    assert codes(ran) == ["FR013"], "FR002 is a matter of time, FR011 of other pages"
    assert ran.returncode == 0


def test_a_baseline_hides_what_is_known_and_nothing_new(stale: Site) -> None:
    assert stale.run("check", "--write-baseline", "known.json").returncode == 0
    ran = stale.run("check", "--baseline", "known.json")
    assert (ran.returncode, ran.stdout) == (0, "Nothing found.\n")
    stale.write({"links.md": STALE["links.md"].replace("# Links\n", "# Links\n\n[new](https://is.gd/y)\n")})
    assert codes(stale.run("check", "--baseline", "known.json", "--format", "json")) == ["FR013"]


@pytest.mark.parametrize("data", ["", "[]", '{"known": []}', '{"known": {"a": {"b": "x"}}}'])
def test_a_baseline_that_is_none_is_told(data: str, stale: Site) -> None:
    (stale.folder / "known.json").write_text(data)
    ran = stale.run("check", "--baseline", "known.json")
    assert ran.returncode == 2
    assert "is no baseline" in ran.stderr


def test_the_report_is_one_page_that_needs_nothing_else(stale: Site) -> None:
    ran = stale.run("check", "--format", "html", "-o", "report.html")
    page = (stale.folder / "report.html").read_text(encoding="utf-8")
    assert ran.returncode == 1
    assert "One of 4 pages and sections is overdue." in page
    assert "src=" not in page
    assert "href=" not in page
    assert "<script" not in page
    assert stale.run("check", "--format", "html").returncode == 2
    stale.write({"old.md": STALE["old.md"].replace("2025", "2026")})
    stale.run("check", "--format", "html", "-o", "report.html")
    assert "Nothing is overdue, but one finding is an error." in (stale.folder / "report.html").read_text("utf-8")


def test_each_owner_gets_one_message(stale: Site) -> None:
    told = stale.run("check", "--format", "owners").stdout
    ada, nobody = told.split("## Nobody")
    assert ada.startswith("## Ada Vane (ada)")
    assert ada.count("- [ ]") == nobody.count("- [ ]") == 2


def test_annotations_are_the_worst_ten_and_the_rest_is_in_the_summary(stale: Site) -> None:
    links = "".join(f"[x](https://bit.ly/{n}) " for n in range(15))
    stale.write({"many.md": f"---\nreviewed: 2026-11-01\n---\n# Many\n\n{links}\n"})
    summary = stale.folder / "summary.md"
    lines = stale.run("check", "--format", "github", env={"GITHUB_STEP_SUMMARY": str(summary)}).stdout.splitlines()
    assert [sum(line.startswith(f"::{level} ") for line in lines) for level in ("error", "warning", "notice")] == [
        1,
        2,
        10,
    ]
    assert summary.read_text(encoding="utf-8").count("- [ ]") == 19


def test_an_address_that_nobody_can_read_ends_neither_a_build_nor_a_check(stale: Site) -> None:
    """The host takes every address apart, and would end with a traceback."""
    stale.write(
        {"links.md": "---\nreviewed: 2026-11-01\n---\n# Links\n\n[ours](https://[your-name].example/) ![a](//[b)\n"}
    )
    built = stale.run("build", "--json")
    told = [p for p in json.loads(built.stdout)["problems"] if p["source"] == "links.md"]
    assert [(p["code"], p["line"], p["column"]) for p in told] == [("GW019", 6, 8), ("GW019", 6, 43)]
    assert "your-name" not in (stale.folder / "public/links/index.html").read_text(encoding="utf-8")
    assert codes(stale.run("check", "--only", "freshness", "--format", "json")) == ["FR002", "FR004"]


def test_a_rule_explains_itself(stale: Site) -> None:
    ran = stale.run("check", "--explain", "fr013")
    assert ran.returncode == 0
    assert ran.stdout.startswith("FR013 (suggestion): a shortened link.")
    assert json.loads(stale.run("check", "--explain", "FR013", "--format", "json").stdout)["severity"] == "suggestion"
    for wrong in (["FR099"], ["FR013", "--format", "owners"]):
        assert stale.run("check", "--explain", *wrong).returncode == 2


def test_what_is_stale_is_listed_by_owner(stale: Site) -> None:
    stale.write({"aaa.md": "---\nreviewed: 2024-01-01\n---\n# Nobody's\n"})
    rows = json.loads(stale.run("list", "stale", "--json").stdout)
    assert [(row["owner"], row["source"]) for row in rows] == [("ada", "old.md"), ("", "aaa.md")]
    rows = json.loads(stale.run("list", "stale", "--owner", "ada", "--json").stdout)
    assert [row["source"] for row in rows] == ["old.md"]
    refused = stale.run("list", "stale", "--owner", "adda")
    assert (refused.returncode, "Did you mean 'ada'?" in refused.stderr) == (2, True)


def test_a_dead_link_of_another_site_comes_from_saved_reports(stale: Site) -> None:
    reports = stale.folder / "reports"
    reports.mkdir()
    for day in ("2026-11-10", "2026-11-20"):
        failed = {"links.md": [{"url": "https://bit.ly/x", "status": {"text": "Network error", "code": 404}}]}
        (reports / f"{day}.json").write_text(json.dumps({"error_map": failed}))
    stale.configure("- goodword/freshness", "- goodword/freshness: {link_report: reports}")
    told = json.loads(stale.run("check", "--only", "links", "--format", "json").stdout)
    assert [p["message"] for p in told if p["severity"] == "info"] == [
        "'https://bit.ly/x' was dead on 2026-11-10 and still on 2026-11-20 (404)."
    ]
    (reports / "2026-11-21.json").write_text("{}")
    assert "neither of lychee nor of linkchecker" in stale.run("check").stderr


def test_a_site_with_faults_is_judged_by_what_needs_no_rendering(stale: Site) -> None:
    stale.write({"articles/2026-11-01-a.md": "---\ntitle: A\nupdated: someday\n---\n"})
    assert codes(stale.run("check", "--format", "json")) == ["FR002", "GW012"]


def test_a_check_that_could_not_judge_texts_says_so_even_where_it_finds_nothing(stale: Site) -> None:
    for words in (("init", "-q"), ("add", "-A"), ("commit", "-qm", "first")):
        git(stale, *words)
    assert "were not judged" not in stale.run("check").said
    stale.write({"articles/2026-11-01-a.md": "---\ntitle: A\nupdated: someday\n---\n"})
    git(stale, "add", "-A")
    git(stale, "commit", "-qm", "second")
    ran = stale.run("check", "--changed-since", "HEAD")
    assert (ran.stdout, ran.returncode) == ("Nothing found.\n", 0)
    assert "Texts and links were not judged, because the content has errors." in ran.stderr


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("---\nupdated: someday\n---\n# A\n", "GW012"),
        ("# A\n\n-----BEGIN RSA PRIVATE KEY-----\n", "GW070"),
        ("---\nmedia: [{src: empty.mp3}]\n---\n# A\n", "GW081"),
    ],
)
def test_a_fault_that_keeps_rules_from_judging_is_told_by_every_check(text: str, code: str, stale: Site) -> None:
    stale.write({"articles/2026-11-01-a.md": text, "articles/empty.mp3": ""})
    for words in ((), ("--only", "freshness"), ("--only", "links")):
        ran = stale.run("check", *words, "--format", "json")
        assert code in codes(ran), ran.said
        assert (ran.returncode, ran.stderr) == (1, "")


def test_a_secret_is_told_of_a_change_and_in_the_json_of_a_build(stale: Site) -> None:
    for words in (("init", "-q"), ("add", "-A"), ("commit", "-qm", "first")):
        git(stale, *words)
    stale.write({"articles/2026-11-01-a.md": "# A\n\n-----BEGIN RSA PRIVATE KEY-----\n"})
    ran = stale.run("check", "--changed-since", "HEAD", "--format", "json")
    assert (set(codes(ran)), ran.returncode) == ({"GW070"}, 1)
    assert {problem["code"] for problem in json.loads(stale.run("build", "--json").stdout)["problems"]} == {"GW070"}


def test_a_change_without_a_history_is_told_as_git_tells_it(stale: Site) -> None:
    ran = stale.run("check", "--changed-since", "HEAD")
    assert ran.returncode == 1
    assert "--changed-since HEAD: fatal: not a git repository" in ran.stderr


def test_a_change_since_a_commit_that_a_shallow_clone_lacks_says_how_to_fetch_it(stale: Site, tmp_path: Path) -> None:
    for words in (("init", "-q"), ("add", "-A"), ("commit", "-qm", "first")):
        git(stale, *words)
    git(stale, "commit", "-q", "--allow-empty", "-m", "second")
    git(stale, "clone", "-q", "--depth=1", f"file://{stale.folder}", str(tmp_path / "shallow"))
    ran = Site(tmp_path / "shallow").run("check", "--changed-since", "HEAD~1")
    assert ran.returncode == 1
    assert "--changed-since HEAD~1: this clone is shallow and has no such commit." in ran.stderr
    assert "'fetch-depth: 0'" in ran.stderr
    unknown = stale.run("check", "--changed-since", "nowhere")
    assert (unknown.returncode, "--changed-since nowhere: git knows no such commit." in unknown.stderr) == (1, True)
    assert stale.run("check", "--changed-since", "HEAD~1").returncode == 0


def test_what_is_found_in_the_output_stands_at_a_file_of_the_repository(site: Callable[..., Site]) -> None:
    """A code host shows nothing at a file it does not have; the message says which file of the output it is."""
    own = site({"articles/2026-11-01-a.md": "# A\n\n-----BEGIN RSA PRIVATE KEY-----\n"})
    told = {p["source"]: p for p in json.loads(own.run("check", "--format", "json").stdout)}
    expected = {"articles/a/index.html": "content/articles/2026-11-01-a.md", "articles/atom.xml": "site_config.yml"}
    assert expected.keys() <= told.keys()
    annotations = own.run("check", "--format", "github").stdout.splitlines()
    results = json.loads(own.run("check", "--format", "sarif").stdout)["runs"][0]["results"]
    for path, file in expected.items():
        words = f"{path}:{told[path]['line']}:{told[path]['column']}: the output holds"
        assert any(line.startswith(f"::error file={file},line=1,col=1,title=GW070::{words}") for line in annotations)
        (result,) = (result for result in results if result["message"]["text"].startswith(words))
        assert result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == file
    uris = {r["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for r in results}
    assert all((own.folder / uri).is_file() for uri in uris)


def test_a_section_gone_quiet_stands_at_its_introduction_or_the_configuration(site: Callable[..., Site]) -> None:
    quiet = {f"{section}/2025-01-01-a.md": "# A\n\nText.\n" for section in ("articles", "press")}
    own = site(quiet | {"articles/index.md": "---\nreviewed: 2026-11-01\n---\n# Articles\n"})
    annotations = own.run("check", "--only", "freshness", "--format", "github").stdout
    for file, section in (("content/articles/index.md", "articles/"), ("site_config.yml", "press/")):
        assert f"file={file},line=1,col=1,title=FR003::{section}: nothing new since 2025-01-01" in annotations


def test_a_file_name_that_is_not_utf_8_ends_no_check(stale: Site) -> None:
    for words in (("init", "-q"), ("add", "-A"), ("commit", "-qm", "first")):
        git(stale, *words)
    (stale.folder / "caf\udce9.txt").write_text("x")
    assert stale.run("check", "--changed-since", "HEAD", "--format", "json").stdout == "[]\n"


def test_a_page_is_not_taken_for_the_file_of_that_name_beside_the_configuration(stale: Site) -> None:
    (stale.folder / "links.md").write_text("Untouched.\n")
    for words in (("init", "-q"), ("add", "-A"), ("commit", "-qm", "first")):
        git(stale, *words)
    stale.write({"links.md": STALE["links.md"] + "\nMore.\n"})
    assert codes(stale.run("check", "--changed-since", "HEAD", "--format", "json")) == ["FR013"]


def test_a_review_that_is_still_to_come_is_an_error(site: Callable[..., Site]) -> None:
    own = site({"a.md": "---\nreviewed: 2026-11-24\n---\n# A\n", "b.md": "---\nreviewed: 2026-11-23\n---\n# B\n"})
    ran = own.run("check", "--only", "content")
    assert ran.returncode == 1
    assert ran.stdout.startswith("a.md:2:11: error GW045 'reviewed' is 2026-11-24, which is still to come.")
    assert "b.md" not in ran.stdout


def test_outputs_that_disagree_on_a_date_are_told(site: Callable[..., Site]) -> None:
    byline = '<p class="gw-dates"><time class="dt-published" datetime="2020-01-01">x</time></p>\n'
    config = CONFIG.replace("theme: {name: goodword}", "theme: {name: goodword, custom_dir: own}")
    own = site({"articles/2026-11-01-a.md": "# A\n", "../own/goodword/partials/dates.html": byline}, config)
    (problem,) = json.loads(own.run("check", "--format", "json").stdout)
    assert (problem["code"], problem["source"]) == ("FR010", "articles/2026-11-01-a.md")
    assert problem["message"].startswith("published on 2020-01-01 according to the byline, on 2026-11-01 according to")


HOOK = """\
from pathlib import Path
from mkdocs.plugins import event_priority

@event_priority(-200)
def on_post_build(config, **_):
    for path, old in {changes!r}:
        file = Path(config.site_dir) / path
        text = file.read_text(encoding="utf-8")
        assert old in text, (path, text)
        file.write_text(text.replace(old, {new!r}), encoding="utf-8")
"""


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("feed.xml", "Sun, 01 Nov 2026", "Thu, 29 Oct 2026"),
        ("atom.xml", "<published>2026-11-01", "<published>2026-10-29"),
        ("feed.json", '"date_published": "2026-11-01', '"date_published": "2026-10-29'),
    ],
)
def test_each_format_of_a_feed_that_states_another_day_is_told(
    name: str, old: str, new: str, site: Callable[..., Site]
) -> None:
    hook = HOOK.format(changes=[(f"articles/{name}", old)], new=new)
    own = site({"articles/2026-11-01-a.md": "# A\n", "../hook.py": hook}, f"{CONFIG}hooks: [hook.py]\n")
    (problem,) = json.loads(own.run("check", "--format", "json").stdout)
    assert (problem["code"], problem["source"]) == ("FR010", "articles/2026-11-01-a.md")
    assert problem["message"].startswith(f"published on 2026-10-29 according to the articles/{name}, on 2026-11-01")


def test_an_expired_offer_that_only_the_navigation_links_is_found_in_the_configuration(
    site: Callable[..., Site],
) -> None:
    offer = "---\ndate: 2026-05-01\nexpires: 2026-11-10\non_expiry: archive\n---\n# Offer\n"
    nav = "nav:\n  - index.md\n  - News:\n      - Our offer: press/offer.md\n"
    own = site({"press/offer.md": offer}, CONFIG + nav)
    told = [
        problem for problem in json.loads(own.run("check", "--format", "json").stdout) if problem["code"] == "FR001"
    ]
    assert [(p["source"], p["line"], p["column"]) for p in told] == [("site_config.yml", 15, 20)]
    assert told[0]["message"].startswith("what 'press/offer.md' leads to has expired (2026-11-10), and 'nav'")
    (own.folder / "base.yml").write_text(nav, encoding="utf-8")
    own.configure(nav, "INHERIT: base.yml\n")
    told = [
        problem for problem in json.loads(own.run("check", "--format", "json").stdout) if problem["code"] == "FR001"
    ]
    assert [(p["source"], p["line"], p["column"]) for p in told] == [("site_config.yml", 1, 1)]


def test_outputs_of_a_date_without_a_time_agree_in_every_zone(site: Callable[..., Site]) -> None:
    files = {f"articles/2026-11-0{n}-a{n}.md": "# A\n" for n in (1, 2)} | {
        "press/2026-11-03-b.md": "---\ndate: 2026-11-03T23:59\nupdated: 2026-11-09\n---\n# B\n"
    }
    for zone in ("Pacific/Kiritimati", "Pacific/Pago_Pago"):
        own = site(files, CONFIG.replace("- goodword/catalogue", f"- goodword/catalogue: {{timezone: {zone}}}"))
        assert json.loads(own.run("check", "--format", "json").stdout) == []


@pytest.mark.parametrize("where", ["configuration", "theme"])
def test_a_copyright_year_in_configuration_or_theme_is_told(where: str, site: Callable[..., Site]) -> None:
    config = CONFIG.replace("theme: {name: goodword}", "theme: {name: goodword, custom_dir: own}")
    line = "copyright: © 2019 Larch\n" if where == "configuration" else ""
    footer = "<p>&copy; 2019 Larch</p>\n" if where == "theme" else "<p>&copy; Larch</p>\n"
    own = site({"../own/goodword/partials/share.html": footer}, config + line)
    (problem,) = json.loads(own.run("check", "--format", "json").stdout)
    assert problem["code"] == "FR007"
    assert problem["source"] == ("site_config.yml" if where == "configuration" else "own/goodword/partials/share.html")


def test_the_licence_in_a_comment_of_a_template_is_no_copyright_year_of_ours(site: Callable[..., Site]) -> None:
    """Templates of Material begin with one, and are copied to be changed."""
    config = CONFIG.replace("theme: {name: goodword}", "theme: {name: goodword, custom_dir: own}")
    text = "<!--\n  Copyright (c) 2016-2021 Martin\n-->\n{#-\n  © 2019 Martin -#}\n<p>© 2020 Larch</p>\n"
    own = site({"../own/goodword/partials/share.html": text}, config)
    (problem,) = json.loads(own.run("check", "--format", "json").stdout)
    assert (problem["code"], problem["line"], problem["column"]) == ("FR007", 6, 4)


@pytest.mark.parametrize("form", ["json", "csv"])
def test_reports_of_linkchecker_are_read(form: str, site: Callable[..., Site]) -> None:
    config = CONFIG.replace(
        "- goodword/freshness", f"- goodword/freshness: {{link_report: links.{form}, rules: {{FR011: {{days: 0}}}}}}"
    )
    rows = [
        {
            "urlname": "https://gone.example/",
            "result": "404 Not Found",
            "valid": "False",
            "url": "https://gone.example/",
        }
    ]
    csv = "# created\nurlname;result;valid;url\nhttps://gone.example/;404 Not Found;False;https://gone.example/\n"
    own = site({"a.md": "---\nreviewed: 2026-11-01\n---\n# A\n\n[x](https://gone.example/)\n"}, config)
    (own.folder / f"links.{form}").write_text(json.dumps(rows) if form == "json" else csv)
    (problem,) = json.loads(own.run("check", "--format", "json").stdout)
    assert (problem["code"], problem["severity"]) == ("FR011", "info")
    assert "404 Not Found" in problem["message"]


def test_a_warm_build_finds_what_a_cold_one_did(stale: Site) -> None:
    """Pages carried over from the last build are there, and so are their anchors, redirects, feeds and listings."""
    body = "[a](articles/a/#part) [b](before/) [c](articles/) [d](feed.xml) [e](articles/b/#nowhere) [f](llms.txt)"
    articles = {
        f"articles/2026-11-0{n}-{name}.md": f"# {name}\n\n## Part\n\nText.\n" for n, name in ((1, "a"), (2, "b"))
    }
    articles["articles/2026-11-01-a.md"] = "---\naliases: [/before/]\n---\n" + articles["articles/2026-11-01-a.md"]
    stale.write({**articles, "index.md": f"---\ntitle: Home\nreviewed: 2026-11-01\n---\n\n{body}\n"})
    counts = []
    for text in ("One.", "Two.", "Two."):
        stale.write({"articles/2026-11-03-c.md": f"# C\n\n{text}\n"})
        ran = stale.run("build", "--json")
        assert ran.returncode == 0, ran.said
        counts.append(json.loads(ran.stdout)["stale"])
    assert counts == [4, 4, 4], "FR002, FR004, and FR011 of two pages"
    told = json.loads(stale.run("check", "--only", "links", "--format", "json").stdout)
    assert [p["message"] for p in told if p["source"] == "index.md"] == [
        "'articles/b/#nowhere' leads to '/articles/b/#nowhere': there is no such place on the page."
    ]

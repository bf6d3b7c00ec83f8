"""The command line, as an author and a CI use it."""

from __future__ import annotations

import html
import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from sites.building import CONFIG, Ran, Site, environment

pytestmark = pytest.mark.sites

KINDS = ("article", "press", "story", "event", "poll", "person")
ESCAPES = "\\e[2J\\e]0;owned\\a\\u202eevil\\x9b31m"
"""As YAML writes control characters in double quotes."""
STATES = {
    "articles/draft.md": "title: Draft\ndraft: true",
    "articles/2026-11-21-recent.md": "title: Recent\nowner: ada",
    "articles/scheduled.md": "title: Scheduled\ndate: 2026-12-24",
    "articles/expired.md": "title: Expired\ndate: 2026-01-01\nexpires: 2026-02-01",
    "press/embargoed.md": "title: Embargoed\ndate: 2026-11-01\nembargo: 2027-01-01T09:00",
    "community/stories/awaiting.md": "title: Awaiting\ndate: 2026-11-01\ncustomer: {name: Carol}",
    "prices.md": "title: Prices\ntype: pricing\nreviewed: 2025-01-01\nowner: ada",
}
LISTED = {
    "drafts": ["articles/draft.md"],
    "scheduled": ["articles/scheduled.md"],
    "embargoed": ["press/embargoed.md"],
    "awaiting-consent": ["community/stories/awaiting.md"],
    "expired": ["articles/expired.md"],
    "stale": ["prices.md"],
    "recent": ["articles/2026-11-21-recent.md"],
}
ROW = {"source", "url", "title", "kind", "state", "date", "due", "owner"}
PROBLEM = {"code", "severity", "source", "line", "column", "message", "hint"}


def page(front: str, text: str = "Text.\n") -> str:
    return f"---\n{front}\n---\n\n{text}"


@pytest.fixture
def states(site: Callable[..., Site]) -> Site:
    """A site with one entry in every state."""
    return site({name: page(front) for name, front in STATES.items()} | {"people.yml": "ada:\n  name: Ada\n"})


@pytest.fixture
def faulty(site: Callable[..., Site]) -> Site:
    """A site with an error, a warning and a finding on freshness."""
    return site(
        {
            "articles/2026-11-01-a.md": page("title: A\nupdated: someday\nauthors: [nobody]"),
            "articles/2026-11-02-b.md": page("title: Acme: acquires X"),
            "prices.md": page(STATES["prices.md"].replace("owner: ada", "")),
        }
    )


def good(ran: Ran) -> Ran:
    assert ran.returncode == 0, ran.said
    return ran


@pytest.mark.parametrize("word", ["--help", "--version"])
def test_the_command_introduces_itself(word: str, site: Callable[..., Site]) -> None:
    assert "goodword" in good(site().run(word)).stdout.lower()


COMMANDS = ("init", "new", "build", "serve", "check", "list", "publish", "reviewed", "ids", "forget")


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_and_a_clock(command: str, site: Callable[..., Site]) -> None:
    ran = good(site().run(command, "--help"))
    assert "--now" in ran.stdout
    assert "-f" in ran.stdout or command == "init"


@pytest.mark.parametrize(
    "words",
    [
        ("build",),
        ("check",),
        ("list", "drafts"),
        ("publish", "a.md"),
        ("reviewed", "a.md"),
        ("new", "article", "A"),
        ("serve",),
    ],
)
def test_without_a_configuration_a_command_says_what_to_do_and_exits_2(words: tuple[str, ...], tmp_path: Path) -> None:
    ran = Site(tmp_path).run(*words)
    assert ran.returncode == 2
    assert "there is no site_config.yml here" in ran.stderr
    assert "goodword init" in ran.stderr
    assert ran.stdout == ""


CLOCKED = [
    *(
        (words, "yesterday")
        for words in (("build",), ("check",), ("list", "drafts"), ("new", "article", "A"), ("serve",))
    ),
    *((words, now) for words in (("build",), ("init", "new-site")) for now in ("2026-13-01", "")),
]


@pytest.mark.parametrize(("words", "now"), CLOCKED)
def test_a_clock_that_cannot_be_read_exits_2(words: tuple[str, ...], now: str, site: Callable[..., Site]) -> None:
    own = site()
    ran = own.run(*words, "--now", now)
    assert ran.returncode == 2, ran.said
    assert "--now is not a date" in ran.stderr
    assert not (own.folder / "public").exists()


def test_an_epoch_that_is_no_number_exits_2(site: Callable[..., Site]) -> None:
    assert site().run("check", env={"SOURCE_DATE_EPOCH": "soon"}).returncode == 2


@pytest.mark.parametrize(
    "words",
    [
        ("bild",),
        ("list", "everything"),
        ("new", "novel", "A"),
        ("check", "--format", "pdf"),
        ("new", "article"),
        ("new", "article", "!!!"),
    ],
)
def test_words_that_mean_nothing_exit_2(words: tuple[str, ...], site: Callable[..., Site]) -> None:
    ran = site().run(*words)
    assert ran.returncode == 2
    assert ran.stderr


def test_a_configuration_may_stand_elsewhere(site: Callable[..., Site], tmp_path: Path) -> None:
    own = site({"articles/draft.md": page("title: Draft\ndraft: true")})
    ran = good(Site(tmp_path).run("list", "drafts", "-f", str(own.folder / "site_config.yml"), "--json"))
    assert [row["source"] for row in json.loads(ran.stdout)] == ["articles/draft.md"]


def test_a_build_says_what_it_did_and_when_it_would_change(states: Site) -> None:
    ran = good(states.run("build", "--now", "2026-11-22T09:00", now=None))
    assert "2026-11-22T09:00:00+00:00 (--now)" in ran.stdout
    assert "2026-12-24" in ran.stdout
    assert "1 finding on freshness" in ran.stdout
    for state in ("draft", "scheduled", "embargoed", "expired"):
        assert state in ran.stdout


def test_a_build_with_json_writes_json_and_nothing_else(states: Site) -> None:
    done = json.loads(good(states.run("build", "--json")).stdout)
    assert done["built"] is True
    assert done["clock"] == {"now": "2026-11-22T09:00:00+00:00", "origin": "SOURCE_DATE_EPOCH"}
    assert done["entries"]["article"] == {"published": 1, "draft": 1, "scheduled": 1, "expired": 1}
    assert done["next_change"].startswith("2026-12-24")
    assert "index.html" in done["files"]["written"]


def test_a_failed_build_with_json_writes_its_problems_as_json(faulty: Site) -> None:
    ran = faulty.run("build", "--json")
    assert ran.returncode == 1
    done = json.loads(ran.stdout)
    assert done["built"] is False
    assert {"GW005", "GW012"} <= {problem["code"] for problem in done["problems"]}


def test_a_strict_build_that_fails_on_a_warning_writes_json_too(site: Callable[..., Site]) -> None:
    ran = site({"articles/2026-11-01-a.md": page("title: A\nauthors: [nobody]")}).run("build", "--json", "--strict")
    assert ran.returncode == 1
    assert json.loads(ran.stdout)["built"] is False


def test_check_tells_every_finding_and_exits_1_on_errors(faulty: Site) -> None:
    ran = faulty.run("check")
    assert ran.returncode == 1
    assert "articles/2026-11-01-a.md:3:10: error GW012 'updated' is not a date: 'someday'." in ran.stdout
    assert "articles/2026-11-01-a.md:4:10: warning GW025" in ran.stdout
    assert 'Write: title: "Acme: acquires X"' in ran.stdout
    assert "prices.md:4:11: error FR002" in ran.stdout
    assert "3 errors, 1 warning" in ran.stdout


def test_check_exits_0_without_errors(site: Callable[..., Site]) -> None:
    assert good(site().run("check")).stdout == "Nothing found.\n"
    assert good(site({"articles/2026-11-01-a.md": page("title: A\nauthors: [nobody]")}).run("check")).stdout


def test_check_gives_json(faulty: Site) -> None:
    ran = faulty.run("check", "--format", "json")
    found = json.loads(ran.stdout)
    assert ran.returncode == 1
    assert all(set(problem) == PROBLEM for problem in found)
    assert [problem["code"] for problem in found] == ["GW012", "GW025", "GW005", "FR002"]


def test_check_gives_annotations_with_paths_of_the_repository(faulty: Site) -> None:
    lines = faulty.run("check", "--format", "github").stdout.splitlines()
    assert lines[0].startswith("::error file=content/articles/2026-11-01-a.md,line=3,col=10,title=GW012::")
    assert all(line.startswith(("::error ", "::warning ", "::notice ")) for line in lines)


def test_check_gives_sarif(faulty: Site) -> None:
    log = json.loads(faulty.run("check", "--format", "sarif").stdout)
    results = log["runs"][0]["results"]
    assert log["version"] == "2.1.0"
    where = results[0]["locations"][0]["physicalLocation"]
    assert where["artifactLocation"]["uri"] == "content/articles/2026-11-01-a.md"
    assert where["region"] == {"startLine": 3, "startColumn": 10}


@pytest.mark.parametrize(
    ("only", "codes"), [("content", {"GW012", "GW025", "GW005"}), ("freshness", {"FR002", "GW012", "GW005"})]
)
def test_check_can_look_at_one_thing_and_tells_what_kept_it_from_looking(
    only: str, codes: set[str], faulty: Site
) -> None:
    ran = faulty.run("check", "--only", only, "--format", "json")
    assert ran.returncode == 1
    assert {problem["code"] for problem in json.loads(ran.stdout)} == codes


def test_a_stale_site_builds_and_passes_the_gate_of_publishing(states: Site) -> None:
    assert states.run("check").returncode == 1
    assert states.run("check", "--only", "content").returncode == 0
    assert states.run("build", "--strict").returncode == 0


def git(folder: Path, *words: str) -> None:
    own = {
        "GIT_AUTHOR_NAME": "A",
        "GIT_AUTHOR_EMAIL": "a@a.example",
        "GIT_COMMITTER_NAME": "A",
        "GIT_COMMITTER_EMAIL": "a@a.example",
    }
    subprocess.run(["git", "-C", str(folder), *words], check=True, capture_output=True, env=environment(folder, own))


def test_check_can_look_at_what_changed_since_a_revision(faulty: Site) -> None:
    git(faulty.folder, "init", "-q")
    git(faulty.folder, "add", "content")
    git(faulty.folder, "commit", "-qm", "first")
    assert good(faulty.run("check", "--changed-since", "HEAD")).stdout == "Nothing found.\n"
    faulty.write({"articles/2026-11-03-\u00fcber.md": page("title: New\nupdated: someday")})
    faulty.path("prices.md").write_text(page("title: Prices\nreviewed: someday"), encoding="utf-8")
    ran = faulty.run("check", "--changed-since", "HEAD", "--format", "json")
    assert ran.returncode == 1
    assert {problem["source"] for problem in json.loads(ran.stdout)} == {
        "articles/2026-11-03-\u00fcber.md",
        "prices.md",
    }


@pytest.mark.parametrize("revision", ["nothing-of-that-name", "--output=stolen"])
def test_a_revision_git_does_not_know_is_told(revision: str, faulty: Site) -> None:
    git(faulty.folder, "init", "-q")
    ran = faulty.run("check", "--changed-since", revision)
    assert ran.returncode == 1
    assert revision in ran.stderr
    assert "Traceback" not in ran.said
    assert not (faulty.folder / "stolen").exists()


def test_check_mends_an_unquoted_colon_and_nothing_else(faulty: Site) -> None:
    other = faulty.path("articles/2026-11-01-a.md").read_bytes()
    ran = faulty.run("check", "--fix", "--format", "json")
    assert "GW005" not in {problem["code"] for problem in json.loads(ran.stdout)}
    assert faulty.path("articles/2026-11-02-b.md").read_text() == page('title: "Acme: acquires X"')
    assert faulty.path("articles/2026-11-01-a.md").read_bytes() == other


def test_mending_keeps_every_other_byte(site: Callable[..., Site]) -> None:
    before = b"\xef\xbb\xbf---\r\ntitle: Acme: acquires X\r\ndescription: One: two\r\ndate: 2026-11-01\r\n---\r\n\r\nText: x  \r\n"
    own = site({"articles/a.md": before})
    good(own.run("check", "--fix"))
    after = before.replace(b"Acme: acquires X", b'"Acme: acquires X"').replace(b"One: two", b'"One: two"')
    assert own.path("articles/a.md").read_bytes() == after


@pytest.mark.parametrize("what", LISTED)
def test_list_names_entries_by_state(what: str, states: Site) -> None:
    rows = json.loads(good(states.run("list", what, "--json")).stdout)
    assert [row["source"] for row in rows] == LISTED[what]
    assert all(set(row) == ROW for row in rows)
    shown = good(states.run("list", what)).stdout
    assert LISTED[what][0] in shown


@pytest.mark.parametrize("what", LISTED)
def test_list_says_so_when_there_is_nothing(what: str, site: Callable[..., Site]) -> None:
    own = site()
    assert json.loads(good(own.run("list", what, "--json")).stdout) == []
    assert good(own.run("list", what)).stdout.startswith("Nothing ")


BEFORE = """\
---
# my own comment
Title:   "A draft"   # with care
draft: true
tags: [one,   two]
meta: {a: 1}
---

Text with `---` and trailing spaces.

---
"""


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_publish_takes_the_draft_off_dates_it_and_keeps_every_other_byte(
    newline: str, site: Callable[..., Site]
) -> None:
    own = site({"articles/mine.md": BEFORE.replace("\n", newline).encode()})
    ran = good(own.run("publish", "content/articles/mine.md"))
    expected = BEFORE.replace("draft: true\n", "").replace("meta: {a: 1}\n", "meta: {a: 1}\ndate: 2026-11-22\n")
    assert own.path("articles/mine.md").read_bytes().decode() == expected.replace("\n", newline)
    assert "https://larch.example/articles/mine/" in ran.stdout
    assert "feed.xml" in ran.stdout
    assert "articles/mine/index.html" in own.build().good().files()


def test_publish_keeps_a_date_that_lies_ahead_and_says_when(site: Callable[..., Site]) -> None:
    own = site({"articles/mine.md": page("title: A\ndate: 2027-01-05\ndraft: true")})
    ran = good(own.run("publish", "articles/mine.md"))
    assert own.path("articles/mine.md").read_text() == page("title: A\ndate: 2027-01-05")
    assert "2027-01-05" in ran.stdout


def test_publish_takes_a_testimonial_to_the_others_once_its_consent_holds(site: Callable[..., Site]) -> None:
    text = (
        "---\nkind: testimonial\ndraft: true\nby: {name: Jo}\ndate: 2026-01-01\nconnection: none\nLEAVE---\n\nGood.\n"
    )
    leave = "consent: {date: 2026-01-01}\n"
    own = site({"community/jo.md": text.replace("LEAVE", leave), "community/al.md": text.replace("LEAVE", "")})
    assert [row["kind"] for row in json.loads(own.run("list", "drafts", "--json").stdout)] == ["testimonial"] * 2
    ran = own.run("publish", "content/community/jo.md")
    assert (ran.returncode, "With the next build it stands among the testimonials." in ran.said) == (0, True), ran.said
    assert "draft" not in own.path("community/jo.md").read_text()
    assert "It is no draft" in own.run("publish", "content/community/jo.md").said
    assert "It appears nowhere yet" in own.run("publish", "content/community/al.md").said
    built = own.build(strict=False).good()
    assert built.text("community/testimonials/index.html").count("Good.") == 1


def test_publish_refuses_what_is_not_ready_and_leaves_it(site: Callable[..., Site]) -> None:
    text = page("title: A\ndraft: true\nexpires: someday")
    own = site({"articles/mine.md": text})
    ran = own.run("publish", "articles/mine.md")
    assert ran.returncode == 1
    assert "error GW012" in ran.stderr
    assert own.path("articles/mine.md").read_text() == text


@pytest.mark.parametrize("command", ["publish", "reviewed"])
@pytest.mark.parametrize("file", ["nothing.md", "../site_config.yml", "/etc/passwd"])
def test_a_file_that_is_none_of_the_sites_exits_2(command: str, file: str, site: Callable[..., Site]) -> None:
    own = site()
    config = (own.folder / "site_config.yml").read_bytes()
    ran = own.run(command, file)
    assert ran.returncode == 2
    assert (own.folder / "site_config.yml").read_bytes() == config


@pytest.mark.parametrize("command", ["publish", "reviewed"])
def test_a_file_that_is_no_page_is_not_rewritten(command: str, site: Callable[..., Site]) -> None:
    own = site({"people.yml": "ada:\n  name: Ada\n", "images/a.svg": "<svg/>"})
    for name in ("people.yml", "images/a.svg"):
        before = own.path(name).read_bytes()
        ran = own.run(command, f"content/{name}")
        assert own.path(name).read_bytes() == before, name
        assert ran.returncode in (1, 2), ran.said
        assert "Traceback" not in ran.said


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_reviewed_sets_the_day_and_keeps_every_other_byte(newline: str, site: Callable[..., Site]) -> None:
    before = page("# a comment\ntitle:  Prices\ntype: pricing\nreviewed: 2025-01-01   # by Ada\nowner:   ada").replace(
        "\n", newline
    )
    own = site({"prices.md": before.encode(), "people.yml": "ada:\n  name: Ada\n"})
    ran = good(own.run("reviewed", "prices.md"))
    after = own.path("prices.md").read_bytes().decode()
    assert after.replace("2026-11-22", "2025-01-01").replace(" ", "") in (
        before.replace(" ", ""),
        before.replace("   # by Ada", "").replace(" ", ""),
    )
    assert "2026-11-22" in after
    assert "2027-05-21" in ran.stdout
    assert json.loads(own.run("check", "--only", "freshness", "--format", "json").stdout) == []


def test_reviewed_keeps_a_comment_beside_the_day(site: Callable[..., Site]) -> None:
    own = site({"prices.md": page("title: Prices\nreviewed: 2025-01-01   # by Ada")})
    good(own.run("reviewed", "prices.md"))
    assert own.path("prices.md").read_text() == page("title: Prices\nreviewed: 2026-11-22   # by Ada")


def test_reviewed_writes_into_a_nested_date(site: Callable[..., Site]) -> None:
    text = page("title: A\ndate:\n  created: 2026-01-01\n  reviewed: 2026-01-02\n  updated: 2026-01-03")
    own = site({"articles/a.md": text})
    good(own.run("reviewed", "articles/a.md"))
    assert own.path("articles/a.md").read_text() == text.replace("2026-01-02", "2026-11-22")


def test_reviewed_begins_front_matter_where_there_is_none(site: Callable[..., Site]) -> None:
    own = site({"about.md": "# About\n\nText.\n"})
    good(own.run("reviewed", "about.md"))
    assert own.path("about.md").read_text() == "---\nreviewed: 2026-11-22\n---\n\n# About\n\nText.\n"


def test_publish_and_reviewed_keep_a_byte_order_mark_away_from_the_keys(site: Callable[..., Site]) -> None:
    own = site({"about.md": b"\xef\xbb\xbf---\ntitle: About\n---\n\nText.\n"})
    good(own.run("reviewed", "about.md"))
    assert own.path("about.md").read_bytes() == b"\xef\xbb\xbf---\ntitle: About\nreviewed: 2026-11-22\n---\n\nText.\n"


@pytest.mark.parametrize("kind", KINDS)
def test_a_new_entry_is_a_draft_and_can_be_published(kind: str, site: Callable[..., Site]) -> None:
    own = site()
    ran = good(own.run("new", kind, 'Ada\'s "own" title: a # quokka'))
    name = next(path.relative_to(own.path("")).as_posix() for path in own.path("").rglob("*quokka.md"))
    assert name in ran.stdout
    assert [row["source"] for row in json.loads(own.run("list", "drafts", "--json").stdout)] == [name]
    built = own.build().good()
    assert built.holding("quokka") == []
    good(own.run("publish", name))
    assert built.holding("quokka") == []
    held = json.loads(own.run("list", "awaiting-consent", "--json").stdout)
    assert held == []
    assert f"{name.removesuffix('.md')}/index.html" in own.build().good().files()
    assert own.run("new", kind, 'Ada\'s "own" title: a # quokka').returncode == 1


@pytest.mark.parametrize(
    "title", ["日本語のタイトル", "  spaces \t and\nlines  ", "a/../../b", "--now", 'Ünï: "x" \\ #', "x" * 400]
)
def test_a_new_entry_takes_any_title(title: str, site: Callable[..., Site]) -> None:
    own = site()
    good(own.run("new", "article", "--", title))
    written = [path for path in own.path("articles").iterdir() if path.suffix == ".md"]
    assert len(written) == 1
    found = json.loads(own.run("list", "drafts", "--json").stdout)
    assert [row["title"] for row in found] == [" ".join(title.split())]
    assert json.loads(own.run("check", "--only", "content", "--format", "json").stdout) == []


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A site that init has made, with an address of its own."""
    folder = tmp_path_factory.mktemp("begun")
    ran = Site(folder).run("init", "my-firm", "--name", "Müller: Söhne & Co", "--url", "https://example.net/shop/")
    assert ran.returncode == 0, ran.said
    return Site(folder / "my-firm")


def test_a_new_site_builds_at_once_under_strict_also_under_a_sub_path(begun: Site) -> None:
    built = begun.build().good()
    assert built.said.count("warning") == 0
    page = built.text("index.html")
    assert "Müller: Söhne &amp; Co" in page
    assert 'href="/' not in page
    assert "<guid" in built.text("feed.xml")
    assert "https://example.net/shop/articles/" in built.text("feed.xml")


@pytest.mark.parametrize("host", ["mkdocs", "properdocs"])
def test_a_new_site_builds_under_the_hosts(host: str, begun: Site) -> None:
    assert begun.build(host, to=f"out-{host}").good().files()


def test_a_new_site_has_what_a_firm_needs_and_a_draft_of_each_kind(begun: Site) -> None:
    for name in (
        "site_config.yml",
        ".gitignore",
        ".github/workflows/publish.yml",
        "content/index.md",
        "content/contact.md",
    ):
        assert (begun.folder / name).is_file(), name
    drafts = json.loads(begun.run("list", "drafts", "--json").stdout)
    assert {row["kind"] for row in drafts} == {"article", "press", "story", "event", "poll"}
    assert json.loads(begun.run("check", "--format", "json").stdout) == []


def test_a_new_sites_workflow_builds_checks_and_publishes(begun: Site) -> None:
    text = (begun.folder / ".github/workflows/publish.yml").read_text()
    assert "goodword build" in text
    assert "goodword check" in text
    assert "SOURCE_DATE_EPOCH=" not in text


def test_an_address_of_ones_own_with_the_placeholder_in_the_ids_is_told_and_nothing_is_kept(tmp_path: Path) -> None:
    site = Site(tmp_path / "mine")
    site.folder.mkdir()
    assert site.run("init", ".").returncode == 0
    site.configure("site_url: https://your-site.example/", "site_url: https://larch.example/")
    assert "site_config.yml:10:24: warning GW050 'authority' is still the placeholder." in site.build(strict=False).said
    assert site.build(strict=True).returncode == 1
    refused = site.run("ids")
    assert (refused.returncode, "'authority' is still the placeholder" in refused.stderr) == (1, True)
    site.configure("authority: your-site.example", "authority: larch.example")
    assert "GW050" not in site.build(strict=True).good().said


def test_while_the_address_is_the_placeholder_build_warns_and_strict_refuses(tmp_path: Path) -> None:
    good(Site(tmp_path).run("init", "firm"))
    own = Site(tmp_path / "firm")
    built = own.build(strict=False).good()
    assert "site_config.yml:2:11: warning GW050 'site_url' is still the placeholder." in built.said
    for host in ("goodword", "mkdocs", "properdocs"):
        assert own.build(host).returncode == 1


def test_half_a_character_in_the_configuration_stops_the_build_and_is_told_with_its_option(tmp_path: Path) -> None:
    own = Site.made(tmp_path, {"articles/a.md": "---\ndate: 2026-01-01\n---\n# A\n"})
    own.configure("site_name:", 'extra: {social: [{name: "b\\udc00"}]}\nsite_description: "a\\ud800b"\nsite_name:')
    built = own.build()
    assert built.returncode == 1
    for place, option in (("2:19", "site_description"), ("1:25", "extra.social.name")):
        assert f"site_config.yml:{place}: error GW055 '{option}' holds half a character" in built.said
    assert "Traceback" not in built.said


def test_a_data_file_that_stands_beside_the_configuration_is_told(tmp_path: Path) -> None:
    own = Site.made(tmp_path, {"articles/a.md": "---\ndate: 2026-01-01\n---\n# A\n"})
    (own.folder / "people.yml").write_text("ada: {name: Ada}\n")
    said = own.build(strict=False).good().said
    assert "site_config.yml:1:1: warning GW056 'people.yml' stands beside the configuration" in said
    assert "Move it into content/." in said
    (own.folder / "people.yml").rename(own.path("people.yml"))
    assert "GW056" not in own.build().good().said


def test_init_refuses_a_folder_with_something_in_it(tmp_path: Path) -> None:
    (tmp_path / "firm").mkdir()
    (tmp_path / "firm" / "mine.txt").write_text("mine")
    ran = Site(tmp_path).run("init", "firm")
    assert ran.returncode == 1
    assert "not empty" in ran.stderr
    assert [path.name for path in (tmp_path / "firm").iterdir()] == ["mine.txt"]


@pytest.mark.parametrize("url", ["example.net", "ftp://example.net/", "javascript:alert(1)", "https://"])
def test_init_refuses_what_is_no_address(url: str, tmp_path: Path) -> None:
    assert Site(tmp_path).run("init", "firm", "--url", url).returncode == 2
    assert not (tmp_path / "firm").exists()


@pytest.mark.parametrize("name", ["A: b # c", "'quoted' \"twice\"", "Yes", "$name {x} %s", "日本", "2026"])
def test_init_takes_any_name(name: str, tmp_path: Path) -> None:
    good(Site(tmp_path).run("init", "firm", "--name", name, "--url", "https://example.net/"))
    built = Site(tmp_path / "firm").build().good()
    assert name in html.unescape(built.text("index.html"))


def test_init_dates_everything_from_its_clock(tmp_path: Path) -> None:
    for folder, now in (("one", "2026-01-05"), ("two", "2026-01-05")):
        good(Site(tmp_path).run("init", folder, "--name", "Firm", "--now", now))
    one, two = (
        {p.relative_to(tmp_path / f): p.read_bytes() for p in (tmp_path / f).rglob("*") if p.is_file()}
        for f in ("one", "two")
    )
    assert one == two
    assert b"2026-01-05" in one[Path("content/contact.md")]


CONTROLS = {chr(n) for n in (*range(32), 0x7F, *range(0x80, 0xA0), 0x202E)} - {"\n"}


@pytest.mark.parametrize(
    "words",
    [
        ("build",),
        ("build", "--json"),
        ("check",),
        ("check", "--format", "github"),
        ("list", "recent"),
        ("list", "drafts"),
        ("publish", "articles/draft.md"),
        ("reviewed", "articles/2026-11-20-a.md"),
    ],
)
def test_no_title_can_steer_a_terminal(words: tuple[str, ...], site: Callable[..., Site]) -> None:
    own = site(
        {
            "articles/2026-11-20-a.md": page(f'title: "{ESCAPES}"\ntags: ["{ESCAPES}"]\nauthors: ["{ESCAPES}"]'),
            "articles/draft.md": page(f'title: "{ESCAPES}"\ntags: ["{ESCAPES}"]\nowner: "{ESCAPES}"\ndraft: true'),
        }
    )
    ran = own.run(*words)
    assert "Traceback" not in ran.said
    assert {char for char in ran.said if char in CONTROLS} == set()


def test_a_wrong_plugin_list_is_told_in_one_sentence(site: Callable[..., Site]) -> None:
    own = site(config=CONFIG.replace("  - goodword/catalogue\n", "").replace("  - goodword/listings\n", ""))
    for command in ("build", "check"):
        ran = own.run(command)
        assert ran.returncode == 1
        assert "has no plugin 'goodword/catalogue'" in ran.stderr

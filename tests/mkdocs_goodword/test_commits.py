"""Dates from git: meaningful commits, renames, bumped dates, what cannot be told."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

import pytest

from goodword.projections.freshness import Change
from mkdocs_goodword.commits import changes, commits
from mkdocs_goodword.history import NoHistoryError, ShallowError, log_of
from sites.building import CONFIG, Site, environment

pytestmark = pytest.mark.sites

WORDS = " ".join(f"word{n}" for n in range(100))
TEXT = f"---\ntitle: A\ndate: 2024-01-01\n---\n\n{WORDS}\n"


class Repository:
    """A repository whose commits have the days they are given."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        self.git("init", "-q")

    def git(self, *words: str, day: str = "2024-01-01") -> str:
        told = {f"GIT_{who}_{what}": "ada@x.example" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
        told |= {"GIT_AUTHOR_DATE": f"{day}T12:00:00Z", "GIT_COMMITTER_DATE": f"{day}T12:00:00Z"}
        done = subprocess.run(
            ["git", "-C", str(self.folder), *words],
            check=True, capture_output=True, text=True, env=environment(self.folder, told),
        )  # fmt: skip
        return done.stdout.strip()

    def commit(self, day: str, files: Mapping[str, str]) -> str:
        for name, text in files.items():
            path = self.folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        self.git("add", "-A")
        self.git("commit", "-qm", day, "--allow-empty", day=day)
        return self.git("rev-parse", "HEAD")

    def known(self, below: str = "", ignored: frozenset[str] = frozenset()) -> Mapping[str, Change]:
        root = self.folder / below
        texts = {path.relative_to(root).as_posix(): path.read_text() for path in root.rglob("*.md")}
        return changes(commits(log_of(root)), texts, ignored)


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    """A repository with one text of a hundred words."""
    made = Repository(tmp_path / "r")
    made.commit("2024-01-01", {"a.md": TEXT})
    return made


def test_the_first_commit_of_a_text_is_its_day(repository: Repository) -> None:
    assert repository.known() == {"a.md": Change(date(2024, 1, 1))}


@pytest.mark.parametrize(
    ("text", "day"),
    [
        (TEXT.replace("word7 ", "other "), date(2024, 1, 1)),
        (TEXT.replace("word7 word8 word9 word10 word11 ", "a b c d e "), date(2024, 6, 1)),
        (TEXT + "\n" + " ".join(f"new{n}" for n in range(20)) + "\n", date(2024, 6, 1)),
        (
            TEXT.replace("title: A", "title: B\nowner: ada\ntags: [one, two, three, four, five, six, seven, eight]"),
            date(2024, 1, 1),
        ),
        (TEXT.replace("\n\nword", "\n\n\n\nword"), date(2024, 1, 1)),
        (TEXT.replace(" word50", "\nword50"), date(2024, 1, 1)),
    ],
    ids=["a word", "five in a hundred", "twenty words", "front matter", "blank lines", "a line folded"],
)
def test_a_commit_is_meaningful_from_twenty_words_or_a_twentieth_of_the_text(
    text: str, day: date, repository: Repository
) -> None:
    repository.commit("2024-06-01", {"a.md": text})
    assert repository.known()["a.md"].meaningful == day


def test_a_commit_that_touches_a_third_of_all_pages_is_housekeeping(repository: Repository) -> None:
    names = [f"p{n}.md" for n in range(9)]
    for number, name in enumerate(names, start=1):
        repository.commit(f"2024-02-0{number}", {name: TEXT})
    repository.commit("2024-06-01", {name: TEXT.replace("word", "term") for name in names[:5]})
    known = repository.known()
    assert known["p0.md"].meaningful == date(2024, 2, 1)


def test_an_ignored_commit_says_nothing(repository: Repository) -> None:
    name = repository.commit("2024-06-01", {"a.md": TEXT.replace("word", "term")})
    assert repository.known(ignored=frozenset({name}))["a.md"].meaningful == date(2024, 1, 1)


def test_a_text_is_followed_through_its_names(repository: Repository) -> None:
    repository.git("mv", "a.md", "b.md")
    repository.commit("2024-06-01", {})
    (repository.folder / "sub").mkdir()
    repository.git("mv", "b.md", "sub/ü c.md")
    repository.commit("2024-07-01", {"a.md": "Another text with the old name.\n"})
    known = repository.known()
    assert known["sub/ü c.md"].meaningful == date(2024, 1, 1)
    assert known["a.md"].meaningful == date(2024, 7, 1)


@pytest.mark.parametrize(
    "name",
    [
        "plan b/a.md",
        "b/b/c.md",
        "a b.md",
        "é b/ü.md",
        'say "hi".md',
        '"all".md',
        "it's.md",
        "back\\slash and\ttab.md",
        "bell\a and \x01.md",
        'é "ü" \\101.md',
    ],
)
def test_a_name_is_read_whole_whatever_it_holds(name: str, repository: Repository) -> None:
    repository.commit("2024-02-02", {name: TEXT})
    repository.commit("2024-03-03", {name: TEXT + WORDS.replace("word", "other")})
    assert repository.known()[name].meaningful == date(2024, 3, 3)


def test_a_name_with_quotes_is_followed_to_another(repository: Repository) -> None:
    repository.commit("2024-02-02", {'say "hi".md': TEXT + WORDS})
    repository.git("mv", 'say "hi".md', 'say "ho" there.md')
    repository.commit("2024-03-03", {})
    repository.git("mv", 'say "ho" there.md', "plain.md")
    repository.commit("2024-04-04", {})
    assert repository.known()["plain.md"].meaningful == date(2024, 2, 2)


def test_only_what_lies_below_the_content_folder_is_asked(repository: Repository) -> None:
    repository.commit("2024-03-01", {"content/x.md": TEXT, "README.md": "Read."})
    assert repository.known("content") == {"x.md": Change(date(2024, 3, 1))}


@pytest.mark.parametrize(
    ("texts", "bumped"),
    [
        ([TEXT.replace("2024-01-01", "2024-06-01")], True),
        ([TEXT.replace("---\n\n", "updated: 2024-06-01\n---\n\n")], True),
        ([TEXT.replace("2024-01-01", "2024-06-01").replace("word7 ", "other ")], False),
        ([TEXT.replace("word7 ", "other "), TEXT.replace("word7 ", "other ").replace("2024-01-01", "2024-06-01")], False),
        ([TEXT.replace("---\n\n", "reviewed: 2024-06-01\n---\n\n")], False),
        ([TEXT.replace("2024-01-01", "2023-06-01")], False),
        ([TEXT.replace("date: 2024-01-01", 'date: "2024-01-01"')], False),
        ([TEXT.replace("2024-01-01", "2024-06-01"), TEXT.replace("2024-01-01", "2024-06-01") + "\nMore.\n"], False),
        ([TEXT.replace("word7 ", "x "), TEXT.replace("word7 ", "x ").replace("2024-01-01", "2024-05-01"),
          TEXT.replace("word7 ", "x ").replace("2024-01-01", "2024-06-01")], True),
    ],
    ids=[
        "the date alone", "an update alone", "date and a word", "a word, then the date", "a review", "an earlier date",
        "quotes", "the date, then words", "words, the date, the date again",
    ],
)  # fmt: skip
def test_a_date_is_bumped_where_no_word_has_changed_since_the_last(
    texts: list[str], bumped: bool, repository: Repository
) -> None:
    for number, text in enumerate(texts):
        repository.commit(f"2024-06-0{number + 1}", {"a.md": text})
    found = repository.known()["a.md"].bumped
    assert found == (date(2024, 6, len(texts)) if bumped else None)


def dated(*keys: str, words: str = WORDS) -> str:
    return "\n".join(("---", "title: A", *keys, "---", "", words, ""))


@pytest.mark.parametrize(
    ("texts", "bumped"),
    [
        ([dated("date: 2024-02-01", "draft: true"), dated("date: 2024-06-02")], False),
        ([dated("date: 2024-02-01", "draft: true"), dated("date: 2024-06-02"), dated("date: 2024-06-03")], True),
        ([dated("date: 2024-09-01"), dated("date: 2024-10-01")], False),
        ([dated("date: 2024-02-01", "corrections:", "  - date: 2024-06-01", "    text: It was four.")], False),
        ([dated("date: 2024-02-01", "consent: {date: 2024-06-01}")], False),
        ([dated("date: 2024-02-01", "updated: 2024-06-01", words="x " + WORDS),
          dated("date: 2024-02-01", "updated: 2024-06-02", words="x " + WORDS)], True),
        ([dated("Date: 2024-06-01")], True),
        ([dated("date: {created: 2024-02-01, updated: 2024-06-01}")], True),
        ([dated("date: {created: 2024-02-01, reviewed: 2024-06-01}")], False),
        ([dated("date:", "  created: 2024-02-01", "  updated: 2024-06-01")], True),
    ],
    ids=[
        "a draft is published", "what was published", "what was ahead is put off", "a correction", "a consent",
        "a text with its date, then the date alone", "a capital", "in a mapping", "a review in a mapping", "a block",
    ],
)  # fmt: skip
def test_only_the_date_of_a_text_that_was_out_is_bumped(texts: list[str], bumped: bool, tmp_path: Path) -> None:
    repository = Repository(tmp_path / "r")
    for number, text in enumerate((dated("date: 2024-02-01"), *texts) if len(texts) == 1 else texts, start=1):
        repository.commit(f"2024-06-0{number}", {"a.md": text})
    assert bool(repository.known()["a.md"].bumped) == bumped


def test_a_shallow_clone_is_told(repository: Repository, tmp_path: Path) -> None:
    repository.commit("2024-06-01", {"a.md": TEXT + "More."})
    own = environment(tmp_path, {})
    url = f"file://{repository.folder}"
    subprocess.run(
        ["git", "clone", "-q", "--depth", "1", url, tmp_path / "s"], check=True, capture_output=True, env=own
    )
    with pytest.raises(ShallowError):
        list(log_of(tmp_path / "s"))


def test_no_repository_and_one_without_commits(tmp_path: Path) -> None:
    (tmp_path / "none").mkdir()
    with pytest.raises(NoHistoryError):
        list(log_of(tmp_path / "none"))
    assert list(log_of(Repository(tmp_path / "empty").folder)) == []


def test_one_log_is_read_for_the_whole_site(repository: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(5):
        repository.commit("2024-02-01", {f"p{number}.md": TEXT})
    asked: list[tuple[str, ...]] = []
    original = subprocess.Popen.__init__

    def counting(own: object, words: tuple[str, ...], *more: object, **options: object) -> None:
        asked.append(tuple(words))
        original(own, words, *more, **options)  # type: ignore[call-overload]  # as it was called

    monkeypatch.setattr(subprocess.Popen, "__init__", counting)
    repository.known()
    assert [next(word for word in words if word in ("log", "rev-parse")) for words in asked] == ["rev-parse", "log"]


def told(ran: object) -> list[tuple[str, str]]:
    return [(p["code"], p["severity"]) for p in json.loads(ran.stdout)]  # type: ignore[attr-defined]  # a Ran


DATES = CONFIG.replace("- goodword/freshness", "- goodword/freshness: {git: {dates: true}}")


def test_a_sites_dates_come_from_git_where_it_says_so(site: Callable[..., Site]) -> None:
    own = site({"a.md": "---\ntitle: A\n---\n\nWords.\n"}, DATES)
    repository = Repository(own.folder)
    repository.commit("2024-01-01", {})
    assert told(own.run("check", "--format", "json")) == [("FR002", "error")]
    assert [row["date"] for row in json.loads(own.run("list", "stale", "--json").stdout)] == ["2024-01-01"]
    own.configure("{git: {dates: true}}", "{}")
    assert told(own.run("check", "--format", "json")) == []


def test_a_site_without_git_is_told_once_and_only_where_it_wants_dates(site: Callable[..., Site]) -> None:
    own = site({"a.md": "# A\n", "b.md": "# B\n"}, DATES)
    assert told(own.run("check", "--format", "json")) == [("GW053", "error")]
    own.build(strict=True).good()
    own.configure("{git: {dates: true}}", "{}")
    assert told(own.run("check", "--format", "json")) == []


def test_a_bumped_date_is_found_by_check(site: Callable[..., Site]) -> None:
    own = site({"articles/a.md": TEXT.replace("2024", "2026")})
    repository = Repository(own.folder)
    repository.commit("2026-01-01", {})
    own.write({"articles/a.md": TEXT.replace("2024-01-01", "2026-11-01")})
    repository.commit("2026-11-01", {})
    assert told(own.run("check", "--format", "json")) == [("FR009", "warning")]

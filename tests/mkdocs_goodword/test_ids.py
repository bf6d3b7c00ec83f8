"""The ledger of identities on disk: what each command does with it."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from sites.building import CONFIG, Ran, Site, contents

pytestmark = pytest.mark.sites

NOW = "2026-11-22T09:00:00+00:00"
HEADED = CONFIG.replace(
    "goodword/catalogue\n", "goodword/catalogue:\n      ids: {authority: larch.example, since: 2026}\n"
)
LONG = "Lime plaster takes about a month for each coat, and longer in a cold house, so begin in spring."


def page(title: str, day: str = "2026-11-01", text: str = LONG, more: str = "") -> str:
    return f"---\ntitle: {title}\ndate: {day}\n{more}---\n\n{text}\n"


def good(ran: Ran) -> Ran:
    assert ran.returncode == 0, ran.said
    return ran


@pytest.fixture
def kept(site: Callable[..., Site]) -> Site:
    """A site with two articles, whose ledger is complete."""
    made = site({"articles/lime.md": page("Lime"), "articles/slate.md": page("Slate", text="Short.")}, HEADED)
    good(made.run("ids", "--now", NOW))
    return made


def ledger(site: Site) -> str:
    return (site.folder / "ids.yml").read_text(encoding="utf-8")


def move(site: Site, old: str, new: str) -> None:
    target = site.folder / "content" / new
    target.parent.mkdir(parents=True, exist_ok=True)
    (site.folder / "content" / old).rename(target)


def guids(feed: str) -> list[str]:
    return re.findall("<guid[^>]*>([^<]*)</guid>", feed)


def test_ids_writes_a_line_for_each_published_entry_and_is_done(kept: Site) -> None:
    lines = ledger(kept).splitlines()[2:]
    assert [line.split('"')[1] for line in lines] == [
        "tag:larch.example,2026:",
        "tag:larch.example,2026:articles/lime/",
        "tag:larch.example,2026:articles/slate/",
    ]
    before = (kept.folder / "ids.yml").stat().st_mtime_ns
    assert "nothing to change" in good(kept.run("ids", "--now", NOW)).stdout
    assert (kept.folder / "ids.yml").stat().st_mtime_ns == before
    assert sorted(path.name for path in kept.folder.iterdir()) == ["content", "ids.yml", "site_config.yml"]
    assert "Nothing found." in good(kept.run("check", "--only", "content", "--now", NOW)).stdout


@pytest.mark.parametrize("host", ["goodword", "mkdocs", "properdocs"])
def test_3_a_moved_entry_has_its_id_in_the_feed_and_its_old_address_leads_on(host: str, kept: Site) -> None:
    before = kept.build("goodword", now=NOW).good().text("feed.xml")
    move(kept, "articles/lime.md", "press/plaster.md")
    after = kept.build(host, now=NOW).good()
    assert sorted(guids(after.text("feed.xml"))) == sorted(guids(before))
    assert "https://larch.example/press/plaster/" in after.text("articles/lime/index.html")
    assert after.text("_redirects") == "/articles/lime/ /press/plaster/ 301\n"


def test_a_build_proposes_and_writes_nothing(kept: Site) -> None:
    before = ledger(kept)
    move(kept, "articles/lime.md", "articles/plaster.md")
    kept.write({"articles/tile.md": page("Tile")})
    said = kept.build("goodword", now=NOW).good().stdout
    assert "ids.yml lacks 2 lines: run 'goodword ids', and commit it." in said
    assert ledger(kept) == before


def test_check_warns_of_what_moved_and_what_is_gone_and_a_strict_build_does_not_mind(kept: Site) -> None:
    move(kept, "articles/lime.md", "articles/plaster.md")
    (kept.folder / "content/articles/slate.md").unlink()
    said = good(kept.run("check", "--only", "content", "--now", NOW)).stdout
    assert "ids.yml:4:1: warning GW093 'articles/lime.md' is now 'articles/plaster.md'" in said
    assert "ids.yml:5:1: warning GW092 'articles/slate.md' is gone" in said
    kept.build("goodword", now=NOW, strict=True).good()
    told = good(kept.run("ids", "--now", NOW)).stdout
    assert "Moved: articles/lime.md to articles/plaster.md." in told
    assert "Gone: articles/slate.md. Its id is used up." in told
    assert "Nothing found." in good(kept.run("check", "--only", "content", "--now", NOW)).stdout


def test_check_names_the_ledger_as_a_repository_does(kept: Site) -> None:
    (kept.folder / "content/articles/slate.md").unlink()
    ran = good(kept.run("check", "--only", "content", "--now", NOW, "--format", "github"))
    assert "file=ids.yml,line=5" in ran.stdout


def test_publish_writes_the_line_of_what_it_publishes_and_no_other(kept: Site) -> None:
    (kept.folder / "content/articles/slate.md").unlink()
    kept.write({"articles/new.md": page("New", more="draft: true\n"), "articles/tile.md": page("Tile")})
    before = ledger(kept)
    assert "Its id is in ids.yml" in good(kept.run("publish", "articles/new.md", "--now", NOW)).stdout
    added = [line for line in ledger(kept).splitlines() if line not in before.splitlines()]
    assert [line.split('"')[1] for line in added] == ["tag:larch.example,2026:articles/new/"]
    assert set(before.splitlines()) <= set(ledger(kept).splitlines())


def test_publish_writes_nothing_of_what_nobody_may_see_yet(kept: Site) -> None:
    before = ledger(kept)
    kept.write({"articles/secret.md": page("Secret", day="2027-01-01", more="draft: true\n")})
    good(kept.run("publish", "articles/secret.md", "--now", NOW))
    good(kept.run("ids", "--now", NOW))
    assert ledger(kept) == before


def test_without_a_ledger_nothing_is_said_and_none_is_made(site: Callable[..., Site]) -> None:
    made = site({"articles/lime.md": page("Lime"), "articles/new.md": page("New", more="draft: true\n")}, HEADED)
    assert "Nothing found." in good(made.run("check", "--only", "content", "--now", NOW)).stdout
    assert "ids.yml" not in made.build("goodword", now=NOW).good().said
    assert "ids.yml" not in good(made.run("publish", "articles/new.md", "--now", NOW)).said
    assert not (made.folder / "ids.yml").exists()


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"<<<<<<< HEAD\n", "ids.yml:1:1: error GW090 a merge was left unfinished here. Keep the lines of both sides"),
        (b'"a": {"at": "a/"}\n=======\n', "ids.yml:2:1: error GW090 a merge was left unfinished here."),
        (b"a = b\n", "ids.yml:1:1: error GW090 this line cannot be read. Write it as it was"),
        (b'"a": {"at": "a/"}\n"a": {"at": "b/"}\n', "ids.yml:2:1: error GW091"),
        (b"\xff\xfe", "ids.yml:1:1: error GW030"),
    ],
)
def test_a_ledger_that_cannot_be_read_stops_the_build_and_is_left_as_it_is(data: bytes, told: str, kept: Site) -> None:
    public = kept.build("goodword", now=NOW).good().folder
    before = contents(public)
    (kept.folder / "ids.yml").write_bytes(data)
    assert kept.run("check", "--now", NOW).returncode == 1
    failed = kept.build("goodword", now=NOW)
    assert failed.returncode == 1
    assert told in failed.stderr
    assert contents(public) == before
    assert kept.run("ids", "--now", NOW).returncode == 1
    assert (kept.folder / "ids.yml").read_bytes() == data


def test_a_file_with_a_fault_does_not_count_as_gone(kept: Site) -> None:
    before = ledger(kept)
    kept.write({"articles/lime.md": "---\ntitle: Lime\n"})
    ran = kept.run("ids", "--now", NOW)
    assert ran.returncode == 1
    assert "articles/lime.md:1:1: error GW001" in ran.stderr
    assert ledger(kept) == before


def test_windows_line_ends_and_a_byte_order_mark_are_read(kept: Site) -> None:
    path = kept.folder / "ids.yml"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    move(kept, "articles/lime.md", "articles/plaster.md")
    assert "tag:larch.example,2026:articles/lime/" in kept.build("goodword", now=NOW).good().text("feed.xml")


def test_a_new_site_has_a_ledger_that_asks_for_nothing_before_the_site_has_an_address(tmp_path: Path) -> None:
    site = Site(tmp_path)
    good(site.run("init", "new", "--name", "Larch", "--now", NOW))
    made = Site(tmp_path / "new")
    assert ledger(made).startswith("# ")
    assert "ids.yml" not in made.run("check", "--now", NOW).stdout
    assert "ids.yml" not in made.build("goodword", now=NOW, strict=False).good().stdout
    refused = made.run("ids", "--now", NOW)
    assert refused.returncode == 1
    assert "placeholder" in refused.stderr
    made.configure("your-site.example", "larch.example")
    assert "Nothing found." in good(made.run("check", "--now", NOW)).stdout
    assert "ids.yml lacks 3 lines" in made.build("goodword", now=NOW).good().stdout
    good(made.run("ids", "--now", NOW))
    assert "ids.yml" not in made.build("goodword", now=NOW).good().stdout


def test_the_ledger_is_not_published(kept: Site) -> None:
    built = kept.build("goodword", now=NOW).good()
    assert not [path for path in built.files() if "ids.yml" in path]

"""Each fault twice: what plain MkDocs with Material makes of it, and what Goodword does."""

from __future__ import annotations

import re
import struct
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import pytest

from sites.building import GOODWORD, NOW, Built, Site, contents, differing, environment, epoch, stamps

pytestmark = pytest.mark.sites

PLAIN = """\
site_name: Larch & Sons
site_url: https://larch.example/
docs_dir: content
site_dir: public
theme: {name: material, font: false}
"""
LATER = "2026-11-25T09:00:00+00:00"
SCRIPT = "</title><script>alert(1)</script>"
KEY = "AKIA" + "Q" * 16
WHERE = b"48.8566N 2.3522E"
GPS = b"Exif\0\0II*\0" + struct.pack("<IHHHII", 8, 1, 0x8825, 4, 1, 26) + b"\0" * 4 + WHERE
JPEG = b"\xff\xd8\xff\xe1" + struct.pack(">H", len(GPS) + 2) + GPS + b"\xff\xda\x00\x02pixels\xff\xd9"
HEAD = "---\ntitle: {}\ndate: 2026-11-01\n{}---\n\n"

MALFORMED = {
    "articles/colon.md": "---\ntitle: Acme: acquires X\nembargo: 2099-01-01\ndraft: true\n---\n\nEmbargoed words.\n",
    "articles/day.md": "---\ntitle: Day\ndate: 2026-02-30\n---\n\nText.\n",
    "articles/empty.md": '---\ntitle: Empty number\ndate: 2026-11-01\npin: !!int ""\n---\n\nText.\n',
    "articles/digits.md": f"---\ntitle: Digits\ndate: 2026-11-01\norder: {'9' * 5000}\n---\n\nText.\n",
    "articles/bomb.md": "---\na: &a [x,x,x,x,x,x,x,x,x]\n"
    + "".join(f"{c}: &{c} [{','.join([f'*{p}'] * 9)}]\n" for p, c in zip("abcdefgh", "bcdefghi", strict=True))
    + "title: Bomb\n---\n\nText.\n",
}
BRACKETS = f"---\ntitle: A\nx: {'[' * 5000}\n---\n\nText.\n"
CLASHING = {
    "articles/one.md": HEAD.format("First", "") + "First words.\n",
    "articles/one/index.md": HEAD.format("Second", "") + "Second words.\n",
    "articles/Roof.md": HEAD.format("Roof", "") + "Upper.\n",
    "articles/roof.md": HEAD.format("roof", "") + "Lower.\n",
    "articles/CON.md": HEAD.format("Con", "") + "Text.\n",
    "articles/a:b.md": HEAD.format("Colon", "") + "Text.\n",
    "articles/dot./c.md": HEAD.format("Dot", "") + "Text.\n",
}
OPEN: dict[str, str | bytes] = {
    "articles/title.md": f'---\ntitle: "{SCRIPT}"\ndescription: \'"><script>alert(2)</script>\'\ndate: 2026-11-01\n'
    "---\n\nText.\n",
    "articles/raw.md": HEAD.format("Raw", "") + "<img src=x onerror=alert(3)>\n\n[x](javascript:alert(4))\n",
    "articles/draft/index.md": HEAD.format("A Very Secret Plan", "draft: true\n") + "![x](plan.png)\n",
    "articles/draft/plan.png": b"PLAN-PICTURE",
    "articles/photo.md": HEAD.format("Photo", "") + "![x](photo.jpg)\n",
    "articles/photo.jpg": JPEG,
    "notes.txt": "STRAY-NOTES",
}


def linked(own: Site) -> Site:
    """The same site with links out of content/, one of them to a folder whose name begins alike."""
    private = own.folder / "content-private"
    private.mkdir()
    (private / "secret.txt").write_text("LINKED-SECRET")
    own.path("link.txt").symlink_to("../content-private/secret.txt")
    own.path("folder").symlink_to("../content-private")
    return own


def hooked(own: Site, body: str) -> Site:
    """The same site with a hook of the host."""
    (own.folder / "hook.py").write_text(f"import os, pathlib, time\n{body}", encoding="utf-8")
    with (own.folder / "site_config.yml").open("a", encoding="utf-8") as file:
        file.write("hooks: [hook.py]\n")
    return own


@dataclass(frozen=True)
class Pair:
    """Builds by plain MkDocs and by Goodword."""

    plain: Built
    later: Built
    malformed: Built
    refused: Built
    accepted: Built
    accepted_later: Built


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory) -> Pair:
    """Everything that can share a build."""
    folder = tmp_path_factory.mktemp("pair")
    ours = {"secret.md": f"# Secret\n\n{KEY}\n", "error.md": "# Error\n\nTraceback (most recent call last)\n"}
    plain = linked(Site.made(folder / "plain", {**CLASHING, **OPEN, **ours}, PLAIN))
    (plain.folder / "public").mkdir()
    (plain.folder / "public" / "CNAME").write_text("larch.example")
    malformed = Site.made(folder / "malformed", MALFORMED, PLAIN)
    refused = linked(Site.made(folder / "refused", {**MALFORMED, **CLASHING, "articles/nested.md": BRACKETS}))
    accepted = Site.made(folder / "accepted", OPEN)
    (accepted.folder / "public").mkdir()
    (accepted.folder / "public" / "CNAME").write_text("larch.example")
    with ThreadPoolExecutor(2) as pool:
        jobs = [
            pool.submit(plain.build, "mkdocs"),
            pool.submit(plain.build, "mkdocs", now=LATER, to="later"),
            pool.submit(malformed.build, "mkdocs"),
            pool.submit(refused.build, strict=False),
            pool.submit(accepted.build, strict=False),
            pool.submit(accepted.build, strict=False, now=LATER, to="later"),
        ]
        return Pair(*(job.result() for job in jobs))


def error_of(built: Built, source: str) -> str:
    """The error line of a source, with its line and column."""
    found = [line for line in built.stderr.splitlines() if re.match(rf"{re.escape(source)}:\d+:\d+: error GW", line)]
    assert found, f"nothing is said of {source}: {built.stderr[:3000]}"
    return found[0]


def test_malformed_front_matter_publishes_a_draft_or_stops(pair: Pair) -> None:
    assert pair.malformed.returncode == 0, pair.malformed.said
    assert "Embargoed words." in pair.malformed.text("articles/colon/index.html")
    assert "Acme: acquires X</title>" not in pair.malformed.text("articles/colon/index.html")

    assert pair.refused.returncode == 1
    assert error_of(pair.refused, "articles/colon.md").startswith("articles/colon.md:2:12:")
    assert not pair.refused.folder.exists()


@pytest.mark.parametrize("name", ["day", "empty", "digits", "bomb"])
def test_an_impossible_value_is_ignored_or_diagnosed(name: str, pair: Pair) -> None:
    assert pair.malformed.returncode == 0
    assert "Text." in pair.malformed.text(f"articles/{name}/index.html")

    line = error_of(pair.refused, f"articles/{name}.md")
    assert int(line.split(":")[1]) > 1, line


def test_five_thousand_brackets_hang_the_build_or_are_diagnosed(tmp_path: Path, pair: Pair) -> None:
    own = Site.made(
        tmp_path / "site", {"nested.md": BRACKETS}, PLAIN.replace("name: material, font: false", "name: mkdocs")
    )
    words = [sys.executable, "-m", "mkdocs", "build", "-f", "site_config.yml"]
    with subprocess.Popen(
        words,
        cwd=own.folder,
        env=environment(own.folder, {}),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as process:
        try:
            said = process.communicate(timeout=5)[0]
        except subprocess.TimeoutExpired:
            said = "it hangs"
            process.kill()
    assert "nested.md:3" not in said, "plain MkDocs hangs or ends, and never says where"

    assert error_of(pair.refused, "articles/nested.md").startswith("articles/nested.md:3:")


def test_a_title_runs_in_the_page_or_is_text(pair: Pair) -> None:
    page = pair.plain.good().text("articles/title/index.html")
    assert "<script>alert(1)</script>" in page or "<script>alert(2)</script>" in page

    pair.accepted.good()
    assert [path for path in pair.accepted.holding("<script>alert(") if path.endswith((".html", ".xml"))] == []
    assert "&lt;script&gt;alert(1)" in pair.accepted.text("articles/title/index.html")


def test_raw_html_runs_in_the_page_or_is_text(pair: Pair) -> None:
    page = pair.plain.good().text("articles/raw/index.html")
    assert re.search(r"<img[^>]*onerror", page)
    assert re.search(r'href="?javascript:', page)

    page = pair.accepted.good().text("articles/raw/index.html")
    assert not re.search(r"<img[^>]*onerror", page)
    assert not re.search(r'href="?\s*javascript:', page)
    assert "GW060" in pair.accepted.stderr
    assert "articles/raw.md:" in pair.accepted.stderr


def test_a_link_out_of_the_content_folder_is_published_or_refused(pair: Pair) -> None:
    files = pair.plain.good().files()
    assert files["link.txt"] == b"LINKED-SECRET"
    assert files["folder/secret.txt"] == b"LINKED-SECRET"

    for name in ("link.txt", "folder"):
        assert "GW031" in error_of(pair.refused, name)
    assert pair.refused.returncode == 1


def test_of_two_sources_for_one_address_one_is_lost_or_both_are_named(pair: Pair) -> None:
    page = pair.plain.good().text("articles/one/index.html")
    assert ("First words." in page) != ("Second words." in page)

    line = error_of(pair.refused, "articles/one/index.md")
    assert "'articles/one.md'" in line


@pytest.mark.parametrize("name", ["articles/CON.md", "articles/a:b.md", "articles/dot./c.md", "articles/roof.md"])
def test_a_name_that_breaks_elsewhere_is_published_or_an_error(name: str, pair: Pair) -> None:
    assert f"{name.removesuffix('.md')}/index.html" in pair.plain.good().files()

    error_of(pair.refused, name)


def test_a_drafts_picture_and_stray_notes_are_published_or_stay_at_home(pair: Pair) -> None:
    files = pair.plain.good().files()
    assert files["articles/draft/plan.png"] == b"PLAN-PICTURE"
    assert files["notes.txt"] == b"STRAY-NOTES"

    for word in ("PLAN-PICTURE", "STRAY-NOTES", "A Very Secret Plan"):
        assert pair.accepted.good().holding(word) == []


def test_foreign_files_in_the_output_folder_are_deleted_or_kept(pair: Pair) -> None:
    assert "CNAME" not in pair.plain.good().files()

    assert pair.accepted.good().files()["CNAME"] == b"larch.example"


def test_a_photographs_position_is_published_or_left_out(pair: Pair) -> None:
    assert WHERE in pair.plain.good().files()["articles/photo.jpg"]

    data = pair.accepted.good().files()["articles/photo.jpg"]
    assert WHERE not in data
    assert b"pixels" in data


def test_the_day_of_the_build_changes_the_sitemap_or_nothing(pair: Pair) -> None:
    assert "sitemap.xml" in differing(pair.plain.good().files(), pair.later.good().files())

    first, second = pair.accepted.good().files(), pair.accepted_later.good().files()
    changed = [path for path in differing(first, second) if path not in ("CNAME", ".goodword-manifest.json")]
    assert changed == []


BREAK = {
    "exception": "def on_post_page(output, **_):\n    raise OSError(28, 'No space left on device')\n",
    "fault in a hook": "def on_post_page(output, **_):\n    raise ValueError('a fault in a hook')\n",
    "SIGKILL": "def on_post_page(output, **_):\n    os.kill(os.getpid(), 9)\n",
}


@pytest.mark.parametrize("what", BREAK)
def test_a_build_broken_off_takes_the_old_site_with_it_or_leaves_it(what: str, tmp_path: Path) -> None:
    plain = hooked(Site.made(tmp_path / "plain", {}, PLAIN), BREAK[what])
    (plain.folder / "public").mkdir()
    (plain.folder / "public" / "index.html").write_text("the last good site")
    own = hooked(Site.made(tmp_path / "own", {}), BREAK[what])
    (own.folder / "public").mkdir()
    (own.folder / "public" / "index.html").write_text("the last good site")
    before = stamps(own.folder / "public")
    with ThreadPoolExecutor(2) as pool:
        theirs, ours = pool.submit(plain.build, "mkdocs"), pool.submit(own.build)
    assert theirs.result().returncode != 0
    assert not (plain.folder / "public" / "index.html").exists()

    assert ours.result().returncode != 0
    assert stamps(own.folder / "public") == before
    if what != "SIGKILL":
        assert not (own.folder / ".public.goodword-stage").exists()


WAIT = """\
def on_files(files, **_):
    pathlib.Path('begun').touch()
    while not pathlib.Path('go').exists():
        time.sleep(0.01)
    return files
"""


def second_while_first_runs(own: Site, words: list[str]) -> tuple[int, int, Built | None, int]:
    """Exit codes of two builds of which the second runs within the first; what the second said, the first's id."""
    env = environment(own.folder, {"SOURCE_DATE_EPOCH": epoch(NOW)})
    first = subprocess.Popen(words, cwd=own.folder, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        end = time.monotonic() + 30
        while not (own.folder / "begun").exists():
            assert first.poll() is None
            assert time.monotonic() < end
            time.sleep(0.01)
        (own.folder / "begun").unlink()
        second = subprocess.Popen(
            words, cwd=own.folder, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )
        while second.poll() is None and not (own.folder / "begun").exists():
            time.sleep(0.01)
    finally:
        (own.folder / "go").touch()
        first.wait(30)
    said, _ = second.communicate(timeout=30)
    return first.returncode, second.returncode, Built(second.returncode, said, "", own.folder / "public"), first.pid


def test_two_builds_in_one_folder_both_succeed_or_the_second_names_the_first(tmp_path: Path) -> None:
    plain = hooked(Site.made(tmp_path / "plain", {}, PLAIN), WAIT)
    words = [sys.executable, "-m", "mkdocs", "build", "-q", "-f", "site_config.yml"]
    first, second, _, _ = second_while_first_runs(plain, words)
    assert (first, second) == (0, 0)

    own = hooked(Site.made(tmp_path / "own", {}), WAIT)
    first, second, said, pid = second_while_first_runs(own, [GOODWORD, "build"])
    assert (first, second) == (0, 1)
    assert said is not None
    assert f"process {pid}" in said.stdout


def test_plain_mkdocs_publishes_errors_secrets_and_titles_of_drafts(pair: Pair) -> None:
    assert "error/index.html" in pair.plain.good().holding("Traceback (most recent call last)")
    assert "secret/index.html" in pair.plain.holding(KEY)
    assert "articles/draft/index.html" in pair.plain.holding("A Very Secret Plan")


def _adding(text: str) -> str:
    return f"def on_page_markdown(markdown, **_):\n    return markdown + {text!r}\n"


DRAFT = {"articles/draft.md": HEAD.format("A Very Secret Plan", "draft: true\nid: plan-4711-id\n") + "Text.\n"}
LEAKS: dict[str, tuple[dict[str, str | bytes], str]] = {
    "the text of an error": ({}, _adding("\n\nTraceback (most recent call last)\n")),
    "a resolver's error": ({}, _adding("\n\nsocket.gaierror: getaddrinfo failed\n")),
    "a warning": ({}, _adding("\n\nWarning: Undefined variable\n")),
    "a secret in a page": ({"about.md": f"# About\n\n{KEY}\n"}, ""),
    "a secret in a file": ({"about.md": "# About\n\n[x](x.txt)\n", "x.txt": f"key={KEY}"}, ""),
    "a withheld title": ({**DRAFT, "about.md": "# About\n\nRead A Very Secret Plan.\n"}, ""),
    "a withheld title with a word in italics": ({**DRAFT, "about.md": "# About\n\nA Very *Secret* Plan\n"}, ""),
    "a withheld id": ({**DRAFT, "about.md": "# About\n\nSee plan-4711-id.\n"}, ""),
}


@pytest.fixture(scope="module")
def leaking(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[Built, bool]]:
    """Sites whose output would betray something, and whether their last site stands."""

    def build(name: str) -> tuple[Built, bool]:
        files, hook = LEAKS[name]
        own = Site.made(tmp_path_factory.mktemp("leaking") / "site", files)
        if hook:
            hooked(own, hook)
        (own.folder / "public").mkdir()
        (own.folder / "public" / "index.html").write_text("the last good site")
        built = own.build(strict=False)
        return built, contents(own.folder / "public") == {"index.html": b"the last good site"}

    with ThreadPoolExecutor(2) as pool:
        return dict(zip(LEAKS, pool.map(build, LEAKS), strict=True))


@pytest.mark.parametrize("what", LEAKS)
def test_goodword_fails_its_own_scan_and_the_last_site_stands(
    what: str, leaking: dict[str, tuple[Built, bool]]
) -> None:
    built, stands = leaking[what]
    assert built.returncode == 1, built.said
    assert re.search(r":\d+:\d+: error GW070 ", built.stderr), built.stderr
    assert "Traceback (most recent call last):\n  File" not in built.said
    assert KEY not in built.said
    assert stands


def test_an_errors_text_that_an_author_wrote_is_no_finding(tmp_path: Path) -> None:
    files = {"about.md": "# About\n\n`Traceback (most recent call last)` and Warning: hot.\n"}
    Site.made(tmp_path / "site", files).build().good()

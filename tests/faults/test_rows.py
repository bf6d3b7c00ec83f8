"""The table of faults, row by row: which tests show what plain MkDocs does, and which what Goodword does.

The rows are named here; those of them that no other file shows under plain MkDocs are shown here.
"""

from __future__ import annotations

import ast
import re
import struct
from pathlib import Path

import pytest

from sites.building import CONFIG, Built, Site, build_all

ROOT = Path(__file__).parents[2]
PLAIN = """\
site_name: Larch & Sons
site_url: https://larch.example/
docs_dir: content
site_dir: public
theme: {name: material, font: false}
plugins: [search, tags]
"""
HEAD = "---\ntitle: {}\ndate: 2026-11-01\n{}---\n\n"

PAIRS = "tests/faults/test_plain_mkdocs.py"
FILES = "tests/faults/test_files.py"
OUTPUT = "tests/mkdocs_goodword/test_output.py"
BROKEN = "tests/faults/test_interrupted_builds.py"
METADATA = "tests/hostile/test_metadata_corpora.py"
HERE = "tests/faults/test_rows.py"
ROWS: dict[str, tuple[str, ...]] = {
    "malformed front matter": (
        f"{PAIRS}::test_malformed_front_matter_publishes_a_draft_or_stops",
        "tests/mkdocs_goodword/test_faulty_sites.py::test_all_invalid_sites_together_tell_all_their_faults_at_once",
    ),
    "impossible values, nesting, bombs": (
        f"{PAIRS}::test_an_impossible_value_is_ignored_or_diagnosed",
        f"{PAIRS}::test_five_thousand_brackets_hang_the_build_or_are_diagnosed",
        f"{METADATA}::test_a_hostile_document_takes_less_than_a_second_and_200_megabytes",
        f"{METADATA}::test_a_draft_with_a_hostile_value_is_never_published",
    ),
    "script in metadata": (
        f"{PAIRS}::test_a_title_runs_in_the_page_or_is_text",
        f"{HERE}::test_script_in_metadata_stands_in_the_page_or_is_text",
        "tests/hostile/test_contexts.py::test_no_word_changes_what_a_file_is_made_of",
        "tests/hostile/test_browser.py::test_nothing_runs_on_any_page",
    ),
    "raw HTML and script addresses": (
        f"{PAIRS}::test_raw_html_runs_in_the_page_or_is_text",
        "tests/hostile/test_browser.py::test_nothing_runs_on_any_page",
        "tests/hostile/test_browser.py::test_nothing_in_a_feed_would_run",
    ),
    "links out of the content folder, and loops": (
        f"{PAIRS}::test_a_link_out_of_the_content_folder_is_published_or_refused",
        f"{HERE}::test_a_loop_ends_in_a_traceback_or_is_named",
        f"{FILES}::test_a_link_that_leads_out_or_round_or_nowhere_is_refused_and_named",
    ),
    "two sources for one address, and names": (
        f"{PAIRS}::test_of_two_sources_for_one_address_one_is_lost_or_both_are_named",
        f"{PAIRS}::test_a_name_that_breaks_elsewhere_is_published_or_an_error",
        f"{HERE}::test_names_of_two_unicode_forms_are_published_or_an_error_that_names_both",
        f"{FILES}::test_attachments_that_stand_in_the_way_are_an_error_that_names_both",
        "tests/goodword/test_portable_names.py::test_what_some_file_system_refuses_is_refused",
    ),
    "a draft's image, stray notes": (
        f"{PAIRS}::test_a_drafts_picture_and_stray_notes_are_published_or_stay_at_home",
        f"{FILES}::test_files_that_only_withheld_entries_or_nobody_name_stay_at_home",
    ),
    "a build broken off": (
        f"{PAIRS}::test_a_build_broken_off_takes_the_old_site_with_it_or_leaves_it",
        f"{OUTPUT}::test_a_full_disk_leaves_the_last_site",
        f"{BROKEN}::test_a_fault_at_any_call_leaves_the_last_site_or_the_new_one",
    ),
    "foreign files in the output folder": (
        f"{PAIRS}::test_foreign_files_in_the_output_folder_are_deleted_or_kept",
        f"{OUTPUT}::test_files_of_somebody_else_stay_and_files_of_an_earlier_build_go",
    ),
    "two builds in one folder": (
        f"{PAIRS}::test_two_builds_in_one_folder_both_succeed_or_the_second_names_the_first",
        f"{OUTPUT}::test_a_second_build_exits_at_once_and_names_the_holder",
    ),
    "output that betrays": (
        f"{PAIRS}::test_plain_mkdocs_publishes_errors_secrets_and_titles_of_drafts",
        f"{HERE}::test_plain_mkdocs_publishes_whatever_goodwords_scan_stops",
        f"{PAIRS}::test_goodword_fails_its_own_scan_and_the_last_site_stands",
    ),
    "what a photograph tells": (
        f"{PAIRS}::test_a_photographs_position_is_published_or_left_out",
        f"{HERE}::test_camera_and_author_of_a_photograph_are_published_or_left_out",
        f"{FILES}::test_a_photograph_tells_no_place_and_keeps_its_profile",
        f"{FILES}::test_a_turned_photograph_stays_turned",
    ),
    "the same bytes": (
        f"{PAIRS}::test_the_day_of_the_build_changes_the_sitemap_or_nothing",
        "tests/mkdocs_goodword/test_two_clones.py::test_a_clone_gives_the_same_bytes_in_any_other_world",
        "tests/mkdocs_goodword/test_hosts.py::test_every_host_writes_the_same_bytes",
    ),
    "words that steer a terminal": (
        "tests/faults/test_terminal.py::test_plain_mkdocs_prints_what_a_name_says",
        "tests/faults/test_terminal.py::test_no_word_of_an_author_steers_a_terminal",
        "tests/faults/test_terminal.py::test_no_name_of_a_file_steers_a_terminal",
    ),
    "addresses of one's own machine, and of strangers": (
        "tests/mkdocs_goodword/test_strangers.py::test_plain_mkdocs_says_nothing_of_either",
        "tests/mkdocs_goodword/test_strangers.py::test_an_address_in_the_metadata_is_told_like_one_in_the_text",
    ),
}


def defined(file: str) -> set[str]:
    """The tests at the top of a file, those that are skipped or expected to fail left out."""
    return {
        node.name
        for node in ast.parse((ROOT / file).read_text(encoding="utf-8")).body
        if isinstance(node, ast.FunctionDef)
        if not any("skip" in ast.unparse(mark) or "xfail" in ast.unparse(mark) for mark in node.decorator_list)
    }


@pytest.mark.parametrize("row", ROWS)
def test_every_row_is_kept_by_tests_that_exist(row: str) -> None:
    assert len(ROWS[row]) > 1
    for file, test in (name.split("::") for name in ROWS[row]):
        assert test in defined(file), f"{row}: {file} has no {test}"


# Script in metadata

SCRIPTED = {"title": "one", "description": "two", "author": "three", "tag": "four"}
WORDS = {key: f"\"'></title></a><script>ran('{word}')</script>" for key, word in SCRIPTED.items()}
ESCAPED = {key: f"&lt;script&gt;ran({{}}{word}{{}})&lt;/script&gt;" for key, word in SCRIPTED.items()}


def scripted(*, plain: bool) -> str:
    """A page with script in each of them, as either reads it."""
    quoted = {key: '"' + word.replace('"', '\\"') + '"' for key, word in WORDS.items()}
    author = f"author: {quoted['author']}\n" if plain else "authors: [ada]\n"
    more = f"description: {quoted['description']}\n{author}tags: [{quoted['tag']}]\n"
    return HEAD.format(quoted["title"], more) + "Text.\n"


@pytest.fixture(scope="module")
def scripts(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Built]:
    """A page with script in its metadata, by plain MkDocs and by Goodword."""
    folder = tmp_path_factory.mktemp("scripts")
    name = '"' + WORDS["author"].replace('"', '\\"') + '"'
    own = {"articles/a.md": scripted(plain=False), "people.yml": f"ada: {{name: {name}, relation: team}}\n"}
    sites = {
        "plain": (Site.made(folder / "plain", {"articles/a.md": scripted(plain=True)}, PLAIN), "mkdocs", {}),
        "ours": (Site.made(folder / "ours", own), "goodword", {"strict": False}),
    }
    return dict(zip(sites, build_all(sites.values()), strict=True))


@pytest.mark.sites
@pytest.mark.parametrize("key", SCRIPTED)
def test_script_in_metadata_stands_in_the_page_or_is_text(key: str, scripts: dict[str, Built]) -> None:
    script = f"<script>ran('{SCRIPTED[key]}')</script>"
    assert script in scripts["plain"].good().text("articles/a/index.html")

    files = scripts["ours"].good().files()
    assert [path for path, data in files.items() if script.encode() in data and path.endswith((".html", ".xml"))] == []
    page = scripts["ours"].text("articles/a/index.html").replace("&#39;", "'").replace("&#x27;", "'")
    assert ESCAPED[key].format("'", "'") in page


# Links, and names


@pytest.mark.sites
def test_a_loop_ends_in_a_traceback_or_is_named(tmp_path: Path) -> None:
    plain = Site.made(tmp_path / "plain", {"a.md": "# A\n"}, PLAIN)
    own = Site.made(tmp_path / "own", {"articles/a.md": HEAD.format("A", "")})
    for site in (plain, own):
        site.path("loop").symlink_to(".")
    theirs, ours = build_all([(plain, "mkdocs", {}), (own, "goodword", {})])
    assert theirs.returncode == 1
    assert "Traceback" in theirs.stderr

    assert ours.returncode == 1
    assert "Traceback" not in ours.said
    assert re.search(r"^loop:1:1: error GW031 .+ Copy the file here\.$", ours.stderr, re.MULTILINE), ours.stderr


@pytest.mark.sites
def test_names_of_two_unicode_forms_are_published_or_an_error_that_names_both(tmp_path: Path) -> None:
    one, other = "caf\u00e9", "cafe\u0301"
    pages = {f"articles/{name}.md": HEAD.format("A", "") for name in (one, other)}
    plain = Site.made(tmp_path / "plain", pages, PLAIN)
    own = Site.made(tmp_path / "own", pages)
    theirs, ours = build_all([(plain, "mkdocs", {}), (own, "goodword", {})])
    assert {f"articles/{one}/index.html", f"articles/{other}/index.html"} <= set(theirs.good().files())

    assert ours.returncode == 1
    told = [line for line in ours.stderr.splitlines() if "error GW023" in line]
    assert len(told) == 1
    assert f"articles/{one}.md" in told[0]
    assert f"articles/{other}.md" in told[0]


# What a photograph tells of its maker

TOLD = (b"Leica Q3", b"Ada Larch", b"Larch Camera Club")


def photograph() -> bytes:
    """A JPEG with camera and artist in Exif (0x010F, 0x013B), and its creator in XMP and in a comment."""
    camera, artist = (text + b"\0" for text in TOLD[:2])
    start = 8 + 2 + 2 * 12 + 4
    fields = struct.pack("<HHII", 0x010F, 2, len(camera), start)
    fields += struct.pack("<HHII", 0x013B, 2, len(artist), start + len(camera))
    exif = b"Exif\0\0II*\0" + struct.pack("<IH", 8, 2) + fields + b"\0" * 4 + camera + artist
    xmp = b"http://ns.adobe.com/xap/1.0/\0<dc:creator>" + TOLD[2] + b"</dc:creator>"
    parts = ((0xE1, exif), (0xE1, xmp), (0xED, b"Photoshop 3.0\0" + TOLD[2]), (0xFE, TOLD[1]))
    segments = (bytes([0xFF, marker]) + struct.pack(">H", len(body) + 2) + body for marker, body in parts)
    return b"\xff\xd8" + b"".join(segments) + b"\xff\xda\x00\x02pixels\xff\xd9"


@pytest.mark.sites
def test_camera_and_author_of_a_photograph_are_published_or_left_out(tmp_path: Path) -> None:
    files = {"articles/a.md": HEAD.format("A", "") + "![x](a.jpg)\n", "articles/a.jpg": photograph()}
    plain, own = Site.made(tmp_path / "plain", files, PLAIN), Site.made(tmp_path / "own", files)
    theirs, ours = build_all([(plain, "mkdocs", {}), (own, "goodword", {})])
    assert all(word in theirs.good().files()["articles/a.jpg"] for word in TOLD)

    assert not any(word in ours.good().files()["articles/a.jpg"] for word in TOLD)
    assert b"pixels" in ours.files()["articles/a.jpg"]


# What the scan of the output stops

KEY = "AKIA" + "Q" * 16
BETRAYED = {
    "error.md": "# Error\n\n`socket.gaierror: getaddrinfo failed`\n\nWarning: Undefined variable\n",
    "secret.md": "# Secret\n\n[x](secret.txt)\n",
    "secret.txt": f"key={KEY}",
    "draft.md": HEAD.format("A Very Secret Plan", "draft: true\nid: plan-4711-id\n") + "Text.\n",
    "about.md": "# About\n\nSee plan-4711-id, or A Very Secret Plan.\n",
}


@pytest.mark.sites
def test_plain_mkdocs_publishes_whatever_goodwords_scan_stops(tmp_path: Path) -> None:
    built = Site.made(tmp_path / "plain", dict(BETRAYED), PLAIN).build("mkdocs").good()
    for word in ("getaddrinfo failed", "Warning: Undefined", KEY, "plan-4711-id", "A Very Secret Plan"):
        assert built.holding(word), word


@pytest.mark.sites
def test_every_finding_of_the_scan_says_what_to_do(tmp_path: Path) -> None:
    files = {name: text for name, text in BETRAYED.items() if name != "error.md"}
    hook = "def on_page_markdown(markdown, **_):\n    return markdown + '\\n\\ngetaddrinfo failed\\n'\n"
    own = Site.made(tmp_path / "own", files, CONFIG + "hooks: [hook.py]\n")
    (own.folder / "hook.py").write_text(hook, encoding="utf-8")
    built = own.build(strict=False)
    told = [line for line in built.stderr.splitlines() if " error GW070 " in line]
    assert built.returncode == 1
    assert [line for line in told if not re.fullmatch(r"[^:]+:\d+:\d+: error GW070 the output .+\. .+\.", line)] == []
    assert {"secret.txt", "about/index.html"} <= {line.partition(":")[0] for line in told}
    assert KEY not in built.said

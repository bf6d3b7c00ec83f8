"""No word of an author or a guest reaches the terminal as anything but a word: piped, and on a terminal of its own."""

from __future__ import annotations

import json
import os
import pty
import re
import select
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from sites import forking
from sites.building import CONFIG, GOODWORD, NOW, TIMEOUT, Ran, Site, environment, epoch
from sites.forking import fits

pytestmark = pytest.mark.sites

STEER = "\x1b[2J\x1b[7;35mx\x1b]0;owned\x07\x1b]8;;https://evil.example/\x1b\\y\x1b]8;;\x1b\\\x9b31m\x90q\x9c\u202ez\u2066\x08\r\x7f\nFORGED GW999\u2028FORGED"
"""CSI, a colour nobody else uses, OSC 0 and 8, C1, bidi controls, backspace, return, delete, and lines of its own."""
NAME = "\x1b[2J\x1b]0;owned\x07\x9b31m\u202ez\nFORGED"
"""The same for a file's name, which holds no slash."""
MARKUP = "\\[link=https://evil.example]owner\\[/link] [bold red]x[/] :smile:"
"""What rich would read as its own."""
OURS = re.compile(r"\x1b\[(?:[0-9;]*m|\?25[lh]|2K|1A)|\r\n|\r")
"""What click and rich send by themselves: colours, the cursor of the progress bar, and ends of lines."""
REPLACED = "\N{REPLACEMENT CHARACTER}"


def quoted(text: str) -> str:
    """A text in YAML's double quotes."""
    return json.dumps(text)


def hostile(folder: Path, *, named: bool) -> Site:
    """A site that tries to steer the terminal with everything it can name; with `named` by names of files as well."""
    said = quoted(STEER)
    files: dict[str, str | bytes] = {
        "articles/2026-11-20-a.md": f"---\ntitle: {said}\ntags: [{said}]\nauthors: [{said}]\nowner: ada\nseries: {said}\n---\n\nText.\n",
        "articles/draft.md": f"---\ntitle: {said}\ndescription: {said}\ntags: [{said}]\nowner: {quoted(MARKUP)}\ndraft: true\n---\n\nText.\n",
        "articles/stale.md": f"---\ntitle: {said}\ndate: 2020-01-01\nreviewed: 2020-01-01\nreview_in: 90 days\nowner: {said}\n---\n\nText.\n",
        "community/stories/wait.md": f"---\ntitle: {said}\ndate: 2026-11-01\ncustomer: {{name: {said}}}\n---\n\nText.\n",
        "people.yml": f"ada: {{name: {said}, role: {said}, relation: team}}\n",
        "company.yml": f"name: {said}\ntagline: {said}\n",
        "community/testimonials.yml": f"- {{text: {said}, by: {{name: {said}}}, date: 2026-01-01}}\n",
        "odd.md": f"---\ntitle: Odd\n{said}: 1\nmeta: {{{said}: {said}}}\n---\n\n[x](\x1b]0;y\x07.md) <b title=\x1b[2J>\n",
    }
    if named:
        files |= {
            "faulty.md": f"---\ntitle: Odd\ndate: {said}\ntype: {said}\n---\n",
            "people.yml": f"{said}: {{name: Bob}}\n",
            f"articles/{NAME}.md": "---\ntitle: Draft: with a colon\ndraft: true\n---\n\nText.\n",
            f"articles/{NAME}.txt": "x",
            f"{NAME}.md": "# Z\n\n[x](nowhere.md)\n",
        }
    config = CONFIG.replace("site_name: Larch & Sons", f"site_name: {said}").replace(
        "  - goodword/catalogue\n",
        f"  - goodword/catalogue:\n      sections: {{articles: {{kind: article, title: {said}}}, community/stories: {{kind: story, title: {said}}}}}\n",
    )
    return Site.made(folder, files, config)


@pytest.fixture(scope="module")
def titled(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """Hostile words, in a folder with a hostile name."""
    return hostile(tmp_path_factory.mktemp("titled") / NAME, named=False)


@pytest.fixture(scope="module")
def named(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """Hostile words and names of files."""
    return hostile(tmp_path_factory.mktemp("named") / "site", named=True)


def on_terminal(words: list[str], folder: Path, env: Mapping[str, str] | None = None) -> Ran:
    """What a command sends to a terminal that knows colours, from both of its ends together."""
    ours, theirs = pty.openpty()
    moment = {"SOURCE_DATE_EPOCH": epoch(NOW)}
    own = environment(folder, {"TERM": "xterm-256color", "COLORTERM": "truecolor", **moment, **(env or {})})
    with ThreadPoolExecutor(1) as pool:
        status = pool.submit(_on, theirs, words, folder, own, anew=words[0] != GOODWORD or not fits(env or {}))
        sent = b"".join(_until_closed(ours))
    os.close(ours)
    return Ran(status.result(), sent.decode("utf-8", "surrogateescape"), "")


def _on(terminal: int, words: list[str], folder: Path, env: Mapping[str, str], *, anew: bool) -> int:
    """A command's exit status, once it has had a terminal to itself, which is closed."""
    with os.fdopen(terminal, "w") as end:
        if anew:
            return subprocess.run(words, cwd=folder, env=env, stdin=end, stdout=end, stderr=end, check=False).returncode
        return forking.run_into((end, end, end), "goodword", words, folder, env, umask=-1, timeout=TIMEOUT)


def _until_closed(end: int) -> Iterator[bytes]:
    while select.select([end], [], [], 60)[0]:
        try:
            data = os.read(end, 65536)
        except OSError:  # Linux answers EIO when the other end is closed (pty(7))
            return
        if not data:
            return
        yield data


def steering(sent: str) -> list[str]:
    """What of an author's could move, colour or forge something on a terminal."""
    found = [ascii(part) for part in ("\x1b[7;35m", "\x1b[2J", "\x1b]", "\x9b") if part in sent]
    rest = OURS.sub(lambda own: "\n" if own.group() == "\r\n" else "", sent)
    found += sorted({ascii(char) for char in rest if not char.isprintable() and char != "\n"})
    return found + [line for line in rest.split("\n") if line.startswith("FORGED")]


COMMANDS: dict[str, tuple[str, ...]] = {
    "build": ("build",),
    "build --strict": ("build", "--strict"),
    "build --json": ("build", "--json"),
    "build -d": ("build", "-d", "out\x1b[2J\x1b]0;owned\x07"),
    "check": ("check",),
    "check --format json": ("check", "--format", "json"),
    "check --format github": ("check", "--format", "github"),
    "check --format sarif": ("check", "--format", "sarif"),
    "check --changed-since": ("check", "--changed-since", STEER),
    **{
        f"list {what}": ("list", what)
        for what in ("drafts", "scheduled", "embargoed", "awaiting-consent", "expired", "stale", "recent")
    },
    "list drafts --json": ("list", "drafts", "--json"),
    "list of nothing known": ("list", STEER),
    "reviewed": ("reviewed", "articles/2026-11-20-a.md"),
    "reviewed nothing": ("reviewed", f"{NAME}-nothing.md"),
    "publish": ("publish", "articles/draft.md"),
    "publish what is none": ("publish", "articles/2026-11-20-a.md"),
    "publish two": ("publish", "articles/draft.md", f"{NAME}.md"),
    "new": ("new", "article", f"A {STEER}"),
    "new of no kind": ("new", STEER, "A"),
    "new without a letter": ("new", "article", "\x1b\x07"),
    "init": ("init", f"new{NAME}", "--name", STEER, "--url", "https://a.example/"),
    "init over something": ("init", "content", "--name", STEER, "--url", "https://a.example/"),
    "init at no address": ("init", "elsewhere", "--name", "A", "--url", STEER),
    "no configuration": ("build", "-f", f"{NAME}.yml"),
    "no moment": ("build", "--now", STEER),
    "no option": (f"--{STEER}",),
    "no command": (STEER,),
}
EXITS = {
    **dict.fromkeys(
        ("build --strict", "check", "check --format json", "check --format github", "check --format sarif"), (1,)
    ),
    **dict.fromkeys(("check --changed-since", "init over something"), (1,)),
    **{name: (2,) for name in COMMANDS if "no" in name.split()},
    **dict.fromkeys(
        ("list of nothing known", "reviewed nothing", "publish two", "new of no kind", "new without a letter"), (2,)
    ),
}
"""Of commands that find fault; all others do their work."""
NAMED = {
    "build": ("build",),
    "build --json": ("build", "--json"),
    "check": ("check",),
    "check --fix": ("check", "--fix"),
    "check --format github": ("check", "--format", "github"),
    "list drafts": ("list", "drafts"),
    "reviewed": ("reviewed", f"content/articles/{NAME}.md"),
    "publish": ("publish", f"content/articles/{NAME}.md"),
}


def told(words: tuple[str, ...], own: Site, copy: Path, *, terminal: bool) -> Ran:
    """What a command says of a copy of the site, into a pipe or onto a terminal."""
    site = Site.copied(own.folder, copy)
    return on_terminal([GOODWORD, *words], site.folder) if terminal else site.run(*words)


@pytest.mark.parametrize("command", COMMANDS)
def test_no_word_of_an_author_steers_a_terminal(command: str, titled: Site, tmp_path: Path) -> None:
    ran = told(COMMANDS[command], titled, tmp_path / NAME, terminal=True)
    assert "Traceback" not in ran.said, ran.said
    assert ran.returncode in EXITS.get(command, (0,)), ran.said
    assert steering(ran.said) == [], ran.said


@pytest.mark.parametrize("command", ["build", "build --json", "check", "check --format github", "publish"])
def test_no_word_of_an_author_steers_what_shows_a_log(command: str, titled: Site, tmp_path: Path) -> None:
    ran = told(COMMANDS[command], titled, tmp_path / NAME, terminal=False)
    assert ran.returncode in EXITS.get(command, (0,)), ran.said
    assert steering(ran.said) == [], ran.said


@pytest.mark.parametrize("command", NAMED)
def test_no_name_of_a_file_steers_a_terminal(command: str, named: Site, tmp_path: Path) -> None:
    ran = told(NAMED[command], named, tmp_path / "site", terminal=True)
    assert "Traceback" not in ran.said, ran.said
    assert REPLACED in ran.said or "\\u001b" in ran.said, "the name was not told, so nothing was shown"
    assert steering(ran.said) == [], ran.said


def test_an_owner_in_the_markup_of_rich_is_shown_as_it_was_written(titled: Site, tmp_path: Path) -> None:
    ran = told(("list", "drafts"), titled, tmp_path / "site", terminal=True)
    assert "\x1b]8;" not in ran.said
    assert ":smile:" in OURS.sub("", ran.said).replace("\n", "")
    assert "[bold red]" in OURS.sub("", ran.said)


def test_the_questions_of_init_steer_no_terminal(tmp_path: Path) -> None:
    ours, theirs = pty.openpty()
    env = environment(tmp_path, {"TERM": "xterm-256color", "SOURCE_DATE_EPOCH": epoch(NOW)})
    process = subprocess.Popen(
        [GOODWORD, "init", NAME], cwd=tmp_path, env=env, stdin=theirs, stdout=theirs, stderr=theirs
    )
    os.close(theirs)
    os.write(ours, b"\n\n")
    sent = b"".join(_until_closed(ours)).decode()
    os.close(ours)
    assert process.wait(30) == 0, sent
    assert "The firm's name" in sent
    assert steering(sent) == []


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as own:
        own.bind(("127.0.0.1", 0))
        return int(own.getsockname()[1])


def test_the_preview_steers_no_terminal(titled: Site, tmp_path: Path) -> None:
    site = Site.copied(titled.folder, tmp_path / "site")
    words = [GOODWORD, "serve", "-a", f"127.0.0.1:{free_port()}"]
    stop = threading.Event()
    ours, theirs = pty.openpty()
    env = environment(site.folder, {"TERM": "xterm-256color", "PYTHONUNBUFFERED": "1"})
    process = subprocess.Popen(words, cwd=site.folder, env=env, stdin=theirs, stdout=theirs, stderr=theirs)
    os.close(theirs)
    sent = ""
    end = time.monotonic() + 60
    asked = False
    while time.monotonic() < end and not stop.is_set():
        if select.select([ours], [], [], 2)[0]:
            sent += os.read(ours, 65536).decode("utf-8", "replace")
        elif asked:
            stop.set()
        if not asked and (found := re.search(r"http://127\.0\.0\.1:\d+/", sent)):
            asked = True
            with pytest.raises(urllib.error.HTTPError):
                urllib.request.urlopen(found.group() + "%1b%5b2J%1b%5d0;owned%07nothing", timeout=10)
    process.terminate()
    process.wait(30)
    os.close(ours)
    assert asked, sent
    assert steering(sent) == []


def test_the_watch_sees_what_steers() -> None:
    """A guard for the guard: each of the means is found when it does reach a terminal."""
    assert "'\\x1b'" in steering(STEER)
    assert [line for line in steering(STEER) if line.startswith("FORGED")]
    assert steering("\x1b[31mred\x1b[0m\r\n") == []
    for char in "\x07\x08\x7f\x9b\u202e\u2028":
        assert steering(f"a{char}b"), ascii(char)


def test_plain_mkdocs_prints_what_a_name_says(tmp_path: Path) -> None:
    plain = "site_name: x\ndocs_dir: content\nsite_dir: public\ntheme: {name: mkdocs}\n"
    own = Site.made(tmp_path / "site", {f"{NAME}.md": "# Z\n\n[x](nowhere.md)\n"}, plain)
    words = [sys.executable, "-m", "mkdocs", "build", "-f", "site_config.yml"]
    ran = on_terminal(words, own.folder)
    assert "\x1b]0;owned\x07" in ran.said
    assert "\u202e" in ran.said


@pytest.mark.parametrize(
    "words", [("build",), ("check",), ("list", "drafts"), ("publish", "articles/2026-11-01-draft.md")]
)
def test_a_terminal_that_knows_no_foreign_letter_ends_no_command(words: tuple[str, ...], tmp_path: Path) -> None:
    draft = "---\ntitle: \u0441\u0435\u043a\u0440\u0435\u0442 caf\u00e9\nowner: \u00c9va\ndraft: true\n---\n\nText.\n"
    own = Site.made(tmp_path / "site", {"articles/2026-11-01-draft.md": draft})
    poor = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "COLUMNS": "30"}
    ran = on_terminal([GOODWORD, *words], own.folder, poor)
    assert ran.returncode == 0, ran.said
    assert "Traceback" not in ran.said

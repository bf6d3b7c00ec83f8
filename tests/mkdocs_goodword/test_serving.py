"""The preview: it follows the author's edits, shows what is wrong, and never exits for content."""

from __future__ import annotations

import contextlib
import errno
import logging
import re
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from watchdog.events import FileSystemEventHandler
from watchdog.observers import Observer

from mkdocs_goodword.serving_watch import Watch
from sites.building import GOODWORD, NOW, Site, environment, epoch

pytestmark = pytest.mark.sites

CONTENT = {
    "articles/2026-11-01-a.md": "# First title\n\nText.\n",
    "articles/2026-11-02-b.md": "# Second title\n\nText.\n",
    "articles/draft.md": "---\ntitle: Unfinished\ndate: 2026-11-03\ndraft: true\n---\n\nDraft text.\n",
    "about.md": "# About\n\n```goodword\nlatest: {section: articles}\n```\n",
}


@dataclass
class Served:
    """A running preview."""

    address: str
    log: Path
    process: subprocess.Popen[bytes]

    def get(self, path: str = "") -> str:
        """One page, or an empty text."""
        try:
            with urllib.request.urlopen(self.address + path, timeout=5) as answer:
                return str(answer.read().decode())
        except urllib.error.HTTPError as error:
            error.close()
            return ""
        except OSError:
            return ""

    def until(self, path: str, holds: Callable[[str], bool], seconds: float = 25) -> str:
        """A page, once it is as wanted."""
        page = ""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            assert self.process.poll() is None, self.log.read_text()
            page = self.get(path)
            if page and holds(page):
                return page
            time.sleep(0.2)
        raise AssertionError(f"/{path} never became as wanted:\n{page[-2000:]}\n{self.log.read_text()[-3000:]}")


@contextlib.contextmanager
def serving(site: Site, host: str, *options: str) -> Iterator[Served]:
    with contextlib.closing(socket.socket()) as free:
        free.bind(("127.0.0.1", 0))
        place = f"127.0.0.1:{free.getsockname()[1]}"
    words = [GOODWORD, "serve"] if host == "goodword" else [sys.executable, "-m", host, "serve"]
    # Click 8.3 gives MkDocs' flag --livereload no default: its own serve needs it said.
    words += ["-f", "site_config.yml", "-a", place, *options, *([] if host == "goodword" else ["--livereload"])]
    log = site.folder / "serve.log"
    env = environment(site.folder, {"SOURCE_DATE_EPOCH": epoch(NOW), "PYTHONUNBUFFERED": "1"})
    with log.open("wb") as file:
        process = subprocess.Popen(words, cwd=site.folder, env=env, stdout=file, stderr=file)
    try:
        yield Served(f"http://{place}/", log, process)
    finally:
        process.send_signal(signal.SIGINT)
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


HOSTS = ("goodword", "mkdocs", "properdocs")


@pytest.mark.parametrize("host", HOSTS)
def test_the_preview_follows_edits_shows_faults_and_doubles_nothing(host: str, site: Callable[..., Site]) -> None:
    own = site(CONTENT)
    with serving(own, host) as served:
        page = served.until("articles/", lambda page: "First title" in page)
        assert page.count("Unfinished") >= 1
        before = re.findall(r'class="gw-row__title[^>]*><a[^>]*>([^<]+)', page)
        assert sorted(before) == ["First title", "Second title", "Unfinished"]
        assert "Draft" in served.get("articles/draft/")
        assert "Draft text." in served.get("articles/draft/")

        for number in range(3):
            own.write({"articles/2026-11-01-a.md": f"# First title, edited {number}\n\nText.\n"})
            page = served.until("articles/", lambda page, n=number: f"edited {n}" in page)
            assert len(re.findall(r'class="gw-row__title', page)) == 3
            assert served.get("about/").count("Second title") == 1
            assert served.get("feed.xml").count("<item>") == 3

        own.write({"articles/2026-11-01-a.md": "---\ntitle: Acme: acquires X\n---\n\nText.\n"})
        page = served.until("articles/a/", lambda page: "GW005" in page)
        assert "articles/2026-11-01-a.md:2:12" in page
        assert "Second title" in served.get("articles/")

        own.write({"articles/2026-11-01-a.md": "---\ntitle: Dated\nupdated: someday\n---\n\nText.\n"})
        page = served.until("articles/a/", lambda page: "GW012" in page)
        assert "Dated" in page

        own.write({"articles/2026-11-01-a.md": "# Mended\n\nText.\n"})
        page = served.until("articles/a/", lambda page: "Mended" in page)
        assert "GW0" not in page
    assert served.process.returncode in (0, 130, -2), served.log.read_text()
    assert "Traceback" not in served.log.read_text()


def test_the_preview_begins_although_the_content_is_broken(site: Callable[..., Site]) -> None:
    own = site({**CONTENT, "articles/2026-11-01-a.md": "---\ntitle: [\n---\n", "people.yml": "- no\n"})
    with serving(own, "goodword") as served:
        assert "people.yml:1:1" in served.until("", lambda page: "GW015" in page)
        assert "GW0" in served.until("articles/a/", bool)


def test_an_address_that_is_taken_is_told(site: Callable[..., Site]) -> None:
    with contextlib.closing(socket.socket()) as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        ran = site(CONTENT).run("serve", "-a", f"127.0.0.1:{taken.getsockname()[1]}")
    assert ran.returncode == 1
    assert "cannot listen" in ran.stderr
    assert "Traceback" not in ran.said


def test_a_preview_writes_nothing_into_the_output_folder(site: Callable[..., Site]) -> None:
    own = site(CONTENT)
    with serving(own, "goodword") as served:
        served.until("", bool)
    assert not (own.folder / "public").exists()


@pytest.mark.parametrize("options", [(), ("--poll",)])
def test_an_edit_of_the_text_shows_on_its_page_in_feeds_and_in_the_search_without_a_build(
    options: tuple[str, ...], site: Callable[..., Site]
) -> None:
    own = site({**CONTENT, "articles/c.md": "---\ntitle: C\ndate: 2026-11-03\n---\n\nText.\n"})
    with serving(own, "goodword", *options) as served:
        served.until("articles/c/", bool)
        own.write({"articles/c.md": "---\ntitle: C\ndate: 2026-11-03\n---\n\nText.\n\nZebras.\n"})
        served.until("articles/c/", lambda page: "Zebras" in page)
        assert "Zebras" in served.get("search/search_index.json")
        assert "Zebras" in served.get("articles/feed.xml")
    log = served.log.read_text()
    assert log.count("Rendered articles/c.md") == 1
    assert log.count("Building documentation") == 1


def test_the_preview_does_not_hear_itself(site: Callable[..., Site]) -> None:
    own = site(CONTENT)
    with serving(own, "goodword") as served:
        served.until("", bool)
        own.write({"articles/2026-11-01-a.md": "# Another title\n\nText.\n"})
        served.until("articles/", lambda page: "Another title" in page)
        time.sleep(1)
    assert served.log.read_text().count("Detected file changes") == 1


def test_a_configuration_that_an_editor_replaces_is_followed_every_time(site: Callable[..., Site]) -> None:
    own = site(CONTENT)
    path = own.folder / "site_config.yml"
    with serving(own, "goodword") as served:
        served.until("", lambda page: "Larch" in page)
        for old, new in (("Larch", "Beech"), ("Beech", "Maple")):
            beside = path.with_suffix(".tmp")
            beside.write_text(path.read_text().replace(old, new))
            beside.replace(path)
            served.until("", lambda page, new=new: new in page)


def test_a_folder_that_leaves_is_followed(site: Callable[..., Site]) -> None:
    own = site(CONTENT)
    with serving(own, "goodword") as served:
        served.until("articles/a/", bool)
        own.path("articles").rename(own.folder / "elsewhere")
        served.until("", lambda _: not served.get("articles/a/"))


def test_a_file_that_cannot_be_read_shows_so_at_its_page(site: Callable[..., Site]) -> None:
    own = site(CONTENT)
    with serving(own, "goodword") as served:
        served.until("articles/a/", bool)
        own.write({"articles/2026-11-01-a.md": b"# \xff\xfe\n"})
        served.until("articles/a/", lambda page: "GW030" in page)
        own.write({"articles/2026-11-01-a.md": "# Mended\n\nText.\n"})
        served.until("articles/a/", lambda page: "Mended" in page and "GW030" not in page)


def test_where_the_system_tells_no_changes_every_file_is_looked_at(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def refuse(_: object) -> None:
        raise OSError(errno.ENOSPC, "inotify watch limit reached")

    monkeypatch.setattr(Observer, "start", refuse)
    caplog.set_level(logging.INFO)
    told = threading.Event()
    handler = FileSystemEventHandler()
    monkeypatch.setattr(handler, "dispatch", lambda _: told.set())
    watch = Watch()
    watch.schedule(handler, str(tmp_path), recursive=True)
    watch.start()
    try:
        (tmp_path / "new.md").write_text("New")
        assert told.wait(10)
    finally:
        watch.stop()
        watch.join()
    assert "inotify watch limit reached" in caplog.text


def test_the_preview_says_above_a_page_what_has_gone_stale(site: Callable[..., Site]) -> None:
    own = site(CONTENT | {"old.md": "---\nreviewed: 2024-01-01\n---\n# Old\n\nText.\n"})
    with serving(own, "goodword") as served:
        page = served.until("old/", lambda page: "Text." in page)
        assert 'role="note"' in page
        assert "FR002" in page
        assert "FR002" not in served.get("articles/")
        own.write({"old.md": "---\nreviewed: 2026-11-20\n---\n# Old\n\nText.\n"})
        served.until("old/", lambda page: "FR002" not in page)
    assert "FR002" not in own.build(to="out").good().text("old/index.html")

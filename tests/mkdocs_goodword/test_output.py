"""The output folder: whole or not at all, one build at a time, and nobody else's files touched."""

from __future__ import annotations

import fcntl
import os
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from sites.building import GOODWORD, NOW, Built, Site, contents, environment, epoch, stamps

pytestmark = pytest.mark.sites

ARTICLE = {"articles/2026-11-01-a.md": "# A\n\nText.\n", "articles/2026-11-02-b.md": "# B\n\nText.\n"}


def test_a_second_build_exits_at_once_and_names_the_holder(site: Callable[..., Site]) -> None:
    own = site(ARTICLE)
    own.build().good()
    before = stamps(own.folder / "public")
    with (own.folder / ".public.goodword-lock").open("w", encoding="utf-8") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        lock.write("process 4711")
        lock.flush()
        started = time.monotonic()
        built = own.build()
        assert built.returncode == 1
        assert "process 4711" in built.stderr
        assert time.monotonic() - started < 10
        assert stamps(own.folder / "public") == before
        assert own.build(to="elsewhere").returncode == 0
    own.build().good()


def test_a_lock_file_that_nobody_holds_does_not_hinder(site: Callable[..., Site]) -> None:
    own = site(ARTICLE)
    (own.folder / ".public.goodword-lock").write_text("process 1")
    own.build().good()


def test_files_of_somebody_else_stay_and_files_of_an_earlier_build_go(site: Callable[..., Site]) -> None:
    own = site(ARTICLE)
    own.build().good()
    foreign = own.folder / "public" / "articles" / "theirs.txt"
    foreign.write_text("theirs")
    os.utime(foreign, (1_700_000_000, 1_700_000_000))
    (own.folder / "public" / "CNAME").write_text("larch.example")
    (own.folder / "public" / "link").symlink_to("CNAME")
    own.path("articles/2026-11-02-b.md").unlink()
    ran = own.run("build", "--json")
    assert '"articles/b/index.html"' in ran.stdout
    assert not (own.folder / "public" / "articles" / "b").exists()
    assert foreign.read_text() == "theirs"
    assert foreign.stat().st_mtime == 1_700_000_000
    assert (own.folder / "public" / "link").is_symlink()
    assert (own.folder / "public" / "CNAME").read_text() == "larch.example"


def test_what_did_not_change_keeps_its_time(site: Callable[..., Site]) -> None:
    own = site(ARTICLE)
    own.build().good()
    folder = own.folder / "public"
    for path in folder.rglob("*"):
        os.utime(path, (1_700_000_000, 1_700_000_000))
    own.write({"articles/2026-11-01-a.md": "# A\n\nOther text.\n"})
    own.build().good()
    touched = {name for name, (_, stamp) in stamps(folder).items() if stamp != 1_700_000_000 * 10**9}
    assert "articles/a/index.html" in touched
    assert "404.html" not in touched
    assert "assets/goodword/goodword.css" not in touched
    assert "articles/b/index.html" not in touched - {"articles/b/index.html"}


def test_a_build_of_the_same_writes_nothing(site: Callable[..., Site]) -> None:
    own = site(ARTICLE)
    own.build().good()
    before = stamps(own.folder / "public")
    assert "0 files written" in own.build().good().stdout
    assert stamps(own.folder / "public") == before


def test_a_build_leaves_nothing_beside_the_output_but_its_lock(site: Callable[..., Site]) -> None:
    own = site(ARTICLE)
    own.build().good()
    own.build().good()
    assert {path.name for path in own.folder.iterdir()} <= {
        "content",
        "public",
        "site_config.yml",
        ".public.goodword-lock",
        ".cache",
    }


@pytest.mark.parametrize("after", [0.25, 0.45, 0.6, 0.75, 0.9])
def test_a_build_that_is_killed_leaves_the_last_site_and_the_next_one_works(
    after: float, site: Callable[..., Site]
) -> None:
    own = site(
        {
            **ARTICLE,
            **{f"articles/2026-10-{n:02}-x.md": f"---\nslug: x{n}\n---\n\n# X {n}\n\nText.\n" for n in range(1, 31)},
        }
    )
    own.build().good()
    before = contents(own.folder / "public")
    own.write({"articles/2026-11-03-c.md": "# C\n\nText.\n"})
    process = subprocess.Popen(
        [GOODWORD, "build"],
        cwd=own.folder,
        env=environment(own.folder, {"SOURCE_DATE_EPOCH": epoch(NOW)}),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    time.sleep(after)
    process.send_signal(signal.SIGKILL)
    process.wait()
    now = contents(own.folder / "public")
    assert now == before or "articles/c/index.html" in now
    assert all(now.get(name) for name in ("index.html", "feed.xml", "sitemap.xml"))
    built = own.build().good()
    assert "articles/c/index.html" in built.files()
    assert not (own.folder / ".public.goodword-stage").exists()
    assert not (own.folder / ".public.goodword-old").exists()


def test_a_full_disk_leaves_the_last_site(site: Callable[..., Site]) -> None:
    own = site(ARTICLE)
    own.build().good()
    before = stamps(own.folder / "public")
    own.write({"articles/2026-11-03-c.md": "# C\n\nText.\n"})
    words = [
        "strace",
        "-f",
        "-qq",
        "-e",
        "trace=write",
        "-e",
        "inject=write:error=ENOSPC:when=20+",
        "-o",
        "/dev/null",
        GOODWORD,
        "build",
    ]
    done = subprocess.run(
        words,
        check=False,
        cwd=own.folder,
        env=environment(own.folder, {"SOURCE_DATE_EPOCH": epoch(NOW)}),
        capture_output=True,
    )
    assert done.returncode != 0
    assert stamps(own.folder / "public") == before
    own.build().good()


def test_an_interrupted_swap_is_put_right_by_the_next_build(site: Callable[..., Site]) -> None:
    own = site(ARTICLE)
    before = own.build().good().files()
    (own.folder / "public").rename(own.folder / ".public.goodword-old")
    (own.folder / ".public.goodword-stage").mkdir()
    (own.folder / ".public.goodword-stage" / "half.html").write_text("half")
    built = own.build().good()
    assert built.files() == before
    assert "0 files written" in built.stdout


def test_an_output_folder_that_cannot_be_written_is_told(site: Callable[..., Site], tmp_path: Path) -> None:
    own = site(ARTICLE)
    (own.folder / "public").write_text("a file where the folder should be")
    built = own.build()
    assert built.returncode == 1
    assert "Traceback" not in built.said
    assert (own.folder / "public").read_text() == "a file where the folder should be"


@pytest.mark.parametrize("folder", ["content", "content/out", "."])
def test_a_site_is_never_built_over_its_own_sources(folder: str, site: Callable[..., Site]) -> None:
    own = site(ARTICLE)
    before = contents(own.folder / "content")
    built = own.build(to=folder, strict=False)
    assert built.returncode in (1, 2), built.said
    assert "Traceback" not in built.said
    assert contents(own.folder / "content") == before
    assert (own.folder / "site_config.yml").is_file()


def test_a_manifest_that_was_tampered_with_removes_nothing_outside(site: Callable[..., Site]) -> None:
    own = site(ARTICLE)
    own.build().good()
    (own.folder / "precious.txt").write_text("precious")
    (own.folder / "public" / ".goodword-manifest.json").write_text(
        '{"files": {"../precious.txt": "0", "/etc/hosts": "0"}}'
    )
    own.build().good()
    assert (own.folder / "precious.txt").read_text() == "precious"


def test_two_sites_built_at_once_do_not_meet(site: Callable[..., Site], tmp_path: Path) -> None:
    own = site(ARTICLE)
    env = environment(own.folder, {"SOURCE_DATE_EPOCH": epoch(NOW)})
    running = [
        subprocess.Popen(
            [GOODWORD, "build", "-d", name], cwd=own.folder, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )
        for name in ("one", "two")
    ]
    for process in running:
        said = process.communicate()
        assert process.returncode == 0, said
    one, two = (Built(0, "", "", own.folder / name).files() for name in ("one", "two"))
    assert one == two

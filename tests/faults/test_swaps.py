"""What a swap takes over, refuses and promises, one folder at a time."""

from __future__ import annotations

import errno
import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from faults.swapping import OURS, published, staged
from faults.test_interrupted_builds import mounted
from mkdocs_goodword import exchange
from mkdocs_goodword.host import Failure
from mkdocs_goodword.manifest import MANIFEST
from mkdocs_goodword.output_folder import Changes, recover, stage_of, swap
from sites.building import contents, stamps


@pytest.fixture
def public(tmp_path: Path) -> Path:
    """A site that stands, long since."""
    folder = tmp_path / "public"
    published(folder, OURS)
    for path in folder.rglob("*"):
        os.utime(path, (1_700_000_000, 1_700_000_000))
    return folder


def failing(name: str, *codes: int, monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Let a call of `os` fail, each time with the next code; the last one stays. What it was asked is counted."""
    asked: list[int] = []

    def fail(*_: object, **__: object) -> None:
        code = codes[min(len(asked), len(codes) - 1)]
        asked.append(code)
        raise OSError(code, os.strerror(code), "somewhere")

    monkeypatch.setattr(os, name, fail)
    return asked


# What did not change


def test_a_file_that_did_not_change_is_the_very_file_that_stood_there(public: Path) -> None:
    before = {name: (public / name).stat().st_ino for name in OURS}
    changes = published(public, OURS | {"articles/a/index.html": "edited"})
    after = {name: (public / name).stat().st_ino for name in OURS}
    assert [name for name in OURS if before[name] != after[name]] == ["articles/a/index.html"]
    assert "articles/a/index.html" in changes.written
    assert {(public / name).stat().st_nlink for name in OURS} == {1}


@pytest.mark.parametrize("code", [errno.EXDEV, errno.EPERM, errno.EMLINK, errno.EOPNOTSUPP])
def test_where_files_cannot_be_linked_what_did_not_change_keeps_its_time(
    code: int, public: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = stamps(public)
    asked = failing("link", code, monkeypatch=monkeypatch)
    assert published(public, OURS).written == ()
    assert stamps(public) == before
    assert asked


def test_a_file_whose_rights_are_others_now_takes_them_and_keeps_its_time(public: Path) -> None:
    (public / "index.html").chmod(0o600)
    before = stamps(public)
    published(public, OURS)
    assert (public / "index.html").stat().st_mode & 0o777 != 0o600
    assert stamps(public) == before


def test_a_stage_that_has_linked_its_files_already_is_swapped_again_and_again(public: Path) -> None:
    before = stamps(public)
    for _ in range(2):
        stage = stage_of(public)
        for name in (*OURS, MANIFEST):
            (stage / name).parent.mkdir(parents=True, exist_ok=True)
            (stage / name).hardlink_to(public / name)
        assert swap(stage, public) == Changes((), len(OURS) + 1, ())
        assert stamps(public) == before


def test_of_files_of_two_sizes_neither_is_read(public: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stage, opened, real = staged(public, OURS | {"index.html": "longer"}), [], Path.open
    monkeypatch.setattr(Path, "open", lambda path, *a, **k: (opened.append(path.name), real(path, *a, **k))[1])
    shutil.rmtree(stage / "articles")
    swap(stage, public)
    assert "index.html" not in opened


@pytest.mark.parametrize("call", ["link", "fsync"])
def test_a_swap_that_fails_has_touched_no_file_that_stands(
    call: str, public: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = stamps(public)
    stage = staged(public, OURS | {"index.html": "edited"})
    with monkeypatch.context() as patch:
        asked = failing(call, errno.EIO, monkeypatch=patch)
        with pytest.raises(OSError, match="Input/output error"):
            swap(stage, public)
        assert asked
    shutil.rmtree(stage)
    assert stamps(public) == before
    published(public, OURS | {"index.html": "edited"})
    assert (public / "index.html").read_text() == "edited"


# On the disk


def lacking(*names: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A system without some calls."""
    real = exchange._call
    monkeypatch.setattr(exchange, "_call", lambda name, *a, path: name not in names and real(name, *a, path=path))


def test_where_no_call_syncs_a_filesystem_every_file_and_folder_is_synced(
    public: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lacking("syncfs", monkeypatch=monkeypatch)
    os.mkfifo(public / "pipe")
    synced: set[int] = set()
    monkeypatch.setattr(os, "fsync", lambda opened: synced.add(os.fstat(opened).st_ino))
    published(public, OURS | {"index.html": "edited"})
    ours = [public.parent, public, *(path for path in public.rglob("*") if path.name != "pipe")]
    assert {path.stat().st_ino for path in ours} <= synced


@pytest.mark.parametrize("without", [(), ("renameat2",)], ids=["exchange", "two renames"])
def test_a_folder_above_that_cannot_be_synced_puts_the_old_site_back(
    without: tuple[str, ...], public: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = stamps(public)
    lacking(*without, monkeypatch=monkeypatch)
    stage = staged(public, OURS | {"index.html": "edited"})
    failing("fsync", errno.EIO, monkeypatch=monkeypatch)
    with pytest.raises(OSError, match="Input/output error"):
        swap(stage, public)
    assert stamps(public) == before
    assert (stage / "index.html").read_text() == "edited"


def test_a_first_site_that_cannot_be_synced_is_not_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stage = staged(tmp_path / "public", OURS)
    failing("fsync", errno.EIO, monkeypatch=monkeypatch)
    with pytest.raises(OSError, match="Input/output error"):
        swap(stage, tmp_path / "public")
    assert not (tmp_path / "public").exists()


def test_a_second_fault_on_the_way_back_never_says_which_site_stands(
    public: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lacking("renameat2", monkeypatch=monkeypatch)
    stage = staged(public, OURS | {"index.html": "edited"})

    def fsync(_: int) -> None:
        failing("rename", errno.EROFS, monkeypatch=monkeypatch)
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(os, "fsync", fsync)
    with pytest.raises(Failure, match=r"Input/output error.*Read-only") as caught:
        swap(stage, public)
    assert "last site stands" not in str(caught.value)
    monkeypatch.undo()
    recover(public)
    assert (public / "index.html").read_text() == "edited"


def test_a_filesystem_that_knows_no_sync_of_folders_is_no_fault(public: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    failing("fsync", errno.EINVAL, monkeypatch=monkeypatch)
    assert published(public, OURS | {"index.html": "edited"}).written


# What is not ours


def test_files_and_links_and_empty_folders_of_somebody_else_stay_what_they_are(public: Path) -> None:
    (public / "CNAME").write_text("larch.example")
    (public / "to-file").symlink_to("CNAME")
    (public / "to-folder").symlink_to("articles")
    (public / "to-nowhere").symlink_to("nowhere")
    (public / "empty" / "inner").mkdir(parents=True)
    (public / "empty").chmod(0o2750)
    inode = (public / "CNAME").stat().st_ino
    published(public, {"index.html": "home"})
    assert (public / "CNAME").stat().st_ino == inode
    assert {name: str((public / name).readlink()) for name in ("to-file", "to-folder", "to-nowhere")} == {
        "to-file": "CNAME",
        "to-folder": "articles",
        "to-nowhere": "nowhere",
    }
    assert (public / "empty" / "inner").is_dir()
    assert (public / "empty").stat().st_mode & 0o7777 == 0o2750
    assert not (public / "articles").exists(), "a folder that held only files of ours stays behind"


def test_the_output_folder_keeps_its_own_rights(public: Path) -> None:
    public.chmod(0o2775)
    published(public, OURS)
    assert public.stat().st_mode & 0o7777 == 0o2775


def test_names_that_are_no_unicode_stay(public: Path) -> None:
    names = [os.fsdecode(b"caf\xe9.txt"), os.fsdecode(b"d\xff/\xfe\xfd.txt")]
    for name in names:
        (public / name).parent.mkdir(exist_ok=True)
        (public / name).write_text("theirs")
    (public / os.fsdecode(b"empty\xff")).mkdir()
    for _ in range(2):
        published(public, OURS)
        assert [(public / name).read_text() for name in names] == ["theirs", "theirs"]
        assert (public / os.fsdecode(b"empty\xff")).is_dir()


def test_a_pipe_and_a_socket_hang_nothing_and_go_on_working(public: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(public)  # the name of a socket is short
    os.mkfifo("pipe")
    with socket.socket(socket.AF_UNIX) as listening, socket.socket(socket.AF_UNIX) as asking:
        listening.bind("socket")
        listening.listen()
        published(public, OURS)
        monkeypatch.chdir(public)
        asking.connect("socket")
        listening.accept()[0].close()
    assert Path("pipe").is_fifo()


@pytest.mark.parametrize("name", [MANIFEST, "index.html"])
def test_a_pipe_in_the_place_of_a_file_of_ours_hangs_nothing(name: str, public: Path) -> None:
    (public / name).unlink()
    os.mkfifo(public / name)
    published(public, OURS)
    assert (public / name).is_file()


def test_what_cannot_be_linked_is_copied_and_a_pipe_refused_by_name(
    public: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    failing("link", errno.EPERM, monkeypatch=monkeypatch)
    (public / "CNAME").write_text("larch.example")
    (public / "link").symlink_to("CNAME")
    published(public, OURS)
    assert (public / "link").is_symlink()
    assert (public / "CNAME").read_text() == "larch.example"
    os.mkfifo(public / "pipe")
    before = set(public.rglob("*"))
    with pytest.raises(PermissionError, match="Move it out of the output folder") as caught:
        published(public, OURS | {"index.html": "edited"})
    assert caught.value.filename == str(public / "pipe")
    assert set(public.rglob("*")) == before
    assert (public / "index.html").read_text() == "home"


def test_what_stands_in_the_way_of_a_file_of_ours_goes_and_is_told(public: Path) -> None:
    (public / "press").write_text("theirs")
    (public / "feed.xml").mkdir()
    (public / "feed.xml" / "theirs.txt").write_text("theirs")
    (public / "atom.xml").mkdir()
    changes = published(public, OURS | {"press/index.html": "p", "feed.xml": "f", "atom.xml": "a"})
    assert changes.removed == ("feed.xml/theirs.txt", "press")
    assert set(contents(public)) == {*OURS, "press/index.html", "feed.xml", "atom.xml", MANIFEST}


@pytest.mark.sites  # it needs root
def test_a_mount_inside_the_output_folder_is_refused_by_name_and_not_emptied(public: Path) -> None:
    before = stamps(public)
    with mounted(public / "up loads", "1m"):
        (public / "up loads" / "theirs.txt").write_text("theirs")
        with pytest.raises(OSError, match="mount point") as caught:
            published(public, OURS | {"index.html": "edited"})
        assert caught.value.filename == str(public / "up loads")
        assert (public / "up loads" / "theirs.txt").read_text() == "theirs"
        assert (public / "index.html").read_text() == "home"
    (public / "up loads").rmdir()
    assert stamps(public) == before


# Rights, which say nothing to root


Swap = Callable[[Path], str]


@pytest.fixture(scope="module")
def unprivileged() -> Iterator[Swap]:
    """A swap by somebody to whom rights apply: it gives the fault, or nothing. One process does all of them."""
    words = [sys.executable, str(Path(__file__).with_name("swapping.py"))]
    if os.geteuid() == 0:
        assert shutil.which("setpriv"), "as root this test needs setpriv (util-linux)"
        words = ["setpriv", "--bounding-set", "-dac_override,-dac_read_search", *words]
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    with subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=env) as process:
        assert process.stdin
        assert process.stdout
        asked, told = process.stdin, process.stdout

        def swapped(folder: Path) -> str:
            print(folder, file=asked, flush=True)
            answer = told.readline()
            assert answer, "the swap ended with something else than a fault of the system"
            return answer.rstrip("\n")

        yield swapped
        asked.close()
        assert process.wait(60) == 0


@pytest.mark.parametrize("mode", [0o000, 0o300, 0o600])
def test_a_folder_that_may_not_be_read_is_refused_by_name_before_anything_is_exchanged(
    mode: int, public: Path, unprivileged: Swap
) -> None:
    (public / "theirs").mkdir()
    (public / "theirs" / "file").write_text("theirs")
    (public / "theirs").chmod(mode)
    fault = unprivileged(public)
    (public / "theirs").chmod(0o755)
    assert fault.startswith(f"{public / 'theirs'}: may not be read")
    assert (public / "theirs" / "file").read_text() == "theirs"
    assert (public / "index.html").read_text() == "home"


@pytest.mark.parametrize("mode", [0o555, 0o300])
def test_an_output_folder_that_may_not_be_written_is_refused(mode: int, public: Path, unprivileged: Swap) -> None:
    before = stamps(public)
    public.chmod(mode)
    fault = unprivileged(public)
    public.chmod(0o755)
    assert fault.startswith(f"{public}: may not be")
    assert stamps(public) == before


def test_a_folder_of_somebody_else_that_may_not_be_written_stays_so_and_hinders_no_later_build(
    public: Path, unprivileged: Swap
) -> None:
    (public / "theirs").mkdir()
    (public / "theirs" / "file").write_text("theirs")
    (public / "theirs" / "file").chmod(0o000)
    (public / "theirs").chmod(0o555)
    for _ in range(2):
        assert unprivileged(public) == ""
        assert (public / "theirs").stat().st_mode & 0o777 == 0o555
        assert (public / "theirs" / "file").stat().st_mode & 0o777 == 0
        assert [path.name for path in public.parent.iterdir()] == ["public"]
    assert (public / "index.html").read_text() == "edited"
    (public / "theirs").chmod(0o755)


def test_a_file_of_ours_that_may_not_be_read_is_written_anew(public: Path, unprivileged: Swap) -> None:
    (public / "articles" / "a" / "index.html").chmod(0o000)
    assert unprivileged(public) == ""
    assert (public / "articles" / "a" / "index.html").stat().st_mode & 0o400

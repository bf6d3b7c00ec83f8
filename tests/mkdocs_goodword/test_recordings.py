"""Recordings by their bytes: what they are, how long they play, and what is none."""

from __future__ import annotations

import json
import os
import wave
from collections.abc import Callable
from pathlib import Path

import pytest

from goodword.entries import Recording
from making import webm
from mkdocs_goodword.cache.store import Store
from mkdocs_goodword.recordings import Probes, probe
from sites.building import CONFIG, REPOSITORY, Built

MP3 = REPOSITORY / "content/notes/recordings/three-walls-tapped.mp3"
SEE = "---\ntitle: Talk\ndate: 2026-01-02\nmedia:\n"


def sound(path: Path, seconds: int = 3) -> Path:
    """Silence, as WAV."""
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(1)
        file.setframerate(8000)
        file.writeframes(b"\x80" * 8000 * seconds)
    return path


def test_a_recording_has_its_true_type_and_length(tmp_path: Path) -> None:
    assert probe(MP3) == Recording("audio/mpeg", 25)
    assert probe(sound(tmp_path / "talk.wav", 7)) == Recording("audio/wav", 7)


@pytest.mark.parametrize("name", ["talk.mp3", "talk.m4a", "talk.ogg", "talk.wav", "talk.mp4", "talk.webm", "talk.vtt"])
@pytest.mark.parametrize("data", [b"", b"not a recording", b"<html>404</html>" * 500, bytes(range(256)) * 40])
def test_what_plays_nothing_is_no_recording(tmp_path: Path, name: str, data: bytes) -> None:
    (tmp_path / name).write_bytes(data)
    assert probe(tmp_path / name) == Recording("", 0)


def test_a_file_is_what_its_bytes_say_and_not_its_name(tmp_path: Path) -> None:
    disguised = sound(tmp_path / "talk.wav").rename(tmp_path / "talk.mp3")
    assert probe(disguised) == Recording("audio/wav", 3)


def test_captions_begin_with_their_word(tmp_path: Path) -> None:
    for name, data in (("a.vtt", b"WEBVTT\n\n"), ("b.vtt", b"\xef\xbb\xbfWEBVTT - x\n")):
        (tmp_path / name).write_bytes(data)
        assert probe(tmp_path / name) == Recording("text/vtt", 0)


def test_webm_has_its_true_type_and_length_and_more_than_a_mark(tmp_path: Path) -> None:
    (tmp_path / "mark.webm").write_bytes(b"\x1a\x45\xdf\xa3\x00")
    assert probe(tmp_path / "mark.webm") == Recording("", 0)
    (tmp_path / "talk.webm").write_bytes(webm(2, seconds=61.6))
    assert probe(tmp_path / "talk.webm") == Recording("audio/webm", 62)
    (tmp_path / "film.weba").write_bytes(webm(1, 2))
    assert probe(tmp_path / "film.weba") == Recording("video/webm", 25)


def test_nobody_looks_into_other_files(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"%PDF")
    assert probe(tmp_path / "a.pdf") is None


def test_a_file_is_looked_into_once_and_again_when_it_has_changed(tmp_path: Path) -> None:
    store = Store(tmp_path / "cache" / "rows.sqlite")
    path = sound(tmp_path / "talk.wav", 3)
    assert Probes(store)(path) == Probes(store)(path) == Recording("audio/wav", 3)
    sound(path, 9)
    assert Probes(store)(path) == Recording("audio/wav", 9)
    assert store.close() == ""


def test_a_file_of_the_same_size_and_time_is_looked_into_again(tmp_path: Path) -> None:
    store = Store(tmp_path / "cache" / "rows.sqlite")
    path = sound(tmp_path / "talk.wav", 3)
    assert Probes(store)(path) == Recording("audio/wav", 3)
    state = path.stat()
    path.write_bytes(bytes(state.st_size))
    os.utime(path, ns=(state.st_atime_ns, state.st_mtime_ns))
    assert Probes(store)(path) == Recording("", 0)
    assert store.close() == ""


@pytest.mark.sites
def test_a_sound_file_that_is_none_stops_the_build_at_its_line(build_site: Callable[..., Built]) -> None:
    files = {
        "articles/talk.md": f"{SEE}  - title: A\n    src: talk.mp3\n---\n\nWords.\n",
        "articles/talk.mp3": "<html>",
    }
    built = build_site(files)
    assert built.returncode == 1
    assert (
        "articles/talk.md:6:10: error GW110 'articles/talk.mp3' is no recording that a browser can play." in built.said
    )


@pytest.mark.sites
def test_a_page_plays_what_it_has_and_fetches_nothing_before(build_site: Callable[..., Built], tmp_path: Path) -> None:
    front = (
        f"{SEE}  - src: talk.wav\n    duration: '59:59'\n    captions: talk.vtt\n    transcript: words.md\n"
        '    chapters: [{at: "0:00", title: Start}, {at: "1:05", title: <End>}]\n---\n\nText.\n'
    )
    files = {
        "articles/talk.md": front,
        "articles/words.md": "---\ntitle: The words\ndate: 2026-01-02\n---\n\nSpoken.\n",
        "articles/talk.wav": sound(tmp_path / "talk.wav", 70).read_bytes(),
        "articles/talk.vtt": "WEBVTT\n",
    }
    built = build_site(files, CONFIG).good()
    html = built.text("articles/talk/index.html")
    assert '<audio controls preload="none"' in html
    assert '<source src="../talk.wav" type="audio/wav">' in html
    assert "59:59" not in html
    assert "<span>1:10</span>" in html
    assert '<track kind="captions" src="../talk.vtt" srclang="en" label="en" default>' in html
    assert '<a href="../words/">Transcript</a>' in html
    assert '<a href="../talk.wav#t=65" data-seek="65"><span>1:05</span> &lt;End&gt;</a>' in html
    assert {"articles/talk.wav", "articles/talk.vtt"} <= built.files().keys()
    items = {item["title"]: item for item in json.loads(built.text("feed.json"))["items"]}
    assert items["Talk"]["attachments"][0]["duration_in_seconds"] == 70


@pytest.mark.sites
def test_a_transcript_that_nobody_may_see_is_no_link(build_site: Callable[..., Built], tmp_path: Path) -> None:
    files = {
        "articles/talk.md": f"{SEE}  - src: talk.wav\n    transcript: words.md\n---\n\nText.\n",
        "articles/words.md": "---\ntitle: The secret words\ndate: 2026-01-02\ndraft: true\n---\n\nSpoken.\n",
        "articles/talk.wav": sound(tmp_path / "talk.wav").read_bytes(),
    }
    html = build_site(files).good().text("articles/talk/index.html")
    assert "Transcript" not in html
    assert "words" not in html


@pytest.mark.sites
def test_what_lies_elsewhere_is_a_picture_of_ours_and_a_link(build_site: Callable[..., Built]) -> None:
    blocks = (
        '```goodword\nvideo: {url: "https://films.example/1", title: "Film <1>", note: Four minutes}\n```\n\n'
        '```goodword\nmap: {url: "https://maps.example/?q=1&z=2", title: Map, poster: shot.svg}\n```\n'
    )
    files = {"about.md": f"---\ntitle: About\n---\n\n{blocks}", "shot.svg": "<svg xmlns='http://www.w3.org/2000/svg'/>"}
    built = build_site(files).good()
    html = built.text("about/index.html")
    body = html.partition('<div class="gw-text')[2].partition("</article>")[0]
    assert '<a href="https://films.example/1" rel="noopener">' in body
    assert "Film &lt;1&gt;" in body
    assert '<a href="https://maps.example/?q=1&amp;z=2" rel="noopener"><img src="../shot.svg"' in body
    assert "shot.svg" in built.files()
    assert "iframe" not in html
    assert 'src="http' not in html
    assert "Opens at films.example." in body

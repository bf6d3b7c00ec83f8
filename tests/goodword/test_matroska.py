"""What a WebM file plays is read from its head, byte by byte, and nothing in it breaks a build."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodword.matroska import Plays, read
from making import webm

VIDEO, SOUND, SUBTITLE = 1, 2, 17


def test_pictures_are_video_and_sound_alone_is_sound():
    assert read(webm(VIDEO, SOUND)) == Plays(True, 25.0)
    assert read(webm(SOUND)) == Plays(False, 25.0)


def test_a_length_is_read_in_either_width_and_in_milliseconds_where_no_unit_is_named():
    assert read(webm(VIDEO, wide=False)).seconds == 25.0
    assert read(webm(VIDEO, scale=False)).seconds == 25.0


@pytest.mark.parametrize("seconds", [0, -3.0, float("nan"), float("inf"), 1e12])
def test_what_a_live_recording_does_not_say_and_what_cannot_be_is_no_length(seconds):
    assert read(webm(VIDEO, seconds=seconds, unknown=True)) == Plays(True, 0.0)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\x1a\x45\xdf\xa3\x00",
        webm(VIDEO)[:30],
        webm(VIDEO, doctype=b"matroska"),
        webm(SUBTITLE),
        webm(),
        b"junk" + webm(VIDEO),
        bytes(4000),
        b"\xff" * 4000,
    ],
)
def test_what_only_begins_like_one_is_none(data):
    assert read(data) is None


@given(st.binary(max_size=300), st.integers(0, 120))
def test_no_bytes_whatever_break_the_reading(data, at):
    whole = webm(VIDEO, SOUND)
    read(data)
    read(whole[:at] + data + whole[at:])

"""What prose claims about time, and how often we are right: silence is better than a false alarm."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from goodword.claims import claims
from making import phrases


def labelled():
    """Part to pairs of label and sentence, from lines of `label | sentence`."""
    parts = {}
    for line in (Path(__file__).parent / "sentences.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("## "):
            parts[line[3:]] = []
        elif line and not line.startswith("#"):
            label, _, sentence = line.partition("|")
            parts[list(parts)[-1]].append((label.strip(), sentence.strip()))
    return parts


LABELLED = labelled()


def found_in(sentence):
    """The claims of a sentence as labels."""
    labels = set()
    for claim in claims([sentence], phrases()):
        day = f" {claim.day.year if claim.kind == 'copyright' else claim.day}" if claim.day else ""
        labels.add(f"{claim.kind}{day}")
    return labels


def measured(pairs):
    """Right, wrong and missed claims, with the sentences that were wrong."""
    counts, wrong = Counter(), []
    for label, sentence in pairs:
        expected = set() if label == "none" else {label}
        found = found_in(sentence)
        if (
            "now" in expected
            and "follow-up" in found
            and re.search("stay tuned|watch this space", sentence, re.IGNORECASE)
        ):
            found -= {"follow-up"}  # one phrase, judged on undated pages as the one and on dated ones as the other
        if "follow-up" in expected:
            found -= {"now"}
        counts["right"] += len(found & expected)
        counts["wrong"] += len(found - expected)
        counts["missed"] += len(expected - found)
        wrong += [f"{sentence!r} found {sorted(found)}, labelled {label}"] * bool(found - expected)
    return counts, wrong


def precision(counts):
    return counts["right"] / (counts["right"] + counts["wrong"])


def recall(counts):
    return counts["right"] / (counts["right"] + counts["missed"])


def test_the_labelled_set_is_large_and_half_of_it_is_hard():
    everything = [pair for part in LABELLED.values() for pair in part]
    sentences = [sentence for _, sentence in everything]
    negatives = [sentence for label, sentence in everything if label == "none"]
    assert len(sentences) == len(set(sentences)) >= 200
    assert 0.4 < len(negatives) / len(sentences) < 0.6


@pytest.mark.parametrize("part", LABELLED)
def test_what_the_rules_find_in_prose_is_right(part, record_property):
    counts, wrong = measured(LABELLED[part])
    record_property(
        "measured",
        f"prose rules, {len(LABELLED[part])} {part} sentences: precision {precision(counts):.3f}, "
        f"recall {recall(counts):.3f} ({counts['right']} right, {counts['wrong']} wrong, {counts['missed']} missed)",
    )
    assert precision(counts) >= 0.95, "\n".join(wrong)


@pytest.mark.parametrize(
    ("sentence", "label"),
    [
        ("Closed from May 3, 2025 to May 5, 2025.", "promise 2025-05-05"),
        ("Our office is closed from 3 Jan. 2025 until 5 Jan. 2025.", "promise 2025-01-05"),
        ("Closed from 2024 to 5 Jan. 2025.", None),
        ("The exhibition is open from 3 to 5 March 2025.", "promise 2025-03-05"),
        ("The exhibition is open from March 3 to April 5, 2025.", "promise 2025-04-05"),
        ("The exhibition is open from 3 March 2025.", None),
        ("The exhibition is open from 2024 to 2025.", None),
        ("CLOSED UNTIL MAY 3, 2025: the shop is closed until MAY 3, 2025.", "promise 2025-05-03"),
        ("Figures of 3 to 5 March 2025.", None),
        ("The stall is open from \U00013002 to 5 March 2025.", None),
        ("We will open in \U00013000.", None),
        ("We will open in \U00013000 and \U00013001 on 3 May 2025.", "promise 2025-05-03"),
    ],
)
def test_a_claim_names_its_own_day(sentence, label):
    assert found_in(sentence) == ({label} if label else set())


def test_the_words_of_a_claim_stand_as_they_were_written():
    found = claims(["Since 1 May 2024 we grew: the hall will open on Saturday 3rd of May 2025, we hope."], phrases())
    assert [claim.words for claim in found] == ["will open on Saturday 3rd of May 2025"]

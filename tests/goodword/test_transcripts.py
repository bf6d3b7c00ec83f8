"""The transcript of a recording says what nobody may hear yet, and is a page of its own."""

import pytest

from goodword.media import exposed_transcripts
from making import article, at, clean, entry_source, lines, loaded

NOW = at("2026-06-01T12:00Z")
FILES = ("articles/talk.mp3",)


def told(withheld=None, page=None, *more):
    media = [{"src": "talk.mp3", "transcript": "words.md"}]
    words = entry_source("articles/words.md", kind="page", **(page or {}))
    catalogue = clean(article("talk", media=media, **(withheld or {})), words, *more, files=FILES)
    return lines(exposed_transcripts(catalogue.entries, NOW))


@pytest.mark.parametrize("withheld", [{"draft": True}, {"publish_at": "2099-01-01"}, {"embargo": "2099-01-01T09:00"}])
def test_the_transcript_of_what_is_withheld_is_withheld_too_or_an_error(withheld):
    assert told(withheld) == [
        "articles/words.md:1:1: error GW113 this is the transcript of 'articles/talk.md', which is withheld, and it is published. Withhold it as well, with the same key."
    ]
    assert told(withheld, withheld) == []


def test_a_place_within_the_transcript_is_the_transcript():
    media = [{"src": "talk.mp3", "transcript": "words.md#first"}]
    sources = article("talk", draft=True, media=media), entry_source("articles/words.md", kind="page")
    (problem,) = exposed_transcripts(clean(*sources, files=FILES).entries, NOW)
    assert (problem.code, problem.source) == ("GW113", "articles/words.md")


def test_what_has_been_heard_may_be_read():
    assert told() == []
    assert told({"expires": "2026-05-01"}) == []


def test_a_transcript_that_a_published_entry_names_as_well_is_its_own():
    media = [{"src": "talk.mp3", "transcript": "words.md"}]
    assert told({"draft": True}, None, article("again", media=media)) == []


@pytest.mark.parametrize("transcript", ["#words", "https://x.example/words.md", "../../words.md", "gone.md", ""])
def test_other_transcripts_are_no_page_of_ours(transcript):
    media = [{"src": "talk.mp3", "transcript": transcript}]
    found = loaded(article("talk", draft=True, media=media), files=FILES)
    assert list(exposed_transcripts(found.catalogue.entries, NOW)) == []

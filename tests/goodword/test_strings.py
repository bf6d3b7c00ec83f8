from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from goodword.dates import parse_when
from goodword.strings import Strings
from making import PARIS, at, english


def words(language, **texts):
    return Strings(language, texts)


def test_a_text_has_its_places_filled():
    assert words("en", greeting="Hello {name}")("greeting", name="Ann & <Co>") == "Hello Ann & <Co>"


def test_a_text_without_values_is_as_written():
    assert words("en", greeting="100 % {x}")("greeting") == "100 % {x}"


def test_a_value_with_braces_is_not_filled_again():
    assert words("en", greeting="Hello {name}")("greeting", name="{name.__class__}") == "Hello {name.__class__}"


def test_a_key_nobody_wrote_raises():
    with pytest.raises(KeyError):
        words("en")("missing")


@pytest.mark.parametrize(("count", "expected"), [(0, "0 days"), (1, "1 day"), (2, "2 days"), (21, "21 days")])
def test_english_has_two_plural_forms(count, expected):
    text = words("en", days={"one": "{count} day", "other": "{count} days"})
    assert text("days", count=count) == expected


@pytest.mark.parametrize(("count", "expected"), [(1, "one"), (2, "few"), (5, "many"), (22, "few"), (21, "one")])
def test_other_languages_have_their_own(count, expected):
    text = words("ru", days={"one": "one", "few": "few", "many": "many", "other": "other"})
    assert text("days", count=count) == expected


def test_a_form_nobody_wrote_falls_back_to_other():
    assert words("ru", days={"other": "other"})("days", count=2) == "other"


def test_french_counts_nothing_as_one():
    assert words("fr", days={"one": "one", "other": "other"})("days", count=0) == "one"


@pytest.mark.parametrize(
    ("language", "text", "short", "month"),
    [
        ("en", "3 May 2026", "3 May", "May"),
        ("en-US", "May 3, 2026", "May 3", "May"),
        ("fr", "3 mai 2026", "3 mai", "mai"),
        ("de", "3. Mai 2026", "3. Mai", "Mai"),
        ("xx", "3 May 2026", "3 May", "May"),
        ("not a language", "3 May 2026", "3 May", "May"),
    ],
)
def test_a_day_is_written_with_the_month_in_words(language, text, short, month):
    view = words(language).date(date(2026, 5, 3))
    assert (view.text, view.short, view.month, view.day, view.year) == (text, short, month, 3, 2026)
    assert (view.iso, view.time) == ("2026-05-03", "")


def test_a_whole_day_stays_a_day():
    view = words("en").date(parse_when("2026-05-03", PARIS))
    assert (view.iso, view.time) == ("2026-05-03", "")


@pytest.mark.parametrize("language", ["en", "de", "fr", "ar"])
def test_a_zone_that_nobody_has_a_name_for_is_called_by_its_city(language):
    moment = datetime(2026, 7, 1, 18, tzinfo=ZoneInfo("Antarctica/Troll"))
    assert words(language).zone(moment) == "Troll (UTC+2)"


def test_a_moment_has_time_and_zone():
    view = words("en").date(parse_when("2026-05-03T18:00", PARIS))
    assert (view.iso, view.time, view.text) == ("2026-05-03T18:00:00+02:00", "18:00", "3 May 2026")


def test_a_bare_moment_is_read_as_one():
    assert words("en").date(at("2026-05-03T18:00+00:00")).time == "18:00"


def test_no_date_is_none():
    assert words("en").date(None) is None


@pytest.mark.parametrize("language", ["", "en_GB", "zh-Hant", "pt-BR", "x" * 50, "../etc", "\x00"])
def test_no_language_breaks_a_date(language):
    assert words(language).date(date(2026, 5, 3)).iso == "2026-05-03"


def test_every_text_of_the_english_catalogue_is_a_text_or_plural_forms():
    for key, text in english().texts.items():
        assert isinstance(text, str) or "other" in text, key

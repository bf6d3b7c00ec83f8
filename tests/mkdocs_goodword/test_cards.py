"""Cards as pictures: every script, every length, the same bytes, and small."""

from __future__ import annotations

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from goodword.projections.cards import Card
from mkdocs_goodword.cards import drawing, faces, setting
from mkdocs_goodword.cards.art import PANEL, VARIETY, ground
from mkdocs_goodword.cards.drawing import draw
from mkdocs_goodword.cards.values import Colours, is_shaped, rgb

COLOURS = Colours(paper=(250, 249, 245), ink=(22, 33, 31), accent=(29, 91, 71))
LIMIT = 80_000
TITLES = {
    "Latin": "What a damp survey should tell you",
    "Polish": "Łódź: zażółć gęślą jaźń",
    "Vietnamese": "Những điều cần biết về nhà cổ",
    "Greek": "Τι πρέπει να σας πει μια έρευνα",
    "Cyrillic": "Что должен рассказать отчёт о сырости",
    "Hebrew": "מה בדיקת רטיבות צריכה לומר לך",
    "Arabic": "ما الذي يجب أن يخبرك به فحص الرطوبة؟",
    "Devanagari": "नमी सर्वेक्षण आपको क्या बताना चाहिए",
    "Bengali": "স্যাঁতসেঁতে জরিপ আপনাকে কী বলবে",
    "Tamil": "ஈரப்பதம் ஆய்வு என்ன சொல்ல வேண்டும்",
    "Thai": "สิ่งที่การสำรวจความชื้นควรบอกคุณ",
    "Georgian": "რა უნდა გითხრათ გამოკვლევამ",
    "Armenian": "Ինչ պետք է ասի հետազոտությունը",
    "Chinese": "潮湿检测报告应该告诉您什么，以及您可以忽略什么",
    "Japanese": "湿気の調査でわかること、わからないこと",
    "Korean": "습기 조사에서 알아야 할 것",
}


def card(title: str, kicker: str = "Articles", name: str = "Larkfield") -> Card:
    return Card("articles/x/", kicker, title, name)


def opened(data: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(data))
    image.load()
    return image


def inked(data: bytes, *, left: int, right: int) -> int:
    """How many pixels of ink stand where a title stands."""
    part = opened(data).convert("RGB").crop((left, 140, right, 510))
    return sum(count for count, colour in part.getcolors(1 << 20) or [] if colour == COLOURS.ink)


@pytest.mark.parametrize("title", TITLES.values(), ids=TITLES)
def test_every_script_is_set_in_letters_and_not_in_boxes(title: str) -> None:
    assert faces.printable(title) == title
    data = draw(card(title), COLOURS)
    assert opened(data).size == (1200, 630)
    assert len(data) < LIMIT
    rtl = faces.is_rtl(title)
    assert inked(data, left=PANEL if rtl else 0, right=1200 if rtl else 1200 - PANEL) > 2000


@pytest.mark.parametrize(
    "title",
    ["x", "Prices", "long " * 200, "x" * 5000, "Donaudampfschifffahrtsgesellschaft" * 3, "字" * 300, "สวัสดี" * 80, ""],
)
def test_every_length_fits_on_the_card(title: str) -> None:
    data = draw(card(title), COLOURS)
    assert len(data) < LIMIT
    image = opened(data).convert("RGB")
    for strip in (image.crop((0, 0, 72, 630)), image.crop((841, 0, 899, 630)), image.crop((0, 612, 899, 630))):
        assert {colour for _, colour in strip.getcolors(256) or []} == {COLOURS.paper}


def test_a_title_too_long_for_any_size_ends_with_an_ellipsis() -> None:
    made = setting.block("word " * 500, 768, 350)
    assert made.size == setting.SIZES[-1]
    assert made.lines[-1].endswith("…")


def test_a_short_title_is_set_large_and_a_longer_one_smaller() -> None:
    sizes = [setting.block(text, 768, 350).size for text in ("Prices", "word " * 14, "word " * 30)]
    assert sizes == sorted(sizes, reverse=True)
    assert sizes[0] == setting.SIZES[0]


def test_lines_are_about_as_long_as_one_another() -> None:
    lines = setting.block("What a damp survey should really tell you", 768, 350).lines
    assert len(lines) == 2
    assert abs(len(lines[0]) - len(lines[1])) < 10


def test_punctuation_never_begins_a_line_of_chinese() -> None:
    lines = setting.block("潮湿检测报告应该告诉，您什么，以及您，可以忽略什，么。" * 2, 768, 350).lines
    assert not any(line[0] in "，。" for line in lines)


def test_right_to_left_titles_begin_at_the_right_and_keep_latin_words_in_order() -> None:
    seen = faces.runs("שלום Łódź tower", rtl=True)
    assert "".join(run.text for run in seen).replace(" ", "").startswith("Łódźtower")
    data = draw(card("שלום"), COLOURS)
    assert inked(data, left=800, right=1200) > 0
    assert inked(data, left=PANEL, right=600) == 0


def test_emoji_and_symbols_are_left_out_and_the_words_stay() -> None:
    assert faces.printable("Lime 🎉 and ✂️ plaster") == "Lime and plaster"


def test_a_script_that_no_font_has_leaves_the_firms_name() -> None:
    with pytest.raises(faces.UnknownLetterError):
        faces.printable("ꆈꌠꁱꂷ")
    assert draw(card("ꆈꌠꁱꂷ"), COLOURS) != draw(card(""), COLOURS)
    assert inked(draw(card("ꆈꌠꁱꂷ"), COLOURS), left=0, right=900) > 2000


def test_without_fribidi_only_scripts_that_need_it_go_without_title(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(faces, "CAN_SHAPE", False)
    assert is_shaped(TITLES["Arabic"])
    with pytest.raises(faces.UnknownLetterError):
        faces.printable(TITLES["Arabic"])
    assert faces.printable(TITLES["Cyrillic"]) == TITLES["Cyrillic"]
    faces.width.cache_clear()
    assert inked(draw(card("Prices"), COLOURS), left=0, right=900) > 1000


def test_the_same_words_give_the_same_bytes_and_other_colours_others() -> None:
    other = Colours(paper=COLOURS.paper, ink=COLOURS.ink, accent=rgb("#933"))
    assert draw(card("Prices"), COLOURS) == draw(card("Prices"), COLOURS)
    assert draw(card("Prices"), COLOURS) != draw(card("Prices"), other)


@pytest.mark.parametrize("title", ["Post 218 about roof", "Post 36 about water"])
def test_the_first_card_that_a_process_draws_is_the_one_that_any_other_draws(title: str) -> None:
    for known in (faces.font, faces.width, drawing._label):
        known.cache_clear()
    first = draw(card(title), COLOURS)
    assert draw(card(title), COLOURS) == first


def test_the_firms_colours_are_on_the_card() -> None:
    seen = {colour for _, colour in opened(draw(card("Prices"), COLOURS)).convert("RGB").getcolors(256) or []}
    assert {COLOURS.paper, COLOURS.ink, COLOURS.accent} <= seen
    assert len(seen) <= 16


def test_every_composition_is_another_one() -> None:
    drawn = {ground(COLOURS, variant, False).tobytes() for variant in range(VARIETY)}
    assert len(drawn) == VARIETY


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=200), st.text(max_size=40))
def test_no_text_whatever_breaks_a_card(title: str, name: str) -> None:
    data = draw(card(title, name=name), COLOURS)
    assert opened(data).size == (1200, 630)
    assert len(data) < LIMIT

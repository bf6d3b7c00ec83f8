"""Which pages have a card, and the words on it."""

from __future__ import annotations

import pytest
from msgspec.structs import force_setattr

from goodword.entries import Source
from goodword.projections.cards import Card, cards
from goodword.projections.pages import page_view
from goodword.views import PictureView
from making import article, at, clean, english, entry_source, shown, source

NOW = "2026-06-01T12:00Z"
FIRM = source("company.yml", "name: Larkfield\ntagline: Repair and care for old houses")


def made(*sources: Source) -> dict[str, Card]:
    catalogue = clean(*sources, files=("articles/p.jpg", "articles/p.svg"))
    return {card.page: card for card in cards(catalogue, catalogue.index(at(NOW)), english(), at(NOW))}


def test_the_site_has_a_card_with_what_the_firm_says_of_itself() -> None:
    found = made(FIRM)[""]
    assert (found.path, found.title, found.name) == ("card.png", "Repair and care for old houses", "Larkfield")


def test_an_entry_has_a_card_with_its_section_and_headline() -> None:
    found = made(article("lime", title="Lime"))["articles/lime/"]
    assert found == Card("articles/lime/", "Articles", "Lime", "Larkfield")
    assert found.path == "articles/lime/card.png"


def test_an_event_shows_its_day_and_whether_it_takes_place() -> None:
    day = {"date": "2026-01-01", "starts": "2026-07-01T18:00"}
    found = made(entry_source("community/events/day.md", status="postponed", **day))["community/events/day/"]
    assert found.kicker == "Events · 1 July 2026 · Postponed"


@pytest.mark.parametrize(("src", "has_card"), [("p.jpg", False), ("p.svg", True), ("https://x.example/p.webp", False)])
def test_a_picture_that_networks_show_needs_no_card(src: str, has_card: bool) -> None:
    found = made(article("lime", image={"src": src, "alt": "A wall"}))
    assert ("articles/lime/" in found) is has_card


@pytest.mark.parametrize(
    "keys", [{"draft": True}, {"publish_at": "2027-01-01"}, {"expires": "2026-05-01"}, {"unlisted": True}]
)
def test_what_nobody_may_see_or_find_has_no_card(keys: dict[str, object]) -> None:
    assert set(made(article("lime", **keys))) == {""}


def test_the_words_are_one_line_of_plain_text() -> None:
    found = made(article("lime", title="One\x01 two\n three"))["articles/lime/"]
    assert found.title == "One two three"


def picture(image: dict[str, str] | None, has_cards: bool = True) -> PictureView | None:
    keys = {"image": image} if image else {}
    catalogue = clean(article("lime", **keys), files=("articles/p q.jpg", "articles/p.svg"))
    card = PictureView(url="card.png?v=1", alt="Larkfield", width=1200, height=630)
    known = shown(catalogue, NOW)
    force_setattr(known, "cards", {"": card} if has_cards else {})
    return page_view("articles/lime/", catalogue.entries[0], known).picture


def test_networks_are_told_of_the_entrys_own_picture_first() -> None:
    own = picture({"src": "p q.jpg", "alt": "A wall"})
    assert own == PictureView(url="articles/p%20q.jpg", alt="A wall", width=0, height=0)


def test_networks_are_told_of_a_card_where_the_picture_is_none_they_know() -> None:
    card = picture(None)
    assert card
    assert card.url == "card.png?v=1"
    assert picture({"src": "p.svg", "alt": "A wall"}) == card


def test_without_cards_any_picture_is_better_than_none() -> None:
    assert picture(None, has_cards=False) is None
    last = picture({"src": "p.svg", "alt": "A wall"}, has_cards=False)
    assert last
    assert last.url == "articles/p.svg"

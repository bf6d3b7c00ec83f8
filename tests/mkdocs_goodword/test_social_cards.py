"""Cards in a whole site: where they stand, who is told of them, and what they cost again."""

from __future__ import annotations

import re
import struct
from collections.abc import Callable
from pathlib import Path

import pytest

from goodword.projections.cards import Card
from mkdocs_goodword.cache.memory import Memory
from mkdocs_goodword.cards.making import WORTHWHILE, Maker
from mkdocs_goodword.cards.values import Colours
from sites.building import CONFIG, Built, Site, differing, stamps
from sites.remembering import by_host

pytestmark = pytest.mark.sites
WITH = f"{CONFIG}  - goodword/social-cards\n"
PAGE = "---\ntitle: Lime\ndate: 2026-01-02\n---\n\nWords.\n"
COLOURS = Colours((255, 255, 255), (0, 0, 0), (1, 2, 3))


def told(html: str, name: str = "og:image") -> list[str]:
    return re.findall(rf'<meta (?:property|name)="{name}" content="([^"]*)">', html)


def test_every_page_of_the_demonstration_leads_to_a_picture_that_is_there(demonstration_built: Built) -> None:
    files = demonstration_built.files()
    pages = [data.decode() for path, data in files.items() if path.endswith(".html") and b"og:title" in data]
    assert len(pages) > 100
    for html in pages:
        (picture,) = told(html)
        path = picture.removeprefix("https://larkfield.example/").partition("?")[0]
        assert files[path].startswith(b"\x89PNG")
        assert struct.unpack(">II", files[path][16:24]) == (1200, 630)
        assert told(html, "twitter:card") == ["summary_large_image"]


def test_no_card_of_the_demonstration_is_large(demonstration_built: Built) -> None:
    sizes = [len(data) for path, data in demonstration_built.files().items() if path.endswith("card.png")]
    assert len(sizes) > 60
    assert max(sizes) < 80_000


def test_both_hosts_make_the_same_cards(full_everywhere: dict[str, Built]) -> None:
    made = [
        {path: data for path, data in built.good().files().items() if path.endswith("card.png")}
        for built in full_everywhere.values()
    ]
    assert made[0]
    assert made[0] == made[1] == made[2]


def test_a_title_changes_the_address_of_its_card_alone(site: Callable[..., Site]) -> None:
    author = site({"articles/a.md": PAGE, "articles/b.md": PAGE.replace("Lime", "Slate")}, WITH)
    first = author.build().good()
    addresses = [told(first.text(f"articles/{name}/index.html")) for name in "ab"]
    author.write({"articles/a.md": PAGE.replace("Lime", "Chalk")})
    second = author.build().good()
    again = [told(second.text(f"articles/{name}/index.html")) for name in "ab"]
    assert again[0] != addresses[0]
    assert again[1] == addresses[1]


def test_a_second_build_writes_no_card(site: Callable[..., Site]) -> None:
    author = site({"articles/a.md": PAGE}, WITH)
    author.build().good()
    before = stamps(author.folder / "public")
    author.build().good()
    assert stamps(author.folder / "public") == before


def test_a_card_is_the_same_whether_it_is_remembered_or_not(site: Callable[..., Site]) -> None:
    author = site({"articles/a.md": PAGE, "articles/b.md": PAGE.replace("Lime", "Slate")}, WITH)
    cold, warm = by_host(author).good(), by_host(author).good()
    assert "articles/a/card.png" in cold.files
    assert differing(cold.files, warm.files) == []


def test_what_is_withheld_leaves_no_card(build_site: Callable[..., Built]) -> None:
    built = build_site({"articles/a.md": PAGE.replace("date:", "draft: true\ndate:")}, WITH).good()
    assert [path for path in built.files() if path.endswith("card.png")] == ["card.png"]


def test_the_firms_accent_is_taken_from_its_style_sheet(site: Callable[..., Site]) -> None:
    author = site(
        {"articles/a.md": PAGE, "brand.css": ":root { --gw-accent: #aa1133; }"}, f"{WITH}extra_css: [brand.css]\n"
    )
    data = author.build().good().files()["articles/a/card.png"]
    assert bytes((0xAA, 0x11, 0x33)) in data[data.index(b"PLTE") :][:60]


@pytest.mark.parametrize("colour", ["green", "#12", "#1d5b4z"])
def test_a_colour_that_is_none_is_refused(build_site: Callable[..., Built], colour: str) -> None:
    built = build_site({}, f"{CONFIG}  - goodword/social-cards: {{accent: '{colour}'}}\n")
    assert built.returncode == 1
    assert f"'{colour}' is not a colour" in built.said


def test_a_file_of_the_author_may_not_stand_where_a_card_does(build_site: Callable[..., Built]) -> None:
    files = {"articles/a/index.md": f"{PAGE}\n![Mine](card.png)\n", "articles/a/card.png": b"\x89PNG"}
    built = build_site(files, WITH)
    assert built.returncode == 1
    assert "GW023" in built.said


def test_other_themes_tell_of_the_card_too(build_site: Callable[..., Built]) -> None:
    config = WITH.replace("theme: {name: goodword}", "theme: {name: material}")
    built = build_site({"articles/a.md": PAGE}, config, host="mkdocs").good()
    (address,) = told(built.text("articles/a/index.html"))
    assert address.startswith("https://larch.example/articles/a/card.png?v=")


def drawn(tmp_path: Path, memory: Memory | None, count: int, jobs: int) -> dict[str, bytes]:
    """What a maker puts into a folder; `draw` gives what no other card has."""
    cards = [Card(f"{n}/", "", str(n), "") for n in range(count)]
    maker = Maker(tmp_path, COLOURS, lambda card, colours: (card.title.encode(), True), memory, jobs)
    assert maker.missing(cards) == cards
    maker.make(cards)
    return {path.parent.name: path.read_bytes() for path in tmp_path.rglob("card.png")}


@pytest.mark.parametrize("count", [3, WORTHWHILE + 5])
@pytest.mark.parametrize("jobs", [1, 2])
def test_many_processes_draw_what_one_does(tmp_path: Path, count: int, jobs: int) -> None:
    made = drawn(tmp_path, None, count, jobs)
    assert made == {str(n): str(n).encode() for n in range(count)}

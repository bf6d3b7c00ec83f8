"""Kits, plain texts and embargoes in a whole site."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import pytest

from sites.building import CONFIG, Built, Site, build_all, differing
from sites.canaries import WORD, canaries

pytestmark = pytest.mark.sites

WITH = f"{CONFIG}  - goodword/newsroom\n"
WHERE = b"GPSLatitude 48.85"
PHOTO = b"\xff\xd8\xff\xe1\x00\x31Exif\0\0II*\0\x08\0\0\0" + b"\0" * 16 + WHERE + b"\xff\xda\x00\x02pixels\xff\xd9"
BROKEN = b"\xff\xd8\xff\xe1\xff"
FILES: dict[str, str | bytes] = {
    "company.yml": "name: Larch & Sons\nboilerplate: We saw <wood>.\nkit: [{src: photo.jpg, credit: Ann}, broken.jpg]\n",
    "photo.jpg": PHOTO,
    "broken.jpg": BROKEN,
    "press/new.md": "---\ntitle: New & old\ndate: 2026-11-01\nkit: [own.svg]\n---\n\nIt is *new*, says [Ann](https://ann.example/).\n",
    "press/own.svg": "<svg xmlns='http://www.w3.org/2000/svg'/>",
    "press/hidden.md": "---\ntitle: Among us\ndate: 2026-11-01\nunlisted: true\nkit: [own.svg]\n---\n\nQuietly.\n",
    "press/said.md": "---\ntitle: Said\ndate: 2026-11-02\ntype: coverage\noutlet: The Courier\nurl: https://courier.example/\n---\n\nOf us.\n",
}
EMBARGOED = "---\ntitle: Three whole words\ndate: 2026-12-01\nembargo: 2026-12-01T09:00\n---\n\nNot yet.\n"


@pytest.fixture(scope="module")
def newsroom(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """A newsroom with a kit of its own, updates, and a picture that nobody can clean."""
    return Site.made(tmp_path_factory.mktemp("newsroom"), FILES, WITH).build(strict=False).good()


def names(built: Built, path: str) -> list[str]:
    return zipfile.ZipFile(io.BytesIO(built.files()[path])).namelist()


def test_the_kit_holds_what_is_published_and_no_photograph_that_could_tell(newsroom: Built) -> None:
    assert names(newsroom, "press/kit.zip") == ["CREDITS.txt", "photo.jpg"]
    assert WHERE not in newsroom.files()["press/kit.zip"]
    assert newsroom.files()["photo.jpg"] in newsroom.files()["press/kit.zip"]
    assert "broken.jpg" not in newsroom.files()


def test_every_own_update_has_its_kit_and_its_plain_text_and_what_others_wrote_has_none(newsroom: Built) -> None:
    assert names(newsroom, "press/new/kit.zip") == ["CREDITS.txt", "own.svg"]
    text = newsroom.files()["press/new/release.txt"]
    assert text.startswith(b"\xef\xbb\xbfPRESS RELEASE\n\nNew & old\n")
    assert "It is new, says Ann (https://ann.example/).\n\n###\n\nAbout Larch & Sons\nWe saw <wood>." in text.decode()
    assert "press/said/release.txt" not in newsroom.files()


def test_pages_lead_to_kits_and_plain_texts(newsroom: Built) -> None:
    page = newsroom.text("press/new/index.html")
    assert 'href="kit.zip"' in page
    assert 'href="release.txt"' in page
    assert 'href="kit.zip"' in newsroom.text("press/index.html")


def test_a_release_can_be_passed_on_by_plain_links_that_hold_its_title_whole(newsroom: Built) -> None:
    page = newsroom.text("press/new/index.html")
    told = "New%20%26%20old%20https%3A//larch.example/press/new/"
    assert f'href="https://share.joinmastodon.org/#text={told}"' in page
    assert f'href="https://bsky.app/intent/compose?text={told}"' in page
    assert "<script src=" not in page.partition('class="gw-share"')[2].partition("</div>")[0]


def test_an_unlisted_update_is_told_of_nowhere_else(newsroom: Built) -> None:
    assert {"press/hidden/kit.zip", "press/hidden/release.txt"} <= newsroom.files().keys()
    others = set(newsroom.holding("Among us")) | set(newsroom.holding("press/hidden"))
    assert {path.rpartition("/")[0] for path in others} == {"press/hidden"}


def test_the_same_newsroom_gives_the_same_bytes_under_every_host_and_clock(
    newsroom: Built, tmp_path_factory: pytest.TempPathFactory
) -> None:
    jobs = [
        (Site.made(tmp_path_factory.mktemp(host), FILES, WITH), host, {"strict": False, "env": {"TZ": zone}})
        for host, zone in (("mkdocs", "Pacific/Kiritimati"), ("goodword", "America/Adak"))
    ]
    for built in build_all(jobs):
        assert [
            path for path in differing(built.good().files(), newsroom.files()) if path.endswith((".zip", ".txt"))
        ] == []


def test_nothing_of_a_withheld_update_is_in_a_kit_or_a_plain_text(site: Callable[..., Site]) -> None:
    own = site({name: text for canary in canaries() if canary.kind == "press" for name, text in canary.files.items()})
    own.configure("  - goodword/freshness", "  - goodword/newsroom")
    assert own.build(strict=False).good().holding(WORD) == []


def test_an_authors_own_file_stays_where_a_kit_would_stand(site: Callable[..., Site]) -> None:
    own = site(
        {"press/a.md": "---\ntitle: A\ndate: 2026-11-01\nkit: [a/kit.zip]\n---\n\nWords.\n", "press/a/kit.zip": b"PK"}
    )
    own.configure("  - goodword/freshness", "  - goodword/newsroom")
    ran = own.build()
    assert ran.returncode == 1
    assert "press/a/kit.zip:1:1: error GW023 'press/a/kit.zip' stands where" in ran.said


@pytest.mark.parametrize(
    ("visibility", "code"),
    [("public", 1), ("private", 0), ("internal", 0), ("", 0)],
    ids=["public", "private", "internal", "unsaid"],
)
def test_an_embargoed_update_fails_in_a_public_repository_only(
    visibility: str, code: int, site: Callable[..., Site]
) -> None:
    own = site({"press/soon.md": EMBARGOED})
    told = {"GOODWORD_REPOSITORY": visibility}
    ran = own.run("check", "--only", "content", env=told)
    assert ran.returncode == own.build(env=told).returncode == code
    assert ("press/soon.md:4:10: error GW100" in ran.stdout) == bool(code)


def test_an_embargo_that_is_known_to_be_public_fails_nothing(site: Callable[..., Site]) -> None:
    own = site({"press/soon.md": EMBARGOED.replace("embargo:", "public_embargo: true\nembargo:")})
    own.build(env={"GOODWORD_REPOSITORY": "public"}).good()


def test_a_visibility_that_nobody_knows_is_refused(site: Callable[..., Site]) -> None:
    ran = site({}).build(env={"GOODWORD_REPOSITORY": "open"})
    assert ran.returncode != 0
    assert "GOODWORD_REPOSITORY is 'open'. Write one of: public, internal, private." in ran.said


def test_nobody_sees_an_embargoed_update_before_the_minute(site: Callable[..., Site]) -> None:
    own = site({"press/soon.md": EMBARGOED})
    own.configure("  - goodword/freshness", "  - goodword/newsroom")
    before, after = (
        own.build(now=f"2026-12-01T{hour}+00:00", to=f"out-{hour[:2]}").good() for hour in ("08:59:59", "09:00:00")
    )
    assert before.holding("Three whole words") == []
    assert {"press/soon/index.html", "press/soon/release.txt", "press/feed.xml"} <= set(
        after.holding("Three whole words")
    )


def test_new_press_with_an_embargo_warns_of_public_repositories(site: Callable[..., Site]) -> None:
    own = site({})
    ran = own.run("new", "press", "Soon", "--embargo", "2026-12-01T09:00")
    assert ran.returncode == 0, ran.said
    assert "In a public repository anybody can read it" in ran.said
    assert "draft: true\nembargo: 2026-12-01T09:00\n" in own.path("press/soon.md").read_text()


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("article", "Soon", "--embargo", "2026-12-01"), "--embargo is for press"),
        (("press", "Soon", "--embargo", "tomorrow"), "--embargo is not a date: 'tomorrow'"),
    ],
)
def test_an_embargo_that_cannot_be_is_a_misuse(words: tuple[str, ...], message: str, site: Callable[..., Site]) -> None:
    own = site({})
    ran = own.run("new", *words)
    assert (ran.returncode, message in ran.said) == (2, True), ran.said
    assert not own.path(f"{words[0]}s/soon.md").exists()

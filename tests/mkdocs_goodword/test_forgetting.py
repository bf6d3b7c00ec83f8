"""Withdrawing consent leaves no byte of a person, and `forget` finds what is left of them."""

from __future__ import annotations

import io
import json
import subprocess
import wave
from collections.abc import Callable
from pathlib import Path

import pytest

from sites.building import CONFIG, HOSTS, Built, Site, differing

pytestmark = pytest.mark.sites

WORD = "quokka"
NAME = f"{WORD.capitalize()} Hill"
WITH = CONFIG + "".join(
    f"  - goodword/{name}\n" for name in ("calendars", "newsroom", "structured-data", "social-cards")
)
CONSENT = "consent: {date: 2025-01-01, covers: [words, name, photo, employer]}"
PEOPLE = (
    f"{WORD}: {{name: {NAME}, role: {WORD}-role, organisation: {WORD}-house, relation: advocate, profile: true, connection: {WORD}-cousin,"
    f" photo: {{src: {WORD}.svg, alt: {WORD}}}, links: ['https://{WORD}.example/']LINE}}\nann: {{name: Ann}}\n"
)


def _sound() -> bytes:
    data = io.BytesIO()
    with wave.open(data, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(1)
        file.setframerate(8000)
        file.writeframes(b"\x80" * 16000)
    return data.getvalue()


MONTHS = [f"{year}-{month:02}-03" for year in range(2017, 2026) for month in range(1, 13)]
FILES: dict[str, str | bytes] = {
    f"{WORD}.svg": "<svg xmlns='http://www.w3.org/2000/svg'/>",
    "company.yml": (
        f"name: Larch & Sons\npress_contact: {WORD}\nkit: [{WORD}.svg, mark.svg]\n"
        f"contact_points: [{{name: {NAME}, email: {WORD}@larch.example}}]\n"
    ),
    "mark.svg": "<svg xmlns='http://www.w3.org/2000/svg'/>",
    f"community/testimonials/2025-01-02-{WORD}.md": f"---\nkind: testimonial\nby: {WORD}\n{CONSENT}\n---\n\n{WORD}-wrote-at-length\n",
    f"community/stories/{WORD}-stove.svg": f"<svg xmlns='http://www.w3.org/2000/svg'><title>{WORD}</title></svg>",
    f"community/stories/{WORD}.vtt": f"WEBVTT\n\n00:01.000 --> 00:02.000\n{WORD}-sung\n",
    f"community/stories/{WORD}.wav": _sound(),
    "community/testimonials.yml": f"- {{text: {WORD}-said, by: {WORD}, date: 2025-01-01, {CONSENT}}}\n",
    "community/responses.yml": f"- {{said: {{text: {WORD}-blamed, by: {WORD}, date: 2025-01-01, {CONSENT}}}, did: Mended, done: 2025-02-01}}\n",
    f"community/stories/{WORD}-kitchen.md": f"---\ntitle: {WORD} dried\ndate: 2016-05-05\ncustomer: {WORD}\nquote: {{text: {WORD}-cried, by: {WORD}}}\n{CONSENT}\nimage: {{src: {WORD}-stove.svg, alt: {WORD}-at-the-stove, caption: {WORD}-cooks}}\nmedia: [{{src: {WORD}.wav, captions: {WORD}.vtt, title: {WORD}-sings}}]\n---\n\n{WORD}-text\n",
    f"articles/{WORD}-wrote.md": f"---\ntitle: {WORD} wrote\ndate: 2016-03-03\nauthors: [{WORD}]\ntags: [{WORD}-tag]\n---\n\n{WORD}-words\n",
    "community/events/talk.md": f"---\ntitle: A talk\ndate: 2025-01-01\nstarts: 2027-01-01T18:00\nauthors: [{WORD}, ann]\n---\n\nCome.\n",
    "press/new.md": f"---\ntitle: New\ndate: 2025-01-01\ncontact: {WORD}\nkit: [../{WORD}.svg, ../mark.svg]\nimage: {{src: ../{WORD}.svg, alt: Somebody}}\n---\n\nWords.\n",
    "about.md": "---\ntitle: About\n---\n\n```goodword\ntestimonials: {}\n```\n\n```goodword\nresponses: {}\n```\n\n```goodword\nlatest: {limit: 50}\n```\n",
    **{f"articles/{day}-note.md": f"---\ntitle: Note of {day}\nslug: note-{day}\n---\n\nWords.\n" for day in MONTHS},
}


def people(line: str = "") -> str:
    return PEOPLE.replace("LINE", line and f", {line}")


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> tuple[Site, Built]:
    """A person who is everywhere, as long as they agree."""
    own = Site.made(tmp_path_factory.mktemp("before"), FILES | {"people.yml": people()}, WITH)
    return own, own.build(strict=False).good()


def test_the_person_is_everywhere_while_they_agree(before: tuple[Site, Built]) -> None:
    """A guard for the guard."""
    found = set(before[1].holding(WORD))
    assert {
        "community/testimonials/index.html",
        "community/responses/index.html",
        "about/index.html",
        "index.html",
    } <= found
    assert {
        "feed.xml",
        f"people/{WORD}/index.html",
        f"people/{WORD}/feed.xml",
        "press/new/release.txt",
        "sitemap.xml",
        f"{WORD}.svg",
    } <= found
    assert any(path.startswith("feed/") for path in found), "archives hold them too"
    assert {
        "press/kit.zip",
        "press/new/kit.zip",
        "search/search_index.json",
        "llms.txt",
        f"community/stories/{WORD}-kitchen/card.png",
        f"community/stories/{WORD}.vtt",
        f"community/stories/{WORD}.wav",
        f"tags/{WORD}-tag/index.html",
    } <= found
    story = before[1].text(f"community/stories/{WORD}-kitchen/index.html")
    assert f"{WORD}-at-the-stove" in story
    assert WORD in story.partition('<script type="application/ld+json">')[2].partition("</script>")[0]


@pytest.mark.parametrize("host", HOSTS)
def test_withdrawing_consent_leaves_no_byte_of_a_person_anywhere(
    host: str, before: tuple[Site, Built], tmp_path: Path
) -> None:
    own = Site.made(tmp_path, FILES | {"people.yml": people("consent: withdrawn")}, WITH)
    built = own.build(host, strict=False).good()
    assert built.holding(WORD) == []
    assert "community/events/talk/index.html" in built.files()
    assert b"mark.svg" in built.files()["press/new/kit.zip"], "what is not theirs stays"


@pytest.mark.parametrize("host", HOSTS[:2])
def test_a_text_or_a_pattern_that_would_still_publish_their_photograph_does_not(host: str, tmp_path: Path) -> None:
    with_pattern = WITH.replace("  - goodword/catalogue\n", "  - goodword/catalogue: {publish: ['*.svg']}\n")
    own = Site.made(tmp_path, FILES | {"people.yml": people("consent: withdrawn")}, with_pattern)
    assert own.build(host, strict=False).good().holding(WORD) == []
    own.write({"services.md": f"---\ntitle: Services\n---\n\n![Somebody]({WORD}.svg)\n"})
    refused = own.build(host, strict=False)
    assert refused.returncode != 0
    assert "services.md:1:1: error GW104 this shows" in refused.said


def test_a_site_that_was_built_with_them_forgets_them_at_the_next_build(tmp_path: Path) -> None:
    own = Site.made(tmp_path, FILES | {"people.yml": people()}, WITH)
    own.build(strict=False).good()
    own.write({"people.yml": people("consent: withdrawn")})
    warm = own.build(strict=False).good()
    assert warm.holding(WORD) == []
    cold = own.build(strict=False, to="cold").good()
    assert differing(warm.files(), cold.files()) == []


def test_leave_for_words_alone_shows_the_words_and_nobody(tmp_path: Path) -> None:
    words = {
        name: text.replace("covers: [words, name, photo, employer]", "covers: [words]")
        for name, text in FILES.items()
        if isinstance(text, str)
    }
    chosen = {
        name: words[name]
        for name in ("community/testimonials.yml", "community/responses.yml", "about.md", f"{WORD}.svg")
    }
    own = Site.made(tmp_path, chosen | {"people.yml": people().replace("profile: true", "profile: false")}, WITH)
    built = own.build(strict=False).good()
    page = built.text("community/testimonials/index.html")
    assert f"{WORD}-said" in page
    assert "An advocate" in page
    assert built.holding(NAME) == built.holding(f"{WORD}-role") == built.holding(f"{WORD}-house") == []
    assert f"{WORD}.svg" not in built.files()


def git(folder: Path, *words: str) -> None:
    identity = ["-c", "user.name=A", "-c", "user.email=a@x.example", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", "-C", str(folder), *identity, *words], check=True, capture_output=True)


def test_forget_lists_every_place_that_names_a_person(tmp_path: Path) -> None:
    own = Site.made(tmp_path, FILES | {"people.yml": people()}, WITH)
    (tmp_path / "ids.yml").write_text("")
    own.build(strict=False).good()
    assert own.run("ids").returncode == 0
    (tmp_path / ".gitignore").write_text("/public/\n/.cache/\n")
    git(tmp_path, "init", "--quiet")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "--quiet", "--message", "Begin")
    ran = own.run("forget", WORD, "--json")
    assert ran.returncode == 0, ran.said
    found = json.loads(ran.stdout)
    places = {(each["where"], each["source"]) for each in found}
    assert {
        ("content", "people.yml"),
        ("content", f"articles/{WORD}-wrote.md"),
        ("content", "press/new.md"),
        ("ledger", "ids.yml"),
    } <= places
    assert ("cache", ".cache/goodword/rendered.sqlite") in places
    assert ("output", "feed.xml") in places
    assert [each["text"].split(" ", 1)[1] for each in found if each["where"] == "history"] == ["Begin"]
    text = own.run("forget", WORD).stdout
    assert f"people.yml:1  {WORD}: {{name: {NAME}" in text
    assert "what feed readers, mail programs, search engines and web archives have taken" in text
    assert "\N{REPLACEMENT CHARACTER}" not in text


def test_forget_looks_into_a_cache_elsewhere_and_into_sites_that_wait_beside_the_published_one(tmp_path: Path) -> None:
    elsewhere = f"{WITH}  - goodword/render-cache: {{folder: .rows}}\n"
    own = Site.made(tmp_path, FILES | {"people.yml": people()}, elsewhere)
    own.build(strict=False).good()
    (tmp_path / "public").rename(tmp_path / ".public.goodword-spare")
    found = json.loads(own.run("forget", WORD, "--json").stdout)
    places = {(each["where"], each["source"]) for each in found}
    assert {("cache", ".rows/rendered.sqlite"), ("output", ".public.goodword-spare/feed.xml")} <= places


def test_forget_finds_in_the_history_what_the_files_no_longer_hold(tmp_path: Path) -> None:
    own = Site.made(tmp_path, {"people.yml": people(), f"{WORD}.svg": FILES[f"{WORD}.svg"]})
    git(tmp_path, "init", "--quiet")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "--quiet", "--message", "Add a person")
    own.write({"people.yml": "ann: {name: Ann}\n"})
    own.path(f"{WORD}.svg").unlink()
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "--quiet", "--message", f"Take {NAME} out")
    found = json.loads(own.run("forget", NAME, "--json").stdout)
    assert {(each["where"], each["text"].split(" ", 1)[1]) for each in found} == {
        ("history", "Add a person"),
        ("history", f"Take {NAME} out"),
    }


def test_forget_says_so_where_nothing_names_them(site: Callable[..., Site]) -> None:
    ran = site().run("forget", "nobody-known")
    assert ran.returncode == 0
    assert "Nothing here names them." in ran.stdout


def test_a_table_of_votes_is_read_anew_and_never_published(site: Callable[..., Site]) -> None:
    poll = "---\ntitle: Cold\ndate: 2026-11-01\noptions: [Hall, Bath]\nresults: {file: votes.csv, column: Room}\n---\n\nAsked.\n"
    own = site({"community/polls/cold.md": poll, "community/polls/votes.csv": f"Who,Room\n{WORD},Hall\n{WORD},Bath\n"})
    first = own.build().good()
    assert "2 answers" in first.text("community/polls/cold/index.html")
    assert first.holding(WORD) == []
    own.write({"community/polls/votes.csv": f"Who,Room\n{WORD},Hall\n{WORD},Bath\n{WORD},Hall\n"})
    warm = own.build().good()
    assert "3 answers" in warm.text("community/polls/cold/index.html")
    assert differing(warm.files(), own.build(to="cold").good().files()) == []

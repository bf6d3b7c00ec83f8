"""Nothing of what is withheld is anywhere in the output; of what is unlisted, nothing outside its own page."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from sites.building import HOSTS, NOW, SITES, Built, Site, build_all
from sites.canaries import FOREIGN, NAV, WORD, Canary, canaries, files

pytestmark = pytest.mark.sites

BUILDERS = {
    "goodword": ("goodword", "properdocs"),
    "mkdocs": ("goodword", "mkdocs"),
    "material": ("mkdocs", "properdocs"),
}
"""By theme; MkDocs' own theme is not one of ProperDocs'."""
BUILDS = {
    f"{theme}-{host}{'-nav' * nav}": (theme, host, nav)
    for theme, hosts in BUILDERS.items()
    for nav in (False, True)
    for host in hosts
}
UNLISTED_WORD = "solitaire"
UNLISTED = {
    "articles/2026-10-10-solitaire-file.md": (
        "---\ntitle: solitaire title\ndescription: solitaire description\nunlisted: true\ntags: [solitaire-tag]\n"
        "authors: [ada]\nseries: Letters\nimage: {src: images/solitaire.svg, alt: solitaire picture}\n---\n\n"
        "solitaire text\n\n## solitaire heading\n"
    ),
    "articles/images/solitaire.svg": '<svg xmlns="http://www.w3.org/2000/svg"/>\n',
    "solitaire-page.md": "---\ntitle: solitaire page\nunlisted: true\n---\n\nsolitaire text\n",
    "press/2025-01-01-solitaire-old.md": (
        "---\ntitle: solitaire archived\nexpires: 2026-01-01\non_expiry: archive\n---\n\nsolitaire text\n"
    ),
    "people/solitaire-person.md": "---\nname: solitaire person\nrelation: team\nunlisted: true\n---\n\nsolitaire life\n",
}
OWN_PAGES = {
    "articles/solitaire-file/index.html",
    "articles/images/solitaire.svg",
    "solitaire-page/index.html",
    "press/solitaire-old/index.html",
    "press/solitaire-old/release.txt",
    "people/solitaire-person/index.html",
}
MANIFEST = ".goodword-manifest.json"


def _site(folder: object, theme: str, *, nav: bool) -> Site:
    site = Site.copied(SITES / "full", folder).write(files() | UNLISTED)
    if theme != "goodword":
        site.configure("theme: {name: goodword}", f"theme: {{name: {theme}}}")
    if nav:
        site.configure("plugins:", f"{NAV}plugins:")
    return site


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Built]:
    """The full site with every withheld entry, by theme, host and whether it has a navigation of its own."""
    jobs = [
        (_site(tmp_path_factory.mktemp(name), theme, nav=nav), host, {}) for name, (theme, host, nav) in BUILDS.items()
    ]
    return dict(zip(BUILDS, build_all(jobs), strict=True))


@pytest.mark.parametrize("name", BUILDS)
def test_withheld_entries_and_links_to_them_fail_no_strict_build(name: str, hostile: dict[str, Built]) -> None:
    assert hostile[name].returncode == 0, hostile[name].stderr[-3000:]


@pytest.mark.parametrize("name", BUILDS)
def test_no_byte_of_the_output_holds_a_word_of_a_withheld_entry(name: str, hostile: dict[str, Built]) -> None:
    assert hostile[name].good().holding(WORD) == []
    assert hostile[name].holding(FOREIGN) == []


@pytest.mark.parametrize("name", BUILDS)
def test_an_unlisted_entry_leaves_traces_only_on_its_own_page(name: str, hostile: dict[str, Built]) -> None:
    assert set(hostile[name].good().holding(UNLISTED_WORD)) - {MANIFEST} == OWN_PAGES


def test_the_list_of_files_that_is_published_names_no_unlisted_page(hostile: dict[str, Built]) -> None:
    assert UNLISTED_WORD not in hostile["goodword-goodword"].good().text(MANIFEST)


@pytest.mark.parametrize("name", [name for name in BUILDS if name.startswith("goodword")])
def test_an_unlisted_page_asks_search_engines_to_leave_it_out(name: str, hostile: dict[str, Built]) -> None:
    assert 'name="robots" content="noindex"' in hostile[name].good().text("articles/solitaire-file/index.html")


@pytest.mark.parametrize("name", BUILDS)
def test_a_link_to_a_withheld_entry_becomes_its_words(name: str, hostile: dict[str, Built]) -> None:
    page = hostile[name].good().text("articles/leads-there/index.html")
    assert page.count("plain words") == len(list(canaries()))
    assert "<span>plain words</span> and <span>more</span>" in page


def test_a_host_says_once_for_each_link_that_it_is_plain_text(hostile: dict[str, Built]) -> None:
    assert hostile["goodword-properdocs"].said.count("info GW028") == 2 * len(list(canaries()))


@pytest.mark.parametrize("canary", list(canaries()), ids=lambda canary: canary.word)
def test_each_canary_would_be_published_on_its_day(canary: Canary) -> None:
    """A guard for the guard: every canary carries its word where a page would show it."""
    page = canary.files[canary.source]
    assert page.count(canary.word) >= 12


def test_canaries_sing_when_nothing_withholds_them(site: Callable[..., Site]) -> None:
    """A guard for the guard: without its state a canary is found, in pages, feeds, the sitemap and the search index."""
    free = Canary("article", "draft")
    text = free.files[free.source].replace("draft: true\n", "").replace("[a word](kanarie-article-draft-link.html)", "")
    built = site(free.files | {free.source: text}).build().good()
    found = set(built.holding(WORD))
    assert {"feed.xml", "articles/feed.xml", "sitemap.xml", "sitemap.xml.gz", "search/search_index.json"} <= found
    assert {f"articles/{free.word}-file/index.html", f"articles/images/{free.word}-cover.svg"} <= found
    assert built.holding(FOREIGN)


@pytest.mark.parametrize("host", HOSTS)
def test_what_becomes_withheld_leaves_the_output_of_the_next_build(host: str, site: Callable[..., Site]) -> None:
    source = "articles/2026-11-01-kanarie.md"
    own = site({source: "# kanarie\n\n![kanarie](kanarie.svg)\n", "articles/kanarie.svg": "<svg xmlns='kanarie'/>"})
    assert own.build(host).good().holding(WORD)
    own.write({source: "---\ndraft: true\n---\n\n# kanarie\n\n![kanarie](kanarie.svg)\n"})
    assert own.build(host).good().holding(WORD) == []


def test_a_withheld_entry_is_published_from_its_moment_on(site: Callable[..., Site]) -> None:
    page = "---\ntitle: kanarie\ndate: 2026-11-01\npublish_at: 2026-11-22T10:00\n---\n\nText.\n"
    own = site({"articles/kanarie.md": page})
    assert own.build(now="2026-11-22T09:59:59+00:00").good().holding(WORD) == []
    assert "articles/kanarie/index.html" in own.build(now="2026-11-22T10:00:00+00:00").good().holding(WORD)


@pytest.mark.parametrize(
    "target", ["/articles/kanarie/", "../kanarie/", "kanarie/", "https://larch.example/articles/kanarie/"]
)
def test_a_link_by_its_address_to_a_withheld_entry_becomes_its_words(target: str, site: Callable[..., Site]) -> None:
    own = site(
        {
            "articles/kanarie.md": "---\ntitle: Secret\ndate: 2026-11-01\ndraft: true\n---\n\nText.\n",
            "articles/2026-11-02-public.md": f"# Public\n\nSee [these words]({target}).\n",
        }
    )
    built = own.build(strict=False).good()
    assert "these words" in built.text("articles/public/index.html")
    assert built.holding(WORD) == []


def test_a_picture_of_a_withheld_entry_that_a_published_one_shows_is_published(site: Callable[..., Site]) -> None:
    own = site(
        {
            "articles/draft.md": "---\ntitle: Draft\ndate: 2026-11-01\ndraft: true\nimage: {src: shared.svg, alt: x}\n---\n",
            "articles/2026-11-02-public.md": "# Public\n\n![shown](shared.svg)\n",
            "articles/shared.svg": "<svg xmlns='http://www.w3.org/2000/svg'/>",
        }
    )
    assert "articles/shared.svg" in own.build().good().files()


def test_json_of_a_build_says_how_many_are_withheld_and_the_output_does_not(site: Callable[..., Site]) -> None:
    own = site({"articles/kanarie.md": "---\ntitle: kanarie\ndraft: true\n---\n\nText.\n"})
    ran = own.run("build", "--json")
    assert ran.returncode == 0, ran.stderr
    assert '"draft": 1' in ran.stdout
    assert Built(0, "", "", own.folder / "public").holding(WORD) == []


def test_the_clock_of_the_canaries_is_the_clock_of_the_suite() -> None:
    assert NOW.startswith("2026-11-22")

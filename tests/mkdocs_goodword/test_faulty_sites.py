"""Sites that must not build: every fault is told with its place, and the site that stands is not touched."""

from __future__ import annotations

import os
import re
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from sites.building import HOSTS, SITES, Built, Site, build_all, stamps

pytestmark = pytest.mark.sites

INVALID = sorted(path.name for path in (SITES / "invalid").iterdir() if path.is_dir())
EARLIER = {
    "index.html": "<h1>The last good site</h1>",
    "deep/er/page.html": "<h1>stands</h1>",
    ".goodword-manifest.json": '{"files": {"index.html": "0"}, "version": 1}\n',
}
LONG_AGO = 1_700_000_000
ERROR = re.compile(r"\S.*?:\d+:\d+: error .*")


def with_earlier_output(site: Site) -> Site:
    """The same site with the output of an earlier build."""
    for name, text in EARLIER.items():
        path = site.folder / "public" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        os.utime(path, (LONG_AGO, LONG_AGO))
    return site


BUILDS_OWN = re.compile(r"goodword-lock|^\.cache/")
"""What a build may leave beside the site."""


def errors(built: Built) -> list[str]:
    """Every error line a host printed, without the host's own decoration."""
    lines = (line.rpartition("goodword: ")[2].strip() for line in built.said.splitlines())
    return sorted({line for line in lines if ERROR.fullmatch(line)})


def refused(site: Site, hosts: tuple[str, ...] = HOSTS) -> dict[str, Built]:
    """A site that no host builds and that keeps its earlier output; what the hosts said."""
    copies = [
        with_earlier_output(Site.copied(site.folder, site.folder.parent / f"{site.folder.name}-{h}")) for h in hosts
    ]
    before = [stamps(copy.folder) for copy in copies]
    builds = dict(
        zip(hosts, build_all((c, h, {"strict": False}) for c, h in zip(copies, hosts, strict=True)), strict=True)
    )
    for copy, was, (host, built) in zip(copies, before, builds.items(), strict=True):
        assert built.returncode == 1, f"{host} exited {built.returncode}: {built.said}"
        assert "Traceback" not in built.said, built.said
        now = {path: stamp for path, stamp in stamps(copy.folder).items() if not BUILDS_OWN.search(path)}
        assert now == was, f"{host} touched {sorted(set(now.items()) ^ set(was.items()))[:3]}"
    return builds


@pytest.mark.parametrize("name", INVALID)
def test_a_faulty_site_tells_every_fault_and_leaves_the_last_site(name: str, tmp_path: Path) -> None:
    expected = sorted((SITES / "invalid" / name / "expected.txt").read_text(encoding="utf-8").split("\n")[:-1])
    for host, built in refused(Site.copied(SITES / "invalid" / name, tmp_path / "site")).items():
        told = errors(built)
        missing = [line for line in expected if not any(said.startswith(line) for said in told)]
        assert not missing, f"{host} does not say {missing} but {told}"
        assert len(told) >= len(set(expected)), told
        surplus = [said for said in told if not any(said.startswith(line) for line in expected)]
        assert not surplus, f"{host} also says {surplus}"


def test_all_invalid_sites_together_tell_all_their_faults_at_once(tmp_path: Path) -> None:
    site, expected = Site.made(tmp_path / "site", {}), []
    for name in ("impossible-dates", "colon-in-a-title", "unknown-keys", "wrong-types", "duplicate-keys"):
        text = (SITES / "invalid" / name / "content/articles/launch.md").read_text(encoding="utf-8")
        site.write({f"articles/{name}.md": text})
        lines = (SITES / "invalid" / name / "expected.txt").read_text(encoding="utf-8").split("\n")[:-1]
        expected += [line.replace("launch", name) for line in lines]
    for host, built in refused(site).items():
        told = errors(built)
        assert not [line for line in expected if not any(said.startswith(line) for said in told)], host
        assert f"{len(expected)} faults" in built.said


DEEP = "meta: " + "{a: " * 30 + "1" + "}" * 30
MADE: dict[str, tuple[dict[str, str | bytes], str]] = {
    "brackets nested five thousand deep": ({"a.md": f"---\ntitle: {'[' * 5000}\n---\n"}, r"a\.md:2:\d+: error GW00"),
    "nesting beyond twenty": ({"a.md": f"---\ntitle: A\n{DEEP}\n---\n"}, r"a\.md:3:\d+: error GW008"),
    "more than 64 KiB": ({"a.md": f"---\ntitle: {'long ' * 20000}\n---\n"}, r"a\.md:2:1: error GW003"),
    "a number of five thousand digits": (
        {"a.md": f"---\ntitle: A\norder: {'9' * 5000}\n---\n"},
        r"a\.md:3:8: error GW018",
    ),
    "a file that is not UTF-8": ({"a.md": b"# A\n\n\xff\xfe\n"}, r"a\.md:1:1: error GW030"),
    "a control character in the metadata": ({"a.md": "---\ntitle: A\x07B\n---\n"}, r"a\.md:\d:\d+: error GW00"),
    "names that differ by case": ({"Launch.md": "# A\n", "launch.md": "# B\n"}, r"launch\.md:1:1: error GW023"),
    "names that differ by Unicode form": (
        {"caf\u00e9.md": "# A\n", "cafe\u0301.md": "# B\n"},
        r"caf.+\.md:1:1: error GW023",
    ),
    "a reserved name": ({"CON.md": "# A\n"}, r"CON\.md:1:1: error GW036"),
    "a colon in a name": ({"a:b.md": "# A\n"}, r"a:b\.md:1:1: error GW036"),
    "a name that ends with a dot": ({"a./b.md": "# A\n"}, r"a\./b\.md:1:1: error GW036"),
    "an alias bomb": (
        {
            "a.md": "---\na: &a [1,1]\n"
            + "".join(f"{c}: &{c} [*{p},*{p}]\n" for p, c in zip("abcdefgh", "bcdefghi", strict=True))
            + "---\n"
        },
        r"a\.md:2:\d+: error GW008",
    ),
}


@pytest.mark.parametrize("name", MADE)
def test_hostile_metadata_and_names_are_diagnosed(name: str, tmp_path: Path) -> None:
    made, expected = MADE[name]
    started = time.monotonic()
    builds = refused(Site.made(tmp_path / "site", made), ("goodword", "mkdocs"))
    for host, built in builds.items():
        assert any(re.match(expected, line) for line in errors(built)), f"{host}: {built.said}"
    assert time.monotonic() - started < 10


def test_links_out_of_the_content_folder_and_loops_are_refused(tmp_path: Path) -> None:
    site = Site.made(tmp_path / "site", {})
    outside = tmp_path / "content-of-somebody-else"
    outside.mkdir()
    (outside / "secret.md").write_text("# Secret\n", encoding="utf-8")
    links = {"out.md": outside / "secret.md", "folder": outside, "loop": site.path(""), "nowhere.md": tmp_path / "gone"}
    for host in HOSTS:
        own = with_earlier_output(Site.copied(site.folder, tmp_path / f"{host}-site"))
        for name, target in links.items():
            own.path(name).symlink_to(target)
        before = stamps(own.folder / "public")
        built = own.build(host, strict=False)
        assert built.returncode == 1, built.said
        assert [line.split(":")[0] for line in errors(built)] == sorted(links)
        assert stamps(own.folder / "public") == before


def test_a_link_within_the_content_folder_is_followed(site: Callable[..., Site]) -> None:
    own = site({"articles/2026-11-01-a.md": "# A\n\n![x](here.svg)\n", "images/there.svg": "<svg/>"})
    own.path("articles/here.svg").symlink_to("../images/there.svg")
    assert own.build().good().files()["articles/here.svg"] == b"<svg/>"


def test_faults_in_an_explicit_draft_only_warn(site: Callable[..., Site]) -> None:
    draft = "---\ntitle: Draft\ndraft: true\nupdated: someday\nreview_in: sometimes\n---\n\nText.\n"
    own = site({"articles/2026-11-01-draft.md": draft})
    built = own.build(strict=False).good()
    assert built.said.count(": warning GW01") == 2
    assert own.build("mkdocs", strict=True).returncode == 1


@pytest.mark.parametrize("host", HOSTS)
def test_a_warning_fails_a_strict_build_and_leaves_the_last_site(host: str, site: Callable[..., Site]) -> None:
    own = with_earlier_output(site({"articles/2026-11-01-a.md": "---\ntitle: A\nauthors: [nobody]\n---\n\nText.\n"}))
    before = stamps(own.folder / "public")
    built = own.build(host, strict=True)
    assert built.returncode == 1
    assert "articles/2026-11-01-a.md:3:10: warning GW025" in built.said
    if host == "goodword":
        assert stamps(own.folder / "public") == before


WRONG_OPTIONS = {
    "timezone: Mars/Olympus": "'Mars/Olympus' is not a time zone",
    "sections: {a: {kin: article}}": "Did you mean 'kind'?",
    "sections: {a: {kind: artikle}}": "has the kind 'artikle'",
    "sections: {a: {kind: article, cadence: often}}": "the cadence 'often'",
}


@pytest.mark.parametrize("host", HOSTS)
@pytest.mark.parametrize("option", WRONG_OPTIONS)
def test_a_configuration_that_cannot_be_used_is_told(option: str, host: str, site: Callable[..., Site]) -> None:
    own = with_earlier_output(site())
    own.configure("  - goodword/catalogue\n", f"  - goodword/catalogue:\n      {option}\n")
    before = stamps(own.folder / "public")
    built = own.build(host)
    assert built.returncode == 1
    assert WRONG_OPTIONS[option] in built.said
    assert "Traceback" not in built.said
    assert stamps(own.folder / "public") == before


@pytest.mark.parametrize("host", HOSTS)
def test_the_catalogue_must_come_first_and_says_so(host: str, site: Callable[..., Site]) -> None:
    own = with_earlier_output(site()).configure("  - goodword/catalogue\n", "")
    before = stamps(own.folder / "public")
    built = own.build(host)
    assert built.returncode == 1
    assert "goodword/catalogue" in built.said
    assert stamps(own.folder / "public") == before


@pytest.mark.parametrize("host", HOSTS)
def test_a_text_that_is_nested_too_deep_is_told_by_its_file(host: str, site: Callable[..., Site]) -> None:
    own = with_earlier_output(site({"about.md": "# A\n\n" + "".join(f"{'    ' * deep}- x\n" for deep in range(300))}))
    built = own.build(host)
    assert built.returncode == 1
    assert "about.md: lists or quotations are nested too deep to be rendered. Write fewer levels." in built.said
    assert "Traceback" not in built.said

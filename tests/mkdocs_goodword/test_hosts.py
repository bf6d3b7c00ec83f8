"""Every host makes the same site, and the same site again."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from sites.building import HOSTS, REPOSITORY, SITES, Built, Site, build_all, differing

pytestmark = pytest.mark.sites

SITES_OF = ("minimal_everywhere", "full_everywhere", "demonstration_everywhere")
NEXT_DAY = "2026-11-23T09:00:00+00:00"
ELSEWHERE = {"TZ": "Pacific/Kiritimati", "PYTHONHASHSEED": "7", "LC_ALL": "C"}
ELSEWHERE_STILL = {"TZ": "America/St_Johns", "PYTHONHASHSEED": "12345", "LC_ALL": "POSIX", "LANG": "tr_TR.UTF-8"}


@pytest.mark.parametrize("name", SITES_OF)
@pytest.mark.parametrize("host", HOSTS)
def test_every_host_builds_the_site_under_strict(name: str, host: str, request: pytest.FixtureRequest) -> None:
    built = request.getfixturevalue(name)[host]
    assert built.returncode == 0, built.said
    assert (built.folder / "index.html").is_file()


@pytest.mark.parametrize("name", SITES_OF)
@pytest.mark.parametrize("host", ["mkdocs", "properdocs"])
def test_every_host_writes_the_same_bytes(name: str, host: str, request: pytest.FixtureRequest) -> None:
    built = request.getfixturevalue(name)
    assert differing(built["goodword"].files(), built[host].files()) == []


@pytest.mark.parametrize("host", HOSTS)
def test_a_build_prints_no_banner(host: str, minimal_everywhere: dict[str, Built]) -> None:
    assert "mkdocs 2" not in minimal_everywhere[host].said.lower()
    assert "zensical" not in minimal_everywhere[host].said.lower()


def test_the_day_of_the_build_changes_no_feed_and_no_sitemap(
    demonstration: Site, demonstration_built: Built, tmp_path: Path
) -> None:
    later = demonstration.build("goodword", now=NEXT_DAY, to=str(tmp_path / "later")).good()
    today, tomorrow = demonstration_built.files(), later.files()
    lasting = [path for path in {*today, *tomorrow} if path.endswith(".xml") or "sitemap" in path]
    assert len(lasting) > 5
    assert [path for path in lasting if today.get(path) != tomorrow.get(path)] == []


@pytest.mark.parametrize("host", ["mkdocs", "properdocs"])
def test_the_day_of_the_build_changes_no_feed_and_no_sitemap_under_a_plain_host(
    host: str, full: Site, full_built: Built
) -> None:
    later = full.build(host, now=NEXT_DAY, to=f"later-{host}").good().files()
    today = full_built.files()
    assert "sitemap.xml.gz" in today
    lasting = [path for path in {*today, *later} if path.endswith(".xml") or "sitemap" in path]
    assert [path for path in lasting if today.get(path) != later.get(path)] == []


def test_zone_hash_seed_locale_and_umask_of_the_machine_change_nothing(
    demonstration: Site, demonstration_built: Built
) -> None:
    jobs = [
        (demonstration, "goodword", {"to": "kiritimati", "env": ELSEWHERE, "umask": 0o077}),
        (demonstration, "mkdocs", {"to": "st-johns", "env": ELSEWHERE_STILL, "umask": 0o002}),
    ]
    for built in build_all(jobs):
        assert differing(demonstration_built.files(), built.good().files()) == []


def test_the_order_of_files_on_the_disk_and_their_times_change_nothing(full_built: Built, tmp_path: Path) -> None:
    source = SITES / "full"
    names = sorted((path for path in (source / "content").rglob("*") if path.is_file()), reverse=True)
    site = Site(tmp_path)
    (tmp_path / "site_config.yml").write_bytes((source / "site_config.yml").read_bytes())
    for number, path in enumerate(names):
        name = path.relative_to(source / "content").as_posix()
        site.write({name: path.read_bytes()})
        os.utime(site.path(name), (number * 1000, number * 1000))
    assert differing(full_built.files(), site.build("goodword").good().files()) == []


def test_lines_ended_as_on_windows_and_a_byte_order_mark_change_no_page(full_built: Built, tmp_path: Path) -> None:
    site = Site.copied(SITES / "full", tmp_path)
    for path in site.path("").rglob("*"):
        if path.suffix in (".md", ".yml"):
            path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    assert differing(full_built.files(), site.build("goodword").good().files()) == []


def test_what_a_plain_host_built_is_replaced_whole_by_goodword(tmp_path: Path) -> None:
    site = Site.copied(SITES / "minimal", tmp_path)
    before = site.build("mkdocs").good().files()
    built = site.build("goodword").good()
    assert differing(before, built.files()) == []
    assert "0 files written" in built.stdout
    assert "0 removed" in built.stdout


def test_nothing_of_the_themes_own_sources_is_published(full_built: Built) -> None:
    assert [path for path in full_built.files() if path.endswith((".yml", ".yaml", ".py", ".pyc", ".toml"))] == []


def test_a_stray_file_and_a_picture_nobody_shows_are_not_published(tmp_path: Path, full_built: Built) -> None:
    assert "articles/images/unused.svg" not in full_built.files()
    site = Site.copied(SITES / "minimal", tmp_path).write({"notes.txt": "private", "articles/.hidden.md": "# Hidden"})
    assert not [path for path in site.build().good().files() if "notes.txt" in path or "hidden" in path]


def test_the_configuration_of_the_repository_is_the_demonstration(demonstration: Site) -> None:
    assert (demonstration.folder / "site_config.yml").read_bytes() == (REPOSITORY / "site_config.yml").read_bytes()

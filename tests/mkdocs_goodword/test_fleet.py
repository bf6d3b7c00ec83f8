"""Documents rendered by a Dask cluster, and shared between machines through a folder behind a URL."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from distributed import LocalCluster

from mkdocs_goodword.__main__ import cli
from sites.building import contents, differing

pytestmark = pytest.mark.sites
POSTS = 70
"""More than the number below which other processes are not worth while."""


@pytest.fixture(scope="module")
def scheduler() -> Iterator[str]:
    with LocalCluster(
        n_workers=2, threads_per_worker=1, dashboard_address=None, host="127.0.0.1", silence_logs=50
    ) as cluster:
        yield cluster.scheduler_address


@pytest.fixture
def site(tmp_path: Path) -> Path:
    articles = tmp_path / "site" / "content" / "articles"
    articles.mkdir(parents=True)
    for number in range(POSTS):
        other = f"post-{(number + 1) % POSTS}.md"
        text = f"---\ntitle: Post {number}\ndate: 2026-01-15\n---\n\nSee [the next]({other}), *number* {number}.\n"
        (articles / f"post-{number}.md").write_text(text, encoding="utf-8")
    (articles.parent / "index.md").write_text("# Home\n\nWelcome.\n", encoding="utf-8")
    (tmp_path / "site" / "site_config.yml").write_text(
        "site_name: Larkfield\nsite_url: https://larkfield.example/\ndocs_dir: content\nsite_dir: public\n"
        "theme: {name: goodword}\nplugins: [search, goodword/catalogue, goodword/listings, goodword/feeds]\n",
        encoding="utf-8",
    )
    return tmp_path / "site"


def built(site: Path, folder: str, *options: str) -> dict[str, bytes]:
    said = CliRunner().invoke(cli, ["build", "-f", f"{site}/site_config.yml", "-d", f"{site}/{folder}", *options])
    assert said.exit_code == 0, said.output
    return contents(site / folder)


def refused(site: Path, *options: str) -> str:
    said = CliRunner().invoke(cli, ["build", "-f", f"{site}/site_config.yml", *options])
    assert said.exit_code == 1, said.output
    assert not (site / "public").exists()
    return said.output


def rows(store: Path) -> dict[str, tuple[int, int]]:
    return {path.name: (path.stat().st_ino, path.stat().st_mtime_ns) for path in store.rglob("*") if path.is_file()}


def test_a_cluster_renders_the_same_bytes_as_this_process_alone(scheduler: str, site: Path) -> None:
    alone = built(site, "alone", "--no-cache")
    assert differing(alone, built(site, "fleet", "--scheduler", scheduler, "--jobs", "1")) == []


def test_what_one_machine_rendered_another_takes_from_the_shared_store(scheduler: str, site: Path) -> None:
    store, cache = site / "store", site / ".cache"
    url = store.as_uri()
    first = built(site, "first", "--scheduler", scheduler, "--shared-store", url)
    shared = rows(store)
    assert len(shared) >= POSTS
    cache.rename(site / ".cache-of-another-machine")
    assert differing(first, built(site, "second", "--jobs", "2", "--shared-store", url)) == []
    assert rows(store) == shared


def test_a_damaged_or_outdated_row_of_the_shared_store_is_rendered_again(site: Path) -> None:
    store = site / "store"
    first = built(site, "first", "--jobs", "2", "--shared-store", store.as_uri())
    for number, path in enumerate(sorted(path for path in store.rglob("*") if path.is_file())):
        path.write_bytes((b"", path.read_bytes()[:40], b"\0" * 200)[number % 3])
    (site / ".cache").rename(site / ".cache-of-another-machine")
    assert differing(first, built(site, "second", "--jobs", "2", "--shared-store", store.as_uri())) == []


def test_a_link_is_resolved_anew_where_its_target_has_gone_since_it_was_shared(site: Path) -> None:
    store = site / "store"
    built(site, "first", "--jobs", "2", "--shared-store", store.as_uri())
    (site / "content/articles/post-7.md").unlink()
    (site / ".cache").rename(site / ".cache-of-another-machine")
    warm = built(site, "warm", "--jobs", "2", "--shared-store", store.as_uri())
    assert differing(built(site, "cold", "--no-cache"), warm) == []


def test_a_scheduler_that_does_not_answer_is_told_and_the_last_site_stands(site: Path) -> None:
    said = refused(site, "--scheduler", "tcp://127.0.0.1:9")
    assert "no scheduler answers at tcp://127.0.0.1:9" in said
    assert "The last site stands." in said


def test_a_store_nobody_can_open_is_told(site: Path) -> None:
    assert "the shared store nowhere://x cannot be opened" in refused(site, "--shared-store", "nowhere://x")

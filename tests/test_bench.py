"""The bench: what it builds, how it counts and what it says. Nothing here is timed."""

from __future__ import annotations

import dataclasses
import hashlib
import json
import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from bench.cli import COMMAND, environment, options
from bench.corpus import Corpus
from bench.dialects import DIALECTS, image
from bench.engines import Site, goodword
from bench.machine import Machine, field
from bench.outputs import Written, compare, stamps
from bench.peers import FOLDER
from bench.processes import FailedError, Running, proportional, session
from bench.results import Run, ratios, summaries
from bench.rounds import Rounds
from bench.scenarios import SCENARIOS, Bench
from bench.table import as_data, laid_out, report

MACHINE = Machine("A processor", 2, 25_000_000_000, "Linux 6.1", "3.11.2", 0.1, "2026-11-22T09:00:00+00:00")
BUSY = "The machine was busy"


def run(posts: int, engine: str, scenario: str, seconds: float, written: int = 0, memory: int = 10**8) -> Run:
    return Run(posts, engine, scenario, seconds, seconds, memory, written)


# The corpus


def test_the_corpus_is_the_same_bytes_for_the_same_seed() -> None:
    corpus = Corpus(6, seed="a seed")
    digest = hashlib.sha256()
    for name in sorted(DIALECTS):
        for post in corpus.posts():
            digest.update("\0".join(DIALECTS[name].write(corpus, post)).encode())
    assert digest.hexdigest() == "6a24f04fa72adee2ed292a5808e1de1fb5cbb55bc618359b094ca54500f9ad9d"


def test_another_seed_is_another_corpus() -> None:
    assert Corpus(3, seed="one").post(2) != Corpus(3, seed="other").post(2)


def test_a_larger_corpus_begins_with_the_smaller_one() -> None:
    assert list(Corpus(20).posts())[:5] == list(Corpus(5).posts())


def test_a_post_is_about_a_thousand_words_with_three_tags() -> None:
    posts = list(Corpus(60).posts())
    lengths = [len(f"{post.lead} {post.rest}".split()) for post in posts]
    assert 950 <= sum(lengths) / len(lengths) <= 1050
    assert all(len({*post.tags}) == 3 for post in posts)
    assert len({tag for post in Corpus(500).posts() for tag in post.tags}) == 40
    assert len({author for post in posts for author in post.authors}) == 10
    assert {post.identity.section for post in posts} == {"articles", "press"}
    assert len({post.identity.date.year for post in posts}) == 10


def test_posts_have_everything_that_people_write() -> None:
    text = "\n".join(post.rest for post in Corpus(30).posts())
    for mark in ("\n## ", "\n### ", "\n- ", "\n1. ", "\n> ", "\n```python\n", "](@post:", "](@image:", "**", "`"):
        assert mark in text


@pytest.mark.parametrize("name", sorted(DIALECTS))
def test_every_dialect_says_the_same_and_leaves_no_mark_of_ours(name: str) -> None:
    corpus = Corpus(12)
    paths = set()
    for post in corpus.posts():
        path, text = DIALECTS[name].write(corpus, post)
        paths.add(path)
        assert "@post:" not in text
        assert "@image:" not in text
        assert plain(post.rest) in plain(text)
        assert all(tag in text for tag in post.tags)
    assert len(paths) == 12


def plain(text: str) -> str:
    return re.sub(r"\]\([^)]*\)", "]", text)


@pytest.mark.parametrize("name", ["goodword", "material"])
def test_links_between_source_files_lead_to_source_files(name: str) -> None:
    corpus = Corpus(40)
    texts = dict(DIALECTS[name].write(corpus, post) for post in corpus.posts())
    images = {f"{DIALECTS[name].images}/figure-{n}.png" for n in range(10)}
    targets = {
        os.path.normpath(Path(path).parent / target)
        for path, text in texts.items()
        for target in re.findall(r"\]\(([^)]+)\)", text)
    }
    assert len(targets) > 20
    assert targets <= texts.keys() | images


def test_an_image_is_a_picture() -> None:
    assert image(3).startswith(b"\x89PNG\r\n\x1a\n")
    assert image(3) != image(4)


def test_the_newest_post_is_the_one_with_the_latest_date() -> None:
    corpus = Corpus(50)
    assert corpus.newest().identity.date == max(post.identity.date for post in corpus.posts())


# What is counted


def test_a_file_counts_as_written_when_its_bytes_or_its_time_changed(tmp_path: Path) -> None:
    for name in ("same", "bytes", "time", "gone"):
        (tmp_path / name).write_text("before")
    before = stamps(tmp_path)
    kept = (tmp_path / "bytes").stat()
    (tmp_path / "bytes").write_text("behind")
    os.utime(tmp_path / "bytes", ns=(kept.st_atime_ns, kept.st_mtime_ns))
    os.utime(tmp_path / "time", (1, 1))
    (tmp_path / "gone").unlink()
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "new").write_text("new")
    assert compare(before, stamps(tmp_path)) == Written(files=4, written=3, removed=1)


def test_no_folder_has_no_files(tmp_path: Path) -> None:
    assert stamps(tmp_path / "none") == {}


def test_a_process_is_counted_with_everything_it_starts(tmp_path: Path) -> None:
    child = "import time; held = bytearray(60_000_000); time.sleep(1.5)"
    parent = f"import subprocess, sys; [p.wait() for p in [subprocess.Popen([sys.executable, '-c', {child!r}]) for _ in range(2)]]"
    used = Running([sys.executable, "-c", parent], tmp_path, {**os.environ}, tmp_path / "log").wait()
    assert used.memory > 120_000_000
    assert used.cpu > 0
    assert used.seconds > 1


def test_a_session_knows_its_processes() -> None:
    assert os.getpid() in session(os.getsid(0))
    assert proportional(os.getpid()) > 1_000_000


def test_a_command_that_fails_says_why(tmp_path: Path) -> None:
    words = [sys.executable, "-c", "import sys; sys.exit('no such post')"]
    with pytest.raises(FailedError, match="no such post"):
        Running(words, tmp_path, {**os.environ}, tmp_path / "log").wait()


# What is made of it


def test_a_summary_is_the_median_and_its_extremes() -> None:
    (found,) = summaries(run(1000, "hugo", "cold", seconds) for seconds in (3.0, 1.0, 1.5))
    assert (found.runs, found.seconds, found.fastest, found.slowest, found.cpu) == (3, 1.5, 1.0, 3.0, 1.5)


def test_what_was_not_counted_has_no_median() -> None:
    (found,) = summaries([Run(1000, "goodword", "serve", 0.2, None, 10, None)])
    assert (found.cpu, found.written) == (None, None)


def test_each_goal_is_held_against_the_median_of_its_size() -> None:
    runs = [run(posts, "hugo", "cold", seconds) for posts, seconds in ((1_000, 1.0), (4_000, 4.0), (20_000, 40.0))]
    runs += [run(posts, "goodword", "cold", seconds) for posts, seconds in ((1_000, 4.0), (4_000, 16.0), (20_000, 40))]
    runs += [run(posts, "goodword", "edit", seconds) for posts, seconds in ((1_000, 0.8), (4_000, 2.1), (20_000, 9))]
    runs += [run(1_000, "material", "cold", 20.0), run(1_000, "goodword", "unchanged", 0.5, written=2)]
    runs += [run(4_000, "goodword", "serve", 0.25), run(100_000, "goodword", "cold", 400, memory=4_200_000_000)]
    found = {(one.name, one.posts): (one.value, one.goal, one.held) for one in ratios(summaries(runs))}
    assert found == {
        ("one edit / Hugo", "1,000"): (0.8, 0.8, True),
        ("one edit / Hugo", "4,000"): (0.525, 0.5, False),
        ("one edit / Hugo", "20,000"): (0.225, 0.25, True),
        ("cold / Hugo", "1,000"): (4.0, 5.0, True),
        ("cold / Hugo", "4,000"): (4.0, 3.0, False),
        ("cold / Hugo", "20,000"): (1.0, 1.0, True),
        ("cold / Material", "1,000"): (0.2, 0.25, True),
        ("cold, growth", "20,000 / 4,000"): (2.5, 5.2, True),
        ("one edit, growth", "20,000 / 4,000"): (9 / 2.1, 5.2, True),
        ("edit shown by serve", "4,000"): (0.25, 0.3, True),
        ("files written, unchanged", "1,000"): (2, 0, False),
        ("memory, cold", "100,000"): (4.2, 4.0, False),
    }


def test_a_goal_without_its_numbers_is_not_claimed() -> None:
    assert ratios(summaries([run(1_000, "goodword", "cold", 1.0)])) == []


# What it says


def test_columns_are_as_wide_as_what_is_in_them() -> None:
    assert laid_out([("", "s"), ("cold", "10.25"), ("b", "1")], left=1) == "          s\ncold  10.25\nb         1"


def test_the_report_fits_eighty_columns() -> None:
    engines = ("goodword", "material")
    runs = [
        run(100_000, engine, scenario, seconds, written=1_234_567, memory=23 * 10**9)
        for engine in engines
        for scenario in SCENARIOS
        for seconds in (12_345.67, 23_456.78)
    ]
    versions = {"material": "mkdocs-material 9.8.1 mkdocs-rss-plugin 1.19.0 mkdocs 1.6.1 markdown 3.11.3"}
    said = report(MACHINE, versions, runs)
    assert max(map(len, said.split("\n"))) <= 80
    assert BUSY not in said
    assert "100,000 posts, medians\n" in said
    assert said.count("goodword") == 1


def test_the_report_says_whether_each_goal_is_held() -> None:
    said = report(MACHINE, {}, [run(1_000, "goodword", "edit", 0.7), run(1_000, "hugo", "cold", 1.0)])
    assert re.search(r"^one edit / Hugo +1,000 +<= 0\.80 +0\.70 +yes$", said, re.MULTILINE)


def test_a_busy_machine_is_admitted() -> None:
    assert BUSY in report(dataclasses.replace(MACHINE, load=1.5), {}, [run(1_000, "hugo", "cold", 1.0)])


def test_a_program_gets_every_run_the_machine_and_the_goals() -> None:
    runs = [run(1_000, "goodword", "edit", 0.9), run(1_000, "hugo", "cold", 1.0)]
    data = json.loads(json.dumps(as_data(MACHINE, {"hugo": "0.168"}, runs, "a seed")))
    assert data["machine"]["cpu"] == "A processor"
    assert [one["seconds"] for one in data["runs"]] == [0.9, 1.0]
    assert data["goals"] == [
        {"name": "one edit / Hugo", "posts": "1,000", "value": 0.9, "goal": 0.8, "unit": "", "held": False}
    ]


def test_the_kernels_tables_are_read_by_name() -> None:
    assert field("processor\t: 0\nmodel name\t: A: processor\n", "model name") == "A: processor"
    assert field("processor\t: 0\n", "model name") == ""


# What it is asked


def test_sizes_and_names_are_put_in_order() -> None:
    asked = options(["--sizes", "4000,1000", "--engines", "hugo,goodword", "--scenarios", "edit,cold"])
    assert (asked.sizes, asked.engines, asked.scenarios) == ((1000, 4000), ("goodword", "hugo"), ("cold", "edit"))


@pytest.mark.parametrize("words", [["--engines", "jekyll"], ["--sizes", "0"], ["--sizes", "many"], ["--runs", "0"]])
def test_what_nobody_can_run_is_refused(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        options(words)
    assert words[0] in capsys.readouterr().err


# The peers


def test_the_peers_are_locked_and_no_lock_says_where_they_come_from() -> None:
    for lock in FOLDER.glob("requirements-*.txt"):
        lines = lock.read_text(encoding="utf-8").split("\n")
        assert not [line for line in lines if "://" in line or line.startswith("-")]
        assert [line for line in lines if "==" in line and not line.endswith("\\")] == []
    packages = json.loads((FOLDER / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    assert all("resolved" not in package for package in packages.values())
    assert all("integrity" in package for name, package in packages.items() if name)
    assert packages[""]["dependencies"] == json.loads((FOLDER / "package.json").read_text())["dependencies"]


def test_materials_peer_has_the_host_of_our_own_lock() -> None:
    ours = (FOLDER.parents[2] / "requirements.txt").read_text(encoding="utf-8")
    theirs = (FOLDER / "requirements-material.txt").read_text(encoding="utf-8")
    for name in ("mkdocs", "mkdocs-material", "markdown", "pymdown-extensions"):
        (pin,) = re.findall(rf"^{name}==\S+", theirs, re.MULTILINE)
        assert f"\n{pin} " in ours


# Rounds


def test_a_scenario_that_fails_stops_no_other_and_is_told(tmp_path: Path) -> None:
    site = Site(goodword(Path("goodword")), Corpus(1), tmp_path)
    said: list[str] = []
    rounds = Rounds(FailingOnce({}, tmp_path), {"goodword": ("cold", "edit")}, said.append)
    rounds._one(site, 0)
    assert [run.scenario for run in rounds.runs] == ["edit"]
    assert rounds.failures == ["1 posts, Goodword, cold: no room"]
    assert said == [*rounds.failures, "1 posts, round 1: goodword, edit: 1.00 s, 100 MB"]


class FailingOnce(Bench):
    def runs(self, site: Site, scenario: str, number: int, *, built: bool) -> Iterator[Run]:
        if scenario == "cold":
            raise FailedError("no room")
        assert not built
        yield run(site.corpus.size, site.engine.name, scenario, 1.0)


# The whole


@pytest.mark.sites
def test_goodword_writes_every_post_then_nothing_then_what_an_edit_changes(tmp_path: Path) -> None:
    site = Site(goodword(COMMAND), Corpus(20), tmp_path / "site")
    site.write()
    bench = Bench(environment(tmp_path / "work"), tmp_path / "log")
    scenarios = ("cold", "unchanged", "edit", "serve")
    cold, unchanged, edit, serve, *_ = (run for name in scenarios for run in bench.runs(site, name, 0, built=True))
    assert site.missing() == []
    assert cold.written is not None
    assert cold.written >= 20 + 2 * 2 + 40
    assert unchanged.written == 0
    assert edit.written is not None
    assert 1 <= edit.written < cold.written / 2
    assert (serve.scenario, serve.written) == ("serve", None)
    assert yaml.safe_load((site.folder / "site_config.yml").read_text())["theme"] == {"name": "goodword"}

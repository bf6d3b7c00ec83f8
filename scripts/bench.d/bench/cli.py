"""The command line of scripts/bench."""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.corpus import SEED, Corpus
from bench.engines import PEERS, Engine, Site, goodword, peer, version_of
from bench.machine import machine
from bench.peers import Peers
from bench.processes import FailedError
from bench.profiling import profiles
from bench.results import GOODWORD
from bench.rounds import Rounds
from bench.scenarios import SCENARIOS, Bench
from bench.table import as_data, report

_ROOT = Path(__file__).parents[3]
_ENGINES = (GOODWORD, *PEERS)
_SIZES = (1_000, 4_000, 20_000)
COMMAND = Path(sys.executable).with_name("goodword")
"""Beside the Python that runs the bench."""


@dataclass(frozen=True)
class Options:
    """What is asked for."""

    sizes: tuple[int, ...]
    runs: int
    engines: tuple[str, ...]
    named: bool
    """Whether the engines were named: those run at every size."""

    scenarios: tuple[str, ...]
    into: Path
    json: Path | None
    profile: bool


def options(words: Sequence[str]) -> Options:
    """What the command line says."""
    parser = argparse.ArgumentParser(
        prog="scripts/bench",
        description="Measure Goodword's builds beside other generators', in turn, on this machine.",
    )
    parser.add_argument("--sizes", type=_sizes, default=_SIZES, metavar="N,N", help="posts; default: 1000,4000,20000")
    parser.add_argument("--runs", type=int, default=3, metavar="N", help="rounds; default: 3")
    parser.add_argument("--engines", type=_names(_ENGINES), metavar="NAME,NAME", help=f"of {', '.join(_ENGINES)}")
    parser.add_argument(
        "--scenarios", type=_names(SCENARIOS), default=SCENARIOS, metavar="NAME,NAME",
        help=f"of {', '.join(SCENARIOS)}; the others than Goodword have only cold",
    )  # fmt: skip
    into = _ROOT / ".cache" / "bench"
    parser.add_argument("--into", type=Path, default=into, metavar="DIR", help="default: .cache/bench")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write every run and the machine there as well")
    parser.add_argument("--profile", action="store_true", help="instead: Goodword's builds under a profiler")
    got = parser.parse_args(words)
    if got.runs < 1:
        parser.error("--runs is at least 1")
    chosen, into = got.engines or _ENGINES, got.into.resolve()
    return Options(got.sizes, got.runs, chosen, bool(got.engines), got.scenarios, into, got.json, got.profile)


def main() -> None:
    """Run the bench; progress goes to standard error, the results to standard output."""
    asked = options(sys.argv[1:])
    try:
        _profile(asked) if asked.profile else _measure(asked)
    except FailedError as error:
        raise SystemExit(str(error)) from None
    except KeyboardInterrupt:
        raise SystemExit(130) from None


def _measure(asked: Options) -> None:
    """What was measured is said, whatever ends the rest: a full run takes hours."""
    peers, env = Peers(asked.into / "peers"), environment(asked.into)
    if {*asked.engines} & {*PEERS}:
        peers.install(say)
    chosen = [goodword(COMMAND) if name == GOODWORD else peer(name, peers) for name in asked.engines]
    where, versions = machine(), {engine.name: version_of(engine, env) for engine in chosen}
    bench = Bench(env, asked.into / "log.txt")
    rounds = Rounds(bench, {engine.name: _scenarios(asked, engine, env) for engine in chosen}, say)
    try:
        for size in asked.sizes:
            able = [engine for engine in chosen if asked.named or size <= engine.most]
            rounds.measure([_site(asked, engine, size) for engine in able], asked.runs)
    finally:
        print(report(where, versions, rounds.runs), end="")
        if asked.json:
            data = as_data(where, versions, rounds.runs, SEED)
            asked.json.write_text(json.dumps(data, indent=2) + "\n", encoding="utf-8")
    if rounds.failures:
        raise SystemExit("\n".join(["Failed, and not among the results:", *rounds.failures]))


def _site(asked: Options, engine: Engine, size: int) -> Site:
    return Site(engine, Corpus(size), asked.into / "sites" / str(size) / engine.name)


def _scenarios(asked: Options, engine: Engine, env: dict[str, str]) -> list[str]:
    """Those that are asked for and that the engine has."""
    if engine.name != GOODWORD:
        return ["cold"]
    return [one for one in SCENARIOS if one in asked.scenarios and (one != "jobs" or has_jobs(env))]


def has_jobs(env: dict[str, str]) -> bool:
    """Whether this Goodword builds with several processes."""
    done = subprocess.run([COMMAND, "build", "--help"], env=env, capture_output=True, text=True, check=True)
    return "--jobs" in done.stdout


def _profile(asked: Options) -> None:
    env = environment(asked.into)
    jobs = ("--jobs", "1") if has_jobs(env) else ()
    for size in asked.sizes:
        site = _site(asked, goodword(COMMAND), size)
        say(f"Writing {size:,} posts for Goodword ...")
        site.write()
        for text in profiles(site, env, asked.into, *jobs):
            print(f"{text}\n")


def environment(into: Path) -> dict[str, str]:
    """The same for every engine, whoever runs the bench; git looks for no repository above the sites."""
    into.mkdir(parents=True, exist_ok=True)
    return {
        "PATH": os.environ["PATH"],
        "HOME": str(into),
        "LC_ALL": "C.UTF-8",
        "COLUMNS": "120",
        "NO_MKDOCS_2_WARNING": "1",
        "GIT_CEILING_DIRECTORIES": str(into),
    }


def _sizes(text: str) -> tuple[int, ...]:
    """`1000,4000`: ascending."""
    sizes = sorted({int(word) for word in text.split(",")})
    if sizes[0] < 1:
        raise argparse.ArgumentTypeError(f"'{text}' has a size without posts")
    return tuple(sizes)


def _names(known: Sequence[str]) -> Callable[[str], tuple[str, ...]]:
    """Names of `known`, in the order of `known`."""

    def read(text: str) -> tuple[str, ...]:
        words = text.split(",")
        if strange := [word for word in words if word not in known]:
            raise argparse.ArgumentTypeError(f"'{strange[0]}' is none of {', '.join(known)}")
        return tuple(name for name in known if name in words)

    return read


def say(text: str) -> None:
    """Progress, on standard error."""
    print(text, file=sys.stderr, flush=True)

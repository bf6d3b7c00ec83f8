"""Where Goodword's time goes: cold and warm under cProfile."""

from __future__ import annotations

import io
import pstats
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from bench.engines import NOW, Site
from bench.processes import Running

_SHOWN = 25
_ORDERS = {"tottime": "by own time", "cumulative": "by cumulative time"}


def profiles(site: Site, env: Mapping[str, str], work: Path, *more: str) -> Iterator[str]:
    """Four tables. Workers are not looked into: `more` should ask for one job where there is a choice."""
    site.clean()
    for state in ("cold", "unchanged"):
        path = work / f"{site.corpus.size}-{state}.prof"
        words = [sys.executable, "-m", "cProfile", "-o", str(path), "-m", "mkdocs_goodword", "build", "--now", NOW]
        used = Running([*words, *more], site.folder, env, work / "log.txt").wait()
        for order, title in _ORDERS.items():
            yield f"{site.corpus.size:,} posts, {state}, {used.seconds:.1f} s under the profiler, {title} ({path})"
            yield top(path, order)


def top(path: Path, order: str) -> str:
    """The first lines of a profile, without the folders of modules."""
    text = io.StringIO()
    pstats.Stats(str(path), stream=text).strip_dirs().sort_stats(order).print_stats(_SHOWN)
    return "\n".join(line.rstrip()[:110] for line in text.getvalue().split("\n")[4:] if line.strip())

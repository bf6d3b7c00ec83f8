"""Measures the rules of freshness: 10,000 entries through every rule, and git dates of 5,000 commits.

By hand: .venv/bin/python scripts/bench.d/freshness.py
"""

import io
import shutil
import subprocess
import sys
import tempfile
import time
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parents[2] / name) for name in ("plugins", "tests")]

from goodword.projections.freshness import Facts, findings  # noqa: E402  # found by the line above
from making import article, entry_source, loaded, rendered_body  # noqa: E402  # found by the line above
from mkdocs_goodword.commits import changes, commits  # noqa: E402  # found by the line above
from mkdocs_goodword.history import log_of  # noqa: E402  # found by the line above

TEXT = (
    "We will open in May 2025. [x](/articles/a1/) and [y](https://bit.ly/y). Stay tuned.\n\n" + "Some words here. " * 80
)
DAY = date(2000, 1, 1)
_GIT = shutil.which("git") or "git"


def rules(count: int) -> float:
    """Seconds for every rule over so many entries, half of them undated, each with findings."""
    dated = [article(f"a{n}", str(DAY + timedelta(days=n % 9000)), TEXT) for n in range(count // 2)]
    pages = [entry_source(f"pages/p{n}.md", TEXT, reviewed="2025-01-01") for n in range(count - count // 2)]
    catalogue, body = loaded(*dated, *pages).catalogue, rendered_body(TEXT)
    bodies = {entry.permalink: body for entry in catalogue.entries}
    facts, now = Facts(bodies=bodies, is_there={*bodies}.__contains__), datetime(2026, 1, 1, tzinfo=UTC)
    started = time.perf_counter()
    found = findings(catalogue, now, facts)
    seconds = time.perf_counter() - started
    print(f"rules: {count} entries, {len(found)} findings, {seconds:.2f} s")
    return seconds


def git(count: int) -> float:
    """Seconds for the dates of a thousand texts from so many commits."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([_GIT, "init", "-q", folder], check=True)
        texts = {}
        stream = io.BytesIO()
        for n in range(count):
            name = f"p{n % 1000}.md"
            texts[name] = f"---\ntitle: P\n---\n\n{'Some words here. ' * 80}\nNumber {n}.\n"
            data, when = texts[name].encode(), 1_500_000_000 + n * 3600
            stream.write(f"commit refs/heads/main\ncommitter A <a@x.example> {when} +0000\ndata 1\nx\n".encode())
            stream.write(f"M 100644 inline {name}\ndata {len(data)}\n".encode() + data + b"\n")
        subprocess.run([_GIT, "-C", folder, "fast-import", "--quiet"], input=stream.getvalue(), check=True)
        subprocess.run([_GIT, "-C", folder, "symbolic-ref", "HEAD", "refs/heads/main"], check=True)
        started = time.perf_counter()
        known = changes(commits(log_of(Path(folder))), texts)
        seconds = time.perf_counter() - started
    print(f"git: {count} commits, {sum(bool(k.meaningful) for k in known.values())} dates, {seconds:.2f} s")
    return seconds


if __name__ == "__main__":
    rules(10_000)
    git(5_000)

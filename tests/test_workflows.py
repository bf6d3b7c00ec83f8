"""The workflows that the handbook offers for what has gone stale."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

GUIDE = Path(__file__).parents[1] / "content" / "guide" / "freshness.md"
BLOCKS = re.findall(r"^```yaml\n(.*?)^```", GUIDE.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
GITHUB, GITLAB = (yaml.safe_load(block) for block in BLOCKS if "script:" in block or "jobs:" in block)


def scripts() -> Iterator[tuple[str, str]]:
    """Every piece of shell, with where it stands."""
    for name, job in GITHUB["jobs"].items():
        for step in job["steps"]:
            yield f"github {name}: {step['name']}", step["run"]
    for name, job in GITLAB.items():
        yield f"gitlab {name}", "\n".join(job.get("script", job.get("before_script", [])))


@pytest.mark.parametrize(("where", "script"), list(scripts()), ids=[where for where, _ in scripts()])
def test_the_shell_of_a_workflow_is_shell(where: str, script: str) -> None:
    bash = shutil.which("bash")
    assert bash
    done = subprocess.run([bash, "-n"], input=script, text=True, capture_output=True, check=False)
    assert done.stderr == "", where


def test_a_change_is_judged_only_by_what_it_can_answer_for() -> None:
    change, site = GITHUB["jobs"]["change"], GITHUB["jobs"]["site"]
    assert "pull_request" in change["if"]
    assert "--changed-since" in change["steps"][-1]["run"]
    assert change["permissions"] == {"contents": "read"}
    assert "--changed-since" not in site["steps"][-1]["run"]


def test_the_daily_look_is_a_workflow_of_its_own_and_may_do_no_more_than_write_an_issue() -> None:
    events: Any = GITHUB.get("on", GITHUB.get(True))  # YAML 1.1 reads `on` as true
    assert "schedule" in events
    assert GITHUB["jobs"]["site"]["permissions"] == {"contents": "read", "issues": "write"}
    assert not any("needs" in job for job in GITHUB["jobs"].values())
    assert GITLAB["freshness-of-the-site"]["allow_failure"] is True


def test_workflows_fetch_the_whole_history() -> None:
    assert not any("--depth" in step["run"] for job in GITHUB["jobs"].values() for step in job["steps"])
    assert GITLAB[".freshness"]["variables"]["GIT_DEPTH"] == "0"

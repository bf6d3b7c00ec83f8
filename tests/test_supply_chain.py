"""What Goodword is made of: exact versions with hashes, from nowhere in particular, no older than what is safe."""

from __future__ import annotations

import json
import os
import re
import subprocess
import tomllib
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).parent.parent
LOCKS = sorted(ROOT.glob("requirements*.txt"))
NAMES = [path.name for path in LOCKS]
NPM = sorted([ROOT / "tests/npm/package-lock.json", ROOT / "scripts/bench.d/peers/package-lock.json"])
SCRIPTS = sorted(path for path in [*(ROOT / "scripts").iterdir(), ROOT / ".ci/run"] if path.is_file())
WORKFLOWS = sorted((ROOT / ".github/workflows").glob("*.yml"))
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
DEPENDENCIES = [Requirement(text) for text in PROJECT["dependencies"]]
SAFE = {"pymdown-extensions": "11.0.1", "mkdocs-material": "9.7.7", "markdown": "3.8.1"}
"""The oldest versions without a known fault that reaches a reader."""

PIN = re.compile(r"([a-z0-9][a-z0-9._-]*)==([0-9][0-9a-z.+!]*)(?: ; [^\\]+)? \\")
HASH = re.compile(r"    --hash=sha256:[0-9a-f]{64}( \\)?")
REMARK = re.compile(r"(?:    )?#.*")


def pinned(lock: Path) -> dict[str, Version]:
    """Every package of a lock with its version."""
    found = [match for line in lock.read_text(encoding="utf-8").split("\n") if (match := PIN.fullmatch(line))]
    return {canonicalize_name(match[1]): Version(match[2]) for match in found}


def test_the_locks_are_all_there() -> None:
    assert {"requirements.txt", "requirements-dev.txt", "requirements-install.txt"} <= set(NAMES)
    assert {"requirements-sbom.txt", "requirements-audit.txt", "requirements-floor.txt"} <= set(NAMES)


@pytest.mark.parametrize("lock", LOCKS, ids=NAMES)
def test_every_line_of_a_lock_is_a_version_a_hash_or_a_remark(lock: Path) -> None:
    lines = lock.read_text(encoding="utf-8").split("\n")
    strange = [line for line in lines if line and not any(form.fullmatch(line) for form in (PIN, HASH, REMARK))]
    assert strange == []


@pytest.mark.parametrize("lock", LOCKS, ids=NAMES)
def test_every_package_of_a_lock_has_a_hash(lock: Path) -> None:
    lines = lock.read_text(encoding="utf-8").split("\n")
    bare = [
        line for line, after in zip(lines, [*lines[1:], ""], strict=True) if PIN.match(line) and not HASH.match(after)
    ]
    assert pinned(lock)
    assert bare == []


@pytest.mark.parametrize("lock", LOCKS, ids=NAMES)
def test_no_lock_says_where_packages_come_from(lock: Path) -> None:
    told = re.compile(
        r"://|file:[/.]|index-url|find-links|trusted-host|(^|[\s'\"=@])[/~]|\\\\\S|\b[a-z0-9-]+\.(com|org|net|io)\b"
    )
    assert [line for line in lock.read_text(encoding="utf-8").split("\n") if told.search(line)] == []


@pytest.mark.parametrize("lock", LOCKS, ids=NAMES)
def test_every_lock_has_its_source_beside_it(lock: Path) -> None:
    assert lock.name == "requirements.txt" or lock.with_suffix(".in").is_file()


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt", "requirements-floor.txt"])
def test_every_dependency_is_locked_at_a_version_that_satisfies_it(name: str) -> None:
    locked = pinned(ROOT / name)
    for needed in DEPENDENCIES:
        found = locked.get(canonicalize_name(needed.name))
        assert found, f"{needed.name} is not in {name}"
        assert needed.specifier.contains(found), f"{name} has {needed.name} {found}, not {needed.specifier}"


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt", "requirements-floor.txt"])
@pytest.mark.parametrize("package", SAFE)
def test_no_lock_for_running_is_older_than_what_is_safe(name: str, package: str) -> None:
    assert pinned(ROOT / name)[package] >= Version(SAFE[package])


@pytest.mark.parametrize("package", SAFE)
def test_the_project_admits_nothing_older_than_what_is_safe(package: str) -> None:
    assert lowest(next(needed for needed in DEPENDENCIES if needed.name == package)) >= Version(SAFE[package])


def lowest(needed: Requirement) -> Version:
    """The lowest version a requirement admits."""
    return next(Version(bound.version) for bound in needed.specifier if bound.operator == ">=")


@pytest.mark.parametrize("needed", DEPENDENCIES, ids=lambda needed: needed.name)
def test_the_floor_is_the_lowest_version_the_project_admits(needed: Requirement) -> None:
    assert pinned(ROOT / "requirements-floor.txt")[canonicalize_name(needed.name)] == lowest(needed)


def test_what_develops_runs_the_versions_that_run() -> None:
    running, developing = pinned(ROOT / "requirements.txt"), pinned(ROOT / "requirements-dev.txt")
    assert {name: developing.get(name) for name in running} == running


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_a_script_is_executable_short_and_reads_as_bash(script: Path) -> None:
    text = script.read_text(encoding="utf-8")
    assert os.access(script, os.X_OK)
    assert text.startswith("#!/usr/bin/env bash\n")
    assert text.count("\n") <= 40
    checked = subprocess.run(["bash", "-n", str(script)], capture_output=True, text=True, check=False)
    assert (checked.returncode, checked.stderr) == (0, "")


@pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda path: path.name)
def test_a_workflow_uses_nobodys_action_and_begins_without_permissions(workflow: Path) -> None:
    read = yaml.safe_load(workflow.read_text(encoding="utf-8"))
    assert read["permissions"] == {}
    for job in read["jobs"].values():
        assert "uses" not in job
        assert [step for step in job["steps"] if "uses" in step] == []
        assert job["timeout-minutes"] <= 60


def test_the_audit_reads_every_lock_but_the_floor() -> None:
    text = (ROOT / ".github/workflows/audit.yml").read_text(encoding="utf-8")
    loop = next(line for line in text.split("\n") if " for lock in " in line)
    assert set(re.findall(r"requirements[\w-]*\.txt", loop)) == set(NAMES) - {"requirements-floor.txt"}


@pytest.mark.parametrize("lock", NPM, ids=lambda path: path.parent.name)
def test_a_lock_of_npm_has_a_hash_for_every_package_and_says_no_place(lock: Path) -> None:
    packages = json.loads(lock.read_text(encoding="utf-8"))["packages"]
    named = {name: entry for name, entry in packages.items() if name}
    assert named
    assert [name for name, entry in named.items() if not entry.get("integrity", "").startswith("sha512-")] == []
    assert [name for name, entry in named.items() if "resolved" in entry] == []


@pytest.mark.parametrize("lock", NPM, ids=lambda path: path.parent.name)
def test_a_lock_of_npm_holds_the_versions_its_package_names(lock: Path) -> None:
    wanted = json.loads(lock.with_name("package.json").read_text(encoding="utf-8"))["dependencies"]
    packages = json.loads(lock.read_text(encoding="utf-8"))["packages"]
    assert {name: packages[f"node_modules/{name}"]["version"] for name in wanted} == wanted

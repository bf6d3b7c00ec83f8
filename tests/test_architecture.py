"""The shape of the code: layers, sizes, one importer of the host, one catalogue of words."""

from __future__ import annotations

import ast
import importlib
import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parent.parent
MODULES = sorted((ROOT / "plugins").rglob("*.py"))
CORE = sorted((ROOT / "plugins" / "goodword").rglob("*.py"))
TEMPLATES = sorted((ROOT / "theme").rglob("*.html"))
NAMES = [path.relative_to(ROOT).as_posix() for path in MODULES]
HOSTS = {"mkdocs", "properdocs", "zensical", "material", "jinja2", "mkdocs_goodword"}
REGISTRIES = tuple(
    ".".join(parts) for parts in (("pypi", "org"), ("pythonhosted", "org"), ("npmjs", "org"), ("npmjs", "com"))
)
"""In parts, so that this file names none itself."""


def test_the_layers_hold() -> None:
    done = subprocess.run(
        [str(Path(sys.executable).parent / "lint-imports"), "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-3000:]


@cache
def nodes(path: Path) -> tuple[ast.AST, ...]:
    """The nodes of a module's syntax."""
    return tuple(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))


def imports(path: Path) -> set[str]:
    """The top-level packages a module imports."""
    found = set()
    for node in nodes(path):
        if isinstance(node, ast.Import):
            found |= {name.name.partition(".")[0] for name in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module.partition(".")[0])
    return found


@pytest.mark.parametrize("path", CORE, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_the_core_knows_no_host(path: Path) -> None:
    assert not imports(path) & HOSTS


@pytest.mark.parametrize("path", MODULES, ids=NAMES)
def test_only_the_name_under_which_every_host_answers_is_imported(path: Path) -> None:
    assert not imports(path) & {"properdocs", "zensical"}


def test_sockets_and_subprocesses_have_one_home() -> None:
    running = {path.name for path in MODULES if "subprocess" in imports(path)}
    calling = {path.name for path in MODULES if imports(path) & {"socket", "http", "requests", "httpx", "urllib3"}}
    assert running <= {"history.py"}
    assert calling <= {"net.py"}


def test_the_core_reads_no_clock_and_no_environment_and_prints_nothing() -> None:
    told = re.compile(r"\b(print\(|datetime\.now\(|date\.today\(|os\.environ|time\.time\(|logging\.|open\()")
    found = [
        f"{path.name}:{n}"
        for path in CORE
        for n, line in enumerate(path.read_text().split("\n"), 1)
        if told.search(line)
    ]
    assert found == []


@pytest.mark.parametrize("path", MODULES, ids=NAMES)
def test_modules_and_functions_are_short(path: Path) -> None:
    assert path.read_text(encoding="utf-8").count("\n") <= 260
    long = [f"{name}: {lines}" for name, lines in functions(path) if lines > 40]
    assert long == []


def functions(path: Path) -> Iterator[tuple[str, int]]:
    """Every function with the number of its lines."""
    for node in nodes(path):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node.name, (node.end_lineno or node.lineno) - node.lineno + 1


def test_most_functions_are_very_short() -> None:
    sizes = sorted(lines for path in MODULES for _, lines in functions(path))
    assert sizes[len(sizes) // 2] <= 10
    assert sizes[len(sizes) * 9 // 10] <= 25


@cache
def catalogue_of_words() -> dict[str, object]:
    """The English string catalogue."""
    found = [path for name in ("languages", "locales") for path in [ROOT / "theme" / name / "en.yml"] if path.is_file()]
    words: dict[str, object] = yaml.safe_load(found[0].read_text(encoding="utf-8"))
    return words


USED = re.compile(r"""\bt\(\s*["']([\w.-]+)["']""")
SPOKEN = re.compile(r"""["']((?:[a-z]+\.)+[a-z-]+|[a-z]+)["']""")
MADE = re.compile(r"""f["']([a-z.]+)\.\{""")


def test_every_word_a_template_says_is_in_the_catalogue() -> None:
    words = catalogue_of_words()
    missing = [
        (path.name, key)
        for path in TEMPLATES
        for key in USED.findall(path.read_text(encoding="utf-8"))
        if key not in words
    ]
    assert missing == []


def test_no_word_of_the_catalogue_is_unused() -> None:
    said = {key for path in TEMPLATES for key in SPOKEN.findall(path.read_text(encoding="utf-8"))}
    for path in MODULES:
        text = path.read_text(encoding="utf-8")
        said |= set(SPOKEN.findall(text))
        said |= {key for prefix in MADE.findall(text) for key in catalogue_of_words() if key.startswith(f"{prefix}.")}
    assert sorted(set(catalogue_of_words()) - said) == []


def test_no_template_says_a_word_that_is_not_in_the_catalogue() -> None:
    """Visible text between tags, outside expressions, is punctuation only."""
    found = []
    for path in TEMPLATES:
        text = re.sub(
            r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}|<!--.*?-->|<(script|style|svg)\b.*?</\1>",
            "\0",
            path.read_text(encoding="utf-8"),
            flags=re.DOTALL,
        )
        words = re.findall(r">[^<>\0]*?([A-Za-z]{3,})[^<>\0]*?[<\0]", text)
        found += [(path.name, word) for word in words if word not in ("nbsp", "amp")]
    assert found == []


def repository_texts() -> list[Path]:
    """Every text file somebody wrote."""
    kept = (".py", ".md", ".yml", ".yaml", ".toml", ".txt", ".in", ".html", ".css", ".js", ".cfg", ".sh")
    skipped = {".git", "public", "node_modules", ".venv", "build", "dist", "goodword.egg-info", ".tools", ".cache"}
    walked = []
    for folder, folders, names in os.walk(ROOT):
        folders[:] = set(folders) - skipped
        walked += [Path(folder, name) for name in names]
    return [path for path in walked if path.suffix in kept or path.parent.name in ("scripts", ".ci")]


def test_no_file_names_the_host_of_a_package_registry() -> None:
    found = [
        (path.relative_to(ROOT).as_posix(), host)
        for path in repository_texts()
        if path != Path(__file__)
        for host in REGISTRIES
        if host in path.read_text(encoding="utf-8", errors="replace")
    ]
    assert found == []


def test_every_plugin_that_is_registered_can_be_loaded() -> None:

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    for name, place in project["entry-points"]["mkdocs.plugins"].items():
        assert name.startswith("goodword/")
        module, _, attribute = place.partition(":")
        path = ROOT / "plugins" / f"{module.replace('.', '/')}.py"
        assert path.is_file() or path.with_suffix("").is_dir(), place
        assert attribute[0].isupper()
    assert importlib.import_module("mkdocs_goodword.__main__").main

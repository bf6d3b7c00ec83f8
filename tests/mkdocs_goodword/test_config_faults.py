"""A configuration that the host cannot load is told by file, cause and remedy, where the host says less or falls."""

from __future__ import annotations

import os
from collections.abc import Callable

import pytest

from sites.building import CONFIG, Site

pytestmark = pytest.mark.sites

FAULTS: dict[str, tuple[str | bytes, str]] = {
    "not closed": (CONFIG + "extra: [\n", "site_config.yml:13:1: this is not valid YAML: "),
    "a tab": (CONFIG + "\textra: 1\n", "site_config.yml:12:1: this is not valid YAML: "),
    "a tag": (CONFIG + "extra: !strange x\n", "site_config.yml:12:8: this is not valid YAML: "),
    "another encoding": (
        CONFIG.encode() + b"copyright: \xe9\n",
        "site_config.yml: invalid continuation byte, at character ",
    ),
    "no text": (CONFIG + "copyright: a\0b\n", "site_config.yml: special characters are not allowed, at character "),
    "a number": ("3\n", "site_config.yml: it cannot be read (argument of type 'int' is not iterable). Write lines"),
    "a list": ("- a\n", "site_config.yml: The configuration is invalid. Expected a key-value mapping"),
    "its own parent": (f"INHERIT: site_config.yml\n{CONFIG}", "site_config.yml: it inherits itself, or is nested too"),
    "no parent": (f"INHERIT: gone.yml\n{CONFIG}", "site_config.yml: Inherited config file 'gone.yml' does not exist"),
    "deep": (f"{CONFIG}extra: {'[' * 3000}\n", "site_config.yml: it inherits itself, or is nested too deep."),
    "an address": (
        CONFIG.replace("https://larch.example/", "http://[x"),
        "site_config.yml: 'site_url' cannot be used (",
    ),
    "a folder": (CONFIG.replace("{name: goodword}", "{name: goodword, custom_dir: 3}"), "'theme' cannot be used ("),
    "a hook": (CONFIG + "hooks: [hook.py]\n", "hook.py:2: "),
    "no path": (
        CONFIG + '  - goodword/render-cache: {folder: "a\\0b"}\n',
        "'goodword/render-cache': 'folder' is no path.",
    ),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_configuration_that_cannot_be_loaded_is_told(name: str, site: Callable[..., Site]) -> None:
    config, told = FAULTS[name]
    own = site({"../hook.py": "\ndef (\n"})
    (own.folder / "site_config.yml").write_bytes(config if isinstance(config, bytes) else config.encode())
    built = own.build()
    assert built.returncode == 1
    assert told in built.said
    assert "Traceback" not in built.said


def test_a_hook_that_fails_keeps_its_traceback(site: Callable[..., Site]) -> None:
    built = site({"../hook.py": "int('x')\n"}, CONFIG + "hooks: [hook.py]\n").build()
    assert "hook.py" in built.said
    assert "Traceback" in built.said


def test_a_page_of_the_navigation_that_is_not_there_is_told(site: Callable[..., Site]) -> None:
    built = site({}, CONFIG + "nav: [index.md, gone.md]\n").build(strict=False).good()
    assert "'gone.md'" in built.said
    assert "gone.md</a>" in built.text("index.html")


def test_an_output_folder_that_is_a_link_to_itself_is_told(site: Callable[..., Site]) -> None:
    own = site()
    (own.folder / "public").symlink_to("public")
    built = own.build()
    assert built.returncode == 1
    assert "public is a link that leads nowhere. Take it away." in built.said


def test_what_is_no_file_is_told_and_not_waited_for(site: Callable[..., Site]) -> None:
    own = site({"articles/2026-11-01-a.md": "# A\n\n![x](picture.jpg)\n"})
    os.mkfifo(own.path("articles/picture.jpg"))
    os.mkfifo(own.path("articles/text.md"))
    built = own.build()
    assert built.returncode == 1
    for name in ("picture.jpg", "text.md"):
        told = "error GW031 this is no file, and to read it might never end. Take it away."
        assert f"articles/{name}:1:1: {told}" in built.said

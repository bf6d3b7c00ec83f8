"""A guard for the guard: what tests compile once for many builds is what each of them would have compiled."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import jinja2
import pytest

from sites.compiling import UntoldError, key

TEXT = "{{ 'word' | upper }}"
CHANGES: dict[str, Callable[[jinja2.Environment], Any]] = {
    "another filter": lambda env: env.filters.update(upper=env.filters["lower"]),
    "another test": lambda env: env.tests.update(odd=env.tests["even"]),
    "another escaping": lambda env: setattr(env, "autoescape", True),
    "other marks": lambda env: setattr(env, "block_start_string", "[%"),
    "an extension": lambda env: env.add_extension("jinja2.ext.do"),
    "a policy": lambda env: env.policies.update({"truncate.leeway": 9}),
    "no folding": lambda env: setattr(env, "optimized", False),
}


@pytest.mark.parametrize("name", CHANGES)
def test_another_environment_is_another_key(name: str) -> None:
    env, other = jinja2.Environment(), jinja2.Environment()
    assert key(env, TEXT, "a", "a.html") == key(other, TEXT, "a", "a.html")
    CHANGES[name](other)
    assert key(env, TEXT, "a", "a.html") != key(other, TEXT, "a", "a.html")


def test_another_text_or_name_is_another_key() -> None:
    env = jinja2.Environment()
    asked = [(TEXT, "a", "a.html"), (TEXT + " ", "a", "a.html"), (TEXT, "b", "a.html"), (TEXT, "a", "b.html")]
    assert len({key(env, *words) for words in asked}) == len(asked)


def test_a_function_made_for_one_build_keeps_the_template_from_being_remembered() -> None:
    env = jinja2.Environment()
    env.filters["upper"] = lambda text: text
    with pytest.raises(UntoldError):
        key(env, TEXT, "a", "a.html")

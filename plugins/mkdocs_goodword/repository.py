"""Who can read the repository the sources lie in, as the machine that builds them says."""

from __future__ import annotations

import os

from mkdocs.exceptions import PluginError

VARIABLE = "GOODWORD_REPOSITORY"
_WORDS = ("public", "internal", "private")
"""As GitHub (`visibility`) and GitLab (`CI_PROJECT_VISIBILITY`) have them."""


def is_repository_public() -> bool:
    """Whether anybody can read it; where nobody says so, nothing is claimed. Raises PluginError for another word."""
    word = os.environ.get(VARIABLE, "").strip().lower()
    if word and word not in _WORDS:
        raise PluginError(f"{VARIABLE} is '{word}'. Write one of: {', '.join(_WORDS)}.")
    return word == "public"

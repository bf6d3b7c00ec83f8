"""The theme's string catalogue, read from its folder."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from string import Formatter
from typing import Any

import goodword_theme
import yaml
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError

from goodword.claims import Phrases
from goodword.claims.phrases import phrases_from
from goodword.front_matter import Unreadable, parse
from goodword.nodes import EMPTY, Mapped, Pair, Scalar, is_null
from goodword.problems import Place, as_line, problem_at
from goodword.strings import Strings
from mkdocs_goodword.disk import text_of

THEME = Path(str(goodword_theme.__file__)).parent
PHRASES = Path(__file__).parent / "phrases"
_MORE = {"count", "total"}
"""What texts are told in places where the English words do not need it."""


def language_of(config: MkDocsConfig) -> str:
    """The language the theme is set to; English where it does not say."""
    return str(config.theme.get("language") or config.theme.get("locale") or "en")


def read_strings(config: MkDocsConfig) -> Strings:
    """The words of the site's language over the English ones, overridden by a `locales/` folder in custom_dir.

    Raises PluginError for a file that cannot be read, and for words that name what they are not told.
    """
    language = language_of(config)
    texts: dict[str, Any] = {}
    for folder in (THEME, *reversed([Path(folder) for folder in config.theme.dirs])):
        for name in ("en", language.split("-")[0].split("_")[0]):
            path = folder / "locales" / f"{name}.yml"
            if path.is_file():
                own = _ours(path) if folder == THEME else _theirs(path)
                _check(own, texts, path)
                texts |= own
    return Strings(language, texts)


def _ours(path: Path) -> dict[str, Any]:
    texts: dict[str, Any] = yaml.load(path.read_text(encoding="utf-8"), yaml.CSafeLoader)
    return texts


def _theirs(path: Path) -> dict[str, Any]:
    """Words that somebody else wrote, who is told what is wrong with them. Raises PluginError."""
    try:
        node = parse(text_of(path.read_bytes())) or EMPTY
        if not isinstance(node, Mapped):
            raise Unreadable(node.place, "GW015", "this file is not a mapping.", "Write 'key: text' lines.")
        return {pair.key: _text(pair) for pair in node}
    except Unreadable as error:
        problem = error.problem(str(path))
    except UnicodeDecodeError as error:
        message = f"this file is not UTF-8 (byte {error.start})."
        problem = problem_at(Place(), str(path), "GW030", message, "Save it as UTF-8.")
    except OSError as error:
        message = f"this file cannot be read: {error.strerror}."
        problem = problem_at(Place(), str(path), "GW030", message, "Check its permissions.")
    raise PluginError(as_line(problem))


def _text(pair: Pair) -> str | dict[str, str]:
    """A word, or its forms where it counts. Raises Unreadable."""
    if isinstance(pair.value, Scalar) and not is_null(pair.value):
        return pair.value.text
    forms = pair.value.pairs if isinstance(pair.value, Mapped) else ()
    texts = {form.key: form.value.text for form in forms if isinstance(form.value, Scalar)}
    if len(texts) != len(forms) or "other" not in texts:
        hint = "Write 'key: text', or forms such as 'one' and 'other' below it, 'other' among them."
        raise Unreadable(pair.place, "GW015", f"'{pair.key}' is no text.", hint)
    return texts


def _check(own: Mapping[str, Any], known: Mapping[str, Any], path: Path) -> None:
    for key in own.keys() & known.keys():
        told = _places(known[key], key, path)
        for name in sorted(_places(own[key], key, path) - told - _MORE):
            places = ", ".join(f"{{{place}}}" for place in sorted(told)) or "nothing"
            raise PluginError(f"{path}: '{key}' names '{{{name}}}'. It may name {places}.")


def _places(text: object, key: str, path: Path) -> set[str]:
    """What is named in `{}`, in any form of a text."""
    forms = [str(form) for form in (text.values() if isinstance(text, dict) else [text])]
    try:
        found = [part for form in forms for part in Formatter().parse(form)]
    except ValueError as error:
        raise PluginError(f"{path}: '{key}' is not written as it must be: {error}. Write a brace twice.") from None
    return {
        f"{name}{f'!{how}' if how else ''}{f':{spec}' if spec else ''}"
        for _, name, spec, how in found
        if name is not None
    }


@lru_cache(maxsize=8)
def read_phrases(language: str, versions: tuple[str, ...] = ()) -> Phrases:
    """What the prose of a language says about time; nothing but the `versions` where no file tells."""
    path = PHRASES / f"{language.replace('_', '-').partition('-')[0]}.yml"
    if not path.is_file():
        return Phrases(versions=versions)
    return phrases_from(yaml.load(path.read_text(encoding="utf-8"), yaml.CSafeLoader), versions)


def is_goodword(config: MkDocsConfig) -> bool:
    """Whether the theme in use has our templates."""
    return has_templates(tuple(config.theme.dirs))


@lru_cache(maxsize=1)
def has_templates(folders: tuple[str, ...]) -> bool:
    """Whether one of a theme's folders has our templates; asked of the disk once a build."""
    return any((Path(folder) / "goodword" / "page.html").is_file() for folder in folders)

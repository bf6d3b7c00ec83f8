"""Where something stands in the configuration's file, which the host reads without telling."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import yaml
from mkdocs.config.defaults import MkDocsConfig
from msgspec import Struct

from goodword.problems import Place

_BEGINNING = Place()


class Outline(Struct, frozen=True):
    """The nodes of a configuration; none where its file cannot be read, or the value stands in one it inherits."""

    name: str
    """The file's, from its own folder."""
    root: yaml.Node | None

    def place(self, *path: str) -> Place:
        """Where the value of a key stands, as far as the path leads; a plugin's name leads to its options."""
        node, place = self.root, _BEGINNING
        for name in path:
            node = _within(node, name)
            if node is None:
                return place
            place = _place(node)
        return place

    def key(self, *path: str) -> Place:
        """Where the last key of a path stands, as far as the path leads."""
        node = self.root
        for name in path[:-1]:
            node = _within(node, name)
        keys = (key for key, _ in node.value) if isinstance(node, yaml.MappingNode) else ()
        return next((_place(key) for key in keys if key.value == path[-1]), self.place(*path))

    def scalars(self, *path: str) -> Iterator[tuple[str, Place]]:
        """Every text at a path and below it, with its place, names of keys left out."""
        node: yaml.Node | None = self.root
        for name in path:
            node = _within(node, name)
        yield from _scalars(node)


def outline_of(config: MkDocsConfig) -> Outline:
    """The outline of a site's configuration. Nothing in it is constructed, whatever tags it has."""
    file = Path(config.config_file_path or "site_config.yml")
    try:
        return Outline(file.name, yaml.compose(file.read_text(encoding="utf-8"), Loader=yaml.SafeLoader))
    except (OSError, ValueError, yaml.YAMLError):
        return Outline(file.name, None)


def _within(node: yaml.Node | None, name: str) -> yaml.Node | None:
    if isinstance(node, yaml.SequenceNode):
        return next((found for item in node.value if (found := _named(item, name)) is not None), None)
    if isinstance(node, yaml.MappingNode):
        return next((value for key, value in node.value if key.value == name), None)
    return None


def _named(item: yaml.Node, name: str) -> yaml.Node | None:
    """An item of a list that is a name, or the one key that it has."""
    return item if isinstance(item, yaml.ScalarNode) and item.value == name else _within(item, name)


def _scalars(node: yaml.Node | None) -> Iterator[tuple[str, Place]]:
    if isinstance(node, yaml.ScalarNode):
        yield str(node.value), _place(node)
    elif isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from _scalars(item)
    elif isinstance(node, yaml.MappingNode):
        for _, value in node.value:
            yield from _scalars(value)


def _place(node: yaml.Node) -> Place:
    return Place(node.start_mark.line + 1, node.start_mark.column + 1)

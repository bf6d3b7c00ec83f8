"""The theme's files, listed without those that the host leaves out of every site.

Material keeps some fourteen thousand icons in a hidden folder of its templates. The host lists them all and then drops
whatever is hidden (`Files.add_files_from_theme`), which takes longer than all it keeps.
"""

from __future__ import annotations

import os

import jinja2
from mkdocs.theme import Theme


class Shown(jinja2.FileSystemLoader):
    """Loads any template, and lists those that are not hidden, in the order of their names."""

    def list_templates(self) -> list[str]:
        """As the library does, without what a name with a dot before it holds or is."""
        found = set[str]()
        for folder in self.searchpath:
            for above, folders, files in os.walk(folder, followlinks=self.followlinks):
                folders[:] = [name for name in folders if not name.startswith(".")]
                below = os.path.relpath(above, folder).replace(os.path.sep, "/")
                lead = "" if below == "." else f"{below}/"
                found.update(lead + name for name in files if not name.startswith("."))
        return sorted(found)


class ShownTheme(Theme):
    """The same theme, whose environments list what is shown."""

    @classmethod
    def of(cls, theme: Theme) -> ShownTheme:
        """A theme that the host has read."""
        made = object.__new__(cls)
        made.__dict__.update(theme.__dict__)
        return made

    def get_env(self) -> jinja2.Environment:
        """The host's environment."""
        env = super().get_env()
        if type(env.loader) is jinja2.FileSystemLoader:
            env.loader = Shown(self.dirs)
        return env

"""A progress bar fed by the host's own events."""

from __future__ import annotations

from typing import Any

from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn


class NoOptions(Config):
    """The progress plugin is added by the command line and has no options."""


class ProgressPlugin(BasePlugin[NoOptions]):
    """Counts pages read and pages written."""

    def __init__(self, progress: Progress) -> None:
        self.progress = progress
        self.task = progress.add_task("Reading", total=None)

    @event_priority(-200)
    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        """The pages are known, and which of them stand already."""
        self.progress.update(self.task, total=len(files.documentation_pages()))
        return nav

    def on_env(self, env: Any, *, config: MkDocsConfig, files: Files) -> Any:
        """Everything is rendered; from here on pages are written."""
        self.progress.update(self.task, description="Writing", completed=0)
        return env

    def on_page_content(self, html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """One page was rendered."""
        self.progress.advance(self.task)
        return html

    def on_post_page(self, output: str, *, page: Page, config: MkDocsConfig) -> str:
        """One page was made."""
        self.progress.advance(self.task)
        return output


def bar() -> Progress:
    """A bar on a terminal."""
    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    return Progress(*columns, console=console, transient=True)

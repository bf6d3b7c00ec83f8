"""From a page's Markdown to its HTML, as the host renders it."""

from __future__ import annotations

import contextlib
import copy
import logging
from collections.abc import Callable, Iterator
from typing import Any, cast

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink, TableOfContents

from goodword.claims import NO_PHRASES
from goodword.html import Body, body_of
from mkdocs_goodword.authored import Authored
from mkdocs_goodword.cache.fingerprints import digest
from mkdocs_goodword.conversion import Conversion, Seen, seen
from mkdocs_goodword.links import Rules, WithheldLinks

_HOST_LOG = "mkdocs.structure.pages"


class ConvertedPage(Page):
    """A page that renders as the host does, or as a cache remembers that it did."""

    rules: Rules | None = None
    converter: Any = None
    """What makes a Conversion of this page; None for `convert`."""
    body: Body | None = None
    """The facts of `rendered`."""
    rendered: str = ""
    """The HTML as Markdown gave it, before any plugin changed it."""
    outlined: tuple[Any, list[Any]] | None = None
    """The table of contents that was made of a conversion, and what it was made of."""
    unlinked: tuple[str, ...] = ()
    disarmed: tuple[str, ...] = ()
    recall: Callable[[], Conversion] | None = None
    """What knows the conversion of a page that the host does not render in this build, or has built already."""
    made = b""
    """The digest of the conversion, where it can be told."""
    is_away = False
    """Whether the text is let go: it was what Markdown had made of it, and comes back where somebody asks for it."""
    _ids: set[str] | None = None
    _content: str | None = None
    _toc: Any = ()

    @property
    def content(self) -> str | None:
        """The HTML, as plugins have left it."""
        self._come_back()
        return self._content

    @content.setter
    def content(self, html: str | None) -> None:
        self._come_back()
        self._content = html

    @property
    def toc(self) -> Any:
        """The host's table of contents."""
        self._come_back()
        return self._toc

    @toc.setter
    def toc(self, toc: Any) -> None:
        self._come_back()
        self._toc = toc

    @property
    def present_anchor_ids(self) -> set[str] | None:
        """The ids of the rendered body, for links from other pages."""
        return set(self.recall().ids) if self._ids is None and self.recall else self._ids

    @present_anchor_ids.setter
    def present_anchor_ids(self, ids: set[str] | None) -> None:
        self._ids = ids

    def let_go(self, recall: Callable[[], Conversion]) -> None:
        """Free a text that nothing has changed since Markdown made it, until somebody asks for it again."""
        self.content = self.rendered = ""
        self.toc, self.outlined, self._ids = TableOfContents([]), None, None
        self.recall, self.is_away = recall, True

    def recalled(self) -> str:
        """The HTML as Markdown gave it, which is not held."""
        return self.recall().html if self.recall else self.rendered

    def _come_back(self) -> None:
        if self.is_away and self.recall:
            self.is_away = False
            self._take(self.recall())

    def _take(self, made: Conversion) -> None:
        self.content = self.rendered = made.html
        self.toc = TableOfContents(_anchors(made.toc))
        self.outlined = (self.toc, made.toc)

    def told_of(self, text: str) -> bytes:
        """The digest of this page's Markdown."""
        return digest(text)

    def render(self, config: MkDocsConfig, files: Files) -> None:
        """Render, and take what came out; the host hears again what it once remarked."""
        made: Conversion = (self.converter or convert)(self, config, files)
        self.is_away = False
        self._take(made)
        self.body = made.body
        self._title_from_render = made.title
        self.present_anchor_ids = set(made.ids)
        self.links_to_anchors = {
            file: links for uri, links in made.anchors.items() if (file := files.get_file_from_path(uri))
        }
        self.unlinked, self.disarmed = tuple(made.unlinked), tuple(made.disarmed)
        for level, message in made.said:
            logging.getLogger(_HOST_LOG).log(level, message)


def outline(page: Page) -> list[Any]:
    """A page's table of contents as plain values: `[title, id, level, children]` for each heading."""
    toc, outlined = page.toc, getattr(page, "outlined", None)
    return outlined[1] if outlined and outlined[0] is toc else _nested(toc)


def convert(page: ConvertedPage, config: MkDocsConfig, files: Files) -> Conversion:
    """Render a page as the host does, with two Markdown extensions more for an entry."""
    window = _Window(files)
    rules, unlinked, disarmed, named = page.rules, list[str](), list[str](), set[str]()
    own = copy.copy(config)
    if rules:
        own["markdown_extensions"] = [
            *config.markdown_extensions,
            Authored(disarmed.append, raw_html=rules.raw_html),
            WithheldLinks(rules, unlinked.append, named.add),
        ]
    with _overheard() as said:
        _render(page, own, cast("Files", window))
    html = page.content or ""
    anchors = {file.src_uri: links for file, links in (page.links_to_anchors or {}).items()}
    return Conversion(
        html=html,
        toc=_nested(page.toc),
        title=page._title_from_render,
        ids=sorted(page.present_anchor_ids or ()),
        anchors=anchors,
        asked={**window.asked, **{uri: seen(files.get_file_from_path(uri)) for uri in anchors}},
        named=sorted(named),
        withheld=sorted(named & rules.withheld) if rules else [],
        said=said,
        unlinked=unlinked,
        disarmed=disarmed,
        body=body_of(html, rules.phrases if rules else NO_PHRASES),
        is_whole=not window.beyond,
    )


def _render(page: Page, config: MkDocsConfig, files: Files) -> None:
    try:
        Page.render(page, config, files)
    except RecursionError as error:
        what = "lists or quotations are nested too deep to be rendered"
        raise PluginError(f"{page.file.src_uri}: {what}. Write fewer levels.") from error


class _Window:
    """The host's files, and a list of those it was asked for."""

    def __init__(self, files: Files) -> None:
        self._files = files
        self.asked: dict[str, Seen] = {}
        self.beyond = False

    def get_file_from_path(self, path: str) -> File | None:
        """As the host's Files does."""
        file = self._files.get_file_from_path(path)
        self.asked[path] = seen(file)
        return file

    def __getattr__(self, name: str) -> Any:
        """Whatever else is asked cannot be told afterwards."""
        self.beyond = True
        return getattr(self._files, name)


class _Ear(logging.Handler):
    def __init__(self, said: list[tuple[int, str]]) -> None:
        super().__init__()
        self.said = said

    def emit(self, record: logging.LogRecord) -> None:
        self.said.append((record.levelno, record.getMessage()))


@contextlib.contextmanager
def _overheard() -> Iterator[list[tuple[int, str]]]:
    """What the host remarks on a page: kept, to be said by whoever takes the conversion."""
    said: list[tuple[int, str]] = []
    log, ear = logging.getLogger(_HOST_LOG), _Ear(said)
    before = log.propagate
    log.addHandler(ear)
    log.propagate = False
    try:
        yield said
    finally:
        log.propagate = before
        log.removeHandler(ear)


def _nested(toc: Any) -> list[Any]:
    return [[link.title, link.id, link.level, _nested(link.children)] for link in toc]


def _anchors(nested: list[Any]) -> list[AnchorLink]:
    made = []
    for title, id, level, children in nested:
        link = AnchorLink(title, id, level)
        link.children = _anchors(children)
        made.append(link)
    return made

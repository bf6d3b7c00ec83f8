"""From a page's Markdown to its HTML, as the host renders it, with everything else the outcome depends on."""

from __future__ import annotations

import contextlib
import copy
import json
import logging
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, cast

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink, TableOfContents
from msgspec import Struct

from goodword.claims import NO_PHRASES, Claim
from goodword.html import Body, body_of
from mkdocs_goodword.authored import Authored
from mkdocs_goodword.cache.fingerprints import digest
from mkdocs_goodword.links import Rules, WithheldLinks

_HOST_LOG = "mkdocs.structure.pages"
Seen = tuple[str, bool] | None
"""What the host was told of a file: its address and whether it is left out of the site; None where there is none."""


class Conversion(Struct, frozen=True):
    """A rendered body and what it took; every part is a plain value."""

    html: str
    toc: list[Any]
    """`[title, id, level, children]` for each heading."""
    title: str | None
    ids: list[str]
    anchors: dict[str, dict[str, str]]
    """For each file that is linked to: anchor to the link as written."""
    asked: dict[str, Seen]
    """Files that links were looked up in, and what was found."""
    named: list[str]
    """Sources and addresses of this site that links could mean."""
    withheld: list[str]
    """Those of `named` that nobody could see."""
    said: list[tuple[int, str]]
    """The host's remarks, with their levels."""
    unlinked: list[str]
    disarmed: list[str]
    body: Body
    is_whole: bool = True
    """Whether nothing was asked for that is not told here."""

    def as_bytes(self) -> bytes:
        """As JSON."""
        return json.dumps(
            [*(getattr(self, name) for name in self.__struct_fields__[:-2]), facts_of(self.body)]
        ).encode()

    @classmethod
    def from_bytes(cls, data: bytes) -> Conversion:
        """From what `as_bytes` gave."""
        *parts, facts = json.loads(data)
        told = dict(zip(cls.__struct_fields__, [*parts, body_from(facts)], strict=False))
        return cls(**told | {"asked": {uri: _pair(answer) for uri, answer in told["asked"].items()}})

    def holds(self, files: Files, rules: Rules | None) -> bool:
        """Whether everything that was seen would be seen again."""
        return would_see_again(self.asked, self.named, self.withheld, files, rules)


def facts_of(body: Body) -> list[Any]:
    """A body's facts as JSON has them."""
    said = [[claim.kind, claim.words, claim.sentence, str(claim.day or "")] for claim in body.claims]
    return [body.words, body.excerpt, sorted(body.links), sorted(body.requests), said]


def body_from(facts: list[Any]) -> Body:
    """From what `facts_of` gave."""
    words, excerpt, links, requests, said = facts
    claims = tuple(Claim(kind, text, sentence, _day(day)) for kind, text, sentence, day in said)
    return Body(words, excerpt, frozenset(links), frozenset(requests), claims)


def would_see_again(
    asked: Mapping[str, Seen], named: Iterable[str], withheld: Sequence[str], files: Files, rules: Rules | None
) -> bool:
    """Whether a conversion that asked for these files and names would be told the same again."""
    if rules and any((name in rules.withheld) != (name in withheld) for name in named):
        return False
    known = files.src_uris
    return all(_seen(known.get(uri) or files.get_file_from_path(uri)) == answer for uri, answer in asked.items())


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
    _ids: set[str] | None = None

    @property
    def present_anchor_ids(self) -> set[str] | None:
        """The ids of the rendered body, for links from other pages."""
        return set(self.recall().ids) if self._ids is None and self.recall else self._ids

    @present_anchor_ids.setter
    def present_anchor_ids(self, ids: set[str] | None) -> None:
        self._ids = ids

    def let_go(self, recall: Callable[[], Conversion]) -> None:
        """Free a text that is built: few of a large site's are asked for again."""
        self.recall = recall
        self.content = self.rendered = ""
        self.toc, self.outlined = TableOfContents([]), None

    def told_of(self, text: str) -> bytes:
        """The digest of this page's Markdown."""
        return digest(text)

    def render(self, config: MkDocsConfig, files: Files) -> None:
        """Render, and take what came out; the host hears again what it once remarked."""
        made: Conversion = (self.converter or convert)(self, config, files)
        self.content = self.rendered = made.html
        self.body = made.body
        self.toc = TableOfContents(_anchors(made.toc))
        self.outlined = (self.toc, made.toc)
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
        Page.render(page, own, cast("Files", window))
    html = page.content or ""
    anchors = {file.src_uri: links for file, links in (page.links_to_anchors or {}).items()}
    return Conversion(
        html=html,
        toc=_nested(page.toc),
        title=page._title_from_render,
        ids=sorted(page.present_anchor_ids or ()),
        anchors=anchors,
        asked={**window.asked, **{uri: _seen(files.get_file_from_path(uri)) for uri in anchors}},
        named=sorted(named),
        withheld=sorted(named & rules.withheld) if rules else [],
        said=said,
        unlinked=unlinked,
        disarmed=disarmed,
        body=body_of(html, rules.phrases if rules else NO_PHRASES),
        is_whole=not window.beyond,
    )


class _Window:
    """The host's files, and a list of those it was asked for."""

    def __init__(self, files: Files) -> None:
        self._files = files
        self.asked: dict[str, Seen] = {}
        self.beyond = False

    def get_file_from_path(self, path: str) -> File | None:
        """As the host's Files does."""
        file = self._files.get_file_from_path(path)
        self.asked[path] = _seen(file)
        return file

    def __getattr__(self, name: str) -> Any:
        """Whatever else is asked cannot be told afterwards."""
        self.beyond = True
        return getattr(self._files, name)


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _seen(file: File | None) -> Seen:
    return (file.url, file.inclusion.is_excluded()) if file else None


def _pair(answer: Any) -> Seen:
    return (answer[0], answer[1]) if answer else None


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

"""Parts that many pages share (masthead, colophon, scripts), rendered once for all of them.

A part is a template, or a block of one, that is given variables by name and sees no others. All it knows of the page
is where its links start from, and in that the pages of one folder are alike, but for a page that the part links to or
into. So what was rendered for one page serves every page of the folder that gives the same values. A part that
touches a variable it was not given, as a template of the site's own may, is rendered for each page with everything.
"""

from __future__ import annotations

import posixpath
from collections.abc import Hashable, Iterator, Mapping
from functools import lru_cache
from typing import Any, NoReturn

import jinja2
from jinja2.runtime import Context
from markupsafe import Markup
from mkdocs.structure.pages import Page
from mkdocs.utils import normalize_url
from mkdocs.utils.templates import url_filter
from msgspec import Struct, field

_LIMIT = 512
"""Parts that are kept at once, so that a site of many folders does not keep a frame for each."""
_START = "_goodword_start"
"""The variable under which the filter `url` finds where the links of a part start from."""
_ALWAYS = ("config", "base_url")
"""Variables that every part is given: one build has one configuration, and one depth one way to the root."""


_Key = tuple[str, str, tuple[tuple[str, Hashable], ...]]
"""A template, a block of it or nothing, and what it is given."""


class _MoreError(Exception):
    """A part touched a variable that it was not given."""


class _Untold:
    """Stands where a part is not given a variable that its page has."""

    def _refuse(self, *_: object) -> NoReturn:
        raise _MoreError

    __getattribute__ = __getitem__ = __contains__ = __call__ = __iter__ = __len__ = __bool__ = _refuse
    __str__ = __eq__ = __ne__ = __lt__ = __le__ = __gt__ = __ge__ = __hash__ = _refuse


_UNTOLD = _Untold()


class _Told(dict[str, Any]):
    """The variables of a part; to look an untold one up is enough to want it."""

    def __getitem__(self, name: str) -> Any:
        """The value; raises _MoreError for one that is not told."""
        value = super().__getitem__(name)
        if value is _UNTOLD:
            raise _MoreError
        return value


class _Start(Struct):
    """The page that the links of a part start from, and the addresses they were made for."""

    page: Page
    addresses: set[str] = field(default_factory=set)


class _Kept(Struct, frozen=True):
    """A part as it was rendered for one page."""

    html: Markup
    linked: frozenset[str]
    """The pages and folders that its links lead to or into: there it looks different."""
    given: Mapping[str, Any]
    """Held here, so that no other value gets the identity that the key knows it by."""


class Parts:
    """What was rendered in one environment, which is to say in one build."""

    def __init__(self, env: jinja2.Environment) -> None:
        self.env = env
        self._kept: dict[tuple[_Key, Hashable], _Kept] = {}
        self._open: set[tuple[str, str]] = set()
        """Parts that want more than they are given."""

    @jinja2.pass_context
    def part(
        self, context: Context, template: str, block: str = "", modules: Mapping[str, str] | None = None, **given: Any
    ) -> Markup:
        """The HTML of a template, or of a block of it, from these values; `modules` are templates by variable."""
        given |= {name: context.resolve(name) for name in _ALWAYS}
        if _START in context:
            return self._render(template, block, _Told(context.get_all() | given))
        page = context.get("page")
        if not isinstance(page, Page) or (template, block) in self._open:
            return self._render(template, block, context.get_all() | given)
        key = (template, block, tuple((name, _identity(value)) for name, value in given.items()))
        kept = self._found(key, page.url)
        return kept.html if kept else self._made(key, page, context, modules or {}, given)

    def _found(self, key: _Key, url: str) -> _Kept | None:
        kept = self._kept.get((key, _folder(url)))
        return self._kept.get((key, url)) if kept is None or url in kept.linked else kept

    def _made(
        self, key: _Key, page: Page, context: Context, modules: Mapping[str, str], given: Mapping[str, Any]
    ) -> Markup:
        template, block, _ = key
        start = _Start(page)
        try:
            told = _Told({**_hidden(context), **given, _START: start})
            for name, module in modules.items():
                told[name] = self.env.get_template(module).make_module(told, shared=True)
            html = self._render(template, block, told)
        except _MoreError:
            self._open.add((template, block))
            return self._render(template, block, {**context.get_all(), **given})
        self._keep(key, page.url, _Kept(html, frozenset(_linked(start.addresses)), given))
        return html

    def _render(self, template: str, block: str, variables: dict[str, Any]) -> Markup:
        found = self.env.get_template(template)
        context = found.new_context(variables, shared=True)
        code = found.blocks[block] if block else found.root_render_func
        return Markup(self.env.concat(code(context)))  # noqa: S704 - what a template printed

    def _keep(self, key: _Key, url: str, kept: _Kept) -> None:
        if len(self._kept) >= _LIMIT:
            del self._kept[next(iter(self._kept))]
        self._kept[key, url if url in kept.linked else _folder(url)] = kept


@jinja2.pass_context
def url(context: Context, value: object) -> str:
    """The host's filter `url`, which also works in a part."""
    if _START not in context:
        return url_filter(context, value)  # type: ignore[arg-type]
    start: _Start = context[_START]
    start.addresses.add(str(value))
    return normalize_url(str(value), page=start.page)


def _identity(value: Any) -> Hashable:
    return value if type(value) in (str, bool) else id(value)


def _hidden(context: Context) -> dict[str, Any]:
    everywhere = context.environment.globals
    return {name: value if everywhere.get(name) is value else _UNTOLD for name, value in context.get_all().items()}


@lru_cache(maxsize=64)
def _folder(url: str) -> tuple[str, ...] | str:
    """What pages have in common whose relative links are the same; an address that is no folder stands for itself."""
    return (posixpath.dirname(url[:-1]),) if posixpath.normpath(url) + "/" == url else url


def _linked(addresses: set[str]) -> Iterator[str]:
    for address in addresses:
        names = posixpath.normpath(f"/{address}").split("/")[1:]
        yield from ("/".join(names[:end]) + "/" for end in range(1, len(names) + 1))

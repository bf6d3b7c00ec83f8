"""The pages that go with feeds: how to subscribe, and on which terms texts may be published again."""

from __future__ import annotations

from html import escape
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel

from goodword.paths import same_place
from goodword.projections.feeds import license_url
from goodword.projections.outputs import old_places
from goodword.projections.pages import Offered, page_view
from goodword.projections.pages.following import SUBSCRIBE, SYNDICATION
from goodword.views import FeedLinkView
from mkdocs_goodword.building import Building
from mkdocs_goodword.filing import address
from mkdocs_goodword.pages import GivenPage
from mkdocs_goodword.rendering import prepare
from mkdocs_goodword.words import THEME, is_goodword

_TITLES = {SUBSCRIBE: "subscribe", SYNDICATION: "syndication.title"}
"""Address to the key of its title."""
_FACE = """\
@font-face { font-family: Newsreader; src: url(fonts/newsreader-latin.woff2) format("woff2"); font-weight: 400 700; }
"""
"""The theme's own type."""
STYLESHEET, _SCRIPT = "assets/goodword/feed.css", "assets/goodword/copy.js"


def offered(config: MkDocsConfig) -> Offered:
    """What the options of goodword/feeds say of following and republishing."""
    options: dict[str, Any] = config.plugins["goodword/feeds"].config
    return Offered(
        newsletter=options["newsletter"] or "",
        license=options["license"],
        license_url=license_url(options["license"]),
        is_signed=bool(options["footer"]),
    )


def add_pages(files: Files, config: MkDocsConfig, building: Building) -> None:
    """A page at each address that nothing of the author's stands at; in another theme, what the pages need."""
    taken = {same_place(file.dest_uri) for file in files if file.inclusion.is_included()}
    taken |= {same_place(path) for path, _ in old_places(building.catalogue, building.clock.now)}
    building.given = tuple(url for url in _TITLES if f"{url}index.html" not in taken)
    for url in building.given:
        _add(url, building.strings(_TITLES[url]), files, config)
    face = _FACE if is_goodword(config) else ""
    _replace(STYLESHEET, _read(STYLESHEET, config) + f"{face}{_about(building)}".encode(), files, config)
    if not is_goodword(config):
        _replace(_SCRIPT, _read(_SCRIPT, config), files, config)


def _about(building: Building) -> str:
    """What a feed that is opened in a browser says above its title; CSS is the only place that can say it."""
    text = building.strings("feed.about", url=f"{building.catalogue.site.url}{SUBSCRIBE}")
    quoted = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ")
    return f'rss::before, feed::before {{ content: "{quoted}"; }}\n'


def _read(name: str, config: MkDocsConfig) -> bytes:
    """Of the theme's folders, in which `custom_dir` stands first, else ours."""
    places = (Path(str(folder), name) for folder in (*config.theme.dirs, THEME))
    return next(place for place in places if place.is_file()).read_bytes()


def _replace(name: str, content: bytes, files: Files, config: MkDocsConfig) -> None:
    if old := files.get_file_from_path(name):
        files.remove(old)
    files.append(File.generated(config, name, content=content))


def _add(url: str, title: str, files: Files, config: MkDocsConfig) -> None:
    source = f"{url.rstrip('/')}.md"
    if withheld := files.get_file_from_path(source):
        files.remove(withheld)
    told = url == SUBSCRIBE and not is_goodword(config) and not config.nav
    inclusion = InclusionLevel.UNDEFINED if told else InclusionLevel.NOT_IN_NAV
    file = File.generated(config, source, content="", inclusion=inclusion)
    files.append(file)
    meta = {"title": escape(title)}
    if is_goodword(config):
        meta["template"] = f"goodword/{url.rstrip('/')}.html"
    GivenPage(escape(title), file, config, text="", meta=meta)


def fill_pages(files: Files, config: MkDocsConfig, building: Building) -> None:
    """In another theme the pages say it in their own text."""
    if is_goodword(config):
        return
    env = config.theme.get_env()
    prepare(env, building.strings)
    for file in files.documentation_pages():
        if (url := address(file)) in building.given and file.page:
            template = env.get_template(f"goodword/partials/{url.rstrip('/')}.html")
            text = template.render(goodword=page_view(url, None, building.shown), page=file.page, base_url="")
            script = f'\n<script src="../{_SCRIPT}" defer></script>' if url == SUBSCRIBE else ""
            file.page.content = f"<h1>{file.page.title}</h1>\n{text}{script}"


def told_in_head(building: Building, page: str, section: str = "") -> str:
    """Links for the head of a page in another theme: the site's feeds, then those that fit the page."""
    listing = building.shown.by_url.get(page)
    fitting = dict.fromkeys(("", listing.base if listing else page, f"{section}/"))
    found = (building.feeds[path] for path in fitting if path in building.feeds)
    return "".join(_link(view, building.catalogue.site.url) for feed in found for view in feed.formats)


def _link(feed: FeedLinkView, base: str) -> str:
    return f'<link rel="alternate" type="{feed.type}" title="{escape(feed.title)}" href="{escape(base + feed.url)}">'

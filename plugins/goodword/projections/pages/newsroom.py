"""What a newsroom's pages say beside the news: files to take away, and filtered lists."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from goodword.entries import Entry, KitFile, PressUpdate, Section
from goodword.newsroom import FILTERS, TYPES, firm_kit, newsroom, own_kit, plain_text
from goodword.paths import href, slugify
from goodword.projections.pages.views import Views
from goodword.views import FileView, GroupView, LinkView, NewsroomView

_TOPICS = 8


def newsroom_view(url: str, entry: Entry | None, views: Views) -> NewsroomView | None:
    """What journalists take away from the page at `url`: an update's own kit, else the firm's."""
    site, company = views.catalogue.site, views.catalogue.company
    room = newsroom(site.sections)
    press = entry if isinstance(entry, PressUpdate) and entry.is_own else None
    if not views.has_newsroom or not (press or (room and url == room.url)):
        return None
    kit, files = own_kit(press) if press and press.kit else firm_kit(company, site.sections)
    if not files and not press:
        return None
    return NewsroomView(
        files=tuple(_file(file, views) for file in files),
        kit=href(kit),
        size=_size(sum(views.size(file.src) for file in files), views),
        plain_text=href(plain_text(press)) if press else "",
    )


def _file(file: KitFile, views: Views) -> FileView:
    return FileView(
        title=file.title or file.src.rpartition("/")[2],
        url=file.src,
        size=_size(views.size(file.src), views),
        credit=file.credit,
        license=file.license,
    )


def _size(count: int, views: Views) -> str:
    return views.strings.size(count) if count else ""


def filters(section: Section, entries: tuple[Entry, ...], views: Views) -> Iterator[tuple[str, str, tuple[Entry, ...]]]:
    """The filtered lists of a newsroom: address, title, entries. One that holds everything is none."""
    groups: dict[tuple[str, str], list[Entry]] = {}
    topics = set(topics_of(entries))
    for entry in entries:
        for key in _keys(entry, topics):
            groups.setdefault(key, []).append(entry)
    several = {kind: sum(1 for other, _ in groups if other == kind) > 1 for kind in FILTERS}
    for (kind, value), shelf in groups.items():
        if several[kind] or kind == "topic":
            title = f"{views.index.title_of(section)}: {label(kind, value, views)}"
            yield f"{section.url}{kind}/{slugify(value)}/", title, tuple(shelf)


def _keys(entry: Entry, topics: set[str]) -> Iterator[tuple[str, str]]:
    if entry.date:
        yield "year", str(entry.date.day.year)
    if isinstance(entry, PressUpdate):
        yield "type", entry.type
    yield from (("topic", tag) for tag in dict.fromkeys(entry.tags) if tag in topics)


def label(kind: str, value: str, views: Views) -> str:
    """What a filter is called."""
    return views.strings(f"press.all.{value}") if kind == "type" else value


def filter_links(section: Section, entries: tuple[Entry, ...], views: Views) -> tuple[tuple[LinkView, ...], ...]:
    """Links to the filtered lists: years, topics, types."""
    years = sorted({str(entry.date.day.year) for entry in entries if entry.date}, reverse=True)
    found = {entry.type for entry in entries if isinstance(entry, PressUpdate)}
    types = [word for word in TYPES if word in found]

    def links(kind: str, values: Iterable[str]) -> tuple[LinkView, ...]:
        return tuple(
            LinkView(title=label(kind, value, views), url=href(f"{section.url}{kind}/{slugify(value)}/"))
            for value in values
        )

    topics = links("topic", topics_of(entries))
    return links("year", years) if len(years) > 1 else (), topics, links("type", types) if len(types) > 1 else ()


def topics_of(entries: Iterable[Entry]) -> list[str]:
    """The tags that most entries have."""
    counts: dict[str, int] = {}
    for entry in entries:
        for tag in entry.tags:
            counts[tag] = counts.get(tag, 0) + 1
    return sorted(counts, key=lambda tag: (-counts[tag], tag))[:_TOPICS]


def press_groups(entries: Sequence[Entry], views: Views) -> tuple[GroupView, ...]:
    """What the firm says itself, apart from what others say of it."""
    own = [entry for entry in entries if not isinstance(entry, PressUpdate) or entry.type != "coverage"]
    coverage = [entry for entry in entries if isinstance(entry, PressUpdate) and entry.type == "coverage"]
    groups = (("own", views.strings("press.own"), own), ("coverage", views.strings("press.coverage"), coverage))
    return tuple(GroupView(key=key, title=title, entries=views.entries(shelf)) for key, title, shelf in groups if shelf)

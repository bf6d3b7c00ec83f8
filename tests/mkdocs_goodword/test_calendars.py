"""Calendars in a whole site: the files, what leads to them, and what stands in their way."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
import vobject

from sites.building import CONFIG, HOSTS, SITES, Built, Site, differing
from sites.canaries import WORD, files

pytestmark = pytest.mark.sites

WITH = f"{CONFIG}  - goodword/calendars\n"
LATER = "2031-01-01T09:00:00+00:00"
ELSEWHERE = {"TZ": "Pacific/Kiritimati", "PYTHONHASHSEED": "7", "LC_ALL": "POSIX"}


def event(*keys: str, title: str = "Open day", starts: str = "2027-01-10T18:00") -> str:
    lines = [f"title: {title}", "date: 2026-01-01", f"starts: {starts}", *keys]
    return "---\n" + "\n".join(lines) + "\n---\n\nBring nothing.\n"


EVENTS = {
    "community/events/open.md": event("location: The hall"),
    "community/events/past.md": event(title="It was good", starts="2025-01-01"),
    "community/events/off.md": event("status: cancelled", title="Not now"),
    "community/events/hidden.md": event("unlisted: true", title="Among us"),
    "community/events/later.md": event("draft: true", title="Not yet"),
}


def summaries(built: Built, path: str) -> list[str]:
    """What one calendar says takes place, in its order."""
    (calendar,) = vobject.readComponents(built.files()[path].decode("utf-8"))
    return [one.summary.value for one in calendar.contents.get("vevent", [])]


def calendars(built: Built) -> dict[str, bytes]:
    """Every calendar of the output."""
    return {path: data for path, data in built.files().items() if path.endswith(".ics")}


def visible(html: str) -> list[str]:
    """The links to a calendar in a page's body that a reader sees before any script has run."""
    body = html.partition("<body")[2]
    links = re.findall(r"<a[^>]*text/calendar[^>]*>[^<]*</a>", body)
    return [link for link in links if not re.search(r"\shidden[\s>]", link)]


@pytest.fixture(scope="module")
def events(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Events of every state."""
    return Site.made(tmp_path_factory.mktemp("events"), EVENTS, WITH).build().good()


def test_every_listed_event_is_in_the_calendars_and_no_other(events: Built) -> None:
    own = {f"community/events/{name}/event.ics" for name in ("open", "past", "off")}
    assert set(calendars(events)) == {"calendar.ics", "community/events/calendar.ics"} | own
    assert summaries(events, "calendar.ics") == ["It was good", "Cancelled: Not now", "Open day"]
    assert summaries(events, "community/events/calendar.ics") == summaries(events, "calendar.ics")


def test_the_beginning_of_the_text_stands_for_a_description(events: Built) -> None:
    assert b"DESCRIPTION:Bring nothing.\\n\\nhttps://larch.example/" in calendars(events)["calendar.ics"]


def test_an_events_page_offers_it_while_it_will_take_place(events: Built) -> None:
    (link,) = visible(events.text("community/events/open/index.html"))
    assert re.search(r'rel="?alternate"? type="?text/calendar"? href="?event.ics"?', link)
    assert "Add to your calendar" in link
    for name in ("past", "off", "hidden"):
        assert visible(events.text(f"community/events/{name}/index.html")) == [], name


def test_a_sections_page_offers_its_calendar(events: Built) -> None:
    (link,) = visible(events.text("community/events/index.html"))
    assert re.search(r'type="?text/calendar"? href="?calendar.ics"?', link)
    assert "Subscribe to this calendar" in link
    assert visible(events.text("articles/index.html")) == []


@pytest.mark.parametrize(
    ("page", "calendar"),
    [("", "calendar.ics"), ("community/events/", "calendar.ics"), ("community/events/open/", "event.ics")],
)
def test_a_page_tells_of_its_calendar_in_its_head(page: str, calendar: str, events: Built) -> None:
    head = events.text(f"{page}index.html").partition("</head>")[0]
    (link,) = re.findall(r"<link[^>]*text/calendar[^>]*>", head)
    assert re.search(rf'rel="?alternate"?.*href="?{calendar}["\s>]', link)


def test_an_unlisted_event_has_a_page_and_no_calendar(events: Built) -> None:
    page = events.text("community/events/hidden/index.html")
    assert "Among us" in page
    assert "text/calendar" not in page


def test_without_the_plugin_nothing_leads_to_a_calendar(site: Callable[..., Site]) -> None:
    built = site(EVENTS).build().good()
    assert calendars(built) == {}
    assert built.holding("text/calendar") == []


@pytest.mark.parametrize("host", ["mkdocs", "properdocs"])
def test_every_host_writes_the_same_calendars_anywhere_and_at_any_time(
    host: str, demonstration: Site, demonstration_built: Built, tmp_path: Path
) -> None:
    later = demonstration.build(host, now=LATER, to=str(tmp_path / "later"), env=ELSEWHERE, strict=False).good()
    assert len(calendars(demonstration_built)) > 5
    assert differing(calendars(demonstration_built), calendars(later)) == []


@pytest.mark.parametrize("host", HOSTS)
def test_no_word_of_a_withheld_event_is_in_a_calendar_however_its_lines_are_folded(host: str, tmp_path: Path) -> None:
    built = Site.copied(SITES / "full", tmp_path / host).write(files()).build(host).good()
    found = calendars(built)
    assert sorted(summaries(built, "calendar.ics")) == ["Come and see", "It was good"]
    assert len(found) == 4
    assert [path for path, data in found.items() if WORD.encode() in data.replace(b"\r\n ", b"").lower()] == []


@pytest.mark.parametrize(("theme", "host"), [("material", "properdocs"), ("mkdocs", "mkdocs")])
def test_other_themes_have_the_same_calendars_and_say_where(
    theme: str, host: str, full: Site, full_built: Built, tmp_path: Path
) -> None:
    own = Site.copied(full.folder, tmp_path / "site").configure("{name: goodword}", f"{{name: {theme}}}")
    built = own.build(host).good()
    assert differing(calendars(full_built), calendars(built)) == []
    (path,) = [path for path in calendars(built) if path.endswith("upcoming/event.ics")]
    head = built.text(path.replace("event.ics", "index.html")).partition("</head>")[0]
    assert (
        f'<link rel="alternate" type="text/calendar" title="Come and see" href="https://full.example/{path}">' in head
    )


def test_nothing_else_may_stand_where_a_calendar_does(site: Callable[..., Site]) -> None:
    config = WITH.replace("goodword/catalogue\n", "goodword/catalogue:\n      publish: ['**/*.ics']\n")
    for name in ("calendar.ics", "community/events/calendar.ics", "community/events/open/event.ics"):
        own = site({**EVENTS, name: "BEGIN:VCALENDAR\r\n"}, config)
        built = own.build()
        assert built.returncode == 1
        assert f"{name}:1:1: error GW023" in built.said
        own.path(name).unlink()


@pytest.mark.parametrize(
    "alias", ["/calendar.ics", "/community/events/calendar.ics", "/community/events/open/event.ics"]
)
def test_no_old_address_is_one_of_a_calendar(alias: str, site: Callable[..., Site]) -> None:
    built = site({**EVENTS, "articles/a.md": f"---\ndate: 2026-01-01\naliases: [{alias}]\n---\n# A\n"}, WITH).build()
    assert built.returncode == 1
    assert "articles/a.md:3:" in built.said
    assert "GW023" in built.said


def test_calendars_need_the_address_of_the_site(site: Callable[..., Site]) -> None:
    config = WITH.replace("site_url: https://larch.example/\n", "").replace("  - goodword/feeds\n", "")
    built = site(EVENTS, config).build()
    assert built.returncode == 1
    assert "error GW051 'site_url' is missing: calendars need it." in built.said


def test_the_catalogue_comes_before_calendars(site: Callable[..., Site]) -> None:
    ran = site(
        config=CONFIG.replace("  - goodword/catalogue\n", "  - goodword/calendars\n  - goodword/catalogue\n")
    ).build("mkdocs")
    assert ran.returncode == 1
    assert "'goodword/calendars' needs 'goodword/catalogue'" in ran.said

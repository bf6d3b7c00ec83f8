"""Calendars, read back by two readers that know nothing of one another: vobject, and the library that writes them."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from zoneinfo import ZoneInfo

import icalendar
import pytest
import vobject
from dateutil.tz import tzical
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from goodword.catalogue import Catalogue
from goodword.entries import Location, Section, Source
from goodword.html import body_of
from goodword.projections.calendars import calendar_files
from goodword.projections.calendars.calendars import calendars
from goodword.projections.calendars.zones import time_zone
from making import PARIS, at, clean, english, entry_source, loaded, source

NOW = at("2026-06-01T00:00Z")
LONDON = ZoneInfo("Europe/London")
FIRM = source("company.yml", "name: Tom & Co\ncontact_points:\n  - {name: Office, email: hello@tom.example}")
OWN = "community/events/a/event.ics"
ALL = "community/events/calendar.ics"


def event(name="a", starts="2026-07-01T18:00", body="Words.", date="2026-01-01", **keys):
    return entry_source(f"community/events/{name}.md", body, date=date, starts=starts, **keys)


def written(catalogue: Catalogue, html=None, now=NOW):
    bodies = {link: body_of(text) for link, text in (html or {}).items()}
    return dict(calendars(catalogue, catalogue.index(now), english(), bodies))


def files(*sources, html=None, now=NOW, **values):
    return written(clean(*sources, **values), html, now)


def own(*sources, **values):
    """The only event of its own file, as the library reads it."""
    (component,) = icalendar.Calendar.from_ical(files(*sources, **values)[OWN]).walk("VEVENT")
    return component


def foreign(data: bytes):
    """A calendar as vobject reads it; every rule it knows of is kept."""
    (calendar,) = vobject.readComponents(data.decode("utf-8"))
    calendar.validate(raiseException=True)
    return calendar


def summaries(data: bytes) -> list[str]:
    return [one.summary.value for one in foreign(data).contents.get("vevent", [])]


def unfolded(data: bytes) -> list[str]:
    return data.decode("utf-8").replace("\r\n ", "").split("\r\n")


def test_each_event_its_section_and_the_site_have_a_calendar():
    made = files(event("a"), event("b", "2026-05-01T10:00"))
    assert sorted(made) == ["calendar.ics", OWN, "community/events/b/event.ics", ALL]
    assert summaries(made["calendar.ics"]) == summaries(made[ALL]) == ["B", "A"]
    assert (summaries(made[OWN]), summaries(made["community/events/b/event.ics"])) == (["A"], ["B"])


def test_the_files_that_are_told_of_are_the_files_that_are_written():
    catalogue = clean(event("a"), event("é b"), entry_source("articles/c.md", date="2026-01-01"))
    told = calendar_files(catalogue, catalogue.index(NOW), english())
    assert [file.path for file in told] == list(written(catalogue))
    assert {file.page: file.title for file in told} == {
        "": "Larkfield",
        "community/events/": "Larkfield: Events",
        "community/events/a/": "A",
        "community/events/é b/": "É b",
    }


def test_an_event_in_a_section_of_another_kind_gives_that_section_a_calendar():
    made = files(entry_source("articles/open-day.md", kind="event", date="2026-01-01", starts="2026-07-01"))
    assert summaries(made["articles/calendar.ics"]) == ["Open-day"]
    assert summaries(made["calendar.ics"]) == ["Open-day"]
    assert summaries(made[ALL]) == []


def test_a_site_that_can_have_no_event_has_no_calendar():
    assert files(sections=(Section("articles", "article", "Articles"),)) == {}


@pytest.mark.parametrize("zone", [PARIS, ZoneInfo("UTC"), ZoneInfo("Asia/Kolkata")])
def test_an_empty_calendar_is_valid_and_says_what_it_is(zone):
    """A calendar may not be without any component (RFC 5545, section 3.6): an empty one has its zone."""
    data = files(zone=zone)[ALL]
    calendar = foreign(data)
    assert [component.name for component in calendar.components()] == ["VTIMEZONE"]
    assert "NAME:Larkfield: Events" in unfolded(data)


def test_past_events_stay_and_time_alone_changes_no_byte():
    catalogue = clean(event("old", "2019-05-01T10:00", date="2019-01-01"), event("a", "2026-07-01T18:00"))
    early, late = written(catalogue), written(catalogue, now=at("2031-01-01T00:00Z"))
    assert early == late
    assert summaries(early[ALL]) == ["Old", "A"]


WITHHELD = {
    "draft": "draft: true",
    "scheduled": "publish_at: 2099-01-01",
    "embargoed": "embargo: 2099-01-01T09:00",
    "awaiting": "consent: {covers: [words]}",
    "expired": "expires: 2026-01-01",
    "archived": "expires: 2026-01-01\non_expiry: archive",
    "unlisted": "unlisted: true",
}


@pytest.mark.parametrize("state", WITHHELD)
def test_what_is_not_listed_is_in_no_calendar(state):
    text = f"---\ntitle: Kanarie\ndate: 2025-01-01\nstarts: 2027-01-01\n{WITHHELD[state]}\n---\n\nKanarie.\n"
    made = written(loaded(event("a"), Source("community/events/kanarie.md", text)).catalogue)
    assert sorted(made) == ["calendar.ics", OWN, ALL]
    assert not any(b"anarie" in data for data in made.values())


def test_a_moment_is_in_the_events_own_zone():
    component = own(event(timezone="Europe/London", ends="2026-07-01T20:00"), zone=PARIS)
    assert component["dtstart"].params["TZID"] == "Europe/London"
    assert component.start == datetime(2026, 7, 1, 18, tzinfo=LONDON)
    assert component.end == datetime(2026, 7, 1, 20, tzinfo=LONDON)


def test_a_moment_with_an_offset_is_told_by_the_clocks_of_the_events_zone():
    component = own(event(starts="2026-07-01T18:00+05:00", timezone="Europe/London"))
    assert component.to_ical().count(b"DTSTART;TZID=Europe/London:20260701T140000\r\n") == 1


@pytest.mark.parametrize("name", ["UTC", "Etc/UTC", "Zulu"])
def test_universal_time_needs_no_zone(name):
    data = files(event(timezone=name))[OWN]
    assert b"DTSTART:20260701T180000Z\r\n" in data
    assert b"VTIMEZONE" not in data


def test_a_day_stays_a_day_and_its_end_is_the_day_after():
    one, several = own(event(starts="2026-07-01")), own(event(starts="2026-07-01", ends="2026-07-03"))
    assert (one.start, "dtend" in one) == (date(2026, 7, 1), False)
    assert (several.start, several.end) == (date(2026, 7, 1), date(2026, 7, 4))
    assert several["dtend"].params["VALUE"] == "DATE"


def test_a_day_that_ends_at_a_moment_ends_with_that_day():
    component = own(event(starts="2026-07-01", ends="2026-07-03T12:00"))
    assert (component.start, component.end) == (date(2026, 7, 1), date(2026, 7, 4))


def test_a_moment_that_ends_with_a_day_ends_at_midnight():
    component = own(event(starts="2026-07-01T18:00", ends="2026-07-02", timezone="Europe/London"))
    assert component.end == datetime(2026, 7, 3, tzinfo=LONDON)


def test_no_end_is_invented():
    component = own(event())
    assert "dtend" not in component
    assert "duration" not in component


@pytest.mark.parametrize(
    "starts",
    [
        "2026-03-29T00:59",
        "2026-03-29T02:00",
        "2026-03-29T02:30",
        "2026-07-01T12:00",
        "2026-10-25T00:30",
        "2026-10-25T01:30",
        "2026-10-25T02:00",
        "2026-12-31T23:59",
        "2026-01-01T00:00",
    ],
)
def test_both_readers_find_the_moment_around_a_change_of_clocks(starts):
    meant = datetime.fromisoformat(starts).replace(tzinfo=LONDON).astimezone(UTC)
    catalogue = clean(event(starts=starts, timezone="Europe/London"), event("far", "2031-07-01T10:00"))
    for data in written(catalogue).values():
        read = {one.summary.value: one.dtstart.value for one in foreign(data).vevent_list}
        assert read.get("A", meant).astimezone(UTC) == meant
    assert own(event(starts=starts, timezone="Europe/London")).start.astimezone(UTC) == meant


@pytest.mark.parametrize(("offset", "told"), [("+01:00", b"003000Z"), ("+00:00", b"013000Z")])
def test_either_of_two_equal_hours_is_told_in_universal_time(offset, told):
    component = own(event(starts=f"2026-10-25T01:30{offset}", ends="2026-10-25T04:00", timezone="Europe/London"))
    assert b"DTSTART:20261025T%b\r\n" % told in component.to_ical()
    assert b"DTEND:20261025T040000Z\r\n" in component.to_ical()


@pytest.mark.parametrize("starts", ["1000-01-01T10:00", "1969-12-31T10:00", "2100-01-01T10:00", "9000-12-31T10:00"])
def test_moments_of_far_years_are_in_universal_time(starts):
    data = files(event(starts=starts, timezone="Asia/Tokyo"))[OWN]
    assert b"VTIMEZONE" not in data
    meant = datetime.fromisoformat(starts).replace(tzinfo=ZoneInfo("Asia/Tokyo"))
    assert own(event(starts=starts, timezone="Asia/Tokyo")).start == meant


@pytest.mark.parametrize(
    "name",
    [
        "Europe/London",
        "Europe/Dublin",
        "America/New_York",
        "Australia/Lord_Howe",
        "Africa/Casablanca",
        "Asia/Kolkata",
        "America/Sao_Paulo",
        "Pacific/Apia",
        "Etc/GMT+5",
    ],
)
def test_a_zones_rules_give_the_offset_of_every_hour(name):
    zone = ZoneInfo(name)
    text = time_zone(name, 2026, 2027).to_ical().decode("utf-8")
    read = tzical(io.StringIO(text)).get(name)
    moment = datetime(2026, 1, 1, tzinfo=UTC)
    while moment.year < 2028:
        shown = moment.astimezone(zone)
        if shown.replace(fold=0).utcoffset() == shown.replace(fold=1).utcoffset():
            assert shown.replace(tzinfo=read).utcoffset() == shown.utcoffset(), shown
        moment += timedelta(hours=1)


@pytest.mark.parametrize(
    ("name", "summer", "winter"),
    [
        ("Europe/London", "20260329T010000", "20261025T020000"),
        ("America/New_York", "20260308T020000", "20261101T020000"),
        ("Australia/Lord_Howe", "20261004T020000", "20260405T020000"),
    ],
)
def test_a_rule_begins_when_clocks_showed_the_time_before_it(name, summer, winter):
    """Its onset is a local time of the offset it leaves (RFC 5545, section 3.6.5)."""
    parts = time_zone(name, 2026, 2026).subcomponents
    onsets = {part.name: part["dtstart"].dt.strftime("%Y%m%dT%H%M%S") for part in parts[1:]}
    assert onsets == {"DAYLIGHT": summer, "STANDARD": winter}
    for part in parts[1:]:
        onset = part["dtstart"].dt.replace(tzinfo=timezone(part.TZOFFSETFROM))
        assert onset.astimezone(ZoneInfo(name)).utcoffset() == part.TZOFFSETTO
        assert (onset - timedelta(seconds=1)).astimezone(ZoneInfo(name)).utcoffset() == part.TZOFFSETFROM


def test_only_the_zones_that_are_used_are_told_and_only_for_their_years():
    data = files(
        event("a", "2026-07-01T18:00", timezone="Europe/London"),
        event("b", "2027-07-01T18:00", timezone="America/New_York"),
        event("c", "2026-07-02", timezone="Asia/Tokyo"),
    )[ALL]
    zones = icalendar.Calendar.from_ical(data).walk("VTIMEZONE")
    assert [zone["tzid"] for zone in zones] == ["America/New_York", "Europe/London"]
    assert b"RDATE" not in data


def test_the_stamp_is_the_day_of_the_last_change_and_never_now():
    component = own(event(date="2026-02-01", updated="2026-04-01"), zone=PARIS)
    assert component["dtstamp"].dt == component["last-modified"].dt == datetime(2026, 4, 1, 10, tzinfo=UTC)
    assert component["created"].dt == datetime(2026, 2, 1, 11, tzinfo=UTC)
    calendar = icalendar.Calendar.from_ical(files(event(date="2026-02-01T08:30"), event("b"))[ALL])
    assert calendar["last-modified"].dt == datetime(2026, 2, 1, 8, 30, tzinfo=UTC)


def test_an_identity_is_the_entrys_and_the_same_everywhere():
    made = files(event(), authority="larkfield.example", since="2026")
    uids = {one["uid"] for data in made.values() for one in icalendar.Calendar.from_ical(data).walk("VEVENT")}
    assert uids == {"tag:larkfield.example,2026:community/events/a/"}
    assert own(event(id="own; id, of mine"))["uid"] == "own; id, of mine"
    assert own(event())["uid"] == "https://larkfield.example/community/events/a/"


def test_an_identity_of_nothing_a_calendar_can_carry_is_the_page():
    catalogue = clean(event())
    nameless = replace(catalogue, entries=(replace(catalogue.entries[0], id="\x7f"),))
    assert b"UID:https://larkfield.example/community/events/a/\r\n" in written(nameless)[OWN]


@pytest.mark.parametrize(
    ("status", "told", "title"),
    [
        ("scheduled", "CONFIRMED", "A"),
        ("postponed", "TENTATIVE", "Postponed: A"),
        ("cancelled", "CANCELLED", "Cancelled: A"),
    ],
)
def test_a_state_is_told_to_programs_and_to_people(status, told, title):
    component = own(event(status=status))
    assert (component["status"], component["summary"]) == (told, title)
    assert component.get("transp", "OPAQUE") == ("OPAQUE" if status == "scheduled" else "TRANSPARENT")


def test_a_sequence_begins_at_nought_and_grows_with_every_change():
    told = [
        own(event(date="2026-02-01", **keys))["sequence"]
        for keys in (
            {},
            {"status": "postponed"},
            {"status": "cancelled"},
            {"updated": "2026-02-02"},
            {"updated": "2026-02-03", "status": "cancelled"},
        )
    ]
    assert told[0] == 0
    assert told == sorted(set(told))


def test_a_place_is_its_name_and_address():
    assert own(event(location="The hall"))["location"] == "The hall"
    assert (
        own(event(location={"name": "The hall", "address": "1 Main Street"}))["location"] == "The hall, 1 Main Street"
    )
    assert "location" not in own(event())


def test_an_event_online_says_where_in_every_way_a_program_may_read():
    component = own(event(location={"url": "https://meet.example/x;y,z"}))
    assert component["location"] == component["conference"] == "https://meet.example/x;y,z"
    assert component["conference"].params["VALUE"] == "URI"
    assert "Online: https://meet.example/x;y,z" in component["description"]
    assert own(event(location={"name": "Online", "url": "https://meet.example/"}))["location"] == "Online"


def test_the_page_is_the_url_and_stands_in_the_description():
    component = own(event(description="A talk."))
    assert component["url"] == "https://larkfield.example/community/events/a/"
    assert component["description"] == "A talk.\n\nhttps://larkfield.example/community/events/a/"
    data = files(event("é b"))["community/events/é b/event.ics"]
    assert "URL:https://larkfield.example/community/events/%C3%A9%20b/" in unfolded(data)


def test_without_a_description_the_beginning_of_the_text_is_told_as_plain_text():
    component = own(event(), html={"community/events/a/": "<p>Bring &amp; <b>show</b>.</p><p>More.</p>"})
    assert component["description"].startswith("Bring & show.\n\n")


def test_where_to_register_is_told_while_the_event_will_be():
    link = {"register": "https://book.example/"}
    assert "Register: https://book.example/\n" in own(event(**link))["description"]
    assert "book.example" not in own(event(status="cancelled", **link))["description"]
    assert "Register: https://larkfield.example/book/\n" in own(event(register="/book/"))["description"]


def test_the_organizer_is_the_firm_where_it_shows_an_address():
    organizer = own(FIRM, event())["organizer"]
    assert (organizer, organizer.params["CN"]) == ("mailto:hello@tom.example", "Tom & Co")
    assert "organizer" not in own(event())
    assert "organizer" not in own(
        source("company.yml", "name: Tom\ncontact_points: [{name: Office, phone: '1'}]"), event()
    )


@pytest.mark.parametrize(
    "email", ["a@b", "a b@c.example", "a@b.example\\r\\nATTENDEE:x", "mailto:a@b.example", "<a@b.example>"]
)
def test_what_is_no_address_organizes_nothing(email):
    firm = source("company.yml", f'name: Tom\ncontact_points:\n  - {{name: Office, email: "{email}"}}')
    assert "organizer" not in own(firm, event())


def test_tags_are_categories():
    assert own(event(tags=["Roof, wall", "a;b"]))["categories"].cats == ["Roof, wall", "a;b"]


def test_a_calendar_to_subscribe_to_says_where_it_is_and_how_often_to_ask():
    made = files(event())
    lines = unfolded(made[ALL])
    for line in (
        "NAME:Larkfield: Events",
        "X-WR-CALNAME:Larkfield: Events",
        "SOURCE;VALUE=URI:https://larkfield.example/community/events/calendar.ics",
        "URL:https://larkfield.example/community/events/",
        "REFRESH-INTERVAL;VALUE=DURATION:P1D",
    ):
        assert lines.count(line) == 1, line
    assert not {line.partition(":")[0] for line in unfolded(made[OWN])} & {"NAME", "X-WR-CALNAME", "REFRESH-INTERVAL"}


HOSTILE = [
    "a\nBEGIN:VEVENT\nSUMMARY:b\nEND:VEVENT",
    "a\r\nEND:VCALENDAR\r\nBEGIN:VCALENDAR",
    "a\\nEND:VEVENT",
    "a\\",
    'semi;colon, comma: "quote" ^n ^\' =',
    "\u2028BEGIN:VALARM\u2029\x85END:VEVENT",
    "x" * 10_000,
    "ü" * 5_000,
    "🎉👩‍🚀" * 500,
    "مرحبا \u202e rtl \u202c",
    "日本語" * 40,
    "{name} %s ${x}",
    "<b>bold</b> & more",
    " leading and trailing ",
]
FIELDS = ("title", "description", "location", "name", "address", "tag", "id", "company", "site", "section", "body")


def hostile(field: str, value: str):
    """A site with `value` in one place, and the html of its event."""
    place = {"name": value} if field == "name" else {"name": "Hall", "address": value} if field == "address" else "Hall"
    keys = {
        "title": value if field == "title" else "A",
        "location": value if field == "location" else place,
        "tags": [value if field == "tag" else "tag"],
        **({"description": value} if field == "description" else {}),
        **({"id": value} if field == "id" else {}),
    }
    firm = entry_source("company.yml", name=value if field == "company" else "Tom")
    body = firm.text.split("---\n")[1]
    contacts = "contact_points:\n  - {name: Office, email: a@b.example}\n"
    sections = (Section("community/events", "event", value if field == "section" else "Events"),)
    values = {"sections": sections, "name": value if field == "site" else "Larkfield"}
    catalogue = loaded(
        event(**keys), Source("company.yml", body.replace("title", "tagline") + contacts), **values
    ).catalogue
    return written(catalogue, {"community/events/a/": f"<p>{value}</p>"} if field == "body" else {})


def assert_sound(data: bytes) -> None:
    """Lines end in CR LF and hold 75 octets, nothing but text is in them, and there is one of each component."""
    assert data.endswith(b"\r\n")
    for line in data.split(b"\r\n"):
        assert len(line) <= 75
        line.decode("utf-8")
        assert not [byte for byte in line if byte < 32 or byte == 127]
    starts = [line for line in unfolded(data) if line.startswith("BEGIN:")]
    assert starts == ["BEGIN:VCALENDAR", "BEGIN:VEVENT"]
    names = {
        "VERSION",
        "PRODID",
        "NAME",
        "X-WR-CALNAME",
        "X-WR-TIMEZONE",
        "X-PUBLISHED-TTL",
        "REFRESH-INTERVAL",
        "SOURCE",
    }
    names |= {"URL", "LAST-MODIFIED", "BEGIN", "END", "SUMMARY", "DTSTART", "DTSTAMP", "UID", "SEQUENCE", "CATEGORIES"}
    names |= {"CREATED", "DESCRIPTION", "LOCATION", "ORGANIZER", "STATUS"}
    assert {line.partition(":")[0].partition(";")[0] for line in unfolded(data) if line} <= names


@pytest.mark.parametrize("value", HOSTILE, ids=range(len(HOSTILE)))
@pytest.mark.parametrize("field", FIELDS)
def test_no_text_breaks_a_calendar_or_adds_to_it(field, value):
    made = hostile(field, value)
    assert sorted(made) == ["calendar.ics", OWN, ALL]
    for data in made.values():
        assert_sound(data)
        assert len(foreign(data).vevent_list) == 1


@pytest.mark.parametrize("value", HOSTILE, ids=range(len(HOSTILE)))
def test_both_readers_find_a_title_as_it_was_written_on_one_line(value):
    data = hostile("title", value)[OWN]
    (component,) = icalendar.Calendar.from_ical(data).walk("VEVENT")
    assert summaries(data) == [component["summary"]] == [" ".join(value.split())]


@pytest.mark.parametrize("title", ["a\x00b", "a\x08b", "a\x1bb", "a\x7fb", "a\ufffeb", "a\ud800b"])
def test_a_control_character_is_left_out_and_the_rest_stands(title):
    bad = Source("community/events/a.md", f"---\ndate: 2026-01-01\nstarts: 2026-07-01\n---\n# {title}\n")
    data = written(loaded(bad).catalogue)[OWN]
    assert summaries(data) == ["ab"]


def test_a_title_of_nothing_is_told_by_its_page():
    bad = Source("community/events/a.md", '---\ntitle: "\\x08"\ndate: 2026-01-01\nstarts: 2026-07-01\n---\n')
    assert summaries(written(loaded(bad).catalogue)[OWN]) == ["https://larkfield.example/community/events/a/"]


@given(st.text(st.characters(codec=None), max_size=300))
def test_any_text_is_sound_in_any_field(text):
    catalogue = clean(FIRM, event())
    words = {"title": text, "description": text, "tags": (text,), "id": text, "location": Location(text, text)}
    firm = replace(catalogue.company, name=text)
    entry = replace(catalogue.entries[0], **words)
    for data in written(replace(catalogue, entries=(entry,), company=firm)).values():
        assert_sound(data)


@pytest.mark.parametrize("field", ["register", "url"])
def test_an_address_holds_nothing_but_an_address(field):
    hostile_url = 'https://e.example/ü;x,y"<>{}|^`?a=b&c#d'
    keys = {"register": hostile_url} if field == "register" else {"location": {"url": hostile_url}}
    for data in files(event(**keys)).values():
        assert (
            foreign(data).vevent.description.value.count("https://e.example/%C3%BC;x,y%22%3C%3E%7B%7D%7C%5E%60?a=b&c#d")
            == 1
        )


def test_events_are_in_the_order_of_their_beginnings_and_then_of_their_addresses():
    sources = [event("b"), event("c", "2026-07-01T17:59"), event("a"), event("d", "2026-06-30")]
    assert summaries(files(*sources)[ALL]) == summaries(files(*reversed(sources))[ALL]) == ["D", "C", "A", "B"]


SCRIPT = """
import sys
from making import clean, english, at, entry_source
from goodword.projections.calendars.calendars import calendars
zones = ("Europe/London", "America/New_York", "Asia/Tokyo", "Australia/Sydney", "Africa/Cairo")
sources = [
    entry_source(f"community/events/{n}.md", date="2026-01-01", starts=f"202{n}-07-01T18:00", timezone=zone, tags=["a", "b"])
    for n, zone in enumerate(zones, start=4)
]
catalogue = clean(*sources)
for path, data in calendars(catalogue, catalogue.index(at("2026-06-01T00:00Z")), english(), {}):
    sys.stdout.buffer.write(path.encode() + data)
"""


def test_zone_hash_seed_and_locale_of_the_machine_change_no_byte():
    tests = Path(__file__).parents[2]
    said = {
        subprocess.run(
            [sys.executable, "-c", SCRIPT],
            env={**os.environ, "PYTHONPATH": f"{tests}:{tests.parent / 'plugins'}", **machine},
            check=True,
            capture_output=True,
        ).stdout
        for machine in (
            {"TZ": "UTC", "PYTHONHASHSEED": "1", "LC_ALL": "C.UTF-8"},
            {"TZ": "Pacific/Apia", "PYTHONHASHSEED": "2", "LC_ALL": "POSIX"},
            {"TZ": "America/New_York", "PYTHONHASHSEED": "3"},
        )
    }
    assert len(said) == 1
    assert said.pop().count(b"BEGIN:VTIMEZONE") == 15


def test_an_authors_preview_shows_a_draft_that_has_no_date_yet_and_leaves_out_one_without_a_beginning():
    draft = Source("community/events/a.md", "---\ntitle: Idea\ndraft: true\nstarts: 2026-07-01\n---\n")
    bare = Source("community/events/b.md", "---\ntitle: Bare\ndraft: true\n---\n")
    catalogue = loaded(draft, bare).catalogue
    made = dict(calendars(catalogue, catalogue.index(NOW, preview=True), english(), {}))
    assert summaries(made[ALL]) == ["Idea"]
    assert sorted(made) == ["calendar.ics", OWN, ALL]

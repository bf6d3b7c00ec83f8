"""Calendars read by programs of other people: ical.js, which web calendars use, and calcurse on a terminal."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path
from typing import Any

import pytest

import node
from sites.building import CONFIG, Built, Site

pytestmark = pytest.mark.sites
WITH = f"{CONFIG}  - goodword/calendars\n"


def event(title: str, *keys: str) -> str:
    return "---\n" + "\n".join([f"title: {title}", "date: 2026-01-01", *keys]) + "\n---\n\nBring nothing.\n"


EVENTS = {
    "winter": event("Winter", "starts: 2027-01-20T19:00", "ends: 2027-01-20T20:00", "timezone: Europe/London"),
    "summer": event("Summer", "starts: 2027-07-20T19:00", "ends: 2027-07-20T20:30", "timezone: Europe/London"),
    "york": event("York", "starts: 2027-03-14T09:00", "ends: 2027-03-14T10:00", "timezone: America/New_York"),
    "kolkata": event("Kolkata", "starts: 2027-05-01T09:15", "ends: 2027-05-01T10:15", "timezone: Asia/Kolkata"),
    "utc": event("Universal", "starts: 2027-05-02T09:00Z", "ends: 2027-05-02T10:00Z"),
    "day": event("One day", "starts: 2027-06-01"),
    "days": event("Three days", "starts: 2027-06-10", "ends: 2027-06-12"),
    "off": event("Never", "starts: 2027-08-01T10:00", "ends: 2027-08-01T11:00", "status: cancelled"),
    "later": event("Some day", "starts: 2027-08-02T10:00", "ends: 2027-08-02T11:00", "status: postponed"),
    "hostile": event(
        "'A; b, c: \\ \"d\" <e>'", "starts: 2027-09-01T10:00", "ends: 2027-09-01T11:00", "location: 'x; y, z'"
    ),
}
EXPECTED = {
    "Winter": ("2027-01-20T19:00:00.000Z", "2027-01-20T20:00:00.000Z"),
    "Summer": ("2027-07-20T18:00:00.000Z", "2027-07-20T19:30:00.000Z"),
    "York": ("2027-03-14T13:00:00.000Z", "2027-03-14T14:00:00.000Z"),
    "Kolkata": ("2027-05-01T03:45:00.000Z", "2027-05-01T04:45:00.000Z"),
    "Universal": ("2027-05-02T09:00:00.000Z", "2027-05-02T10:00:00.000Z"),
    "One day": ("2027-06-01", "2027-06-02"),
    "Three days": ("2027-06-10", "2027-06-13"),
}


@pytest.fixture(scope="module")
def events(tmp_path_factory: pytest.TempPathFactory) -> Built:
    files = {f"community/events/{name}.md": text for name, text in EVENTS.items()}
    return Site.made(tmp_path_factory.mktemp("elsewhere"), files, WITH).build().good()


@pytest.fixture(scope="module")
def read(events: Built) -> dict[str, list[dict[str, Any]]]:
    """Every calendar as ical.js reads it, by its path."""
    files = sorted(events.folder.rglob("*.ics"))
    found = node.run("calendars.js", *files)
    return {Path(name).relative_to(events.folder).as_posix(): told for name, told in found.items()}


def test_ical_js_reads_every_event_at_its_moment(read: dict[str, list[dict[str, Any]]]) -> None:
    told = {one["summary"]: (one["start"], one["end"]) for one in read["calendar.ics"]}
    assert {title: told[title] for title in EXPECTED} == EXPECTED
    assert len(told) == len(EVENTS)


def test_ical_js_reads_the_same_event_in_each_of_its_calendars(read: dict[str, list[dict[str, Any]]]) -> None:
    whole = {one["uid"]: one for one in read["calendar.ics"]}
    assert {one["uid"]: one for one in read["community/events/calendar.ics"]} == whole
    for name in EVENTS:
        (own,) = read[f"community/events/{name}/event.ics"]
        assert whole[own["uid"]] == own


def test_ical_js_reads_what_is_cancelled_and_what_is_postponed(read: dict[str, list[dict[str, Any]]]) -> None:
    states = {one["summary"]: one["status"] for one in read["calendar.ics"]}
    assert states["Cancelled: Never"] == "CANCELLED"
    assert states["Postponed: Some day"] == "TENTATIVE"
    assert states["Winter"] == "CONFIRMED"


def test_ical_js_reads_signs_that_calendars_escape(read: dict[str, list[dict[str, Any]]]) -> None:
    (own,) = read["community/events/hostile/event.ics"]
    assert own["summary"] == 'A; b, c: \\ "d" <e>'
    assert own["location"] == "x; y, z"


def test_calcurse_takes_the_whole_calendar_and_shows_it_on_its_days(events: Built, tmp_path: Path) -> None:
    folder = ["calcurse", "-D", str(tmp_path), "-C", str(tmp_path)]
    here = {**os.environ, "TZ": "Europe/London", "HOME": str(tmp_path), "LC_ALL": "C.UTF-8"}
    taken = subprocess.run(
        [*folder, "-i", str(events.folder / "calendar.ics")], env=here, capture_output=True, text=True, check=False
    )
    assert taken.returncode == 0, taken.stderr
    assert "0 skipped" in taken.stdout
    asked = [*folder, "-Q", "--from", "01/01/2027", "--days", "365"]
    shown = subprocess.run(asked, env=here, capture_output=True, text=True, check=True).stdout
    days = {block.split("\n")[0].rstrip(":"): block for block in shown.split("\n\n")}
    assert "Winter" in days["01/20/27"]
    assert "19:00 -> 20:00" in days["01/20/27"]
    assert "18:00 -> 19:30" not in days["07/20/27"]
    assert "19:00 -> 20:30" in days["07/20/27"]
    assert "One day" in days["06/01/27"]
    assert all("Three days" in days[day] for day in ("06/10/27", "06/11/27", "06/12/27"))
    assert len([day for day in days if day]) == 12

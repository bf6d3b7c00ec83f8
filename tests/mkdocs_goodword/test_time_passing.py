"""A repository that nobody touches builds on every day to come, unless its configuration asks to be stopped."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from sites.building import HOSTS, NOW, SITES, Site, build_all

pytestmark = pytest.mark.sites

TOMORROW, NEXT_YEAR, LAST = "2026-11-23T00:00:00+00:00", "2027-11-22T09:00:00+00:00", "2031-11-22T09:00:00+00:00"
LEAP = tuple(f"{day}T12:00:00+00:00" for day in ("2028-02-28", "2028-02-29", "2028-03-01"))
DAYS = (NOW, TOMORROW, NEXT_YEAR, *LEAP, LAST)


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """Every kind of entry, with an event, a poll, consents and promises that run out one after the other."""
    return Site.copied(SITES / "full", tmp_path_factory.mktemp("full"))


def errors(own: Site, now: str) -> set[str]:
    """The codes of what a check at a moment calls an error."""
    ran = own.run("check", "--format", "json", now=now)
    found = {problem["code"] for problem in json.loads(ran.stdout) if problem["severity"] == "error"}
    assert ran.returncode == bool(found), ran.said
    return found


def test_an_untouched_site_of_every_kind_builds_on_every_day_and_under_strict(full: Site) -> None:
    for built in build_all((full, "goodword", {"now": now, "to": f"on-{now[:10]}", "strict": True}) for now in DAYS):
        built.good()


@pytest.mark.parametrize("host", [host for host in HOSTS if host != "goodword"])
def test_it_builds_under_the_other_hosts_too(host: str, full: Site) -> None:
    for built in build_all(
        (full, host, {"now": now, "to": f"{host}-{now[:10]}", "strict": True}) for now in (LEAP[1], LAST)
    ):
        built.good()


def test_those_builds_are_no_proof_of_a_site_without_promises(full: Site) -> None:
    """What passes the builds above breaks its promises: a check on the same days says so, and only a check."""
    assert errors(full, NOW) == set()
    assert errors(full, LAST) >= {"FR001", "FR002", "FR003"}


def test_the_gate_of_publishing_lets_an_untouched_site_through_on_every_day(full: Site) -> None:
    for now in DAYS:
        ran = full.run("check", "--only", "content", now=now)
        assert ran.returncode == 0, ran.said


@pytest.mark.parametrize("host", HOSTS)
def test_where_the_configuration_asks_a_strict_build_fails_once_the_day_has_come(host: str, tmp_path: Path) -> None:
    own = Site.copied(SITES / "minimal", tmp_path)
    own.write({"services.md": "---\nreviewed: 2026-11-01\n---\n# Services\n\nWe will open on 22 November 2026.\n"})
    own.configure("- goodword/freshness", "- goodword/freshness: {severity: warning}")
    assert own.build(host, now=NOW, strict=True).returncode == 0
    told = own.build(host, now=TOMORROW, strict=True)
    assert (told.returncode, "FR004" in told.said) == (1, True)
    assert own.build(host, now=TOMORROW, strict=False).returncode == 0


@pytest.mark.parametrize(
    ("body", "severities", "code"),
    [
        ("Words.", [], 0),
        ("[short](https://bit.ly/x)", ["suggestion"], 0),
        ("The shop will open on 3 May 2026.", ["warning"], 0),
        ("[dead](../nothing/)", ["error"], 1),
    ],
)
def test_a_check_exits_with_1_for_errors_and_for_nothing_less(
    body: str, severities: list[str], code: int, site: Callable[..., Site]
) -> None:
    own = site({"a.md": f"---\nreviewed: 2026-11-01\n---\n# A\n\n{body}\n"})
    for form in ("json", "github"):
        ran = own.run("check", "--format", form)
        assert ran.returncode == code, ran.said
        if form == "json":
            assert [problem["severity"] for problem in json.loads(ran.stdout)] == severities

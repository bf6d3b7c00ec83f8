import itertools
from datetime import date, timedelta

import pytest

from goodword.projections.freshness.cadence import Cadence, cadence, newest

TODAY = date(2026, 6, 1)


def every(gap, count, last=TODAY):
    """`count` days, `gap` days apart, the last of them `last`."""
    return [last - timedelta(days=gap * n) for n in range(count)]


def limits(found):
    return (found.due, found.overdue, found.long_overdue)


@pytest.mark.parametrize(
    ("promised", "expected"),
    [
        (7, (7, 14, 21)),
        (14, (14, 21, 28)),
        (30, (30, 44, 60)),
        (60, (60, 84, 108)),
        (90, (90, 120, 150)),
        (180, (180, 210, 240)),
        (365, (365, 425, 455)),
        (1, (1, 8, 15)),
        (730, (730, 790, 820)),
    ],
)
def test_a_promise_gives_due_overdue_and_long_overdue(promised, expected):
    found = cadence(every(10, 3), TODAY, promised=promised)
    assert limits(found) == expected
    assert found.declared


@pytest.mark.parametrize(
    ("promised", "expected"), [(22, (22, 32, 44)), (45, (45, 64, 84)), (75, (75, 102, 129)), (135, (135, 165, 195))]
)
def test_a_promise_between_two_rows_is_interpolated(promised, expected):
    assert limits(cadence(every(10, 3), TODAY, promised=promised)) == expected


def test_longer_promises_never_give_shorter_limits():
    found = [limits(cadence(every(10, 3), TODAY, promised=days)) for days in range(1, 800)]
    for shorter, longer in itertools.pairwise(found):
        assert all(a <= b for a, b in zip(shorter, longer, strict=True))
    assert all(due < overdue < long for due, overdue, long in found)


@pytest.mark.parametrize(
    ("gap", "count", "expected"),
    [
        # n = 12 gaps: T = 12 g (20 ** (1 / 12) - 1), clamped to 120..180
        (8, 13, (80, 120, 240)),
        (30, 13, (80, 120, 240)),
        (36, 13, (82, 123, 245)),
        (45, 13, (102, 153, 306)),
        (60, 13, (120, 180, 360)),
        # n = 5 gaps: T = 5 g (20 ** (1 / 5) - 1)
        (30, 6, (82, 123, 246)),
        # the median gap is over 90 days: the ceiling is 365
        (91, 13, (206, 310, 619)),
        (120, 13, (243, 365, 730)),
        (90, 13, (120, 180, 360)),
    ],
)
def test_without_a_promise_the_sections_own_rhythm_decides(gap, count, expected):
    found = cadence(every(gap, count), TODAY)
    assert limits(found) == expected
    assert (found.typical, found.declared) == (gap, False)


def test_only_the_last_twelve_gaps_count():
    old = [TODAY - timedelta(days=700 + 200 * n) for n in range(10)]
    assert limits(cadence([*every(7, 13), *old], TODAY)) == (80, 120, 240)


def test_below_five_gaps_nothing_is_known_of_the_rhythm():
    found = cadence(every(30, 5), TODAY)
    assert found.typical is None
    assert (found.due, found.overdue) == (120, 180)


def test_a_community_section_may_be_quiet_for_longer():
    found = cadence(every(100, 3), TODAY, community=True)
    assert (found.due, found.overdue) == (180, 365)


@pytest.mark.parametrize(("community", "twice"), [(False, 360), (True, 730)])
def test_long_overdue_is_twice_overdue_also_where_the_rhythm_is_unknown(community, twice):
    """FR003: warning when overdue, error at twice."""
    assert cadence(every(100, 3), TODAY, community=community).long_overdue == twice


def test_the_order_of_the_days_changes_nothing():
    days = every(30, 8)
    assert cadence(days, TODAY) == cadence(list(reversed(days)), TODAY) == cadence(iter(days), TODAY)


def test_posts_of_one_day_count_once():
    assert cadence(every(30, 6) * 3, TODAY) == cadence(every(30, 6), TODAY)


def test_future_posts_never_count():
    coming = [TODAY + timedelta(days=n) for n in range(1, 20)]
    assert cadence([*every(30, 6), *coming], TODAY) == cadence(every(30, 6), TODAY)
    assert newest([*every(30, 6), *coming], TODAY) == TODAY


def test_a_post_of_today_counts():
    assert newest([TODAY, TODAY - timedelta(days=1)], TODAY) == TODAY


@pytest.mark.parametrize(("age", "judged"), [(88, False), (89, False), (90, True), (91, True)])
def test_a_section_younger_than_ninety_days_is_not_judged(age, judged):
    assert (cadence([TODAY - timedelta(days=age)], TODAY) is not None) is judged


def test_nothing_published_is_not_judged():
    assert cadence([], TODAY) is None
    assert cadence([], TODAY, promised=30) is None
    assert cadence([TODAY + timedelta(days=1)], TODAY) is None
    assert newest([], TODAY) is None


def test_a_cadence_is_a_value():
    assert cadence(every(30, 3), TODAY, promised=30) == Cadence(30, 44, 60, None, True)

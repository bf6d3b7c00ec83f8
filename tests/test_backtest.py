"""The backtest of FR003, on synthetic histories of which the outcome is known."""

from datetime import date, timedelta

import pytest

from bench.backtest import (
    RULES,
    Tally,
    beyond_the_longest,
    fixed,
    halves,
    interval,
    judge,
    main,
    read,
    tallies,
    this_rule,
    three_times_the_median,
)  # fmt: skip

BEGIN = date(2015, 1, 1).toordinal()
STEADY = [BEGIN + 30 * n for n in range(60)]
STOPPED = [BEGIN + 30 * n for n in range(24)]
PAUSED = [BEGIN + 30 * n for n in range(24)] + [STOPPED[-1] + 130 + 30 * n for n in range(24)]
LATER = BEGIN + 3000


def test_a_steady_section_raises_no_alarm():
    assert judge(STEADY, fixed(90), STEADY[-1]) == Tally(days=STEADY[-1] - 365 - BEGIN - 90)


def test_a_section_that_stopped_is_noticed():
    found = judge(STOPPED, fixed(90), LATER)
    assert (found.right, found.wrong, found.noticed, found.fell) == (1, 0, 1, 1)


def test_a_pause_is_a_false_alarm_for_whoever_is_impatient():
    assert judge(PAUSED, fixed(90), PAUSED[-1]).wrong == 1
    assert judge(PAUSED, fixed(140), PAUSED[-1]).wrong == 0


def test_nothing_is_judged_in_the_last_year_or_before_the_ninetieth_day():
    assert judge(STOPPED, fixed(90), STOPPED[-1] + 400) == Tally(days=STOPPED[-1] + 400 - 365 - BEGIN - 90, fell=1)
    assert judge([BEGIN, BEGIN + 1, BEGIN + 2], fixed(30), LATER).right == 0


def test_less_than_three_entries_a_year_say_nothing():
    assert judge([BEGIN, BEGIN + 200, BEGIN + 400], fixed(90), LATER).figures() == (0, 0, 0, 0)


@pytest.mark.parametrize(
    ("rule", "days"), [(this_rule, 120), (three_times_the_median, 90), (beyond_the_longest, 150), (fixed(7), 7)]
)
def test_each_rule_has_its_limit(rule, days):
    assert rule(STEADY) == days


def test_precision_recall_and_false_alarms():
    figures = Tally(right=3, wrong=1, noticed=1, fell=2, days=730).figures()
    assert figures == pytest.approx((0.75, 0.5, 0.6, 0.5))


def test_organisations_are_split_once_and_for_all():
    histories = {f"org{n}": [STEADY] for n in range(11)}
    first, second = halves(histories)
    assert (len(first), len(second)) == (5, 6)
    assert {*first, *second} == histories.keys()
    assert halves(dict(reversed(histories.items())))[0].keys() == first.keys()


def test_intervals_are_over_organisations_and_hold_the_figure():
    histories = {f"org{n}": [STOPPED, PAUSED] for n in range(9)}
    own = tallies(histories, fixed(90), LATER)
    assert interval(own, 50)[0] == pytest.approx((2 / 3, 2 / 3))


def test_a_folder_of_histories_is_read_and_printed(tmp_path, capsys):
    for name, days in (("a", STEADY), ("b", STOPPED)):
        rows = [f"{name},{date.fromordinal(day)}" for day in [*days, days[0]]]
        (tmp_path / f"{name}.csv").write_text("\n".join(["series,date", *rows]))
    assert read(tmp_path) == {"a": [STEADY], "b": [STOPPED]}
    assert main([str(tmp_path), "--until", str(date(2015, 1, 1) + timedelta(days=3000))]) == 0
    printed = capsys.readouterr().out
    assert printed.startswith("all: 2 sections of 2 organisations")
    assert all(f"| {name} |" in printed for name in RULES)

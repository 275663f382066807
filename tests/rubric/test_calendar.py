"""Deadlines: the boundary days, and what holds for every date."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.rubric.calendar import earliness, last_day, lateness
from audit.rubric.within import Within
from audit.rubric.workdays import ORDINARY, DayOff, DaysOff, workday_after, workday_from
from tests.tools.second_evaluator import day_off


@pytest.mark.parametrize(
    ("start", "within", "last"),
    [
        ("2013-10-01", {"weeks": 3}, "2013-10-22"),
        ("2013-10-01", {"days": 0}, "2013-10-01"),
        ("2013-08-31", {"months": 6}, "2014-02-28"),
        ("2015-08-31", {"months": 6}, "2016-02-29"),
        ("2013-01-31", {"months": 1}, "2013-02-28"),
        ("2016-02-29", {"years": 1}, "2017-02-28"),
        ("2013-12-15", {"months": 1}, "2014-01-15"),
        ("2013-06-30", {"years": 4, "months": 6}, "2017-12-30"),
        ("2013-10-31", {"months": 1, "days": 1}, "2013-12-01"),
        ("2013-10-06", {"workdays": 0}, "2013-10-06"),
        ("2013-10-05", {"days": 0, "on_day_off": "næste_arbejdsdag"}, "2013-10-07"),
        ("2013-11-26", {"months": 1, "on_day_off": "næste_arbejdsdag"}, "2013-12-27"),
    ],
)
def test_boundaries(start: str, within: dict[str, Any], last: str) -> None:
    assert last_day(date.fromisoformat(start), Within(**within)) == date.fromisoformat(last)


@given(st.dates(max_value=date(2500, 1, 1)), st.integers(0, 600))
def test_months_never_leave_their_month(start: date, months: int) -> None:
    end = last_day(start, Within(months=months))
    assert (end.year * 12 + end.month) - (start.year * 12 + start.month) == months
    assert end.day == start.day or (end + timedelta(days=1)).day == 1


@pytest.mark.parametrize(
    ("start", "within"),
    [
        (date(9999, 12, 1), Within(months=1)),
        (date(9999, 12, 30), Within(workdays=2)),
        (date(9990, 1, 1), Within(workdays=2650)),
        (date(9999, 12, 31), Within(workdays=10**9)),
    ],
)
def test_beyond_the_calendar(start: date, within: Within) -> None:
    with pytest.raises(OverflowError):
        last_day(start, within)


LENGTHS = st.one_of(
    st.builds(lambda n: Within(days=n), st.integers(0, 800)),
    st.builds(lambda n: Within(weeks=n), st.integers(0, 100)),
    st.builds(lambda n: Within(months=n), st.integers(0, 60)),
    st.builds(lambda n, m: Within(years=n, months=m, days=1), st.integers(0, 5), st.integers(0, 12)),
    st.builds(lambda n: Within(workdays=n), st.integers(0, 60)),
    st.builds(lambda n: Within(weeks=n, on_day_off="næste_arbejdsdag"), st.integers(0, 20)),
)
DAYS_OFF = st.frozensets(st.sampled_from(DayOff))


@given(st.dates(date(2011, 1, 1), date(2026, 12, 31)), LENGTHS, DAYS_OFF, st.integers(-40, 40))
def test_what_is_late_is_what_comes_after_the_last_day(
    start: date, within: Within, days_off: DaysOff, beside: int
) -> None:
    last = last_day(start, within, days_off)
    for days in (0, 1, beside):
        end = last + timedelta(days=days)
        assert lateness(within, days_off)(start, end) == (end > last)
        assert earliness(within, days_off)(start, end) == (end < last)


@given(st.dates(date(1890, 1, 1), date(2110, 12, 31)), st.integers(0, 60), DAYS_OFF)
def test_working_days_are_those_counted_one_by_one(start: date, number: int, days_off: DaysOff) -> None:
    end, left = start, number
    while left:
        end += timedelta(days=1)
        left -= not day_off(end, days_off)
    assert workday_after(start, number, days_off) == end
    moved = end
    while day_off(moved, days_off):
        moved += timedelta(days=1)
    assert last_day(end, Within(days=0, on_day_off="næste_arbejdsdag"), days_off) == moved


@pytest.mark.parametrize("days_off", [frozenset(), ORDINARY, frozenset(DayOff)], ids=["ingen", "lørdag", "alle"])
def test_every_day_of_two_centuries_is_what_an_independent_calendar_says(days_off: DaysOff) -> None:
    days = (date(1900, 1, 1) + timedelta(days=number) for number in range(366 * 202))
    assert [day for day in days if (workday_from(day, days_off) != day) != day_off(day, days_off)] == []


@pytest.mark.parametrize("within", [Within(months=1), Within(days=40), Within(years=9999), Within(workdays=40)])
def test_nothing_is_late_for_a_deadline_beyond_the_calendar(within: Within) -> None:
    assert not lateness(within)(date(9999, 12, 1), date.max)
    assert not lateness(within)(date(9999, 12, 1), date.min)

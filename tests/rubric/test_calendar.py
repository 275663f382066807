"""Deadlines: the boundary days, and what holds for every date."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.rubric.calendar import last_day, lateness
from audit.rubric.within import Within


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
    ],
)
def test_boundaries(start: str, within: dict[str, int], last: str) -> None:
    assert last_day(date.fromisoformat(start), Within(**within)) == date.fromisoformat(last)


@given(st.dates(max_value=date(2500, 1, 1)), st.integers(0, 600))
def test_months_never_leave_their_month(start: date, months: int) -> None:
    end = last_day(start, Within(months=months))
    assert (end.year * 12 + end.month) - (start.year * 12 + start.month) == months
    assert end.day == start.day or (end + timedelta(days=1)).day == 1


def test_beyond_the_calendar() -> None:
    with pytest.raises(OverflowError):
        last_day(date(9999, 12, 1), Within(months=1))


LENGTHS = st.one_of(
    st.builds(lambda n: Within(days=n), st.integers(0, 800)),
    st.builds(lambda n: Within(weeks=n), st.integers(0, 100)),
    st.builds(lambda n: Within(months=n), st.integers(0, 60)),
    st.builds(lambda n, m: Within(years=n, months=m, days=1), st.integers(0, 5), st.integers(0, 12)),
)


@given(st.dates(date(2011, 1, 1), date(2016, 12, 31)), LENGTHS, st.integers(-40, 40))
def test_what_is_late_is_what_comes_after_the_last_day(start: date, within: Within, beside: int) -> None:
    last = last_day(start, within)
    for days in (0, 1, beside):
        end = last + timedelta(days=days)
        assert lateness(within)(start, end) == (end > last)


@pytest.mark.parametrize("within", [Within(months=1), Within(days=40), Within(years=9999)])
def test_nothing_is_late_for_a_deadline_beyond_the_calendar(within: Within) -> None:
    assert not lateness(within)(date(9999, 12, 1), date.max)
    assert not lateness(within)(date(9999, 12, 1), date.min)

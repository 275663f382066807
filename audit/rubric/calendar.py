"""Deadlines on the calendar.

Months and years clamp to the last day of the month they land in (31 August and
6 months is the last of February), as DESIGN of the rubric language says.
"""

from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta

from audit.rubric.within import Within


def last_day(start: date, within: Within) -> date:
    """The last day on which something due ``within`` of ``start`` is in time.

    Raises OverflowError for a day after the year 9999.
    """
    months, days = _length(within)
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    if year > date.max.year:
        raise OverflowError("the deadline ends after the year 9999")
    clamped = date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))
    return clamped + timedelta(days=days)


def lateness(within: Within) -> Callable[[date, date], bool]:
    """A function of a start and an end: whether the end lies after ``last_day``.

    Nothing is late for a deadline that ends after the year 9999. The last day
    itself is never made: clamping cannot make a day late, because a month has
    no day after its last.
    """
    months, days = _length(within)

    def late(start: date, end: date) -> bool:
        if days:
            if end.toordinal() <= days:
                return False
            end -= timedelta(days=days)
        gone = (end.year - start.year) * 12 + end.month - start.month
        return gone > months or (gone == months and end.day > start.day)

    return late


def earliness(within: Within) -> Callable[[date, date], bool]:
    """A function of a start and an end: whether the end lies before ``last_day``, which itself is not too early.

    Everything is too early for what may first be after the year 9999.
    """

    def early(start: date, end: date) -> bool:
        try:
            return end < last_day(start, within)
        except OverflowError:
            return True

    return early


def _length(within: Within) -> tuple[int, int]:
    """Months and days."""
    months, days = within.number("months"), within.number("days")
    return months + 12 * within.number("years"), days + 7 * within.number("weeks")

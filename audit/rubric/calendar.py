"""Deadlines on the calendar.

Months and years clamp to the last day of the month they land in (31 August and
6 months is the last of February), as DESIGN of the rubric language says.
"""

from calendar import monthrange
from datetime import date, timedelta

from audit.rubric.model import Within


def last_day(start: date, within: Within) -> date:
    """The last day on which something due ``within`` of ``start`` is in time.

    Raises OverflowError for a day after the year 9999.
    """
    months = (within.months or 0) + 12 * (within.years or 0)
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    if year > date.max.year:
        raise OverflowError("the deadline ends after the year 9999")
    clamped = date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))
    return clamped + timedelta(days=(within.days or 0) + 7 * (within.weeks or 0))

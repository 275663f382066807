"""Deadlines on the calendar.

Months and years clamp to the last day of the month they land in (31 August and
6 months is the last of February), as DESIGN of the rubric language says.
Working days are counted by ``workdays``; a rubric says which days are none.
"""

from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta

from audit.rubric.within import Within
from audit.rubric.workdays import ORDINARY, DayOff, DaysOff, called, workday_after, workday_from


def last_day(start: date, within: Within, days_off: DaysOff = ORDINARY) -> date:
    """The last day on which something due ``within`` of ``start`` is in time.

    ``days_off`` are no working days, beside Sundays and helligdage. Of so many
    working days the first is the one after ``start``. Where the length says so,
    a last day that is no working day moves to the next one.
    Raises OverflowError for a day after the year 9999.
    """
    if within.workdays is not None:
        return workday_after(start, within.number("workdays"), days_off)
    end = _on_the_calendar(start, within)
    return workday_from(end, days_off) if within.moves else end


def _on_the_calendar(start: date, within: Within) -> date:
    months, days = _length(within)
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    if year > date.max.year:
        raise OverflowError("the deadline ends after the year 9999")
    clamped = date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))
    return clamped + timedelta(days=days)


def lateness(within: Within, days_off: DaysOff = ORDINARY) -> Callable[[date, date], bool]:
    """A function of a start and an end: whether the end lies after ``last_day``.

    Nothing is late for a deadline that ends after the year 9999. Where days off
    do not matter, the last day itself is never made: clamping cannot make a day
    late, because a month has no day after its last.
    """
    if within.counts_days_off:
        return lambda start, end: end > start and _by(end - timedelta(days=1), start, within, days_off)
    months, days = _length(within)

    def late(start: date, end: date) -> bool:
        if days:
            if end.toordinal() <= days:
                return False
            end -= timedelta(days=days)
        gone = (end.year - start.year) * 12 + end.month - start.month
        return gone > months or (gone == months and end.day > start.day)

    return late


def earliness(within: Within, days_off: DaysOff = ORDINARY) -> Callable[[date, date], bool]:
    """A function of a start and an end: whether the end lies before ``last_day``, which itself is not too early.

    Everything is too early for what may first be after the year 9999.
    """
    return lambda start, end: not _by(end, start, within, days_off)


def _by(day: date, start: date, within: Within, days_off: DaysOff) -> bool:
    """Whether ``last_day`` is this day or one before it; False where it lies after the year 9999."""
    try:
        return last_day(start, within, days_off) <= day
    except OverflowError:
        return False


_FORMER_PRAYER_DAY = date(2024, 4, 26)
"""The first day that would have been store bededag, had it not been abolished."""

FORMER = "den tidligere store bededag, som ikke er helligdag fra 2024"

_SHOWN = frozenset({"lørdag", "søndag", "skærtorsdag", "store bededag", "juledag", FORMER, *DayOff})
_SHOWN_OF_WORKDAYS = _SHOWN - {"lørdag", "søndag"}
_CHOSEN, _SATURDAY = frozenset(DayOff) - {DayOff.SATURDAY}, 5


def starts_shown(within: Within, leap: int, days_off: DaysOff = ORDINARY) -> dict[str, date]:
    """Start days of ``leap`` and the year before it that show how days off are counted, by what they show.

    The first start that meets each kind of day: in working days as the day after
    it, else as the last day before that is moved. A day that the rubric chooses about is
    met in a year in which it is no Saturday or Sunday, if there is one. None where days off do not matter.
    """
    if not within.counts_days_off:
        return {}
    of_workdays = within.workdays is not None
    kinds = _SHOWN_OF_WORKDAYS if of_workdays else _SHOWN
    found: dict[str, date] = {}
    weekend: dict[str, date] = {}
    for number in range(date(leap - 1, 1, 1).toordinal(), date(leap, 12, 31).toordinal()):
        start = date.fromordinal(number)
        if of_workdays and workday_from(start, days_off) != start:
            continue
        try:
            met = start + timedelta(days=1) if of_workdays else _on_the_calendar(start, within)
        except OverflowError:
            break
        kind = FORMER if met == _FORMER_PRAYER_DAY else called(met)
        if kind in kinds:
            (weekend if kind in _CHOSEN and met.weekday() >= _SATURDAY else found).setdefault(kind, start)
    return weekend | found


def _length(within: Within) -> tuple[int, int]:
    """Months and days."""
    months, days = within.number("months"), within.number("days")
    return months + 12 * within.number("years"), days + 7 * within.number("weeks")

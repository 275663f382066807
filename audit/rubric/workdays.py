"""Working days (arbejdsdage): which days they are in Denmark, and how they are counted.

Sundays and helligdage are no working days. The helligdage are those of the
folkekirke, which the library ``holidays`` knows: store bededag until 2023 and
not after. Other days are days off only where the rubric says so.
"""

from bisect import bisect_left, bisect_right
from datetime import date
from enum import StrEnum
from functools import cache


class DayOff(StrEnum):
    """Days that no law makes a helligdag, and that a rubric can reckon as days off."""

    SATURDAY = "lørdag"
    FIRST_OF_MAY = "første_maj"
    CONSTITUTION_DAY = "grundlovsdag"
    CHRISTMAS_EVE = "juleaftensdag"
    NEW_YEARS_EVE = "nytårsaftensdag"


DaysOff = frozenset[DayOff]

ORDINARY: DaysOff = frozenset({DayOff.SATURDAY})
"""What is a day off beside Sundays and helligdage where the rubric says nothing."""

FIRST_YEAR, LAST_YEAR = 1901, 2100
"""The years whose helligdage are known; in others only Sundays and what the rubric names are days off."""

_SATURDAY, _SUNDAY = 5, 6
_DATED = {
    (5, 1): DayOff.FIRST_OF_MAY,
    (6, 5): DayOff.CONSTITUTION_DAY,
    (12, 24): DayOff.CHRISTMAS_EVE,
    (12, 31): DayOff.NEW_YEARS_EVE,
}


def called(day: date) -> str:
    """What a day is called that is or could be a day off, a helligdag before all else: »store bededag«, »lørdag«.

    "" for any other day.
    """
    if holiday := _holidays(day.year).get(day):
        return holiday
    if named := _DATED.get((day.month, day.day)):
        return named
    return {_SATURDAY: str(DayOff.SATURDAY), _SUNDAY: "søndag"}.get(day.weekday(), "")


def workday_after(start: date, number: int, days_off: DaysOff) -> date:
    """The last of so many working days after ``start``, which itself is not counted; ``start`` where it is 0.

    Raises OverflowError for a day after the year 9999.
    """
    if not number:
        return start
    if number > date.max.toordinal() - start.toordinal():
        raise OverflowError("the deadline ends after the year 9999")
    left, first = number - 1, start.toordinal()
    for year in range(start.year, date.max.year + 1):
        days = _workdays(year, days_off)
        place = bisect_right(days, first) + left
        if place < len(days):
            return date.fromordinal(days[place])
        left = place - len(days)
    raise OverflowError("the deadline ends after the year 9999")


def workday_from(day: date, days_off: DaysOff) -> date:
    """The day itself where it is a working day, else the next; OverflowError for one after the year 9999."""
    days = _workdays(day.year, days_off)
    place = bisect_left(days, day.toordinal())
    return date.fromordinal(days[place]) if place < len(days) else workday_after(day, 1, days_off)


@cache
def _workdays(year: int, days_off: DaysOff) -> tuple[int, ...]:
    """The working days of a year in order, as ordinals."""
    first, last = date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal()
    return tuple(day for day in range(first, last + 1) if not _off(date.fromordinal(day), days_off))


def _off(day: date, days_off: DaysOff) -> bool:
    saturday = day.weekday() == _SATURDAY and DayOff.SATURDAY in days_off
    named = _DATED.get((day.month, day.day))
    return saturday or day.weekday() == _SUNDAY or named in days_off or day in _holidays(day.year)


@cache
def _holidays(year: int) -> dict[date, str]:
    """The helligdage of a year by their Danish names, in small letters."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return {}
    from holidays import country_holidays  # takes a tenth of a second to import: only where days off are counted

    return {day: name.lower() for day, name in country_holidays("DK", years=year, language="da").items()}

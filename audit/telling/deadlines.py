"""Deadlines in words, each with a table of start days and the last day that is in time.

The table shows what people get wrong by hand: a month that is too short, a
leap day, the turn of a year. Every day in it comes from ``calendar``, which
judges the cases too.
"""

from calendar import isleap
from collections.abc import Iterator
from datetime import date, timedelta

from audit.nouns import filled
from audit.rubric.calendar import last_day, starts_shown
from audit.rubric.model import Deadline, Rubric
from audit.rubric.over_time import leap_year
from audit.rubric.within import Within
from audit.rubric.workdays import ORDINARY, DaysOff
from audit.telling.naming import Naming
from audit.telling.page import Block, Grid, Line, of_condition
from audit.telling.questions import basis_lines, outcome_lines, recommendation_lines, used_lines
from audit.telling.telling import DAYS_OFF, begun, length
from audit.wording.dates import date_words

_NAMED: dict[str, str] = {**DAYS_OFF, "lørdag": "en lørdag", "søndag": "en søndag"}
NEVER = "udløber aldrig"
"""Shown in place of a last day after the year 9999."""


_LAST_DAY = "Den sidste dag i fristen er rettidig."
_BY_THE_CALENDAR = (
    "Der regnes i kalenderdage, og fristen forlænges ikke, fordi den udløber i en weekend eller på en helligdag."
)
_WHERE_SAID = (
    "Der regnes i kalenderdage, hvor der ikke står arbejdsdage, og fristen forlænges kun, hvor det står, når den "
    "udløber på en dag, der ikke er en arbejdsdag."
)
_CLAMPED = (
    "Findes dagen ikke i den måned, fristen ender i, er månedens sidste dag den sidste rettidige. Spørges der ikke om "
    "en af datoerne i {sagen}, eller mangler den på bruttolisten, er der intet fund. Er datoen ukendt, er fundet "
    "ukendt."
)


def deadline_leads(naming: Naming) -> tuple[str, ...]:
    """How the rubric's deadlines are counted; and which days are working days, where that matters to one of them."""
    clamped = filled(_CLAMPED, naming.rubric.case)
    if not any(late.counts_days_off for late in naming.rubric.deadlines):
        return (f"{_LAST_DAY} {_BY_THE_CALENDAR} {clamped}",)
    return f"{_LAST_DAY} {_WHERE_SAID} {clamped}", f"{begun(naming.workdays())}."


def deadline_block(naming: Naming, place: int, deadline: Deadline) -> Block:
    """A deadline: when it is passed, what follows, what it rests on, and a table of last days in time."""
    return Block(
        f"frist-{place}",
        f"Frist {place}.",
        naming.finding(deadline),
        tuple(_lines(naming, deadline)),
        boundary_table(naming.rubric, place, deadline.within, deadline.not_before),
    )


def _lines(naming: Naming, deadline: Deadline) -> Iterator[Line]:
    yield Line((*naming.late(deadline), "."), "Fund, når")
    yield from outcome_lines(naming, deadline)
    if deadline.when is not None:
        yield of_condition(naming.words, deadline.when, "Fristen gælder kun, når")
    yield from recommendation_lines(naming, deadline)
    yield from used_lines(naming, "Bruges i", ("finding", deadline.id))
    yield from basis_lines(naming, deadline.law, deadline.source)


def boundary_table(rubric: Rubric, place: int, within: Within | None, not_before: Within | None = None) -> Grid:
    """Example start days of a deadline, each with the first or last day in time and what the example shows.

    ``place`` is the number of the deadline, from 1. The day is ``NEVER`` when
    it lies after the year 9999. A first column says which end of the time
    allowed it is, where there are two, and how long, where a parameter says it.
    """
    ends = [(name, end) for name, end in (("tidligst", not_before), ("senest", within)) if end]
    named = len(ends) > 1 or any(end.parameter for _, end in ends)
    rows: list[tuple[str, ...]] = []
    for name, end in ends:
        for day, one in rubric.lengths(end).items():
            said = f"{name} {length(one)} efter" + (f" (fra {date_words(day)})" if day else "")
            rows += [(*((said,) if named else ()), *row) for row in _rows(rubric, one)]
    column, title = _FIRST_AND_LAST if len(ends) > 1 else _LAST if within else _FIRST
    header = (*(("Fristens længde",) if named else ()), "Fristen løber fra", column, "Eksemplet viser")
    return Grid(f"Frist {place}: {title}", header, tuple(rows))


_FIRST = ("Rettidig fra og med", "den første dag, der er rettidig")
_LAST = ("Rettidig til og med", "den sidste dag, der er rettidig")
_FIRST_AND_LAST = ("Første eller sidste rettidige dag", "den første og den sidste dag, der er rettidig")


def _rows(rubric: Rubric, within: Within) -> Iterator[tuple[str, str, str]]:
    for start, why in _examples(leap_year(rubric.in_force), within, rubric.days_off):
        end = _end(start, within, rubric.days_off)
        yield date_words(start), NEVER if end is date.max else date_words(end), why


def _examples(leap: int, within: Within, days_off: DaysOff) -> Iterator[tuple[date, str]]:
    """Example start days with what each shows; a day is not shown twice.

    What is not about days off is chosen by the last day before it is moved.
    """
    shown: set[date] = set()
    unmoved = within.model_copy(update={"on_day_off": "samme_dag"})
    plain = (*_plain(leap, within, days_off), *_of_months(leap, unmoved), *_of_days(leap, unmoved))
    for start, why in (*plain, *_of_days_off(leap, within, days_off)):
        if start not in shown:
            shown.add(start)
            yield start, why


def _plain(leap: int, within: Within, days_off: DaysOff) -> Iterator[tuple[date, str]]:
    march = (date(leap - 1, 3, 10) + timedelta(days=number) for number in range(31))
    ordinary = next(day for day in march if not within.moves or _kept(day, within, days_off))
    end = _end(ordinary, within, days_off)
    yield ordinary, "fristen er samme dag" if end == ordinary else "en almindelig frist"
    if end.year == ordinary.year:
        turn = next((day for day in _days_of(leap - 1) if _end(day, within, days_off).year > day.year), None)
        if turn is not None:
            yield turn, "hen over et årsskifte"


def _of_months(leap: int, within: Within) -> Iterator[tuple[date, str]]:
    """Starts whose day is missing in the month they lead to."""
    if not (within.months or within.years):
        return
    kinds: dict[str, date] = {}
    for year in (leap - 2, leap - 1, leap, leap + 1):
        for start in _days_of(year):
            end = _end(start, within, ORDINARY)
            if end.day >= start.day or end < start:
                continue
            kind = _clamped(start, end)
            if kind not in kinds or start.day > kinds[kind].day:
                kinds[kind] = start
    for kind in sorted(kinds, key=lambda one: kinds[one]):
        yield kinds[kind], kind


def _clamped(start: date, end: date) -> str:
    if (start.month, start.day) == (2, 29):
        return "fristen løber fra en skuddag"
    if end.month == 2:
        return "fristen ender i februar i et skudår" if end.day == 29 else "fristen ender i februar"
    return f"fristen ender i en måned med {end.day} dage"


def _of_days(leap: int, within: Within) -> Iterator[tuple[date, str]]:
    """Starts just before the leap day, and the same days in another year."""
    if within.months or within.years or within.counts_days_off:
        return
    if not date(leap, 2, 28) < _end(date(leap, 2, 28), within, ORDINARY) < date.max:
        return
    yield date(leap, 2, 28), "hen over en skuddag"
    yield date(leap - 1, 2, 28), "den samme dag uden skuddag"


def _kept(start: date, within: Within, days_off: DaysOff) -> bool:
    """Whether the last day is a working day, so that it does not move."""
    return _end(start, within.model_copy(update={"on_day_off": "samme_dag"}), days_off) == _end(start, within, days_off)


def _of_days_off(leap: int, within: Within, days_off: DaysOff) -> Iterator[tuple[date, str]]:
    """Starts that meet each kind of day off: as the first day counted, or as the last day where that moves."""
    met = "dagen efter er" if within.workdays is not None else "den sidste dag ville være"
    for kind, start in sorted(starts_shown(within, leap, days_off).items(), key=lambda pair: pair[1]):
        yield start, f"{met} {_NAMED.get(kind, kind)}"


def _end(start: date, within: Within, days_off: DaysOff) -> date:
    """The last day in time; ``date.max`` itself when it lies after the year 9999."""
    try:
        return last_day(start, within, days_off)
    except OverflowError:
        return date.max


def _days_of(year: int) -> Iterator[date]:
    first = date(year, 1, 1)
    return (first + timedelta(days=number) for number in range(366 if isleap(year) else 365))

"""What makes each finding of a rubric: an answer, several together, or a deadline that is passed."""

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from functools import cache, partial

from audit.rubric.calendar import earliness, lateness
from audit.rubric.conditions import (
    ANYTHING,
    FALSE,
    NEITHER,
    TRUE,
    UNKNOWN,
    Compiled,
    Missing,
    Possible,
    View,
    all_of,
    any_of,
    compile_condition,
    is_answer,
    is_settled,
)
from audit.rubric.model import Deadline, Rubric
from audit.rubric.parts import Special
from audit.rubric.places import names_in
from audit.rubric.within import Within
from audit.rubric.workdays import DaysOff

_GONE = frozenset({Missing.NOT_ASKED, Special.NOT_RELEVANT})


def made_of(rubric: Rubric) -> dict[str, list[tuple[str, str]]]:
    """The names each finding depends on, as ``names_in`` gives them."""
    spoken: dict[str, list[tuple[str, str]]] = {name: [] for name in rubric.found}
    for question in rubric.questions.values():
        for finding in question.findings.values():
            spoken[finding.id].append(("name", question.id))
    for combined in rubric.findings:
        spoken[combined.id] += names_in(combined.when)
    for deadline in rubric.deadlines:
        spoken[deadline.id] += [("name", deadline.start), ("name", deadline.end), *names_in(deadline.when)]
        spoken[deadline.id] += [("parameter", name) for name in deadline.parameters]
    return spoken


def compile_findings(rubric: Rubric) -> dict[str, Compiled]:
    """The condition of each finding, by id; of one that answers share, that any is given."""
    return {name: any_of(conditions) for name, conditions in ways_of(rubric).items()}


def ways_of(rubric: Rubric) -> dict[str, list[Compiled]]:
    """The conditions that each make a finding, by its id."""
    ways: dict[str, list[Compiled]] = {}
    for question in rubric.questions.values():
        for answer, finding in question.findings.items():
            ways.setdefault(finding.id, []).append(is_answer(question.id, frozenset((answer,))))
    for combined in rubric.findings:
        ways.setdefault(combined.id, []).append(compile_condition(combined.when))
    for deadline in rubric.deadlines:
        late = any_of([_missed(deadline, way, length) for way, length in _ends(deadline, rubric.days_off)])
        ways.setdefault(deadline.id, []).append(
            all_of([compile_condition(deadline.when), late]) if deadline.when else late
        )
    return ways


_Missed = Callable[[date, date], bool]
"""Whether an end is out of time, by its start."""


def _ends(deadline: Deadline, days_off: DaysOff) -> Iterator[tuple[Callable[[Within], _Missed], Within]]:
    if deadline.not_before:
        yield partial(earliness, days_off=days_off), deadline.not_before
    if deadline.within:
        yield partial(lateness, days_off=days_off), deadline.within


def _missed(deadline: Deadline, way: Callable[[Within], _Missed], length: Within) -> Compiled:
    first, last, missed_in = deadline.start, deadline.end, _missed_in(way, length)

    def test(view: View) -> Possible:
        start, end = view.states[first], view.states[last]
        if isinstance(start, date) and isinstance(end, date):
            missed = missed_in(view)
            return UNKNOWN if missed is None else TRUE if missed(start, end) else FALSE
        if is_settled(start) or is_settled(end):
            return NEITHER
        if start in _GONE or end in _GONE:
            return NEITHER
        return ANYTHING if Missing.PERHAPS_ASKED in (start, end) else UNKNOWN

    return test


def _missed_in(way: Callable[[Within], _Missed], length: Within) -> Callable[[View], _Missed | None]:
    """What is out of time in a case; None where the parameter that says the length has no value."""
    parameter = length.parameter
    if parameter is None:
        missed = way(length)
        return lambda view: missed

    @cache
    def by_value(value: Decimal) -> _Missed:
        return way(length.of(value))

    return lambda view: by_value(view.parameters[parameter]) if parameter in view.parameters else None

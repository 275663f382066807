"""The answers to try for each question and fact: few, and where ``exact``, one for each case treated differently.

Numbers are only compared with limits, so one value at each limit and one
between each two stand for all numbers. Dates: the days at and beside a limit.
"""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import date, timedelta
from typing import Any

from audit.rubric.calendar import last_day, starts_shown
from audit.rubric.condition import AnswerBound, Answered, Chosen, Compared, ParameterBound, leaves
from audit.rubric.conditions import Missing, State, settled
from audit.rubric.facts import can_be
from audit.rubric.model import Deadline, Fact, Rubric
from audit.rubric.over_time import leap_year
from audit.rubric.parts import Special
from audit.rubric.places import places
from audit.rubric.types import DAYS
from audit.rubric.types.base import Spoken
from audit.rubric.within import Within
from audit.rubric.workdays import DaysOff


class Domains:
    """The states to try for each fact and question of the first rubric, with the limits and findings of all.

    ``ends``: also the days at which deadlines end. Without them it is not told whether a deadline is passed.
    """

    def __init__(self, *rubrics: Rubric, ends: bool = True) -> None:
        self._rubric = rubrics[0]
        self._limits: dict[str, set[Any]] = {}
        self._rough: set[str] = set()
        self._findings: dict[str, set[str]] = {}
        self._counted: set[str] = set()
        for rubric in rubrics:
            for name, question in rubric.questions.items():
                self._findings.setdefault(name, set()).update(question.findings)
        self._late = [
            (late, rubric.days_off, [length for end in late.ends for length in rubric.lengths(end).values()])
            for rubric in rubrics
            for late in rubric.deadlines
            if ends
        ]
        for late, _, _ in self._late:
            self._rough |= {late.start, late.end}
        pairs = [pair for rubric in rubrics for pair in self._read(rubric)]
        for _ in pairs:
            for one, other in pairs:
                shared = self._limits.setdefault(one, set()) | self._limits.setdefault(other, set())
                self._limits[one], self._limits[other] = shared, set(shared)
        self._cache: dict[str, tuple[State, ...]] = {}

    def of(self, name: str) -> tuple[State, ...]:
        """The states of a fact or of a question that is asked, those that lead to no finding first."""
        if name not in self._cache:
            self._cache[name] = tuple(self._states(name))
        return self._cache[name]

    def exact(self, names: Iterable[str]) -> bool:
        """Whether trying all combinations of these names' states covers every possible case."""
        asked = self._rubric.questions
        wide = {name for name in names if name in asked and not asked[name].exact(self._spoken(name))}
        return not (wide or self._rough.intersection(names))

    def _read(self, rubric: Rubric) -> Iterator[tuple[str, str]]:
        """Collect what each name is compared with; gives the pairs that are compared with each other."""
        for place in places(rubric):
            for leaf in leaves(place.condition):
                if isinstance(leaf, Answered):
                    self._limits.setdefault(leaf.name, set()).update(leaf.values)
                elif isinstance(leaf, Chosen):
                    self._counted.add(leaf.name)
                elif isinstance(leaf, Compared):
                    limits = self._limits.setdefault(leaf.name, set())
                    for _, bound in leaf.bounds:
                        if isinstance(bound, ParameterBound):
                            limits |= {dated.value for dated in rubric.parameters[bound.name].values}
                        elif isinstance(bound, AnswerBound):
                            self._rough |= {leaf.name, bound.name}
                            yield leaf.name, bound.name
                        else:
                            limits.add(bound)
        if rubric.in_force:
            every = self._limits.setdefault(rubric.in_force.fact, set())
            every |= {dated.from_.isoformat() for one in rubric.parameters.values() for dated in one.values}

    def _states(self, name: str) -> Iterator[State]:
        if name in self._rubric.facts:
            yield from self._fact(name, self._rubric.facts[name])
            return
        question = self._rubric.questions[name]
        special = [settled(Special(word), question.findings) for word in question.allow]
        ordinary = question.domain(self._spoken(name))
        yield from sorted([*ordinary, *special], key=lambda state: str(state) in question.findings)

    def _spoken(self, name: str) -> Spoken:
        """What the rubrics tell apart among the answers to a question or the values of a fact."""
        findings, ends = frozenset(self._findings.get(name, ())), frozenset(self._ends(name))
        return Spoken(self._compared(name), findings, ends, counted=name in self._counted)

    def _compared(self, name: str) -> frozenset[Any]:
        """The values a name is compared with; for the fact of ``in_force``, also ``from`` and ``to``."""
        rule = self._rubric.in_force
        ends = (rule.from_, rule.to) if rule and rule.fact == name else ()
        return frozenset({*self._limits.get(name, ()), *(day.isoformat() for day in ends if day)})

    def _fact(self, name: str, fact: Fact) -> Iterator[State]:
        rule = self._rubric.in_force
        for value in fact.labels or fact.kind.worth_trying(self._spoken(name), fact.limits):
            if not can_be(fact, value):
                continue
            if not (rule and rule.fact == name and isinstance(value, date)) or rule.covers(value):
                yield value
        if fact.may_miss:
            yield Missing.NOT_ASKED

    def _ends(self, name: str) -> set[date]:
        """For each deadline that ends with this date: its first and last days in time, and the days beside them.

        For each that starts with it: the days that show how days off are counted.
        """
        days: set[date] = set()
        for late, days_off, lengths in self._late:
            if late.start == name:
                days |= self._shown(days_off, lengths)
            if late.end == name:
                starts = self._starts(late, days_off, lengths)
                with suppress(OverflowError):
                    ends = {last_day(day, within, days_off) for day in starts for within in lengths}
                    days |= ends | {day + timedelta(step) for day in ends for step in (-1, 1)}
        return days

    def _starts(self, late: Deadline, days_off: DaysOff, lengths: Iterable[Within]) -> set[date]:
        return {*DAYS.worth_trying(Spoken(self._compared(late.start))), *self._shown(days_off, lengths)}

    def _shown(self, days_off: DaysOff, lengths: Iterable[Within]) -> set[date]:
        leap = leap_year(self._rubric.in_force)
        return {day for within in lengths for day in starts_shown(within, leap, days_off).values()}

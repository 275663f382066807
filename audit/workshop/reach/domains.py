"""The answers worth trying: few enough to go through, and telling apart all that a rubric tells apart.

A number is only ever compared, so one value at each limit and one between each
two limits stand for all of them; so do the days at a limit and beside it.
"""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import date, timedelta
from math import prod
from typing import Any

from audit.rubric.calendar import last_day
from audit.rubric.condition import AnswerBound, Answered, Compared, ParameterBound, leaves
from audit.rubric.conditions import Missing, State, settled
from audit.rubric.model import Fact, Rubric
from audit.rubric.parts import Special
from audit.rubric.places import places
from audit.rubric.types.base import Spoken
from audit.rubric.types.date import days_around
from audit.rubric.types.number import numbers_around


class Domains:
    """The states each fact and question is tried in, for rubrics that differ in little."""

    def __init__(self, *rubrics: Rubric) -> None:
        self._rubric = rubrics[0]
        self._limits: dict[str, set[Any]] = {}
        self._rough: set[str] = set()
        self._findings: dict[str, set[str]] = {}
        for rubric in rubrics:
            for name, question in rubric.questions.items():
                self._findings.setdefault(name, set()).update(question.findings)
        self._late = [late for rubric in rubrics for late in rubric.deadlines]
        for late in self._late:
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

    def ways(self, names: Iterable[str]) -> int:
        """How many ways there are to answer at most; fewer where a question is not always asked."""
        return prod(len(self.of(name)) for name in names)

    def exact(self, names: Iterable[str]) -> bool:
        """Whether the states of these names stand for all there are, also taken together."""
        asked = self._rubric.questions
        wide = {name for name in names if name in asked and not asked[name].exact(self._spoken(name))}
        return not (wide or self._rough.intersection(names))

    def _read(self, rubric: Rubric) -> Iterator[tuple[str, str]]:
        """Collect what each name is compared with; gives the pairs that are compared with each other."""
        for place in places(rubric):
            for leaf in leaves(place.condition):
                if isinstance(leaf, Answered):
                    self._limits.setdefault(leaf.name, set()).update(leaf.values)
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
        """What the rubrics tell apart among the answers to a question."""
        limits, findings = self._limits.get(name, ()), self._findings.get(name, ())
        return Spoken(frozenset(limits), frozenset(findings), frozenset(self._ends(name)))

    def _fact(self, name: str, fact: Fact) -> Iterator[State]:
        if fact.type == "choice":
            yield from fact.options
        elif fact.type == "number":
            yield from numbers_around(self._limits.get(name, ()))
        elif fact.type == "date":
            in_force = self._rubric.in_force if self._rubric.in_force and self._rubric.in_force.fact == name else None
            first, last = (in_force.from_, in_force.to) if in_force else (None, None)
            yield from (day for day in self._days(name) if (first or date.min) <= day <= (last or date.max))
        else:
            yield from (*sorted(map(str, self._limits.get(name, ()))), "en anden tekst")
        if not fact.required:
            yield Missing.NOT_ASKED

    def _days(self, name: str) -> list[date]:
        return sorted(self._plain_days(name) | self._ends(name), reverse=True)

    def _ends(self, name: str) -> set[date]:
        """The last days of the deadlines for a name, and the days after."""
        days: set[date] = set()
        for late in self._late:
            if late.end == name:
                with suppress(OverflowError):
                    ends = {last_day(day, late.within) for day in self._plain_days(late.start)}
                    days |= ends | {day + timedelta(1) for day in ends}
        return days

    def _plain_days(self, name: str) -> set[date]:
        in_force = self._rubric.in_force if self._rubric.in_force and self._rubric.in_force.fact == name else None
        ends = [day for day in (in_force.from_, in_force.to) if day] if in_force else []
        return days_around(self._limits.get(name, ()), ends)

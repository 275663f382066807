"""The answers worth trying: few enough to go through, and telling apart all that a rubric tells apart.

A number is only ever compared, so one value at each limit and one between each
two limits stand for all of them; so do the days at a limit and beside it.
"""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import date, timedelta
from decimal import Decimal
from itertools import combinations, pairwise
from math import prod
from typing import Any

from audit.rubric.calendar import last_day
from audit.rubric.condition import AnswerBound, Answered, Compared, ParameterBound, leaves
from audit.rubric.conditions import Missing, State, settled
from audit.rubric.fields import is_day
from audit.rubric.model import Fact, Rubric
from audit.rubric.parts import Special
from audit.rubric.places import places
from audit.rubric.questions import DateQuestion, MultiQuestion, NumberQuestion
from audit.rubric.values import NotAnAnswer, read_answer
from audit.wording.numbers import number_text

_SOME_DAY = date(2020, 1, 15)
_FINEST = Decimal("0.000001")
"""No finer number can be answered."""

_MOST_OPTIONS = 6
"""Of a multi of which more options are spoken of, not all sets are tried."""


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
        wide = {
            name
            for name, question in self._rubric.questions.items()
            if isinstance(question, MultiQuestion) and len(self._told_apart(question)) > _MOST_OPTIONS
        }
        return not (self._rough | wide).intersection(names)

    def _read(self, rubric: Rubric) -> Iterator[tuple[str, str]]:
        """Collect what each name is compared with; gives the pairs that are compared with each other."""
        for place in places(rubric):
            for leaf in leaves(place.tree):
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
        ordinary: list[State] = []
        if isinstance(question, MultiQuestion):
            ordinary = list(_sets(self._told_apart(question), question.exclusive))
        elif isinstance(question, NumberQuestion):
            ends = {end for end in (question.min, question.max) if end is not None}
            ordinary = [number for number in self._numbers(name, ends) if _fits(question, number)]
        elif isinstance(question, DateQuestion):
            ordinary = list(self._days(name))
        else:
            ordinary = list(getattr(question, "options", {})) or ["tekst"]
        yield from sorted([*ordinary, *special], key=lambda state: str(state) in question.findings)

    def _told_apart(self, question: MultiQuestion) -> list[str]:
        """The options that the rubrics speak of, and one that stands for the others of its kind."""
        spoken = {*self._limits.get(question.id, ()), *self._findings.get(question.id, ())}
        kinds = [(option in question.exclusive, option) for option in question.options]
        others = {exclusive: option for exclusive, option in reversed(kinds) if option not in spoken}
        return [option for _, option in kinds if option in spoken or option in others.values()]

    def _fact(self, name: str, fact: Fact) -> Iterator[State]:
        if fact.type == "choice":
            yield from fact.options
        elif fact.type == "number":
            yield from self._numbers(name, set())
        elif fact.type == "date":
            in_force = self._rubric.in_force if self._rubric.in_force and self._rubric.in_force.fact == name else None
            first, last = (in_force.from_, in_force.to) if in_force else (None, None)
            yield from (day for day in self._days(name) if (first or date.min) <= day <= (last or date.max))
        else:
            yield from (*sorted(map(str, self._limits.get(name, ()))), "en anden tekst")
        if not fact.required:
            yield Missing.NOT_ASKED

    def _numbers(self, name: str, ends: set[Decimal]) -> list[Decimal]:
        limits = sorted({Decimal(str(one)) for one in self._limits.get(name, ()) if one not in tuple(Special)} | ends)
        if not limits:
            return [Decimal(1)]
        between = {((low + high) / 2).quantize(_FINEST) for low, high in pairwise(limits)}
        return sorted({limits[0] - 1, *limits, *between, limits[-1] + 1})

    def _days(self, name: str) -> list[date]:
        days = self._plain_days(name)
        for late in self._late:
            if late.end == name:
                with suppress(OverflowError):
                    ends = {last_day(day, late.within) for day in self._plain_days(late.start)}
                    days |= ends | {day + timedelta(1) for day in ends}
        return sorted(days, reverse=True)

    def _plain_days(self, name: str) -> set[date]:
        limits = {date.fromisoformat(one) for one in self._limits.get(name, ()) if is_day(one)}
        in_force = self._rubric.in_force
        if in_force and in_force.fact == name:
            limits |= {day for day in (in_force.from_, in_force.to) if day}
        beside = {day + timedelta(step) for day in limits for step in (-1, 1) if date.min < day < date.max}
        return {*limits, *beside} or {_SOME_DAY}


def _sets(options: list[str], exclusive: Iterable[str]) -> Iterator[State]:
    """The sets of options that can be chosen, large ones first; of many options those that lack one or hold few."""
    free = [option for option in options if option not in exclusive]
    some = {len(free), len(free) - 1, 2, 1} if len(options) > _MOST_OPTIONS else range(1, len(free) + 1)
    for size in sorted(some, reverse=True):
        yield from combinations(free, size)
    yield from ((option,) for option in options if option in exclusive)


def _fits(question: NumberQuestion, number: Decimal) -> bool:
    try:
        return read_answer(question, number_text(number).replace(".", ",")) == number
    except NotAnAnswer:
        return False

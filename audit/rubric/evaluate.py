"""From the answers of one case to its findings, outcome and tally.

In this order: which questions are asked, which findings the answers make, the
outcome (of the most severe finding, or of the first rule that holds; a reviewer's
ruling counts in its place), and the tally (all that the case is counted in).
``Evaluator.evaluate`` does it for one case; ``Evaluator`` compiles the rubric once.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import groupby
from typing import NamedTuple

from audit.rubric.condition import Always, Node
from audit.rubric.conditions import (
    FALSE,
    NEITHER,
    SPECIALS,
    TRUE,
    Compiled,
    Missing,
    Possible,
    State,
    View,
    any_of,
    compile_condition,
    is_finding,
    settled,
)
from audit.rubric.derived import Derived, DerivedBits, Spoken
from audit.rubric.ending import ending
from audit.rubric.findings import Finding
from audit.rubric.made import compile_findings, made_of, ways_of
from audit.rubric.model import Rubric
from audit.rubric.over_time import Parameter
from audit.rubric.places import names_in
from audit.rubric.tally import Catalogue, ItemKind, Proportion
from audit.rubric.values import Answer

_NOT_ASKED, _PERHAPS_ASKED, _UNANSWERED = Missing.NOT_ASKED, Missing.PERHAPS_ASKED, Missing.UNANSWERED


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The result of evaluating one case.

    ``asked``: the questions that apply, in order. ``unanswered``: those of
    them that lack an answer, or have one before the date it may not be before;
    not the optional ones. ``findings``: ids, in the rubric's order.
    ``derived``: the outcome that follows from the answers, ``outcome`` the one
    that counts: the ruling where there is one. ``tally``: all that the case is
    counted in (:mod:`audit.rubric.tally`). While something asked is unanswered
    the outcomes are None and the tally is empty.
    """

    asked: tuple[str, ...]
    unanswered: tuple[str, ...]
    findings: tuple[str, ...]
    derived: str | None
    outcome: str | None
    tally: bytes

    @property
    def complete(self) -> bool:
        """Whether every question asked has an answer, but for optional ones."""
        return not self.unanswered


_Counting = Callable[[View], int]
"""Gives the bits a case is counted in."""


class _Run(NamedTuple):
    """Questions in a row that are asked under the same condition.

    Runs with equal conditions share ``key`` and are evaluated once a case: a condition
    names only earlier questions, so its value does not change further down.
    """

    key: int
    ask_if: Compiled
    names: tuple[str, ...]
    settles: tuple[tuple[str, Mapping[str, Finding]], ...]
    """The questions in which a special answer has a finding, with their findings."""


class Evaluator:
    """A rubric compiled to evaluate many cases."""

    def __init__(self, rubric: Rubric) -> None:
        self.rubric = rubric
        self._outside = frozenset(rubric.outcomes.outside)
        self._unasked: dict[str, State] = dict.fromkeys((*rubric.facts, *rubric.questions), _NOT_ASKED)
        self._follows = {name: question.follows for name, question in rubric.questions.items() if question.follows}
        self._optional = frozenset(name for name, question in rubric.questions.items() if question.optional)
        self._runs = _runs(rubric)
        names = made_of(rubric)
        findings = {name: (condition, names[name]) for name, condition in compile_findings(rubric).items()}
        self._findings = Derived(rubric, findings, FALSE)
        self._outcome = ending(rubric)
        self.catalogue = Catalogue(rubric)
        self._counts = DerivedBits(rubric, _counts(rubric, self.catalogue))

    def evaluate(
        self,
        answers: Mapping[str, Answer],
        facts: Mapping[str, str | Decimal | date],
        *,
        ruling: str | None = None,
        leave_out_unanswered: bool = False,
    ) -> Evaluation:
        """Evaluate one case; never raises for answers that ``values`` accepted.

        Answers to questions that are not asked are ignored. ``ruling`` is the
        outcome the reviewer has decided on instead of the derived one.
        ``leave_out_unanswered`` treats a question without an answer as not
        asked, for inline tests, which give only some of the answers.
        """
        view, asked = self.view(answers, facts, leave_out_unanswered=leave_out_unanswered)
        misplaced = self._misplaced(view, answers) if self._follows else ()
        missing = {name for name in asked if name not in answers or name in misplaced}
        unanswered = tuple([name for name in asked if name in missing and name not in self._optional])
        if unanswered and leave_out_unanswered:
            asked = tuple([name for name in asked if name not in missing])
            unanswered = ()
        view.findings = self._findings.of(view)
        findings = tuple([name for name, possible in view.findings.items() if possible == TRUE])
        if unanswered:
            return Evaluation(asked, unanswered, findings, None, None, b"")
        derived = self._outcome(view)
        view.outcome = ruling or derived
        catalogue = self.catalogue
        bits = catalogue.made(view.findings) | catalogue.ended(derived, view.outcome)
        for name in asked:
            if name not in missing:
                bits |= catalogue.answers[name][answers[name]]
        for name in view.perhaps:
            bits |= catalogue.perhaps_asked[name]
        bits |= self._counts.of(view)
        return Evaluation(asked, (), findings, derived, view.outcome, catalogue.tally(bits))

    def _misplaced(self, view: View, answers: Mapping[str, Answer]) -> frozenset[str]:
        """The answers that lie before the date they may not be before; they are as if they were not given."""
        follows = self._follows.items()
        return frozenset(name for name, other in follows if _before(answers.get(name), view.states.get(other)))

    def view(
        self,
        answers: Mapping[str, Answer],
        facts: Mapping[str, str | Decimal | date],
        *,
        leave_out_unanswered: bool = False,
    ) -> tuple[View, tuple[str, ...]]:
        """The states and parameters of a case, without findings, and the questions whose ``ask_if`` holds."""
        states = self._unasked.copy()
        view = View(states, parameters_of(self.rubric, facts), {}, outside=self._outside)
        for name in self.rubric.facts:
            states[name] = facts.get(name, _NOT_ASKED)
        gap = _NOT_ASKED if leave_out_unanswered else _UNANSWERED
        seen: list[Possible] = [0] * len(self._runs)
        applicable: list[str] = []
        for key, ask_if, names, settles in self._runs:
            possible = seen[key] = seen[key] or ask_if(view)
            if possible == TRUE:
                applicable += names
                for name in names:
                    states[name] = answers.get(name, gap)
                for name in self._follows.keys() & names if self._follows else ():
                    if _before(states[name], states[self._follows[name]]):
                        states[name] = gap
                for name, findings in settles:
                    states[name] = settled(states[name], findings)
            elif possible & TRUE:
                view.perhaps += names
                for name in names:
                    states[name] = _PERHAPS_ASKED
        return view, tuple(applicable)


def _before(day: object, other: object) -> bool:
    """Whether both are days, and the one lies before the other."""
    return isinstance(day, date) and isinstance(other, date) and day < other


def _runs(rubric: Rubric) -> list[_Run]:
    """The questions in order, in runs of equal ``ask_if``; conditions are equal when their ``repr`` is."""
    keys: dict[str, int] = {}
    runs = []
    for written, group in groupby(rubric.questions.values(), key=lambda question: repr(question.ask_if)):
        questions = tuple(group)
        key, ask_if = keys.setdefault(written, len(keys)), compile_condition(questions[0].ask_if or Always())
        settles = tuple((q.id, q.findings) for q in questions if not SPECIALS.isdisjoint(q.findings))
        runs.append(_Run(key, ask_if, tuple(question.id for question in questions), settles))
    return runs


def _counts(rubric: Rubric, catalogue: Catalogue) -> dict[str, tuple[_Counting, Spoken]]:
    """For each measure and recommendation, and each finding that can be made in several ways.

    The function that gives its bits, and what that depends on.
    """
    counts: dict[str, tuple[_Counting, Spoken]] = {}
    names = made_of(rubric)
    for name, ways in ways_of(rubric).items():
        if len(ways) > 1 and len(set(names[name])) > 1:
            counts[f"finding {name}"] = _possible(catalogue.bit(ItemKind.FINDING_AMONG, name), ways), names[name]
    for measure in rubric.measures:
        count = _counting(catalogue.measure(measure.id), measure.among, compile_condition(measure.count))
        counts[f"measure {measure.id}"] = count, [*names_in(measure.among), *names_in(measure.count)]
    for name, recommendation in rubric.recommendations.items():
        speaking = [found.id for found in rubric.found.values() if name in found.recommend]
        spoken_for = any_of([is_finding(finding) for finding in speaking])
        count = _counting(catalogue.recommendation(name), recommendation.among, spoken_for)
        counts[f"recommendation {name}"] = (
            count,
            [*names_in(recommendation.among), *(("finding", finding) for finding in speaking)],
        )
    return counts


def _possible(among: int, ways: list[Compiled]) -> _Counting:
    """The bit of a finding that can be made, where one of its ways can: the other questions need not be asked."""
    return lambda view: 0 if all(way(view) & NEITHER for way in ways) else among


def _counting(proportion: Proportion, condition: Node, count: Compiled) -> _Counting:
    """The bits of a measure: in the denominator where ``condition`` holds, counted where ``count`` does too."""
    among = compile_condition(condition)
    return lambda view: proportion.bits(among(view), count(view))


def parameters_of(rubric: Rubric, facts: Mapping[str, object]) -> dict[str, Decimal]:
    """The parameters' values on the date of the ``in_force`` fact; none without it, nor of those not begun."""
    day = facts.get(rubric.in_force.fact) if rubric.in_force else None
    if not isinstance(day, date):
        return {}
    values = {name: value_on(parameter, day) for name, parameter in rubric.parameters.items()}
    return {name: value for name, value in values.items() if value is not None}


def value_on(parameter: Parameter, day: date) -> Decimal | None:
    """The parameter's value on a day; None before the first dated value."""
    begun = [dated for dated in parameter.values if dated.from_ <= day]
    return max(begun, key=lambda dated: dated.from_).value if begun else None

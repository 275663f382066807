"""From the answers of one case to its findings, outcome and marks.

The order is the law's: which questions are asked, what the answers mean
(findings), how severe the worst of it is (outcome), and which counts the case
belongs to (measures and recommendations).
"""

from collections.abc import Callable, Container, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from audit.rubric.calendar import last_day
from audit.rubric.conditions import (
    FALSE,
    NEITHER,
    TRUE,
    UNKNOWN,
    Compiled,
    Missing,
    Possible,
    State,
    View,
    all_of,
    any_of,
    compile_condition,
    could_hold,
    holds,
    is_answer,
    is_settled,
    settled,
)
from audit.rubric.model import Deadline, Outcomes, Parameter, Rubric
from audit.rubric.parts import NOT_ASSESSABLE, Special
from audit.rubric.values import Answer


class MarkKind(StrEnum):
    """What a case is counted as."""

    FINDING = "finding"
    MEASURE_AMONG = "measure_among"
    MEASURE_COUNT = "measure_count"
    RECOMMEND_AMONG = "recommend_among"
    RECOMMEND_COUNT = "recommend_count"


@dataclass(frozen=True, slots=True, order=True)
class Mark:
    """One count the case belongs to: a finding, a measure or a recommendation by its id."""

    kind: MarkKind
    code: str


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What the rubric makes of a case.

    ``asked``: the questions that apply, in order. ``unanswered``: those of
    them without an answer. ``findings``: ids, in the rubric's order.
    ``outcome``: None while something asked is unanswered. ``marks``: what the
    case is counted as; empty while the outcome is None.
    """

    asked: tuple[str, ...]
    unanswered: tuple[str, ...]
    findings: tuple[str, ...]
    outcome: str | None
    marks: tuple[Mark, ...]

    @property
    def complete(self) -> bool:
        """Every question asked has an answer."""
        return not self.unanswered


class Evaluator:
    """A rubric made ready to evaluate many cases."""

    def __init__(self, rubric: Rubric) -> None:
        self.rubric = rubric
        self._ask = [(q, compile_condition(q.ask_if) if q.ask_if else None) for q in rubric.questions.values()]
        self._findings = compile_findings(rubric)
        self._outcome = classify(rubric.outcomes) if rubric.outcomes.classes else _most_severe(rubric)
        self._measures = [(m.id, compile_condition(m.among), compile_condition(m.count)) for m in rubric.measures]
        self._advice = [
            (
                name,
                compile_condition(advice.among),
                [f.id for f in rubric.found.values() if name in f.recommend],
            )
            for name, advice in rubric.recommendations.items()
        ]

    def evaluate(
        self,
        answers: Mapping[str, Answer],
        facts: Mapping[str, str | Decimal | date],
        *,
        leave_out_unanswered: bool = False,
    ) -> Evaluation:
        """Evaluate one case; never raises for answers that ``values`` accepted.

        Answers to questions that are not asked are kept out of everything.
        ``leave_out_unanswered`` treats a question without an answer as not
        asked: inline tests speak only of the answers they are about.
        """
        view, applicable = self.view(answers, facts, leave_out_unanswered=leave_out_unanswered)
        asked = tuple(name for name in applicable if view.states[name] is not Missing.NOT_ASKED)
        unanswered = tuple(name for name in asked if view.states[name] is Missing.UNANSWERED)
        view.findings = {name: condition(view) for name, condition in self._findings.items()}
        view.outcome = None if unanswered else self._outcome(view)
        return Evaluation(
            asked=asked,
            unanswered=unanswered,
            findings=tuple(name for name, possible in view.findings.items() if holds(possible)),
            outcome=view.outcome,
            marks=() if unanswered else tuple(self._marks(view)),
        )

    def view(
        self,
        answers: Mapping[str, Answer],
        facts: Mapping[str, str | Decimal | date],
        *,
        leave_out_unanswered: bool = False,
    ) -> tuple[View, tuple[str, ...]]:
        """What is known of a case before anything is derived, and the questions whose ``ask_if`` holds."""
        view = View({}, parameters_of(self.rubric, facts), {})
        for name in self.rubric.facts:
            view.states[name] = facts.get(name, Missing.NOT_ASKED)
        gap = Missing.NOT_ASKED if leave_out_unanswered else Missing.UNANSWERED
        applicable = []
        for question, condition in self._ask:
            possible = TRUE if condition is None else condition(view)
            if holds(possible):
                state: State = settled(answers.get(question.id, gap), question.findings)
                applicable.append(question.id)
            else:
                state = Missing.PERHAPS_ASKED if could_hold(possible) else Missing.NOT_ASKED
            view.states[question.id] = state
        return view, tuple(applicable)

    def _marks(self, view: View) -> list[Mark]:
        marks = [Mark(MarkKind.FINDING, name) for name, possible in view.findings.items() if holds(possible)]
        for name, among, count in self._measures:
            if holds(among(view)):
                marks.append(Mark(MarkKind.MEASURE_AMONG, name))
                if holds(count(view)):
                    marks.append(Mark(MarkKind.MEASURE_COUNT, name))
        for name, among, findings in self._advice:
            if holds(among(view)):
                marks.append(Mark(MarkKind.RECOMMEND_AMONG, name))
                if any(holds(view.findings[finding]) for finding in findings):
                    marks.append(Mark(MarkKind.RECOMMEND_COUNT, name))
        return marks


def compile_findings(rubric: Rubric, only: Container[str] | None = None) -> dict[str, Compiled]:
    """When each finding is made (or each in ``only``), in the rubric's order; answers may share a finding."""
    ways: dict[str, list[Compiled]] = {}
    for question in rubric.questions.values():
        settled = frozenset(question.findings) & frozenset(Special)
        for answer, finding in question.findings.items():
            if only is None or finding.id in only:
                ways.setdefault(finding.id, []).append(is_answer(question.id, frozenset((answer,)), settled))
    for combined in rubric.findings:
        if only is not None and combined.id not in only:
            continue
        ways.setdefault(combined.id, []).append(compile_condition(combined.when))
    for deadline in rubric.deadlines:
        if only is not None and deadline.id not in only:
            continue
        late = _late(deadline)
        ways.setdefault(deadline.id, []).append(
            all_of([compile_condition(deadline.when), late]) if deadline.when else late
        )
    return {name: any_of(conditions) for name, conditions in ways.items()}


def _late(deadline: Deadline) -> Compiled:
    def test(view: View) -> Possible:
        start, end = view.states[deadline.start], view.states[deadline.end]
        if isinstance(start, date) and isinstance(end, date):
            try:
                return TRUE if end > last_day(start, deadline.within) else FALSE
            except OverflowError:
                return FALSE
        gone = (Missing.NOT_ASKED, Special.NOT_RELEVANT)
        if is_settled(start) or is_settled(end):
            return NEITHER
        return NEITHER if start in gone or end in gone else UNKNOWN

    return test


def _most_severe(rubric: Rubric) -> Callable[[View], str]:
    """The ladder: the most severe finding wins; one outside the ladder settles the case.

    Severity is the place on the ladder; an outcome outside it stands above,
    because it overrides what the ladder says.
    """
    ladder, outside = rubric.outcomes.ladder, rubric.outcomes.outside
    steps = (*ladder, *reversed(outside))
    severity = {finding.id: steps.index(finding.outcome) for finding in rubric.found.values()}

    def outcome(view: View) -> str:
        certain = max((severity[name] for name, found in view.findings.items() if holds(found)), default=0)
        if certain >= len(ladder):
            return steps[certain]
        worst = max((severity[name] for name, found in view.findings.items() if could_hold(found)), default=0)
        return steps[certain] if worst <= certain else NOT_ASSESSABLE

    return outcome


def classify(outcomes: Outcomes) -> Callable[[View], str]:
    """The first rule that holds gives the class; an earlier one that could hold leaves it open."""
    rules = [(rule.class_, compile_condition(rule.when)) for rule in outcomes.rules]
    otherwise = outcomes.else_
    assert otherwise is not None, "references requires else"

    def outcome(view: View) -> str:
        for name, condition in rules:
            possible = condition(view)
            if holds(possible):
                return name
            if could_hold(possible):
                return NOT_ASSESSABLE
        return otherwise

    return outcome


def parameters_of(rubric: Rubric, facts: Mapping[str, object]) -> dict[str, Decimal]:
    """The parameters' values on the day that decides which rules apply to the case."""
    day = facts.get(rubric.in_force.fact) if rubric.in_force else None
    if not isinstance(day, date):
        return {}
    values = {name: value_on(parameter, day) for name, parameter in rubric.parameters.items()}
    return {name: value for name, value in values.items() if value is not None}


def value_on(parameter: Parameter, day: date) -> Decimal | None:
    """The parameter's value on a day; None before the first dated value."""
    begun = [dated for dated in parameter.values if dated.from_ <= day]
    return max(begun, key=lambda dated: dated.from_).value if begun else None

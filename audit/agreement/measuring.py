"""How far two reviewers agree: in each question, each section and the outcome.

From what they answered by themselves, never from what was decided afterwards.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from audit.agreement.coefficients import AgreementTable, Coefficient
from audit.agreement.coefficients.ac1 import ac1
from audit.agreement.coefficients.alpha import alpha_nominal, alpha_ordinal
from audit.agreement.coefficients.percent import percent_agreement
from audit.agreement.comparing import Side, stored_text
from audit.agreement.deciding import AdjudicatedDifference, ReasonCode, WhoseAnswer
from audit.rubric.model import Rubric

TwoSides = tuple[Side, Side]
"""The first's and the second's side of one case, as they were before either had seen the other's."""


class AgreedOn(StrEnum):
    """What two can agree on."""

    OUTCOME = "outcome"
    QUESTION = "question"
    SECTION = "section"
    EVERYTHING = "everything"


@dataclass(frozen=True, slots=True)
class Confusion:
    """Two answers that were given to one question, as they are stored, and how often."""

    one: str
    other: str
    times: int


@dataclass(frozen=True, slots=True)
class Overturns:
    """What was decided in a question: how often, how often not as the first said, and why."""

    decided: int
    overturned: int
    codes: Mapping[ReasonCode, int]


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far the two agree on one thing.

    ``id`` is the question's or section's. ``compared`` pairs of answers to questions that both were asked,
    ``agreed`` of them alike. ``percent`` with its interval, None where nothing is compared; without an interval for
    sections, whose answers in one case hang together. ``ac1`` and the alphas are None where they are not defined.
    ``confusions``: the commonest first.
    """

    what: AgreedOn
    id: str
    compared: int
    agreed: int
    percent: Coefficient | None
    ac1: Coefficient | None = None
    alpha: Coefficient | None = None
    alpha_ordinal: Coefficient | None = None
    confusions: tuple[Confusion, ...] = ()
    overturns: Overturns = Overturns(0, 0, {})


def agreements(rubric: Rubric, cases: Sequence[TwoSides], decided: Iterable[AdjudicatedDifference]) -> list[Agreement]:
    """The agreement on the outcome, on each question (the most overturned first, then the least agreed on), on
    each section and on everything. Questions of free text are left out: two never write the same.
    """
    overturns = _overturns(decided)
    questions = {
        name: _question(rubric, name, _pairs(cases, name), overturns.get(name, Overturns(0, 0, {})))
        for name, question in rubric.questions.items()
        if question.printed
    }
    outcome = [_outcome(rubric, cases)] if rubric.called_outcome else []
    in_order = sorted(questions.values(), key=_worst_first)
    sections = [
        _pooled(AgreedOn.SECTION, one.id, [questions[each.id] for each in one.questions if each.id in questions])
        for one in rubric.sections
    ]
    return [*outcome, *in_order, *sections, _pooled(AgreedOn.EVERYTHING, "", list(questions.values()))]


def _worst_first(one: Agreement) -> tuple[float, float]:
    return -one.overturns.overturned, one.percent.value if one.percent else 2.0


def _pairs(cases: Sequence[TwoSides], name: str) -> list[tuple[str, str]]:
    return [
        (stored_text(first.answers.get(name)), stored_text(second.answers.get(name)))
        for first, second in cases
        if name in first.evaluation.asked and name in second.evaluation.asked
    ]


def _question(rubric: Rubric, name: str, pairs: Sequence[tuple[str, str]], overturns: Overturns) -> Agreement:
    question = rubric.questions[name]
    listed = bool(question.labels)
    # Of several options the combinations that occur are what could be said; there are too many others.
    table = AgreementTable.of(() if question.many else question.every_label, pairs)
    return Agreement(
        AgreedOn.QUESTION,
        name,
        table.n,
        table.agreed,
        percent_agreement(table),
        ac1(table) if listed else None,
        alpha_nominal(table) if listed else None,
        None,
        _confusions(pairs),
        overturns,
    )


def _outcome(rubric: Rubric, cases: Sequence[TwoSides]) -> Agreement:
    pairs = [(first.evaluation.derived or "", second.evaluation.derived or "") for first, second in cases]
    table = AgreementTable.of(rubric.all_outcomes, pairs)
    ladder = tuple(rubric.outcomes.ladder)
    on_ladder = AgreementTable.of(ladder, [pair for pair in pairs if pair[0] in ladder and pair[1] in ladder])
    return Agreement(
        AgreedOn.OUTCOME,
        "",
        table.n,
        table.agreed,
        percent_agreement(table),
        ac1(table),
        alpha_nominal(table),
        alpha_ordinal(on_ladder) if ladder else None,
        _confusions(pairs),
    )


def _confusions(pairs: Sequence[tuple[str, str]]) -> tuple[Confusion, ...]:
    parted = Counter((min(pair), max(pair)) for pair in pairs if pair[0] != pair[1])
    return tuple(Confusion(one, other, times) for (one, other), times in parted.most_common())


def _pooled(what: AgreedOn, id_: str, questions: Sequence[Agreement]) -> Agreement:
    compared, agreed = sum(one.compared for one in questions), sum(one.agreed for one in questions)
    return Agreement(what, id_, compared, agreed, Coefficient(agreed / compared) if compared else None)


def _overturns(decided: Iterable[AdjudicatedDifference]) -> dict[str, Overturns]:
    found: dict[str, list[AdjudicatedDifference]] = {}
    for one in decided:
        found.setdefault(one.question, []).append(one)
    return {name: _overturned(of_one) for name, of_one in found.items()}


def _overturned(decided: Sequence[AdjudicatedDifference]) -> Overturns:
    overturned = sum(one.chosen is not WhoseAnswer.FIRST for one in decided)
    return Overturns(len(decided), overturned, dict(Counter(one.code for one in decided)))

"""How far the reviewers agree, gathered from the database."""

from dataclasses import dataclass

from audit.agreement.comparing import Side
from audit.agreement.deciding import AdjudicatedDifference
from audit.agreement.measuring import Agreement, TwoSides, agreements
from audit.rubric.evaluate import Evaluator
from audit.rubric.facts import read_facts
from audit.store import Connection
from audit.store.doubles import decisions, double_cases, switches, when_locked
from audit.store.records import case_ref
from audit.store.retally import answers_of


@dataclass(frozen=True, slots=True)
class MeasuredAgreement:
    """The agreement over ``cases`` cases that two have finished; ``waiting`` more are not finished by both.

    ``of``: the outcome, the questions, the sections and everything, as :func:`audit.agreement.measuring.agreements`.
    """

    cases: int
    waiting: int
    of: tuple[Agreement, ...]


def measured_agreement(conn: Connection, evaluator: Evaluator) -> MeasuredAgreement:
    """The agreement on what the two had answered when both were finished and neither had seen the other's."""
    decided, switched = decisions(conn), switches(conn)
    waiting = 0
    sides: list[TwoSides] = []
    made: list[AdjudicatedDifference] = []
    for double in double_cases(conn):
        if not double.both:
            waiting += 1
            continue
        facts = read_facts(evaluator.rubric, double.second.case.facts)
        first, second = (
            Side.of(evaluator, answers_of(evaluator.rubric, one), facts) for one in when_locked(conn, double, switched)
        )
        sides.append((first, second))
        made += decided.get(case_ref(double.second.case), {}).values()
    return MeasuredAgreement(len(sides), waiting, tuple(agreements(evaluator.rubric, sides, made)))

"""The rubric that evaluation is measured against: written by hand, it comes to the same as the YAML."""

from collections import Counter
from datetime import date
from decimal import Decimal
from itertools import islice

import pytest

from audit.rubric.evaluate import Evaluation, Evaluator, Mark, MarkKind
from audit.rubric.parts import NOT_ASSESSABLE, Special
from audit.rubric.reading import read_rubric
from audit.workshop.selftest import trials
from benchmarks import by_hand
from benchmarks.cases import ConstructedCase, cases
from benchmarks.rubric import largest

CASES = 1_500
USUAL: dict[str, str | Decimal | date] = {"sagstype": "fleksjob", "mødedato": date(2016, 11, 30)}


@pytest.fixture(scope="module")
def evaluator() -> Evaluator:
    rubric = read_rubric(largest().read_bytes(), largest().name).rubric
    assert rubric is not None
    return Evaluator(rubric)


@pytest.fixture(scope="module")
def some(evaluator: Evaluator) -> list[ConstructedCase]:
    return list(islice(cases(evaluator, "prøve"), CASES))


def told(evaluation: Evaluation) -> dict[str, object]:
    return {name: getattr(evaluation, name) for name in Evaluation.__slots__}


def test_it_is_the_largest_rubric_that_is_written_by_hand() -> None:
    assert largest().stem == by_hand.RUBRIC


def test_every_case_comes_to_the_same(evaluator: Evaluator, some: list[ConstructedCase]) -> None:
    """When it does not, the rubric says something new: write it in ``benchmarks/by_hand`` too."""
    for case in some:
        assert told(by_hand.evaluate(*case)) == told(evaluator.evaluate(*case)), case


def test_the_rubrics_own_tests_come_to_the_same(evaluator: Evaluator) -> None:
    for trial in trials(evaluator.rubric):
        case = ConstructedCase(trial.answers, USUAL | dict(trial.facts))
        assert told(by_hand.evaluate(*case)) == told(evaluator.evaluate(*case)), trial.test.name


def test_the_cases_are_of_every_kind(evaluator: Evaluator, some: list[ConstructedCase]) -> None:
    """Each finding is made, each measure and recommendation counts some and not others, each outcome comes."""
    seen = [evaluator.evaluate(*case) for case in some]
    marks = Counter(mark for evaluation in seen for mark in evaluation.marks)
    rubric = evaluator.rubric
    assert not [name for name in rubric.found if not marks[Mark(MarkKind.FINDING, name)]]
    for names, among, count in (
        ([measure.id for measure in rubric.measures], MarkKind.MEASURE_AMONG, MarkKind.MEASURE_COUNT),
        (rubric.recommendations, MarkKind.RECOMMEND_AMONG, MarkKind.RECOMMEND_COUNT),
    ):
        assert [name for name in names if 0 < marks[Mark(count, name)] < marks[Mark(among, name)]] == list(names)
    assert {evaluation.outcome for evaluation in seen} == {None, *rubric.all_outcomes} - {NOT_ASSESSABLE}
    assert any(isinstance(answer, Special) for answers, _ in some for answer in answers.values())

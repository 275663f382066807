"""The rubric that evaluation is measured against: written by hand, it comes to the same as the YAML."""

from collections import Counter
from datetime import date
from decimal import Decimal
from itertools import islice

import pytest

from audit.rubric.evaluate import Evaluation, Evaluator
from audit.rubric.parts import NOT_ASSESSABLE, Special
from audit.rubric.reading import read_rubric
from audit.rubric.tally import Item, ItemKind
from audit.workshop.selftest import trials
from benchmarks.by_hand import RUBRIC, ByHand
from benchmarks.cases import ConstructedCase, cases
from benchmarks.rubric import largest

CASES = 1_500
_UNKNOWN_HERE = {ItemKind.FINDING_UNKNOWN, ItemKind.MEASURE_AMONG_UNKNOWN, ItemKind.RECOMMEND_UNKNOWN}
USUAL: dict[str, str | Decimal | date] = {"sagstype": "fleksjob", "mødedato": date(2016, 11, 30)}


@pytest.fixture(scope="module")
def evaluator() -> Evaluator:
    rubric = read_rubric(largest().read_bytes(), largest().name).rubric
    assert rubric is not None
    return Evaluator(rubric)


@pytest.fixture(scope="module")
def some(evaluator: Evaluator) -> list[ConstructedCase]:
    return list(islice(cases(evaluator, "prøve"), CASES))


@pytest.fixture(scope="module")
def by_hand(evaluator: Evaluator) -> ByHand:
    return ByHand(evaluator.catalogue)


def told(evaluator: Evaluator, evaluation: Evaluation) -> dict[str, object]:
    """The evaluation with its tally as names, so that a difference says what it is in."""
    found = {name: getattr(evaluation, name) for name in Evaluation.__slots__}
    return found | {"tally": evaluator.catalogue.counted(evaluation.tally)}


def test_it_is_the_largest_rubric_that_is_written_by_hand() -> None:
    assert largest().stem == RUBRIC


def test_every_case_comes_to_the_same(evaluator: Evaluator, by_hand: ByHand, some: list[ConstructedCase]) -> None:
    """When it does not, the rubric says something new: write it in ``benchmarks/by_hand`` too."""
    for case in some:
        assert told(evaluator, by_hand.evaluate(*case)) == told(evaluator, evaluator.evaluate(*case)), case


def test_the_rubrics_own_tests_come_to_the_same(evaluator: Evaluator, by_hand: ByHand) -> None:
    for trial in trials(evaluator.rubric):
        case = ConstructedCase(trial.answers, USUAL | dict(trial.facts))
        assert told(evaluator, by_hand.evaluate(*case)) == told(evaluator, evaluator.evaluate(*case)), trial.test.name


def test_the_cases_are_of_every_kind(evaluator: Evaluator, some: list[ConstructedCase]) -> None:
    """Each finding is made, each measure and recommendation counts some and not others, each outcome comes."""
    seen = [evaluator.evaluate(*case) for case in some]
    counts = Counter(item for evaluation in seen for item in evaluator.catalogue.counted(evaluation.tally))
    rubric = evaluator.rubric
    assert not [name for name in rubric.found if not counts[Item(ItemKind.FINDING, name)]]
    for names, among, count in (
        ([measure.id for measure in rubric.measures], ItemKind.MEASURE_AMONG, ItemKind.MEASURE_COUNT),
        (rubric.recommendations, ItemKind.RECOMMEND_AMONG, ItemKind.RECOMMEND_COUNT),
    ):
        assert [name for name in names if 0 < counts[Item(count, name)] < counts[Item(among, name)]] == list(names)
    assert {item.kind for item in counts} >= _UNKNOWN_HERE
    assert {evaluation.outcome for evaluation in seen} == {None, *rubric.all_outcomes} - {NOT_ASSESSABLE}
    assert any(isinstance(answer, Special) for answers, _ in some for answer in answers.values())

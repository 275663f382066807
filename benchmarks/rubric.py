"""The largest shipped rubric: its check and tests, its test by mutation, and how fast cases are evaluated.

The peers: PyYAML's C loader on the same file in the same process, and
:mod:`benchmarks.by_hand`, the same rubric written in Python. Every case is
evaluated both ways and must come to the same.
"""

import gc
from collections.abc import Callable
from functools import partial
from itertools import islice
from pathlib import Path
from statistics import median
from time import process_time

import yaml

from audit.resources import shipped
from audit.rubric.evaluate import Evaluation, Evaluator
from audit.rubric.reading import read_rubric
from audit.workshop.selftest import run_tests
from benchmarks.by_hand import ByHand
from benchmarks.cases import ConstructedCase, cases
from benchmarks.constructed import TITLE
from benchmarks.processes import AUDIT, apart, run
from benchmarks.table import Measure, grouped, microseconds, milliseconds, seconds

TIMES = 15
LIMIT_CHECK = 30.0
MOST_MUTATION = 20.0
"""Seconds on the wall."""
CASES, AT_A_TIME = 100_000, 250
LIMIT_BY_HAND = 3.0
MOST_CASE = 200.0
"""Microseconds."""


def measure() -> list[Measure]:
    """Processor time of the check and of each case; of the test by mutation, how long one waits."""
    checked, parsed = apart(_checks)
    ours, theirs = apart(_evaluations)
    mutated = run((AUDIT, "rubric", "test", "--mutate", str(largest()))).wall
    one = 1e6 * median(ours)
    return [
        Measure.ratio("Tjek og prøver, største skema", checked, "CSafeLoader", parsed, LIMIT_CHECK, milliseconds),
        Measure("– prøvet ved at ændre det", seconds(mutated), figure=mutated, limit=MOST_MUTATION, unit="s"),
        Measure("– én sag bedømt", microseconds(median(ours)), figure=one, limit=MOST_CASE, unit="µs"),
        Measure.ratio(f"– {grouped(CASES)} sager, hver", ours, "skrevet i hånden", theirs, LIMIT_BY_HAND, microseconds),
    ]


def largest() -> Path:
    """The largest shipped rubric."""
    return max(shipped("rubrics").glob("*.yaml"), key=lambda file: file.stat().st_size)


def _checks() -> tuple[list[float], list[float]]:
    """Seconds of the check and the inline tests, and of the bare parsing, in turn."""
    data = largest().read_bytes()
    rounds = [(_seconds(partial(_check, data)), _seconds(partial(_parse, data))) for _ in range(TIMES + 1)][1:]
    return [ours for ours, _ in rounds], [theirs for _, theirs in rounds]


def _check(data: bytes) -> None:
    rubric = read_rubric(data, "måleskema.yaml").rubric
    assert rubric is not None and run_tests(rubric).passed, "a shipped rubric is wrong"


def _parse(data: bytes) -> None:
    yaml.load(data, Loader=yaml.CSafeLoader)


def _evaluations() -> tuple[list[float], list[float]]:
    """Seconds of a case by the rubric and by hand, for some cases at a time."""
    rubric = read_rubric(largest().read_bytes(), "måleskema.yaml").rubric
    assert rubric is not None, "a shipped rubric is wrong"
    evaluator = Evaluator(rubric)
    by_hand = ByHand(evaluator.catalogue)
    made = cases(evaluator, TITLE)
    gc.freeze()
    ours, theirs = [], []
    for _ in range(CASES // AT_A_TIME):
        some = list(islice(made, AT_A_TIME))
        gc.collect()  # the making of the cases shall not be paid for by the one who comes first
        ours.append(_seconds(partial(_all, evaluator.evaluate, some)) / AT_A_TIME)
        theirs.append(_seconds(partial(_all, by_hand.evaluate, some)) / AT_A_TIME)
        _compare(evaluator, by_hand, some)
    return ours, theirs


def _all(evaluate: Callable[..., Evaluation], some: list[ConstructedCase]) -> None:
    for answers, facts in some:
        evaluate(answers, facts)


def _compare(evaluator: Evaluator, by_hand: ByHand, some: list[ConstructedCase]) -> None:
    for case in some:
        assert evaluator.evaluate(*case) == by_hand.evaluate(*case), f"by hand it comes to something else: {case}"


def _seconds(function: Callable[[], object]) -> float:
    began = process_time()
    function()
    return process_time() - began

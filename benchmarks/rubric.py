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
from audit.telling.explain import explain
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
LIMIT_EXPLAIN = 6.0
CASES, AT_A_TIME = 100_000, 250
LIMIT_BY_HAND = 3.0
MOST_CASE = 200.0
"""Microseconds."""


def measure() -> list[Measure]:
    """Processor time of the check and of each case; of the test by mutation, how long one waits."""
    checked, parsed = apart(_checks)
    explained, loaded = apart(_explanations)
    ours, theirs = apart(_evaluations)
    mutated = run((AUDIT, "rubric", "test", "--mutate", str(largest()))).wall
    one = 1e6 * median(ours)
    return [
        Measure.ratio("Tjek og prøver, største skema", checked, "CSafeLoader", parsed, LIMIT_CHECK, milliseconds),
        Measure("– prøvet ved at ændre det", seconds(mutated), figure=mutated, limit=MOST_MUTATION, unit="s"),
        Measure("– én sag bedømt", microseconds(median(ours)), figure=one, limit=MOST_CASE, unit="µs"),
        Measure.ratio(f"– {grouped(CASES)} sager, hver", ours, "skrevet i hånden", theirs, LIMIT_BY_HAND, microseconds),
        Measure.ratio("1.000 spørgsmål forklaret", explained, "CSafeLoader", loaded, LIMIT_EXPLAIN, milliseconds),
    ]


def largest() -> Path:
    """The largest shipped rubric."""
    return max(shipped("rubrics").glob("*.yaml"), key=lambda file: file.stat().st_size)


def _explanations() -> tuple[list[float], list[float]]:
    """Seconds of reading and explaining a rubric of 1,000 questions, and of the bare parsing, in turn."""
    data = _thousand().encode()
    rounds = [(_seconds(partial(_explain, data)), _seconds(partial(_parse, data))) for _ in range(TIMES + 1)][1:]
    return [ours for ours, _ in rounds], [theirs for _, theirs in rounds]


def _thousand() -> str:
    """A rubric of 50 sections with 20 questions, each asked after the one before it and with a finding."""
    head = "format: 1\nid: stort\nversion: '1'\ntitle: Konstrueret\noutcomes: {ladder: [rigtig, mangel]}\n"
    lines = [f"{head}laws: {{r: {{cite: Regel, source: Dokument}}}}\nsections:"]
    for number in range(1000):
        if number % 20 == 0:
            lines.append(f"  - id: s{number}\n    title: Afsnit {number}\n    questions:")
        asked = f"ask_if: {{q{number - 1}: ja}}, " if number % 20 else ""
        finding = f"findings: {{nej: {{id: f{number}, outcome: mangel, text: Fund {number}.}}}}"
        about = f"law: r, {asked}type: choice, options: [ja, nej], allow: [fremgår_ikke]"
        lines.append(f"      - {{id: q{number}, text: Er nummer {number} i orden, {about}, {finding}}}")
    return "\n".join(lines) + "\n"


def _explain(data: bytes) -> None:
    rubric = read_rubric(data, "stort.yaml").rubric
    assert rubric is not None
    explain(rubric)


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

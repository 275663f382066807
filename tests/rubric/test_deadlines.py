"""Deadlines, strict limits and facts, each tried by its own rubric's tests: deadlines, limits and facts.yaml."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from audit.rubric.model import Rubric
from audit.rubric.reading import read_rubric
from audit.telling.document import as_document
from audit.telling.explain import explain
from audit.workshop.mutation import Mutation, Verdict
from audit.workshop.selftest import run_tests
from tests.tools.rubrics import plain

FOLDER = Path(__file__).parents[1] / "cases"
CASES = [
    case for name in ("deadlines", "limits", "facts") for case in plain((FOLDER / f"{name}.yaml").read_text("utf-8"))
]
HEAD = 'format: 1\nid: frister\nversion: "1"\ntitle: Frister\noutcomes: {ladder: [rigtig, ændres, hjemvises]}\n'


def rubric(text: str) -> Rubric:
    reading = read_rubric((HEAD + text).encode(), "frister.yaml")
    assert reading.rubric, [*map(str, reading.problems)]
    return reading.rubric


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_the_tests_of_each_rubric_pass_and_leave_no_hole(case: dict[str, Any]) -> None:
    made = rubric(case["rubric"])
    assert [one for one in run_tests(made).outcomes if one.failures] == []
    judged = list(Mutation(made).run())
    assert [one.hole for one in judged if one.verdict is Verdict.SURVIVED] == []
    assert [one.hole for one in judged if one.verdict is Verdict.OPEN] == case.get("open", [])


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_the_explanation_says_when_each_is_passed(case: dict[str, Any]) -> None:
    chapters = [as_document(chapter) for chapter in explain(rubric(case["rubric"])).chapters]
    page = json.dumps(chapters, ensure_ascii=False)
    assert [one for one in case["explained"] if one not in page] == []


EVALUATE = """
import sys
from datetime import date
from audit.rubric.evaluate import Evaluator
from audit.rubric.reading import read_rubric
rubric = read_rubric(sys.argv[1].encode(), "frister.yaml").rubric
Evaluator(rubric).evaluate({"til": date(2024, 5, 2)}, {"fra": date(2024, 4, 1)})
print(sorted({"holidays", "dateutil"} & set(sys.modules)))
"""
COUNTING = """
facts: {fra: {type: date}}
sections: [{id: s, title: S, questions: [{id: til, text: Hvornår, type: date}]}]
deadlines: [{id: sen, start: fra, end: til, within: %s, outcome: ændres}]
"""


@pytest.mark.parametrize(
    ("length", "imported"),
    [
        ("{weeks: 4}", "[]"),
        ("{workdays: 4}", "['dateutil', 'holidays']"),
        ("{weeks: 4, on_day_off: næste_arbejdsdag}", "['dateutil', 'holidays']"),
    ],
)
def test_holidays_are_imported_only_where_working_days_matter(length: str, imported: str) -> None:
    command = [sys.executable, "-c", EVALUATE, HEAD + COUNTING % length]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", timeout=60, check=True)
    assert done.stdout.strip() == imported

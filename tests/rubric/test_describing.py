"""A rubric that describes without judging: tests/cases/describing.yaml."""

from pathlib import Path

import pytest
import yaml

from audit.revision import diff
from audit.revision.changes import ChangeKind
from audit.rubric.evaluate import Evaluator
from audit.rubric.model import Rubric
from audit.rubric.reading import read_rubric
from audit.telling.explain import explain
from audit.workshop.lint import lint
from audit.workshop.selftest import run_tests

CASES = yaml.safe_load((Path(__file__).parents[1] / "cases" / "describing.yaml").read_text(encoding="utf-8"))


def _read(text: str) -> Rubric:
    reading = read_rubric(text.encode(), "r.yaml")
    assert reading.rubric, reading.problems
    return reading.rubric


def test_its_tests_decide_all_and_nothing_is_cautioned() -> None:
    rubric = _read(CASES["rubric"])
    assert run_tests(rubric).passed
    assert not list(lint(rubric))


def test_a_finished_case_is_stored_as_finished_and_has_its_findings() -> None:
    found = Evaluator(_read(CASES["rubric"])).evaluate({"a": "nej"}, {})
    assert found.complete
    assert found.outcome is not None
    assert found.findings == ("ingen",)


def test_the_explanation_judges_nothing() -> None:
    page = str(explain(_read(CASES["rubric"]))).casefold()
    assert [one for one in CASES["never"] if one in page] == []


@pytest.mark.parametrize("case", CASES["refused"], ids=lambda case: case["says"])
def test_outcomes_where_there_are_none_are_refused(case: dict[str, str]) -> None:
    reading = read_rubric(CASES["rubric"].replace(case["for"], case["write"]).encode(), "r.yaml")
    assert [case["says"] in str(problem) for problem in reading.problems] == [True]


def test_a_rubric_that_begins_to_judge_is_a_breaking_change() -> None:
    judging = CASES["rubric"].replace("laws:", "outcomes: {ladder: [rigtig, fejl]}\nlaws:")
    judging = judging.replace("{id: ingen,", "{id: ingen, outcome: fejl,")
    for old, new in ((CASES["rubric"], judging), (judging, CASES["rubric"])):
        assert ChangeKind.BREAKING in {one.kind for one in diff(_read(old), _read(new))}


def test_a_finding_of_a_class_needs_no_outcome() -> None:
    classes = "outcomes: {classes: [a, b], rules: [{class: a, when: {a: ja}}], else: b}\nlaws:"
    rubric = _read(CASES["rubric"].replace("laws:", classes))
    assert Evaluator(rubric).evaluate({"a": "nej"}, {}).outcome == "b"

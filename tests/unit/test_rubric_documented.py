"""docs/maaleskema.md: the rubric and the conditions in it are real ones."""

import re
from pathlib import Path

from audit.rubric.cautions import LintRule
from audit.rubric.conditions import compile_condition
from audit.rubric.model import Rubric
from audit.rubric.reading import read_rubric
from audit.rubric.selftest import run_tests
from tests.rubrics import plain

PAGE = (Path(__file__).parents[2] / "docs" / "maaleskema.md").read_text("utf-8")
RUBRIC, CONDITIONS = re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)


def test_the_rubric_on_the_page_has_no_mistakes_and_decides_its_findings() -> None:
    reading = read_rubric(RUBRIC.encode(), "maaleskema.md")
    assert reading.problems == ()
    assert reading.rubric is not None
    assert run_tests(reading.rubric).passed


def test_the_conditions_on_the_page_are_conditions() -> None:
    for condition in plain(CONDITIONS):
        assert callable(compile_condition(condition))


def test_every_part_of_a_rubric_is_on_the_page() -> None:
    for field in Rubric.model_fields:
        assert f"`{field}`" in PAGE, field


def test_every_caution_is_on_the_page() -> None:
    for rule in LintRule:
        assert f"| `{rule}` |" in PAGE

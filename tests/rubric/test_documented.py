"""docs/maaleskema.md and the reference of keys: the rubric, the conditions and the examples in them are real ones."""

import re
from pathlib import Path

from audit.rubric.cautions import LintRule
from audit.rubric.condition import parse_condition
from audit.rubric.conditions import compile_condition
from audit.rubric.model import Rubric
from audit.rubric.parts import CONDITION_HELP
from audit.rubric.reading import read_rubric
from audit.workshop.schema import language_schema
from audit.workshop.selftest import run_tests
from tests.tools.rubrics import plain

DOCS = Path(__file__).parents[2] / "docs"
PAGE = (DOCS / "maaleskema.md").read_text("utf-8")
KEYS = (DOCS / "maaleskemaets-noegler.md").read_text("utf-8")
RUBRIC, CONDITIONS = re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)


def test_the_rubric_on_the_page_has_no_mistakes_and_decides_its_findings() -> None:
    reading = read_rubric(RUBRIC.encode(), "maaleskema.md")
    assert reading.problems == ()
    assert reading.rubric is not None
    assert run_tests(reading.rubric).passed


def test_the_conditions_on_the_page_are_conditions() -> None:
    for condition in plain(CONDITIONS):
        assert callable(compile_condition(parse_condition(condition)))


def test_every_part_of_a_rubric_is_on_the_page() -> None:
    for field in Rubric.model_fields:
        assert f"`{field}`" in PAGE, field


def test_every_caution_is_on_the_page() -> None:
    for rule in LintRule:
        assert f"| `{rule}` |" in PAGE


def test_every_key_of_the_language_is_in_the_reference() -> None:
    schema = language_schema()
    for part in (schema, *schema["$defs"].values()):
        for key, value in part.get("properties", {}).items():
            assert f"| `{key}` |" in KEYS, key
            if "const" not in value:
                assert str(value["description"]).removesuffix(CONDITION_HELP).strip() in KEYS, key


def test_every_example_in_the_reference_is_yaml_of_its_key() -> None:
    rows = re.findall(r"^\| `(\w+)` \|.*\| `([^`|]+)` \|$", KEYS, re.MULTILINE)
    examples = [(key, example) for key, example in rows if ":" in example]
    assert len(examples) > 80
    for key, example in examples:
        assert list(plain(example)) == [key], example


def test_every_link_in_the_reference_leads_somewhere() -> None:
    headings = re.findall(r"^## (.+)$", KEYS, re.MULTILINE)
    anchors = [heading.lower().replace(" ", "-").replace(",", "") for heading in headings]
    assert len(anchors) == len(set(anchors)) > 15
    assert set(re.findall(r"\]\(#([^)]+)\)", KEYS)) <= set(anchors)

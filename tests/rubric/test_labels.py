"""What a reader sees for special answers and outcomes, on every road: tests/cases/labels.yaml."""

from pathlib import Path

import pytest
import yaml

from audit.revision import diff
from audit.revision.changes import ChangeKind
from audit.rubric.model import Rubric
from audit.rubric.reading import read_rubric
from audit.telling.explain import explain

CASES = yaml.safe_load((Path(__file__).parents[1] / "cases" / "labels.yaml").read_text(encoding="utf-8"))


def _read(text: str) -> Rubric:
    reading = read_rubric(text.encode(), "r.yaml")
    assert reading.rubric, reading.problems
    return reading.rubric


@pytest.mark.parametrize(("name", "written", "answer", "words"), CASES["answers"])
def test_a_label_is_read_and_shown(name: str, written: str, answer: str, words: str) -> None:
    question = _read(CASES["rubric"]).questions[name]
    assert question.read_keys(written) == answer
    assert question.words(question.read_keys(written)) == words
    if not written.lstrip("#").isdigit():
        assert question.read(question.by_label(written)) == answer


def test_outcomes_are_called_what_the_rubric_calls_them() -> None:
    rubric = _read(CASES["rubric"])
    assert {one: rubric.outcome_label(one) for one in rubric.all_outcomes} == CASES["outcomes"]


def test_the_explanation_has_the_labels_and_no_other_name() -> None:
    page = str(explain(_read(CASES["rubric"])))
    assert [one for one in CASES["explained"] if one not in page] == []
    assert [one for one in CASES["never"] if one in page] == []


def test_another_label_is_a_cosmetic_change() -> None:
    new = CASES["rubric"].replace("I tvivl", "Tvivl").replace("Mangelfuld", "Fejl").replace("Tvivlsom", "Uvis")
    changes = diff(_read(CASES["rubric"]), _read(new))
    assert {one.kind for one in changes} == {ChangeKind.COSMETIC}
    assert len(changes) == 3

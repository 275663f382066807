"""Measures that are a number: tests/cases/number_measures.yaml."""

from pathlib import Path

import pytest

from audit.cases import Case
from audit.results.document import as_document
from audit.results.layout import cell_words
from audit.rubric.model import Rubric
from tests.tools.counting import figures, read
from tests.tools.rubrics import plain

FILE = plain((Path(__file__).parents[1] / "cases" / "number_measures.yaml").read_text("utf-8"))
RUBRIC = Rubric.model_validate(FILE["rubric"])
SCORED = [(Case("101", f"s{place}", ""), read(RUBRIC, texts)) for place, texts in enumerate(FILE["scored"])]


@pytest.mark.parametrize(("scored", "shown"), [(SCORED, FILE["shown"]), ([], FILE["none"])])
def test_the_figures_are_of_the_answers_in_the_denominator(scored: list, shown: list[list[str]]) -> None:
    found = figures(RUBRIC, scored)
    table = found.table(next(one for one in found.catalogue if one.id == "number_measures"))
    assert [[row.label, *map(cell_words, row.cells)] for row in table.rows] == shown


def test_they_are_apart_from_the_measures_that_count() -> None:
    document = as_document(figures(RUBRIC, SCORED))
    assert [one["id"] for one in document["measures"]] == ["klaget"]
    assert [one["id"] for one in document["number_measures"]] == ["alle", "klager", "længe"]
    assert document["number_measures"][1] | {"label": ""} == {
        "id": "klager", "label": "", "group": {}, "asked": 3, "answered": 2, "unknown": 1, "smallest": 2, "middle": 3.5,
        "largest": 5, "mean": 3.5, "among_label": "klager",
    }  # fmt: skip

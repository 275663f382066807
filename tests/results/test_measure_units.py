"""Measures that count journal numbers and kommuner: tests/cases/measure_units.yaml."""

from pathlib import Path
from typing import Any

import pytest

from audit.cases import Case
from audit.results.cases import ALONE
from audit.results.claimable import Claimable, find
from audit.results.claims_model import Claim
from audit.results.figures import Figures
from audit.results.statistics import MEASURES
from audit.results.table import NamedCode
from audit.revision import diff
from audit.rubric.model import Rubric
from audit.telling.condition_words import ConditionWords
from audit.telling.telling import Telling
from tests.tools.counting import figures, read
from tests.tools.rubrics import HEAD, plain

FILE = plain((Path(__file__).parents[1] / "cases" / "measure_units.yaml").read_text("utf-8"))
RUBRIC = Rubric.model_validate(HEAD | FILE["rubric"])


def counted(cases: list[list[Any]]) -> Figures:
    scored = [
        (Case(str(kommune), f"s{place}", file or f"{ALONE}{place}", {}), read(RUBRIC, {"mødt": met, "hørt": heard}))
        for place, (kommune, file, met, heard) in enumerate(cases)
    ]
    return figures(RUBRIC, scored)


@pytest.mark.parametrize("case", FILE["tables"], ids=[case["name"] for case in FILE["tables"]])
def test_shares(case: dict[str, Any]) -> None:
    shares = {one.id: one.share for one in counted(case["cases"]).whole.of(MEASURES)}
    found = {name: [one.count, one.among, one.unknown, one.among_unknown] for name, one in shares.items()}
    assert found == {name: list(map(int, share)) for name, share in case["shares"].items()}


def test_each_says_what_it_counts() -> None:
    telling = Telling(RUBRIC, ConditionWords(RUBRIC))
    told = {one.id: telling.counted(one.count, one.unit, one.when) for one in RUBRIC.measures}
    assert told == FILE["told"]


def test_only_a_measure_of_bodies_says_how_many_of_their_cases_count() -> None:
    figures_of = counted(FILE["tables"][0]["cases"]).whole.of(MEASURES)
    said = {
        line.id: [cell for cell in line.cells if isinstance(cell, NamedCode)][1]
        for line in MEASURES.rows(figures_of, {})
    }
    assert said["sager"] == NamedCode("any", "")
    assert said["mindst-én"] == NamedCode("any", "mindst én sag")
    assert said["kommuner-alle"] == NamedCode("all", "alle sager")


def test_a_claim_reaches_a_measure_of_journal_numbers() -> None:
    found = find(Claim(id="alle", what="Alle hørt", count=1), counted(FILE["tables"][0]["cases"]))
    assert isinstance(found, Claimable)
    assert (found.count, found.unit, found.denominators[0].among) == (1, "journalnumre", 3)


def test_another_number_of_cases_is_a_breaking_change() -> None:
    other = [one.model_copy(update={"when": "none" if one.id == "alle" else one.when}) for one in RUBRIC.measures]
    [change] = diff(RUBRIC, RUBRIC.model_copy(update={"measures": tuple(other)}))
    assert (change.name, change.before, change.after) == ("alle", "alle", "ingen")

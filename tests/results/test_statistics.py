"""Each statistic, counted from real evaluations: tests/cases/statistics.yaml, and what YAML cannot say."""

from collections import Counter
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from audit.cases import Case
from audit.results.figures import Figures
from audit.results.layout import cell_words
from audit.results.model import Share
from audit.results.statistics import ANSWERS, CORRECTNESS, FINDINGS, MEASURES, OUTCOMES, RECOMMENDATIONS
from audit.review.wording import group_label
from audit.rubric.model import Rubric
from audit.rubric.types import Question
from audit.rubric.values import as_text
from tests.tools.counting import Scored, each, figures, read
from tests.tools.rubrics import HEAD, plain, rubric

FILE = plain((Path(__file__).parents[1] / "cases" / "statistics.yaml").read_text("utf-8"))
RUBRIC = Rubric.model_validate(HEAD | FILE["rubric"])


def scored(case: dict[str, Any]) -> list[Scored]:
    """The cases of a list in the file: answers and facts that differ from the base, each so many times."""
    found: list[Scored] = []
    for one in case["cases"]:
        texts = {**FILE["base"]["answers"], **{k: v for k, v in one.items() if k in RUBRIC.questions}}
        answers = read(RUBRIC, {name: as_text(text) for name, text in texts.items() if text is not None})
        for _ in range(int(one.get("times", 1))):
            facts = {name: as_text(one[name]) for name in RUBRIC.facts if name in one}
            found.append((Case(one.get("kommune", "101"), f"s{len(found)}", f"j{len(found)}", facts), answers))
    return found


def shown(results: Figures, statistic: str) -> list[list[str]]:
    """The rows of a statistic as a reader has them: group, thing, and cells."""
    (one,) = [one for one in results.catalogue if one.id == statistic]
    rows = results.table(one).rows
    cells = [[cell_words(cell).replace("\N{NO-BREAK SPACE}", " ") for cell in row.cells] for row in rows]
    return [[*row.group.values(), *filter(None, [row.label]), *told] for row, told in zip(rows, cells, strict=True)]


@pytest.mark.parametrize("case", FILE["tables"], ids=[case["name"] for case in FILE["tables"]])
def test_table(case: dict[str, Any]) -> None:
    by = [tuple(one.split(",")) for one in case.get("by", ())]
    crosses = [tuple(one.split(",")) for one in case.get("cross", ())]
    results = figures(RUBRIC, scored(case), by, crosses=crosses)
    assert shown(results, case["statistic"]) == [list(map(as_text, row)) for row in case["rows"]]


def test_the_mean_of_half_minutes_and_hundredths_rounds_up() -> None:
    question, number = RUBRIC.questions["ventet"], RUBRIC.questions["timer"]

    def mean(of: Question, *values: Any) -> Any:
        return of.mean(Counter(values))

    one, two = timedelta(minutes=1), timedelta(minutes=2)
    assert mean(question, one, two) == two
    assert mean(question, one, one, two) == one
    assert mean(number, Decimal("0.01"), Decimal("0.02")) == Decimal("0.02")
    assert mean(number, Decimal("-0.01"), Decimal("-0.02")) == Decimal("-0.01")


def test_unknown_stands_beside_each_share() -> None:
    """Of four cases one is unknown in the numerator; the case unknown in the denominator is left out."""
    asked = rubric(
        """
        sections:
          - id: s
            title: S
            questions:
              - id: q
                text: Q
                type: choice
                options: [ja, nej]
                allow: [fremgår_ikke, ikke_relevant]
                findings: {nej: {id: f, outcome: ændres, recommend: r}}
              - {id: p, text: P, type: choice, options: [ja, nej], allow: [fremgår_ikke]}
        measures: [{id: m, label: M, count: {q: ja}, among: {p: ja}}]
        recommendations: {r: {text: R., among: {p: ja}}}
        """
    )
    given = (("ja", "ja"), ("nej", "ja"), ("fremgår_ikke", "ja"), ("ikke_relevant", "ja"), ("ja", "fremgår_ikke"))
    whole = figures(asked, each(asked, *((1, {"q": q, "p": p}) for q, p in given))).whole

    def told(share: Share) -> tuple[int, int, int]:
        return share.count, share.among, share.unknown

    assert [told(one.share) for one in whole.of(MEASURES)] == [(1, 4, 1)]
    assert [told(one.share) for one in whole.of(RECOMMENDATIONS)] == [(1, 4, 1)]
    assert [told(one.share) for one in whole.of(FINDINGS)] == [(1, 5, 1)]
    assert [(one.outcome, *told(one.share)) for one in whole.of(OUTCOMES)] == [
        ("rigtig", 3, 5, 1),
        ("ændres", 1, 5, 1),
        ("hjemvises", 0, 5, 1),
        ("ingen_afgørelse", 0, 5, 1),
        ("kan_ikke_vurderes", 1, 5, 0),
    ]
    (correctness,) = whole.of(CORRECTNESS)
    assert (told(correctness.of_all), told(correctness.of_assessed)) == ((3, 5, 1), (3, 4, 0))
    answers = [(one.answer, *told(one.share)) for one in whole.of(ANSWERS) if one.question == "q"]
    assert answers == [("ja", 2, 5, 1), ("nej", 1, 5, 1), ("fremgår_ikke", 1, 5, 0), ("ikke_relevant", 1, 5, 1)]


def test_days_stand_in_the_order_of_the_calendar_and_unknown_ones_last() -> None:
    days = ["2020-01-31", "", "2019-12-31", "2020-01-05"]
    found = scored({"cases": [{"mødt": day} if day else {} for day in days]})
    assert [one.group["mødt"] for one in figures(RUBRIC, found, [("mødt",)]).by("mødt")] == [
        "2019-12-31",
        "2020-01-05",
        "2020-01-31",
        "",
    ]
    assert group_label(RUBRIC, {"mødt": ""}) == "Mødt: uoplyst"
    assert group_label(RUBRIC, {"sagstype": "fleksjob", "år": ""}) == "Sagstype: Fleksjob, År: uoplyst"

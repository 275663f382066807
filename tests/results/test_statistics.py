"""Each statistic, counted from real evaluations: tests/cases/statistics.yaml, and what YAML cannot say."""

from collections import Counter
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from audit.authorities import kommuner
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
    assert [told(one.share) for one in whole.of(FINDINGS)] == [(1, 4, 1)]
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


FOUND = """
facts:
  sagstype: {type: choice, options: [fleksjob, andre]}
sections:
  - id: s
    title: S
    questions:
      - {id: skriftlig, text: S, type: choice, options: [ja, nej], allow: [fremgår_ikke]}
      - id: vejledning
        text: V
        ask_if: {skriftlig: ja}
        type: choice
        options: [ja, nej]
        allow: [fremgår_ikke, ikke_relevant]
        findings: {nej: {id: uden, outcome: rigtig}}
      - {id: plan, text: P, ask_if: {sagstype: fleksjob}, type: choice, options: [ja, nej],
         findings: {nej: {id: mangler, outcome: rigtig}}}
      - {id: aftale, text: A, ask_if: {sagstype: andre}, type: choice, options: [ja, nej],
         findings: {nej: {id: mangler, outcome: rigtig}}}
      - id: væsentlig
        text: Æ
        type: choice
        options: [ja, nej]
        findings: {ja: {id: grov, outcome: hjemvises}}
"""


def test_a_finding_is_counted_among_the_cases_in_which_it_could_be_made() -> None:
    """A question asked in some cases; one that is perhaps asked, or not relevant, is not; two questions share one."""
    asked = rubric(FOUND)
    given = [
        ("ja", "nej"),
        ("ja", "ja"),
        ("ja", "fremgår_ikke"),
        ("ja", "ikke_relevant"),
        ("nej", ""),
        ("fremgår_ikke", ""),
    ]
    texts = [{"skriftlig": s, "væsentlig": "nej"} | ({"vejledning": v} if v else {}) for s, v in given]
    found = []
    for place, one in enumerate(texts):
        kind, question = ("fleksjob", "plan") if place < 2 else ("andre", "aftale")
        answers = read(asked, {**one, question: "nej" if place < 3 else "ja"})
        found.append((Case("101", f"s{place}", f"j{place}", {"sagstype": kind}), answers))
    uden, mangler, grov = figures(asked, found).whole.of(FINDINGS)
    assert (uden.share, uden.among_label) == (Share(1, 3, 1, 1), "sager, hvor spørgsmålet er stillet og er relevant")
    assert (mangler.share, mangler.among_label) == (Share(3, 6), "alle sager")
    assert (grov.share, grov.ended) == (Share(0, 6), ())


def test_cases_that_may_belong_in_the_denominator_are_told_beside_it() -> None:
    """Whether the denominator's question was answered yes is unknown in three cases of two kommuner."""
    measures = [
        {"id": one, "label": one, "unit": one, "count": {"begrundet": "ja"}, "among": {"skriftlig": "ja"}}
        for one in ("sager", "kommuner")
    ]
    asked = rubric(
        """
        sections:
          - id: s
            title: S
            questions:
              - {id: skriftlig, text: "Skriftlig?", type: choice, options: [ja, nej], allow: [fremgår_ikke]}
              - {id: begrundet, text: "Begrundet?", type: choice, options: [ja, nej]}
        """,
        measures=measures,
    )
    given = [("101", "ja"), ("101", "fremgår_ikke"), ("147", "fremgår_ikke"), ("147", "fremgår_ikke"), ("153", "nej")]
    found = [
        (Case(kommune, f"s{place}", "", {}), read(asked, {"skriftlig": answer, "begrundet": "ja"}))
        for place, (kommune, answer) in enumerate(given)
    ]
    in_cases, in_kommuner = (one.share for one in figures(asked, found).whole.of(MEASURES))
    assert (in_cases, in_kommuner) == (Share(1, 1, 0, 3), Share(1, 1, 0, 1))
    assert in_cases.words == "1 ud af 1 (100\N{NO-BREAK SPACE}%); om 3 til hører med, er ukendt"


def test_the_cases_with_a_finding_are_told_by_how_they_ended() -> None:
    """Two of three have another finding too, and were remitted: the first was not without effect."""
    asked = rubric(FOUND)
    case = {"skriftlig": "ja", "vejledning": "nej"}
    found = each(asked, (1, {**case, "væsentlig": "nej"}), (2, {**case, "væsentlig": "ja"}))
    uden, _, grov = figures(asked, found).whole.of(FINDINGS)
    assert uden.ended == (("rigtig", 1), ("hjemvises", 2))
    assert grov.ended == (("hjemvises", 2),)


def test_days_stand_in_the_order_of_the_calendar_and_unknown_ones_last() -> None:
    days = ["2020-01-31", "", "2019-12-31", "2020-01-05"]
    found = scored({"cases": [{"mødt": day} if day else {} for day in days]})
    assert [one.group["mødt"] for one in figures(RUBRIC, found, [("mødt",)]).by("mødt")] == [
        "2019-12-31",
        "2020-01-05",
        "2020-01-31",
        "",
    ]
    assert group_label(RUBRIC, kommuner(), {"mødt": ""}) == "Mødt: uoplyst"
    assert group_label(RUBRIC, kommuner(), {"sagstype": "fleksjob", "år": ""}) == "Sagstype: Fleksjob, År: uoplyst"


PERHAPS = """
sections:
  - id: s
    title: S
    questions:
      - {id: hørt, text: Hørt, type: choice, options: [ja, nej], allow: [fremgår_ikke]}
      - {id: hvem, text: Hvem, ask_if: {hørt: ja}, type: choice, options: [borger, læge]}
"""


def test_where_an_unknown_answer_decides_whether_a_question_is_asked_its_answers_say_so() -> None:
    made = rubric(PERHAPS)
    known, unsure = read(made, {"hørt": "ja", "hvem": "læge"}), read(made, {"hørt": "fremgår_ikke"})
    cases = [(Case("101", f"s{n}", "", {}), answers) for n, answers in enumerate((known, unsure, unsure))]
    found = figures(made, cases).whole.of(ANSWERS)
    shares = [one.share.words.replace("\N{NO-BREAK SPACE}", " ") for one in found if one.question == "hvem"]
    besides = "; om 2 til hører med, er ukendt"
    assert shares == [f"0 ud af 1 (0 %){besides}", f"1 ud af 1 (100 %){besides}"]

import pytest

from audit.report.placement import Placement
from audit.results.model import RecommendationResult, Share
from tests.tools.rubrics import rubric

RUBRIC = rubric("""
facts:
  type: {type: text}
  ind: {type: date}
  ud: {type: date}
sections:
  - id: første
    title: Første
    questions:
      - {id: a, text: "A?", type: choice, options: [ja, nej],
         findings: {nej: {id: fund-a, outcome: ændres, recommend: råd-a}}}
      - {id: dag, text: "Dag?", type: date}
  - id: anden
    title: Anden
    questions:
      - {id: b, text: "B?", type: choice, options: [ja, nej]}
      - {id: c, text: "C?", type: number}
findings:
  - {id: begge, when: {all: [{b: nej}, {a: nej}]}, outcome: ændres, recommend: [råd-b, råd-a]}
  - {id: gennem-fund, when: {finding: fund-a}, outcome: ændres}
  - {id: negeret, when: {not: {any: [{a: ja}, {c: {at_most: 3}}]}}, outcome: ændres}
  - {id: sammenlignet, when: {ind: {at_most: {question: dag}}}, outcome: ændres}
  - {id: af-oplysninger, when: {type: x}, outcome: ændres, recommend: råd-c}
deadlines:
  - {id: frist, start: ind, end: dag, within: {weeks: 2}, outcome: ændres}
  - {id: frist-fra, start: dag, end: ud, within: {weeks: 2}, outcome: ændres}
  - {id: frist-uden, start: ind, end: ud, within: {weeks: 2}, outcome: ændres}
recommendations:
  råd-a: {text: A}
  råd-b: {text: B}
  råd-c: {text: C}
  råd-d: {text: D, section: anden}
""")


@pytest.mark.parametrize(
    ("finding", "section"),
    [
        ("fund-a", 0),
        ("begge", 1),
        ("gennem-fund", 0),
        ("negeret", 1),
        ("sammenlignet", 0),
        ("af-oplysninger", None),
        ("frist", 0),
        ("frist-fra", 0),
        ("frist-uden", None),
        ("ukendt", None),
    ],
)
def test_a_finding_stands_where_its_last_question_is(finding: str, section: int | None) -> None:
    assert Placement(RUBRIC).section_of(finding) == section


@pytest.mark.parametrize(
    ("recommendation", "declared", "section"),
    [("råd-a", None, 0), ("råd-b", None, 1), ("råd-c", None, None), ("råd-d", "anden", 1), ("råd-a", "anden", 1)],
)
def test_a_recommendation_stands_where_it_arises(
    recommendation: str, declared: str | None, section: int | None
) -> None:
    result = RecommendationResult(recommendation, "x", declared, True, "", Share(1, 2))
    assert Placement(RUBRIC).section_of_recommendation(result) == section


def test_only_a_finding_of_one_answer_stands_with_its_question() -> None:
    placement = Placement(RUBRIC)
    assert placement.question_of("fund-a") == "a"
    assert placement.question_of("begge") is None

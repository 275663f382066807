"""The måleskema on paper: every part of the language in the words its readers see."""

from pathlib import Path

import pytest

from audit.rubric.model import Within
from audit.rubric.reading import read_rubric
from audit.telling.condition_words import ConditionWords
from audit.telling.deadlines import length
from audit.telling.paper import (
    Paper,
    PaperChoice,
    PaperFinding,
    PaperLaw,
    PaperMeasure,
    PaperRecommendation,
    PaperValue,
)
from audit.telling.paper import on_paper as put
from tests.tools.rubrics import rubric

ROOT = Path(__file__).parents[2]
ONE = """
sections:
  - id: a
    title: A
    questions:
      - {id: q, text: Spurgt, type: choice, options: [ja, nej]}
"""


def read(path: Path) -> Paper:
    reading = read_rubric(path.read_bytes(), path.name)
    assert reading.rubric is not None
    return put(reading.rubric, ConditionWords(reading.rubric, {}), reading.sha256)


@pytest.fixture(scope="module")
def paper() -> Paper:
    """A rubric with every part of the language in it."""
    return read(ROOT / "tests" / "cases" / "rubric_right.yaml")


def test_what_the_rubric_is_called(paper: Paper) -> None:
    assert (paper.id, paper.version) == ("sygedagpenge-opfølgning", "2022.1")
    assert paper.title == "Opfølgning i sager om sygedagpenge"
    assert paper.outcomes == (
        "Udfald, det mildeste først: Rigtig, Ændres, Hjemvises.",
        "Hverken rigtige eller forkerte: Ingen afgørelse.",
    )


def test_facts_have_their_names_and_values(paper: Paper) -> None:
    assert [(one.name, one.kind, [choice.text for choice in one.choices]) for one in paper.facts] == [
        ("Første fraværsdag", "En dato", []),
        ("Sagstype", "Ét svar", ["I job", "Ledig"]),
        ("Kilde", "Med ord", []),
        ("Alder", "Et tal", []),
    ]


def test_questions_have_their_number_help_answers_and_law(paper: Paper) -> None:
    followed, talks, weeks = paper.sections[0].questions
    decided, remark = paper.sections[1].questions
    assert [one.number for one in (followed, talks, weeks, decided, remark)] == ["1.1", "1.2", "1.3", "2.1", "2.2"]
    assert followed.help == "Se efter i journalen: et brev er også opfølgning."
    assert followed.when == ""
    assert [one.whole for one in followed.choices] == ["Ja", "Delvist", "Nej"]
    assert [one.whole for one in followed.special] == ["Fremgår ikke", "Kan ikke vurderes"]
    assert (followed.laws, followed.source) == (("Konstrueret lov § 1",), "")
    assert talks.when == "spørgsmål 1.1 er besvaret med »Ja« eller »Delvist«"
    assert talks.choices[-1] == PaperChoice("Ingen samtaler", "kun alene")
    assert talks.special == (PaperChoice("Ikke relevant", "skriv hvorfor"),)
    assert (weeks.kind, weeks.range, weeks.unit) == ("Et tal", "fra 0 til 104", "uger")
    assert (weeks.laws, weeks.source) == ((), "konstrueret dokument, afsnit 3")
    assert (decided.kind, remark.kind) == ("En dato", "Med ord")


def test_findings_of_one_answer_of_several_and_of_deadlines(paper: Paper) -> None:
    assert paper.findings[0] == PaperFinding(
        "Opfølgningen er mangelfuld.",
        "spørgsmål 1.1 er besvaret med »Delvist«",
        "Ændres",
        ("Kommunerne skal følge op i tide.",),
        ("Konstrueret lov § 1",),
    )
    by_text = {one.text: one for one in paper.findings}
    assert by_text["Ingen-samtaler"].outcome == "Rigtig (uden betydning for udfaldet)"
    assert by_text["Ingen-samtaler"].basis == ("Konstrueret lov § 2",)
    assert by_text["Uden-afgørelse"].when == "spørgsmål 2.1 er besvaret med »Fremgår ikke«"
    assert by_text["Afgjort-før-sygemelding"].basis == ("konstrueret dokument, afsnit 5",)
    assert (
        by_text["For-lang-tid"].when
        == "både svaret på spørgsmål 1.3 er mindst »Uger til revurdering« og spørgsmål 1.1 er besvaret med »Ja«"
    )
    assert by_text["Afgjort-for-sent"].when == (
        "svaret på spørgsmål 2.1 ligger mere end 6 måneder efter »Første fraværsdag«, og »Sagstype« er »Ledig«"
    )


def test_measures_recommendation_laws_and_dated_values(paper: Paper) -> None:
    assert paper.measures[0] == PaperMeasure(
        "Der er fulgt op", "Sager, hvor spørgsmål 1.1 er besvaret med »Ja«", "Alle sager"
    )
    assert paper.measures[1].among == "Gamle sager"
    assert paper.recommendation == (
        PaperRecommendation(
            "Kommunerne skal følge op i tide.",
            ("Opfølgningen er mangelfuld.", "Ingen-samtaler"),
            "Sager, hvor udfaldet er »Rigtig« eller »Ændres«",
            "Mindst 1 sag og mindst 12,5\N{NO-BREAK SPACE}%",
        ),
    )
    assert paper.laws[1] == PaperLaw("Konstrueret lov § 2", "", "konstrueret dokument, afsnit 2", ("2.1",))
    assert paper.values[1] == PaperValue("Uger til revurdering", "01-07-2022", "22,5 uger", "konstrueret regel 2")


def test_a_rubric_that_classifies_names_its_groups() -> None:
    sorting = rubric(ONE, outcomes={"classes": ["gruppe_a", "gruppe_b"], "else": "gruppe_b"})
    found = put(sorting, ConditionWords(sorting, {}), "")
    assert found.outcomes == ("Grupper: Gruppe a, Gruppe b.",)
    assert (found.facts, found.findings, found.measures, found.recommendation, found.laws, found.values) == ((),) * 6


@pytest.mark.parametrize(
    ("limits", "said"), [({"min": 2.5}, "mindst 2,5"), ({"max": 40}, "højst 40"), ({}, ""), ({"min": 0}, "mindst 0")]
)
def test_a_number_with_one_limit_or_none(limits: dict[str, float], said: str) -> None:
    one = rubric(
        ONE, sections=[{"id": "a", "title": "A", "questions": [{"id": "q", "text": "Q", "type": "number", **limits}]}]
    )
    assert put(one, ConditionWords(one, {}), "").sections[0].questions[0].range == said


@pytest.mark.parametrize(
    ("within", "said"),
    [({"weeks": 3}, "3 uger"), ({"months": 1}, "1 måned"), ({"days": 0}, "0 dage"), ({"years": 1}, "1 år")],
)
def test_how_long_a_deadline_is(within: dict[str, int], said: str) -> None:
    assert length(Within(**within)) == said


@pytest.mark.parametrize("path", sorted((ROOT / "rubrics").glob("*.yaml")), ids=lambda path: path.stem)
def test_nothing_of_a_shipped_rubric_is_left_out(path: Path) -> None:
    reading = read_rubric(path.read_bytes(), path.name)
    whole = reading.rubric
    assert whole is not None
    found = read(path)
    asked = [one.text for section in found.sections for one in section.questions]
    assert asked == [one.text for one in whole.questions.values()]
    assert {one.text for one in found.findings} >= {one.text for one in whole.found.values() if one.text}
    assert len(found.measures) == len(whole.measures)
    assert [one.text for one in found.recommendation] == [one.text for one in whole.recommendations.values()]
    assert [one.cite for one in found.laws] == [one.cite for one in whole.laws.values()]

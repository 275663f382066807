from dataclasses import replace
from typing import Any

from audit.nouns import CASE
from audit.report.answers import distribution, joint_table
from audit.report.document import render_markdown
from audit.results.model import AnswerCount, Share
from audit.rubric.model import Rubric
from tests.tools.report_sample import cases, count, sample, with_rubric
from tests.tools.rubrics import rubric

_CHOICE: dict[str, Any] = {"type": "choice", "options": ["ja", "delvist", "nej"]}

RUBRIC = rubric("""
sections:
  - id: a
    title: A
    questions:
      - {id: valg, text: "V?", type: choice, options: [ja, nej]}
      - {id: flere, text: "F?", type: multi, options: [x, y]}
      - {id: timer, text: "T?", type: number, unit: timer}
      - {id: dag, text: "D?", type: date}
      - {id: ord, text: "O?", type: text, allow: [fremgår_ikke]}
""")


def counted(question: str, *answers: tuple[str, int], special: int = 0, asked: int = 10) -> list[AnswerCount]:
    found = [AnswerCount(question, text, text, False, Share(n, asked)) for text, n in answers]
    if special:
        found.append(AnswerCount(question, "fremgår_ikke", "Fremgår ikke", True, Share(special, asked)))
    return found


def rows(question: str, answers: list[AnswerCount]) -> tuple[list[tuple[str, int]], list[str]]:
    found, remarks = distribution(RUBRIC.questions[question], answers, CASE)
    return [(label, share.count) for label, share in found], remarks


def test_options_come_as_they_stand_and_special_answers_last() -> None:
    assert rows("valg", counted("valg", ("ja", 3), ("nej", 6), special=1)) == (
        [("ja", 3), ("nej", 6), ("Fremgår ikke", 1)],
        [],
    )


def test_several_answers_in_a_case_are_explained() -> None:
    _, remarks = rows("flere", counted("flere", ("x", 10), ("y", 10)))
    assert remarks == ["En sag kan have flere svar, så andelene kan give mere end 100 % tilsammen."]


def test_few_numbers_are_listed_by_size() -> None:
    found, remarks = rows("timer", counted("timer", ("10", 1), ("9.5", 2), ("-1", 1), special=1))
    assert found == [("-1 timer", 1), ("9,5 timer", 2), ("10 timer", 1), ("Fremgår ikke", 1)]
    assert remarks == []


def test_many_numbers_are_told_by_their_span() -> None:
    found, remarks = rows("timer", counted("timer", *((str(n), 2) for n in range(20, 0, -1)), special=3, asked=43))
    assert found == [("Besvaret", 40), ("Fremgår ikke", 3)]
    assert remarks == ["Svarene ligger fra 1 til 20 timer."]


def test_dates_are_told_by_their_span() -> None:
    found, remarks = rows("dag", counted("dag", ("2013-12-01", 4), ("2013-10-31", 6)))
    assert found == [("Besvaret", 10)]
    assert remarks == ["Svarene ligger fra 31. oktober 2013 til 1. december 2013."]
    assert rows("dag", counted("dag", ("2013-12-01", 4)))[1] == ["Svaret er 1. december 2013."]


def test_a_date_nobody_answered_has_only_its_special_answers() -> None:
    assert rows("dag", counted("dag", special=4)) == ([("Fremgår ikke", 4)], [])


def test_words_are_never_printed() -> None:
    found, remarks = rows("ord", counted("ord", ("Fru Jensen har ondt", 1), special=2))
    assert found == [("Fremgår ikke", 2)]
    assert remarks == ["Svarene er skrevet med ord og gengives ikke."]


def test_where_it_is_unknown_whether_a_question_is_asked_the_report_says_in_how_many_cases() -> None:
    """The plan is not in the papers of 23 cases, so whether the two questions after it are asked is unknown there."""
    sections = [
        {
            "id": "forløb",
            "title": "Forløbet",
            "questions": [
                {**_CHOICE, "id": "plan", "text": "Er der en plan?", "allow": ["fremgår_ikke"]},
                {**_CHOICE, "id": "målgruppe", "text": "Hvem?", "ask_if": {"plan": "ja", "sagstype": "andre"}},
                {**_CHOICE, "id": "grundlag", "text": "Hvor?", "ask_if": {"plan": "delvist", "sagstype": "ukendt"}},
            ],
        }
    ]
    facts = {"sagstype": {"type": "choice", "options": ["fleksjob", "ressourceforløb", "andre", "ukendt"]}}
    changed = with_rubric(
        sections=sections, facts=facts, outcomes={}, findings=[], deadlines=[], measures=[], recommendations={}
    )
    made = Rubric.model_validate(changed)
    scored = [(replace(case, facts={"sagstype": case.facts["sagstype"]}), answers) for case, answers in cases()]
    answered = [(case, {"plan": answers["plan"], "målgruppe": "ja"}) for case, answers in scored]
    report = replace(sample(), rubric=made, results=count(made, answered, ("sagstype",), "Planer"))
    told = render_markdown(report)
    assert "Spørgsmålet er stillet i 19 ud af 139 sager. Om det skulle stilles i 6 til, er ukendt." in told
    assert "Spørgsmålet er ikke stillet i nogen af sagerne.\n" in told


def test_questions_with_the_same_options_stand_in_one_table_and_not_in_tables_of_their_own() -> None:
    choice = {"type": "choice", "options": {"ja": "Ja", "nej": "Nej"}}
    questions = [
        {**choice, "id": "læge", "text": "Deltog lægen?"},
        {**choice, "id": "borger", "text": "Deltog borgeren?", "allow": ["fremgår_ikke"], "ask_if": {"læge": "ja"}},
        {**choice, "id": "andre", "text": "Deltog andre?"},
    ]
    tables = [{"title": "Hvem deltog", "questions": ["læge", "borger"]}]
    sections = [{"id": "møde", "title": "Mødet", "questions": questions, "tables": tables}]
    changed = with_rubric(sections=sections, outcomes={}, findings=[], deadlines=[], measures=[], recommendations={})
    made = Rubric.model_validate(changed)
    answers = ({"læge": "ja", "borger": "fremgår_ikke", "andre": "ja"}, {"læge": "nej", "andre": "ja"})
    counted_cases = [(case, answers[place > 1]) for place, (case, _) in enumerate(cases()[:5])]
    report = replace(sample(), rubric=made, results=count(made, counted_cases, ("sagstype",), "Møder"))
    told = " ".join(render_markdown(report).replace("\\", "").replace("\N{NO-BREAK SPACE}", " ").split())
    assert "| Spørgsmål | Sager | Ja | Nej | Fremgår ikke |" in told
    assert "| 1.1 Deltog lægen? | 5 | 2 (40 %) | 3 (60 %) | – |" in told
    assert "| 1.2 Deltog borgeren? | 2 | 0 (0 %) | 0 (0 %) | 2 (100 %) |" in told
    assert ("Svar på 1.3" in told, "Svar på 1.1" in told, "Svar på 1.2" in told) == (True, False, False)


def test_the_caption_of_a_joint_table_has_one_mark_after_its_title() -> None:
    said = "Andelene er ud af de sager, hvor spørgsmålet i rækken er stillet"
    assert joint_table("Hvem deltog?", ["ja"], [], [], CASE).caption == f"Hvem deltog? {said}"
    assert joint_table("Deltagere", ["ja"], [], [], CASE).caption == f"Deltagere. {said}"

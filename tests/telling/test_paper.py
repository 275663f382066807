"""The måleskema on paper: every part of the language in the words its readers see."""

from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from audit.rubric.model import Rubric
from audit.rubric.reading import read_rubric
from audit.rubric.within import Within
from audit.sheets.paper_workbook import write_paper_workbook
from audit.sheets.text_room import GOES_ON
from audit.telling.condition_words import ConditionWords
from audit.telling.telling import (
    Telling,
    basis,
    begun,
    choices,
    dated_values,
    finding_text,
    kind,
    length,
    specials,
    threshold,
    with_note,
)
from tests.tools.rubrics import rubric

ROOT = Path(__file__).parents[2]
ONE = """
sections:
  - id: a
    title: A
    questions:
      - {id: q, text: Spurgt, type: choice, options: [ja, nej]}
"""


def tell(one: Rubric) -> Telling:
    return Telling(one, ConditionWords(one, {}))


def on_paper(telling: Telling, folder: Path) -> Workbook:
    """The måleskema as a workbook, read back."""
    write_paper_workbook(folder / "paper.xlsx", telling, "ab" * 32, "1.0")
    return load_workbook(folder / "paper.xlsx")


def column(workbook: Workbook, sheet: str, header: str) -> list[str | None]:
    """What stands under a header, row by row; empty where the workbook has no such sheet."""
    if sheet not in workbook.sheetnames:
        return []
    rows = list(workbook[sheet].iter_rows(values_only=True))
    (top,) = [place for place, row in enumerate(rows) if header in row[1:] or (row[0] == header and any(row[1:]))]
    place = rows[top].index(header)
    found: list[str | None] = []
    going_on = False
    for row in rows[top + 1 :]:
        said = None if row[place] is None else str(row[place])
        if not going_on:
            found.append(said)
        elif said:  # the rest of a text that is too long for one row
            found[-1] = f"{(found[-1] or '').removesuffix(GOES_ON).rstrip()} {said}"
        going_on = any(str(cell).endswith(GOES_ON) for cell in row)
    return found


def read(path: Path) -> Telling:
    reading = read_rubric(path.read_bytes(), path.name)
    assert reading.rubric is not None
    return tell(reading.rubric)


@pytest.fixture(scope="module")
def told() -> Telling:
    """A rubric with every part of the language in it."""
    return read(ROOT / "tests" / "cases" / "rubric_right.yaml")


def test_what_the_rubric_is_called(told: Telling) -> None:
    assert (told.rubric.id, told.rubric.version) == ("sygedagpenge-opfølgning", "2022.1")
    assert told.rubric.title == "Opfølgning i sager om sygedagpenge"


def test_the_outcomes_in_a_sentence(told: Telling) -> None:
    assert told.outcomes() == (
        "Udfald:",
        "»Rigtig«, »Ændres« og »Hjemvises«, det mildeste først; uden for rækken: »Ingen afgørelse«.",
    )


def test_facts_have_their_names_and_values(told: Telling) -> None:
    assert [
        (told.words.label(name), kind(one), [label for label, _ in choices(one).values()])
        for name, one in told.rubric.facts.items()
    ] == [
        ("Første fraværsdag", "en dato", []),
        ("Sagstype", "én af værdierne", ["I job", "Ledig"]),
        ("Kilde", "tekst", []),
        ("Alder", "et tal fra 16 til 80", []),
    ]


def test_questions_have_their_number_answers_and_law(told: Telling) -> None:
    followed, talks, weeks = told.rubric.sections[0].questions
    decided, remark = told.rubric.sections[1].questions
    numbers = [told.number(one.id) for one in (followed, talks, weeks, decided, remark)]
    assert numbers == ["1.1", "1.2", "1.3", "2.1", "2.2"]
    assert followed.help.strip() == "Se efter i journalen: et brev er også opfølgning."
    assert told.when(followed) == ""
    assert [with_note(*one) for one in choices(followed).values()] == ["Ja", "Delvist", "Nej"]
    assert [with_note(*one) for one in specials(followed)] == ["Fremgår ikke", "Kan ikke vurderes"]
    assert told.cites(followed.law) == ("Konstrueret lov § 1",)
    assert told.when(talks) == "spørgsmål 1.1 er besvaret med »Ja« eller »Delvist«"
    assert list(choices(talks).values())[-1] == ("Ingen samtaler", "kun alene")
    assert specials(talks) == [("Ikke relevant", "skriv hvorfor")]
    assert kind(weeks) == "et tal fra 0 til 104 uger"
    assert basis(told.cites(followed.law), followed.source) == ("Konstrueret lov § 1",)
    assert basis(told.cites(weeks.law), weeks.source) == ("konstrueret dokument, afsnit 3",)
    assert (kind(decided), kind(remark)) == ("en dato", "tekst, som ikke tælles")


def test_findings_of_one_answer_of_several_and_of_deadlines(told: Telling) -> None:
    by_text = {finding_text(one): (one, when, basis) for one, when, basis in told.findings()}
    finding, when, basis = next(told.findings())
    assert (finding_text(finding), when) == ("Opfølgningen er mangelfuld.", "spørgsmål 1.1 er besvaret med »Delvist«")
    assert told.effect(finding.outcome) == "Ændres"
    assert told.recommended(finding) == ("Kommunerne skal følge op i tide.",)
    assert basis == ("Konstrueret lov § 1",)
    without, _, basis = by_text["Ingen-samtaler"]
    assert told.effect(without.outcome) == "Rigtig (uden selvstændig betydning for udfaldet)"
    assert basis == ("Konstrueret lov § 2",)
    assert by_text["Uden-afgørelse"][1] == "spørgsmål 2.1 er besvaret med »Fremgår ikke«"
    assert by_text["Afgjort-før-sygemelding"][2] == ("konstrueret dokument, afsnit 5",)
    assert (
        by_text["For-lang-tid"][1]
        == "både svaret på spørgsmål 1.3 er mindst »Uger til revurdering« og spørgsmål 1.1 er besvaret med »Ja«"
    )
    assert by_text["Afgjort-for-sent"][1] == (
        "svaret på spørgsmål 2.1 ligger mere end 6 måneder efter »Første fraværsdag«, og »Sagstype« er »Ledig«"
    )
    assert by_text["Uden-for-tiden"][1] == (
        "svaret på spørgsmål 2.1 ligger mindre end 2 arbejdsdage eller mere end 8 uger efter »Første fraværsdag« "
        "(er den sidste dag ikke en arbejdsdag, er den næste arbejdsdag også rettidig), og »Sagstype« er »I job« "
        "(arbejdsdage er alle dage undtagen lørdage, søndage, helligdage og grundlovsdag; 1. maj, juleaftensdag og "
        "nytårsaftensdag regnes som arbejdsdage; store bededag er helligdag til og med 2023)"
    )


def test_measures_recommendation_laws_and_dated_values(told: Telling) -> None:
    first, second = told.rubric.measures[:2]
    assert told.counted(first.count) == "sager, hvor spørgsmål 1.1 er besvaret med »Ja«"
    assert told.among(first.among_label, first.among) == "alle sager"
    assert begun(told.among(second.among_label, second.among)) == "Gamle sager"
    ((name, one),) = told.rubric.recommendations.items()
    assert [finding_text(found) for found in told.speaking(name)] == ["Opfølgningen er mangelfuld.", "Ingen-samtaler"]
    assert told.among(one.among_label, one.among) == "sager, hvor udfaldet er »Rigtig« eller »Ændres«"
    shares = [threshold(told.rubric, given) for given in (one, None)]
    assert shares == ["mindst 12,5\N{NO-BREAK SPACE}%", "mindst 1 sag"]
    assert (first.label, one.text) == ("Der er fulgt op", "Kommunerne skal følge op i tide.")
    law = list(told.rubric.laws)[1]
    assert (told.rubric.laws[law].text, told.rubric.laws[law].source) == ("", "konstrueret dokument, afsnit 2")
    assert (told.cites([law]), told.asking(law)) == (("Konstrueret lov § 2",), ("2.1",))
    values = [dated for parameter in told.rubric.parameters.values() for dated in dated_values(parameter)]
    assert next(iter(told.rubric.parameters.values())).label == "Uger til revurdering"
    assert values[1] == ("1. juli 2022", "22,5 uger", "konstrueret regel 2")


def test_a_rubric_that_classifies_names_its_groups(tmp_path: Path) -> None:
    sorting = rubric(ONE, outcomes={"classes": ["gruppe_a", "gruppe_b"], "else": "gruppe_b"})
    assert tell(sorting).outcomes() == ("Grupper:", "»Gruppe a« og »Gruppe b«.")
    assert list(tell(sorting).findings()) == []
    assert on_paper(tell(sorting), tmp_path).sheetnames == ["Måleskema"]


@pytest.mark.parametrize(
    ("limits", "said"),
    [
        ({"min": 2.5}, "et tal, mindst 2,5"),
        ({"max": 40, "unit": "timer"}, "et tal, højst 40 timer"),
        ({}, "et tal"),
        ({"unit": "timer"}, "et tal i timer"),
        ({"min": 0}, "et tal, mindst 0"),
    ],
)
def test_a_number_with_one_limit_or_none(limits: dict[str, object], said: str) -> None:
    one = rubric(
        ONE, sections=[{"id": "a", "title": "A", "questions": [{"id": "q", "text": "Q", "type": "number", **limits}]}]
    )
    assert kind(one.questions["q"]) == said


@pytest.mark.parametrize(
    ("within", "said"),
    [
        ({"weeks": 3}, "3 uger"),
        ({"months": 1}, "1 måned"),
        ({"days": 0}, "0 dage"),
        ({"years": 1}, "1 år"),
        ({"workdays": 1}, "1 arbejdsdag"),
        ({"workdays": 5}, "5 arbejdsdage"),
    ],
)
def test_how_long_a_deadline_is(within: dict[str, int], said: str) -> None:
    assert length(Within(**within)) == said


@pytest.mark.parametrize("path", sorted((ROOT / "rubrics").glob("*.yaml")), ids=lambda path: path.stem)
def test_nothing_of_a_shipped_rubric_is_left_out(path: Path, tmp_path: Path) -> None:
    told = read(path)
    whole = told.rubric
    found = list(told.findings())
    assert {one.id for one, _, _ in found} == set(whole.found)
    assert all(when for _, when, _ in found)
    sheets = on_paper(told, tmp_path)
    asked = whole.questions.values()
    assert column(sheets, "Måleskema", "Nr.") == [told.number(one.id) for one in asked]
    assert column(sheets, "Måleskema", "Spørgsmål") == [one.text for one in asked]
    shown = [" ".join(text.split()) if text else None for text in column(sheets, "Måleskema", "Vejledning")]
    assert shown == [" ".join(one.help.split()) or None for one in asked]
    assert all(column(sheets, "Måleskema", "Svar"))
    assert column(sheets, "Fund", "Fund") == [finding_text(one) for one, _, _ in found]
    assert set(column(sheets, "Fund", "Fund")) >= {one.text for one in whole.found.values() if one.text}
    assert column(sheets, "Nøgletal", "Nøgletal") == [one.label for one in whole.measures]
    assert column(sheets, "Anbefalinger", "Anbefaling") == [one.text for one in whole.recommendations.values()]
    assert column(sheets, "Regler", "Regel") == [one.cite for one in whole.laws.values()]
    assert column(sheets, "Regler", "Indhold") == [one.text or None for one in whole.laws.values()]
    assert column(sheets, "Regler", "Kilde") == [one.source for one in whole.laws.values()]

"""Recorded answers: taken in by the keyboard's rules, or named cell by cell."""

import pytest

from audit.authorities import Authorities, Authority, kommuner
from audit.cases import Case, Round
from audit.errors import Problem
from audit.review.recorded import Recorded, read_recorded
from audit.rubric.parts import Special
from tests.tools.rubrics import rubric

RUBRIC = rubric(
    """
    facts:
      sagstype: {type: choice, options: [fleksjob, andre]}
    sections:
      - id: s
        title: S
        questions:
          - {id: truffet, text: Truffet, type: choice, options: [ja, nej], allow: [ikke_relevant]}
          - {id: skriftlig, text: Skriftlig, ask_if: {truffet: ja}, type: choice, options: [ja, nej]}
    """
)
DRAWN = [
    Case("751", "1", "13/1", {"sagstype": "fleksjob"}, 11),
    Case("101", "1", "13/2", {"sagstype": "andre"}, 12),
    Case("101", "2", "13/3", {"sagstype": "andre"}, 13),
]


def read(header: str, *rows: str) -> Recorded:
    cells = [row.split(";") for row in rows]
    numbered = [(number, row, row) for number, row in enumerate(cells, 2)]

    def problem(number: int, column: int, what: str, todo: str) -> Problem:
        return Problem(what, todo, line=number, column=column + 1)

    return read_recorded(header.split(";"), numbered, DRAWN, RUBRIC, kommuner(), problem)


def test_a_row_is_read_and_evaluated() -> None:
    found = read(
        "sagsnr;kommune;bedømmer;runde;truffet;skriftlig;truffet.bemærkning;skriftlig.akthenvisning;(noter)",
        "1;Aarhus;A1;;ja;ja;Se notat;akt 4;hvad som helst",
        "1;101;B2;efter høring;nej;;;;",
    )
    assert found.problems == []
    first, second = found.assessments
    assert (first.case.key, first.reviewer, first.round) == (11, "A1", Round.FIRST)
    assert first.answers["truffet"].remark == "Se notat"
    assert first.answers["skriftlig"].citation == "akt 4"
    assert first.evaluation.outcome == "rigtig"
    assert (second.case.key, second.round) == (12, Round.AFTER_HEARING)
    assert set(second.answers) == {"truffet"}


def test_the_kommune_is_not_needed_where_the_case_number_is_enough() -> None:
    assert read("sagsnr;bedømmer;truffet", "2;A1;nej").assessments[0].case.key == 13


def test_not_relevant_with_its_reason() -> None:
    found = read("sagsnr;bedømmer;truffet;truffet.bemærkning", "2;A1;ikke_relevant;Sagen er trukket tilbage")
    assert found.assessments[0].answers["truffet"].answer is Special.NOT_RELEVANT


LABELLED = rubric(
    """
    sections:
      - id: s
        title: S
        questions:
          - {id: hjemmel, text: Hjemmel, type: choice, options: {a: "Ja, klart", b: Nej}, allow: [fremgår_ikke]}
          - {id: papirer, text: Papirer, type: multi, options: {lægeattest: Lægeattest, plan: "Plan, første del",
             ingen: Ingen}, exclusive: [ingen]}
          - {id: timer, text: Timer, type: number, allow: [fremgår_ikke]}
    """
)


@pytest.mark.parametrize(
    ("question", "written", "answer"),
    [
        ("hjemmel", "Ja, klart", "a"),
        ("hjemmel", "ja, KLART", "a"),
        ("hjemmel", "B", "b"),
        ("hjemmel", "Fremgår ikke", Special.NOT_IN_PAPERS),
        ("timer", "fremgår ikke", Special.NOT_IN_PAPERS),
        ("papirer", "Plan, første del", ("plan",)),
        ("papirer", "plan; Lægeattest", ("lægeattest", "plan")),
        ("papirer", "Lægeattest, plan", ("lægeattest", "plan")),
    ],
)
def test_an_answer_may_be_written_as_its_label(question: str, written: str, answer: object) -> None:
    def problem(number: int, column: int, what: str, todo: str) -> Problem:
        return Problem(what, todo, line=number, column=column)

    rows = [(2, row := ["2", "A1", written], row)]
    found = read_recorded(["sagsnr", "bedømmer", question], rows, DRAWN, LABELLED, kommuner(), problem)
    assert found.problems == []
    assert found.assessments[0].answers[question].answer == answer


def test_a_label_of_an_option_and_of_no_answer_is_asked_about() -> None:
    both = rubric(
        """
        sections:
          - id: s
            title: S
            questions:
              - {id: q, text: Q, type: choice, options: {ja: Ja, mangler: Fremgår ikke}, allow: [fremgår_ikke]}
        """
    )

    def problem(number: int, column: int, what: str, todo: str) -> Problem:
        return Problem(what, todo, line=number, column=column)

    rows = [(number, row := ["2", "A1", text], row) for number, text in [(2, "Fremgår ikke"), (3, "fremgår_ikke")]]
    found = read_recorded(["sagsnr", "bedømmer", "q"], rows[:1], DRAWN, both, kommuner(), problem)
    assert [one.what for one in found.problems] == [
        "»Fremgår ikke« kan være både »mangler« og »fremgår_ikke«. Skriv en af dem."
    ]
    plain = read_recorded(["sagsnr", "bedømmer", "q"], rows[1:], DRAWN, both, kommuner(), problem)
    assert plain.assessments[0].answers["q"].answer is Special.NOT_IN_PAPERS


@pytest.mark.parametrize(
    ("header", "row", "line", "column", "words"),
    [
        ("sagsnr;bedømmer;truffet", "9;A1;ja", 2, 1, "sagen »9« er ikke med i undersøgelsen. Se dem, der er,"),
        ("sagsnr;bedømmer;truffet", ";A1;ja", 2, 1, "sagsnummeret mangler"),
        ("sagsnr;bedømmer;truffet", "1;A1;ja", 2, 1, "»1« findes i flere kommuner"),
        ("sagsnr;kommune;bedømmer;truffet", "1;Arhus By;A1;ja", 2, 2, "»Arhus By« er ikke en kommune"),
        ("sagsnr;bedømmer;truffet", "2;A1;jaa", 2, 3, "»jaa« er ikke et svar på »truffet« – mente du »ja«?"),
        ("sagsnr;bedømmer;truffet;skriftlig", "2;A1;nej;ja", 2, 4, "»skriftlig« er besvaret, men der spørges ikke"),
        ("sagsnr;bedømmer;truffet", "2;A1;ikke_relevant", 2, 3, "kræver en begrundelse. Skriv den i kolonnen"),
        ("sagsnr;bedømmer;truffet", "2;;ja", 2, 2, "bedømmeren mangler"),
        ("sagsnr;bedømmer;truffet", "2;Mette Jensen;ja", 2, 2, "ikke et navn"),
        ("sagsnr;bedømmer;runde;truffet", "2;A1;tredje;ja", 2, 3, "»tredje« er ikke en runde"),
        (
            "sagsnr;bedømmer;trufet",
            "2;A1;ja",
            1,
            3,
            "»trufet« er ikke et spørgsmål i måleskemaet – mente du »truffet«?",
        ),
        ("bedømmer;truffet", "A1;ja", 1, 1, "kolonnen »sagsnr« mangler"),
        ("sagsnr;bedømmer;truffet;(noter)", "2;A1;ja;010170-1234", 2, 4, "CPR-nummer"),
    ],
)
def test_what_the_keyboard_would_not_allow_is_named(header: str, row: str, line: int, column: int, words: str) -> None:
    found = read(header, row)
    assert found.assessments == []
    assert [(p.line, p.column) for p in found.problems] == [(line, column)]
    assert words in str(found.problems[0])
    assert "010170" not in str(found.problems[0])


def test_a_case_recorded_twice_in_a_round_names_the_first_row() -> None:
    found = read("sagsnr;bedømmer;truffet", "2;A1;ja", "2;B2;nej")
    assert [str(p) for p in found.problems] == ["linje 3, kolonne 1: sagen står også i linje 2. Behold den ene."]
    assert len(found.assessments) == 1


def test_every_row_is_read_before_anything_is_said() -> None:
    found = read("sagsnr;bedømmer;truffet", "9;A1;ja", "2;A1;jaa", "8;A1;nej")
    assert [p.line for p in found.problems] == [2, 3, 4]


def test_a_column_with_the_word_for_the_authority_is_told_its_heading() -> None:
    def problem(number: int, column: int, what: str, todo: str) -> Problem:
        return Problem(what, todo, line=number, column=column)

    several = Authorities([Authority("N1", "Psykiatrinævnet", "nævn"), Authority("1083", "Region Syd", "region")])
    found = read_recorded(["sagsnr", "Myndighed", "bedømmer"], [], DRAWN, RUBRIC, several, problem)
    assert [one.todo for one in found.problems] == ["Kald kolonnen med myndigheden »kommune«."]

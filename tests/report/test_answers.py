from audit.nouns import CASE
from audit.report.answers import distribution
from audit.results.model import AnswerCount, Share
from tests.tools.rubrics import rubric

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

"""How answers and facts read."""

from datetime import date
from decimal import Decimal

import pytest

from audit.authorities import kommuner
from audit.review.wording import fact_label, group_label, value_label
from audit.rubric.parts import Special
from audit.rubric.values import Answer
from tests.tools.rubrics import rubric

RUBRIC = rubric(
    """
    facts:
      afgjort: {type: date, label: Afgørelsen er fra}
      art: {type: choice, options: {fleks: Fleksjob, andet: ''}}
      timer: {type: number}
      sagens_navn: {type: text}
    sections:
      - id: s
        title: S
        questions:
          - {id: valg, text: V, type: choice, options: {ja: Ja da, nej_tak: ''}, allow: [fremgår_ikke]}
          - {id: flere, text: F, type: multi, options: {borger: Borgeren, læge: Lægen}}
          - {id: tal, text: T, type: number, unit: timer}
          - {id: dag, text: D, type: date}
          - {id: ord, text: O, type: text}
    """
)


@pytest.mark.parametrize(
    ("name", "answer", "words"),
    [
        ("valg", "ja", "Ja da"),
        ("valg", "nej_tak", "Nej tak"),
        ("valg", Special.NOT_IN_PAPERS, "Fremgår ikke"),
        ("flere", ("borger", "læge"), "Borgeren, Lægen"),
        ("tal", Decimal("12.50"), "12,5 timer"),
        ("dag", date(2013, 10, 3), "03-10-2013"),
        ("ord", "ja", "ja"),
    ],
)
def test_an_answer_in_words(name: str, answer: Answer, words: str) -> None:
    assert RUBRIC.questions[name].words(answer) == words


@pytest.mark.parametrize(
    ("name", "text", "label", "words"),
    [
        ("afgjort", "2013-10-31", "Afgørelsen er fra", "31-10-2013"),
        ("art", "fleks", "Art", "Fleksjob"),
        ("art", "andet", "Art", "Andet"),
        ("timer", "1234.5", "Timer", "1234,5"),
        ("sagens_navn", "[jf. § 50]", "Sagens navn", "[jf. § 50]"),
        ("ukendt", "2013-10-31", "Ukendt", "2013-10-31"),
        ("afgjort", "engang", "Afgørelsen er fra", "engang"),
        ("art", "", "Art", "uoplyst"),
        ("kommune", "751", "Kommune", "Aarhus"),
    ],
)
def test_a_fact_in_words(name: str, text: str, label: str, words: str) -> None:
    assert (fact_label(RUBRIC, kommuner(), name), value_label(RUBRIC, kommuner(), name, text)) == (label, words)


def test_a_group_in_words() -> None:
    assert group_label(RUBRIC, kommuner(), {}) == "Alle sager"
    assert group_label(RUBRIC, kommuner(), {"art": "fleks", "timer": ""}) == "Art: Fleksjob, Timer: uoplyst"

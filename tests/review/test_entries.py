"""What is typed at a question: keys, words, and what is refused."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.review.entries import clean
from audit.rubric.parts import Special
from audit.rubric.types import Question
from audit.rubric.values import NotAnAnswer
from tests.tools.rubrics import rubric

QUESTIONS = rubric(
    """
    sections:
      - id: s
        title: S
        questions:
          - id: valg
            text: Valg
            type: choice
            options: {ja: Ja da, nej: ''}
            allow: [fremgår_ikke, ikke_relevant]
          - id: mange
            text: Mange
            type: choice
            options: [a1, a2, a3, a4, a5, a6, a7, a8, a9, a10]
          - id: flere
            text: Flere
            type: multi
            options: {borger: Borgeren, læge: Lægen, ingen: Ingen af dem}
            exclusive: ingen
            allow: [kan_ikke_vurderes]
          - {id: timer, text: Timer, type: number, min: 0, max: 37, allow: [kan_ikke_vurderes, fremgår_ikke]}
          - {id: dag, text: Dag, type: date, allow: [ikke_relevant]}
          - {id: ord, text: Ord, type: text}
    """
).questions


def question(name: str) -> Question:
    return QUESTIONS[name]


def test_options_are_numbered_and_the_special_answers_follow() -> None:
    assert [(c.key, c.code, c.label) for c in question("valg").choices()] == [
        ("1", "ja", "Ja da"),
        ("2", "nej", "Nej"),
        ("3", "fremgår_ikke", "Fremgår ikke"),
        ("4", "ikke_relevant", "Ikke relevant"),
    ]


def test_where_the_answer_is_typed_the_special_answers_have_a_sign_and_a_number() -> None:
    assert [(c.key, c.code) for c in question("timer").choices()] == [
        ("#1", "kan_ikke_vurderes"),
        ("#2", "fremgår_ikke"),
    ]
    assert [(c.key, c.code) for c in question("dag").choices()] == [("#1", "ikke_relevant")]


def test_one_key_answers_a_choice_with_up_to_nine_options() -> None:
    assert [name for name in QUESTIONS if question(name).takes_one_key] == ["valg"]


@pytest.mark.parametrize(
    ("name", "entry", "answer"),
    [
        ("valg", "1", "ja"),
        ("valg", "nej", "nej"),
        ("valg", "3", Special.NOT_IN_PAPERS),
        ("mange", "10", "a10"),
        ("flere", "2 1", ("borger", "læge")),
        ("flere", "1,2", ("borger", "læge")),
        ("flere", "1 1", ("borger",)),
        ("flere", "3", ("ingen",)),
        ("flere", "4", Special.CANNOT_ASSESS),
        ("timer", "12,5", Decimal("12.5")),
        ("timer", "#1", Special.CANNOT_ASSESS),
        ("timer", "Fremgår ikke", Special.NOT_IN_PAPERS),
        ("dag", "31.10.2013", date(2013, 10, 31)),
        ("dag", "#1", Special.NOT_RELEVANT),
        ("ord", "  Sagens ke\u0301rne ", "Sagens kérne"),
        ("ord", "to\nlinjer\x1b[2J", "to linjer␛[2J"),
    ],
)
def test_an_entry_becomes_an_answer(name: str, entry: str, answer: object) -> None:
    assert question(name).read_keys(clean(entry)) == answer


@pytest.mark.parametrize(
    ("name", "entry", "why"),
    [
        ("valg", "5", "der er ikke noget svar 5. Vælg 1 til 4; ? viser tasterne."),
        ("valg", "x", "der er ikke noget svar x. Vælg 1 til 4; ? viser tasterne."),
        ("valg", "0", "der er ikke noget svar 0."),
        ("valg", "12", "der er ikke noget svar 12."),
        ("flere", "1 9", "der er ikke noget svar 9."),
        ("flere", "12", "der er ikke noget svar 12."),
        ("flere", "1 3", "»Ingen af dem« kan kun stå alene."),
        ("flere", "1 4", "»Kan ikke vurderes« kan kun stå alene."),
        ("flere", ",", "svaret er tomt."),
        ("timer", "38", "38 er større end 37, som er det største."),
        ("timer", "i", "»i« er ikke et tal."),
        ("dag", "31-2-2013", "datoen »31-2-2013« findes ikke."),
        ("ord", "", "svaret er tomt."),
        ("ord", "fremgår_ikke", "»fremgår_ikke« er ikke et svar på »ord«"),
    ],
)
def test_what_is_not_an_answer_is_told_why(name: str, entry: str, why: str) -> None:
    with pytest.raises(NotAnAnswer) as refused:
        question(name).read_keys(clean(entry))
    assert str(refused.value).startswith(why)


@pytest.mark.parametrize("name", list(QUESTIONS))
@pytest.mark.parametrize("entry", ["010113-1234", "0101131234", "borger 010113 1234 her", "010113\n1234"])
def test_a_cpr_number_is_refused_everywhere_and_not_repeated(name: str, entry: str) -> None:
    with pytest.raises(NotAnAnswer) as refused:
        question(name).read_keys(clean(entry))
    assert "CPR-nummer" in str(refused.value)
    assert "1234" not in str(refused.value)


@given(st.text())
def test_words_let_in_hold_nothing_a_terminal_obeys(text: str) -> None:
    try:
        words = clean(text)
    except NotAnAnswer:
        return
    assert words == clean(words)
    assert not any(ord(char) < 32 or 0x7F <= ord(char) < 0xA0 for char in words)

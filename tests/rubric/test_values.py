"""Answers as typed, as values, and as stored."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.rubric.facts import decode_fact, read_fact, read_facts
from audit.rubric.model import Fact
from audit.rubric.parts import Special
from audit.rubric.values import NotAnAnswer, encode, read_date, read_number
from tests.tools.rubrics import rubric

QUESTIONS = rubric(
    """
    sections:
      - id: s
        title: S
        questions:
          - {id: valg, text: V, type: choice, options: [ja, nej, ændret], allow: [fremgår_ikke]}
          - {id: flere, text: F, type: multi, options: [a, b, c, ingen], exclusive: ingen}
          - {id: tal, text: T, type: number, min: 0, max: 37}
          - {id: dag, text: D, type: date}
          - {id: ord, text: O, type: text}
    """
).questions


@pytest.mark.parametrize(
    ("question", "text", "value"),
    [
        ("valg", " ja ", "ja"),
        ("valg", "nej", "nej"),
        ("valg", "fremgår_ikke", Special.NOT_IN_PAPERS),
        ("valg", "fremga\u030ar_ikke", Special.NOT_IN_PAPERS),
        ("flere", "c, a,a", ("a", "c")),
        ("flere", "ingen", ("ingen",)),
        ("tal", "12,5", Decimal("12.5")),
        ("tal", "12.5", Decimal("12.5")),
        ("tal", "1,000", Decimal(1)),
        ("tal", "1.1250", Decimal("1.125")),
        ("tal", "0", Decimal(0)),
        ("dag", "31.10.2013", date(2013, 10, 31)),
        ("dag", "2013-10-31", date(2013, 10, 31)),
        ("ord", "  jf. § 50 ", "jf. § 50"),
    ],
)
def test_reading(question: str, text: str, value: object) -> None:
    assert QUESTIONS[question].read(text) == value


@pytest.mark.parametrize(
    ("text", "number"),
    [("53.000,50", "53000.50"), ("-1.250.000", "-1250000"), ("1.000,0", "1000.0"), ("1,000", "1.000")],
)
def test_points_between_thousands_are_read_where_they_can_be_nothing_else(text: str, number: str) -> None:
    assert read_number(text) == Decimal(number)


@pytest.mark.parametrize(
    ("question", "text", "words"),
    [
        ("valg", "jaa", "»jaa« er ikke et svar på »valg« – mente du »ja«?"),
        ("valg", "xyz", "Svarene er »ja«, »nej«, »ændret« og »fremgår_ikke«."),
        ("valg", "kan_ikke_vurderes", "»kan_ikke_vurderes« er ikke et svar"),
        ("valg", "", "tomt"),
        ("flere", "a, ingen", "»ingen« kan kun stå alene"),
        ("flere", ",", "mindst én"),
        ("tal", "38", "38 er større end 37"),
        ("tal", "-1", "-1 er mindre end 0"),
        ("tal", "1e3", "ikke et tal"),
        ("tal", "NaN", "ikke et tal"),
        ("tal", "1.000", "punktummet i »1.000« kan betyde tusind eller decimaler. Skriv 1000 eller 1,0."),
        ("tal", "-12.500", "Skriv -12500 eller -12,5."),
        ("tal", "0.125", "Skriv 125 eller 0,125."),
        ("tal", "1.500,00", "1.500,00 er større end 37"),
        ("tal", "1.50,00", "ikke et tal"),
        ("tal", "1500.000,0", "ikke et tal"),
        ("dag", "31-11-2013", "findes ikke"),
        ("dag", "31-13-2013", "findes ikke"),
        ("dag", "i går", "ikke en dato"),
        ("ord", "fremgår_ikke", "er ikke et svar"),
    ],
)
def test_what_is_not_an_answer_is_answered_in_danish(question: str, text: str, words: str) -> None:
    with pytest.raises(NotAnAnswer) as refusal:
        QUESTIONS[question].read(text)
    assert words in str(refusal.value)


ANSWERS = st.one_of(
    st.tuples(st.just("valg"), st.sampled_from(["ja", "nej", "ændret"])),
    st.tuples(st.just("flere"), st.sampled_from([("a",), ("a", "c"), ("ingen",)])),
    st.tuples(st.just("tal"), st.decimals(0, 37, places=3)),
    st.tuples(st.just("dag"), st.dates()),
)


@given(ANSWERS)
def test_what_is_stored_is_read_back_the_same(pair: tuple[str, object]) -> None:
    name, answer = pair
    question = QUESTIONS[name]
    stored = encode(answer)
    assert question.decode(stored) == answer
    typed = stored[0].replace(".", ",") if name == "tal" else ",".join(stored)
    assert question.read(typed) == answer
    assert encode(question.decode(stored)) == stored


def test_numbers_are_stored_in_one_way_only() -> None:
    assert encode(Decimal("12.50")) == encode(Decimal("12.5")) == ("12.5",)
    assert encode(Decimal("10")) == encode(Decimal("1E+1")) == ("10",)
    assert encode(Decimal("0.00")) == ("0",)


@given(st.text())
def test_no_text_makes_reading_fail_otherwise(text: str) -> None:
    for question in QUESTIONS.values():
        try:
            answer = question.read(text)
        except NotAnAnswer as refusal:
            assert str(refusal)
        else:
            assert encode(answer)
    for reader in (read_date, read_number):
        try:
            reader(text)
        except NotAnAnswer as refusal:
            assert str(refusal)


def test_a_fact_is_read_by_its_type() -> None:
    kind = Fact.model_validate({"type": "choice", "options": ["fleksjob", "andre"]})
    assert read_fact(kind, "andre") == "andre"
    with pytest.raises(NotAnAnswer, match=r"»flexjob« .* mente du »fleksjob«"):
        read_fact(kind, "flexjob")
    assert read_fact(Fact(type="date"), "1-2-2013") == date(2013, 2, 1)
    assert read_fact(Fact(type="number"), "3,0") == Decimal(3)
    with pytest.raises(NotAnAnswer, match="Skriv 1000 eller 1,0"):
        read_fact(Fact(type="number"), "1.000")


@given(st.decimals(-1000, 1000, places=3))
def test_a_stored_fact_is_read_back_whatever_its_decimals(number: Decimal) -> None:
    fact = Fact(type="number")
    stored = encode(number)[0]
    assert decode_fact(fact, stored) == number
    about = rubric(
        "{facts: {alder: {type: number}}, sections: [{id: s, title: S, questions: [{id: q, text: Q, type: text}]}]}"
    )
    assert read_facts(about, {"alder": stored}) == {"alder": number}

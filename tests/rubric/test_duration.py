"""duration: hours and minutes on every road an answer takes."""

from datetime import timedelta

import pytest

from audit.nouns import CASE
from audit.report.answers import distribution
from audit.results.model import AnswerCount, Share
from audit.revision.collected import Given, fits
from audit.rubric.condition import parse_condition
from audit.rubric.evaluate import Evaluator
from audit.rubric.model import Rubric
from audit.rubric.reading import read_rubric
from audit.rubric.values import NotAnAnswer, encode
from audit.telling.condition_words import ConditionWords
from audit.workshop.mutation.mutants import mutants
from audit.workshop.reach.domains import Domains
from audit.workshop.selftest import run_tests

TEXT = """
format: 1
id: tid
version: "1"
title: Tid
outcomes: {ladder: [rigtig, forkert]}
laws: {l: {cite: LAB, source: fil}}
sections:
  - id: s
    title: S
    questions:
      - {id: tid, text: Hvor længe?, law: l, type: duration, min: 1:00, max: 100:00, allow: [fremgår_ikke]}
      - {id: mere, text: Mere?, law: l, type: choice, options: [ja, nej], ask_if: {tid: {at_most: 26:30}}}
findings:
  - {id: kort, outcome: forkert, law: l, when: {any: [{tid: {at_most: 10:00}}, {tid: 37:00}]}}
tests:
  - {name: kort, given: {tid: 9:30, mere: ja}, expect: {findings: [kort], refused: {tid: 90}}}
  - {name: lige, given: {tid: 37:00}, expect: {findings: [kort], not_asked: mere}}
  - {name: langt, given: {tid: 37:01}, expect: {findings: []}}
"""


def read(text: str = TEXT) -> Rubric:
    reading = read_rubric(text.encode(), "f")
    assert reading.rubric is not None, reading.problems
    return reading.rubric


RUBRIC = read()
TID = RUBRIC.questions["tid"]


@pytest.mark.parametrize(
    ("typed", "hours", "minutes", "stored"),
    [("26:30", 26, 30, "26:30"), ("1:00", 1, 0, "1:00"), ("026:05", 26, 5, "26:05"), (" 99:59 ", 99, 59, "99:59")],
)
def test_what_is_typed_is_read_stored_and_taken_back(typed: str, hours: int, minutes: int, stored: str) -> None:
    value = timedelta(hours=hours, minutes=minutes)
    assert TID.read(typed) == TID.read_keys(typed.strip()) == value
    assert encode(value) == (stored,)
    assert TID.decode((stored,)) == value
    assert TID.words(value) == stored


@pytest.mark.parametrize(
    "typed", ["90", "1,5", "26.30", "26:60", "26:3", "-1:00", "10000:00", "1:00:00", "kan_ikke_vurderes"]
)
def test_anything_else_is_refused_with_what_to_write(typed: str) -> None:
    with pytest.raises(NotAnAnswer, match="er ikke timer og minutter. Skriv timer:minutter, fx 26:30."):
        TID.read(typed)


def test_the_limits_hold() -> None:
    with pytest.raises(NotAnAnswer, match="0:59 er mindre end 1:00, som er det mindste"):
        TID.read("0:59")
    with pytest.raises(NotAnAnswer, match="100:01 er større end 100:00, som er det største"):
        TID.read("100:01")
    assert [fits(TID, Given((text,))) for text in ("1:00", "100:00", "100:01", "90")] == [True, True, False, False]


def test_conditions_compare_it() -> None:
    assert all(one.passed for one in run_tests(RUBRIC).outcomes)
    unknown = Evaluator(RUBRIC).evaluate({"tid": TID.read("fremgår_ikke")}, {})
    assert unknown.outcome == "kan_ikke_vurderes"
    said = ConditionWords(RUBRIC).say(parse_condition({"tid": {"at_most": "26:30"}}))
    assert said == "svaret på spørgsmål 1.1 er højst 26:30"


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ("min: 1:00", "min: 90", "»90« er ikke timer og minutter. Skriv timer:minutter, fx 26:30."),
        ("min: 1:00", "min: 100:01", "»max« (100:00) er mindre end »min« (100:01)."),
        ("at_most: 26:30", "at_most: 26.5", "»tid« er en varighed, men »26.5« er det ikke."),
        ("tid: 37:00}]", "tid: 101:00}]", "101:00 er større, end »tid« kan være (100:00)."),
        ("at_most: 26:30", "at_most: {question: mere}", "kan ikke sammenlignes"),
    ],
)
def test_mistakes_in_the_rubric_are_named(before: str, after: str, words: str) -> None:
    reading = read_rubric(TEXT.replace(before, after).encode(), "f")
    assert any(words in problem.what + problem.todo for problem in reading.problems), reading.problems


def test_the_answers_tried_stand_at_each_limit_and_beside_it() -> None:
    tried = [encode(state)[0] for state in Domains(RUBRIC).of("tid") if isinstance(state, timedelta)]
    assert tried == [
        "1:00",
        "1:01",
        "9:59",
        "10:00",
        "10:01",
        "26:29",
        "26:30",
        "26:31",
        "36:59",
        "37:00",
        "37:01",
        "99:59",
        "100:00",
    ]
    said = " ".join(mutant.said for mutant in mutants(RUBRIC))
    assert "grænsen 26:30 i »tid«" in said and "grænsen 100:00 (»max« på »tid«)" in said


def test_a_report_lists_few_in_order_of_length_and_tells_the_span_of_many() -> None:
    counts = [AnswerCount("tid", text, text, False, Share(1, 20)) for text in ("10:00", "9:30")]
    assert [label for label, _ in distribution(TID, counts, CASE)[0]] == ["9:30", "10:00"]
    many = [AnswerCount("tid", f"{hour}:00", "", False, Share(1, 20)) for hour in range(2, 18)]
    assert distribution(TID, many, CASE)[1] == ["Svarene ligger fra 2:00 til 17:00."]


def test_readers_see_how_it_is_written() -> None:
    assert TID.told() == "en varighed (timer:minutter) fra 1:00 til 100:00"
    assert TID.how_to_answer() == "Skriv en varighed (timer:minutter, fx 26:30) fra 1:00 til 100:00, og tryk Enter."

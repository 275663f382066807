"""Where two assessments part, and what is left for the third: tests/cases/comparing.yaml, and any rubric at all."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from audit.agreement.comparing import ComparedAssessments, Facts, Side, compare
from audit.agreement.deciding import AdjudicatedDifference, Adjudication, DoubleOnDesk, ReasonCode, WhoseAnswer
from audit.agreement.state import SettlingState, state_of
from audit.cases import Case
from audit.rubric.evaluate import Evaluator
from audit.rubric.model import Rubric
from audit.rubric.parts import Special
from audit.rubric.reading import read_rubric
from audit.rubric.values import Answer
from tests.tools.rubric_strategies import answers_to, facts_for, rubrics
from tests.tools.rubrics import plain

CASES = plain((Path(__file__).parents[1] / "cases" / "comparing.yaml").read_text("utf-8"))
TEXT = """
format: 1
id: to-bedømmelser
version: "1"
title: To bedømmelser
outcomes: {ladder: [rigtig, ændres]}
sections:
  - id: a
    title: Afgørelsen
    questions:
      - {id: skriftlig, text: "Er den skriftlig?", type: choice, options: [ja, nej], source: opdigtet}
      - id: begrundet
        text: Er den begrundet?
        type: choice
        options: [ja, nej]
        source: opdigtet
        ask_if: {skriftlig: ja}
        findings: {nej: {id: ubegrundet, outcome: ændres}}
      - {id: hvorfor, text: "Med hvad?", type: choice, options: [lov, skøn], source: opdigtet, ask_if: {begrundet: ja}}
      - {id: klage, text: "Klage?", type: choice, options: [ja, nej], allow: [fremgår_ikke], source: opdigtet}
      - {id: note, text: "Andet?", type: text, required: false, source: opdigtet}
"""
KLAGE = next(line for line in TEXT.splitlines(keepends=True) if "id: klage" in line)
FIRST_KLAGE = TEXT.replace(KLAGE, "").replace("    questions:\n", f"    questions:\n{KLAGE}")


def read(text: str) -> Rubric:
    found = read_rubric(text.encode(), "to-bedømmelser.yaml").rubric
    assert found
    return found


RUBRIC = read(TEXT)
EVALUATOR = Evaluator(RUBRIC)


def side(answers: Mapping[str, Any], evaluator: Evaluator = EVALUATOR) -> Side:
    questions = evaluator.rubric.questions
    return Side.of(evaluator, {name: questions[name].read(str(text)) for name, text in answers.items()}, {})


def compared(case: dict[str, Any]) -> ComparedAssessments:
    return compare(EVALUATOR, {}, side(case["first"]), side(case["second"]))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_a_case(case: dict[str, Any]) -> None:
    found = compared(case)
    assert list(found.equal) == case["equal"]
    assert found.alike == case.get("alike", len(found.equal))
    assert found.compared == found.alike + len(found.differences)
    told = {}
    for name, one in found.differences.items():
        told[name] = {"kind": str(one.kind)}
        told[name] |= {"follows": list(one.follows)} if one.follows else {}
        told[name] |= {"changes_outcome": "true"} if one.changes_outcome else {}
    assert told == case["differences"]


def decided_by(
    evaluator: Evaluator, facts: Facts, comparison: ComparedAssessments, choose: Callable[[Adjudication, str], Answer]
) -> tuple[Adjudication, list[str]]:
    """The adjudication when everything open is decided as ``choose`` says, and the questions it was asked, in order."""
    asked: list[str] = []
    answers: dict[str, Answer] = {}
    decisions: dict[str, AdjudicatedDifference] = {}
    while True:
        found = Adjudication(comparison, answers, evaluator.evaluate(answers, facts), decisions)
        if found.to_carry:
            answers = {**answers, **found.to_carry}
        elif found.open:
            name = found.open[0]
            asked.append(name)
            assert len(asked) <= len(evaluator.rubric.questions)
            answer = choose(found, name)
            answers = {**answers, name: answer}
            chosen = found.chosen(name, answer)
            one = AdjudicatedDifference(name, chosen, ReasonCode.OVERLOOKED, "et bilag", comparison.pair(name))
            decisions = {**decisions, name: one}
        else:
            return found, asked


@given(st.data())
def test_taking_one_sides_answers_gives_that_side_and_asks_no_more_than_the_differences(data: st.DataObject) -> None:
    drawn = data.draw(rubrics())
    evaluator, facts = Evaluator(drawn), data.draw(facts_for(drawn))
    first, second = (Side.of(evaluator, data.draw(answers_to(drawn, every=True)), facts) for _ in range(2))
    assume(first.evaluation.complete and second.evaluation.complete)
    comparison = compare(evaluator, facts, first, second)
    assert not comparison.equal.keys() & comparison.differences.keys()
    for one, who in ((first, WhoseAnswer.FIRST), (second, WhoseAnswer.SECOND)):
        found, asked = decided_by(evaluator, facts, comparison, lambda _, name, one=one: one.answers[name])
        assert found.settled
        assert set(asked) <= comparison.differences.keys()
        assert len(asked) == len(set(asked))
        asked_of = [name for name in found.evaluation.asked if drawn.questions[name].printed]
        assert {name: found.answers[name] for name in asked_of} == {name: one.answers[name] for name in asked_of}
        assert found.evaluation.derived == one.evaluation.derived
        assert {each.chosen for each in found.decisions.values()} <= {who}
    unlike = {
        name
        for name, question in drawn.questions.items()
        for pair in [(first.answers.get(name), second.answers.get(name))]
        if pair[0] != pair[1] and (question.printed or any(isinstance(one, Special) for one in pair))
    }
    assert bool(comparison.differences) == bool(unlike)
    assert (first.evaluation.derived == second.evaluation.derived) or any(
        each.changes_outcome for each in comparison.differences.values()
    )


@given(st.data())
def test_whatever_is_decided_the_case_ends_and_equal_answers_are_never_asked(data: st.DataObject) -> None:
    drawn = data.draw(rubrics())
    evaluator, facts = Evaluator(drawn), data.draw(facts_for(drawn))
    first, second = (Side.of(evaluator, data.draw(answers_to(drawn, every=True)), facts) for _ in range(2))
    assume(first.evaluation.complete and second.evaluation.complete)
    comparison = compare(evaluator, facts, first, second)
    own = data.draw(answers_to(drawn, every=True))
    found, asked = decided_by(evaluator, facts, comparison, lambda _, name: own[name])
    assert found.settled
    assert not set(asked) & comparison.equal.keys()
    assert found.evaluation.complete


def adjudication(first: dict[str, str], second: dict[str, str], answers: dict[str, str], *decided: str) -> Adjudication:
    comparison = compare(EVALUATOR, {}, side(first), side(second))
    given_ = {name: RUBRIC.questions[name].read(text) for name, text in answers.items()}
    made = {}
    for name in decided:
        made[name] = AdjudicatedDifference(name, WhoseAnswer.OWN, ReasonCode.SLIP, "bilag 2", ("ja", "nej"))
    return Adjudication(comparison, given_, EVALUATOR.evaluate(given_, {}), made)


PARTED = {"skriftlig": "nej", "klage": "ja"}, {"skriftlig": "nej", "klage": "nej"}


def test_a_decision_is_settled_until_one_of_the_two_answers_changes() -> None:
    settled = adjudication(*PARTED, {"skriftlig": "nej", "klage": "ja"}, "klage")
    assert (settled.open, settled.settled, settled.stale) == ((), True, False)
    assert state_of(settled.comparison, settled) is SettlingState.DECIDED
    changed = {**PARTED[1], "klage": "fremgår_ikke"}
    again = adjudication(PARTED[0], changed, {"skriftlig": "nej", "klage": "ja"}, "klage")
    assert (again.open, again.settled, again.stale) == (("klage",), False, True)
    assert state_of(again.comparison, again) is SettlingState.STALE


def test_a_shared_answer_changed_afterwards_is_carried_over_and_no_difference() -> None:
    first, second = ({**one, "note": "bilag 3"} for one in PARTED)
    found = adjudication(first, second, {"skriftlig": "nej", "klage": "ja", "note": "bilag 2"}, "klage")
    assert (found.open, found.to_carry) == ((), {"note": "bilag 3"})
    assert state_of(found.comparison, found) is SettlingState.STALE


def test_an_adjudication_from_a_file_is_taken_at_its_word() -> None:
    whole = adjudication(*PARTED, {"skriftlig": "ja", "begrundet": "nej", "klage": "ja"})
    assert (whole.open, whole.to_carry, whole.settled) == ((), {}, True)
    assert state_of(whole.comparison, whole) is SettlingState.DECIDED
    alike = adjudication(PARTED[0], PARTED[0], {"skriftlig": "nej", "klage": "ja"})
    assert state_of(alike.comparison, alike) is SettlingState.ALIKE
    half = adjudication(*PARTED, {"klage": "ja"})
    assert (half.open, half.to_carry) == (("klage",), {"skriftlig": "nej"})


def test_two_that_have_come_to_agree_against_the_decision_are_asked_about_again() -> None:
    alike = PARTED[1], PARTED[1]
    found = adjudication(*alike, {"skriftlig": "nej", "klage": "ja"}, "klage")
    assert (found.open, found.to_carry) == (("klage",), {})
    as_they_say = adjudication(*alike, {"skriftlig": "nej", "klage": "nej"}, "klage")
    assert (as_they_say.open, as_they_say.settled) == ((), True)


def test_an_answer_that_followed_is_carried_over_again_when_its_side_changes_it() -> None:
    first = {"skriftlig": "ja", "begrundet": "nej", "klage": "ja"}
    found = adjudication(first, PARTED[0], {"skriftlig": "ja", "begrundet": "ja", "hvorfor": "lov"}, "skriftlig")
    assert found.to_carry == {"klage": "ja", "begrundet": "nej"}


def test_the_difference_about_the_outcome_comes_first() -> None:
    first = {"klage": "ja", "skriftlig": "ja", "begrundet": "nej"}
    second = {"klage": "nej", "skriftlig": "ja", "begrundet": "ja", "hvorfor": "lov"}
    assert adjudication(first, second, {"skriftlig": "ja"}).open == ("begrundet", "klage")
    reordered = Evaluator(read(FIRST_KLAGE))
    found = compare(reordered, {}, side(first, reordered), side(second, reordered))
    assert list(found.differences) == ["klage", "begrundet"]
    answers = {"skriftlig": "ja"}
    assert Adjudication(found, answers, reordered.evaluate(answers, {}), {}).open == ("begrundet", "klage")


def test_where_only_several_together_change_the_outcome_all_are_marked() -> None:
    two_of_three = Evaluator(read(TWO_OF_THREE))
    first, second = (side(dict.fromkeys("abc", answer), two_of_three) for answer in ("nej", "ja"))
    found = compare(two_of_three, {}, first, second)
    assert (first.evaluation.derived, second.evaluation.derived) == ("rigtig", "ændres")
    assert [one.changes_outcome for one in found.differences.values()] == [True, True, True]


TWO_OF_THREE = """
format: 1
id: to-af-tre
version: "1"
title: To af tre
outcomes: {ladder: [rigtig, ændres]}
sections:
  - id: s
    title: Afsnit
    questions:
      - {id: a, text: "A?", type: choice, options: [ja, nej], source: opdigtet}
      - {id: b, text: "B?", type: choice, options: [ja, nej], source: opdigtet}
      - {id: c, text: "C?", type: choice, options: [ja, nej], source: opdigtet}
findings:
  - id: to
    outcome: ændres
    when: {any: [{all: [{a: ja}, {b: ja}]}, {all: [{a: ja}, {c: ja}]}, {all: [{b: ja}, {c: ja}]}]}
    source: opdigtet
"""


def test_a_is_now_the_first_and_now_the_second() -> None:
    found = adjudication(*PARTED, {})
    shown = {DoubleOnDesk(Case("751", f"2013-{n}", ""), found, ({}, {})).shown_first for n in range(20)}
    assert shown == {0, 1}

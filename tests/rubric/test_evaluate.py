"""Evaluation: the jurist's cases in tests/cases/evaluate.yaml, and what must hold for any rubric."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.rubric.conditions import holds
from audit.rubric.evaluate import Evaluation, Evaluator
from audit.rubric.facts import read_facts
from audit.rubric.made import compile_findings
from audit.rubric.model import Rubric
from audit.rubric.parts import NOT_ASSESSABLE, Special
from audit.rubric.tally import Catalogue, Item, ItemKind
from audit.rubric.values import Answer, as_text
from tests.tools.rubrics import HEAD, plain, rubric

FILE = plain((Path(__file__).parents[1] / "cases" / "evaluate.yaml").read_text("utf-8"))
RUBRIC = Rubric.model_validate(HEAD | FILE["rubric"])
CATALOGUE = Catalogue(RUBRIC)
COUNTED = {
    "counted": ItemKind.MEASURE_COUNT,
    "among": ItemKind.MEASURE_AMONG,
    "unknown": ItemKind.MEASURE_UNKNOWN,
    "among_unknown": ItemKind.MEASURE_AMONG_UNKNOWN,
    "recommended": ItemKind.RECOMMEND_COUNT,
    "recommended_among": ItemKind.RECOMMEND_AMONG,
    "recommended_unknown": ItemKind.RECOMMEND_UNKNOWN,
    "recommended_among_unknown": ItemKind.RECOMMEND_AMONG_UNKNOWN,
    "findings_unknown": ItemKind.FINDING_UNKNOWN,
    "findings_among": ItemKind.FINDING_AMONG,
}
"""The words of the cases for what a case is counted as."""


def evaluate(case: dict[str, Any]) -> Evaluation:
    answers = {k: v for k, v in (FILE["base"]["answers"] | case.get("answers", {})).items() if v is not None}
    facts = FILE["base"]["facts"] | case.get("facts", {})
    read = {name: RUBRIC.questions[name].read(as_text(value)) for name, value in answers.items()}
    return Evaluator(RUBRIC).evaluate(read, read_facts(RUBRIC, facts))


def codes(evaluation: Evaluation, kind: ItemKind) -> list[str]:
    """What the case is counted as, in the rubric's order."""
    counted = CATALOGUE.counted(evaluation.tally)
    return [item.code for item in CATALOGUE.items if item.kind is kind and item in counted]


@pytest.mark.parametrize("case", FILE["cases"], ids=[case["name"] for case in FILE["cases"]])
def test_case(case: dict[str, Any]) -> None:
    found = evaluate(case)
    seen = {
        "outcome": found.outcome,
        "findings": list(found.findings),
        "unanswered": list(found.unanswered),
        "not_asked": [name for name in RUBRIC.questions if name not in found.asked],
    }
    seen |= {name: codes(found, kind) for name, kind in COUNTED.items()}
    wanted = {key: value for key, value in case.items() if key not in ("name", "facts", "answers", "not_made")}
    assert {key: seen[key] for key in wanted} == wanted
    assert not set(case.get("not_made", ())) & {*found.findings, *seen["findings_unknown"], *seen["findings_among"]}
    if found.complete:
        assert codes(found, ItemKind.FINDING) == list(found.findings)
        assert codes(found, ItemKind.OUTCOME) == codes(found, ItemKind.DERIVED) == [found.outcome]


def test_every_kind_of_thing_a_case_is_counted_in_is_tried() -> None:
    tried = {key for case in FILE["cases"] for key in case if case.get(key)}
    assert set(COUNTED) <= tried


def test_the_answers_are_counted_with_what_was_asked() -> None:
    counted = CATALOGUE.counted(evaluate({"answers": {"målgruppe": "fremgår_ikke", "skriftlig": "nej"}}).tally)
    asked = [item.code for item in CATALOGUE.items if item.kind is ItemKind.ASKED and item in counted]
    assert asked == [name for name in RUBRIC.questions if name != "vejledning"]
    assert {item for item in counted if item.code in ("målgruppe", "skriftlig", "vejledning", "papirer", "timer")} == {
        *(Item(ItemKind.ASKED, name) for name in ("målgruppe", "skriftlig", "papirer", "timer")),
        Item(ItemKind.SPECIAL, "målgruppe", "fremgår_ikke"),
        Item(ItemKind.ANSWER, "skriftlig", "nej"),
        Item(ItemKind.ANSWER, "papirer", "journal"),
        Item(ItemKind.ANSWER, "papirer", "attest"),
    }


def test_a_ruling_counts_in_place_of_what_follows_from_the_answers() -> None:
    """A measure of the outcome counts the ruling; what follows from the answers is kept beside it."""
    base = FILE["base"]
    read = {name: RUBRIC.questions[name].read(as_text(value)) for name, value in base["answers"].items()}
    found = Evaluator(RUBRIC).evaluate(read, read_facts(RUBRIC, base["facts"]), ruling="hjemvises")
    assert (found.derived, found.outcome) == ("rigtig", "hjemvises")
    assert (codes(found, ItemKind.DERIVED), codes(found, ItemKind.OUTCOME)) == (["rigtig"], ["hjemvises"])
    assert codes(found, ItemKind.MEASURE_COUNT) == ["med-vejledning"], "not »rigtige«"


def test_recommendations_are_counted_among_the_cases_they_concern() -> None:
    written = evaluate({"answers": {"skriftlig": "nej", "vejledning": None}})
    undecided = evaluate({"answers": {"truffet": "nej", "skriftlig": None, "vejledning": None}})
    assert codes(written, ItemKind.RECOMMEND_AMONG) == ["skriv"]
    assert codes(undecided, ItemKind.RECOMMEND_AMONG) == []


def test_classes_take_the_first_rule_that_holds() -> None:
    sorting = rubric(
        """
        outcomes:
          classes: [A, B, C]
          rules:
            - {class: A, when: {plan: ja}}
            - {class: B, when: {alder: {at_least: 5}}}
          else: C
        sections:
          - id: s
            title: S
            questions:
              - {id: plan, text: Plan, type: choice, options: [ja, nej], allow: [fremgår_ikke]}
              - {id: alder, text: Alder, type: number}
        """
    )
    evaluator = Evaluator(sorting)

    def sort(plan: str, age: str) -> str | None:
        texts = {"plan": plan, "alder": age}
        return evaluator.evaluate({n: sorting.questions[n].read(t) for n, t in texts.items()}, {}).outcome

    assert [sort("ja", "9"), sort("nej", "5"), sort("nej", "4")] == ["A", "B", "C"]
    assert sort("fremgår_ikke", "9") == NOT_ASSESSABLE


def test_a_class_that_every_open_rule_gives_is_not_open() -> None:
    sorting = rubric(
        """
        outcomes:
          classes: [A, B]
          rules:
            - {class: A, when: {plan: ja}}
            - {class: A, when: {mål: ja}}
            - {class: B, when: {mål: nej}}
          else: A
        sections:
          - id: s
            title: S
            questions:
              - {id: plan, text: Plan, type: choice, options: [ja, nej], allow: [fremgår_ikke]}
              - {id: mål, text: Mål, type: choice, options: [ja, nej], allow: [fremgår_ikke]}
        """
    )

    def sort(plan: str, goal: str) -> str | None:
        texts = {"plan": plan, "mål": goal}
        read = {name: sorting.questions[name].read(text) for name, text in texts.items()}
        return Evaluator(sorting).evaluate(read, {}).outcome

    assert sort("fremgår_ikke", "ja") == "A"
    assert sort("fremgår_ikke", "nej") == NOT_ASSESSABLE
    assert sort("nej", "fremgår_ikke") == NOT_ASSESSABLE


def test_a_limit_can_be_another_answer() -> None:
    hours = rubric(
        """
        sections:
          - id: s
            title: S
            questions:
              - {id: vurderet, text: Vurderet, type: number}
              - {id: aftalt, text: Aftalt, type: number, allow: [fremgår_ikke]}
        findings:
          - {id: lavere, when: {not: {aftalt: {at_least: {question: vurderet}}}}, outcome: ændres}
        """
    )

    def findings(agreed: str) -> tuple[str, ...]:
        texts = {"vurderet": "10", "aftalt": agreed}
        read = {name: hours.questions[name].read(text) for name, text in texts.items()}
        return Evaluator(hours).evaluate(read, {}).findings

    assert (findings("9,5"), findings("10"), findings("fremgår_ikke")) == (("lavere",), (), ())


# Any rubric of choice questions hanging on each other, any answers.

ANSWERS = ["ja", "nej", *map(str, Special)]


@st.composite
def rubrics(draw: st.DrawFn) -> Rubric:
    size = draw(st.integers(1, 6))
    questions = []
    for number in range(size):
        question: dict[str, Any] = {
            "id": f"q{number}",
            "text": "?",
            "type": "choice",
            "options": ["ja", "nej"],
            "allow": draw(st.lists(st.sampled_from(list(Special)), unique=True)),
        }
        if number and draw(st.booleans()):
            question["ask_if"] = draw(conditions(number))
        outcome = draw(st.sampled_from([None, "rigtig", "ændres", "hjemvises", "ingen_afgørelse"]))
        if outcome:
            question["findings"] = {draw(st.sampled_from(["ja", "nej"])): {"id": f"f{number}", "outcome": outcome}}
        questions.append(question)
    combined = draw(st.lists(conditions(size), max_size=2))
    outcomes = st.sampled_from(["rigtig", "ændres", "hjemvises"])
    extra = [{"id": f"c{n}", "when": when, "outcome": draw(outcomes)} for n, when in enumerate(combined)]
    sections = [{"id": "s", "title": "S", "questions": questions}]
    return Rubric.model_validate(HEAD | {"sections": sections, "findings": extra})


def conditions(below: int) -> st.SearchStrategy[dict[str, Any]]:
    name = st.integers(0, below - 1).map(lambda number: f"q{number}")
    atom = st.builds(lambda n, v: {n: v}, name, st.lists(st.sampled_from(ANSWERS), min_size=1, max_size=2))
    return st.recursive(
        atom,
        lambda inner: st.one_of(
            st.lists(inner, min_size=1, max_size=3).map(lambda parts: {"all": parts}),
            st.lists(inner, min_size=1, max_size=3).map(lambda parts: {"any": parts}),
            inner.map(lambda part: {"not": part}),
        ),
        max_leaves=4,
    )


@st.composite
def scored(draw: st.DrawFn) -> tuple[Rubric, dict[str, Answer]]:
    drawn = draw(rubrics())
    answers: dict[str, Answer] = {}
    for question in drawn.questions.values():
        text = draw(st.sampled_from([None, "ja", "nej", *map(str, question.allow)]))
        if text is not None:
            answers[question.id] = question.read(text)
    return drawn, answers


@given(scored())
def test_hidden_answers_never_count(given_: tuple[Rubric, dict[str, Answer]]) -> None:
    drawn, answers = given_
    evaluator = Evaluator(drawn)
    found = evaluator.evaluate(answers, {})
    shown = {name: answer for name, answer in answers.items() if name in found.asked}
    assert evaluator.evaluate(shown, {}) == found
    assert set(found.unanswered) <= set(found.asked)


@given(scored(), st.data())
def test_what_is_looked_up_is_what_would_be_worked_out(
    given_: tuple[Rubric, dict[str, Answer]], data: st.DataObject
) -> None:
    """An evaluator that has seen other cases says the same of a case as a new one, and as each condition by itself."""
    drawn, answers = given_
    used = Evaluator(drawn)
    for _ in range(3):
        others = {name: data.draw(st.sampled_from(["ja", "nej"])) for name in drawn.questions}
        used.evaluate(others, {})
    found = used.evaluate(answers, {})
    assert found == Evaluator(drawn).evaluate(answers, {})
    view, _ = used.view(answers, {})
    conditions = compile_findings(drawn).items()
    assert list(found.findings) == [name for name, condition in conditions if holds(condition(view))]


@given(scored(), st.sampled_from(["ændres", "hjemvises", "rigtig", "ingen_afgørelse"]))
def test_a_further_finding_never_makes_the_outcome_milder(
    given_: tuple[Rubric, dict[str, Answer]], outcome: str
) -> None:
    drawn, answers = given_
    more = {"id": "more", "when": {"any": [{"q0": ["ja", "nej"]}, {"q0": list(map(str, Special))}]}, "outcome": outcome}
    data = drawn.model_dump(by_alias=True, exclude_defaults=True, mode="json")
    severer = Rubric.model_validate(data | {"findings": [*data.get("findings", []), more]})
    before, after = Evaluator(drawn).evaluate(answers, {}).outcome, Evaluator(severer).evaluate(answers, {}).outcome
    steps = ["rigtig", "ændres", "hjemvises", "ingen_afgørelse"]
    if before is None or NOT_ASSESSABLE in (before, after):
        assert (before is None) == (after is None)
    else:
        assert steps.index(str(after)) >= steps.index(before)


@given(scored())
def test_an_unknown_answer_leaves_the_case_open_exactly_when_some_answer_would_be_worse(
    given_: tuple[Rubric, dict[str, Answer]],
) -> None:
    """With one unknown answer and no other question hanging on it, try every real answer.

    A rubric that names the unknown answer in a condition has said what it means, and is left out.
    """
    drawn, answers = given_
    written = repr([question.ask_if for question in drawn.questions.values()] + [one.when for one in drawn.findings])
    if any(special in written for special in Special):
        return
    evaluator = Evaluator(drawn)
    found = evaluator.evaluate(answers, {})
    unknown = [n for n in found.asked if answers.get(n) in (Special.CANNOT_ASSESS, Special.NOT_IN_PAPERS)]
    if found.outcome is None or len(unknown) != 1:
        return
    name = unknown[0]
    tried = [evaluator.evaluate(answers | {name: answer}, {}) for answer in ("ja", "nej")]
    if any(result.asked != found.asked for result in tried):
        return
    steps = ["rigtig", "ændres", "hjemvises", "ingen_afgørelse"]
    outcomes = [str(result.outcome) for result in tried]
    if found.outcome != NOT_ASSESSABLE:
        assert all(steps.index(outcome) <= steps.index(found.outcome) for outcome in outcomes)

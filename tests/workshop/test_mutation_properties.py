"""Mutation over random rubrics: its advice closes the hole, and the second evaluator is of the same mind."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from audit.rubric.evaluate import Evaluator
from audit.rubric.inline_test import InlineTest
from audit.rubric.model import Rubric
from audit.rubric.required import Required
from audit.rubric.tally import ItemKind
from audit.workshop.mutation import Judged, Mutation, Verdict, equivalence
from audit.workshop.mutation.mutants import Mutant
from audit.workshop.mutation.noticing import ANSWERABLE, OwnTests
from audit.workshop.selftest import Trial, ready, run_tests
from tests.tools.rubric_strategies import Data, answers_to, as_read, facts_for, rubric_data
from tests.tools.rubrics import plain
from tests.tools.second_evaluator import Came, SecondEvaluator

_NAMED = re.compile(r"»(measures|recommendations|not_asked)« om »([^«]+)«")
_MISSING = re.compile(r"»missing« om »[^«]+«")
_WORDS = {
    ItemKind.MEASURE_COUNT: "ja",
    ItemKind.MEASURE_UNKNOWN: "ukendt",
    ItemKind.RECOMMEND_COUNT: "ja",
    ItemKind.RECOMMEND_UNKNOWN: "ukendt",
}


@pytest.fixture(autouse=True, scope="module")
def few_tries() -> Iterator[None]:
    """More is left open than the program leaves, so that many rubrics can be tried."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(equivalence, "ENOUGH", 500)
        patch.setattr(equivalence, "_SPECIMENS", 100)
        yield


def judged(draw: st.DataObject, read: Rubric) -> Iterator[Judged]:
    """What comes of some of the mutants of a rubric without tests."""
    mutation = Mutation(read)
    assume(mutation.mutants)
    for mutant in draw.draw(st.lists(st.sampled_from(mutation.mutants), min_size=1, max_size=3, unique_by=id)):
        yield mutation.judge(mutant)


def advised(note: str) -> Data:
    """The facts, answers and refused answers that a note gives, read as a rubric's YAML is."""
    found = re.search(r"\b(?:facts|given|refused): \{.*\}", note, re.DOTALL)
    text = found[0] if found else "{}"
    parts = re.split(r"(?<=\}) og (?=given: )", text)
    written: Data = {}
    for part in parts if found else ():
        written |= plain(part)
    return written


def following(read: Rubric, one: Judged) -> Rubric:
    """The rubric with the test that the advice asks for, which says what the rubric makes of the case."""
    case = advised(one.note)
    refused = case.pop("refused", None)
    test: Data = {"name": "råd", **case, "expect": {"refused": refused} if refused else {}}
    blank = read.model_copy(update={"tests": (as_test(test),)})
    if not refused:
        test["expect"] = expected(blank, one)
    return read.model_copy(update={"tests": (as_test(test),)})


def as_test(test: Data) -> InlineTest:
    return InlineTest.model_validate(test)


def expected(read: Rubric, one: Judged) -> Data:
    """What comes of the test's case, under the key that the advice names."""
    trial: Trial = ready(read, read.tests[0])
    evaluator = Evaluator(read)
    found, _ = trial.run(evaluator)
    counted = evaluator.catalogue.counted(found.tally)
    if named := _NAMED.search(one.note):
        key, name = named.groups()
        if key == "not_asked":
            return {"not_asked": name}
        words = {item.kind: _WORDS[item.kind] for item in counted if item.code == name and item.kind in _WORDS}
        among = any(item.code == name and str(item.kind).endswith("_among") for item in counted)
        return {key: {name: next(iter(words.values()), "nej" if among else "uden_for")}}
    if _MISSING.search(one.note):
        return {"missing": Required(read).lacking(trial.facts)}
    if "»findings«" in one.note:
        return {"findings": found.findings}
    if "»recommend«" in one.note:
        return {"recommend": [item.code for item in counted if item.kind is ItemKind.RECOMMEND_COUNT]}
    return {"outcome": found.outcome}


@settings(max_examples=30, suppress_health_check=[HealthCheck.filter_too_much])
@given(rubric_data(), st.data())
def test_the_advice_closes_the_hole_when_it_is_followed(written: Data, data: st.DataObject) -> None:
    read = as_read(written)
    for one in judged(data, read):
        if one.verdict is Verdict.SURVIVED:
            made = following(read, one)
            assert run_tests(made).outcomes[0].passed, (one.note, run_tests(made).outcomes[0].failures)
            assert OwnTests(made).notice(one.mutant), (one.hole, one.note)


def as_data(read: Rubric) -> Data:
    """A rubric as its file would have it."""
    return read.model_dump(mode="json", by_alias=True, exclude_none=True)


def came(read: Rubric, answers: Any, facts: Any, *, left_out: bool) -> Came:
    return SecondEvaluator(as_data(read)).case(answers, facts, left_out=left_out)


def case_of(read: Rubric, one: Judged) -> Trial:
    """The case in the advice, as values."""
    test = {"name": "råd", **{key: value for key, value in advised(one.note).items() if key != "refused"}, "expect": {}}
    return ready(read, as_test(test))


@settings(max_examples=30, suppress_health_check=[HealthCheck.filter_too_much])
@given(rubric_data(), st.data())
def test_the_second_evaluator_tells_a_hole_and_no_sameness_from_the_rubric(written: Data, data: st.DataObject) -> None:
    """A case that shows a hole shows it there too; what is said to change nothing changes nothing there."""
    read = as_read(written)
    for one in judged(data, read):
        changed: Mutant = one.mutant
        if not changed.parts or changed.parts[0].kind in (*ANSWERABLE, "fact"):
            continue  # which facts a case must have is held in test_mutation_never_wrong
        other = changed.of(read)
        if one.verdict is Verdict.SURVIVED:
            case = case_of(read, one)
            seen = [came(side, case.answers, case.facts, left_out=True) for side in (read, other)]
            assert seen[0] != seen[1], (one.hole, one.note)
        elif one.verdict is Verdict.SAME:
            answers, facts = data.draw(answers_to(read)), data.draw(facts_for(read))
            told = [without_perhaps(came(side, answers, facts, left_out=False)) for side in (read, other)]
            assert told[0] == told[1], one.told


def without_perhaps(case: Came) -> Came:
    """Without what no test can tell: the findings that could be made."""
    case.perhaps = []
    return case

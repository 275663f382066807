"""Lint is never wrong: no case gainsays a caution that something never or always holds.

The cases are drawn at random and evaluated by the second evaluator, which is written from the page on
the language. They lie in the time the rubric is in force and have every fact that is required.
"""

from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st

from audit.rubric.cautions import Caution, LintRule
from audit.rubric.conditions import Missing
from audit.rubric.model import Rubric
from audit.rubric.required import Required
from audit.rubric.source import parse_yaml
from audit.rubric.tree import plain as as_data
from audit.workshop.lint.reach import reach_cautions
from audit.workshop.reach.domains import Domains
from tests.tools.exploring import chance, tries
from tests.tools.gainsaying import gainsaid, in_force
from tests.tools.rubric_strategies import Data, answers_to, as_read, frame_facts, rubric_data
from tests.tools.rubrics import plain
from tests.tools.second_evaluator import SecondEvaluator

Case = tuple[dict[str, Any], dict[str, Any]]
CASES_EACH = 20
OF_OTHER_THINGS = (LintRule.DEADLINES_OVERLAP, LintRule.UNKNOWN_IN_DENOMINATOR)
"""Cautions that say what can happen, each with a case that shows it."""


def told(read: Rubric) -> list[Caution]:
    """The cautions that a case can gainsay."""
    return [one for one in reach_cautions(read) if one.rule not in OF_OTHER_THINGS]


def held_against(written: Data, read: Rubric, cautions: list[Caution], case: Callable[[], Case], number: int) -> int:
    """Hold the cautions, where there are any, against so many cases; gives how many the rubric applies to."""
    evaluator, held = SecondEvaluator(written), 0
    for _ in range(number if cautions else 0):
        answers, facts = case()
        if in_force(read, facts):
            came = evaluator.case(answers, facts)
            held += 1
            for one in cautions:
                assert not gainsaid(written, one, evaluator, came), (one, answers, facts)
    return held


@settings(max_examples=tries(100))
@given(rubric_data(), st.data())
def test_no_case_gainsays_a_caution(written: Data, data: st.DataObject) -> None:
    read = as_read(written)
    cautions = told(read)
    event("advarsler" if cautions else "ingen")
    answers, facts = answers_to(read, every=True), frame_facts(read)
    held_against(written, read, cautions, lambda: (data.draw(answers), data.draw(facts)), CASES_EACH)


# The shipped rubrics have few cautions or none. With some of their conditions broken they have many.

SHIPPED = sorted((Path(__file__).parents[2] / "rubrics").glob("*.yaml"))
CASES_OF_SHIPPED = tries(10_000)
BROKEN_AT_ONCE = 6


def broken(written: Data, read: Rubric, lot: Random) -> Data:
    """The rubric with conditions that always or never hold, or seem to, where others were."""
    changed = deepcopy(written)
    asked = [one for section in changed["sections"] for one in section["questions"]]
    places = [(one, "ask_if") for one in asked[1:]] + [(one, "count") for one in changed.get("measures", [])]
    places += [(one, "when") for part in ("findings", "deadlines") for one in changed.get(part, [])]
    chosen = [name for name, question in read.questions.items() if question.labels]
    for part, key in lot.sample(places, BROKEN_AT_ONCE):
        before = chosen if key != "ask_if" else chosen[: sum(one["id"] in chosen for one in asked[: asked.index(part)])]
        if before:
            name = lot.choice(before)
            answers = [*read.questions[name].labels]
            one = {name: answers[0]}
            part[key] = lot.choice([{name: answers}, {"any": [one, {"not": one}]}, {"all": [one, {"not": one}]}])
    return changed


class Cases:
    """Random cases of a rubric: of each question and fact one of the values that tell something apart."""

    def __init__(self, read: Rubric, lot: Random) -> None:
        self._read, self._lot, self._required = read, lot, Required(read)
        domains = Domains(read)
        self._states = {name: domains.of(name) for name in (*read.facts, *read.questions)}

    def case(self) -> Case:
        states = {name: self._lot.choice(several) for name, several in self._states.items()}
        known = {name: state for name, state in states.items() if not isinstance(state, Missing)}
        facts = {name: state for name, state in known.items() if name in self._read.facts}
        while lacking := self._required.lacking(facts):
            facts |= {name: self._states[name][0] for name in lacking}
        return {name: state for name, state in known.items() if name in self._read.questions}, facts


@pytest.mark.parametrize("path", SHIPPED, ids=[path.stem for path in SHIPPED])
def test_no_case_of_a_shipped_rubric_gainsays_a_caution_of_it_or_of_one_with_broken_conditions(path: Path) -> None:
    tree, _ = parse_yaml(path.read_text("utf-8"), path.name)
    assert tree is not None
    written, lot, held = as_data(tree), chance(path.stem), 0
    read = Rubric.model_validate(written)
    cautions = told(read)
    while held < CASES_OF_SHIPPED // len(SHIPPED):
        held += held_against(written, read, cautions, Cases(read, lot).case, 500)
        written = broken(as_data(tree), read, lot)
        read = Rubric.model_validate(written)
        cautions = told(read)


TWO_DEADLINES = """
format: 1
id: p
version: "1"
title: Prøve
{in_force}
facts: {{afgjort: {{type: date}}, første: {{type: date}}}}
outcomes: {{ladder: [rigtig, mangel]}}
laws: {{r: {{cite: Loven, source: Loven}}}}
sections:
  - {{id: s, title: S, questions: [{{id: vurderet, text: Hvornår, law: r, type: date}}]}}
deadlines:
  - id: før
    start: første
    end: vurderet
    within: {{weeks: 52}}
    when: {{afgjort: {{at_most: 2014-06-30}}}}
    outcome: mangel
  - id: efter
    start: første
    end: vurderet
    within: {{weeks: 22}}
    when: {{afgjort: {{at_least: 2014-07-01}}}}
    outcome: mangel
"""


@pytest.mark.parametrize(
    "in_force_", ["", "in_force: {fact: afgjort, from: 2010-01-01}", "in_force: {fact: afgjort, to: 2020-01-01}"]
)
def test_the_condition_of_a_deadline_is_tried_on_both_sides_of_its_day(in_force_: str) -> None:
    written = plain(TWO_DEADLINES.format(in_force=in_force_))
    assert list(reach_cautions(as_read(written))) == []

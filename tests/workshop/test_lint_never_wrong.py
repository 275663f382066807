"""Lint is never wrong: no case gainsays a caution that something never or always holds.

The cases are drawn at random and evaluated by the second evaluator, which is written from the page on
the language. They lie in the time the rubric is in force and have every fact that is required.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st

from audit.rubric.cautions import Caution, LintRule
from audit.rubric.model import Rubric
from audit.workshop.lint.reach import reach_cautions
from tests.tools.rubric_strategies import Data, answers_to, as_read, facts_for, rubric_data
from tests.tools.rubrics import plain
from tests.tools.second_evaluator import MET, WORDS, SecondEvaluator

CASES_EACH = 20


def gainsaid(data: Data, caution: Caution, evaluator: SecondEvaluator, asked: Any, outcome: str | None) -> bool:
    """Whether the case taken in shows that a caution of a whole condition is wrong."""
    met = WORDS[MET]
    match caution.rule, caution.path:
        case LintRule.NEVER_ASKED, _:
            return caution.at in asked
        case LintRule.ALWAYS_HOLDS, (*_, "ask_if"):
            return caution.at not in asked
        case LintRule.FINDING_NEVER, ("findings" | "deadlines", *_):
            return evaluator.values[caution.at] == met
        case LintRule.ALWAYS_HOLDS, ("findings" | "deadlines" as part, int(number), "when"):
            return evaluator.value(data[part][number]["when"]) != met
        case LintRule.EMPTY_DENOMINATOR, ("measures", int(number), "among") if outcome:
            return evaluator.value(data["measures"][number]["among"]) == met
        case (LintRule.ALWAYS_HOLDS | LintRule.NEVER_HOLDS) as rule, ("measures", int(number), "count") if outcome:
            measure = data["measures"][number]
            counted = evaluator.value(measure["count"]) == met
            return evaluator.value(measure["among"]) == met and counted == (rule is LintRule.NEVER_HOLDS)
    return False


def in_force(rubric: Rubric, facts: Mapping[str, Any]) -> bool:
    rule = rubric.in_force
    day = facts.get(rule.fact) if rule else None
    return not (rule and isinstance(day, date)) or rule.covers(day)


def held_against_cases(written: Data, data: st.DataObject) -> None:
    read = as_read(written)
    cautions = [one for one in reach_cautions(read) if one.rule is not LintRule.DEADLINES_OVERLAP]
    event("advarsler" if cautions else "ingen")
    evaluator = SecondEvaluator(written)
    for _ in range(CASES_EACH if cautions else 0):
        answers, facts = data.draw(answers_to(read, every=True)), data.draw(facts_for(read, every=True))
        if not in_force(read, facts):
            continue
        came = evaluator.case(answers, facts)
        for one in cautions:
            assert not gainsaid(written, one, evaluator, came.asked, came.outcome), one


@settings(max_examples=100)
@given(rubric_data(), st.data())
def test_no_case_gainsays_a_caution(written: Data, data: st.DataObject) -> None:
    held_against_cases(written, data)


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

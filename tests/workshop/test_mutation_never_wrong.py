"""Mutation is never wrong about a random rubric: a difference can be shown, and what is the same is so in any case."""

from typing import Any

from hypothesis import assume, event, given, settings
from hypothesis import strategies as st

from audit.rubric.evaluate import Evaluator
from audit.rubric.model import Rubric
from audit.rubric.required import Required
from audit.workshop.mutation.equivalence import Different, Equivalence, Same
from audit.workshop.mutation.mutants import mutants
from tests.tools.exploring import tries
from tests.tools.gainsaying import in_force
from tests.tools.rubric_strategies import answers_to, frame_facts, rubrics

CASES_EACH = 20
"""Random cases held against a mutant that is said to be the same."""


def seen(rubric: Rubric, answers: Any, facts: Any, *, part: str, left_out: bool = False) -> object:
    """What a test can tell of a case: whether it lacks the fact ``part``, or what the case comes to."""
    if part:
        return part in Required(rubric).lacking(facts)
    evaluator = Evaluator(rubric)
    found = evaluator.evaluate(answers, facts, leave_out_unanswered=left_out)
    told = evaluator.catalogue.items_of(evaluator.catalogue.told(found.tally)) if found.tally else None
    return found.asked, found.findings, found.outcome, told


@settings(max_examples=tries(40))
@given(rubrics(), st.data())
def test_what_is_said_of_a_mutant_of_any_rubric_is_so(rubric: Rubric, data: st.DataObject) -> None:
    every = [one for one in mutants(rubric) if one.parts and one.parts[0].kind not in ("limits", "percent")]
    assume(every)
    mutant = data.draw(st.sampled_from(every))
    other, part = mutant.of(rubric), mutant.parts[0].name if mutant.parts[0].kind == "fact" else ""
    found = Equivalence(rubric).judge(mutant)
    event(type(found).__name__)
    if isinstance(found, Different):
        known = found.answers, found.facts
        sides = [seen(one, *known, part=part, left_out=True) for one in (rubric, other)]
        whole = [seen(one, *known, part=part) for one in (rubric, other)]
        assert sides[0] != sides[1] or whole[0] != whole[1], mutant.said
    elif isinstance(found, Same):
        for _ in range(CASES_EACH):
            answers, facts = data.draw(answers_to(rubric, every=True)), data.draw(frame_facts(rubric))
            if in_force(rubric, facts):
                assert seen(rubric, answers, facts, part=part) == seen(other, answers, facts, part=part), mutant.said

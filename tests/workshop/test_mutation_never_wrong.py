"""Mutation is never wrong about a random rubric: a difference can be shown, and what is the same is so in any case."""

from collections.abc import Callable
from itertools import cycle
from typing import Any

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from audit.rubric.evaluate import Evaluator
from audit.rubric.model import Rubric
from audit.rubric.required import Required
from audit.workshop.mutation.equivalence import Different, Equivalence, Same
from audit.workshop.mutation.mutants import Mutant, mutants
from audit.workshop.mutation.noticing import ANSWERABLE
from tests.tools.exploring import tries
from tests.tools.gainsaying import in_force
from tests.tools.rubric_strategies import answers_to, frame_facts, rubrics
from tests.tools.rubrics import rubric as rubric_of

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


def held(rubric: Rubric, mutant: Mutant, case: Callable[[], tuple[Any, Any]]) -> None:
    """Hold what is said of a mutant against the case that is said to show it, or against random cases."""
    other, part = mutant.of(rubric), mutant.parts[0].name if mutant.parts[0].kind == "fact" else ""
    found = Equivalence(rubric).judge(mutant)
    if isinstance(found, Different):
        known = found.answers, found.facts
        test, whole = ([seen(one, *known, part=part, left_out=way) for one in (rubric, other)] for way in (True, False))
        assert test[0] != test[1] or whole[0] != whole[1], mutant.said
    elif isinstance(found, Same):
        for _ in range(CASES_EACH):
            answers, facts = case()
            if in_force(rubric, facts):
                assert seen(rubric, answers, facts, part=part) == seen(other, answers, facts, part=part), mutant.said


def judged(rubric: Rubric) -> list[Mutant]:
    """The mutants of which a case can show that they differ."""
    return [one for one in mutants(rubric) if one.parts and one.parts[0].kind not in (*ANSWERABLE, "percent")]


@settings(max_examples=tries(40))
@given(rubrics(), st.data())
def test_what_is_said_of_a_mutant_of_any_rubric_is_so(rubric: Rubric, data: st.DataObject) -> None:
    every = judged(rubric)
    assume(every)
    answers, facts = answers_to(rubric, every=True), frame_facts(rubric)
    held(rubric, data.draw(st.sampled_from(every)), lambda: (data.draw(answers), data.draw(facts)))


def test_what_no_test_can_tell_is_no_difference() -> None:
    """A finding that is not made, or could be for all that is known: the classes do not ask."""
    one = rubric_of(
        """
        sections:
          - id: s
            title: S
            questions:
              - {id: q, text: Q, type: choice, options: [ja, nej], allow: [ikke_relevant, kan_ikke_vurderes]}
        """,
        outcomes={"classes": ["A", "B"], "rules": [{"class": "A", "when": {"q": "nej"}}], "else": "B"},
        findings=[
            {"id": "f", "when": {"all": [{"q": "ikke_relevant"}, {"q": "kan_ikke_vurderes"}, {"q": "ja"}]}},
            {"id": "g", "when": {"q": "ja"}},
        ],
    )
    every = cycle([*one.questions["q"].labels, *one.questions["q"].allow])
    for mutant in judged(one):
        held(one, mutant, lambda: ({"q": next(every)}, {}))

"""Whether a rubric's own tests notice a mutant: they are run on it, one by one, until one fails.

Those that name the changed part are run first, and of them the one that noticed the last mutant: it mostly notices
the next one too.
"""

from itertools import chain

from audit.rubric.evaluate import Evaluator
from audit.rubric.model import InlineTest, Rubric
from audit.rubric.values import NotAnAnswer
from audit.workshop.mutation.mutants import Mutant
from audit.workshop.selftest import ready


class OwnTests:
    """The inline tests of a rubric that passes them all."""

    def __init__(self, rubric: Rubric) -> None:
        self._rubric = rubric
        self._named = [_named(test) for test in rubric.tests]
        self._order = list(range(len(rubric.tests)))

    def notice(self, mutant: Mutant) -> bool:
        """Whether a test fails on the changed rubric."""
        evaluator = Evaluator(mutant.of(self._rubric))
        changed = {part.name for part in mutant.parts}
        for place in sorted(self._order, key=lambda place: changed.isdisjoint(self._named[place])):
            if _fails(self._rubric.tests[place], evaluator):
                self._order.remove(place)
                self._order.insert(0, place)
                return True
        return False


def _named(test: InlineTest) -> frozenset[str]:
    """All that a test answers or expects something of."""
    expect = test.expect
    told = (
        expect.findings,
        expect.recommend,
        expect.measures,
        expect.recommendations,
        expect.not_asked,
        expect.refused,
    )
    return frozenset(chain(test.given, *filter(None, told)))


def _fails(test: InlineTest, evaluator: Evaluator) -> bool:
    """A test also fails when the rubric refuses an answer or a fact that it gives."""
    try:
        _, failures = ready(evaluator.rubric, test).run(evaluator)
    except NotAnAnswer:
        return True
    return bool(failures)

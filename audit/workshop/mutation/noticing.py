"""Whether a rubric's own tests notice a mutant: they are run on it, one by one, until one fails.

The test that noticed the last mutant is run first: it mostly notices the next one too.
"""

from audit.rubric.evaluate import Evaluator
from audit.rubric.inline_test import InlineTest
from audit.rubric.model import Rubric
from audit.rubric.values import NotAnAnswer
from audit.workshop.mutation.mutants import Mutant
from audit.workshop.selftest import ready


class OwnTests:
    """The inline tests of a rubric that passes them all."""

    def __init__(self, rubric: Rubric) -> None:
        self._rubric = rubric
        self._tests = list(rubric.tests)

    def notice(self, mutant: Mutant) -> bool:
        """Whether a test fails on the changed rubric."""
        evaluator = Evaluator(mutant.of(self._rubric))
        for place, test in enumerate(self._tests):
            if _fails(test, evaluator):
                self._tests.insert(0, self._tests.pop(place))
                return True
        return False


def _fails(test: InlineTest, evaluator: Evaluator) -> bool:
    """A test also fails when the rubric refuses an answer or a fact that it gives."""
    try:
        _, failures = ready(evaluator.rubric, test).run(evaluator)
    except NotAnAnswer:
        return True
    return bool(failures)

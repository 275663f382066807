"""Ready-made whole cases on which a mutant is tried before ways to answer are searched.

They are the rubric's own tests, each test with one answer changed, and some
cases with each finding, of each kind of case.
"""

from collections.abc import Iterator, Mapping

from audit.rubric.conditions import State, could_hold, holds
from audit.rubric.evaluate import Evaluator, compile_findings
from audit.workshop.mutation.showing import closure, names_of_finding
from audit.workshop.reach import Completer, WholeCase, reachable
from audit.workshop.reach.domains import Domains
from audit.workshop.selftest import trials

_KINDS = 6
"""Single values of facts, of all facts together, that each case with a finding is tried with."""

_OF_EACH = 3
"""Ways to answer kept for each finding: so many that make it, and so many that could."""

_SEARCHED = 1000
"""Most ways to answer that are searched for the cases of one finding."""


class Specimens:
    """The cases of one rubric, made when they are first asked for."""

    def __init__(self, evaluator: Evaluator) -> None:
        self._rubric = evaluator.rubric
        self._domains = Domains(evaluator.rubric)
        self._completer = Completer(evaluator, self._domains)
        self._cases: list[WholeCase] = []
        self._more = self._made()

    def all(self) -> Iterator[WholeCase]:
        """The cases in a fixed order. Each is made when it is first asked for, and kept."""
        yield from self._cases
        for case in self._more:
            self._cases.append(case)
            yield case

    def _made(self) -> Iterator[WholeCase]:
        usual = self._completer.usual_facts()
        kinds = [{name: state} for name in self._rubric.facts for state in self._domains.of(name)] or [{}]
        for name in self._rubric.found:
            for states in self._with_finding(name):
                for kind in kinds[:_KINDS]:
                    yield from self._completer.cases({**kind, **states}, usual)
        for states in self._near_tests():
            yield from self._completer.cases(states, usual)

    def _near_tests(self) -> Iterator[Mapping[str, State]]:
        for trial in trials(self._rubric):
            given: dict[str, State] = {**trial.facts, **trial.answers}
            yield given
            for name in given:
                for state in self._domains.of(name):
                    yield {**given, name: state}

    def _with_finding(self, name: str) -> Iterator[Mapping[str, State]]:
        made = compile_findings(self._rubric)[name]
        names = closure(self._rubric, names_of_finding(self._rubric, name))
        certain = perhaps = 0
        for tried, view in enumerate(reachable(self._rubric, names, self._domains)):
            possible = made(view)
            if tried > _SEARCHED or certain >= _OF_EACH:
                break
            if holds(possible) or (could_hold(possible) and perhaps < _OF_EACH):
                certain, perhaps = certain + holds(possible), perhaps + (not holds(possible))
                yield dict(view.states)

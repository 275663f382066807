"""Whole cases of a rubric: its own tests, each test with one answer changed, and some cases with each finding."""

from collections.abc import Iterator, Mapping

from audit.rubric.conditions import State, could_hold, holds
from audit.rubric.made import compile_findings
from audit.rubric.model import Rubric
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


def specimens(rubric: Rubric) -> Iterator[WholeCase]:
    """The cases in a fixed order."""
    domains = Domains(rubric)
    completer = Completer(rubric, domains)
    usual = completer.usual_facts()
    kinds = [{name: state} for name in rubric.facts for state in domains.of(name)] or [{}]
    for name in rubric.found:
        for states in _with_finding(rubric, domains, name):
            for kind in kinds[:_KINDS]:
                yield from completer.cases({**kind, **states}, usual)
    for states in _near_tests(rubric, domains):
        yield from completer.cases(states, usual)


def _near_tests(rubric: Rubric, domains: Domains) -> Iterator[Mapping[str, State]]:
    for trial in trials(rubric):
        given: dict[str, State] = {**trial.facts, **trial.answers}
        yield given
        for name in given:
            for state in domains.of(name):
                yield {**given, name: state}


def _with_finding(rubric: Rubric, domains: Domains, name: str) -> Iterator[Mapping[str, State]]:
    made = compile_findings(rubric)[name]
    names = closure(rubric, names_of_finding(rubric, name))
    certain = perhaps = 0
    for tried, view in enumerate(reachable(rubric, names, domains)):
        possible = made(view)
        if tried > _SEARCHED or certain >= _OF_EACH:
            break
        if holds(possible) or (could_hold(possible) and perhaps < _OF_EACH):
            certain, perhaps = certain + holds(possible), perhaps + (not holds(possible))
            yield dict(view.states)

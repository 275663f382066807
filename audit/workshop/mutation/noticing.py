"""Whether a rubric's own tests notice a mutant: they are run on it, one by one, until one fails.

Those that name the changed part are run first, and of them the one that noticed the last mutant: it mostly notices
the next one too. Where a mutant changes only what can be answered, or only one count, no more than that is worked out.
"""

from collections.abc import Callable, Iterable
from itertools import chain

from audit.rubric.condition import Always
from audit.rubric.conditions import Compiled, View, any_of, compile_condition, is_finding
from audit.rubric.evaluate import Evaluator
from audit.rubric.inline_test import InlineTest
from audit.rubric.made import compile_findings
from audit.rubric.model import Rubric
from audit.rubric.places import places
from audit.rubric.values import NotAnAnswer
from audit.workshop.mutation.mutants import Mutant
from audit.workshop.selftest import Trial, counted_as, ready, trials

ANSWERABLE = ("limits", "allow", "force")
"""The parts that say only what can be answered, and of which days."""


class OwnTests:
    """The inline tests of a rubric that passes them all."""

    def __init__(self, rubric: Rubric) -> None:
        self._rubric = rubric
        self._trials = list(trials(rubric))
        self._named = {id(trial): _named(trial.test) for trial in self._trials}
        self._evaluator = Evaluator(rubric)
        self._made = compile_findings(rubric)
        self._views: dict[int, View] = {}

    def notice(self, mutant: Mutant) -> bool:
        """Whether a test fails on the changed rubric."""
        fails = self._fails(mutant)
        changed = {part.name for part in mutant.parts}
        for trial in sorted(self._trials, key=lambda trial: changed.isdisjoint(self._named[id(trial)])):
            if fails(trial):
                self._trials.remove(trial)
                self._trials.insert(0, trial)
                return True
        return False

    def _fails(self, mutant: Mutant) -> Callable[[Trial], bool]:
        kind = mutant.parts[0].kind if mutant.parts else ""
        changed = mutant.of(self._rubric)
        if kind in ANSWERABLE:
            return lambda trial: _reads_otherwise(changed, trial)
        if mutant.path[-1] in ("among", "count"):
            return self._miscounts(changed, mutant)
        evaluator = Evaluator(changed)
        return lambda trial: bool(trial.run(evaluator)[1])

    def _miscounts(self, changed: Rubric, mutant: Mutant) -> Callable[[Trial], bool]:
        """Whether a test of the one measure or recommendation that is changed comes out otherwise."""
        [part] = mutant.parts
        own = {place.path[-1]: place.condition or Always() for place in places(changed) if place.part == part}
        among = compile_condition(own["among"])
        speaking = (name for name, finding in changed.found.items() if part.name in finding.recommend)
        count = compile_condition(own["count"]) if "count" in own else _any_made(speaking)

        def fails(trial: Trial) -> bool:
            expected, name = trial.test.expect, part.name
            if part.kind == "measure":
                wanted = expected.measures.get(name)
                spoken_for = None
            else:
                wanted = expected.recommendations.get(name)
                spoken_for = None if expected.recommend is None else name in expected.recommend
            if wanted is None and spoken_for is None:
                return False
            view = self._view(trial)
            word = counted_as(among(view), count(view))
            return wanted not in (None, word) or spoken_for not in (None, word == "ja")

        return fails

    def _view(self, trial: Trial) -> View:
        """The case of a test as the unchanged rubric sees it, with its findings and outcome."""
        if id(trial) not in self._views:
            evaluator = self._evaluator
            view, _ = evaluator.view(trial.answers, trial.facts, leave_out_unanswered=True)
            view.findings = {name: made(view) for name, made in self._made.items()}
            view.outcome = evaluator.evaluate(trial.answers, trial.facts, leave_out_unanswered=True).outcome
            self._views[id(trial)] = view
        return self._views[id(trial)]


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


def _any_made(findings: Iterable[str]) -> Compiled:
    return any_of([is_finding(name) for name in findings])


def _reads_otherwise(changed: Rubric, trial: Trial) -> bool:
    """Whether the rubric refuses an answer or a fact of the test, or takes one that the test says it refuses."""
    try:
        read = ready(changed, trial.test)
    except NotAnAnswer:
        return True
    return bool(read.misread(changed))

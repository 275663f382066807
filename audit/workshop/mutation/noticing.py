"""Whether a rubric's own tests notice a mutant, told from as little of the rubric as the change can reach.

What a changed part comes to in a test's case is worked out by itself
(``showing``). Mostly the test says outright what the part must come to, and
nothing else need be evaluated; only where it does not, the whole test is run
against the changed rubric. The test that noticed the last mutant is tried
first: it mostly notices the next one too.
"""

from collections.abc import Iterator
from typing import Any

from audit.rubric.evaluate import Evaluator
from audit.rubric.model import InlineTest, Rubric
from audit.rubric.places import Part
from audit.rubric.types import Question
from audit.rubric.values import as_text
from audit.workshop.mutation.mutants import Mutant
from audit.workshop.mutation.showing import NEVER, PERHAPS, Side, weighs
from audit.workshop.selftest import Trial, can_be_given, trials


class Watch:
    """The tests of a rubric that passes them all."""

    def __init__(self, rubric: Rubric) -> None:
        self._rubric = rubric
        evaluator = Evaluator(rubric)
        self._seen = [_Seen(evaluator, trial) for trial in trials(rubric)]
        self._side: Side | None = None

    def notice(self, mutant: Mutant) -> bool:
        """Whether a test fails once the rubric is changed."""
        kind, name = mutant.parts[0] if mutant.parts else Part("percent", "")
        if kind == "percent":
            return False
        changed = mutant.of(self._rubric)
        if kind == "limits":
            return any(_at_limit(changed.questions[name], seen.trial.test) for seen in self._seen)
        for place, seen in self._noticing(mutant.parts, changed):
            del self._seen[place]
            self._seen.insert(0, seen)
            return True
        return False

    def _noticing(self, parts: tuple[Part, ...], changed: Rubric) -> Iterator[tuple[int, "_Seen"]]:
        """The tests that notice a change of some parts, those that say it outright first."""
        before = self._before(parts)
        after = before.beside(changed)
        doubtful: list[tuple[int, _Seen]] = []
        for place, seen in enumerate(self._seen):
            if not _concerned(parts, seen.trial.test):
                continue
            was = seen.shown(before)
            if weighs(parts):
                doubtful += [(place, seen)] if was[0] != NEVER else []
            elif (now := after.shows(seen.view, seen.outcome)) != was:
                told = _told(parts, seen.trial.test, was, now)
                if told:
                    yield place, seen
                elif told is None:
                    doubtful.append((place, seen))
        evaluator = Evaluator(changed) if doubtful else None
        yield from (pair for pair in doubtful if evaluator and pair[1].trial.run(evaluator)[1])

    def _before(self, parts: tuple[Part, ...]) -> Side:
        """Mutants of the same parts come one after the other."""
        if self._side is None or self._side.parts != parts:
            self._side = Side(self._rubric, parts)
        return self._side


class _Seen:
    """A test with what is known of its case, and what the parts last asked for come to in it."""

    def __init__(self, evaluator: Evaluator, trial: Trial) -> None:
        self.trial = trial
        self.view, _ = evaluator.view(trial.answers, trial.facts, leave_out_unanswered=True)
        self.outcome = evaluator.evaluate(trial.answers, trial.facts, leave_out_unanswered=True).outcome
        self._last: tuple[Side, list[object]] | None = None

    def shown(self, side: Side) -> list[object]:
        """What the parts of the rubric come to in the test's case."""
        if self._last is None or self._last[0] is not side:
            self._last = side, side.shows(self.view, self.outcome)
        return self._last[1]


def _concerned(parts: tuple[Part, ...], test: InlineTest) -> bool:
    """Whether the test could notice at all: nothing hangs on how a case is counted but the counts it expects."""
    expected = test.expect
    return any(
        part.name in expected.measures
        if part.kind == "measure"
        else expected.recommend is not None or part.name in expected.recommendations
        if part.kind == "recommendation"
        else True
        for part in parts
    )


def _told(parts: tuple[Part, ...], test: InlineTest, was: list[Any], now: list[Any]) -> bool | None:
    """Whether the test notices what the parts come to now; None when it takes running the test to tell.

    While it is changed which questions are asked, nothing is told of the other parts.
    """
    changes = [(part, one, other) for part, one, other in zip(parts, was, now, strict=True) if one != other]
    asked = [change for change in changes if change[0].kind == "ask"]
    told = [_told_of(part, test, one, other) for part, one, other in asked or changes]
    if True in told:
        return True
    return False if set(told) == {False} and len(parts) == 1 else None


def _told_of(part: Part, test: InlineTest, was: Any, now: Any) -> bool | None:
    expected = test.expect
    if part.kind == "measure":
        return part.name in expected.measures
    if part.kind == "recommendation":
        return part.name in expected.recommendations or (expected.recommend is not None and was[1] != now[1])
    if part.kind == "class":
        return expected.outcome is not None or None
    if part.kind == "ask":
        if PERHAPS in (was, now):
            return None
        # a question without an answer is left out, so that nothing else hangs on whether it is asked
        return part.name in (test.given if was[0] else expected.not_asked)
    return (was[0] != now[0] and expected.findings is not None) or None


def _at_limit(question: Question, test: InlineTest) -> bool:
    """Whether the test gives an answer that the question refuses, or the other way about."""
    given, refused = test.given.get(question.id), test.expect.refused.get(question.id)
    return (given is not None and not can_be_given(question, as_text(given))) or (
        refused is not None and can_be_given(question, as_text(refused))
    )

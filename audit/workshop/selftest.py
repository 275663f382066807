"""Runs the tests written in a rubric (``tests:``), and lists the findings that no test both expects and gets."""

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from audit.rubric.conditions import Possible, could_hold, holds
from audit.rubric.evaluate import Evaluation, Evaluator
from audit.rubric.facts import read_fact
from audit.rubric.inline_test import Expectation, InlineTest
from audit.rubric.model import Rubric
from audit.rubric.required import Required
from audit.rubric.tally import Item, ItemKind
from audit.rubric.types import Question
from audit.rubric.values import Answer, NotAnAnswer, as_text
from audit.wording.dates import date_words
from audit.wording.quoting import quoted

_MEASURES = {ItemKind.MEASURE_COUNT: "ja", ItemKind.MEASURE_UNKNOWN: "ukendt", ItemKind.MEASURE_AMONG: "nej"}
_RECOMMENDATIONS = {
    ItemKind.RECOMMEND_COUNT: "ja",
    ItemKind.RECOMMEND_UNKNOWN: "ukendt",
    ItemKind.RECOMMEND_AMONG: "nej",
}
"""What a test says of a case by the first of these it is counted in; »uden_for« when by none."""


def counted_as(among: Possible, count: Possible) -> str:
    """The same of a case by the values its denominator and its numerator could have."""
    if not holds(among):
        return "uden_for"
    return "ja" if holds(count) else "ukendt" if could_hold(count) else "nej"


@dataclass(frozen=True, slots=True)
class TestOutcome:
    """The result of one inline test; ``failures`` are Danish sentences, empty when it passed."""

    name: str
    failures: tuple[str, ...]

    @property
    def passed(self) -> bool:
        """Whether there are no failures."""
        return not self.failures


@dataclass(frozen=True, slots=True)
class SelfTest:
    """The results of a rubric's inline tests; ``undecided``: the findings that no test both expects and gets."""

    outcomes: tuple[TestOutcome, ...]
    undecided: tuple[str, ...]

    @property
    def passed(self) -> bool:
        """Whether every test passed and no finding is undecided."""
        return not self.undecided and all(outcome.passed for outcome in self.outcomes)


@dataclass(frozen=True, slots=True)
class Trial:
    """One inline test with its answers and facts read as values; it can be run many times."""

    test: InlineTest
    answers: Mapping[str, Answer]
    facts: Mapping[str, str | Decimal | date]

    def run(self, evaluator: Evaluator) -> tuple[Evaluation, tuple[str, ...]]:
        """The evaluation of the test's case, and a Danish sentence for each thing that is not as expected."""
        evaluation = evaluator.evaluate(self.answers, self.facts, leave_out_unanswered=True)
        expected = self.test.expect
        counts = expected.measures or expected.recommendations or expected.recommend is not None
        counted = evaluator.catalogue.counted(evaluation.tally) if counts else frozenset()
        failures = [*self.misread(evaluator.rubric), *_hidden(self.test, evaluation)]
        failures += _unmet(expected, evaluation, counted)
        failures += _uncounted(expected, counted)
        if expected.not_asked:
            _, applicable = evaluator.view(self.answers, self.facts, leave_out_unanswered=True)
            asked = [name for name in expected.not_asked if name in applicable]
            failures += [f"der spørges om »{name}«, men det var ikke ventet." for name in asked]
        if expected.missing is not None:
            without = Required(evaluator.rubric).lacking(self.facts)
            failures += _differing(expected.missing, without)
        return evaluation, tuple(failures)

    def misread(self, rubric: Rubric) -> list[str]:
        """What of the test the rubric takes otherwise: a day on which it does not apply, a refusal that does not come.

        A Danish sentence for each.
        """
        failures = []
        rule = rubric.in_force
        day = self.facts.get(rule.fact) if rule else None
        if rule and isinstance(day, date) and not rule.covers(day):
            failures.append(f"{quoted(rule.fact)} er {date_words(day)}, og da gælder skemaet ikke (»in_force«).")
        for name, value in self.test.expect.refused.items():
            text = as_text(value)
            if name in rubric.facts:
                if can_be_known(rubric, name, text):
                    failures.append(f"{quoted(name)} kan være {quoted(text)}, men det var ikke ventet.")
            elif can_be_given(rubric.questions[name], text):
                failures.append(f"svaret {quoted(text)} kan gives på »{name}«, men det var ikke ventet.")
        return failures


def run_tests(rubric: Rubric) -> SelfTest:
    """Run the inline tests of a rubric that has passed all checks."""
    evaluator = Evaluator(rubric)
    outcomes, decided = [], set()
    for trial in trials(rubric):
        evaluation, failures = trial.run(evaluator)
        outcomes.append(TestOutcome(trial.test.name, failures))
        decided.update(set(trial.test.expect.findings or ()) & set(evaluation.findings))
    return SelfTest(tuple(outcomes), tuple(name for name in rubric.found if name not in decided))


def trials(rubric: Rubric) -> list[Trial]:
    """The inline tests of a rubric that has passed all checks, ready to run."""
    return [ready(rubric, test) for test in rubric.tests]


def ready(rubric: Rubric, test: InlineTest) -> Trial:
    """The test with its answers and facts as values; raises NotAnAnswer for text that is not one."""
    return Trial(test, given(rubric, test), facts(rubric, test))


def given(rubric: Rubric, test: InlineTest) -> dict[str, Answer]:
    """The test's answers as values; raises NotAnAnswer for text that is not one."""
    return {name: rubric.questions[name].read(as_text(value)) for name, value in test.given.items()}


def facts(rubric: Rubric, test: InlineTest) -> Mapping[str, str | Decimal | date]:
    """The test's facts as values; raises NotAnAnswer for text that is not one."""
    return {name: read_fact(rubric.facts[name], as_text(value)) for name, value in test.facts.items()}


def _hidden(test: InlineTest, evaluation: Evaluation) -> list[str]:
    hidden = [name for name in test.given if name not in evaluation.asked]
    return [f"»{name}« er besvaret, men der spørges ikke om det i denne sag." for name in hidden]


def can_be_given(question: Question, text: str) -> bool:
    """Whether a text answers the question."""
    try:
        question.read(text)
    except NotAnAnswer:
        return False
    return True


def can_be_known(rubric: Rubric, fact: str, text: str) -> bool:
    """Whether a text is a value of a fact, and of a day on which the rubric applies where the fact says that."""
    try:
        value = read_fact(rubric.facts[fact], text)
    except NotAnAnswer:
        return False
    rule = rubric.in_force
    return not (rule and rule.fact == fact and isinstance(value, date)) or rule.covers(value)


def _unmet(expected: Expectation, evaluation: Evaluation, counted: Set[Item]) -> list[str]:
    unmet = []
    if expected.outcome is not None and expected.outcome != evaluation.outcome:
        unmet.append(f"udfaldet blev »{evaluation.outcome}«, ikke »{expected.outcome}«.")
    if expected.findings is not None:
        unmet += _exactly("fundet", expected.findings, evaluation.findings)
    if expected.recommend is not None:
        spoken_for = sorted(item.code for item in counted if item.kind is ItemKind.RECOMMEND_COUNT)
        unmet += _exactly("anbefalingen", expected.recommend, spoken_for)
    return unmet


def _differing(wanted: Sequence[str], without: Sequence[str]) -> list[str]:
    """A Danish sentence for each fact the case lacks, or does not, otherwise than the test expects."""
    there = [f"oplysningen »{name}« mangler ikke i sagen." for name in wanted if name not in without]
    gone = [f"oplysningen »{name}« mangler, men det var ikke ventet." for name in without if name not in wanted]
    return there + gone


def _exactly(kind: str, wanted: Sequence[str], made: Sequence[str]) -> list[str]:
    missing = [f"{kind} »{name}« kom ikke." for name in wanted if name not in made]
    return missing + [f"{kind} »{name}« kom, men var ikke ventet." for name in made if name not in wanted]


def _uncounted(expected: Expectation, counted: Set[Item]) -> list[str]:
    """A Danish sentence for each measure and recommendation whose count is not as expected."""
    wrong = []
    for wanted, places in ((expected.measures, _MEASURES), (expected.recommendations, _RECOMMENDATIONS)):
        for name, place in wanted.items():
            found = next((word for kind, word in places.items() if Item(kind, name) in counted), "uden_for")
            if found != place:
                wrong.append(f"»{name}« blev »{found}«, ikke »{place}«.")
    return wrong

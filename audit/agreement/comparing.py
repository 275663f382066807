"""Where two finished assessments of one case part.

Answers to a question that both were asked are held against each other. A
question that only one was asked is no difference of its own: the two parted at
an earlier answer, the gate, and it follows from that one. Words of free text are not
held against each other: two never write the same, and no outcome hangs on them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum

from audit.rubric.evaluate import Evaluation, Evaluator
from audit.rubric.model import Rubric
from audit.rubric.parts import Special
from audit.rubric.places import names_in
from audit.rubric.values import Answer, encode

Facts = Mapping[str, str | Decimal | date]


class DifferenceKind(StrEnum):
    """How two assessments differ in one question."""

    VALUE = "value"
    """Two answers proper."""
    UNKNOWN = "unknown"
    """At least one of them is a special answer, such as »fremgår ikke«."""
    NOT_ASKED = "not_asked"
    """Only one was asked; stands under the gate it follows from."""


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two: the answers to the questions asked, and what the rubric makes of them."""

    answers: Mapping[str, Answer]
    evaluation: Evaluation

    @classmethod
    def of(cls, evaluator: Evaluator, answers: Mapping[str, Answer], facts: Facts) -> "Side":
        """The side of somebody who has given ``answers``; those to questions not asked are left out."""
        evaluation = evaluator.evaluate(answers, facts)
        return cls({name: answers[name] for name in evaluation.asked if name in answers}, evaluation)


@dataclass(frozen=True, slots=True)
class Difference:
    """A question in which the two part.

    ``follows``: the questions that only one of them was asked because of it, in the rubric's order.
    ``changes_outcome``: with the other's answer here, and to what follows, at least one of the two
    comes to another outcome, or to none yet.
    """

    question: str
    kind: DifferenceKind
    follows: tuple[str, ...] = ()
    changes_outcome: bool = False


@dataclass(frozen=True)
class ComparedAssessments:
    """Two sides of one case; ``equal`` are the answers they share, ``differences`` by question, in order.

    Of free text, which is not compared, the first's counts as shared, and the second's where the first has none;
    ``texts`` names those questions.
    """

    first: Side
    second: Side
    equal: Mapping[str, Answer]
    differences: Mapping[str, Difference] = field(default_factory=dict)
    texts: frozenset[str] = frozenset()

    @property
    def alike(self) -> int:
        """How many answers are held against each other and are the same."""
        return len(self.equal) - len(self.texts)

    @property
    def compared(self) -> int:
        """How many answers are held against each other."""
        return self.alike + len(self.differences)

    def pair(self, question: str) -> tuple[str, str]:
        """The two answers to a question as they are stored, in order; "" for none."""
        return stored_text(self.first.answers.get(question)), stored_text(self.second.answers.get(question))


def stored_text(answer: Answer | None) -> str:
    """An answer in one text, as the log writes it; "" for none."""
    return "" if answer is None else ", ".join(encode(answer))


def compare(evaluator: Evaluator, facts: Facts, first: Side, second: Side) -> ComparedAssessments:
    """Hold two finished assessments of one case against each other."""
    equal: dict[str, Answer] = {}
    kinds: dict[str, DifferenceKind] = {}
    texts: set[str] = set()
    for name, question in evaluator.rubric.questions.items():
        asked = name in first.evaluation.asked, name in second.evaluation.asked
        one, other = first.answers.get(name), second.answers.get(name)
        if asked[0] != asked[1]:
            kinds[name] = DifferenceKind.NOT_ASKED
        elif one != other and (isinstance(one, Special) or isinstance(other, Special)):
            kinds[name] = DifferenceKind.UNKNOWN
        elif one != other and question.printed:
            kinds[name] = DifferenceKind.VALUE
        elif (shared := other if one is None else one) is not None:
            equal[name] = shared
            texts |= {name} if not (question.printed or isinstance(shared, Special)) else set()
    follows = _gates(evaluator.rubric, kinds)
    differences = {}
    for name, kind in kinds.items():
        if kind is not DifferenceKind.NOT_ASKED:
            parted = tuple(one for one in kinds if follows.get(one) == name)
            changes = _changes(evaluator, facts, (name, *parted), first, second)
            differences[name] = Difference(name, kind, parted, changes)
    if first.evaluation.derived != second.evaluation.derived and not any(
        one.changes_outcome for one in differences.values()
    ):  # only several of them together
        differences = {name: replace(one, changes_outcome=True) for name, one in differences.items()}
    return ComparedAssessments(first, second, equal, differences, frozenset(texts))


def _gates(rubric: Rubric, kinds: Mapping[str, DifferenceKind]) -> dict[str, str]:
    """For each question that only one was asked the earliest difference that its ``ask_if`` rests on.

    One that rests on whether free text was written follows from none.
    """
    gates: dict[str, str] = {}
    for name, kind in kinds.items():  # in the rubric's order, so what a question rests on is known before it
        if kind is DifferenceKind.NOT_ASKED:
            rests_on = [one for kind_of, one in names_in(rubric.questions[name].ask_if) if kind_of == "name"]
            found = [gates.get(one, one) for one in rests_on if one in kinds]
            if found:
                gates[name] = min(found, key=list(kinds).index)
    return gates


def _changes(evaluator: Evaluator, facts: Facts, names: tuple[str, ...], *sides: Side) -> bool:
    for one, other in (sides, sides[::-1]):
        theirs = {name: other.answers[name] for name in names if name in other.answers}
        ours = {name: answer for name, answer in one.answers.items() if name not in names}
        if evaluator.evaluate({**ours, **theirs}, facts).derived != one.evaluation.derived:
            return True
    return False

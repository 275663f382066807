"""The adjudication of a case: what is carried over, what is left to decide, and what a decision gives.

Equal answers are carried over, and with the decision of a gate what followed
for the side that was right. What is decided stays decided until one of the two
answers it lies between is changed.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from hashlib import sha256

from audit.agreement.comparing import ComparedAssessments
from audit.cases import Case, Note
from audit.rubric.evaluate import Evaluation
from audit.rubric.values import Answer


class WhoseAnswer(StrEnum):
    """Whose answer was decided on."""

    FIRST = "first"
    SECOND = "second"
    OWN = "own"
    """Neither of the two."""


class ReasonCode(StrEnum):
    """Why an answer was decided otherwise than it was first given, in a word that can be counted."""

    OVERLOOKED = "overset"
    """Something in the papers was overlooked."""
    INTERPRETATION = "fortolkning"
    """The rule or the papers were read in another way."""
    UNCLEAR_GUIDANCE = "uklar_vejledning"
    """The rubric's guidance could be read in more than one way."""
    NEW_PAPERS = "nye_akter"
    """Papers have come that were not there."""
    SLIP = "tastefejl"
    """Another key was pressed than was meant."""


@dataclass(frozen=True, slots=True)
class AdjudicatedDifference:
    """What was decided in one question.

    ``between``: the first's and the second's answer as they were then, in the texts of
    :func:`audit.agreement.comparing.stored_text`.
    """

    question: str
    chosen: WhoseAnswer
    code: ReasonCode
    reason: str
    between: tuple[str, str]


@dataclass(frozen=True)
class Adjudication:
    """One case on its way from two assessments to one.

    ``answers`` are those of the adjudication so far, ``evaluation`` what the rubric makes of them;
    ``decisions`` the latest of each question.
    """

    comparison: ComparedAssessments
    answers: Mapping[str, Answer]
    evaluation: Evaluation
    decisions: Mapping[str, AdjudicatedDifference]

    @property
    def recorded(self) -> bool:
        """Whether the adjudication was made elsewhere and taken in from a file: finished, and nothing decided here."""
        return not self.decisions and self.evaluation.complete

    @cached_property
    def open(self) -> tuple[str, ...]:
        """The questions left to decide: those that change the outcome first, then in the rubric's order."""
        left = [name for name in self.evaluation.asked if self._is_open(name)]
        return tuple(sorted(left, key=lambda name: not self.changes_outcome(name)))

    @property
    def settled(self) -> bool:
        """Whether nothing is left to decide or to carry over."""
        return self.evaluation.complete and not self.open and not self.to_carry

    @property
    def stale(self) -> bool:
        """Whether something was decided between other answers than the two have now."""
        return any(one.between != self.comparison.pair(name) for name, one in self.decisions.items())

    def decided(self, question: str) -> bool:
        """Whether the question has a decision between the answers the two have now, or was answered in a file."""
        found = self.decisions.get(question)
        if found is None:
            return self.recorded and question in self.answers
        return found.between == self.comparison.pair(question)

    def changes_outcome(self, question: str) -> bool:
        """Whether the outcome can hang on the question."""
        found = self.comparison.differences.get(question)
        return found is not None and found.changes_outcome

    def chosen(self, question: str, answer: Answer | None) -> WhoseAnswer:
        """Whose answer this is; None is that of somebody who passed the question over."""
        if self.comparison.first.answers.get(question) == answer:
            return WhoseAnswer.FIRST
        return WhoseAnswer.SECOND if self.comparison.second.answers.get(question) == answer else WhoseAnswer.OWN

    def carried(self, question: str, answer: Answer | None) -> dict[str, Answer]:
        """What follows from deciding a question so, without being asked: the answers only that side was asked for."""
        difference = self.comparison.differences.get(question)
        side = {WhoseAnswer.FIRST: self.comparison.first, WhoseAnswer.SECOND: self.comparison.second}.get(
            self.chosen(question, answer)
        )
        if difference is None or side is None:
            return {}
        return {name: side.answers[name] for name in difference.follows if name in side.answers}

    @cached_property
    def to_carry(self) -> Mapping[str, Answer]:
        """The answers to carry over unasked that the adjudication has not, or has otherwise.

        Those the two share, and those that follow from a gate decided between the answers they have now.
        A question that was decided itself is not among them.
        """
        if self.recorded:
            return {}
        carried = dict(self.comparison.equal)
        for name in self.comparison.differences:
            if self.decided(name):
                carried |= self.carried(name, self.answers.get(name))
        return {
            name: answer
            for name, answer in carried.items()
            if name not in self.decisions and self.answers.get(name) != answer
        }

    def _is_open(self, name: str) -> bool:
        if name in self.to_carry:
            return False
        if name in self.evaluation.unanswered:
            return True
        differs = name in self.comparison.differences or self.answers.get(name) != self.comparison.equal.get(name)
        parted = name in self.comparison.differences or name in self.comparison.equal
        return parted and differs and not self.decided(name)


@dataclass(frozen=True)
class DoubleOnDesk:
    """A case handed to the one who adjudicates: what the two have written, the first and the second.

    ``ruled``: the outcome each has decided on in place of the answers' own, "" where there is none.
    """

    case: Case
    adjudication: Adjudication
    notes: tuple[Mapping[str, Note], Mapping[str, Note]]
    ruled: tuple[str, str] = ("", "")

    @property
    def shown_first(self) -> int:
        """Which of the two is shown as A: 0 the first, 1 the second. A hash of the case settles it, so A is nobody."""
        return sha256(f"{self.case.kommune}\x1f{self.case.case_id}\x1fopmand".encode()).digest()[0] % 2

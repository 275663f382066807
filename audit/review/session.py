"""The scoring session: one case on its way from the first question to an outcome.

A session is a value. Every step gives the next session, so the caller can store
an answer first and move on only when it is stored, with what the rubric made of
it then.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from audit.cases import Case, Note
from audit.review.entries import clean
from audit.review.ruling import Ruling
from audit.rubric.evaluate import Evaluation, Evaluator
from audit.rubric.model import Section
from audit.rubric.parts import Special
from audit.rubric.types import Question
from audit.rubric.values import Answer, NotAnAnswer


class NoSuchStep(ValueError):
    """The session cannot go that way; the message says why, in Danish."""


@dataclass(frozen=True, slots=True)
class CaseOnDesk:
    """A case handed to the reviewer, with what is answered so far, and the ruling where there is one.

    ``key`` is the desk's own number for it.
    """

    key: int
    case: Case
    answers: Mapping[str, Answer]
    notes: Mapping[str, Note]
    ruling: Ruling | None = None


@dataclass(frozen=True, slots=True)
class QuestionPlace:
    """Where in the case a question is; everything counts from 1.

    ``number`` of ``asked`` questions, of which ``answered`` have an answer;
    ``section_number`` of ``sections``.
    """

    section: Section
    section_number: int
    sections: int
    number: int
    asked: int
    answered: int


@dataclass(frozen=True)
class Session:
    """One reviewer's work on one case.

    ``facts`` are the case's facts as values, ``evaluation`` what the rubric
    makes of ``answers``. ``at`` is the question the reviewer has gone back to;
    None means the first one without an answer.
    """

    evaluator: Evaluator
    facts: Mapping[str, str | Decimal | date]
    answers: Mapping[str, Answer]
    notes: Mapping[str, Note]
    evaluation: Evaluation
    at: str | None = None
    ruling: Ruling | None = None

    @classmethod
    def begin(
        cls,
        evaluator: Evaluator,
        facts: Mapping[str, str | Decimal | date],
        answers: Mapping[str, Answer],
        notes: Mapping[str, Note],
        ruling: Ruling | None = None,
    ) -> "Session":
        """The session where it was left: at the first question without an answer; optional ones only in a new case."""
        evaluation = evaluator.evaluate(answers, facts, ruling=ruling.outcome if ruling else None)
        at = evaluation.asked[0] if evaluation.asked and not answers else None
        return cls(evaluator, facts, answers, notes, evaluation, at, ruling)

    @property
    def question(self) -> Question | None:
        """The question to show; None when every question asked has an answer."""
        here = self.at or next(iter(self.evaluation.unanswered), None)
        return self.evaluator.rubric.questions[here] if here else None

    @property
    def answer(self) -> Answer | None:
        """The answer the question at hand already has."""
        return self.answers.get(self.question.id) if self.question else None

    @property
    def note(self) -> Note:
        """The words the question at hand already has."""
        return self.notes.get(self.question.id, Note()) if self.question else Note()

    @property
    def answered(self) -> int:
        """How many of the questions asked have an answer."""
        return sum(name in self.answers for name in self.evaluation.asked)

    def place(self, question: Question) -> QuestionPlace:
        """Where an asked question is in the case."""
        sections = self.evaluator.rubric.sections
        index, section = next((i, s) for i, s in enumerate(sections, 1) if question in s.questions)
        asked = self.evaluation.asked
        return QuestionPlace(section, index, len(sections), asked.index(question.id) + 1, len(asked), self.answered)

    def read(self, entry: str) -> Answer:
        """What was typed as an answer to the question at hand; NotAnAnswer when it is none."""
        return self._here().read_keys(clean(entry))

    def needs_reason(self, answer: Answer) -> bool:
        """Whether the answer cannot stand without a remark."""
        return answer is Special.NOT_RELEVANT and not self.note.remark

    def note_with(self, answer: Answer, reason: str = "") -> Note:
        """The words about the question at hand when it is answered so; NotAnAnswer when a reason is missing."""
        note = replace(self.note, remark=reason) if reason else self.note
        if self.needs_reason(answer) and not note.remark:
            raise NotAnAnswer("»Ikke relevant« skal begrundes.")
        return note

    def answered_with(self, answer: Answer, note: Note, evaluation: Evaluation) -> "Session":
        """The session after the question at hand is answered, at the next question.

        ``evaluation`` is what the rubric makes of the answers with this one.
        Whoever has gone back goes forward again one question at a time,
        seeing each answer.
        """
        here = self._here().id
        answers = {**self.answers, here: answer}
        onward = _after(here, evaluation)
        if not self.at and onward in answers:
            onward = None
        return replace(self, answers=answers, notes={**self.notes, here: note}, evaluation=evaluation, at=onward)

    def kept(self) -> "Session":
        """The session after the answer shown is left as it is, at the next question; NoSuchStep when there is none."""
        here = self._here().id
        if here not in self.answers and not self._here().optional:
            raise NoSuchStep("Spørgsmålet er ikke besvaret endnu.")
        if here in self.evaluation.unanswered:
            case = self.evaluator.rubric.case.the_one
            raise NoSuchStep(f"Datoen ligger før en anden dato i {case}. Svar igen, eller gå tilbage og ret den anden.")
        return replace(self, at=_after(here, self.evaluation))

    def with_note(self, note: Note) -> "Session":
        """The session after the words about the question at hand are changed.

        Raises NotAnAnswer when the answer cannot stand without the remark taken away.
        """
        if self.answer is Special.NOT_RELEVANT and not note.remark:
            raise NotAnAnswer("»Ikke relevant« skal begrundes, så bemærkningen kan ikke slettes.")
        return replace(self, notes={**self.notes, self._here().id: note})

    def ruled(self, ruling: Ruling | None, evaluation: Evaluation) -> "Session":
        """The session after the reviewer has decided on an outcome, or taken that back with None."""
        return replace(self, ruling=ruling, evaluation=evaluation)

    def back(self) -> "Session":
        """The session at the question asked before; NoSuchStep at the first."""
        asked = self.evaluation.asked
        place = asked.index(self.question.id) if self.question else len(asked)
        if place == 0:
            raise NoSuchStep(f"Det er {self.evaluator.rubric.case.of_one} første spørgsmål.")
        return replace(self, at=asked[place - 1])

    def _here(self) -> Question:
        if self.question is None:
            raise NoSuchStep(f"Alle {self.evaluator.rubric.case.of_one} spørgsmål er besvaret.")
        return self.question


def _after(question: str, evaluation: Evaluation) -> str | None:
    """The question asked next, where it has an answer to be seen again or may be passed over; else None."""
    later = evaluation.asked[evaluation.asked.index(question) + 1 :]
    return later[0] if later and later[0] not in evaluation.unanswered else None

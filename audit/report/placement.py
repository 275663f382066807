"""Where in the report a finding or a recommendation belongs.

A finding of an answer stands with its question. One that several answers make
together stands in the section where the last of them is asked; a deadline where
its end is asked. What has no such place is printed in a chapter of its own.
"""

from collections.abc import Iterable
from typing import assert_never

from audit.results.model import RecommendationResult
from audit.rubric.condition import AnswerBound, Answered, Chosen, Compared, HasFinding, HasOutcome, Node, leaves
from audit.rubric.model import Rubric


class Placement:
    """The places of one rubric; a section is given by its number in order, from 0."""

    def __init__(self, rubric: Rubric) -> None:
        self.rubric = rubric
        self._sections = {
            question.id: number for number, section in enumerate(rubric.sections) for question in section.questions
        }
        self._order = {question: place for place, question in enumerate(rubric.questions)}
        self._with_question = {
            finding.id: question.id for question in rubric.questions.values() for finding in question.findings.values()
        }

    def question_of(self, finding: str) -> str | None:
        """The question whose answer makes the finding; None when it takes more than one answer."""
        return self._with_question.get(finding)

    def section_of(self, finding: str) -> int | None:
        """The section a finding belongs to; None when it depends on no question."""
        asked = [question for question in self._questions(finding) if question in self._order]
        last = max(asked, key=self._order.__getitem__, default=None)
        return None if last is None else self._sections[last]

    def section_of_recommendation(self, recommendation: RecommendationResult) -> int | None:
        """The section a recommendation is marked in: its own, or that of the first finding that speaks for it."""
        ids = [section.id for section in self.rubric.sections]
        if recommendation.section in ids:
            return ids.index(recommendation.section)
        speaking = (name for name, finding in self.rubric.found.items() if recommendation.id in finding.recommend)
        return next((place for place in map(self.section_of, speaking) if place is not None), None)

    def _questions(self, finding: str) -> Iterable[str]:
        if finding in self._with_question:
            return [self._with_question[finding]]
        for combined in self.rubric.findings:
            if combined.id == finding:
                return self._named(combined.when)
        for deadline in self.rubric.deadlines:
            if deadline.id == finding:
                return [deadline.end] if deadline.end in self._order else [deadline.start]
        return []

    def _named(self, condition: Node) -> Iterable[str]:
        """Every question a condition asks about, also through a finding."""
        for leaf in leaves(condition):
            match leaf:
                case HasFinding(names):
                    yield from (self._with_question[name] for name in names if name in self._with_question)
                case Answered(name) | Chosen(name):
                    yield name
                case Compared(name, bounds):
                    yield name
                    yield from (bound.name for _, bound in bounds if isinstance(bound, AnswerBound))
                case HasOutcome():
                    pass
                case _:
                    assert_never(leaf)

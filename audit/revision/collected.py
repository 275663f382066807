"""The answers a study has collected, as they are stored, and whether they fit a question."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from audit.rubric.parts import Special
from audit.rubric.types import Question
from audit.rubric.values import Answer


@dataclass(frozen=True, slots=True, order=True)
class Given:
    """One answer as it is stored: the texts of ``values.encode``, and whether it is a special one."""

    values: tuple[str, ...]
    special: bool = False

    @property
    def text(self) -> str:
        """The answer on one line, as the log writes it."""
        return ", ".join(self.values)


@dataclass(frozen=True, slots=True)
class Collected:
    """What a study has: how many assessments, and how often each answer was given, by the question it is stored under.

    Answers to questions that are hidden or no longer asked are among them.
    """

    assessments: int = 0
    answers: Mapping[str, Mapping[Given, int]] = field(default_factory=dict)

    def count(self, question: str, wanted: Callable[[Given], bool] = lambda given: True) -> int:
        """The number of answers stored under ``question`` for which ``wanted`` is true."""
        return sum(count for given, count in self.answers.get(question, {}).items() if wanted(given))

    def of(self, questions: Iterable[str]) -> int:
        """The number of answers to the questions together; a question named twice counts once."""
        return sum(self.count(question) for question in set(questions))

    @property
    def total(self) -> int:
        """The number of all answers."""
        return self.of(self.answers)


def fits(question: Question, given: Given) -> bool:
    """Whether the question accepts a stored answer; a special one must be in ``allow``."""
    if given.special:
        return given.values[0] in question.allow
    return question.in_order(given.values) is not None


def as_answer(question: Question, given: Given) -> Answer:
    """The stored answer as a value; it must fit the question."""
    return Special(given.values[0]) if given.special else question.decode(given.values)

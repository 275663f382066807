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

    Answers to questions that are hidden or no longer asked are among them. ``unfinished`` assessments lack an
    answer. ``notes`` has in how many
    assessments a remark or a citation stands under a question.
    """

    assessments: int = 0
    answers: Mapping[str, Mapping[Given, int]] = field(default_factory=dict)
    notes: Mapping[str, int] = field(default_factory=dict)
    unfinished: int = 0

    def count(self, question: str, wanted: Callable[[Given], bool] = lambda given: True) -> int:
        """The number of answers stored under ``question`` for which ``wanted`` is true."""
        return sum(count for given, count in self.answers.get(question, {}).items() if wanted(given))

    def of(self, questions: Iterable[str]) -> int:
        """The number of answers to the questions together; a question named twice counts once."""
        return sum(self.count(question) for question in set(questions))

    def unknown(self, questions: Iterable[str]) -> int:
        """The number of answers to the questions that could still be anything, such as ``fremgår_ikke``."""
        return sum(self.count(question, could_be_anything) for question in set(questions))

    @property
    def total(self) -> int:
        """The number of all answers."""
        return self.of(self.answers)


def could_be_anything(given: Given) -> bool:
    """Whether an answer leaves open what the right one is: ``fremgår_ikke`` and ``kan_ikke_vurderes``."""
    return given.special and given.values[0] != Special.NOT_RELEVANT


def fits(question: Question, given: Given) -> bool:
    """Whether the question accepts a stored answer; a special one must be in ``allow``."""
    if given.special:
        return given.values[0] in question.allow
    return question.in_order(given.values) is not None


def as_answer(question: Question, given: Given) -> Answer:
    """The stored answer as a value; it must fit the question."""
    return Special(given.values[0]) if given.special else question.decode(given.values)

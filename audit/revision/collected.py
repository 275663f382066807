"""The answers a study has collected, as they are stored, and whether they fit a question."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation

from audit.rubric.parts import Special
from audit.rubric.questions import ChoiceQuestion, DateQuestion, MultiQuestion, NumberQuestion, Question
from audit.rubric.values import Answer, NotAnAnswer, check_multi, decode


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
        """Answers to a question that are ``wanted``."""
        return sum(count for given, count in self.answers.get(question, {}).items() if wanted(given))

    def of(self, questions: Iterable[str]) -> int:
        """Answers to any of the questions."""
        return sum(self.count(question) for question in set(questions))

    @property
    def total(self) -> int:
        """All answers."""
        return self.of(self.answers)


def fits(question: Question, given: Given) -> bool:
    """Whether a stored answer is one that the question takes."""
    if given.special:
        return given.values[0] in question.allow
    if isinstance(question, ChoiceQuestion):
        return len(given.values) == 1 and given.values[0] in question.options
    if isinstance(question, MultiQuestion):
        return in_order(question, given.values) is not None
    if len(given.values) != 1:
        return False
    if isinstance(question, NumberQuestion):
        return _within(question, given.values[0])
    if isinstance(question, DateQuestion):
        return _is_day(given.values[0])
    return True


def in_order(question: MultiQuestion, values: Iterable[str]) -> tuple[str, ...] | None:
    """The options as the question stores them; None when it does not take them together."""
    try:
        return check_multi(question, values)
    except NotAnAnswer:
        return None


def as_answer(question: Question, given: Given) -> Answer:
    """The stored answer as a value; it must fit the question."""
    return Special(given.values[0]) if given.special else decode(question, given.values)


def _within(question: NumberQuestion, text: str) -> bool:
    try:
        number = Decimal(text)
    except InvalidOperation:
        return False
    if not number.is_finite():
        return False
    return (question.min is None or number >= question.min) and (question.max is None or number <= question.max)


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False

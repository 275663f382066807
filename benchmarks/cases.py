"""Cases of any rubric, as jurists score them: most in order, some not, some not in the papers. Konstruerede data."""

import random
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

from audit.rubric.evaluate import Evaluator
from audit.rubric.model import Fact
from audit.rubric.types import Question
from audit.rubric.types.choice import ChoiceQuestion
from audit.rubric.types.date import DateQuestion
from audit.rubric.types.multi import MultiQuestion
from audit.rubric.types.number import NumberQuestion
from audit.rubric.values import Answer

_FIRST_DAY = date(2013, 1, 1)
_DAYS = 2500
_LIMITS = tuple(map(Decimal, (0, 1, 5, 6, 7, 12, 14, 15, 40, 50, 51, 200, 250)))
"""Numbers on both sides of what rules speak of."""

_WAITS = (-120, 0, 7, 21, 31, 90, 400, 1000, 1700)
"""Days from the case's own date to another."""


class ConstructedCase(NamedTuple):
    """Answers and facts as ``Evaluator.evaluate`` takes them."""

    answers: Mapping[str, Answer]
    facts: Mapping[str, str | Decimal | date]


def cases(evaluator: Evaluator, seed: str) -> Iterator[ConstructedCase]:
    """Cases without end, the same for the same seed.

    One in twenty is not finished, and one in ten still has answers to
    questions that are not asked any more.
    """
    chance = random.Random(seed)
    rubric = evaluator.rubric
    while True:
        begun = _FIRST_DAY + timedelta(chance.randrange(_DAYS))
        facts = {name: _fact(chance, fact, begun) for name, fact in rubric.facts.items()}
        answers = {name: _answer(chance, question, begun) for name, question in rubric.questions.items()}
        if chance.random() < 0.9:
            asked = evaluator.evaluate(answers, facts).asked
            answers = {name: answers[name] for name in asked}
        if chance.random() < 0.05:
            answers = {name: answer for name, answer in answers.items() if chance.random() < 0.8}
        yield ConstructedCase(answers, facts)


def _fact(chance: random.Random, fact: Fact, begun: date) -> str | Decimal | date:
    if fact.type == "date":
        return begun
    if fact.type == "number":
        return chance.choice(_LIMITS)
    return chance.choice(list(fact.options)) if fact.type == "choice" else "tekst"


def _answer(chance: random.Random, question: Question, begun: date) -> Answer:
    if question.allow and chance.random() < 0.1:
        return chance.choice(list(question.allow))
    if isinstance(question, ChoiceQuestion):
        options = list(question.options)
        return options[0] if chance.random() < 0.6 else chance.choice(options)
    if isinstance(question, MultiQuestion):
        return _chosen(chance, question)
    if isinstance(question, NumberQuestion):
        low, high = question.min, question.max
        return chance.choice([n for n in _LIMITS if (low is None or n >= low) and (high is None or n <= high)])
    if isinstance(question, DateQuestion):
        return begun + timedelta(chance.choice(_WAITS) + chance.randrange(-30, 60))
    return "tekst"


def _chosen(chance: random.Random, question: MultiQuestion) -> tuple[str, ...]:
    several = tuple(one for one in question.options if one not in question.exclusive and chance.random() < 0.7)
    return several or (chance.choice(list(question.options)),)

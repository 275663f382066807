"""How an answer or a fact reads to a jurist."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

from audit.rubric.model import Fact, Rubric
from audit.rubric.parts import Special
from audit.rubric.questions import ChoiceQuestion, MultiQuestion, NumberQuestion, Question
from audit.rubric.values import Answer, NotAnAnswer, decode_fact
from audit.wording.dates import date_digits
from audit.wording.labels import option_label, readable
from audit.wording.numbers import decimal_words


def answer_words(question: Question, answer: Answer) -> str:
    """The answer as it is shown: an option's label, »12,5 timer«, »31-10-2013«."""
    if isinstance(answer, Special):
        return readable(answer)
    if isinstance(answer, tuple):
        options = question.options if isinstance(question, MultiQuestion) else {}
        return ", ".join(option_label(options, option) for option in answer)
    if isinstance(answer, Decimal):
        unit = question.unit if isinstance(question, NumberQuestion) else ""
        return f"{decimal_words(answer)} {unit}".rstrip()
    if isinstance(answer, date):
        return date_digits(answer)
    return option_label(question.options, answer) if isinstance(question, ChoiceQuestion) else answer


def fact_words(rubric: Rubric, name: str, text: str) -> tuple[str, str]:
    """A fact's label and its stored text as they are shown."""
    fact = rubric.facts.get(name)
    return (fact.label or readable(name), fact_value(fact, text)) if fact else (readable(name), text)


def fact_value(fact: Fact, text: str, day: Callable[[date], str] = date_digits) -> str:
    """A fact's stored text as it is shown: an option's label, »12,5«, a date by ``day``; unread text as it stands."""
    try:
        value = decode_fact(fact, text)
    except NotAnAnswer:
        return text  # the frame is what it is; evaluation is where a wrong fact is refused
    if isinstance(value, date):
        return day(value)
    if isinstance(value, Decimal):
        return decimal_words(value)
    return option_label(fact.options, text) if fact.type == "choice" else text

"""How an answer or a fact reads to a jurist."""

from datetime import date
from decimal import Decimal

from audit.rubric.model import Fact, Rubric
from audit.rubric.parts import Special
from audit.rubric.questions import ChoiceQuestion, MultiQuestion, NumberQuestion, Question
from audit.rubric.values import Answer, NotAnAnswer, decode_fact
from audit.wording.labels import option_label, readable
from audit.wording.numbers import number_text


def answer_words(question: Question, answer: Answer) -> str:
    """The answer as it is shown: an option's label, »12,5 timer«, »31-10-2013«."""
    if isinstance(answer, Special):
        return readable(answer)
    if isinstance(answer, tuple):
        options = question.options if isinstance(question, MultiQuestion) else {}
        return ", ".join(option_label(options, option) for option in answer)
    if isinstance(answer, Decimal):
        unit = question.unit if isinstance(question, NumberQuestion) else ""
        return f"{_number(answer)} {unit}".rstrip()
    if isinstance(answer, date):
        return _date(answer)
    return option_label(question.options, answer) if isinstance(question, ChoiceQuestion) else answer


def fact_words(rubric: Rubric, name: str, text: str) -> tuple[str, str]:
    """A fact's label and its stored text as they are shown."""
    fact = rubric.facts.get(name)
    return (fact.label or readable(name), _fact_value(fact, text)) if fact else (readable(name), text)


def _fact_value(fact: Fact, text: str) -> str:
    try:
        value = decode_fact(fact, text)
    except NotAnAnswer:
        return text  # the frame is what it is; evaluation is where a wrong fact is refused
    if isinstance(value, date):
        return _date(value)
    if isinstance(value, Decimal):
        return _number(value)
    return option_label(fact.options, text) if fact.type == "choice" else text


def _number(number: Decimal) -> str:
    return number_text(number).replace(".", ",")


def _date(day: date) -> str:
    """As ``values.read_date`` reads it, so that what is shown can be typed."""
    return f"{day.day:02}-{day.month:02}-{day.year:04}"

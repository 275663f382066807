"""How a fact reads to a jurist."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

from audit.rubric.facts import decode_fact
from audit.rubric.model import Fact, Rubric
from audit.rubric.values import NotAnAnswer
from audit.wording.dates import date_digits
from audit.wording.labels import option_label, readable
from audit.wording.numbers import decimal_words


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

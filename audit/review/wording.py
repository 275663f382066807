"""How a fact reads to a jurist."""

from audit.rubric.facts import decode_fact
from audit.rubric.model import Fact, Rubric
from audit.rubric.values import NotAnAnswer
from audit.wording.labels import option_label, readable


def fact_words(rubric: Rubric, name: str, text: str) -> tuple[str, str]:
    """A fact's label and its stored text as they are shown."""
    fact = rubric.facts.get(name)
    return (fact.label or readable(name), fact_value(fact, text)) if fact else (readable(name), text)


def fact_value(fact: Fact, text: str, in_table: bool = True) -> str:
    """A fact's stored text as it is shown: an option's label, »12,5«, »31-10-2013«; unread text as it stands.

    Unless ``in_table``, a date is written in words.
    """
    try:
        value = decode_fact(fact, text)
    except NotAnAnswer:
        return text  # the frame is what it is; evaluation is where a wrong fact is refused
    if fact.labels:
        return option_label(fact.labels, text)
    return fact.kind.in_table(value) if in_table else fact.kind.in_text(value)

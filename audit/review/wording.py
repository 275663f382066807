"""How facts, and the groups of cases they make, read to a jurist."""

from collections.abc import Mapping

from audit.authorities import Authorities
from audit.cases import KOMMUNE
from audit.rubric.facts import decode_fact
from audit.rubric.model import Fact, Rubric
from audit.rubric.values import NotAnAnswer
from audit.wording.authority_words import authority_heading
from audit.wording.labels import readable

NOT_KNOWN = "uoplyst"
"""Stands for a fact that the frame does not have of a case."""


def every_case(rubric: Rubric) -> str:
    """The whole study as a group: »Alle sager«."""
    return f"Alle {rubric.case.many}"


def fact_label(rubric: Rubric, authorities: Authorities, fact: str) -> str:
    """A fact as the reader sees it; the authority is one too, called what its kind is called."""
    if fact == KOMMUNE and authorities.own:
        return authority_heading(authorities)
    return rubric.fact_labels.get(fact) or readable(fact)


def value_label(rubric: Rubric, authorities: Authorities, fact: str, text: str, *, in_table: bool = True) -> str:
    """A fact's stored text as it is shown; »uoplyst« where there is none. Unless ``in_table``, dates are in words."""
    if fact == KOMMUNE:
        return authorities.name_of(text)
    known = rubric.facts.get(fact)
    return _value(known, text, in_table) if known and text else text or NOT_KNOWN


def group_label(rubric: Rubric, authorities: Authorities, group: Mapping[str, str]) -> str:
    """A group as the reader sees it: the facts its cases have in common, »Alle sager« for none."""
    shared = [
        f"{fact_label(rubric, authorities, fact)}: {value_label(rubric, authorities, fact, text)}"
        for fact, text in group.items()
    ]
    return ", ".join(shared) or every_case(rubric)


def _value(fact: Fact, text: str, in_table: bool) -> str:
    """An option's label, »12,5«, »31-10-2013«; unread text as it stands."""
    try:
        value = decode_fact(fact, text)
    except NotAnAnswer:
        return text  # the frame is what it is; evaluation is where a wrong fact is refused
    if fact.labels:
        return fact.answer_labels.get(text) or readable(text)
    return fact.kind.in_table(value) if in_table else fact.kind.in_text(value)

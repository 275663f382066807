"""Facts of the frame as values: from what stands there to what is compared."""

import unicodedata
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from audit.rubric.model import Fact, Rubric
from audit.rubric.values import NotAnAnswer
from audit.wording.quoting import listed, quoted, suggest


def read_fact(fact: Fact, text: str) -> str | Decimal | date:
    """A fact of the frame as a value; NotAnAnswer when the text does not fit its type or limits."""
    text = unicodedata.normalize("NFC", text).strip()
    if fact.labels and text not in fact.labels:
        meant = suggest(text, fact.labels) or "."
        raise NotAnAnswer(f"{quoted(text)} er ikke en af mulighederne {listed(fact.labels)}{meant}")
    value: str | Decimal | date = fact.kind.measure(text)
    fact.kind.hold(value, text, fact.limits)
    return value


def can_be(fact: Fact, value: Any) -> bool:
    """Whether a value of the fact's type lies within its limits."""
    try:
        fact.kind.hold(value, "", fact.limits)
    except NotAnAnswer:
        return False
    return True


def decode_fact(fact: Fact, text: str) -> str | Decimal | date:
    """A fact as ``encode`` wrote it, where a point always stands before decimals."""
    return read_fact(fact, fact.kind.as_typed(text))


def read_facts(rubric: Rubric, facts: Mapping[str, str]) -> dict[str, str | Decimal | date]:
    """The stored facts of a case as values, for evaluation."""
    return {name: decode_fact(rubric.facts[name], text) for name, text in facts.items() if name in rubric.facts}

"""Facts of the frame as values: from what stands there to what is compared."""

import unicodedata
from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from audit.rubric.model import Fact, Rubric
from audit.rubric.values import NotAnAnswer, read_date, read_number
from audit.wording.quoting import listed, quoted, suggest


def read_fact(fact: Fact, text: str) -> str | Decimal | date:
    """A fact of the frame as a value; NotAnAnswer when the text does not fit its type."""
    text = unicodedata.normalize("NFC", text).strip()
    if fact.type == "date":
        return read_date(text)
    if fact.type == "number":
        return read_number(text)
    if fact.type == "choice" and text not in fact.options:
        meant = suggest(text, fact.options) or "."
        raise NotAnAnswer(f"{quoted(text)} er ikke en af mulighederne {listed(fact.options)}{meant}")
    return text


def decode_fact(fact: Fact, text: str) -> str | Decimal | date:
    """A fact as ``encode`` wrote it, where a point always stands before decimals."""
    return read_fact(fact, text.replace(".", ",") if fact.type == "number" else text)


def read_facts(rubric: Rubric, facts: Mapping[str, str]) -> dict[str, str | Decimal | date]:
    """The stored facts of a case as values, for evaluation."""
    return {name: decode_fact(rubric.facts[name], text) for name, text in facts.items() if name in rubric.facts}

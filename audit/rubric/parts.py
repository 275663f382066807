"""What all parts of the rubric language are made of: the base of its models, conditions, answers that are none."""

from enum import StrEnum
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, WithJsonSchema

NOT_ASSESSABLE = "kan_ikke_vurderes"

"""The outcome of a case whose unknown answers could still raise the outcome."""


WORDS = frozenset({"all", "any", "not", "finding", "outcome", "at_most", "at_least", "parameter", "question"})

"""Words with a meaning of their own in conditions; no question or fact may be called so."""


class Special(StrEnum):
    """Answers that are not an answer to the question, and are never counted as no."""

    NOT_RELEVANT = "ikke_relevant"
    """The question does not apply to this case; needs a reason (the remark)."""
    CANNOT_ASSESS = "kan_ikke_vurderes"
    """The reviewer cannot tell from what there is."""
    NOT_IN_PAPERS = "fremgår_ikke"
    """The case papers do not say."""


CONDITION_TITLE = "Betingelsen"

"""Marks a condition in the JSON Schema, where ``schema`` says what it looks like."""


Condition = Annotated[dict[str, Any], WithJsonSchema({"title": CONDITION_TITLE, "type": "object"})]

"""As written; ``conditions.compile_condition`` turns it into what is evaluated."""


CONDITION_HELP = "{spørgsmål: svar}, {spørgsmål: [svar, svar]}, {spørgsmål: {at_most: 5}}, all, any eller not."


class Model(BaseModel):
    """Base of the rubric models: no unknown keys, and immutable."""

    model_config = ConfigDict(extra="forbid", frozen=True)

"""What all parts of the rubric language are made of: the base of its models, conditions, answers that are none."""

from enum import StrEnum
from typing import Annotated, Any, Literal, get_args

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    GetPydanticSchema,
    PlainSerializer,
    TypeAdapter,
    WithJsonSchema,
)

from audit.rubric.condition import BoundWord, Node, parse_condition, written

NOT_ASSESSABLE = "kan_ikke_vurderes"

"""The outcome of a case whose unknown answers could still raise the outcome."""
DESCRIBED = "beskrevet"
"""What is stored of a finished case where the rubric only describes; no reader sees it."""


WORDS = frozenset({"all", "any", "not", "finding", "outcome", *get_args(BoundWord), "chosen", "parameter", "question"})

"""Words with a meaning of their own in conditions; no question or fact may be called so."""


class Special(StrEnum):
    """Answers that are not an answer to the question, and are never counted as no."""

    NOT_RELEVANT = "ikke_relevant"
    """The question does not apply to this case; needs a reason (the remark)."""
    CANNOT_ASSESS = "kan_ikke_vurderes"
    """The reviewer cannot tell from what there is."""
    NOT_IN_PAPERS = "fremgår_ikke"
    """The case papers do not say."""


_SPECIALS: TypeAdapter[tuple[Special, ...]] = TypeAdapter(tuple[Special, ...])


def _as_allowed(value: Any) -> Any:
    return value if isinstance(value, dict) else dict.fromkeys(_SPECIALS.validate_python(value), "")


Allowed = Annotated[
    dict[Special, str],
    BeforeValidator(_as_allowed, json_schema_input_type=list[Special] | dict[Special, str]),
]
"""Special answers, as a list, or as a mapping with what the reader sees for each; "" where it has no label."""


CONDITION_TITLE = "Betingelsen"

"""Marks a condition in the JSON Schema, where ``schema`` says what it looks like."""


def _as(shape: Any) -> GetPydanticSchema:
    """Read and stored as ``shape``, held as a node."""
    return GetPydanticSchema(lambda _, handler: handler(shape))


_Mapping = Annotated[
    dict[str, Any],
    AfterValidator(parse_condition),
    PlainSerializer(written),
    WithJsonSchema({"title": CONDITION_TITLE, "type": "object"}),
]
_Every = Annotated[Literal["all"], AfterValidator(parse_condition), PlainSerializer(written)]

Condition = Annotated[Node, _as(_Mapping)]

"""Which cases something applies to, written as a mapping."""


Cases = Annotated[Node, _as(_Mapping | _Every)]

"""A condition, or ``all`` for every case."""


CONDITION_HELP = (
    "{spørgsmål: svar}, {spørgsmål: [svar, svar]}, {spørgsmål: {at_most: 5}}, {spørgsmål: {chosen: 2}}, "
    "all, any eller not."
)


class Model(BaseModel):
    """Base of the rubric models: no unknown keys, and immutable."""

    model_config = ConfigDict(extra="forbid", frozen=True)

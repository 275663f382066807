"""The types of question, a closed set: each is a module here and an entry in ``_TYPES``.

Nothing outside this folder names a type or its class; what differs between
types is a method or a word of ``base.QuestionBase``.
"""

from collections.abc import Iterable
from typing import Annotated, Any, get_args

from pydantic import Field

from audit.rubric.types.base import Kind, QuestionBase
from audit.rubric.types.choice import ChoiceQuestion
from audit.rubric.types.date import DateQuestion
from audit.rubric.types.duration import DurationQuestion
from audit.rubric.types.multi import MultiQuestion
from audit.rubric.types.number import NumberQuestion
from audit.rubric.types.text import TextQuestion
from audit.rubric.values import Value

Question = Annotated[
    ChoiceQuestion | MultiQuestion | NumberQuestion | DateQuestion | DurationQuestion | TextQuestion,
    Field(discriminator="type"),
]

_TYPES: tuple[Kind, ...] = (ChoiceQuestion, MultiQuestion, NumberQuestion, DateQuestion, DurationQuestion, TextQuestion)

KINDS: dict[str, Kind] = {get_args(kind.model_fields["type"].annotation)[0]: kind for kind in _TYPES}
"""Each type by its word in a rubric, in the order they are told of."""

COMPARED = tuple(kind for kind in _TYPES if kind.comparable)
"""The types whose answers can be above or below another."""

PARAMETERS: Kind = NumberQuestion
"""What a parameter of the rubric can be compared with."""

DAYS: Kind = DateQuestion
"""What a deadline, and the coming into force of rules, can be counted from."""

ABOUT_ANSWERS = (
    *("id", "type", "allow"),
    *dict.fromkeys(
        key
        for kind in _TYPES
        for key, field in kind.model_fields.items()
        if key not in QuestionBase.model_fields and field.annotation is not str
    ),
)
"""The keys of a question that say what can be answered; its texts are others."""


def literal(raw: Any) -> Value | None:
    """The value of what a condition compares with (a number, a day as text); None when it is a plain word."""
    return next((value for kind in COMPARED if (value := kind.literal(raw)) is not None), None)


def shifted(raw: Any) -> list[Any]:
    """What a condition compares with, one step down and one up, as YAML has it; [] for a plain word."""
    for kind in COMPARED:
        if (value := kind.literal(raw)) is not None:
            return [kind.as_written(near) for near in kind.beside(value)]
    return []


def values_of(words: Iterable[str]) -> frozenset[Value]:
    """Every value that one of the words can be the canonical text of: »5« is the number 5."""
    found = set()
    for word in words:
        for kind in COMPARED:
            try:
                found.add(kind.decode((word,)))
            except (ValueError, ArithmeticError):
                continue
    return frozenset(found)


def literal_words(raw: Any) -> str:
    """What a condition compares with, in a sentence and without its unit."""
    return next((kind.in_text(value) for kind in COMPARED if (value := kind.literal(raw)) is not None), str(raw))

"""What a condition says, whatever the order it is written in."""

from collections.abc import Mapping
from typing import assert_never

from audit.rubric.condition import (
    All,
    Always,
    AnswerBound,
    Answered,
    AnyOf,
    Bound,
    Compared,
    HasFinding,
    HasOutcome,
    Node,
    Not,
    ParameterBound,
    keys,
)
from audit.rubric.types import literal


def meaning(condition: Node | None, names: Mapping[str, str]) -> object:
    """Something that is equal for two conditions that say the same.

    ``names`` gives the new name of what has been renamed, so that a renamed
    question is no change of the conditions that speak of it.
    """
    return None if condition is None else _of_mapping(condition, names)


def _of_mapping(node: Node, names: Mapping[str, str]) -> frozenset[tuple[str, object]]:
    """The keys of a mapping with what each says; their order says nothing."""
    return frozenset(_of_key(key, names) for key in keys(node))


def _of_key(node: Node, names: Mapping[str, str]) -> tuple[str, object]:
    match node:
        case Always():
            return "always", True
        case All(parts):
            return "all", frozenset(_of_mapping(part, names) for part in parts)
        case AnyOf(parts):
            return "any", frozenset(_of_mapping(part, names) for part in parts)
        case Not(part):
            return "not", _of_mapping(part, names)
        case HasFinding(found):
            return "finding", frozenset(found)
        case HasOutcome(outcomes):
            return "outcome", frozenset(outcomes)
        case Compared(name, bounds):
            return names.get(name, name), frozenset((word, _limit(bound, names)) for word, bound in bounds)
        case Answered(name, values):
            return names.get(name, name), frozenset(map(str, values))
        case _:
            assert_never(node)


def _limit(bound: Bound, names: Mapping[str, str]) -> object:
    match bound:
        case ParameterBound():
            return bound
        case AnswerBound(name):
            return AnswerBound(names.get(name, name))
        case _:
            return literal(bound)

"""Compares conditions without regard to the order of their parts."""

from collections.abc import Mapping
from typing import assert_never

from audit.rubric import condition as nodes
from audit.rubric.condition import Bound, Node, keys
from audit.rubric.types import literal


def meaning(condition: Node | None, names: Mapping[str, str]) -> object:
    """A value that is equal for conditions that differ only in the order of keys, parts or values; None for None.

    ``names`` maps old names to new ones: a renamed question alone makes no difference.
    """
    return None if condition is None else _of_mapping(condition, names)


def _of_mapping(node: Node, names: Mapping[str, str]) -> frozenset[tuple[str, object]]:
    """The keys of a mapping with their contents, as a set."""
    return frozenset(_of_key(key, names) for key in keys(node))


def _of_key(node: Node, names: Mapping[str, str]) -> tuple[str, object]:
    match node:
        case nodes.Always():
            return "always", True
        case nodes.All(parts):
            return "all", frozenset(_of_mapping(part, names) for part in parts)
        case nodes.AnyOf(parts):
            return "any", frozenset(_of_mapping(part, names) for part in parts)
        case nodes.Not(part):
            return "not", _of_mapping(part, names)
        case nodes.HasFinding(found):
            return "finding", frozenset(found)
        case nodes.HasOutcome(outcomes):
            return "outcome", frozenset(outcomes)
        case nodes.Compared(name, bounds):
            return names.get(name, name), frozenset((word, _limit(bound, names)) for word, bound in bounds)
        case nodes.Chosen(name, at_least, at_most):
            return names.get(name, name), ("chosen", at_least, at_most)
        case nodes.Answered(name, values):
            return names.get(name, name), frozenset(map(str, values))
        case _:
            assert_never(node)


def _limit(bound: Bound, names: Mapping[str, str]) -> object:
    match bound:
        case nodes.ParameterBound():
            return bound
        case nodes.AnswerBound(name):
            return nodes.AnswerBound(names.get(name, name))
        case _:
            return literal(bound)

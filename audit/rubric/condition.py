"""A condition as a tree: a closed set of frozen nodes, how one is parsed, and how it is written again."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal, assert_never

from audit.wording.numbers import number_text

Literally = str | int | float | Decimal | bool
"""A value as the rubric has it: a date is still ISO text. ``types.literal`` makes it what answers are compared with."""

BoundWord = Literal["at_most", "at_least", "before", "after"]
"""On which side of a limit: the limit itself is in with the first two, and not with ``before`` and ``after``."""


@dataclass(frozen=True, slots=True)
class Always:
    """Holds in every case; written ``all``."""


@dataclass(frozen=True, slots=True)
class All:
    """Holds when every part does. ``listed``: written as a list under ``all``, not as keys beside each other."""

    parts: tuple["Node", ...]
    listed: bool = True


@dataclass(frozen=True, slots=True)
class AnyOf:
    """Holds when one part does."""

    parts: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Not:
    """Holds when the part is false; a part that is neither true nor false stays so."""

    part: "Node"


@dataclass(frozen=True, slots=True)
class Answered:
    """The answer to a question, or a fact, is one of the values."""

    name: str
    values: tuple[Literally, ...]


@dataclass(frozen=True, slots=True)
class ParameterBound:
    """The value a parameter has in the case."""

    name: str


@dataclass(frozen=True, slots=True)
class AnswerBound:
    """The answer to another question, or another fact."""

    name: str


Bound = Literally | ParameterBound | AnswerBound


@dataclass(frozen=True, slots=True)
class Compared:
    """A number or a date stands on the right side of every bound; one or two bounds."""

    name: str
    bounds: tuple[tuple[BoundWord, Bound], ...]


@dataclass(frozen=True, slots=True)
class Chosen:
    """So many options of a question are chosen, both limits included; None for no limit, equal for exactly so many."""

    name: str
    at_least: int | None
    at_most: int | None


@dataclass(frozen=True, slots=True)
class HasFinding:
    """One of the findings is made."""

    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class HasOutcome:
    """The outcome, or the class, is one of these."""

    names: tuple[str, ...]


Leaf = Answered | Compared | Chosen | HasFinding | HasOutcome
Node = Always | All | AnyOf | Not | Leaf


def parse_condition(condition: Any) -> Node:
    """The tree of a condition as a rubric has it: a mapping, or ``all``.

    Several keys in one mapping must all hold, and a single key is its own part.
    What is no condition becomes one that holds always: ``references`` refuses it.
    """
    if not isinstance(condition, Mapping):
        return Always()
    parts = tuple(_parsed(key, value) for key, value in condition.items())
    return parts[0] if len(parts) == 1 else All(parts, listed=False)


def _parsed(key: str, value: Any) -> Node:
    values = tuple(value) if isinstance(value, list | tuple) else (value,)
    match key:
        case "all":
            return All(tuple(map(parse_condition, values)))
        case "any":
            return AnyOf(tuple(map(parse_condition, values)))
        case "not":
            return Not(parse_condition(value))
        case "finding":
            return HasFinding(tuple(map(str, values)))
        case "outcome":
            return HasOutcome(tuple(map(str, values)))
    if isinstance(value, Mapping) and "chosen" in value:
        return _chosen(key, value["chosen"])
    if isinstance(value, Mapping):
        return Compared(key, tuple((word, _bound(bound)) for word, bound in value.items()))
    return Answered(key, values)


def _chosen(name: str, number: Any) -> Chosen:
    if isinstance(number, Mapping):
        return Chosen(name, number.get("at_least"), number.get("at_most"))
    return Chosen(name, number, number)


def _bound(bound: Any) -> Bound:
    match bound:
        case {"parameter": name}:
            return ParameterBound(str(name))
        case {"question": name}:
            return AnswerBound(str(name))
    literal: Literally = bound
    return literal


def written(node: Node) -> dict[str, Any] | Literal["all"]:
    """The condition as a rubric has it: what ``parse_condition`` was given.

    But a list of one is written as the one, and two equal limits on how many are chosen as one number.
    """
    match node:
        case Always():
            return "all"
        case All(parts, listed=False):
            return {key: value for part in parts for key, value in _key(part)}
        case All(parts):
            return {"all": [written(part) for part in parts]}
        case AnyOf(parts):
            return {"any": [written(part) for part in parts]}
        case Not(part):
            return {"not": written(part)}
        case Answered() | Compared() | Chosen() | HasFinding() | HasOutcome():
            return _written_leaf(node)
        case _:
            assert_never(node)


def _written_leaf(leaf: Leaf) -> dict[str, Any]:
    match leaf:
        case Answered(name, values):
            return {name: _one_or_list(values)}
        case Compared(name, bounds):
            return {name: {word: _written_bound(bound) for word, bound in bounds}}
        case Chosen(name, at_least, at_most):
            limits = {"at_least": at_least, "at_most": at_most}
            some = {word: limit for word, limit in limits.items() if limit is not None}
            return {name: {"chosen": at_least if at_least == at_most else some}}
        case HasFinding(names):
            return {"finding": _one_or_list(names)}
        case HasOutcome(names):
            return {"outcome": _one_or_list(names)}
        case _:
            assert_never(leaf)


def _key(node: Node) -> Iterable[tuple[str, Any]]:
    mapping = written(node)
    return mapping.items() if isinstance(mapping, dict) else ()


def _one_or_list(values: tuple[Literally, ...]) -> Any:
    return values[0] if len(values) == 1 else list(values)


def _written_bound(bound: Bound) -> Any:
    match bound:
        case ParameterBound(name):
            return {"parameter": name}
        case AnswerBound(name):
            return {"question": name}
        case _:
            return bound


def keys(node: Node) -> tuple[Node, ...]:
    """The keys of the mapping a condition is written as, each with what stands under it."""
    return node.parts if isinstance(node, All) and not node.listed else (node,)


def flow(value: Any) -> str:
    """A condition or another part of a rubric on one line, as a rubric could have it."""
    if isinstance(value, Node):
        return flow(written(value))
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key}: {flow(one)}" for key, one in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(flow, value)) + "]"
    if isinstance(value, Decimal):
        return number_text(value)
    return "" if value is None else str(value)


def leaves(node: Node | None) -> Iterator[Leaf]:
    """The tests a condition is made of, in the order they are written; none where there is no condition."""
    match node:
        case Always() | None:
            return
        case All(parts) | AnyOf(parts):
            for part in parts:
                yield from leaves(part)
        case Not(part):
            yield from leaves(part)
        case Answered() | Compared() | Chosen() | HasFinding() | HasOutcome():
            yield node
        case _:
            assert_never(node)

"""What a condition says, whatever the order it is written in; and conditions as short text."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from audit.rubric.parts import Condition
from audit.wording.numbers import number_text


def meaning(condition: Condition | str | None, names: Mapping[str, str]) -> object:
    """Something that is equal for two conditions that say the same.

    ``names`` gives the new name of what has been renamed, so that a renamed
    question is no change of the conditions that speak of it.
    """
    if condition is None or isinstance(condition, str):
        return condition
    return frozenset(_key(key, value, names) for key, value in condition.items())


def _key(key: str, value: Any, names: Mapping[str, str]) -> tuple[str, object]:
    if key in ("all", "any"):
        return key, frozenset(meaning(part, names) for part in value)
    if key == "not":
        return key, meaning(value, names)
    if key in ("finding", "outcome"):
        return key, _words(value)
    if isinstance(value, Mapping):
        return names.get(key, key), frozenset((word, _limit(bound, names)) for word, bound in value.items())
    return names.get(key, key), _words(value)


def _limit(bound: Any, names: Mapping[str, str]) -> object:
    if isinstance(bound, Mapping):
        return frozenset((kind, names.get(name, name) if kind == "question" else name) for kind, name in bound.items())
    return bound if isinstance(bound, str) else Decimal(str(bound))


def _words(value: Any) -> frozenset[str]:
    return frozenset(map(str, value if isinstance(value, list | tuple) else [value]))


def flow(value: Any) -> str:
    """A condition or another part of a rubric on one line, as a rubric could have it."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key}: {flow(one)}" for key, one in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(flow, value)) + "]"
    if isinstance(value, Decimal):
        return number_text(value)
    return "" if value is None else str(value)

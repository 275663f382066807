"""What no YAML file of the user's may hold: CPR numbers, and characters that are not seen or that steer a terminal.

A character can be written so that it is not in the file's text but only in its
values ("\\x2d"), and a comment is in the text alone; so both are looked through.
"""

import re
from collections.abc import Iterator

from audit.errors import Problem
from audit.privacy import find_cpr, holds_cpr, unsafe, visible
from audit.rubric.tree import Items, Scalar, Table, Tree
from audit.wording.quoting import quoted

_CPR = ("her står et CPR-nummer.", "Fjern det fra filen.")


def unfit(text: str, tree: Tree | None, file: str) -> list[Problem]:
    """A problem for each CPR number, by its place only, and for each value with an unsafe character.

    ``text`` is the file's; ``tree`` is what it was read as, None when it could not be.
    """
    problems = []
    for start, _ in find_cpr(text):
        lines = re.split(r"\r\n|\r|\n", text[:start])
        problems.append(Problem(*_CPR, file, len(lines), len(lines[-1]) + 1))
    named = {problem.line for problem in problems}
    for scalar in _scalars(tree):
        if holds_cpr(scalar.value) and scalar.line not in named:
            problems.append(Problem(*_CPR, file, scalar.line, scalar.column))
        elif isinstance(scalar.value, str) and unsafe(scalar.value):
            what = f"teksten har et tegn, der ikke kan ses: {quoted(visible(scalar.value))}."
            problems.append(Problem(what, "Fjern tegnet.", file, scalar.line, scalar.column))
    return problems


def _scalars(tree: Tree | None) -> Iterator[Scalar]:
    """Every key and value."""
    waiting = [tree]
    while waiting:
        match waiting.pop():
            case Table(entries=entries):
                for entry in entries.values():
                    yield entry.key
                    waiting.append(entry.value)
            case Items(items=items):
                waiting += items
            case Scalar() as scalar:
                yield scalar

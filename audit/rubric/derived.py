"""Works out findings and counts of many cases, with a cache by answer.

A part that depends on one question or fact with options alone is worked out the first time an
answer is met, and looked up after that. The other parts are worked out for each case.
"""

from collections.abc import Callable, Iterable, Mapping
from functools import reduce
from operator import or_
from typing import Generic, TypeVar

from audit.rubric.conditions import Missing, State, View
from audit.rubric.model import Rubric

T = TypeVar("T")

Spoken = Iterable[tuple[str, str]]
"""The (kind, name) pairs that a part depends on, as ``places.names_in`` gives them."""

_NOT_ASKED = Missing.NOT_ASKED


class Derived(Generic[T]):
    """Several values derived from a case, by id, in the order of ``parts``."""

    def __init__(self, rubric: Rubric, parts: Mapping[str, tuple[Callable[[View], T], Spoken]], nothing: T) -> None:
        """``parts``: by id, the function and what it depends on. ``nothing``: a placeholder that ``of`` replaces."""
        alone, rest = _apart(rubric, parts)
        self._alone = [(name, _ByAnswer(name, several)) for name, several in alone.items()]
        self._rest = list(rest.items())
        self._unasked = dict.fromkeys(parts, nothing)
        for _, by_answer in self._alone:
            self._unasked.update(by_answer[_NOT_ASKED])

    def of(self, view: View) -> dict[str, T]:
        """The value of every part for one case, by id."""
        states = view.states
        found = self._unasked.copy()
        for name, by_answer in self._alone:
            state = states[name]
            if state is not _NOT_ASKED:
                found.update(by_answer[state])
        for key, work_out in self._rest:
            found[key] = work_out(view)
        return found


class DerivedBits:
    """The bits that all ``parts`` together give a case."""

    def __init__(self, rubric: Rubric, parts: Mapping[str, tuple[Callable[[View], int], Spoken]]) -> None:
        alone, rest = _apart(rubric, parts)
        self._alone = [(name, _ByAnswer(name, {"": _joined(several.values())})) for name, several in alone.items()]
        self._rest = list(rest.values())

    def of(self, view: View) -> int:
        """The bits of one case."""
        states, bits = view.states, 0
        for name, by_answer in self._alone:
            bits |= by_answer[states[name]][""]
        for work_out in self._rest:
            bits |= work_out(view)
        return bits


class _ByAnswer(dict[State, dict[str, T]]):
    """The values of the parts that depend on one name alone, cached by its answer."""

    def __init__(self, name: str, parts: Mapping[str, Callable[[View], T]]) -> None:
        super().__init__()
        self._name, self._parts = name, parts

    def __missing__(self, state: State) -> dict[str, T]:
        view = View({self._name: state}, {}, {})
        found = self[state] = {key: work_out(view) for key, work_out in self._parts.items()}
        return found


def _joined(several: Iterable[Callable[[View], int]]) -> Callable[[View], int]:
    functions = tuple(several)
    return lambda view: reduce(or_, (work_out(view) for work_out in functions), 0)


_WorkedOut = dict[str, Callable[[View], T]]


def _apart(
    rubric: Rubric, parts: Mapping[str, tuple[Callable[[View], T], Spoken]]
) -> tuple[dict[str, _WorkedOut[T]], _WorkedOut[T]]:
    """The parts that depend on one name with options alone, by that name; and the other parts."""
    closed = _closed(rubric)
    alone: dict[str, _WorkedOut[T]] = {}
    rest: _WorkedOut[T] = {}
    for key, (work_out, spoken) in parts.items():
        match list(dict.fromkeys(spoken)):
            case [("name", name)] if name in closed:
                alone.setdefault(name, {})[key] = work_out
            case _:
                rest[key] = work_out
    return alone, rest


def _closed(rubric: Rubric) -> frozenset[str]:
    """The questions and facts that have options, and so a limited number of answers."""
    questions = (name for name, asked in rubric.questions.items() if asked.labels)
    return frozenset((*questions, *(name for name, fact in rubric.facts.items() if fact.labels)))

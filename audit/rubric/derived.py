"""Works out findings and counts of many cases, with a cache by answer.

A part that depends on one question or fact with options alone is worked out the first time an
answer is met, and looked up after that. The other parts are worked out for each case.
"""

from collections.abc import Callable, Iterable, Mapping
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
        closed = _closed(rubric)
        alone: dict[str, dict[str, Callable[[View], T]]] = {}
        self._rest: list[tuple[str, Callable[[View], T]]] = []
        for key, (work_out, spoken) in parts.items():
            match list(dict.fromkeys(spoken)):
                case [("name", name)] if name in closed:
                    alone.setdefault(name, {})[key] = work_out
                case _:
                    self._rest.append((key, work_out))
        self._alone = [(name, _ByAnswer(name, several)) for name, several in alone.items()]
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


class _ByAnswer(dict[State, dict[str, T]]):
    """The values of the parts that depend on one name alone, cached by its answer."""

    def __init__(self, name: str, parts: Mapping[str, Callable[[View], T]]) -> None:
        super().__init__()
        self._name, self._parts = name, parts

    def __missing__(self, state: State) -> dict[str, T]:
        view = View({self._name: state}, {}, {})
        found = self[state] = {key: work_out(view) for key, work_out in self._parts.items()}
        return found


def _closed(rubric: Rubric) -> frozenset[str]:
    """The questions and facts that have options, and so a limited number of answers."""
    questions = (name for name, asked in rubric.questions.items() if asked.labels)
    return frozenset((*questions, *(name for name, fact in rubric.facts.items() if fact.labels)))
